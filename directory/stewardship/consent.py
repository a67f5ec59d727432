"""掲載同意: for each item of a listing who may know it and why, and taking it back from every door at once."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import get_args

from sqlalchemy import RowMapping, insert, select, update
from sqlmodel import Session

from directory import store
from directory.database import TABLES
from directory.disclosure import AUDIENCES, ITEM_LABELS, Disclosure, Disclosures, Ground, seen_by
from directory.errors import InputWrong, NotFound
from directory.models import utc_now
from directory.stewardship.changes import Wording

TABLE = TABLES["disclosure"]


def disclosures_of(session: Session, listing_ids: Collection[str]) -> dict[str, dict[str, Disclosure]]:
    """By listing and item, what was recorded last."""
    found: dict[str, dict[str, Disclosure]] = {}
    for chunk in store.chunks(listing_ids):
        rows = select(TABLE).where(TABLE.c.service_id.in_(chunk)).order_by(TABLE.c.id)
        for row in session.execute(rows).mappings():
            found.setdefault(row["service_id"], {})[row["item"]] = _disclosure(row)
    return found


def recorded(session: Session, listing_id: str) -> tuple[tuple[RowMapping, Disclosure], ...]:
    """Everything ever recorded of a listing, the newest first, with who wrote it and when."""
    rows = select(TABLE).where(TABLE.c.service_id == listing_id).order_by(TABLE.c.id.desc())
    return tuple((row, _disclosure(row)) for row in session.execute(rows).mappings())


def record(
    session: Session,
    listing_id: str,
    items: Sequence[str],
    layer: str,
    *,
    ground: str | None,
    by: str | None,
    on: date | None,
    actor: str,
) -> None:
    """Say of some items who may know them, and why. Raises InputWrong or NotFound."""
    listing = store.listing_of(session, listing_id)
    if not items or not set(items) <= ITEM_LABELS.keys():
        raise InputWrong("どの項目のことかを選んでください。")
    if layer not in AUDIENCES or (ground is not None and ground not in get_args(Ground)):
        raise InputWrong("だれに見せてよいかを選んでください。")
    if layer == "public" and ground is None:
        raise InputWrong("公開してよい理由（公表されている・同意した）を選んでください。")
    rows = [
        {
            "service_id": listing.id,
            "item": item,
            "layer": layer,
            "ground": ground,
            "by": by or None,
            "given_on": on,
            "actor": actor,
            "at": utc_now(),
        }
        for item in dict.fromkeys(items)
    ]
    session.execute(insert(TABLE), rows)
    store.touch(session, [listing.id])


def withdraw(session: Session, listing_id: str, item: str, *, on: date, by: str | None, actor: str) -> None:
    """Take an item back: from now on only the office knows it. Raises NotFound."""
    listing = store.listing_of(session, listing_id)
    if item not in ITEM_LABELS:
        raise NotFound("この項目はありません。")
    said = disclosures_of(session, [listing.id]).get(listing.id, {})
    if item not in said:
        # It stood on the ground of the whole listing: that it did stays written too.
        row = {"service_id": listing.id, "item": item, "layer": "public", "actor": actor, "at": utc_now()}
        session.execute(insert(TABLE).values(**row))
    newest = select(TABLE.c.id).where(TABLE.c.service_id == listing.id, TABLE.c.item == item)
    last = session.scalar(newest.order_by(TABLE.c.id.desc()).limit(1))
    taken = {"withdrawn_on": on, "withdrawn_by": by or None, "withdrawn_actor": actor}
    session.execute(update(TABLE).where(TABLE.c.id == last).values(**taken))
    store.touch(session, [listing.id])


def supporter_facts(
    session: Session, listing_ids: Collection[str], wording: Wording
) -> dict[str, tuple[tuple[str, str], ...]]:
    """By listing, what supporters may know beyond the public, as label and text."""
    said = disclosures_of(session, listing_ids)
    found = {}
    for listing in store.listings(session, ids=listing_ids):
        theirs = seen_by("supporter", listing, said.get(listing.id, {}))
        public = seen_by("public", listing, said.get(listing.id, {})) if listing.visible else None
        known = wording.lines(public)
        if facts := tuple(line for line in wording.lines(theirs).items() if known.get(line[0]) != line[1]):
            found[listing.id] = facts
    return found


def _disclosure(row: RowMapping) -> Disclosure:
    return Disclosure(
        item=row["item"],
        layer=row["layer"],
        ground=row["ground"],
        by=row["by"],
        on=row["given_on"],
        withdrawn_on=row["withdrawn_on"],
    )


__all__ = ["Disclosures", "disclosures_of", "record", "recorded", "supporter_facts", "withdraw"]
