"""A name with what it was before: 「ひまわりサロン（旧 みどり会）」, 「みどり会→ひまわりサロン」."""

import re

from directory.intake import wording

_BEFORE = r"(?:旧(?:名称?|称)?|以前は|元の名称?)\s*[:：・、]?\s*"
_IN_BRACKETS = re.compile(rf"\s*[(（【\[〔「]\s*{_BEFORE}([^()（）【】\[\]〔〕「」]{{2,30}}?)\s*[)）】\]〕」]")
_ON_ITS_OWN = re.compile(rf"(?<=\S)\s+{_BEFORE}(\S{{2,30}})$")
_RENAMED = re.compile(
    r"([^→⇒➡0-9]{2,30}?)\s*[→⇒➡]\s*([^→⇒➡0-9]{2,30}?)(?:\s*(?:[(（](?:に)?(?:名称変更|改称|変更)[)）]|に(?:名称変更|改称|変更)))?"
)
_PLACE = re.compile(
    r"(?:学校|[小中高]校?|校舎|園|保育所|館|センター|役場|庁舎|駅|[邸宅家店荘]|銀行|郵便局|工場|倉庫|[市町村郡区]|地区|跡地?|内|[0-9]階)$"
)


def apart(name: str) -> tuple[str, tuple[str, ...]]:
    """The name, and those that it had. A former building says where a group meets, not how it was called, unless the
    group is called by such a word itself.

    >>> apart("市民センター(旧・公民館センター)"), apart("ひまわりカフェ(旧沼間小学校)")
    (('市民センター', ('公民館センター',)), ('ひまわりカフェ(旧沼間小学校)', ()))
    """
    former: list[str] = []
    if renamed := _RENAMED.fullmatch(name.strip()):
        former, name = [renamed[1].strip()], renamed[2]

    def taken(found: re.Match[str]) -> str:
        before = name[: found.start()].strip()
        if not before or _is_place(found[1], before):
            return found[0]
        former.extend(re.split(r"[、,]\s*(?:旧)?", found[1]))
        return ""

    rest = _ON_ITS_OWN.sub(taken, _IN_BRACKETS.sub(taken, name)).strip()
    return wording.one_line(rest), tuple(dict.fromkeys(former))


def _is_place(text: str, name: str) -> bool:
    ends = _PLACE.search(text)
    return ends is not None and not name.endswith(ends[0])
