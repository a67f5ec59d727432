"""Before a 担当地域 text is read: what only arranges it on paper is taken out, broken lines are joined."""

import re

from geodata.characters import key
from geodata.zones.rules import TownNames

_BULLET = re.compile(r"[○◯●◎■□◆◇▶►✓➤★☆①-⑳❶-❿]")
_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)[0-9０-９]{1,2}[.．](?=[^0-9０-９\s])")
_BRACKETS = str.maketrans("〈〉《》［］〔〕｛｝「」【】", "（）（）（）（）（）（）（）")
# 【霞台】1～3丁目: a heading, no bracket that narrows what stands before it.
_HEADING = re.compile(r"(?:(?<=[、,。\s])|^)[【［\[《〈]([^】］\]》〉0-9０-９]{1,12})[】］\]》〉]")
_LANDS = "区域|地域|地区|圏域|エリア|町名|町"
_KIND_OF_LIST = re.compile(
    rf"[【（\[]?(?:担当|対象|受持ち?|管轄|所管)(?:する)?(?:{_LANDS})(?:】|）|\]|[:：]|は、?|(?=[\s　]))"
    rf"|[【（\[](?:{_LANDS})[】）\]]"
)
_LIVING = re.compile(
    r"(?:に|の区域に|地域に)?(?:お住まい|お住い|在住|居住)(?:が|の|で)?(?:[0-9０-９]{2}歳以上の?)?(?:人|方|かた|高齢者)?"
    r"|の(?:人|方|かた|高齢者)(?=[、。）)\s]|$)"
)
_POLITE = re.compile(
    r"[をがも]?(?:担当(?:区域|地域|地区)?|受け持ち|対象)?(?:です|となります|となっています|になります)(?=[、。）)\s]|$)"
    r"|[をがも]?(?:担当|受け持)(?:します|しています|している|する|っています)(?:地域です)?(?=[、。）)\s]|$)"
)
_POINT = re.compile(r"(?<=[0-9０-９])[.．](?=[0-9０-９])")
# 霞台1丁目〜霞台3丁目, 霞台1丁目1番から霞台1丁目5番: a range whose end says again where it lies.
_NUMBER = "[0-9０-９一二三四五六七八九十]+"
_SAID_AGAIN = re.compile(
    rf"([^\s、,，・/／;；。:：()（）]{{2,24}}?)(?<![0-9０-９一二三四五六七八九十百千])((?:{_NUMBER}丁目)?{_NUMBER}(?:丁目|番地|番|号)?(?:[~〜～ー－‐―-]|から))\1(?={_NUMBER}(?:丁目|番|号))"
)
_TELEPHONE = r"[(（]?[0０][0-9０-９]{1,4}[-－‐ー―()（）][0-9０-９]{1,4}[-－‐ー―)）][0-9０-９]{3,4}"
_DAY = "(?:度|[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)?"
_DATE = rf"(?:令和|平成|昭和|R|H|[12][0-9]{{3}})[元0-9０-９]{{0,2}}年{_DAY}(?:から|より|まで|以降|現在|時点)?"
_DEBRIS = re.compile(
    rf"(?:電話|TEL|Tel|tel|ＴＥＬ|FAX|Fax|fax|ＦＡＸ|ファクス|℡|☎|📞)(?:番号)?\s*[:：]?\s*{_TELEPHONE}|{_TELEPHONE}"
    r"|〒\s*[0-9０-９]{3}[-－‐ー―]?[0-9０-９]{4}|https?://[!-~]+|[!-~]+@[!-~]+"
    r"|(?:総|高齢者)?(?:人口|世帯数?|高齢化率|高齢者数?)\s*[:：]?\s*[0-9０-９,，.．]+\s*(?:人|世帯|[%％])"
    rf"|{_DATE}|※?[^、。※()（）\s]*(?:ください|お問い?合わせ|ご相談|ご連絡|ご覧)[^、。()（）\s]*"
)


def cleaned(text: str, towns: TownNames) -> tuple[str, tuple[str, ...]]:
    """The text as it is to be read, line breaks as |; and what of it says nothing of land."""
    skipped = tuple(found.strip() for found in _DEBRIS.findall(text) if found.strip())
    text = _BULLET.sub("、", _ENUMERATOR.sub("、", _DEBRIS.sub("、", text))).replace("小字", "字")
    text = _HEADING.sub(r"、\1 ", _KIND_OF_LIST.sub("、", text)).translate(_BRACKETS)
    text = _SAID_AGAIN.sub(r"\1\2", text)
    text = _POINT.sub("・", _POLITE.sub("", _LIVING.sub("", text)))
    return _lines_joined(text, towns), skipped


def _lines_joined(text: str, towns: TownNames) -> str:
    """Lines broken within a word, a range or a town's name are joined (三丁/目, 35~/37番); other breaks are marks."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        before, after = key(joined[-12:]), key(line[:12])
        joined += line if _runs_on(before, after, towns) else "|" + line
    return joined


def _runs_on(before: str, after: str, towns: TownNames) -> bool:
    if before.endswith("~") or after.startswith(("~", "(")):
        return True
    if before[-1:].isdecimal() and re.match("丁目|丁|番地|番|号", after):
        return True
    if before[-1:] + after[:1] in ("丁目", "番地", "除く", "全域", "1部"):
        return True
    tail = re.split("[ 、,・/()。|]", before)[-1]
    head = re.split("[ 、,・/()。0-9]", after)[0]
    return bool(tail and head and tail not in towns and tail + head in towns)
