"""掲載同意 of one listing: who may know which item and why; taken back with one tap."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.disclosure import ITEMS, Disclosure, Item
from directory.errors import InputWrong
from directory.listing import Listing
from directory.stewardship.changes import AUDIENCES
from directory.stewardship.consent import disclosures_of, record, withdraw
from directory.store import listing_of, reading, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

GROUNDS = {"agreed": "同意した", "published": "公表されている"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    listing: Listing
    rows: tuple[tuple[Item, Disclosure | None], ...]
    audiences: dict[str, str]
    grounds: dict[str, str]
    today: date
    chosen: tuple[str, ...] = ()
    error: str | None = None


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/resources/<listing_id>/consent")
    @door.require("staff")
    def consent(listing_id: str) -> Response:
        return _page(parts, listing_id)

    @views.post("/resources/<listing_id>/consent")
    @door.require("staff", keeps=True)
    def save_consent(listing_id: str) -> Response:
        sent = request.form
        try:
            given = date.fromisoformat(sent.get("on", "")) if sent.get("on") else None
            with writing(parts.engine) as session:
                record(
                    session,
                    listing_id,
                    sent.getlist("items"),
                    sent.get("layer", ""),
                    ground=sent.get("ground") or None,
                    by=sent.get("by", "").strip()[:200] or None,
                    on=given,
                    actor=signing.name_of(door),
                )
        except InputWrong as wrong:
            return _page(parts, listing_id, str(wrong), tuple(sent.getlist("items")))
        except ValueError:
            return _page(parts, listing_id, "日付は 2026-04-10 のように入れてください。", tuple(sent.getlist("items")))
        flash("書きとめました。公開のページにも、もう反映しています。", "done")
        return redirect(url_for("staff.consent", listing_id=listing_id), 303)

    @views.post("/resources/<listing_id>/consent/withdraw")
    @door.require("staff")
    def withdraw_consent(listing_id: str) -> Response:
        with writing(parts.engine) as session:
            by = request.form.get("by", "").strip()[:200] or None
            item = request.form.get("item", "")
            withdraw(session, listing_id, item, on=parts.today(), by=by, actor=signing.name_of(door))
        flash("取り下げました。公開のページ・検索・印刷・データのどこにも、もう出ません。", "done")
        return redirect(url_for("staff.consent", listing_id=listing_id), 303)


def _page(parts: Parts, listing_id: str, error: str | None = None, chosen: tuple[str, ...] = ()) -> Response:
    with reading(parts.engine) as session:
        listing = listing_of(session, listing_id)
        said = disclosures_of(session, [listing.id]).get(listing.id, {})
    page = ConsentPage(
        listing=listing,
        rows=tuple((item, said.get(item.id)) for item in ITEMS),
        audiences=AUDIENCES,
        grounds=GROUNDS,
        today=parts.today(),
        chosen=chosen,
        error=error,
    )
    return page_answer("staff/consent.html", page, status=422 if error else 200)
