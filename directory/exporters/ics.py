"""iCalendar (RFC 5545): what meets when. Only meetings whose text was read with certainty.

A cancelled day is an EXDATE; a day that is different this time only is a VEVENT of the same UID with its RECURRENCE-ID,
so that a calendar which knows the series moves just that one.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import count

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, Timezone, vText

from directory.calendar.occasions import changed_day, concerns, without
from directory.exporters.credits import credits_of
from directory.exporters.exported import Exported
from directory.listing import DayChange, Meeting
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.publishing.coarsening import TOWN_LEVEL
from directory.schedules import ical
from directory.statuses import closed_spans, is_closed

_UNTIL = re.compile(r";?UNTIL=\w+")


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    credits = credits_of(listings, profile, today)
    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagi-cho//JP")
    calendar.add("version", "2.0")
    name, words = f"{profile.city} つなぎ帖", "\n".join(credits.as_lines())
    for field, text in (("name", name), ("x-wr-calname", name), ("description", words), ("x-wr-caldesc", words)):
        calendar.add(field, vText(text))  # RFC 7986, and beside it what came before
    calendar.add_component(Timezone.from_tzid("Asia/Tokyo"))  # always: a calendar without any component is none
    unread = 0
    for listing in listings:
        if is_closed(listing.status) and all(is_closed(one.status) for one in listing.coming_statuses):
            continue
        unread += sum(meeting.certainty != "parsed" for meeting in listing.meetings)
        for event in _events(listing, profile, today):
            calendar.add_component(event)
    note = f"日時が確かに読み取れない {unread} 件は、暦に入れていません。"
    return Exported(calendar.to_ical(), (note,) if unread else ())


def _events(listing: PublicListing, profile: Profile, today: date) -> Iterator[Event]:
    """Each meeting without the days that fall out, and beside it the days that are different."""
    about = _About(listing, profile, today)
    closed = closed_spans(listing)
    off = [change for change in listing.changes if change.kind != "changed"]
    left = [change for change in listing.changes if change.kind == "changed"]
    for meeting in listing.meetings:
        if meeting.certainty != "parsed":
            continue
        spans = [f"{change.first_day}/{change.last_day}" for change in off if concerns(change, meeting)]
        for event in ical.events(without(meeting, (*closed, *spans)), today):
            usual = about.described(event, meeting)
            yield usual
            here = [change for change in left if _falls_on(usual, change.first_day)]
            yield from (instead for change in here for instead in about.instead(usual, change))
            left = [change for change in left if change not in here]
    for change in left:
        # Its day is in no series that could be read: it stands by itself.
        meeting = changed_day(listing, change)
        yield from (about.described(event, meeting) for event in ical.events(meeting, today))


class _About:
    """What the events of a listing say beside their times."""

    def __init__(self, listing: PublicListing, profile: Profile, today: date) -> None:
        self._listing, self._profile, self._today = listing, profile, today
        self._uids: set[str] = set()

    def described(self, event: Event, meeting: Meeting, uid: str | None = None) -> Event:
        listing = self._listing
        number = meeting.venue if meeting.venue is not None else 0 if len(listing.venues) == 1 else len(listing.venues)
        venue = listing.venues[number] if number < len(listing.venues) else None
        event.add("uid", uid or self._uid(event))
        event.add("dtstamp", datetime.combine(self._today, time(0), UTC))
        event.add("summary", listing.name)
        event.add("status", "TENTATIVE" if listing.status == "unknown" else "CONFIRMED")
        event.add("location", " ".join(filter(None, (venue.place, venue.address))) if venue else listing.place)
        if venue and not venue.coarse and venue.latitude is not None and venue.point_level > TOWN_LEVEL:
            event.add("geo", (venue.latitude, venue.longitude))
        if listing.types:
            event.add("categories", [self._profile.vocabulary.label("type", one) for one in listing.types])
        told = (meeting.text, listing.fees_text, listing.eligibility_text, listing.telephone)
        event.add("description", "\n".join(text for text in told if text))
        if listing.website and listing.website.startswith(("https://", "http://")):
            event.add("url", listing.website)
        return event

    def instead(self, usual: Event, change: DayChange) -> Iterator[Event]:
        """The changed instance of a series."""
        meeting = changed_day(self._listing, change)
        for event in ical.events(meeting, self._today)[:1]:
            begins, day = usual.DTSTART, change.first_day
            event.add("recurrence-id", datetime.combine(day, begins.timetz()) if isinstance(begins, datetime) else day)
            described = self.described(event, meeting, usual.uid)
            if change.place:
                described.pop("geo", None)
                del described["location"]
                described.add("location", change.place)
            yield described

    def _uid(self, event: Event) -> str:
        """The same for a series on every day that it is given out: by its rule and hour, not by its next date."""
        begins = event.DTSTART
        said = (*_rules(event), begins.strftime("%H:%M") if isinstance(begins, datetime) else "")
        digest = sha256("|".join(said).encode()).hexdigest()[:8]
        uids = (f"{self._listing.id}-{digest}{f'-{n}' if n > 1 else ''}@tsunagi-cho" for n in count(1))
        uid = next(uid for uid in uids if uid not in self._uids)
        self._uids.add(uid)
        return uid


def _falls_on(event: Event, day: date) -> bool:
    """Whether the series or the single dates of an event have an instance on the day."""
    first = _date(event.DTSTART)
    single = {_date(start) for start, _ in event.rdates}
    if day == first or day in single:
        return True
    moment = datetime.combine(day, time(0))
    begins = datetime.combine(first or day, time(0))
    return any(rrulestr(rule, dtstart=begins).between(moment, moment, inc=True) for rule in _rules(event))


def _rules(event: Event) -> list[str]:
    """The event's rules without their ends: UNTIL moves with the day of the export, and is in UTC."""
    lines = event.to_ical().decode().replace("\r\n ", "").splitlines()
    return [_UNTIL.sub("", line.removeprefix("RRULE:")) for line in lines if line.startswith("RRULE:")]


def _date(moment: date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
