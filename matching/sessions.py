"""The coming weeks of two or three places side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from directory.calendar.hours import Session, coming
from directory.public_view import PublicListing

WEEKS_AHEAD = timedelta(weeks=5)
UNTIL_LATE = 24 * 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in the calendar. `clashes`: names at the same time; `perhaps`: where the hours do not tell."""

    session: Session
    listing: PublicListing
    clashes: tuple[str, ...]
    perhaps: tuple[str, ...]
    first_choice: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The coming weeks of some places, in order of time. `without_dates`: names whose hours nobody knows."""

    entries: tuple[Entry, ...]
    without_dates: tuple[str, ...]


def calendar(listings: Sequence[PublicListing], day: date) -> Calendar:
    """Five weeks from `day` on; of each place one first day is chosen so that no two clash, where there is one."""
    held_on = {
        listing.id: sorted(
            {one for one in coming(listing, day) if one.day <= day + WEEKS_AHEAD},
            key=lambda one: (one.day, one.start if one.start is not None else UNTIL_LATE),
        )
        for listing in listings
    }
    chosen = _first_days([held_on[listing.id] for listing in listings])
    entries = [
        _entry(session, listing, listings, held_on, session is chosen[place])
        for place, listing in enumerate(listings)
        for session in held_on[listing.id]
    ]
    entries.sort(key=lambda one: (one.session.day, one.session.start or 0, one.listing.reading))
    return Calendar(tuple(entries), tuple(one.name for one in listings if not held_on[one.id]))


def _entry(
    session: Session,
    listing: PublicListing,
    listings: Sequence[PublicListing],
    held_on: dict[str, list[Session]],
    first_choice: bool,
) -> Entry:
    others = {
        other.name: {session.meets(one) for one in held_on[other.id]} for other in listings if other.id != listing.id
    }
    clashes = tuple(name for name, met in others.items() if True in met)
    perhaps = tuple(name for name, met in others.items() if None in met and True not in met)
    return Entry(session, listing, clashes, perhaps, first_choice)


def _first_days(held_on: Sequence[Sequence[Session]]) -> list[Session | None]:
    """One session of each, on days of their own where that can be: one outing a day is enough."""
    chosen: list[Session | None] = []
    for sessions in held_on:
        taken = [one for one in chosen if one]
        another_day = (one for one in sessions if all(one.day != other.day for other in taken))
        no_clash = (one for one in sessions if all(one.meets(other) is False for other in taken))
        chosen.append(next(another_day, None) or next(no_clash, None))
    return chosen
