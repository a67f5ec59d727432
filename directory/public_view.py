"""What the public may know of a listing: the shape behind every page, JSON, map, paper and match result.

A `PublicListing` physically lacks every private column and fine private point. `directory.publishing` is the only
writer; the public process reads it from its own SQLite file and can open nothing else.
"""

from dataclasses import dataclass, replace
from datetime import date

from directory.listing import DatedStatus, DayChange, FirstDay, Meeting, Word

A_BLOCK = 7  # of the geocoder's levels


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVenue:
    """A venue as shown. Where `coarse`, `place` reads 「逗子7丁目・社協に連絡」 and the point is its 町丁目's.

    `point_level`: the geocoder's level of latitude/longitude (JGD2011 degrees), 0 where there is no point.
    `words`: the venue's own facts (wheelchair, stairs …).
    """

    place: str
    coarse: bool = False
    label: str | None = None
    reading: str | None = None
    alternate_names: tuple[str, ...] = ()
    address: str | None = None
    town: str | None = None
    zone_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    point_level: int = 0
    setting: str | None = None
    transportation: str | None = None
    words: tuple[Word, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether the point is a block or house, not a town's representative point."""
        return not self.coarse and self.point_level >= A_BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicListing:
    """One listing as anyone may see it.

    `place` is one line for lists; `zone_ids` are the 圏域 of its venues (empty: not decided). `telephone` is the
    listing's own public number, None where the desk in charge must be called. `words` are the listing's own.
    `status` and `changes` (this time only: cancelled, moved, at other hours) are those of the day it was published;
    `on` gives those of any later day.
    """

    id: str
    source_id: str | None
    name: str
    reading: str
    alternate_names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    status: str = "unknown"
    status_since: date | None = None
    status_reason: str | None = None
    coming_statuses: tuple[DatedStatus, ...] = ()
    changes: tuple[DayChange, ...] = ()
    description: str | None = None
    organization: str | None = None
    district: str | None = None
    zone_ids: tuple[str, ...] = ()
    place: str = ""
    venues: tuple[PublicVenue, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    words: tuple[Word, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_text: str | None = None
    fees_text: str | None = None
    fee_yen_min: int | None = None
    fee_yen_max: int | None = None
    application_text: str | None = None
    capacity: int | None = None
    extents: tuple[str, ...] = ()
    residents_of: tuple[str, ...] = ()
    website: str | None = None
    telephone: str | None = None
    telephone_note: str | None = None
    assured_date: date | None = None
    assured_how: str | None = None
    source_text: str | None = None
    source_as_of: str | None = None
    note: str | None = None
    first_days: tuple[FirstDay, ...] = ()
    change_number: int = 0

    def on(self, day: date) -> "PublicListing":
        """The listing as it is that day, without anybody having to publish it anew."""
        come = [one for one in self.coming_statuses if one.since <= day]
        changes = tuple(change for change in self.changes if change.over >= day)
        if not come:
            return self if changes == self.changes else replace(self, changes=changes)
        now = come[-1]
        return replace(
            self,
            changes=changes,
            status=now.status,
            status_since=now.since,
            status_reason=now.reason,
            coming_statuses=self.coming_statuses[len(come) :],
        )

    def has(self, scheme: str, term: str) -> bool | None:
        """Whether a word holds of the listing: its own word first, else its venues' where all that say agree.

        None: nobody stated it, or the venues differ, or one of several venues says nothing.
        """
        for word in self.words:
            if word.scheme == scheme and word.term == term:
                return word.value
        said = {
            next((w.value for w in venue.words if w.scheme == scheme and w.term == term), None) for venue in self.venues
        }
        return said.pop() if len(said) == 1 else None

    def first_day(self, term: str) -> str | None:
        """What is said in words of a fact of はじめての日."""
        return next((said.text for said in self.first_days if said.term == term), None)
