"""When it is next: a meeting's recurrences, dates and exceptions → dates. Recurrences are python-dateutil's."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from heapq import merge
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr

from directory.listing import Meeting
from directory.schedules.holidays import holidays_of, in_closure, is_closure, is_holiday

# A recurrence that gives nothing within this time gives nothing at all (a 5th Friday in February comes every 28 years).
_HORIZON = timedelta(days=2 * 366)
# Far enough back that a day moved over a row of holidays still shows.
_LOOK_BACK = timedelta(days=10)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = timedelta(days=1)

Closed = Callable[[date], bool]


def next_dates(meeting: Meeting, start: date, count: int) -> list[date]:
    """At most `count` dates from `start` (included) on, in order. Only what the text supports.

    None for a suspended meeting, for dates without a year, and for 隔週 and 隔月 whose first date nobody stated.
    """
    if count <= 0 or "suspended" in meeting.exceptions or meeting.certainty == "unparsed":
        return []
    return list(islice(_dates(meeting, start), count))


def _dates(meeting: Meeting, start: date) -> Iterator[date]:
    end = _end(start)
    begin = max(start, date.min + _LOOK_BACK) - _LOOK_BACK
    closed = _closures(meeting)
    planned = merge(*(occurrences(series.rrule, begin, end) for series in meeting.series), _single(meeting, begin, end))
    moved = merge(_held(meeting, planned, closed))
    last: date | None = None
    waiting: list[date] = []
    for day in moved:
        waiting.append(day)
        waiting.sort()
        while len(waiting) > 3:
            first = waiting.pop(0)
            if first >= start and first != last:
                yield (last := first)
    for day in waiting:
        if day >= start and day != last:
            yield (last := day)


def _end(start: date) -> date:
    try:
        return start + _HORIZON
    except OverflowError:
        return date.max


def _held(meeting: Meeting, planned: Iterator[date], closed: Closed) -> Iterator[date]:
    """Planned days less closures; a day on a holiday may move to the next (never onto another holiday: not known)."""
    for day in planned:
        if meeting.on_holiday == "next_day" and is_holiday(day):
            day += _DAY
            if is_holiday(day):
                continue
        if not closed(day):
            yield day


def occurrences(rule: str, first: date, last: date) -> Iterator[date]:
    """Days of an RFC 5545 rule from `first` to `last`; none without a rule, or with INTERVAL and no start."""
    if not rule or "INTERVAL=" in rule:
        return iter(())
    days = (moment.date() for moment in _rule(rule, first))
    return takewhile(lambda day: day <= last, days)


@lru_cache(maxsize=2048)
def _parsed(rule: str) -> rrule:
    parsed = rrulestr(rule, dtstart=datetime(2000, 1, 1))
    if not isinstance(parsed, rrule):
        raise ValueError(rule)
    return parsed


def _rule(rule: str, first: date) -> rrule:
    return _parsed(rule).replace(dtstart=datetime(first.year, first.month, first.day))


def _single(meeting: Meeting, first: date, last: date) -> Iterator[date]:
    """Dates given one by one, and holidays where the text opens on them."""
    found = {date.fromisoformat(text) for text in meeting.dates}
    if "holiday_too" in meeting.exceptions:
        found |= {day for year in range(first.year, min(last.year, first.year + 3) + 1) for day in holidays_of(year)}
    return iter(sorted(day for day in found if first <= day <= last))


@lru_cache(maxsize=4096)
def _closures_of(exceptions: tuple[str, ...], skip_holidays: bool) -> Closed:
    names = [text for text in exceptions if is_closure(text)]
    days = {date.fromisoformat(text) for text in exceptions if _ISO_DATE.fullmatch(text)}
    spans = [_span(text) for text in exceptions if "/" in text]
    rules = [text for text in exceptions if text.startswith("FREQ=")]
    after_holidays = "day_after_holiday" in exceptions
    on_holiday = "next" if "closed_next_day" in exceptions else "open" if "open_if_holiday" in exceptions else ""

    def closed(day: date) -> bool:
        return (
            (skip_holidays and is_holiday(day))
            or day in days
            or (after_holidays and is_holiday(day - _DAY))
            or any(in_closure(name, day) for name in names)
            or any(first <= day <= last for first, last in spans)
            or any(_shut(rule, day, on_holiday) for rule in rules)
        )

    return closed


def _closures(meeting: Meeting) -> Closed:
    return _closures_of(meeting.exceptions, "holiday" in meeting.exceptions)


def _span(text: str) -> tuple[date, date]:
    """An ISO 8601 interval, both ends closed. "/2024-03-31": up to (a start is stated), "2025-03-30/": after."""
    first, last = text.split("/")
    if not first:
        return date.min, date.fromisoformat(last) - _DAY
    if not last:
        return date.fromisoformat(first) + _DAY, date.max
    return date.fromisoformat(first), date.fromisoformat(last)


def _shut(rule: str, day: date, on_holiday: str) -> bool:
    """Whether a closing rule shuts `day`; a closing day on a holiday may be open, or move to the next working day."""
    if _matches(rule, day):
        return not (on_holiday and is_holiday(day))
    if on_holiday != "next":
        return False
    before = day - _DAY
    while is_holiday(before):
        if _matches(rule, before):
            return True
        before -= _DAY
    return False


def _matches(rule: str, day: date) -> bool:
    moment = datetime(day.year, day.month, day.day)
    return bool(_rule(rule, day.replace(day=1)).between(moment, moment, inc=True))
