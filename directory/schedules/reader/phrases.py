"""What a schedule text is made of: days, dates, hours, months, named times, and marks that mean nothing alone."""

from dataclasses import dataclass
from typing import Literal

from directory.schedules.days import DayRule
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.written_dates import WrittenDate

Action = Literal[
    "skip",
    "held",
    "unknown",
    "next_day",
    "next_workday",
    "next_open_day",
    "next_week",
    "previous_week",
    "previous_day",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A token that is no phrase by itself; `kind` as in `tokens`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """Recurring days. `bare`: a weekday with neither 毎週 nor 第; `column`: as in a table's column (月水金)."""

    rules: tuple[DayRule, ...]
    text: str
    bare: bool = False
    column: bool = False
    workdays: bool = False
    with_holidays: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Nth:
    """Ordinals without a weekday (第5週)."""

    nth: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Months:
    months: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    dates: tuple[WrittenDate, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another (either may be missing), both included; not `to_the_day`: months or years are said."""

    first: WrittenDate | None
    last: WrittenDate | None
    text: str
    to_the_day: bool = True


@dataclass(frozen=True, slots=True)
class Special:
    """A named time of the year: holiday, new_year, obon, golden_week, school_break, season, vague_span."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HolidayCase:
    """「祝日の場合は…」 and what then; with `weekdays` also (or, without `holiday`, only) 「土日の場合は…」.

    `target`: the day moved to, where it is named: ordinal (0: none) and weekday.
    """

    action: Action
    text: str
    weekdays: tuple[str, ...] = ()
    holiday: bool = True
    target: tuple[int, str] | None = None


Phrase = Mark | Days | Nth | Months | Dates | Span | Special | HolidayCase | Hours
