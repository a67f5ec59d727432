"""What hangs on a service in other tables (raw cells, proposals, links …), whichever tables those are.

Taken off before a service leaves, so that nothing is lost by a cascade: it goes over to another service, or into the
record of the departure; and put back when the service returns.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Table, UniqueConstraint, insert, select, update
from sqlmodel import Session

from directory.database import TABLES
from directory.rows import PART_TABLES

Rows = dict[str, list[dict[str, Any]]]
_SERVICE = TABLES["service"]


def hand_over(session: Session, service_id: str, to: str) -> tuple[Rows, Rows]:
    """Give what hangs on a service to another one. Returns the keys of the rows that went over, and, whole, the rows
    that could not: the other one has its own.
    """
    moved, kept_back = Rows(), Rows()
    for table, column in _hanging():
        key = list(table.primary_key.columns)
        for row in _rows(session, table, column, service_id):
            if _stands_alone(table, column):
                kept_back.setdefault(table.name, []).append(_plain(row))
                continue
            this = {one.name: row[one.name] for one in key}
            session.execute(update(table).where(*(table.c[n] == v for n, v in this.items())).values({column.name: to}))
            moved.setdefault(table.name, []).append(_plain(this))
    return moved, kept_back


def hand_back(session: Session, service_id: str, moved: Rows, kept_back: Rows) -> None:
    """The way back of `hand_over`, once the service is there again; what has gone meanwhile stays gone."""
    columns = {table.name: column for table, column in _hanging()}
    for name, keys in moved.items():
        table = TABLES[name]
        for key in keys:
            this = [table.c[n] == _value(table.c[n], v) for n, v in key.items()]
            session.execute(update(table).where(*this).values({columns[name].name: service_id}))
    put_back(session, kept_back)


def taken(session: Session, service_id: str) -> Rows:
    """The rows that hang on a service and would go with it."""
    found = Rows()
    for table, column in _hanging():
        if rows := _rows(session, table, column, service_id):
            found[table.name] = [_plain(row) for row in rows]
    return found


def put_back(session: Session, rows: Rows) -> None:
    """Write rows that were `taken`: those that stayed without their service are joined to it again."""
    for name, some in rows.items():
        table = TABLES[name]
        for row in some:
            values = {column: _value(table.c[column], value) for column, value in row.items() if column in table.c}
            this = [column == values[column.name] for column in table.primary_key.columns]
            if session.execute(select(*table.primary_key.columns).where(*this)).first():
                session.execute(update(table).where(*this).values(_owner(table, values)))
            else:
                session.execute(insert(table).values(values))


def _hanging() -> list[tuple[Table, Column[Any]]]:
    """Each table that points to a service and is no part of a listing, with the column that points."""
    return [
        (table, column)
        for table in TABLES.values()
        if table.name not in PART_TABLES
        for column in table.columns
        if any(key.column.table is _SERVICE for key in column.foreign_keys)
    ]


def _stands_alone(table: Table, column: Column[Any]) -> bool:
    """Whether a service has at most one such row (or one of a kind): it cannot go over beside the other's own."""
    unique = any(column.name in rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint))
    return bool(column.primary_key or column.unique or unique)


def _owner(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {column.name: values[column.name] for other, column in _hanging() if other is table}


def _rows(session: Session, table: Table, column: Column[Any], service_id: str) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(table).where(column == service_id)).mappings()]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row as JSON holds it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(column.type, Date) else value
