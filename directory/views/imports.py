"""Taking in a spreadsheet: upload, look at what it would do, apply it, undo it."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy import select
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory import intake
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.history import undo_batch
from directory.intake.report import RowReport
from directory.intake.summary import LABELS
from directory.stewardship.uploads import LARGEST_BYTES
from directory.stewardship.workday import Batch, batches
from directory.store import reading, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

ROWS_SHOWN = 300
COLUMNS = (
    ("schedule_text", "いつ"),
    ("venue_text", "どこで"),
    ("address_text", "住所"),
    ("target_text", "対象"),
    ("fee_text", "費用"),
)
BADGES = {"new": "good", "update": "info", "unchanged": "", "duplicate": "care", "error": "stop", "skipped": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    kinds: tuple[tuple[str, str], ...]
    batches: tuple[Batch, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    token: str
    kind: str
    report: intake.Report
    counts: tuple[tuple[str, int], ...]
    rows: tuple[RowReport, ...]
    skipped: tuple[RowReport, ...]
    unread: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    labels: dict[str, str]
    badges: dict[str, str]
    hidden: int

    @property
    def writes(self) -> int:
        """How many listings applying it would write."""
        return self.report.counts["new"] + self.report.counts["update"]


@dataclass(frozen=True, slots=True)
class UndoPage:
    batch: Batch


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/import")
    @door.require("staff")
    def upload() -> Response:
        return _upload_page(parts)

    @views.post("/import")
    @door.require("staff")
    def uploaded() -> Response:
        request.max_content_length = LARGEST_BYTES + 64 * 1024
        sent = request.files.get("file")
        token = ""
        try:
            token = parts.uploads.keep(sent.filename or "" if sent else "", sent.read() if sent else b"")
            intake.read_file(parts.uploads.path(token))
        except InputWrong as wrong:
            parts.uploads.forget(token)
            return _upload_page(parts, str(wrong), status=422)
        return redirect(url_for("staff.preview", token=token, kind=request.form.get("kind", "")), 303)

    @views.get("/import/preview/<token>")
    @door.require("staff")
    def preview(token: str) -> Response:
        kind = request.args.get("kind", "")
        with reading(parts.engine) as session:
            report = _understood(parts, session, token, kind)
            intake.plan(session, report, parts.surroundings(report))
        return page_answer("staff/import_preview.html", _preview(token, kind, report))

    @views.post("/import/preview/<token>")
    @door.require("staff")
    def apply(token: str) -> Response:
        with writing(parts.engine) as session:
            report = _understood(parts, session, token, request.form.get("kind", ""))
            intake.apply(session, report, parts.surroundings(report), actor=signing.name_of(door))
        parts.uploads.forget(token)
        counts = report.counts
        flash(f"取り込みました。新しく登録 {counts['new']} 件、内容を更新 {counts['update']} 件。", "done")
        return redirect(url_for("staff.day"), 303)

    @views.get("/import/<batch_id>/undo")
    @door.require("staff")
    def ask_undo(batch_id: str) -> Response:
        with reading(parts.engine) as session:
            page = UndoPage(_batch(session, batch_id))
        return page_answer("staff/import_undo.html", page)

    @views.post("/import/<batch_id>/undo")
    @door.require("staff")
    def undo(batch_id: str) -> Response:
        with writing(parts.engine) as session:
            kept = undo_batch(session, batch_id, actor=signing.name_of(door))
        flash("取り込みを取り消しました。", "done")
        if kept:
            flash(f"あとから直してあるため、そのまま残したもの：{'、'.join(kept)}", "care")
        return redirect(url_for("staff.day"), 303)


def _upload_page(parts: Parts, error: str | None = None, status: int = 200) -> Response:
    with reading(parts.engine) as session:
        last = batches(session, 10)
    kinds = (("", "表に書いてある"), *((term.id, term.label) for term in parts.vocabulary.terms("type")))
    return page_answer("staff/import.html", UploadPage(kinds=kinds, batches=last, error=error), status=status)


def _understood(parts: Parts, session: Session, token: str, kind: str) -> intake.Report:
    sheets = intake.read_file(parts.uploads.path(token))
    headings = intake.Headings(intake.remembered_headings(session))
    term = parts.vocabulary.term("type", kind)
    defaults = {"kind": term.label} if term else {}
    return intake.understand(sheets, headings, lambda text: bool(parts.vocabulary.resolve(text, ("type",))), defaults)


def _preview(token: str, kind: str, report: intake.Report) -> PreviewPage:
    told = [row for row in report.rows if row.status != "skipped"]
    found = Counter(row.status for row in report.rows)
    left_out = [heading for sheet in report.sheets for heading, field in sheet.columns.items() if field is None]
    return PreviewPage(
        token=token,
        kind=kind,
        report=report,
        counts=tuple((label, found[status]) for status, label in LABELS.items() if found[status]),
        rows=tuple(told[:ROWS_SHOWN]),
        skipped=tuple(row for row in report.rows if row.status == "skipped")[:ROWS_SHOWN],
        unread=tuple(dict.fromkeys(left_out)),
        columns=COLUMNS,
        labels=LABELS,
        badges=BADGES,
        hidden=max(len(told) - ROWS_SHOWN, 0),
    )


def _batch(session: Session, batch_id: str) -> Batch:
    table = TABLES["import_batch"]
    columns = [table.c[name] for name in Batch.__dataclass_fields__]
    row = session.execute(select(*columns).where(table.c.id == batch_id)).mappings().first()
    if row is None:
        raise NotFound("この取り込みは記録にありません。")
    return Batch(**row)
