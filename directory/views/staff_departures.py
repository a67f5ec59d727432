"""Deleting a listing, what was deleted, bringing it back; and where the old address of a listing that left leads."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.listing import Listing
from directory.stewardship import departures
from directory.stewardship.departures import Departure
from directory.store import is_there, listing_of, reading, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts


@dataclass(frozen=True, slots=True)
class DeletePage:
    listing: Listing


@dataclass(frozen=True, slots=True)
class DeletedPage:
    gone: tuple[Departure, ...]


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/resources/<listing_id>/delete")
    @door.require("staff")
    def ask_delete(listing_id: str) -> Response:
        with reading(parts.engine) as session:
            return page_answer("staff/delete.html", DeletePage(listing_of(session, listing_id)))

    @views.post("/resources/<listing_id>/delete")
    @door.require("staff")
    def delete(listing_id: str) -> Response:
        reason = request.form.get("reason", "").strip()[:200] or None
        with writing(parts.engine) as session:
            departures.delete(session, listing_id, actor=signing.name_of(door), reason=reason)
        flash("消しました。ここから元に戻せます。", "done")
        return redirect(url_for("staff.deleted"), 303)

    @views.get("/deleted")
    @door.require("staff")
    def deleted() -> Response:
        with reading(parts.engine) as session:
            return page_answer("staff/deleted.html", DeletedPage(departures.departures(session, merged=False)))

    @views.post("/deleted/<departure_id>/recover")
    @door.require("staff")
    def recover(departure_id: str) -> Response:
        with writing(parts.engine) as session:
            departure = departures.departure_of(session, departure_id)
            listing = departures.bring_back(session, departure_id, actor=signing.name_of(door))
        flash(f"「{listing.name}」を元に戻しました。", "done")
        if departure.source_id and listing.source_id is None:
            flash(f"元の番号「{departure.source_id}」は、いまは別の登録が使っています。番号なしで戻しました。", "care")
        return redirect(url_for("staff.listing", listing_id=listing.id), 303)

    @views.before_request
    def follow() -> Response | None:
        """A listing that was merged leads to the kept one; one that was deleted to where it can be brought back."""
        listing_id = (request.view_args or {}).get("listing_id")
        person = door.person()
        if listing_id is None or request.method != "GET" or person is None:
            return None
        with reading(parts.engine) as session:
            if is_there(session, listing_id):
                return None
            kept = departures.leads_to(session).get(listing_id)
            gone = departures.deleted(session, listing_id)
        if kept:
            flash("この登録は、ほかの登録にまとめてあります。まとめた先を開きました。", "info")
            return redirect(url_for(str(request.endpoint), listing_id=kept), 302)
        if gone and signing.may(person, "staff"):
            flash(f"「{gone.name}」は消してあります。ここから元に戻せます。", "info")
            return redirect(url_for("staff.deleted"), 302)
        return None
