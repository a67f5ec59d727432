"""Reading and writing listings and venues. `save_listing` is the one way to write a listing; each change is a Revision.

All functions take a Session: `database.reading` for reading, `database.writing` for anything that changes.
Bulk forms write in chunks with Core statements; an unchanged listing or venue writes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from directory.database import CATALOGUE, CHANGE, TABLES, next_change_number, open_database, reading, writing
from directory.errors import EditedMeanwhile, InputWrong
from directory.identifiers import new_id
from directory.listing import Listing, Venue
from directory.loading import (
    chunks,
    is_there,
    listing_of,
    listings,
    load_listings,
    load_venues,
    venue_of,
    venues,
    version_of,
)
from directory.models import utc_now
from directory.rows import PART_TABLES, Row, Rows, add_parts, add_words, location_row, service_row

__all__ = [
    "chunks",
    "is_there",
    "listing_of",
    "listings",
    "open_database",
    "reading",
    "venue_of",
    "venues",
    "version_of",
    "writing",
]
SERVICE, LOCATION, ATTRIBUTE = TABLES["service"], TABLES["location"], TABLES["attribute"]
ORGANIZATION, USE, REVISION = TABLES["organization"], TABLES["service_at_location"], TABLES["revision"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one save. `change_number` is the catalogue's, None where nothing was written."""

    id: str
    version: int
    change_number: int | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what: the same for every row of one save."""

    actor: str
    action: str
    batch_id: str | None = None
    note: str | None = None


def save_listing(
    session: Session,
    listing: Listing,
    *,
    actor: str,
    action: str,
    expected_version: int | None = None,
    batch_id: str | None = None,
    note: str | None = None,
) -> Saved:
    """Write one listing. Raises EditedMeanwhile when it is no longer at `expected_version` (0: did not exist)."""
    deed = Deed(actor, action, batch_id, note)
    return _save_listing_chunk(session, [listing], deed, _expected(listing.id, expected_version))[0]


def save_listings(
    session: Session,
    listings: Iterable[Listing],
    *,
    actor: str,
    action: str,
    batch_id: str | None = None,
    note: str | None = None,
) -> list[Saved]:
    """Write many, each id once, in the order given."""
    deed = Deed(actor, action, batch_id, note)
    return [saved for chunk in chunks(listings) for saved in _save_listing_chunk(session, chunk, deed, {})]


def save_venue(
    session: Session,
    venue: Venue,
    *,
    actor: str,
    action: str,
    expected_version: int | None = None,
    batch_id: str | None = None,
    note: str | None = None,
) -> Saved:
    """Write one venue; every listing held there counts as changed. Raises EditedMeanwhile as `save_listing`."""
    deed = Deed(actor, action, batch_id, note)
    return _save_venue_chunk(session, [venue], deed, _expected(venue.id, expected_version))[0]


def save_venues(
    session: Session,
    venues: Iterable[Venue],
    *,
    actor: str,
    action: str,
    batch_id: str | None = None,
    note: str | None = None,
) -> list[Saved]:
    """Write many, each id once, in the order given."""
    deed = Deed(actor, action, batch_id, note)
    return [saved for chunk in chunks(venues) for saved in _save_venue_chunk(session, chunk, deed, {})]


def remove_listing(session: Session, listing_id: str, *, actor: str, action: str, note: str | None = None) -> None:
    """Take a listing out of the tables; its history keeps it and can bring it back. Raises NotFound."""
    before = listing_of(session, listing_id)
    revision = _revision("service", before.id, before, None, Deed(actor, action, None, note))
    _insert(session, "revision", [{**revision, "change_number": next_change_number(session)}])
    session.execute(delete(ATTRIBUTE).where(ATTRIBUTE.c.link_id == before.id))
    session.execute(delete(SERVICE).where(SERVICE.c.id == before.id))


def remove_venue(session: Session, venue_id: str, *, actor: str, action: str, note: str | None = None) -> None:
    """Take out a venue that no listing uses. Raises NotFound, or InputWrong while it is in use."""
    before = venue_of(session, venue_id)
    if session.scalar(select(USE.c.id).where(USE.c.location_id == venue_id).limit(1)):
        raise InputWrong("この会場は、ほかの資源で使われているため消せません。")
    revision = _revision("location", venue_id, before, None, Deed(actor, action, None, note))
    _insert(session, "revision", [{**revision, "change_number": next_change_number(session)}])
    session.execute(delete(ATTRIBUTE).where(ATTRIBUTE.c.link_id == venue_id))
    session.execute(delete(LOCATION).where(LOCATION.c.id == venue_id))


def _save_listing_chunk(
    session: Session, chunk: Sequence[Listing], deed: Deed, expected: Mapping[str, int]
) -> list[Saved]:
    present = load_listings(session, [listing.id for listing in chunk])
    changed, saved = _changed(chunk, present, expected)
    if not changed:
        return saved
    _check_references(session, changed)
    number = next_change_number(session)
    organizations = _organization_ids(session, {name for listing in changed if (name := listing.organization)})
    rows, new, old = Rows(), list[Row](), list[Row]()
    for listing in changed:
        before, version = present.get(listing.id, (None, 0))
        row = service_row(listing, organizations.get(listing.organization or ""))
        (old if before else new).append({**row, "version": version + 1, "change_number": number})
        add_parts(rows, listing)
        rows.add("revision", [{**_revision("service", listing.id, before, listing, deed), "change_number": number}])
    _clear_parts(session, [row["id"] for row in old])
    _insert(session, "service", [{**row, "created_at": utc_now()} for row in new])
    _update(session, "service", old)
    for table, table_rows in rows.of.items():
        _insert(session, table, table_rows)
    return _with_number(saved, number)


def _save_venue_chunk(session: Session, chunk: Sequence[Venue], deed: Deed, expected: Mapping[str, int]) -> list[Saved]:
    present = load_venues(session, [venue.id for venue in chunk])
    changed, saved = _changed(chunk, present, expected)
    if not changed:
        return saved
    number = next_change_number(session)
    rows, new, old = Rows(), list[Row](), list[Row]()
    for venue in changed:
        before, version = present.get(venue.id, (None, 0))
        (old if before else new).append({**location_row(venue), "version": version + 1})
        add_words(rows, "location", venue.id, venue.words)
        rows.add("revision", [{**_revision("location", venue.id, before, venue, deed), "change_number": number}])
    ids = [row["id"] for row in old]
    if ids:
        session.execute(delete(ATTRIBUTE).where(ATTRIBUTE.c.link_id.in_(ids)))
    _insert(session, "location", new)
    _update(session, "location", old)
    held_there = select(USE.c.service_id).where(USE.c.location_id.in_(ids))
    session.execute(update(SERVICE).where(SERVICE.c.id.in_(held_there)).values(change_number=number))
    for table, table_rows in rows.of.items():
        _insert(session, table, table_rows)
    return _with_number(saved, number)


def _changed(
    chunk: Sequence[Any], present: Mapping[str, tuple[Any, int]], expected: Mapping[str, int]
) -> tuple[list[Any], list[Saved]]:
    """What differs from what is there, and the outcome of each; raises EditedMeanwhile."""
    changed, saved = [], []
    for value in chunk:
        before, version = present.get(value.id, (None, 0))
        if value == before:
            saved.append(Saved(value.id, version, None, False))
            continue
        if expected.get(value.id, version) != version:
            raise EditedMeanwhile(
                "開いているあいだに、ほかの人が保存しました。いまの内容を見てから、直し直してください。"
            )
        changed.append(value)
        saved.append(Saved(value.id, version + 1, None, True))
    return changed, saved


def _with_number(saved: list[Saved], number: int) -> list[Saved]:
    return [Saved(one.id, one.version, number, True) if one.changed else one for one in saved]


def _check_references(session: Session, changed: Sequence[Listing]) -> None:
    wanted = {use.location_id for listing in changed for use in listing.venues}
    known = set(session.scalars(select(LOCATION.c.id).where(LOCATION.c.id.in_(wanted)))) if wanted else set()
    if wanted - known:
        raise InputWrong("名簿にない会場が指定されています。会場を先に登録してください。")
    numbers = {listing.source_id: listing.id for listing in changed if listing.source_id}
    taken = select(SERVICE.c.source_id, SERVICE.c.id).where(SERVICE.c.source_id.in_(numbers)) if numbers else None
    for source_id, service_id in session.execute(taken) if taken is not None else ():
        if numbers[source_id] != service_id:
            raise InputWrong(f"元の番号「{source_id}」は、別の資源で使われています。")


def _organization_ids(session: Session, names: Collection[str]) -> dict[str, str]:
    """The id of each organization by name; unknown ones are added."""
    if not names:
        return {}
    found = select(ORGANIZATION.c.name, ORGANIZATION.c.id).where(ORGANIZATION.c.name.in_(names))
    known = {row.name: row.id for row in session.execute(found)}
    added = [{"id": new_id(), "name": name, "version": 1} for name in sorted(set(names) - set(known))]
    _insert(session, "organization", added)
    return known | {row["name"]: row["id"] for row in added}


def _revision(entity: str, entity_id: str, before: Any, after: Any, deed: Deed) -> Row:
    return {
        "at": utc_now(),
        "actor": deed.actor,
        "action": deed.action,
        "entity": entity,
        "entity_id": entity_id,
        "before": before and before.model_dump(mode="json", exclude_none=True),
        "after": after and after.model_dump(mode="json", exclude_none=True),
        "note": deed.note,
        "batch_id": deed.batch_id,
    }


def _clear_parts(session: Session, service_ids: Sequence[str]) -> None:
    if not service_ids:
        return
    for name in reversed(PART_TABLES):
        table = TABLES[name]
        session.execute(delete(table).where(table.c.service_id.in_(service_ids)))
    session.execute(delete(ATTRIBUTE).where(ATTRIBUTE.c.link_id.in_(service_ids)))


def _insert(session: Session, table: str, rows: Sequence[Row]) -> None:
    if rows:
        session.connection().execute(insert(TABLES[table]), rows)


def _update(session: Session, table: str, rows: Sequence[Row]) -> None:
    if rows:
        statement = update(TABLES[table]).where(TABLES[table].c.id == bindparam("_id"))
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id"}
        session.connection().execute(statement.values(values), [{**row, "_id": row["id"]} for row in rows])


def _expected(entity_id: str, version: int | None) -> dict[str, int]:
    return {} if version is None else {entity_id: version}


def touch(session: Session, listing_ids: Collection[str]) -> None:
    """Count listings as changed, where something beside them did; nothing else is written."""
    number = next_change_number(session)
    for chunk in chunks(listing_ids):
        session.execute(update(SERVICE).where(SERVICE.c.id.in_(chunk)).values(change_number=number))


def touch_all(session: Session, beyond: int) -> int:
    """Count everything as changed, with a change number above `beyond`; nothing else is written."""
    number = max(next_change_number(session), beyond + 1)
    session.execute(update(CATALOGUE).values(change_number=number))
    session.info[CHANGE] = number
    session.execute(update(SERVICE).values(change_number=number))
    return number
