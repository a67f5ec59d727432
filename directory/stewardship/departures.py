"""Listings that leave the catalogue and come back: soft deletion, and the way from a merged one to the kept one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from directory import store
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.history import revision_of
from directory.identifiers import new_id
from directory.listing import Listing, Venue
from directory.models import utc_now
from directory.stewardship import hanging

DEPARTURE, REVISION, SERVICE = TABLES["departure"], TABLES["revision"], TABLES["service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One listing that left; `kept_id` None: deleted. `at` is UTC."""

    id: str
    service_id: str
    source_id: str | None
    name: str
    kept_id: str | None
    was_visible: bool
    reason: str | None
    removal: int
    change: int | None
    at: datetime
    actor: str
    ended_at: datetime | None


def delete(session: Session, listing_id: str, *, actor: str, reason: str | None = None) -> str:
    """Take a listing out of the catalogue; nothing of it is lost. Returns the departure's id. Raises NotFound."""
    listing = store.listing_of(session, listing_id)
    taken = hanging.taken(session, listing.id)
    store.remove_listing(session, listing.id, actor=actor, action="delete", note=reason)
    return record(session, listing, actor=actor, reason=reason, taken=taken)


def bring_back(session: Session, departure_id: str, *, actor: str) -> Listing:
    """A deleted listing as it was, with all that hung on it. Raises NotFound, or InputWrong where it is there."""
    departure = departure_of(session, departure_id)
    if departure.kept_id is not None:
        raise InputWrong("この登録は、ほかの登録にまとめてあります。まとめたのを取り消してください。")
    listing = restore(session, departure, actor=actor, action="recover")
    hanging.put_back(session, _rows(session, departure, "taken"))
    end(session, departure, actor=actor)
    return listing


def record(
    session: Session,
    listing: Listing,
    *,
    actor: str,
    reason: str | None,
    kept_id: str | None = None,
    change: int | None = None,
    taken: hanging.Rows | None = None,
    moved: hanging.Rows | None = None,
) -> str:
    """Remember that a listing has just left; returns the departure's id."""
    removal = last_revision(session, listing.id)
    row = {
        "id": new_id(), "service_id": listing.id, "source_id": listing.source_id, "name": listing.name,
        "kept_id": kept_id, "was_visible": listing.visible, "reason": reason, "removal": removal, "change": change,
        "taken": taken or {}, "moved": moved or {}, "at": utc_now(), "actor": actor,
    }  # fmt: skip
    session.execute(insert(DEPARTURE).values(row))
    return str(row["id"])


def restore(session: Session, departure: Departure, *, actor: str, action: str) -> Listing:
    """Write the listing that left as it was, with venues that are gone. Raises InputWrong."""
    if departure.ended_at is not None or store.version_of(session, departure.service_id):
        raise InputWrong("この登録は、もう名簿にあります。")
    before = revision_of(session, departure.removal).before
    if not isinstance(before, Listing):
        raise NotFound("戻す内容が記録にありません。")
    _bring_back_venues(session, before, actor, action)
    if before.source_id and session.scalar(select(SERVICE.c.id).where(SERVICE.c.source_id == before.source_id)):
        # Somebody else has the number now; the listing is worth more than its number.
        before = before.model_copy(update={"source_id": None})
    store.save_listing(session, before, actor=actor, action=action)
    return before


def end(session: Session, departure: Departure, *, actor: str) -> None:
    ended = {"ended_at": utc_now(), "ended_by": actor}
    session.execute(update(DEPARTURE).where(DEPARTURE.c.id == departure.id).values(**ended))


def departure_of(session: Session, departure_id: str) -> Departure:
    """Raises NotFound."""
    row = session.execute(select(*_COLUMNS).where(DEPARTURE.c.id == departure_id)).mappings().first()
    if row is None:
        raise NotFound("この記録はありません。")
    return _departure(row)


def departures(session: Session, *, merged: bool, limit: int = 50) -> tuple[Departure, ...]:
    """Those that are still away, newest first: the merged ones, or the deleted ones."""
    which = DEPARTURE.c.kept_id.is_not(None) if merged else DEPARTURE.c.kept_id.is_(None)
    gone = DEPARTURE.c.ended_at.is_(None) & DEPARTURE.c.service_id.not_in(select(SERVICE.c.id))
    found = select(*_COLUMNS).where(which, gone).order_by(DEPARTURE.c.at.desc(), DEPARTURE.c.id).limit(limit)
    return tuple(_departure(row) for row in session.execute(found).mappings())


def merged_into(session: Session, kept_id: str) -> tuple[Departure, ...]:
    """What was merged into a listing and is still so, newest first, also by way of others."""
    found: list[Departure] = []
    wanted = [kept_id]
    while wanted:
        where = (DEPARTURE.c.kept_id == wanted.pop()) & DEPARTURE.c.ended_at.is_(None)
        some = [_departure(row) for row in session.execute(select(*_COLUMNS).where(where)).mappings()]
        found += some
        wanted += [one.service_id for one in some]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def deleted(session: Session, listing_id: str) -> Departure | None:
    """How a listing that is not there now left, where it was deleted."""
    is_it = (DEPARTURE.c.service_id == listing_id) | (DEPARTURE.c.source_id == listing_id)
    gone = is_it & DEPARTURE.c.ended_at.is_(None) & DEPARTURE.c.kept_id.is_(None)
    row = session.execute(select(*_COLUMNS).where(gone).order_by(DEPARTURE.c.at.desc())).mappings().first()
    return _departure(row) if row and not store.version_of(session, row["service_id"]) else None


def leads_to(session: Session, *, public: bool = False) -> dict[str, str]:
    """Ids and source numbers of merged listings → the listing that was kept in the end. `public`: only of those that
    the public knew.
    """
    merged = (DEPARTURE.c.kept_id.is_not(None)) & DEPARTURE.c.ended_at.is_(None)
    rows = session.execute(select(*_COLUMNS).where(merged).order_by(DEPARTURE.c.at)).mappings().all()
    step = {row["service_id"]: row["kept_id"] for row in rows}
    there = set(session.scalars(select(SERVICE.c.source_id).where(SERVICE.c.source_id.is_not(None))))
    found = {}
    for row in rows:
        kept = row["kept_id"]
        while kept in step:
            kept = step[kept]
        if public and not row["was_visible"]:
            continue
        found[row["service_id"]] = kept
        if row["source_id"] and row["source_id"] not in there:
            found[row["source_id"]] = kept
    return found


def last_revision(session: Session, entity_id: str) -> int:
    return int(session.scalar(select(func.max(REVISION.c.id)).where(REVISION.c.entity_id == entity_id)) or 0)


def rows_of(session: Session, departure: Departure) -> tuple[hanging.Rows, hanging.Rows]:
    """(taken, moved)."""
    return _rows(session, departure, "taken"), _rows(session, departure, "moved")


def _rows(session: Session, departure: Departure, name: str) -> hanging.Rows:
    rows: hanging.Rows = session.scalar(select(DEPARTURE.c[name]).where(DEPARTURE.c.id == departure.id)) or {}
    return rows


def _bring_back_venues(session: Session, listing: Listing, actor: str, action: str) -> None:
    wanted = {use.location_id for use in listing.venues}
    known = {venue.id for venue in store.venues(session, ids=sorted(wanted))}
    store.save_venues(session, _last_states(session, wanted - known), actor=actor, action=action)


def _last_states(session: Session, venue_ids: Iterable[str]) -> Iterable[Venue]:
    for venue_id in sorted(venue_ids):
        state = revision_of(session, last_revision(session, venue_id)).before
        if isinstance(state, Venue):
            yield state


_COLUMNS = tuple(DEPARTURE.c[name] for name in Departure.__dataclass_fields__)


def _departure(row: Any) -> Departure:
    values = {name: row[name] for name in Departure.__dataclass_fields__}
    for name in ("at", "ended_at"):
        moment = values[name]
        values[name] = moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
    return Departure(**values)
