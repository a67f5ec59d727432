"""iCalendar (RFC 5545): what meets when, for the coming year. Only meetings whose text was read with certainty.

Each recurrence is bounded (UNTIL): days off (EXDATE) and moved days (RDATE) are known for a year ahead, not further.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from directory.clock import TOKYO
from directory.exporters.exported import Exported
from directory.listing import Meeting, Series
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.schedules.recurrence import occurrences

_AHEAD = timedelta(days=365)
_MOST = 400


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagi-cho//JP")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{profile.city} つなぎ帖")
    unread = 0
    for listing in listings:
        if listing.status in ("paused", "ended", "preparing"):
            continue
        for number, meeting in enumerate(listing.meetings):
            unread += meeting.certainty != "parsed"
            for event in _events(listing, number, meeting, today):
                calendar.add_component(event)
    calendar.add_missing_timezones()
    note = f"日時が確かに読み取れない {unread} 件は、暦に入れていません。"
    return Exported(calendar.to_ical(), (note,) if unread else ())


def _events(listing: PublicListing, number: int, meeting: Meeting, today: date) -> Iterator[Event]:
    if meeting.certainty != "parsed":
        return
    for position, series in enumerate(meeting.series):
        event = _recurring(meeting, series, today) if series.rrule else None
        if event is not None:
            yield _described(event, listing, meeting, f"{number}-{position}", today)
    hours = meeting.series[0] if len(meeting.series) == 1 and not meeting.series[0].rrule else None
    for day in meeting.dates:
        held = date.fromisoformat(day)
        if held >= today:
            event = Event()
            _at(event, held, hours)
            yield _described(event, listing, meeting, f"{number}-{day}", today)


def _recurring(meeting: Meeting, series: Series, today: date) -> Event | None:
    """The series for the coming year; None where nothing is held."""
    alone = meeting.model_copy(update={"series": (series,), "dates": ()})
    last = today + _AHEAD
    held = [day for day in next_dates(alone, today, _MOST) if day <= last]
    planned = list(occurrences(series.rrule, today, last))
    first = next((day for day in planned if day in held), None)
    if first is None:
        return None
    event = Event()
    _at(event, first, series)
    event.add("rrule", {**vRecur.from_ical(series.rrule), "UNTIL": [_until(last, series)]})
    for day in planned:
        if day > first and day not in held:
            event.add("exdate", _moment(day, series.start))
    for day in held:
        if day not in planned:
            event.add("rdate", _moment(day, series.start))
    return event


def _at(event: Event, day: date, series: Series | None) -> None:
    """Begin and end; a whole day where no hour is stated."""
    event.add("dtstart", _moment(day, series.start if series else None))
    if series and series.start and series.end and series.end > series.start:
        event.add("dtend", _moment(day, series.end))


def _moment(day: date, clock: str | None) -> date | datetime:
    return datetime.combine(day, time.fromisoformat(clock.rjust(5, "0")), TOKYO) if clock else day


def _until(day: date, series: Series) -> date | datetime:
    return datetime.combine(day, time(23, 59, 59), TOKYO).astimezone(UTC) if series.start else day


def _described(event: Event, listing: PublicListing, meeting: Meeting, part: str, today: date) -> Event:
    venue = listing.venues[meeting.venue] if meeting.venue is not None and meeting.venue < len(listing.venues) else None
    event.add("uid", f"{listing.id}-{part}@tsunagi-cho")
    event.add("dtstamp", datetime.combine(today, time(0), UTC))
    event.add("summary", listing.name)
    event.add("location", venue.place if venue else listing.place)
    told = (meeting.text, listing.fees_text, listing.eligibility_text, listing.telephone)
    event.add("description", "\n".join(text for text in told if text))
    return event
