"""Taking in a spreadsheet: upload, look at what it would do, apply it, undo it."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy import select
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory import intake
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.freshness import MEANS
from directory.history import undo_batch
from directory.intake.explained import explain
from directory.safekeeping.attempts import Attempt
from directory.stewardship.uploads import LARGEST_BYTES
from directory.stewardship.workday import Batch, batches
from directory.store import reading, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_import_preview import AUTOMATIC, preview_page
from directory.views.staff_parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    kinds: tuple[tuple[str, str], ...]
    batches: tuple[Batch, ...]
    broken: tuple[Attempt, ...]
    staged: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class UndoPage:
    batch: Batch


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    def stage(owner: str) -> bool:
        try:
            parts.uploads.stage(owner, *_sent())
        except InputWrong:
            return False
        return True

    def own() -> str:
        person = door.person()
        return person.id if person else ""

    @views.get("/import")
    @door.require("staff")
    def upload() -> Response:
        return _upload_page(parts, own())

    @views.post("/import")
    @door.require("staff", stages=stage)
    def uploaded() -> Response:
        token = ""
        try:
            token = parts.uploads.keep(*_sent())
            intake.read_file(parts.uploads.path(token))
        except InputWrong as wrong:
            parts.uploads.forget(token)
            return _upload_page(parts, own(), str(wrong), status=422)
        return redirect(url_for("staff.preview", token=token, kind=request.form.get("kind", "")), 303)

    @views.post("/import/staged")
    @door.require("staff")
    def go_on() -> Response:
        token = parts.uploads.staged(own()) or ""
        parts.uploads.path(token)
        if request.form.get("deed") == "forget":
            parts.uploads.unstage(own())
            return redirect(url_for("staff.upload"), 303)
        try:
            intake.read_file(parts.uploads.path(token))
        except InputWrong as wrong:
            parts.uploads.unstage(own())
            return _upload_page(parts, own(), str(wrong), status=422)
        parts.uploads.unstage(own(), taken=True)
        return redirect(url_for("staff.preview", token=token, kind=request.form.get("kind", "")), 303)

    @views.get("/import/preview/<token>")
    @door.require("staff")
    def preview(token: str) -> Response:
        kind = request.args.get("kind", "")
        with reading(parts.engine) as session:
            report = _understood(parts, session, token, kind)
            steps = intake.plan(session, report, parts.surroundings(report))
            page = preview_page(
                parts,
                session,
                report,
                steps,
                token=token,
                kind=kind,
                show=request.args.get("show", ""),
                number=request.args.get("page", 1, type=int),
            )
        return page_answer("staff/import_preview.html", page)

    @views.post("/import/preview/<token>/headings")
    @door.require("staff")
    def explain_headings(token: str) -> Response:
        parts.uploads.path(token)
        headings, fields = request.form.getlist("heading"), request.form.getlist("field")
        said = {h: None if f == AUTOMATIC else f for h, f in zip(headings, fields, strict=False)}
        with writing(parts.engine) as session:
            known = intake.remembered_headings(session)
            explain(session, {heading: field for heading, field in said.items() if field != known.get(heading)})
        flash("見出しの読み方を覚えました。つぎの取り込みでも、この読み方をします。", "done")
        return redirect(url_for("staff.preview", token=token, kind=request.form.get("kind") or None), 303)

    @views.post("/import/preview/<token>")
    @door.require("staff")
    def apply(token: str) -> Response:
        actor, name = signing.name_of(door), parts.uploads.path(token).name
        with parts.attempts.under_way(name, actor) as batch_id, writing(parts.engine) as session:
            report = _understood(
                parts, session, token, request.form.get("kind", ""), request.form.get("filed") == "yes"
            )
            intake.apply(session, report, parts.surroundings(report), actor=actor, batch_id=batch_id)
        parts.uploads.forget(token)
        counts = report.counts
        flash(f"取り込みました。新しく登録 {counts['new']} 件、内容を更新 {counts['update']} 件。", "done")
        return redirect(url_for("staff.day"), 303)

    @views.post("/import/broken/<attempt_id>")
    @door.require("staff")
    def seen(attempt_id: str) -> Response:
        parts.attempts.forget(attempt_id)
        return redirect(url_for("staff.upload"), 303)

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
        flash("まとめて取り消しました。", "done")
        if kept:
            flash(f"あとから直してあるため、そのまま残したもの：{'、'.join(kept)}", "care")
        return redirect(url_for("staff.day"), 303)


def _sent() -> tuple[str, bytes]:
    """Name and content of the file that came with this request."""
    request.max_content_length = LARGEST_BYTES + 64 * 1024
    sent = request.files.get("file")
    return (sent.filename or "", sent.read()) if sent else ("", b"")


def _upload_page(parts: Parts, owner: str, error: str | None = None, status: int = 200) -> Response:
    token = parts.uploads.staged(owner)
    staged = parts.uploads.path(token).name if token else None
    with reading(parts.engine) as session:
        last, broken = batches(session, 10), tuple(parts.attempts.broken_off(session))
    kinds = (("", "表に書いてある"), *((term.id, term.label) for term in parts.vocabulary.terms("type")))
    return page_answer(
        "staff/import.html",
        UploadPage(kinds=kinds, batches=last, broken=broken, staged=staged, error=error),
        status=status,
    )


def _understood(parts: Parts, session: Session, token: str, kind: str, filed: bool = False) -> intake.Report:
    """`filed`: the list is of this year's applications, which confirm the listings in it."""
    sheets = intake.read_file(parts.uploads.path(token))
    headings = intake.Headings(intake.remembered_headings(session))
    term = parts.vocabulary.term("type", kind)
    defaults = {"kind": term.label} if term else {}
    defaults |= {"assured_how": MEANS["subsidy"]} if filed else {}
    return intake.understand(sheets, headings, lambda text: bool(parts.vocabulary.resolve(text, ("type",))), defaults)


def _batch(session: Session, batch_id: str) -> Batch:
    table = TABLES["import_batch"]
    columns = [table.c[name] for name in Batch.__dataclass_fields__]
    row = session.execute(select(*columns).where(table.c.id == batch_id)).mappings().first()
    if row is None:
        raise NotFound("この取り込み・まとめての変更は記録にありません。")
    return Batch(**row)
