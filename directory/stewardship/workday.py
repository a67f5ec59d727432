"""A day's work of the volunteer centre on one screen: what is due, proposed, reported, imported and changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session

from directory.database import TABLES
from directory.stewardship.proposals import Kind, Proposed, count_open, open_proposals

SERVICE, REVISION, BATCH = TABLES["service"], TABLES["revision"], TABLES["import_batch"]
ASKED: Mapping[str, tuple[Kind, ...]] = {
    "proposed": ("fact", "leader"),
    "reported": ("report",),
    "unlisted": ("unlisted",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listing in a list of work. `assured_date` None: never confirmed."""

    id: str
    name: str
    district: str | None
    status: str
    visible: bool
    assured_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """One change; `name` is the listing's or venue's at the time."""

    entity: str
    entity_id: str
    name: str
    action: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    id: str
    list_name: str
    file_name: str
    actor: str
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workday:
    """`open_counts`: how many are open of each of `ASKED`; the tuples hold the first of each."""

    since: date
    due_count: int
    faded_count: int
    total: int
    due: tuple[Entry, ...]
    open_counts: Mapping[str, int]
    proposed: tuple[Proposed, ...]
    reported: tuple[Proposed, ...]
    unlisted: tuple[Proposed, ...]
    batches: tuple[Batch, ...]
    recent: tuple[Recent, ...]


def due_entries(session: Session, since: date, limit: int) -> tuple[Entry, ...]:
    """Listings to confirm: never confirmed first, then the longest ago. What has ended is not asked about."""
    return _entries(session, is_due(since), limit)


def is_due(since: date) -> ColumnElement[bool]:
    """Has not ended, and was not confirmed on or after that day."""
    return (SERVICE.c.status != "ended") & or_(SERVICE.c.assured_date.is_(None), SERVICE.c.assured_date < since)


def is_faded(since: date) -> ColumnElement[bool]:
    """Has not ended, was confirmed once, and not on or after that day."""
    return (SERVICE.c.status != "ended") & (SERVICE.c.assured_date < since)


def workday(session: Session, since: date, faded_since: date, shown: int = 8) -> Workday:
    """`since`: the day before which a confirmation no longer counts; before `faded_since` the listing has faded."""
    due = is_due(since)
    return Workday(
        since=since,
        due_count=_count(session, due),
        faded_count=_count(session, is_faded(faded_since)),
        total=_count(session, SERVICE.c.status != "ended"),
        due=_entries(session, due, shown),
        open_counts={name: count_open(session, kinds) for name, kinds in ASKED.items()},
        proposed=open_proposals(session, ASKED["proposed"], shown),
        reported=open_proposals(session, ASKED["reported"], shown),
        unlisted=open_proposals(session, ASKED["unlisted"], shown),
        batches=batches(session, 3),
        recent=_recent(session, shown),
    )


def named_like(session: Session, words: str, limit: int = 50) -> tuple[Entry, ...]:
    """Listings whose name, reading or source number holds the words, also those that are not published."""
    like = f"%{words.replace('%', '').replace('_', '')}%"
    return _entries(
        session, or_(SERVICE.c.name.like(like), SERVICE.c.reading.like(like), SERVICE.c.source_id == words), limit
    )


def entries_of(session: Session, ids: tuple[str, ...]) -> tuple[Entry, ...]:
    """Those listings, in the order asked."""
    found = {entry.id: entry for entry in _entries(session, SERVICE.c.id.in_(ids), len(ids))}
    return tuple(found[one] for one in ids if one in found)


def _count(session: Session, where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(SERVICE).where(where)) or 0


def _entries(session: Session, where: ColumnElement[bool], limit: int) -> tuple[Entry, ...]:
    columns = [SERVICE.c[name] for name in Entry.__dataclass_fields__]
    statement = (
        select(*columns)
        .where(where)
        .order_by(SERVICE.c.assured_date.is_not(None), SERVICE.c.assured_date, SERVICE.c.reading, SERVICE.c.name)
        .limit(limit)
    )
    return tuple(Entry(**row) for row in session.execute(statement).mappings())


def batches(session: Session, limit: int) -> tuple[Batch, ...]:
    """The last imports, newest first."""
    columns = [BATCH.c[name] for name in Batch.__dataclass_fields__]
    statement = select(*columns).order_by(BATCH.c.at.desc()).limit(limit)
    return tuple(Batch(**row) for row in session.execute(statement).mappings())


def _recent(session: Session, limit: int) -> tuple[Recent, ...]:
    statement = select(REVISION).order_by(REVISION.c.id.desc()).limit(limit)
    return tuple(_recent_of(row) for row in session.execute(statement).mappings())


def _recent_of(row: Any) -> Recent:
    state = row["after"] or row["before"] or {}
    values = {name: row[name] for name in Recent.__dataclass_fields__ if name != "name"}
    return Recent(name=state.get("name") or "名のない会場", **values)
