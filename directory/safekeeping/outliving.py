"""What a restored backup must not take back: the trace of who did what, people's word on what may be shown, sign-outs.

All are of what happened since the backup was made; the catalogue itself goes back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlmodel import Session

from directory.database import TABLES

ACCOUNT, ENDED = TABLES["account"], TABLES["ended_session"]
AUDIT, DISCLOSURE = TABLES["audit_event"], TABLES["disclosure"]
_KEYS = {AUDIT: ("at", "actor", "action", "target"), DISCLOSURE: ("at", "service_id", "item")}
_WITHDRAWN = ("withdrawn_on", "withdrawn_by", "withdrawn_actor")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outliving:
    """Read before the catalogue is replaced, written back after."""

    rows: dict[Table, list[Row]]
    epoch: int

    @classmethod
    def of(cls, session: Session) -> "Outliving":
        rows = {table: _rows(session, table) for table in (AUDIT, DISCLOSURE, ENDED)}
        return cls(rows, _epoch(session))

    def write_back(self, session: Session) -> None:
        """Add what the restored catalogue lacks, repeat withdrawals, and end every session."""
        for table in _KEYS:
            known = {_key(table, row) for row in _rows(session, table)}
            _insert(session, table, (row for row in self.rows[table] if _key(table, row) not in known))
        ended = set(session.scalars(select(ENDED.c.digest)))
        _insert(session, ENDED, (row for row in self.rows[ENDED] if row["digest"] not in ended))
        self._withdraw_again(session)
        epoch = max(self.epoch, _epoch(session)) + 1
        session.execute(update(ACCOUNT).values(session_epoch=epoch))

    def _withdraw_again(self, session: Session) -> None:
        withdrawn = {_key(DISCLOSURE, row): row for row in self.rows[DISCLOSURE] if row["withdrawn_on"]}
        for row in _rows(session, DISCLOSURE):
            if (later := withdrawn.get(_key(DISCLOSURE, row))) and not row["withdrawn_on"]:
                values = {name: later[name] for name in _WITHDRAWN}
                session.execute(update(DISCLOSURE).where(DISCLOSURE.c.id == row["id"]).values(values))


def _rows(session: Session, table: Table) -> list[Row]:
    return [dict(row) for row in session.execute(select(table)).mappings()]


def _insert(session: Session, table: Table, rows: Iterable[Row]) -> None:
    """In their order, each with a number of its own."""
    for row in rows:
        session.execute(insert(table).values({name: value for name, value in row.items() if name != "id"}))


def _key(table: Table, row: Row) -> tuple[object, ...]:
    return tuple(_utc(row[name]) if name == "at" else row[name] for name in _KEYS[table])


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _epoch(session: Session) -> int:
    return int(session.scalar(select(func.max(ACCOUNT.c.session_epoch))) or 0)
