"""The Japanese calendar: national holidays (with 振替休日), and the closures that custom gives a name but no dates."""

from datetime import MAXYEAR, date
from functools import lru_cache

# What a text means by a name, where it does not say the dates. 年末年始 is that of public offices
# (行政機関の休日に関する法律: 12月29日~1月3日); the others are taken wide, since a date left out does less harm.
_CLOSURES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "new_year": ((12, 29), (1, 3)),
    "obon": ((8, 13), (8, 16)),
    "golden_week": ((4, 29), (5, 6)),
    "spring_break": ((3, 15), (4, 10)),
    "summer_break": ((7, 15), (9, 5)),
    "winter_break": ((12, 20), (1, 10)),
    "spring": ((3, 1), (5, 31)),
    "summer": ((6, 1), (9, 30)),
    "autumn": ((9, 1), (11, 30)),
    "winter": ((12, 1), (3, 31)),
}


# 国民の祝日に関する法律 is of 20 July 1948.
_FIRST_YEAR = 1948


@lru_cache(maxsize=16_384)
def is_holiday(day: date) -> bool:
    """Whether `day` is a national holiday, 振替休日 and 国民の休日 included."""
    import jpholiday  # only a schedule that speaks of holidays pays for it

    return _FIRST_YEAR <= day.year < MAXYEAR and jpholiday.is_holiday(day)


def is_closure(name: str) -> bool:
    """Whether an `except` word names a time of the year that `in_closure` knows."""
    return name in _CLOSURES or name == "school_break"


def in_closure(name: str, day: date) -> bool:
    """Whether `day` lies in the named closure; false for names without dates."""
    if name == "school_break":
        return any(in_closure(part, day) for part in ("spring_break", "summer_break", "winter_break"))
    if name not in _CLOSURES:
        return False
    first, last = _CLOSURES[name]
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def closure_span(name: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last (month, day) assumed for a name; None for names without dates."""
    return _CLOSURES.get(name)


def closure_dates(name: str) -> str:
    """The dates assumed for a name, in Japanese (12月29日～1月3日); empty for names without dates."""
    if name not in _CLOSURES:
        return ""
    (first_month, first_day), (last_month, last_day) = _CLOSURES[name]
    return f"{first_month}月{first_day}日～{last_month}月{last_day}日"
