"""The coming meetings of a listing, each with its own hours: what calendars are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directory.calendar.occasions import held
from directory.listing import Meeting
from directory.public_view import PublicListing
from directory.schedules import next_dates

DATES_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Session:
    """One coming meeting of a listing; minutes of the day, None where no time is stated."""

    day: date
    start: int | None
    end: int | None

    def meets(self, other: "Session") -> bool | None:
        """Whether both are at the same time; None where the hours do not tell."""
        if self.day != other.day:
            return False
        if self.start is None or other.start is None:
            return None
        first, second = sorted((self, other), key=lambda one: one.start or 0)
        if first.start == second.start:
            return True
        return None if first.end is None else first.end > (second.start or 0)

    @property
    def hours(self) -> str | None:
        """「10:00〜12:00」, 「10:00から」; None where no time is stated."""
        if self.start is None:
            return None
        return f"{_clock(self.start)}〜{_clock(self.end)}" if self.end is not None else f"{_clock(self.start)}から"


def coming(listing: PublicListing, day: date) -> Iterator[Session]:
    """The next meetings that the texts support, less those cancelled, each with its own hours."""
    for meeting in held(listing):
        yield from sessions(meeting, day, DATES_LOOKED_AT)


def sessions(meeting: Meeting, day: date, count: int) -> Iterator[Session]:
    """Of each recurrence of a meeting the next `count` days from `day` (included) on, with its hours."""
    for part, start, end in _parts(meeting):
        for when in next_dates(part, day, count):
            yield Session(when, _minutes(start), _minutes(end))


def _parts(meeting: Meeting) -> Iterator[tuple[Meeting, str | None, str | None]]:
    """The meeting by its hours: each recurrence, and the single dates with the hours that are for them."""
    left = set(meeting.dates)
    for one in meeting.series:
        if one.rrule:
            yield meeting.model_copy(update={"series": (one,), "dates": ()}), one.start, one.end
            continue
        dates = one.dates or meeting.dates
        left -= set(dates)
        yield meeting.model_copy(update={"series": (), "dates": dates}), one.start, one.end
    if left:
        yield meeting.model_copy(update={"series": (), "dates": tuple(sorted(left))}), None, None


def _minutes(time: str | None) -> int | None:
    if time is None:
        return None
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
