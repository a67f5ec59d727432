"""What a 参加費 text says in yen, where it is certain."""

import re

from directory.intake import wording

_YEN = re.compile(r"([0-9][0-9,]*)\s*円")
_TIER = re.compile(r"[^\s:0-9]+:\s*([0-9][0-9,]*)(?![0-9,]*\s*(?:円|名|人|歳|才|時|分|日|回|年|月|個|食|%|-|~|:))")
_FREE = re.compile(r"無料(?!駐車|送迎|体験)|(?<![0-9,])0円|不要|かかりません|^なし$")
_UNSURE = re.compile(
    r"実費|カンパ|寄付|募金|程度|別途|ほか|その他|変動|異なる|によ(?:り|る|って)|応相談|ドネーション|要問"
)
_NOT_A_VISIT = re.compile(r"(?:年会費|月会費|入会金|保険料?|保証金)\s*:?\s*[0-9][0-9,]*\s*円?")


def fee_range(text: str | None) -> tuple[int | None, int | None]:
    """(least, most) yen that one visit costs; None where it is not certain, (0, 0) only where 無料 is said.

    >>> fee_range("こども:無料 おとな:300円")
    (0, 300)
    """
    if not text:
        return None, None
    plain = _NOT_A_VISIT.sub("", wording.one_line(text))
    amounts = [int(found.replace(",", "")) for found in (*_YEN.findall(plain), *_TIER.findall(plain))]
    if _FREE.search(plain):
        amounts.append(0)
    if not amounts:
        return None, None
    return min(amounts), None if _UNSURE.search(plain) else max(amounts)
