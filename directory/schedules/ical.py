"""A meeting as RFC 5545 events: DTSTART, RRULE, EXDATE, RDATE with TZID=Asia/Tokyo; exporters add name and UID."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event, vRecur

from directory.clock import TOKYO
from directory.listing import Meeting, Series
from directory.schedules.recurrence import dates_until, occurrences

# Holidays and closures are written out as EXDATE for this long; a rule that has any ends there, so that no calendar
# shows a date that was never checked.
HORIZON_DAYS = 400
_PROPERTIES = ("DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE")


def events(meeting: Meeting, start: date, horizon_days: int = HORIZON_DAYS) -> list[Event]:
    """Events from `start` on, one a series and one for single dates; none for what `next_dates` would not say.

    All-day where no start time is stated; without DTEND where no end is stated.
    """
    end = start + timedelta(days=horizon_days)
    known = dates_until(meeting, start, end)
    if not known:
        return []
    found: list[Event] = []
    covered: set[date] = set()
    for series in meeting.series:
        planned = list(occurrences(series, start, end))
        kept = [day for day in planned if day in set(known)]
        if kept:
            covered |= set(kept)
            found.append(_recurring(series, kept, planned))
    single = [day for day in known if day not in covered]
    if single:
        found += [_dated(hours, days) for hours in _hours_of_dates(meeting) if (days := _days_of(hours, single))]
    return found


def rrule_lines(meeting: Meeting, start: date) -> list[list[str]]:
    """The content lines (RFC 5545, 3.1, unfolded) of each event: DTSTART, DTEND, RRULE, EXDATE, RDATE."""
    result: list[list[str]] = []
    for event in events(meeting, start):
        lines = event.to_ical().decode("utf-8").replace("\r\n ", "").splitlines()
        result.append([line for line in lines if line.startswith(_PROPERTIES)])
    return result


def _recurring(series: Series, kept: Sequence[date], planned: Sequence[date]) -> Event:
    event = _event(series, kept[0])
    dropped = [day for day in planned if day > kept[0] and day not in set(kept)]
    parts = vRecur.from_ical(series.rrule)
    if dropped and "UNTIL" not in parts:
        parts["UNTIL"] = [_until(series, kept[-1])]
    elif "UNTIL" in parts:
        until = parts["UNTIL"][0]
        parts["UNTIL"] = [_until(series, until.date() if isinstance(until, datetime) else until)]
    event.add("rrule", parts)
    if exdates := [_moment(series, day) for day in dropped if day < kept[-1]]:
        event.add("exdate", exdates)
    return event


def _dated(series: Series, days: Sequence[date]) -> Event:
    event = _event(series, days[0])
    if days[1:]:
        event.add("rdate", [_moment(series, day) for day in days[1:]])
    return event


def _days_of(hours: Series, single: Sequence[date]) -> list[date]:
    """Of the single dates those that the hours are for."""
    return [day for day in single if not hours.dates or day.isoformat() in hours.dates]


def _hours_of_dates(meeting: Meeting) -> Iterable[Series]:
    """Hours that were said without a rule; else those of the recurrences (a moved day keeps its hours)."""
    without_rule = [series for series in meeting.series if not series.rrule]
    hours = {(series.start, series.end, series.dates): series for series in without_rule or meeting.series}
    return hours.values() or [Series(rrule="")]


def _event(series: Series, day: date) -> Event:
    event = Event()
    event.add("dtstart", _moment(series, day))
    if series.start and series.end:
        end = _moment(Series(rrule="", start=series.end), day)
        event.add("dtend", end if series.end > series.start else end + timedelta(days=1))
    return event


def _moment(series: Series, day: date) -> date:
    """The start on `day`: a time in Tokyo, or the whole day."""
    if series.start is None:
        return day
    return datetime.combine(day, time.fromisoformat(series.start), tzinfo=TOKYO)


def _until(series: Series, day: date) -> date:
    """UNTIL is a DATE beside an all-day DTSTART, else UTC (RFC 5545, 3.3.10)."""
    if series.start is None:
        return day
    return datetime.combine(day, time(23, 59, 59), tzinfo=TOKYO).astimezone(UTC)
