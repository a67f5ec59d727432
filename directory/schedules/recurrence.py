"""When it is next: a meeting's recurrences, dates and exceptions → dates. Recurrences are python-dateutil's."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from heapq import heappop, heappush, merge
from itertools import takewhile

from dateutil.rrule import rrule, rrulestr

from directory.listing import Meeting, Series
from directory.schedules.days import ALL_MONTHS, MONTH_LENGTHS, rules_of
from directory.schedules.holidays import in_closure, is_closure, is_holiday

# The rarest rule that a text can say (a 5th Sunday in February) comes every 28 years, or 40 around 2100.
_HORIZON = timedelta(days=41 * 366)
# So many planned days in a row that are closed: it never meets.
_GIVE_UP = 400
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
# How far a day on a holiday moves, by a word of `except` or by `on_holiday`; _NEXT_WORKDAY as far as it takes.
_NEXT_WORKDAY = timedelta(0)
_MOVES = {
    "next_day": _DAY,
    "holiday_previous_day": -_DAY,
    "holiday_next_week": _WEEK,
    "holiday_previous_week": -_WEEK,
    "holiday_next_workday": _NEXT_WORKDAY,
}
_SATURDAY = 5
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Closed = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class _Window:
    """The days, both included, that can be planned."""

    first: date
    last: date


def next_dates(meeting: Meeting, start: date, count: int) -> list[date]:
    """At most `count` dates from `start` (included) on, in order. Only what the text supports.

    None for a suspended meeting, for dates without a year, and for 隔週 and 隔月 whose first date nobody stated.
    """
    return list(_next_dates(meeting, start, count)) if count > 0 and _says_days(meeting) else []


def dates_until(meeting: Meeting, start: date, last: date) -> list[date]:
    """The dates that `next_dates` would give from `start` to `last`, both included."""
    found: dict[date, None] = {}
    for day in _dates(meeting, start) if _says_days(meeting) else ():
        if day > last:
            break
        if day >= start:
            found[day] = None
    return list(found)


def _says_days(meeting: Meeting) -> bool:
    return "suspended" not in meeting.exceptions and meeting.certainty != "unparsed"


# Of public schedules, asked for again on every page of the same day.
@lru_cache(maxsize=8192)
def _next_dates(meeting: Meeting, start: date, count: int) -> tuple[date, ...]:
    found: list[date] = []
    for day in _dates(meeting, start):
        if day >= start and day not in found[-1:]:
            found.append(day)
        if len(found) == count:
            break
    return tuple(found)


def _dates(meeting: Meeting, start: date) -> Iterator[date]:
    """Held days from about `start` on, in order: a day may move by a week either way, so a week is looked ahead."""
    window = _window(meeting, start)
    if window.first > window.last:
        return
    planned = merge(*(_occurrences(each, window) for each in meeting.series), _single(meeting, window))
    closed, move = _closures_of(meeting.exceptions), _move(meeting)
    waiting: list[date] = []
    fruitless = 0
    for day in planned:
        if (held := _held(day, closed, move)) is None:
            fruitless += 1
            if fruitless > _GIVE_UP:
                break
        else:
            fruitless = 0
            heappush(waiting, held)
        while waiting and day - waiting[0] > _WEEK:
            yield heappop(waiting)
    while waiting:
        yield heappop(waiting)


def _window(meeting: Meeting, start: date) -> _Window:
    """From a week before `start`, within the bounds that the text states ("/2026-04-01", "2027-03-31/")."""
    first = start - _WEEK if start - date.min > _WEEK else date.min
    last = date.max
    for text in meeting.exceptions:
        if text.startswith("/"):
            first = max(first, date.fromisoformat(text[1:]))
        elif text.endswith("/"):
            last = min(last, date.fromisoformat(text[:-1]))
    return _Window(first, min(last, first + _HORIZON if date.max - first > _HORIZON else date.max))


def _move(meeting: Meeting) -> timedelta | None:
    return next((_MOVES[word] for word in (*meeting.exceptions, meeting.on_holiday) if word in _MOVES), None)


def _held(day: date, closed: Closed, move: timedelta | None) -> date | None:
    """A planned day unless closed; on a holiday it may move, but never onto another holiday (then: not known)."""
    if move is not None and is_holiday(day):
        try:
            day = _next_workday(day) if move == _NEXT_WORKDAY else day + move
        except OverflowError:
            return None
        if is_holiday(day):
            return None
    return None if closed(day) else day


def _next_workday(day: date) -> date:
    while is_holiday(day) or day.weekday() >= _SATURDAY:
        day += _DAY
    return day


def occurrences(series: Series, first: date, last: date) -> Iterator[date]:
    """Days of a series' rule from `first` to `last`; none without a rule, or with INTERVAL and no first date."""
    return _occurrences(series, _Window(first, last))


def _occurrences(series: Series, window: _Window) -> Iterator[date]:
    if not series.rrule:
        return iter(())
    if "INTERVAL=" not in series.rrule:
        return _days(series.rrule, window.first, window.last)
    if series.first is None:
        return iter(())
    first = date.fromisoformat(series.first)
    return (day for day in _days(series.rrule, first, window.last) if day >= window.first)


def _days(rule: str, start: date, last: date) -> Iterator[date]:
    """The rule's days up to `last`, with `start` as DTSTART."""
    if not _exists(rule):
        return
    days = (moment.date() for moment in _parsed(rule).replace(dtstart=datetime.combine(start, time())))
    try:
        yield from takewhile(lambda day: day <= last, days)
    except (ValueError, OverflowError):  # dateutil looks beyond year 9999
        return


@lru_cache(maxsize=2048)
def _parsed(rule: str) -> rrule:
    parsed = rrulestr(rule, dtstart=datetime(2000, 1, 1))
    if not isinstance(parsed, rrule):
        raise ValueError(rule)
    return parsed


@lru_cache(maxsize=2048)
def _exists(rule: str) -> bool:
    """False for 31 February and the like, for which dateutil would search until the year 9999."""
    (first, *_) = rules_of(rule)
    return not first.month_days or any(
        abs(day) <= MONTH_LENGTHS[month - 1] for day in first.month_days for month in first.months or ALL_MONTHS
    )


def _single(meeting: Meeting, window: _Window) -> Iterator[date]:
    """Dates given one by one, and holidays where the text opens on them."""
    dates = sorted({day for text in meeting.dates if window.first <= (day := date.fromisoformat(text)) <= window.last})
    holidays = _holidays(window) if "holiday_too" in meeting.exceptions else iter(())
    return merge(dates, holidays)


def _holidays(window: _Window) -> Iterator[date]:
    day = window.first
    while day < window.last:
        if is_holiday(day):
            yield day
        day += _DAY


@lru_cache(maxsize=4096)
def _closures_of(exceptions: tuple[str, ...]) -> Closed:
    names = [text for text in exceptions if is_closure(text)]
    days = {date.fromisoformat(text) for text in exceptions if _ISO_DATE.fullmatch(text)}
    spans = [_span(text) for text in exceptions if "/" in text.strip("/")]
    rules = [text for text in exceptions if text.startswith("FREQ=")]
    skip_holidays = "holiday" in exceptions and "holiday_too" not in exceptions
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


def _span(text: str) -> tuple[date, date]:
    """An ISO 8601 interval, both ends closed."""
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def _shut(rule: str, day: date, on_holiday: str) -> bool:
    """Whether a closing rule shuts `day`; a closing day on a holiday may be open, or move to the next working day."""
    if day in _days_of_year(rule, day.year):
        return not (on_holiday and is_holiday(day))
    if on_holiday != "next":
        return False
    return any(before in _days_of_year(rule, before.year) for before in _holidays_before(day))


def _holidays_before(day: date) -> Iterable[date]:
    """The holidays that run up to the day before `day`."""
    before = day - _DAY
    while is_holiday(before):
        yield before
        before -= _DAY


@lru_cache(maxsize=2048)
def _days_of_year(rule: str, year: int) -> frozenset[date]:
    return frozenset(_days(rule, date(year, 1, 1), date(year, 12, 31)))
