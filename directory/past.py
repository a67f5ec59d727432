"""The catalogue as it was at the end of a day: every listing and venue by its last revision until then.

A blacked-out name is blacked out in the revisions too: it does not come back here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlmodel import Session

from directory.clock import TOKYO
from directory.database import TABLES
from directory.listing import Listing, Venue
from directory.loading import chunks

REVISION = TABLES["revision"]


@dataclass(frozen=True, slots=True)
class Past:
    """Listings and venues by id. `since`: the day of the first record; None where there is none at all."""

    day: date
    listings: dict[str, Listing]
    venues: dict[str, Venue]
    since: date | None


def as_of(session: Session, day: date) -> Past:
    """The catalogue as it was when `day` ended in Asia/Tokyo."""
    end = datetime.combine(day + timedelta(days=1), time(), TOKYO).astimezone(UTC)
    last = select(func.max(REVISION.c.id)).where(REVISION.c.at < end).group_by(REVISION.c.entity, REVISION.c.entity_id)
    listings: dict[str, Listing] = {}
    venues: dict[str, Venue] = {}
    for entity, state in _states(session, session.scalars(last.order_by(func.max(REVISION.c.id))).all()):
        if entity == "service":
            listing = Listing.model_validate(state)
            listings[listing.id] = listing
        else:
            venue = Venue.model_validate(state)
            venues[venue.id] = venue
    first = session.scalar(select(REVISION.c.at).order_by(REVISION.c.id).limit(1))
    since = (first if first.tzinfo else first.replace(tzinfo=UTC)).astimezone(TOKYO).date() if first else None
    return Past(day, listings, venues, since)


def _states(session: Session, ids: Sequence[int]) -> Iterator[tuple[str, dict[str, object]]]:
    for chunk in chunks(ids):
        found = select(REVISION.c.entity, REVISION.c.after).where(REVISION.c.id.in_(chunk)).order_by(REVISION.c.id)
        for row in session.execute(found):
            if row.after is not None:
                yield row.entity, row.after
