"""The calendar of a month: on each day who is held and when, with what is different this time, and who has no date.

Only what is certain stands on a day: schedules read as a whole (`parsed`), less what rests, is cancelled or moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from directory.calendar.hours import Session, sessions
from directory.calendar.occasions import concerns, held, without
from directory.japanese_days import day_words
from directory.listing import DayChange, Meeting
from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.schedules.holidays import in_closure, is_holiday
from directory.statuses import closed_spans, is_closed

LONGEST_MONTH = 31
UNTIL_LATE = 24 * 60
# Of the days of a month: who is held on more of them stands once above the calendar.
NEARLY_EVERY_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Occasion:
    """A listing on a day. `off`: it would have been held and is not; `note` says that, or what is different."""

    session: Session
    listing: PublicListing
    off: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    occasions: tuple[Occasion, ...]

    @property
    def is_holiday(self) -> bool:
        return is_holiday(self.day)

    @property
    def is_new_year(self) -> bool:
        """Public offices are closed, and many a group rests without saying so."""
        return in_closure("new_year", self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """`first`: the month's first day; `days` from `since` on, those without anything left out.

    `every_day` are held on most days and stand on none but where it is different; of `undated` no day is certain.
    """

    first: date
    since: date
    days: tuple[Day, ...]
    every_day: tuple[PublicListing, ...]
    undated: tuple[PublicListing, ...]

    @property
    def last(self) -> date:
        return next_month(self.first) - timedelta(days=1)


def next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=LONGEST_MONTH + 1)).replace(day=1)


def month_of(listings: Sequence[PublicListing], first: date, today: date) -> Month:
    """The month that begins on `first`; of the present one what is left from `today` (included) on."""
    last, since = next_month(first) - timedelta(days=1), max(first, today)
    running = [listing for listing in listings if not (is_closed(listing.status) and not listing.coming_statuses)]
    whole = {listing.id: list(_occasions(listing, first, last)) for listing in running}
    every_day = tuple(one for one in running if _is_nearly_every_day(whole[one.id], last.day))
    often = {listing.id for listing in every_day}
    shown = [
        occasion
        for found in whole.values()
        for occasion in found
        if occasion.session.day >= since and (occasion.note or occasion.listing.id not in often)
    ]
    shown.sort(key=_order)
    dates = sorted({one.session.day for one in shown})
    return Month(
        first=first,
        since=since,
        days=tuple(Day(day, tuple(one for one in shown if one.session.day == day)) for day in dates),
        every_day=every_day,
        undated=tuple(listing for listing in running if _is_undated(listing, since)),
    )


def _occasions(listing: PublicListing, first: date, last: date) -> Iterator[Occasion]:
    meetings = held(listing)
    regular, changed = meetings[: len(listing.meetings)], meetings[len(listing.meetings) :]
    for meeting in regular:
        for session in _within(meeting, first, last):
            yield Occasion(session, listing)
    moves = (change for change in listing.changes if change.kind == "changed")
    for change, meeting in zip(moves, changed, strict=True):
        for session in _within(meeting, first, last):
            yield Occasion(session, listing, note=_different(change))
    for change in listing.changes:
        if change.kind != "changed" or change.to_day:
            yield from _off(listing, change, first, last)


def _off(listing: PublicListing, change: DayChange, first: date, last: date) -> Iterator[Occasion]:
    """The days on which the listing would have been held but for the change."""
    if change.kind == "changed" and change.to_day == change.first_day:
        return
    spans = closed_spans(listing)
    begin, end = max(first, change.first_day), min(last, change.last_day)
    if begin > end:
        return
    for meeting in listing.meetings:
        if concerns(change, meeting):
            for session in _within(without(meeting, spans), begin, end):
                yield Occasion(session, listing, off=True, note=_called_off(change))


def _within(meeting: Meeting, first: date, last: date) -> Iterator[Session]:
    if meeting.certainty == "parsed":
        count = (last - first).days + 1
        yield from {one: None for one in sessions(meeting, first, count) if one.day <= last}


def _different(change: DayChange) -> str:
    """Beside the new day or hours."""
    new = [f"{day_words(change.first_day)}から変更"] if change.to_day and change.to_day != change.first_day else []
    new += ["時間がいつもとちがいます"] if change.start else []
    new += [f"場所は{change.place}"] if change.place else []
    return "、".join(new) or change.reason or "いつもとちがいます"


def _called_off(change: DayChange) -> str:
    if change.to_day:
        return f"{day_words(change.to_day)}に変わりました"
    return "お休み（会場が休館）" if change.kind == "closed" else "お休み"


def _is_undated(listing: PublicListing, since: date) -> bool:
    """Whether any of its meetings is not sure to stand in a calendar: not read as a whole, or without a day to come."""
    return not listing.meetings or not all(
        one.certainty == "parsed" and ("suspended" in one.exceptions or next_dates(one, since, 1))
        for one in listing.meetings
    )


def _is_nearly_every_day(occasions: Sequence[Occasion], days: int) -> bool:
    return len({one.session.day for one in occasions}) > days * NEARLY_EVERY_DAY


def _order(one: Occasion) -> tuple[date, int, str]:
    start = one.session.start
    return one.session.day, UNTIL_LATE if start is None else start, one.listing.reading
