"""Days that fall out, and how a closed time of the year is said in `except`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from directory.schedules.days import MONTH_LENGTHS, DayRule
from directory.schedules.holidays import closure_span
from directory.schedules.reader.phrases import Dates, Span, Special
from directory.schedules.reader.written_dates import WrittenDate

# Words of a text that stand for several of `except`.
_SEVERAL = {
    "school_off": ("school_break", "holiday"),
    "holiday_and_after": ("holiday", "day_after_holiday"),
}


@dataclass(frozen=True, slots=True)
class Off:
    """Days that fall out. `heading`: said as 「休館日 …」. `sure` false: part of it could not be read.
    `choice`: 「火曜、祝日を除く」 may or may not except the Tuesday.

    `holiday_action` is what becomes of the closing days `moved` on a holiday (休館日 月曜(祝日の場合は翌日)).
    """

    rules: tuple[DayRule, ...] = ()
    moved: tuple[DayRule, ...] = ()
    nth: tuple[int, ...] = ()
    nth_in_months: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    months: tuple[int, ...] = ()
    dates: tuple[Dates, ...] = ()
    spans: tuple[Span, ...] = ()
    specials: tuple[Special, ...] = ()
    holiday_action: str | None = None
    heading: bool = False
    sure: bool = True
    choice: bool = False
    text: str = ""

    @property
    def dates_only(self) -> bool:
        return bool(self.dates) and not (self.rules or self.nth or self.months or self.specials or self.spans)


def span_rules(span: Span) -> list[str]:
    """A closed period: an ISO 8601 interval where the years are known, else yearly rules month by month."""
    first, last = span.first, span.last
    if first is None or last is None:
        return []
    if first.on and last.on:
        return [f"{first.on}/{last.on}"]
    if not (1 <= first.month <= 12 and 1 <= last.month <= 12):
        return []
    rules, month, day = [], first.month, first.day
    while True:
        ends_here = month == last.month and (day <= last.day or month != first.month)
        final = last.day if ends_here else MONTH_LENGTHS[month - 1]
        days = ",".join(str(number) for number in range(day, final + 1))
        if days:
            rules.append(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days}")
        if ends_here or len(rules) > 12:
            return rules
        month, day = month % 12 + 1, 1


def outside_rules(first: WrittenDate, last: WrittenDate) -> list[str]:
    """Yearly rules for the days outside a season (4月5日~9月27日)."""
    day = timedelta(days=1)
    after, before = date(2024, last.month, last.day) + day, date(2024, first.month, first.day) - day
    return span_rules(Span(WrittenDate(None, after.month, after.day), WrittenDate(None, before.month, before.day), ""))


def closure_names(special: Special) -> tuple[str, ...]:
    """The `except` words of a named time of the year; 「7月下旬」 is taken for all July."""
    if special.name == "vague_span":
        month = re.search(r"(\d{1,2})\s*月", special.text)
        return (f"FREQ=DAILY;BYMONTH={int(month[1])}",) if month else ()
    return _SEVERAL.get(special.name) or (_season_name(special),)


def _season_name(special: Special) -> str:
    if special.name not in ("school_break", "season"):
        return special.name
    ending = "_break" if special.name == "school_break" else ""
    for kanji, name in (("春", "spring"), ("夏", "summer"), ("秋", "autumn"), ("冬", "winter")):
        if kanji in special.text:
            return name + ending
    return special.name


def assumed_rules(name: str) -> list[str]:
    """The yearly rules of the dates that a name is taken for; none where it has no dates."""
    dates = closure_span(name)
    if dates is None:
        return []
    (first_month, first_day), (last_month, last_day) = dates
    return span_rules(Span(WrittenDate(None, first_month, first_day), WrittenDate(None, last_month, last_day), name))
