"""English days of the week, as Japanese ones: Mon-Fri → 月~金, 1st & 3rd Sat. → 第1・3土曜."""

import re

_KANJI = {"mon": "月", "tue": "火", "wed": "水", "thu": "木", "fri": "金", "sat": "土", "sun": "日"}
_DAY = (
    r"(?<![A-Za-z])(?:(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?![A-Za-z])|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)"
    r"(?![A-Za-z])\.?(?!\s+(?!am|pm|and|to|through|at|from|every)[A-Za-z])"
)
_HALVES = re.compile(r"(?<![\d:A-Za-z])(\d{1,2})\s*([ap])\.?m(?![A-Za-z])\.?", re.IGNORECASE)
_RANGE = re.compile(rf"({_DAY})\s*(?:[~\-]|to|through)\s*(?={_DAY})", re.IGNORECASE)
_WEEKDAY = re.compile(_DAY, re.IGNORECASE)
_NTH = r"(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)"
_ORDINALS = re.compile(
    rf"(?:every\s+|the\s+)*(?<![A-Za-z\d]){_NTH}(?:\s*(?:&|,|・|and)\s*{_NTH})*\s+(?={_DAY})", re.IGNORECASE
)
_NUMBERS = {"first": "第1", "second": "第2", "third": "第3", "fourth": "第4", "fifth": "第5", "last": "最終"}
# 「every 2nd Tuesday」 is every other Tuesday for some, and the second of the month for others.
_EVERY_OTHER = re.compile(r"every\s+(?:other|2nd|second)\s+$", re.IGNORECASE)
_CLOSED = re.compile(r"(?<![A-Za-z])close(?:d|s)?(?:\s+on)?\s*:?(?![A-Za-z:])(?!\s*\d)\s*", re.IGNORECASE)
_EVERY = re.compile(rf"(?<![A-Za-z])every\s+(?={_DAY})", re.IGNORECASE)
_AND = re.compile(r"(?<=曜)\s*(?:and|&)\s*(?=[月火水木金土日]曜)")


def weekdays_in_japanese(text: str) -> str:
    """`text` (half-width) with English weekdays, their ordinals and 10am in Japanese; all else as it is."""
    text = _HALVES.sub(lambda found: f"午{'前' if found[2] in 'aA' else '後'}{found[1]}時", text)
    if not (_WEEKDAY.search(text) or _CLOSED.search(text)):
        return text
    text = _CLOSED.sub("定休日 ", text)
    text = _EVERY.sub("毎週", _ORDINALS.sub(lambda found: _ordinals(found[0]), text))
    text = _RANGE.sub(lambda found: f"{_weekday(found[1])}~", text)
    return _AND.sub("・", _WEEKDAY.sub(lambda found: _weekday(found[0]), text))


def _ordinals(english: str) -> str:
    if _EVERY_OTHER.fullmatch(english):
        return "隔週"
    found = [each.lower() for each in re.findall(_NTH, english, re.IGNORECASE)]
    return "・".join(_NUMBERS.get(each) or f"第{each[0]}" for each in found)


def _weekday(english: str) -> str:
    return f"{_KANJI[english[:3].lower()]}曜"
