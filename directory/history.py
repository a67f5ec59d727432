"""Every change of a listing or venue: looked up, taken back one by one, or a whole import as one step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import RowMapping, delete, select, update
from sqlmodel import Session

from directory import store
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.listing import Listing, Venue
from directory.models import utc_now
from directory.store import Saved

REVISION, BATCH = TABLES["revision"], TABLES["import_batch"]
SOURCE_ROW, USE = TABLES["source_row"], TABLES["service_at_location"]


@dataclass(frozen=True, slots=True)
class Change:
    """One revision. `before` None: it was new; `after` None: it was taken out. `at` is UTC."""

    id: int
    change_number: int
    at: datetime
    actor: str
    action: str
    entity: Literal["service", "location"]
    entity_id: str
    before: Listing | Venue | None
    after: Listing | Venue | None
    note: str | None
    batch_id: str | None


def history_of(session: Session, entity_id: str, limit: int | None = None) -> list[Change]:
    """The changes of a listing or venue, newest first."""
    found = select(REVISION).where(REVISION.c.entity_id == entity_id).order_by(REVISION.c.id.desc()).limit(limit)
    return [_change(row) for row in session.execute(found).mappings()]


def revision_of(session: Session, revision_id: int) -> Change:
    """One change. Raises NotFound."""
    row = session.execute(select(REVISION).where(REVISION.c.id == revision_id)).mappings().first()
    if row is None:
        raise NotFound("この変更は記録にありません。")
    return _change(row)


def revert_to(
    session: Session, revision_id: int, *, actor: str, expected_version: int | None = None, note: str | None = None
) -> Saved | None:
    """Make the listing or venue what it was after that change; this too is a change. None: it is taken out again.

    Raises NotFound, EditedMeanwhile, or InputWrong where a venue of that time is gone or still in use.
    """
    change = revision_of(session, revision_id)
    if change.after is None:
        _take_out(session, change.entity, change.entity_id, actor, "revert", note)
        return None
    if isinstance(change.after, Listing):
        return store.save_listing(
            session, change.after, actor=actor, action="revert", expected_version=expected_version, note=note
        )
    return store.save_venue(
        session, change.after, actor=actor, action="revert", expected_version=expected_version, note=note
    )


def undo_batch(session: Session, batch_id: str, *, actor: str) -> list[str]:
    """Take back an import as one step: listings, and the venues that came with them. What somebody has changed since
    stays as it is, with its venues; returns the names of those listings.

    Raises NotFound or, when it was undone before, InputWrong.
    """
    batch = session.execute(select(BATCH).where(BATCH.c.id == batch_id)).mappings().first()
    if batch is None:
        raise NotFound("この取り込みは記録にありません。")
    if batch["undone_at"] is not None:
        raise InputWrong("もう取り消してあります。")
    found = select(REVISION).where(REVISION.c.batch_id == batch_id).order_by(REVISION.c.id)
    changes = [_change(row) for row in session.execute(found).mappings()]
    edited = _edited_since(session, changes)
    first = {change.entity_id: change for change in reversed(changes) if change.entity_id not in edited}
    listings = [change for change in first.values() if change.entity == "service"]
    venues = [change for change in first.values() if change.entity == "location"]
    note = f"「{batch['file_name']}」の取り消し"
    how = {"actor": actor, "action": "undo", "note": note}
    # Venues come back before the listings held there, and go after them.
    store.save_venues(session, (v.before for v in venues if isinstance(v.before, Venue)), **how)
    store.save_listings(session, (x.before for x in listings if isinstance(x.before, Listing)), **how)
    new = [change.entity_id for change in listings if change.before is None]
    for chunk in store.chunks(new):
        session.execute(delete(SOURCE_ROW).where(SOURCE_ROW.c.service_id.in_(chunk)))
    for listing_id in new:
        store.remove_listing(session, listing_id, **how)
    used = set(session.scalars(select(USE.c.location_id)))
    for change in venues:
        if change.before is None and change.entity_id not in used:
            store.remove_venue(session, change.entity_id, **how)
    session.execute(update(BATCH).where(BATCH.c.id == batch_id).values(undone_at=utc_now()))
    return _names(change for change in changes if change.entity == "service" and change.entity_id in edited)


def _edited_since(session: Session, changes: Sequence[Change]) -> set[str]:
    """The ids of what was changed again after `changes`."""
    last = {change.entity_id: change.id for change in changes}
    edited: set[str] = set()
    for chunk in store.chunks(last):
        later = select(REVISION.c.entity_id, REVISION.c.id).where(REVISION.c.entity_id.in_(chunk))
        edited |= {row.entity_id for row in session.execute(later) if row.id > last[row.entity_id]}
    return edited


def _names(changes: Iterable[Change]) -> list[str]:
    states = [change.after or change.before for change in changes]
    return list(dict.fromkeys((state.name if state else None) or "（名前なし）" for state in states))


def _take_out(session: Session, entity: str, entity_id: str, actor: str, action: str, note: str | None) -> None:
    remove = store.remove_listing if entity == "service" else store.remove_venue
    remove(session, entity_id, actor=actor, action=action, note=note)


def _change(row: RowMapping) -> Change:
    kind: type[Listing] | type[Venue] = Listing if row["entity"] == "service" else Venue
    before, after = row["before"], row["after"]
    return Change(
        id=row["id"],
        change_number=row["change_number"],
        at=row["at"] if row["at"].tzinfo else row["at"].replace(tzinfo=UTC),
        actor=row["actor"],
        action=row["action"],
        entity=row["entity"],
        entity_id=row["entity_id"],
        before=kind.model_validate(before) if before is not None else None,
        after=kind.model_validate(after) if after is not None else None,
        note=row["note"],
        batch_id=row["batch_id"],
    )
