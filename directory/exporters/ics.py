"""iCalendar (RFC 5545): what meets when. Only meetings whose text was read with certainty.

A cancelled day is an EXDATE; a day that is different this time only is a VEVENT of the same UID with its RECURRENCE-ID,
so that a calendar which knows the series moves just that one.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur

from directory.exporters.exported import Exported
from directory.listing import DayChange, Meeting
from directory.occasions import changed_day, concerns, without
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.schedules import ical
from directory.statuses import closed_spans, is_closed


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagi-cho//JP")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{profile.city} つなぎ帖")
    unread = 0
    for listing in listings:
        if is_closed(listing.status) and all(is_closed(one.status) for one in listing.coming_statuses):
            continue
        unread += sum(meeting.certainty != "parsed" for meeting in listing.meetings)
        for event in _events(listing, today):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    note = f"日時が確かに読み取れない {unread} 件は、暦に入れていません。"
    return Exported(calendar.to_ical(), (note,) if unread else ())


def _events(listing: PublicListing, today: date) -> Iterator[Event]:
    """Each meeting without the days that fall out, and beside it the days that are different."""
    closed = closed_spans(listing)
    off = [change for change in listing.changes if change.kind != "changed"]
    left = [change for change in listing.changes if change.kind == "changed"]
    for number, meeting in enumerate(listing.meetings):
        if meeting.certainty != "parsed":
            continue
        spans = [f"{change.first_day}/{change.last_day}" for change in off if concerns(change, meeting)]
        usual = without(meeting, (*closed, *spans))
        for part, event in enumerate(ical.events(usual, today)):
            described = _described(event, listing, meeting, f"{number}-{part}", today)
            yield described
            here = [change for change in left if _falls_on(event, change.first_day)]
            for change in here:
                yield from _instead(listing, described, change, f"{number}-{part}", today)
            left = [change for change in left if change not in here]
    for number, change in enumerate(left):
        # Its day is in no series that could be read: it stands by itself.
        meeting = changed_day(listing, change)
        for event in ical.events(meeting, today):
            yield _described(event, listing, meeting, f"change-{number}", today)


def _instead(listing: PublicListing, usual: Event, change: DayChange, part: str, today: date) -> Iterator[Event]:
    """The changed instance of a series."""
    meeting = changed_day(listing, change)
    for event in ical.events(meeting, today)[:1]:
        begins, day = usual.DTSTART, change.first_day
        event.add("recurrence-id", datetime.combine(day, begins.timetz()) if isinstance(begins, datetime) else day)
        if change.place:
            meeting = meeting.model_copy(update={"venue": None})
        described = _described(event, listing, meeting, part, today)
        if change.place:
            del described["location"]
            described.add("location", change.place)
        yield described


def _falls_on(event: Event, day: date) -> bool:
    """Whether the series or the single dates of an event have an instance on the day."""
    first = _date(event.DTSTART)
    single = {_date(start) for start, _ in event.rdates}
    if day == first or day in single:
        return True
    moment = datetime.combine(day, time(0))
    begins = datetime.combine(first or day, time(0))
    return any(rrulestr(_endless(rule), dtstart=begins).between(moment, moment, inc=True) for rule in event.rrules)


def _endless(rule: vRecur) -> str:
    """The rule without its end: UNTIL is in UTC, and a changed day is never beyond it."""
    text = vRecur({part: said for part, said in rule.items() if part != "UNTIL"}).to_ical()  # type: ignore[no-untyped-call]
    return str(text, "ascii")


def _date(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _described(event: Event, listing: PublicListing, meeting: Meeting, part: str, today: date) -> Event:
    venue = listing.venues[meeting.venue] if meeting.venue is not None and meeting.venue < len(listing.venues) else None
    event.add("uid", f"{listing.id}-{part}@tsunagi-cho")
    event.add("dtstamp", datetime.combine(today, time(0), UTC))
    event.add("summary", listing.name)
    event.add("location", venue.place if venue else listing.place)
    told = (meeting.text, listing.fees_text, listing.eligibility_text, listing.telephone)
    event.add("description", "\n".join(text for text in told if text))
    return event
