"""An imported list, given back to staff in its own shape: their columns in their order, with what has changed since.

A cell says what it said, to the letter, unless the listing has since been changed in what the column says.
For the office only: such a list holds whatever somebody once typed into it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import NotFound
from directory.intake import form
from directory.intake.columns import column_of, settled
from directory.intake.explained import remembered_headings
from directory.intake.form_changes import says_the_same
from directory.intake.headings import Headings
from directory.intake.printed import printed_of
from directory.listing import Listing, Venue
from directory.store import listings, venues

BATCH, ROW, REVISION = TABLES["import_batch"], TABLES["source_row"], TABLES["revision"]
STATUS = "状態"
Exported = Callable[[str], Mapping[str, str] | None]
_WHEN = (
    "schedule_text", "days_text", "weekdays", "weeks", "frequency", "time_text", "start_time", "end_time", "months",
    "schedule_note",
)  # fmt: skip
_SAYS: Mapping[str, str] = {
    **dict.fromkeys(_WHEN, "schedule_text"),
    **dict.fromkeys(("venue_text", "building", "facility_name"), "venue_text"),
    **dict.fromkeys(("address_text", "town", "address_rest"), "address_text"),
    **dict.fromkeys(("fee_text", "free"), "fee_text"),
    **dict.fromkeys(("reservation_text", "no_reservation"), "reservation_text"),
    **dict.fromkeys(("organization", "contact_org"), "organization"),
    "status": STATUS,
}
"""Field of a column → which of the listing's facts it says, where the names differ."""


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list that can be given back: the latest import of its name."""

    batch_id: str
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Cell:
    """`before`: what the list said, where that has changed; None where it has not."""

    text: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: a cell for each heading, and the names of what has changed, also of what no column says."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], tuple[str, ...]], ...]


def own_lists(session: Session) -> list[OwnList]:
    """The lists that have been imported and not been undone, the latest first."""
    latest = (
        select(BATCH.c.id, BATCH.c.list_name, func.count(ROW.c.id).label("rows"))
        .join(ROW, ROW.c.batch_id == BATCH.c.id)
        .where(BATCH.c.undone_at.is_(None))
        .group_by(BATCH.c.id)
        .order_by(BATCH.c.at.desc())
    )
    found: dict[str, OwnList] = {}
    for row in session.execute(latest):
        found.setdefault(row.list_name, OwnList(row.id, row.list_name, row.rows))
    return list(found.values())


def given_back(session: Session, name: str, exported: Exported) -> list[Sheet]:
    """The list's sheets. `exported`: what our own form says of a listing now, by id. Raises NotFound with the names
    there are.
    """
    lists = own_lists(session)
    chosen = next((one for one in lists if one.name == name), None)
    if chosen is None:
        known = "、".join(one.name for one in lists) or "まだありません"
        raise NotFound(f"「{name}」という一覧は取り込まれていません。取り込まれた一覧: {known}")
    headings = Headings(remembered_headings(session))
    now = {one.id: one for one in listings(session)}
    places = {venue.id: venue for venue in venues(session)}
    was = _then(session, chosen.batch_id, [*now, *places])
    found: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    rows = select(ROW.c.sheet, ROW.c.service_id, ROW.c.cells).where(ROW.c.batch_id == chosen.batch_id)
    for row in session.execute(rows.order_by(ROW.c.sheet, ROW.c.row, ROW.c.col)):
        found.setdefault(row.sheet, []).append((row.service_id, row.cells))

    def facts(listing: Listing, known: Mapping[str, object]) -> dict[str, str]:
        held = [venue for use in listing.venues if isinstance(venue := known.get(use.location_id), Venue)]
        return printed_of(listing, held) | {STATUS: form.STATUSES[listing.status]}

    def changes(listing_id: str) -> dict[str, str]:
        before = was.get(listing_id, now[listing_id])
        old = facts(before, {**places, **was}) if isinstance(before, Listing) else {}
        new = facts(now[listing_id], places)
        return {name: new.get(name, "") for name in old | new if old.get(name, "") != new.get(name, "")}

    return [
        _sheet_of_form(name, rows, exported)
        if any(form.ID in cells for _, cells in rows)
        else _sheet(name, headings, [(cells, changes(id)) for id, cells in rows])
        for name, rows in found.items()
    ]


def _then(session: Session, batch_id: str, ids: Sequence[str]) -> dict[str, Listing | Venue]:
    """The listings and venues as the import left them, where they have been changed since."""
    at = session.scalar(select(BATCH.c.at).where(BATCH.c.id == batch_id))
    of_then = (REVISION.c.batch_id == batch_id) | (REVISION.c.at < at)
    last = select(func.max(REVISION.c.id)).where(of_then).group_by(REVISION.c.entity, REVISION.c.entity_id)
    states = select(REVISION.c.entity, REVISION.c.entity_id, REVISION.c.after).where(REVISION.c.id.in_(last))
    wanted = set(ids)
    return {
        row.entity_id: (Listing if row.entity == "service" else Venue).model_validate(row.after)
        for row in session.execute(states)
        if row.after and row.entity_id in wanted
    }


def _sheet(name: str, headings: Headings, rows: Sequence[tuple[Mapping[str, str], Mapping[str, str]]]) -> Sheet:
    names = tuple(dict.fromkeys(heading for cells, _ in rows for heading in cells))
    columns = settled([column_of(headings, index, heading) for index, heading in enumerate(names)])
    says = [
        tuple(dict.fromkeys(_SAYS.get(field, field) for field in (column.field, *column.also) if field))
        for column in columns
    ]
    return Sheet(name, names, tuple(_row(cells, changes, names, says) for cells, changes in rows))


def _sheet_of_form(name: str, rows: Sequence[tuple[str, Mapping[str, str]]], exported: Exported) -> Sheet:
    """Of our own form, to which staff may have added columns: every cell as an export says it now."""
    names = tuple(dict.fromkeys(heading for _, cells in rows for heading in cells))
    found = []
    for listing_id, cells in rows:
        now = exported(listing_id) or {}
        told = {
            heading: now[heading]
            for heading in names
            if heading in form.PARTS
            and heading in now
            and not says_the_same(heading, cells.get(heading, ""), now[heading])
        }
        row = tuple(
            Cell(told[heading], cells.get(heading, "")) if heading in told else Cell(cells.get(heading, ""))
            for heading in names
        )
        with_id = tuple(Cell(listing_id) if h == form.ID else cell for h, cell in zip(names, row, strict=True))
        found.append((with_id, tuple(told)))
    return Sheet(name, names, tuple(found))


def _row(
    cells: Mapping[str, str], changes: Mapping[str, str], names: Sequence[str], says: Sequence[Sequence[str]]
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    told: set[str] = set()
    row = []
    for heading, facts in zip(names, says, strict=True):
        raw = cells.get(heading, "")
        changed = [fact for fact in facts if fact in changes]
        if not changed or (set(changed) <= told and not raw):
            row.append(Cell(raw))
            continue
        text = " ".join(changes[fact] for fact in facts if fact in changes and fact not in told)
        row.append(Cell(text, raw))
        told |= set(changed)
    return tuple(row), tuple(_named(changes, told))


def _named(changes: Mapping[str, str], told: set[str]) -> Iterator[str]:
    for fact, text in changes.items():
        if fact in LABELS:
            yield LABELS[fact] if fact in told else f"{LABELS[fact]}: {text or '（なし）'}"


LABELS: Mapping[str, str] = {
    "name": "名称", "reading": "よみ", "district": "地区", "schedule_text": "開催日時", "venue_text": "会場",
    "address_text": "住所", "fee_text": "参加費", "target_text": "対象", "activity_text": "内容",
    "organization": "主催・連絡先", "reservation_text": "予約", "phone": "電話", "capacity": "定員", "website": "URL",
    "notes": "備考", "assured_date": "最終確認日", STATUS: "状態", "alternate_names": "別名",
}  # fmt: skip
