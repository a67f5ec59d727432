"""The words and marks of 担当地域 texts, as patterns in folded spelling (から is がら, だけ is だが)."""

import re

from geodata.zones.rules import ESTATE_ENDS, EVERY, Level, Span

UNITS: dict[str, Level] = {
    "丁目": "chome",
    "丁": "chome",
    "番丁": "chome",
    "番地": "block",
    "番": "block",
    "街区": "block",
    "番街区": "block",
    "号": "number",
}
_UNIT = "丁目|番丁|丁|番地|番街区|番(?![区町組館])|街区|号(?![棟館線室])"
_TO = "~|-|がら|より"
_UPTO = "以上|以降|以下|以前|まで|台|未満|超|を超える"

# How an item may end.
_END = r"(?=[ 、,)(・。|]|$)"
_AND = "及び|および|並びに|ならびに|または|又は"
_BUT = "ただし|但し|※"
_ETC = "(?:等|など|ほが|他)"
_SIDE = "[東西南北海山]側"
# A letter of a name, and one that is no number either.
_LETTER = r"[^ 、,・/;:。()~+&|]"
_PLAIN_LETTER = r"[^0-9 、,・/;:。()~+&|]"

# -- numbers -----------------------------------------------------------------------------------------------------
# 1丁目, 3~5番, 10番以上, 100番地台; 10番~ and ~10番.
NUMBER = re.compile(
    rf"第?([0-9]+) ?({_UNIT})?(?: ?(?:{_TO}) ?[第同]?([0-9]+) ?({_UNIT})?)?({_UPTO})?"
    rf"(~(?:最[終後](?:番地?|号)?)?{_END}|がら(?=[)。]|$))?"
    rf"|~ ?([0-9]+) ?({_UNIT})"
)
# 13-4, 110-7番地, 3-1~7, 4-2-29~59: numbers of several levels.
_CHAIN = "([0-9]+(?:-[0-9]+)+)"
CHAIN = re.compile(rf"{_CHAIN}(?:~([0-9]+))?(?:番地?|号)?(?![0-9丁~])")
# 1番3号から5番10号まで: from a house to a house.
FROM_TO_HOUSE = re.compile(
    r"([0-9]+)番(?:地の?)?([0-9]+)号?(?:~|-|がら)([0-9]+)番(?:(?:地の?)?([0-9]+)号?|(?!地))(?:まで)?"
    r"|([0-9]+)番(?:~|-|がら)([0-9]+)番([0-9]+)号(?:まで)?"
)
# 1-1~1-20, 1-2-3~1-2-8: from a chain to a chain.
CHAIN_TO_CHAIN = re.compile(rf"{_CHAIN}(?:番地?|号)?(?:~|がら){_CHAIN}(番地)?(?:番|号)?(?:まで)?(?![0-9丁~-])")
# 1丁目1番から2丁目5番まで: from a block to a block of another 丁目.
FROM_TO_CHOME = re.compile(
    r"([0-9]+)丁目([0-9]+)番(?:地)?(?:~|-|がら)([0-9]+)丁目(?:([0-9]+)番(?:地)?(?![0-9]))?(?:まで)?"
)
BRANCH = re.compile(r"の([0-9]+)(?![0-9部])号?")
PARITY = re.compile(r"の?(奇|偶)数の?(番地|番|号|丁目)?(?:側)?")
# 3組, 2区, 1~3組, 5号棟: the numbers with which a name begins.
NAME_NUMBERS = re.compile(
    r"(?:第?[0-9]+(?:号?棟|号館)?[~・、-])*第?[0-9]+"
    r"(?![0-9]|丁目|番(?![区町組館])|号(?![棟館])|街区)(?=[^ 、,・/;:。()~+&|-])"
)
# 葉桜団地1・2号棟: an estate, of which only some buildings.
_BUILDINGS = "第?([0-9]+(?:号?棟?[~・、,-][0-9]+)*)(?:号?棟|号館)"
ESTATE_PART = re.compile(rf"({_PLAIN_LETTER}+?){_BUILDINGS}")
# Of towns that are counted off (北1~3条西): what stands before the numbers, the numbers, what follows.
_COUNTED_NUMBER = "[0-9]+(?:条|地割|線|号)?"
COUNTED = re.compile(
    rf"({_PLAIN_LETTER}*?第?)({_COUNTED_NUMBER}(?:(?:~|-|・|、|がら)第?{_COUNTED_NUMBER})+)({_PLAIN_LETTER}*)"
)
AFTER_NUMBER = re.compile(
    rf"[ 、,・/;:。()~|-]|{_AND}|と|の|を|は|→|以外|{_BUT}|全|まで|がら|奇|偶|1部|除|だが|以[東西南北]|より"
)

# -- what links and limits ---------------------------------------------------------------------------------------
MARK = re.compile(rf"(?:[ 、,・/;:。+&＆|]|{_AND}|と(?=[^ ,]))+")
EXCEPT = re.compile(
    r"(?:の?うち)?[をは]?[、 ]?除(?:く|き(?:ます)?|外(?:する)?|いた)?(?:区域|地域|地区|部分|もの|町(?![^ 、,)。|]))?"
    r"|[をは]含(?:まない|みません)|[はを]対象外|以外(?:の(?:区域|地域|部分)?)?"
)
HOWEVER = re.compile(r"(?:ただし|但し|※(?:[0-9]+(?=[ 、:)]))?|なお(?=、)|\*|注[0-9]*[:)])[、, ]*")
ONLY = re.compile(rf"の?み{_END}|のみ|に限る|限定|だが{_END}")
WHOLE = re.compile(
    r"(?:[市町村区]内)?全(?:域|部|体)がら、?|[市町村区]内全(?:域|部|体)|は?の?(?:以上|いずれも|それぞれ)?(?:地区|地域)?各?(?:全域|全部|全地域|全体|全町|全丁目|全区域|1円|1帯)"
    r"|は?の?(?:すべて|全て)|(?<=\()全(?=\))"
)
# 番地により担当が異なります, 丁目によって担当が分かれる
DIFFERS = re.compile(
    "(?:は、?)?(?:番地?|号|丁目|地番|場所|住所|地域|区域|地区|1部)(?:など|等)?(?:に(?:よって|より)?は?|で|が)、?"
    r"[^、,。()]{0,12}?(?:異な|違[いうっ]|ことな|ちが[いうっ]|分かれ|わかれ)[^ 、,。()]*"
)
OF_EACH = re.compile("は?(?:いずれ|どれ)も|は?(?:すべて|全て)?(?:それぞれ|ともに|とも)|各")
# (いずれも1番~10番): how a bracket begins that is said of all items before it.
EACH_BEGINS = re.compile(rf"(?:{OF_EACH.pattern})、?(?=の?[0-9奇偶])")
PART = re.compile(rf"[はの]?(?:{OF_EACH.pattern})?の?(?:1部|大部分)(?:の?(?:地域|区域|地区))?")
SUBJECT = re.compile(r"(?:については|は)、?(?=[0-9~奇偶第])(?![^、,。()]*(?:せんたー|包括|圏域|担当|管轄|所管))")
WITHIN = re.compile(r"(?:の?(?:うち|内(?=[0-9]))|の内(?=、))、?")
TAKING_IN = re.compile(r"[をもは]?(?:含む|含み(?:ます)?|含める)")
_OTHERS = r"(?:(?:上記|前記|これら)(?:の?(?:区域|地域))?|(?:(?:ほが|他|別)の|その(?:他|ほが))[^ 、,。()]{0,16}?)"
REMAINING = re.compile(
    r"その(?:他|ほが)の?(?:区域|地域|地区|町|部分|全域)"
    rf"|{_OTHERS}(?:以外|を除く|に?(?:属|含)[^ 、,。()]*?ない|でない)(?:の?(?:区域|地域|地区|部分|全域|町))?"
    rf"|[^ 、,。()]{{0,8}}に属しない(?:区域|地域)|残り(?:の(?:区域|地域|全域|部分))?{_END}"
)
# (35~37番は西部), (1番は第2せんたーの担当): said to be another's. Sure where a desk or zone is meant, else asked about.
_ANOTHERS = "せんたー|包括|圏域|担当|管轄|所管"
ANOTHERS = re.compile(_ANOTHERS)
ELSEWHERE = re.compile(
    r"(?:は|→|⇒)、?(?!の?み|除|含|全|1部|対象)(?![^、,。()]*(?:のみ|だが|に限))"
    rf"((?=[^、,。()]*(?:{_ANOTHERS}))[^ 、,。()]+|[^0-9 、,。()]+)"
)
DIRECTION = re.compile(
    rf"[^ 、,・/;:。()|]*?(?:以[東西南北]|より(?:も|の)?[東西南北上下]側?|{_SIDE}|沿い|付近|周辺|寄り)"
    r"(?:の?(?:区域|地域|地区|部分))?"
)
LABEL = re.compile(r"[^ 、,()0-9:・|]{1,12}[:]")
COMMUNITY_LABEL = re.compile("([小中]学校区|学区|校区|自治会|町内会|町会|自治連合?会?)名?:?$")
PREFECTURE = re.compile("北海道|東京都|(?:大阪|京都)府|[^ 、,・/;:。()0-9|]{2,3}県")
SAME = re.compile(r"同(?=[0-9])")
OF_NUMBERS = re.compile("の?(各)?(?=[0-9](?!部))")
COUNTER = re.compile(r"\((?:[0-9]{1,2}|[あ-ん])\)(?=[^、,]|$)")
SIDE_WORD = re.compile(
    rf"地区(?=(?:のうち)?[ (:]?[0-9])|(?:の?(?:区域|地域内|地区内|地内)|の地域|内)(?:{_END}|(?={_AND}))"
)
LAX_LIST = re.compile(_ETC + _END)
READING = re.compile("[ぁ-ゖー ]+")
# What is no town of the table although it is written like one: a name before numbers with a unit.
UNKNOWN_TOWN = re.compile(
    rf"{_PLAIN_LETTER.replace('[^', '[^のはをと')}+(?=[0-9]+(?:[・、,~-][0-9]+)*(?:丁目|番))"
    rf"|(?:(?!のうち|を|がら){_PLAIN_LETTER})+(?=[0-9]+(?:[・、,~-][0-9]+)*丁目)"
)
# 葉桜団地は中部: what is said of an estate.
_OF_ESTATE = f"(?:{'|'.join(f'(?<={end})' for end in ESTATE_ENDS)})"
WORD = re.compile(
    rf"{_LETTER}+?(?=$|[ 、,・/;:。()~+&|]|の?み(?=$|[ 、,)])|の?1部|の?全域|のうち|[をもは]?含[むみめ]|を除"
    rf"|{_OF_ESTATE}は(?!除|全|1部|対象)[一-鿿々]{{1,6}}(?=$|[ 、,)。])"
    rf"|[はを]対象外|は[除全1]|は[^ 、,。()]*(?:{_ANOTHERS})|以外|に限|{_ETC}{_END}|{_AND})"
)
NAME_END = re.compile(
    rf"[ 、,・/;:。()~0-9|]|の?各?(?=[0-9])|の?(?:全|1部|大部分|1円|1帯|うち|内|み|すべて|区域|地域内|{_SIDE})"
    rf"|のみ|の地域{_END}|と|第|の?[奇偶]|→|を|も含|は除|は全|は対象|以外|以[東西南北]|より|に限|{_AND}|{_BUT}|だが|地内|内|地区全"
    rf"|地区(?:のうち)?[ (:]?[0-9]|{_ETC}{_END}"
)


def span_of(found: re.Match[str]) -> Span:
    """The numbers that NUMBER found: 3, 3~5, 3以上, 3まで, 3~, ~3."""
    if found[7]:
        return Span(1, int(found[7]))
    low, high = int(found[1]), int(found[3] or found[1])
    if found[3] is None and found[6]:
        return Span(low, EVERY.high)
    if found[3] is None and found[5] == "台":
        # 100番地台: from 100 to 199.
        return Span(low, low + 10 ** (len(str(low)) - len(str(low).rstrip("0"))) - 1)
    if found[3] is None and found[5] in ("超", "を超える"):
        return Span(low + 1, EVERY.high)
    if found[3] is None and found[5] == "未満":
        return Span(1, low - 1)
    if found[3] is None and found[5]:
        return Span(low, EVERY.high) if found[5] in ("以上", "以降") else Span(1, low)
    return Span(min(low, high), max(low, high))


def buildings_of(text: str) -> tuple[Span, ...]:
    """1~3号棟, 1・3号棟 → their numbers; none where the words do not say them for sure (1-3号棟, A棟)."""
    found = re.fullmatch(_BUILDINGS, text)
    if found is None or "-" in found[1]:
        return ()
    ranges = [re.findall("[0-9]+", part) for part in re.split("[・、,]", found[1])]
    return tuple(Span(int(numbers[0]), int(numbers[-1])) for numbers in ranges)


def unit_of(found: re.Match[str]) -> str | None:
    return found[4] or found[2] or found[8]


def corners_of(found: re.Match[str]) -> tuple[int, int | None, int, int | None]:
    """First block and house, last block and house; None where the block counts whole."""
    if found[1]:
        return int(found[1]), int(found[2]), int(found[3]), int(found[4]) if found[4] else None
    return int(found[5]), None, int(found[6]), int(found[7])
