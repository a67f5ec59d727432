"""What a list of this year's applications (補助金申請 …) would confirm, told before it is taken in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from directory.database import TABLES
from directory.intake import Report, wording
from directory.loading import chunks

_SERVICE = TABLES["service"]


@dataclass(frozen=True, slots=True)
class Filed:
    """A listing that the list names, and when somebody last confirmed it."""

    id: str
    name: str
    assured_date: date | None


def confirmed_by(session: Session, report: Report, day: date) -> tuple[Filed, ...]:
    """The listings of the catalogue that the list would confirm on `day`, in its order; those confirmed later are not.

    `report`: compared with the catalogue. A row that says itself when it was confirmed counts from that day.
    """
    days = {
        row.listing_id: wording.day(str(row.values.get("assured_date") or "")) or day
        for row in report.rows
        if row.listing_id and row.status in ("update", "unchanged")
    }
    found = {one.id: one for one in _listings(session, list(days))}
    return tuple(
        one
        for id, said in days.items()
        if (one := found.get(id)) and (one.assured_date is None or said > one.assured_date)
    )


def _listings(session: Session, ids: Collection[str]) -> list[Filed]:
    columns = (_SERVICE.c.id, _SERVICE.c.name, _SERVICE.c.assured_date)
    return [
        Filed(*row) for some in chunks(ids) for row in session.execute(select(*columns).where(_SERVICE.c.id.in_(some)))
    ]
