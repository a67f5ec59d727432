"""One spelling for many: widths, circled marks, dashes and kanji numerals, before a text is cut into tokens."""

import re
import unicodedata
from calendar import monthrange

# NFKC would make ① a bare 1 and glue it to what follows; a circled number is a label, so it keeps brackets.
_CIRCLED = {ord(mark): f"({number})" for number, mark in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}
_MARKS = str.maketrans(
    {
        "〜": "~",
        "∼": "~",
        "〰": "~",
        "⁓": "~",
        "∿": "~",
        "˜": "~",
        "–": "-",
        "—": "-",
        "―": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "─": "-",
        "･": "・",
        "•": "・",
        "·": "・",
        "，": "、",
        "､": "、",
        "｡": "。",
        "曰": "日",
        "\u200b": None,
        "\ufeff": None,
    }
)
_KANJI_DIGITS = "〇一二三四五六七八九"
_ORDINALS = re.compile(
    r"第\s*[一二三四五](?:\s*(?:[・、,.と~/]|及び|および|か|又は|または)?\s*第?\s*[一二三四五](?![ヶか]月))*"
)
_COUNTED = re.compile(
    r"(?<!第)[一二三四五六七八九十]+(?=\s*(?:回|度(?!と)|時(?!期)|分(?!の)|[ヶケかカヵ]月|週間|月(?!曜)|年に|日(?![曜本中])))"
)
_WRITTEN_YEAR = re.compile(
    r"(?<=令和|平成|昭和)[一二三四五六七八九十]+(?=年)|(?<!\d)[一二〇]{1,2}[〇一二三四五六七八九]{2,3}(?=年)"
)
# 「3月末まで」; the 28th of February, lest a day more be promised.
_MONTH_END = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月末日?(?=\s*(?:まで|で|を?もって|をもち))")
_FIRST = re.compile(r"(?:最初|初め|はじめ)の(?=[月火水木金土日]曜)")
# Words that are another way of writing what has a lexeme.
_SAME = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        ("毎朝", "毎日朝"),
        ("毎夕", "毎日夕方"),
        ("毎晩", "毎日夜"),
        (r"月(?:イチ|いち)(?![一-龥ァ-ヶぁ-ん])|月一(?=\s|$|[・、。)])", "月1回"),
        ("元日|元旦", "1月1日"),
        ("大晦日|大みそか", "12月31日"),
        ("(?:お?正月)?[三3]が日", "1月1日~3日"),
        (r"(?<=\d|時|分|半)\s*→\s*(?=\d|午)", "~"),
        ("→", ":"),
    )
)
_LONG_BAR = re.compile(r"(?<=[\d時分半曜月火水木金土日\s])ー(?=[\d午\s月火水木金土日])")
_BROKEN_LINE = re.compile(r"\\n|\r\n?|\n")


def _number(kanji: str) -> str:
    tens, mark, ones = kanji.rpartition("十")
    if not mark:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in kanji)
    if len(tens) > 1 or len(ones) > 1:
        return kanji
    return str((_KANJI_DIGITS.index(tens) if tens else 1) * 10 + (_KANJI_DIGITS.index(ones) if ones else 0))


def fold(text: str) -> str:
    """Return `text` with half-width figures and marks; newlines (also a written-out backslash n) as "\\n"."""
    folded = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_MARKS)
    folded = _BROKEN_LINE.sub("\n", folded).replace("　", " ").replace("\t", " ")
    for pattern, same in _SAME:
        folded = pattern.sub(same, folded)
    folded = _MONTH_END.sub(lambda found: f"{found[1]}月{monthrange(2001, int(found[1]))[1]}日", folded)
    folded = _WRITTEN_YEAR.sub(lambda found: _number(found[0]), folded)
    folded = _ORDINALS.sub(lambda found: re.sub("[一二三四五]", lambda k: _number(k[0]), found[0]), folded)
    folded = _COUNTED.sub(lambda found: _number(found[0]), folded)
    folded = _FIRST.sub("第1", folded)
    return _LONG_BAR.sub("~", folded).strip()
