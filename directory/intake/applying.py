"""Writing an import: one transaction, all of it or nothing, remembered so that it can be undone as one step."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from sqlmodel import Session, col, select

from directory import store
from directory.identifiers import new_id
from directory.intake.comparing import Known, Step, compare
from directory.intake.reading import Surroundings
from directory.intake.report import Report, RowReport
from directory.models import ImportBatch, SourceRow
from directory.stewardship import departures

ACTION = "import"
_EDITION = re.compile(
    r"[\s_\-().（）【】]*(?:(?:令和|平成|R|H)?\s*\d+(?:年度?|月|日|版)?|v\d+|コピー|copy|最新版?|新|旧)+[\s_\-().（）]*$",
    re.I,
)


def list_name(file_name: str) -> str:
    """What the list is called year after year: the file's name without date and edition."""
    stem = PurePath(file_name).stem
    while (shorter := _EDITION.sub("", stem)) not in ("", stem):
        stem = shorter
    return stem


def plan(session: Session, report: Report, around: Surroundings) -> list[Step]:
    """Compare the report with the catalogue as it is now; sets statuses and `missing`."""
    gone = departures.departures(session, merged=False, limit=10_000)
    deleted = {text for one in gone for text in (one.service_id, one.source_id) if text}
    known = Known.of(store.listings(session), store.venues(session), departures.leads_to(session), deleted)
    return compare(report, known, around, _ids_of_last_import(session, list_name(report.file)))


def plan_from_nothing(report: Report, around: Surroundings) -> list[Step]:
    """As `plan`, where no catalogue has been set up."""
    return compare(report, Known.of((), ()), around)


def apply(session: Session, report: Report, around: Surroundings, *, actor: str, batch_id: str | None = None) -> str:
    """Write what the report holds in the session's transaction; returns the batch's id. Needs a writing session."""
    steps = plan(session, report, around)
    batch = ImportBatch(id=batch_id or new_id(), list_name=list_name(report.file), file_name=report.file, actor=actor)
    batch_id = batch.id
    session.add(batch)
    session.flush()
    venues = {venue.id: venue for step in steps for venue in step.venues}
    store.save_venues(session, venues.values(), actor=actor, action=ACTION, batch_id=batch_id)
    store.save_listings(session, [step.listing for step in steps], actor=actor, action=ACTION, batch_id=batch_id)
    session.add_all(
        SourceRow(
            id=new_id(), batch_id=batch_id, service_id=row.listing_id, sheet=row.sheet, row=row.row, col=row.col,
            cells=_whole(row, report),
        )
        for row in report.rows
        if row.listing_id
    )  # fmt: skip
    session.flush()
    return batch_id


def _whole(row: RowReport, report: Report) -> dict[str, str]:
    """The raw cells under all headings of the sheet, blank ones too: so the list can be given back in its own shape."""
    headings = next((sheet.columns for sheet in report.sheets if sheet.name == row.sheet), {})
    return {heading: row.cells.get(heading, "") for heading in headings} | dict(row.cells)


def _ids_of_last_import(session: Session, name: str) -> Sequence[str]:
    """The listings that the last import of this list had, in its order."""
    last = select(ImportBatch.id).where(ImportBatch.list_name == name, col(ImportBatch.undone_at).is_(None))
    batch_id = session.exec(last.order_by(col(ImportBatch.at).desc()).limit(1)).first()
    if batch_id is None:
        return ()
    rows = select(SourceRow.service_id).where(SourceRow.batch_id == batch_id).order_by(col(SourceRow.row))
    return tuple(dict.fromkeys(session.exec(rows)))
