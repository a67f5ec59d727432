"""iCalendar (RFC 5545): what meets when. Only meetings whose text was read with certainty."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from directory.exporters.exported import Exported
from directory.listing import Meeting
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.schedules import ical


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
    if meeting.certainty == "parsed":
        for part, event in enumerate(ical.events(meeting, today)):
            yield _described(event, listing, meeting, f"{number}-{part}", today)


def _described(event: Event, listing: PublicListing, meeting: Meeting, part: str, today: date) -> Event:
    venue = listing.venues[meeting.venue] if meeting.venue is not None and meeting.venue < len(listing.venues) else None
    event.add("uid", f"{listing.id}-{part}@tsunagi-cho")
    event.add("dtstamp", datetime.combine(today, time(0), UTC))
    event.add("summary", listing.name)
    event.add("location", venue.place if venue else listing.place)
    told = (meeting.text, listing.fees_text, listing.eligibility_text, listing.telephone)
    event.add("description", "\n".join(text for text in told if text))
    return event
