"""`/staff/bulk`: choose listings by filter, look at before and after of each, change them all as one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from sqlmodel import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.errors import EditedMeanwhile, InputWrong
from directory.japanese_days import date_words
from directory.listing import DatedStatus, Scheme
from directory.search.request import SearchRequest
from directory.stewardship import bulk
from directory.stewardship.changes import STATUSES, Difference
from directory.stewardship.confirming import how_of
from directory.stewardship.workday import Entry, entries_of
from directory.store import reading, venues, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

FILTERS = ("q", "area", "district", "type", "status", "due")
DEEDS = ("status", "rest", "type", "need", "confirm", "note")
SAID = ("deed", "to", "since", "first", "last", "term", "need", "how", "field", "text", "reason")
BEYOND = 100_000

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPage:
    """`total`: how many the filter finds; `entries` the first of them. `chosen` None: all of them."""

    entries: tuple[Entry, ...]
    total: int
    filters: Mapping[str, str]
    typed: Mapping[str, str]
    options: Mapping[str, Options]
    statuses: Mapping[str, str]
    most: int = bulk.MOST
    chosen: frozenset[str] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    version: int
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    words: str
    rows: tuple[Row, ...]
    unchanged: tuple[str, ...]
    typed: Mapping[str, str]
    filters: Mapping[str, str] = field(default_factory=dict)


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/bulk")
    @door.require("staff")
    def bulk_form() -> Response:
        return _form(parts, request.args)

    @views.post("/bulk")
    @door.require("staff", keeps=True)
    def bulk_change() -> Response:
        sent = request.form
        try:
            change = _change(parts, door, sent)
            if sent.get("go") != "apply":
                return _preview(parts, change, sent)
            versions = dict(_versions(sent))
            with writing(parts.engine) as session:
                count = bulk.carry_out(session, versions, change, today=parts.today(), actor=signing.name_of(door))
        except (InputWrong, EditedMeanwhile) as wrong:
            return _form(parts, sent, str(wrong), 409 if isinstance(wrong, EditedMeanwhile) else 422)
        flash(f"{count}件に反映しました（{change.words}）。下の一覧から、一度に取り消せます。", "done")
        return redirect(url_for("staff.day", _anchor="batches"), 303)


def _versions(sent: MultiDict[str, str]) -> list[tuple[str, int]]:
    pairs = [one.rpartition(":") for one in sent.getlist("seen")]
    return [(id, int(version)) for id, _, version in pairs if version.isdigit()]


def _form(parts: Parts, said: MultiDict[str, str], error: str | None = None, status: int = 200) -> Response:
    filters = {name: said.get(name, "").strip()[:80] for name in FILTERS}
    chosen = {*said.getlist("id"), *(id for id, _ in _versions(said))} if error else None
    with reading(parts.engine) as session:
        ids = _wanted(parts, filters).ids(session)
        page = BulkPage(
            entries=entries_of(session, ids[: bulk.MOST]),
            total=len(ids),
            filters=filters,
            typed={name: said.get(name, "") for name in SAID},
            options=_options(parts, session),
            statuses=STATUSES,
            chosen=frozenset(chosen) if chosen is not None else None,
            error=error,
        )
    return page_answer("staff/bulk.html", page, status=status)


def _wanted(parts: Parts, filters: Mapping[str, str]) -> bulk.Wanted:
    area = filters["area"]
    inside = parts.search(SearchRequest(areas=(area,), size=BEYOND)).hits if area in parts.zones else None
    return bulk.Wanted(
        district=filters["district"] or None,
        type=filters["type"] or None,
        status=filters["status"] or None,
        due_since={"yes": parts.due_since(), "faded": parts.faded_since()}.get(filters["due"]),
        confirmed_once=filters["due"] == "faded",
        words=filters["q"],
        among=None if inside is None else {hit.id for hit in inside},
    )


def _options(parts: Parts, session: Session) -> dict[str, Options]:
    every = (("", "すべて"),)
    terms = {
        scheme: tuple((term.id, term.label) for term in parts.vocabulary.terms(scheme)) for scheme in ("type", "need")
    }
    return {
        "areas": (*every, *parts.zones.items()),
        "districts": (*every, *((one, one) for one in bulk.districts(session))),
        "types": (*every, *terms["type"]),
        "statuses": (*every, *STATUSES.items()),
        "due": (*every, ("yes", "確認の時期がきたもの"), ("faded", "長く未確認のもの")),
        "to": tuple(STATUSES.items()),
        "type": terms["type"],
        "need": terms["need"],
        "note": tuple(bulk.NOTES.items()),
        "how": (("telephone", "電話"), ("visit", "訪問"), ("fax", "FAX"), ("post", "郵便")),
    }


def _preview(parts: Parts, change: bulk.Change, sent: MultiDict[str, str]) -> Response:
    with reading(parts.engine) as session:
        steps = bulk.plan(session, sent.getlist("id"), change, parts.today())
        used = {use.location_id for step in steps for use in step.before.venues}
        wording = parts.wording(tuple(venues(session, ids=sorted(used))))
    rows = tuple(
        Row(step.before.id, step.version, step.before.name, wording.differences(step.before, step.after))
        for step in steps
        if step.changes
    )
    page = PreviewPage(
        words=change.words,
        rows=rows,
        unchanged=tuple(step.before.name for step in steps if not step.changes),
        typed={name: sent.get(name, "") for name in SAID},
        filters={name: sent.get(name, "") for name in FILTERS},
    )
    return page_answer("staff/bulk_preview.html", page)


def _change(parts: Parts, door: Door, sent: MultiDict[str, str]) -> bulk.Change:
    """Raises InputWrong saying what is missing."""
    today, deed, reason = parts.today(), sent.get("deed", ""), sent.get("reason", "").strip()[:200] or None
    match deed:
        case "status":
            status = next((one for one in STATUSES if one == sent.get("to")), None)
            if status is None:
                raise InputWrong("どの状況にするかを選んでください。")
            since = _day(sent, "since", "いつから") or today
            if since > today:
                raise InputWrong("先の日からの休止・終了は「お休みの期間」か、登録ごとの画面で入れてください。")
            dated = DatedStatus.model_validate({"status": status, "since": since, "reason": reason})
            return bulk.NewStatus(dated, f"状況を「{STATUSES[status]}」に")
        case "rest":
            first, last = _day(sent, "first", "お休みの始まり"), _day(sent, "last", "お休みの終わり")
            if first is None or last is None or last < first or last < today:
                raise InputWrong("お休みの始まりと終わりを、これからの日付で、順に入れてください。")
            return bulk.Rest(first, last, reason, today, f"{date_words(first)}から{date_words(last)}までお休み")
        case "type" | "need":
            return _word(parts, deed, sent.get("term" if deed == "type" else "need", ""), today)
        case "confirm":
            person, how = door.person(), how_of(sent)
            by = person.display_name if person else None
            return bulk.Confirmed(today, by, how, f"きょう確認した（{bulk.how_words(how)}）")
        case "note":
            kind, text = sent.get("field", ""), " ".join(sent.get("text", "").split())[: bulk.LONGEST_NOTE]
            if kind not in bulk.NOTES or not text:
                raise InputWrong("どのメモに、何を書き足すかを入れてください。")
            return bulk.Note(kind, text, f"{bulk.NOTES[kind]}に書き足す「{text[:40]}」")
        case _:
            raise InputWrong("何をするかを選んでください。")


def _word(parts: Parts, scheme: Scheme, term_id: str, today: date) -> bulk.Change:
    term = parts.vocabulary.term(scheme, term_id)
    if term is None:
        raise InputWrong("種類を選んでください。" if scheme == "type" else "加えるニーズを選んでください。")
    if scheme == "type":
        return bulk.OnlyType(term.id, today, f"種類を「{term.label}」に")
    return bulk.AddWord(scheme, term.id, today, f"応えるニーズに「{term.label}」を加える")


def _day(sent: MultiDict[str, str], name: str, label: str) -> date | None:
    text = sent.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputWrong(f"{label}の日付は 2026-08-01 のように入れてください。") from error
