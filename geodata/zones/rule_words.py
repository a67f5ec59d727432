"""The words and marks of 担当地域 texts, as patterns in folded spelling, and the numbers that they hold."""

import re

from geodata.zones.rules import EVERY, Level, Span

UNITS: dict[str, Level] = {
    "丁目": "chome",
    "丁": "chome",
    "番丁": "chome",
    "番地": "block",
    "番": "block",
    "街区": "block",
    "号": "number",
}
BULLET = re.compile(r"[○◯●◎■□◆◇▶►✓➤①-⑳❶-❿]")
HEADING = re.compile(r"[【（\[](?:担当|対象|受持)?(?:区域|地域|地区|圏域|エリア|町名|町)[】）\]]")
BRACKETS = str.maketrans("〈〉《》［］〔〕｛｝「」", "（）（）（）（）（）（）")
LIVING = re.compile(r"(?:に|の区域に|地域に)?(?:お住まい|お住い|在住|居住)の?(?:人|方|かた|高齢者)?")
POINT = re.compile(r"(?<=[0-9０-９])[.．](?=[0-9０-９])")
UNIT = "丁目|番丁|丁|番地|番|街区|号"
# Patterns are in folded spelling: から is がら, だけ is だが, カ and ヶ are が.
NUMBER = re.compile(
    rf"第?([0-9]+) ?({UNIT})?(?: ?(?:~|-|がら|より) ?第?([0-9]+) ?({UNIT})?)?(以上|以降|以下|以前|まで|台)?"
)
MARK = re.compile(r"(?:[ 、,・/;:。+&＆]|及び|および|並びに|ならびに|と(?=[^ 、]))+")
EXCEPT = re.compile(
    r"(?:の?うち)?[をは]? ?除(?:く|き(?:ます)?|外(?:する)?|いた(?:区域|地域|部分|もの)?)?"
    r"|以外(?:の(?:区域|地域|部分)?)?"
)
HOWEVER = re.compile(r"(?:ただし|但し|※|なお)[、, ]*")
ONLY = re.compile(r"の?み(?![^ 、,)(・])|のみ|に限る|限定|だが(?=[ 、,)(・]|$)")
WHOLE = re.compile(
    r"[市町村区]内全(?:域|部|体)|の?(?:地区|地域)?各?(?:全域|全部|全地域|全体|全町|全丁目|全区域|1円)|の?(?:すべて|全て)|\(全\)|\(全域\)"
)
PART = re.compile(r"の?(?:1部(?:地域|区域)?|各1部)")
WITHIN = re.compile(r"(?:の?(?:うち|内(?=[0-9]))|は(?=[0-9]))[、,]?")
BRANCH = re.compile(r"の([0-9]+)(?:号)?")
TAKING_IN = re.compile(r"を?(?:含む|含み(?:ます)?|含める)")
LABEL = re.compile(r"[^ 、,()0-9:]{1,10}[:]|同(?=[0-9])")
UNKNOWN_TOWN = re.compile(r"[^ 、,・/;:。()~+&0-9]+(?=[0-9]+(?:[・、,~-][0-9]+)*(?:丁目|番))")
COUNTER = re.compile(r"\([0-9]{1,2}\)(?=[^、,]|$)")
FROM_TO_HOUSE = re.compile(
    r"([0-9]+)番(?:地の?)?([0-9]+)号?(?:~|-|がら)([0-9]+)番(?:(?:地の?)?([0-9]+)号?|(?!地))(?:まで)?"
    r"|([0-9]+)番(?:~|-|がら)([0-9]+)番([0-9]+)号(?:まで)?"
)
UPWARD = ("以上", "以降")
PARITY = re.compile(r"の?(奇|偶)数(番地|番|号)?(?:側)?")
SIDE_WORD = re.compile(r"(?:の)?(?:区域|地域|地区内|地内|内)(?=[ 、,)(・]|$)")
WORD = re.compile(
    r"[^ 、,・/;:。()~+&]+?"
    r"(?=$|[ 、,・/;:。()~+&]|の?み(?=$|[ 、,)])|の?1部|の?全域|のうち|を含|を除|は除|以外|に限|および|及び|並びに)"
)
AFTER_NUMBER = re.compile(r"[ 、,・/;:。()~-]|及び|および|並びに|と|の|を|は|以外|ただし|※|全域|まで|がら|奇|偶")
NAME_END = re.compile(
    r"[ 、,・/;:。()~0-9]|の?(?:全|1部|1円|うち|み)|のみ|を|は除|以外|に限|及び|および|並びに|と|第|奇|偶"
    r"|ただし|但し|※|だが|地内|内|地区全"
)


def plain(text: str) -> str:
    """Without what only arranges the text on paper: bullets, circled numbers, headings, line ends, politeness."""
    text = text.translate(BRACKETS)
    text = LIVING.sub("", HEADING.sub("、", BULLET.sub("、", text.replace("\n", "、"))))
    return POINT.sub("・", text).replace("、、", "、")


def span_of(found: re.Match[str]) -> Span:
    """The numbers that NUMBER found: 3, 3~5, 3以上, 3まで."""
    low, high = int(found[1]), int(found[3] or found[1])
    if found[3] is None and found[5] == "台":
        # 100番地台: from 100 to 199.
        return Span(low, low + 10 ** (len(str(low)) - len(str(low).rstrip("0"))) - 1)
    if found[3] is None and found[5]:
        return Span(low, EVERY.high) if found[5] in UPWARD else Span(1, low)
    return Span(min(low, high), max(low, high))


def corners_of(found: re.Match[str]) -> tuple[int, int | None, int, int | None]:
    """First block and house, last block and house; None where the block counts whole."""
    if found[1]:
        return int(found[1]), int(found[2]), int(found[3]), int(found[4]) if found[4] else None
    return int(found[5]), None, int(found[6]), int(found[7])
