"""What is different this time only (きょうの変更): of one listing, or of all that are held at a venue that is shut.

Each stands by itself beside the listings, expires with its last day and can be taken back; who made it stays written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlmodel import Session

from directory import store
from directory.calendar.occasions import combined
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.identifiers import new_id
from directory.listing import DayChange, Listing
from directory.models import utc_now

CHANGE, SERVICE, LOCATION = TABLES["day_change"], TABLES["service"], TABLES["location"]
USE = TABLES["service_at_location"]
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_SAID = tuple(name for name in DayChange.model_fields if name != "venue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One change that is not over, with whose it is. `at_venue`: it is of every listing held there."""

    id: str
    of_id: str
    of_name: str
    at_venue: bool
    change: DayChange
    actor: str


def change_day(session: Session, change: DayChange, *, actor: str, service_id: str = "", location_id: str = "") -> str:
    """Keep the change of a service (or, `closed`, of a location) and return its id. Raises InputWrong or NotFound."""
    if change.kind == "closed":
        store.venue_of(session, location_id)
        row: dict[str, Any] = {"location_id": location_id}
    else:
        row = {"service_id": store.listing_of(session, service_id).id}
    said = {name: getattr(change, name) for name in _SAID}
    row |= {"id": new_id(), "actor": actor, "at": utc_now(), **said}
    session.execute(insert(CHANGE).values(row))
    _touch(session, row)
    return str(row["id"])


def checked(change: DayChange, today: date) -> DayChange:
    """The change, where it can be. Raises InputWrong saying what to mend."""
    if change.last_day < change.first_day:
        raise InputWrong("終わりの日が、はじめの日より前になっています。")
    if change.over < today:
        raise InputWrong("もう過ぎた日です。日付を確かめてください。")
    clocks = [text for text in (change.start, change.end) if text]
    if not all(_CLOCK.fullmatch(text) for text in clocks):
        raise InputWrong("時刻は 13:00 のように入れてください。")
    if change.end and (not change.start or change.end <= change.start):
        raise InputWrong("終わりの時刻は、はじまりの時刻より後にしてください。")
    if change.kind == "changed" and not (change.to_day or change.start or change.place):
        raise InputWrong("どう変わるのか（日・時刻・場所のどれか）を入れてください。")
    if change.to_day and change.to_day < today:
        raise InputWrong("変わった先の日が、もう過ぎています。")
    return change


def take_back(session: Session, change_id: str, *, actor: str) -> None:
    """Undo it: everything is shown as usual again. Raises NotFound where it is not standing."""
    row = (
        session.execute(select(CHANGE).where(CHANGE.c.id == change_id, CHANGE.c.undone_at.is_(None))).mappings().first()
    )
    if row is None:
        raise NotFound("この変更は、もう取り消してあります。")
    session.execute(update(CHANGE).where(CHANGE.c.id == change_id).values(undone_at=utc_now(), undone_by=actor))
    _touch(session, row)


def standing(session: Session, today: date, service_id: str | None = None) -> tuple[Standing, ...]:
    """Every change that is not over, the next first; of one service, with those of its venues."""
    statement = (
        select(CHANGE, SERVICE.c.name.label("service_name"), LOCATION.c.name.label("location_name"))
        .outerjoin(SERVICE, SERVICE.c.id == CHANGE.c.service_id)
        .outerjoin(LOCATION, LOCATION.c.id == CHANGE.c.location_id)
        .where(*_still(today))
        .order_by(CHANGE.c.first_day, CHANGE.c.at)
    )
    if service_id:
        there = select(USE.c.location_id).where(USE.c.service_id == service_id)
        statement = statement.where((CHANGE.c.service_id == service_id) | CHANGE.c.location_id.in_(there))
    return tuple(
        Standing(
            id=row["id"],
            of_id=row["service_id"] or row["location_id"],
            of_name=row["service_name"] or row["location_name"] or "名のない会場",
            at_venue=row["location_id"] is not None,
            change=_change(row),
            actor=row["actor"],
        )
        for row in session.execute(statement).mappings()
    )


def changes_of(session: Session, listings: Sequence[Listing], today: date) -> dict[str, tuple[DayChange, ...]]:
    """By listing, what is different in days to come: its own, and that a venue of its is shut."""
    own: dict[str, list[DayChange]] = {}
    shut: dict[str, list[DayChange]] = {}
    for row in session.execute(select(CHANGE).where(*_still(today)).order_by(CHANGE.c.at)).mappings():
        (own if row["service_id"] else shut).setdefault(row["service_id"] or row["location_id"], []).append(
            _change(row)
        )
    found = {}
    for listing in listings:
        at_venues = [
            change.model_copy(update={"venue": n})
            for n, use in enumerate(listing.venues)
            for change in shut.get(use.location_id, ())
        ]
        if changes := (*combined(own.get(listing.id, ())), *at_venues):
            found[listing.id] = changes
    return found


def held_at(session: Session, location_id: str) -> tuple[str, ...]:
    """Ids of the listings that are held at a location."""
    return tuple(session.scalars(select(USE.c.service_id).where(USE.c.location_id == location_id).distinct()))


def _still(today: date) -> tuple[Any, ...]:
    over = (CHANGE.c.last_day >= today) | (CHANGE.c.to_day >= today)
    return CHANGE.c.undone_at.is_(None), over


def _change(row: RowMapping) -> DayChange:
    return DayChange.model_validate({name: row[name] for name in _SAID})


def _touch(session: Session, row: RowMapping | dict[str, Any]) -> None:
    """Have the listings published anew: at every door at once."""
    own, place = row.get("service_id"), row.get("location_id")
    store.touch(session, held_at(session, str(place)) if place else (str(own),))
