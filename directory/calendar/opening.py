"""Which listings are held today, and which in the seven days from today: what the filter 「ひらいている」 goes by.

Only what is certain counts: schedules read as a whole (`parsed`), less what rests, is cancelled or moved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from directory.calendar.occasions import held
from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.statuses import is_closed

SPANS = {"today": 1, "week": 7}
"""How many days from today each span is long, today included."""
UNDATED = "undated"
"""A running listing of which no day is certain: to be asked about, not to be taken for closed."""


class Catalogue(Protocol):
    @property
    def version(self) -> int: ...
    def all(self) -> Sequence[PublicListing]: ...


def next_held(listing: PublicListing, start: date) -> date | None:
    """The first day from `start` (included) on that is certain; None where none is."""
    days = [next_dates(meeting, start, 1) for meeting in held(listing) if meeting.certainty == "parsed"]
    return min((day for found in days for day in found), default=None)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The first day from `since` on, None: there is none. It holds until that day has passed."""

    listing: PublicListing
    since: date
    next: date | None

    def holds(self, listing: PublicListing, today: date) -> bool:
        return self.listing == listing and self.since <= today and (self.next is None or self.next >= today)


class Opening:
    """Answers for one catalogue. Only what changed since the last answer is reckoned anew."""

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        self._catalogue = catalogue
        self._today = today
        self._next: dict[str, _Kept] = {}
        self._answer: tuple[tuple[int, date], Mapping[str, frozenset[str]]] | None = None

    def held(self) -> Mapping[str, frozenset[str]]:
        """By span (`SPANS`), the ids of the listings that are held in it, and those that are UNDATED."""
        state = (self._catalogue.version, self._today())
        if self._answer is None or self._answer[0] != state:
            self._answer = (state, self._reckoned(state[1]))
        return self._answer[1]

    def _reckoned(self, today: date) -> Mapping[str, frozenset[str]]:
        self._next = {listing.id: self._kept(listing, today) for listing in self._catalogue.all()}
        ends = {span: today + timedelta(days=days) for span, days in SPANS.items()}
        held = {
            span: frozenset(id for id, kept in self._next.items() if kept.next is not None and kept.next < end)
            for span, end in ends.items()
        }
        running = (kept for kept in self._next.values() if not is_closed(kept.listing.status))
        return held | {UNDATED: frozenset(kept.listing.id for kept in running if kept.next is None)}

    def _kept(self, listing: PublicListing, today: date) -> _Kept:
        kept = self._next.get(listing.id)
        return kept if kept and kept.holds(listing, today) else _Kept(listing, today, next_held(listing, today))
