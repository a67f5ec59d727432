"""The catalogue as it is compared: straight from the tables, so that many listings are read in seconds."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import RowMapping, Select, select
from sqlmodel import Session

from directory.database import TABLES
from directory.loading import chunks
from directory.sameness.facts import Described, Held, Place

_SERVICE, _LOCATION, _USE, _SCHEDULE = (
    TABLES[name] for name in ("service", "location", "service_at_location", "schedule")
)
_PHONE, _ATTRIBUTE, _ORGANIZATION = TABLES["phone"], TABLES["attribute"], TABLES["organization"]

_COLUMNS = ("id", "source_id", "name", "reading", "municipality", "district")


def described_all(session: Session, ids: Collection[str] | None = None) -> Iterator[Described]:
    """Every listing, or those of `ids`, by id."""
    if ids is None:
        ids = session.scalars(select(_SERVICE.c.id).order_by(_SERVICE.c.id)).all()
    for chunk in chunks(ids):
        yield from _chunk(session, chunk)


def _chunk(session: Session, ids: list[str]) -> Iterator[Described]:
    services = (
        select(
            *(_SERVICE.c[name] for name in (*_COLUMNS, "alternate_names")),
            _ORGANIZATION.c.name.label("organization"),
        )
        .outerjoin(_ORGANIZATION, _ORGANIZATION.c.id == _SERVICE.c.organization_id)
        .where(_SERVICE.c.id.in_(ids))
        .order_by(_SERVICE.c.id)
    )
    place = (_LOCATION.c.id, _LOCATION.c.name, _LOCATION.c.address_text, _LOCATION.c.town, _LOCATION.c.city_code)
    used = select(_USE.c.service_id, *place).join(_LOCATION, _LOCATION.c.id == _USE.c.location_id)
    places = _by_service(session, used.where(_USE.c.service_id.in_(ids)).order_by(_USE.c.position))
    held = _by_service(session, _part(_SCHEDULE, ids, "description", "series"))
    phones = _by_service(session, _part(_PHONE, ids, "number"))
    said = select(_ATTRIBUTE.c.link_id.label("service_id"), _ATTRIBUTE.c.term)
    is_type = (_ATTRIBUTE.c.scheme == "type") & _ATTRIBUTE.c.value
    types = _by_service(session, said.where(_ATTRIBUTE.c.link_id.in_(ids), is_type))
    for row in session.execute(services).mappings():
        yield Described(
            **{name: row[name] for name in (*_COLUMNS, "organization")},
            alternate_names=tuple(row["alternate_names"]),
            types=tuple(one["term"] for one in types[row["id"]]),
            phones=tuple(one["number"] for one in phones[row["id"]]),
            places=tuple(
                Place(one["id"], one["name"], one["address_text"], one["town"], one["city_code"])
                for one in places[row["id"]]
            ),
            held=tuple(
                Held(one["description"], tuple((s["rrule"], s.get("start")) for s in one["series"]))
                for one in held[row["id"]]
            ),
        )


def _part(table: Any, ids: list[str], *columns: str) -> Select[Any]:
    wanted = select(table.c.service_id, *(table.c[name] for name in columns))
    return wanted.where(table.c.service_id.in_(ids)).order_by(table.c.position)


def _by_service(session: Session, statement: Select[Any]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in session.execute(statement).mappings():
        found[row["service_id"]].append(row)
    return found
