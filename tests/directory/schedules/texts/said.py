"""What a careful person says of a text: on which days it is held, written out as a condition on a day.

The days are then counted one by one: nothing here knows recurrences, and the holidays are copied from the calendar of
the 国立天文台 by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

FIRST, LAST = date(2026, 12, 1), date(2028, 11, 15)
HOLIDAYS = {
    *(date(2027, 1, 1), date(2027, 1, 11), date(2027, 2, 11), date(2027, 2, 23), date(2027, 3, 21), date(2027, 3, 22)),
    *(date(2027, 4, 29), date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 5), date(2027, 7, 19), date(2027, 8, 11)),
    *(date(2027, 9, 20), date(2027, 9, 23), date(2027, 10, 11), date(2027, 11, 3), date(2027, 11, 23)),
    *(date(2028, 1, 1), date(2028, 1, 10), date(2028, 2, 11), date(2028, 2, 23), date(2028, 3, 20), date(2028, 4, 29)),
    *(date(2028, 5, 3), date(2028, 5, 4), date(2028, 5, 5), date(2028, 7, 17), date(2028, 8, 11), date(2028, 9, 18)),
    *(date(2028, 9, 22), date(2028, 10, 9), date(2028, 11, 3), date(2028, 11, 23)),
}


class Day:
    """One day, with what a calendar on the wall shows of it. `nth`: its weekday is the nth of the month."""

    def __init__(self, on: date) -> None:
        self.date = on
        self.year, self.month, self.day = on.year, on.month, on.day
        self.month_day = (on.month, on.day)
        self.weekday = "月火水木金土日"[on.weekday()]
        self.nth = (on.day - 1) // 7 + 1
        self.last = (on + timedelta(7)).month != on.month
        self.month_end = (on + timedelta(1)).month != on.month
        self.holiday = on in HOLIDAYS
        self.new_year = self.month_day >= (12, 29) or self.month_day <= (1, 3)
        self.obon = (8, 13) <= self.month_day <= (8, 16)
        self.workday = self.weekday in "月火水木金" and not self.holiday

    def before(self, days: int) -> "Day":
        return Day(self.date - timedelta(days))


Held = Callable[[Day], bool]
Certainty = Literal["parsed", "partial", "unparsed"]
_DAYS = [Day(FIRST + timedelta(step)) for step in range((LAST - FIRST).days + 1)]


@dataclass(frozen=True)
class Said:
    """`certainty` None: any. `exactly`: the days are these, and not only among them. `hours`: "10:00-11:30,13:00-"."""

    text: str
    certainty: Certainty | None
    held: Held
    exactly: bool
    hours: str | None = None
    code: str | None = None
    on_holiday: str | None = None

    def days(self) -> list[date]:
        return [day.date for day in _DAYS if self.held(day)]


def never(_: Day) -> bool:
    return False


def every_day(_: Day) -> bool:
    return True


def surely(
    text: str, held: Held, hours: str | None = None, code: str | None = None, on_holiday: str | None = None
) -> Said:
    """The text says exactly these days."""
    return Said(text, "parsed", held, True, hours, code, on_holiday)


def partly(text: str, held: Held, hours: str | None = None) -> Said:
    """These days, and something about them is uncertain."""
    return Said(text, "partial", held, True, hours)


def perhaps(
    text: str, held: Held = never, hours: str | None = None, code: str | None = None, on_holiday: str | None = None
) -> Said:
    """Something is uncertain; no day but these may be shown."""
    return Said(text, "partial", held, False, hours, code, on_holiday)


def at_most(text: str, held: Held = never) -> Said:
    """However it is taken: no day but these."""
    return Said(text, None, held, False)


def nothing(text: str, code: str | None = None) -> Said:
    """The text does not say when."""
    return Said(text, "unparsed", never, True, code=code)


def undated(text: str, hours: str | None = None) -> Said:
    """All is clear, and no day follows: past, without a year, or suspended."""
    return Said(text, "parsed", never, True, hours)


def weekly(weekdays: str) -> Held:
    return lambda day: day.weekday in weekdays


def nth(weekdays: str, *ordinals: int) -> Held:
    return lambda day: day.weekday in weekdays and day.nth in ordinals


def either(*conditions: Held) -> Held:
    return lambda day: any(condition(day) for condition in conditions)


def last(weekdays: str) -> Held:
    return lambda day: day.weekday in weekdays and day.last


def dates(*iso: str) -> Held:
    return lambda day: str(day.date) in iso
