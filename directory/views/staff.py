"""The staff door: a day's work, finding a listing, deciding on what was proposed. Editing stands in its own modules."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory.search.request import SearchRequest
from directory.stewardship import judgements, proposals
from directory.stewardship.changes import STATUSES
from directory.stewardship.twins import Twins
from directory.stewardship.workday import Entry, Workday, entries_of, named_like, workday
from directory.store import listing_of, reading, writing
from directory.views import (
    days,
    editing,
    histories,
    imports,
    paper_choice,
    signing,
    staff_bulk,
    staff_calls,
    staff_cards,
    staff_changes,
    staff_consent,
    staff_departures,
    staff_exports,
    staff_paper,
    staff_past,
    staff_twins,
    venue_pages,
)
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import ACTIONS, Parts

FOUND = 50
COUNTED_AT_ONCE = 2000
"""So many listings are looked through for duplicates while the page is waited for."""


@dataclass(frozen=True, slots=True)
class DayPage:
    """`jobs`: address, what waits there, and how many (None: too many listings to count on every visit)."""

    work: Workday
    jobs: tuple[tuple[str, str, int | None], ...]
    actions: dict[str, str]
    labels: dict[str, str]
    statuses: dict[str, str]


@dataclass(frozen=True, slots=True)
class FoundPage:
    words: str
    entries: tuple[Entry, ...]
    statuses: dict[str, str]


def blueprint(parts: Parts, door: Door, cards: staff_cards.CardParts, papers: paper_choice.Parts) -> Blueprint:
    views = Blueprint("staff", __name__, url_prefix="/staff")
    views.context_processor(lambda: {"person": door.person(), "may": signing.may})
    days.install(views)
    twins = Twins()
    _add_work(views, parts, door, twins)
    staff_changes.add(views, parts, door)
    staff_consent.add(views, parts, door)
    staff_calls.add(views, parts, door)
    staff_cards.add(views, parts, door, cards)
    editing.add(views, parts, door)
    histories.add(views, parts, door)
    venue_pages.add(views, parts, door)
    imports.add(views, parts, door)
    staff_twins.add(views, parts, door, twins)
    staff_departures.add(views, parts, door)
    staff_bulk.add(views, parts, door)
    staff_past.add(views, parts, door)
    staff_exports.add(views, parts, door)
    staff_paper.add(views, door, papers)
    return views


def _add_work(views: Blueprint, parts: Parts, door: Door, twins: Twins) -> None:
    @views.get("")
    @door.require("reader")
    def day() -> Response:
        with reading(parts.engine) as session:
            work = workday(session, parts.due_since(), parts.faded_since())
            jobs = _jobs(parts, session, work, twins)
        labels = {one.field: proposals.label_of(one.field, parts.vocabulary) for one in work.proposed if one.field}
        return page_answer("staff/day.html", DayPage(work, jobs, ACTIONS, labels, STATUSES))

    @views.get("/resources")
    @door.require("reader")
    def found() -> Response:
        words = request.args.get("q", "").strip()[:80]
        ids = tuple(hit.id for hit in parts.search(SearchRequest(words=words, size=FOUND)).hits)
        with reading(parts.engine) as session:
            by_name = named_like(session, words, FOUND) if words else ()
            entries = dict.fromkeys((*entries_of(session, ids), *by_name))
        return page_answer("staff/found.html", FoundPage(words, tuple(entries), STATUSES))

    @views.post("/proposals/<proposal_id>")
    @door.require("staff")
    def decide(proposal_id: str) -> Response:
        actor = signing.name_of(door)
        with writing(parts.engine) as session:
            if request.form.get("decision") == "accept":
                done, written = proposals.accept(session, proposal_id, actor=actor, today=parts.today())
                flash("反映しました。" if written else "受け取りました。内容を名簿に書き写してください。", "done")
            else:
                done, written = proposals.decline(session, proposal_id, actor=actor), True
                flash("見送りました。", "done")
        if done.service_id and not written:
            return redirect(url_for("staff.listing", listing_id=done.service_id), 303)
        return redirect(url_for("staff.day"), 303)

    @views.post("/resources/<listing_id>/propose")
    @door.require("worker", keeps=True)
    def propose(listing_id: str) -> Response:
        actor = signing.name_of(door)
        with writing(parts.engine) as session:
            listing = listing_of(session, listing_id)
            proposals.propose(session, listing.id, "fact", request.form.get("value", ""), said_by=actor)
        flash("社協へ伝えました。確かめてから名簿に反映します。", "done")
        return redirect(url_for("staff.listing", listing_id=listing.id), 303)


def _jobs(parts: Parts, session: Session, work: Workday, twins: Twins) -> tuple[tuple[str, str, int | None], ...]:
    """What waits, in the order in which it is best done."""
    pairs = None
    if work.total <= COUNTED_AT_ONCE:
        pairs = len(judgements.sort_out(twins.pairs(session), judgements.judgements(session)).open)
    broken = len(parts.attempts.broken_off(session))
    jobs = (
        ("#reported", "まちがいの知らせ", work.open_counts["reported"]),
        ("#proposed", "伝えられたこと", work.open_counts["proposed"]),
        ("#unlisted", "載っていない会の知らせ", work.open_counts["unlisted"]),
        ("/staff/import", "途中で止まった取り込み", broken),
        ("/staff/duplicates", "重なっていそうな組", pairs),
        ("#due", "確認の時期がきた登録", work.due_count),
        ("/staff/bulk?due=faded", "長く未確認の登録", work.faded_count),
    )
    return tuple(job for job in jobs if job[2] != 0)
