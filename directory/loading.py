"""Reading listings and venues out of their tables, one or many, always with Core rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, RowMapping, select
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import NotFound
from directory.listing import Listing, Venue
from directory.rows import PART_TABLES, listing_from, venue_from

CHUNK = 1000
SERVICE, LOCATION, ATTRIBUTE, ORGANIZATION = (
    TABLES[name] for name in ("service", "location", "attribute", "organization")
)
T = TypeVar("T")


def listing_of(session: Session, listing_id: str) -> Listing:
    """The listing, by id or source_id. Raises NotFound."""
    where = (SERVICE.c.id == listing_id) | (SERVICE.c.source_id == listing_id)
    found = load_listings(session, session.scalars(select(SERVICE.c.id).where(where)).all())
    if not found:
        raise NotFound("この資源は名簿にありません。")
    return next(iter(found.values()))[0]


def is_there(session: Session, listing_id: str) -> bool:
    """Whether there is such a listing, by id or source_id."""
    where = (SERVICE.c.id == listing_id) | (SERVICE.c.source_id == listing_id)
    return session.scalar(select(SERVICE.c.id).where(where).limit(1)) is not None


def venue_of(session: Session, venue_id: str) -> Venue:
    """The venue. Raises NotFound."""
    found = load_venues(session, [venue_id])
    if not found:
        raise NotFound("この会場は名簿にありません。")
    return found[venue_id][0]


def version_of(session: Session, entity_id: str) -> int:
    """The version of a listing or venue, to be given back as `expected_version`; 0 where there is none."""
    for table in (SERVICE, LOCATION):
        version = session.scalar(select(table.c.version).where(table.c.id == entity_id))
        if version is not None:
            return int(version)
    return 0


def listings(session: Session, *, ids: Collection[str] | None = None, after: int = -1) -> Iterator[Listing]:
    """Listings by id: all, those of `ids`, or those changed after a change number."""
    if ids is None:
        changed: ColumnElement[bool] = SERVICE.c.change_number > after
        ids = session.scalars(select(SERVICE.c.id).where(changed).order_by(SERVICE.c.id)).all()
    for chunk in chunks(ids):
        yield from (listing for listing, _ in load_listings(session, chunk).values())


def venues(session: Session, *, ids: Collection[str] | None = None) -> Iterator[Venue]:
    """Venues by id: all, or those of `ids`."""
    if ids is None:
        ids = session.scalars(select(LOCATION.c.id).order_by(LOCATION.c.id)).all()
    for chunk in chunks(ids):
        yield from (venue for venue, _ in load_venues(session, chunk).values())


def load_listings(session: Session, ids: Sequence[str]) -> dict[str, tuple[Listing, int]]:
    """Listings with their versions, by id."""
    if not ids:
        return {}
    statement = (
        select(SERVICE, ORGANIZATION.c.name.label("organization_name"))
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == SERVICE.c.organization_id)
        .where(SERVICE.c.id.in_(ids))
        .order_by(SERVICE.c.id)
    )
    services = session.execute(statement).mappings().all()
    parts: dict[str, dict[str, list[RowMapping]]] = defaultdict(lambda: defaultdict(list))
    for name, key in (*((table, "service_id") for table in PART_TABLES), ("attribute", "link_id")):
        table = TABLES[name]
        found = select(table).where(table.c[key].in_(ids)).order_by(table.c.position)
        for row in session.execute(found).mappings():
            parts[row[key]][name].append(row)
    return {
        row["id"]: (listing_from(row, row["organization_name"], parts[row["id"]]), row["version"]) for row in services
    }


def load_venues(session: Session, ids: Sequence[str]) -> dict[str, tuple[Venue, int]]:
    """Venues with their versions, by id."""
    if not ids:
        return {}
    words: dict[str, list[RowMapping]] = defaultdict(list)
    said = select(ATTRIBUTE).where(ATTRIBUTE.c.link_id.in_(ids)).order_by(ATTRIBUTE.c.position)
    for row in session.execute(said).mappings():
        words[row["link_id"]].append(row)
    locations = session.execute(select(LOCATION).where(LOCATION.c.id.in_(ids)).order_by(LOCATION.c.id)).mappings()
    return {row["id"]: (venue_from(row, words[row["id"]]), row["version"]) for row in locations}


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """`values` in pieces that one statement can take."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
