"""How a spreadsheet shows a value: number, date and time formats, as far as lists of groups use them.

Dates are written out with their year (2026年4月1日) even where the sheet shows less: the year is in the file.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | bool | datetime | date | time | timedelta | None

_WEEKDAYS = "月火水木金土日"
_WEEKDAY_ONLY = re.compile(
    r'(?:\[[^\]]*\]|[\s();"@\-_\\]|曜日?)*(aaaa?|dddd?)(?:\[[^\]]*\]|[\s();"@\-_\\]|曜日?)*', re.I
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[0?#]+)?%?")


def shown(value: Value, number_format: str = "General") -> str:
    """The cell's text as people see it; "" for an empty cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return _moment(value, number_format)
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case time():
            return f"{value.hour}:{value.minute:02}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case int() | float():
            return _number(value, number_format)


def _moment(value: datetime, number_format: str) -> str:
    if _WEEKDAY_ONLY.fullmatch(number_format):
        return f"{_WEEKDAYS[value.weekday()]}曜日" if "aaaa" in number_format.lower() else _WEEKDAYS[value.weekday()]
    clock = "" if value.time() == time(0) else f"{value.hour}:{value.minute:02}"
    if value.year < 1901 and clock:  # a time that the sheet counts from its first day
        return clock
    return f"{value.year}年{value.month}月{value.day}日 {clock}".rstrip()


def _number(value: int | float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    digits = _DIGITS.search(_LITERAL.sub(lambda found: "\0" * len(found[0]), section))
    if not digits:
        return _plain(value)
    before = _LITERAL.sub(_literal, section[: digits.start()])
    after = _LITERAL.sub(_literal, section[digits.end() :])
    return before + _digits(abs(value) if section is not sections[0] else value, digits[0]) + after


def _literal(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""


def _digits(value: int | float, pattern: str) -> str:
    percent = pattern.endswith("%")
    whole, _, fraction = pattern.rstrip("%").partition(".")
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if ',' in whole else ''}.{len(fraction)}f}"
    if fraction.strip("0"):
        text = text.rstrip("0").rstrip(".")
    sign = "-" if rounded < 0 else ""
    return sign + text.rjust(whole.replace(",", "").count("0"), "0") + ("%" if percent else "")


def _plain(value: int | float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
