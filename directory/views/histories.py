"""The history of a listing or venue: two states side by side, going back to one; links for the leader of a group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory import accounts
from directory.errors import NotFound
from directory.history import Change, history_of, revert_to, revision_of
from directory.listing import Listing, Venue
from directory.stewardship.changes import LABELS, Difference, Wording
from directory.stewardship.confirm_links import CONFIRM_LINKS
from directory.stewardship.departures import merged_into
from directory.stewardship.taking_back import take_back, without
from directory.store import listing_of, reading, venue_of, venues, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.security import address_outside
from directory.views.signing import Door
from directory.views.staff_parts import ACTIONS, Parts

Kept = TypeVar("Kept", Listing, Venue)


@dataclass(frozen=True, slots=True)
class Shown:
    """One step of the history; `can_return`: there is an earlier state to go back to. `can_undo`: something of this
    change is still there; `stays`: labels of what was changed again since and would stay.
    """

    step: Change
    action: str
    differences: tuple[Difference, ...]
    can_return: bool = False
    can_undo: bool = False
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states that were chosen freely, the earlier one first."""

    a: Change
    b: Change
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`back`: the address of the listing or venue. `merged`: the histories of the listings that were merged into this
    one, by name. `states`: the steps after which there was a state to compare.
    """

    name: str
    back: str
    steps: tuple[Shown, ...]
    merged: tuple[tuple[str, tuple[Shown, ...]], ...] = ()
    compared: Compared | None = None

    @property
    def states(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.steps if one.step.after is not None)


@dataclass(frozen=True, slots=True)
class LinkPage:
    listing: Listing
    address: str
    expires_at: datetime


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/resources/<listing_id>/history")
    @door.require("staff")
    def history(listing_id: str) -> Response:
        with reading(parts.engine) as session:
            listing = listing_of(session, listing_id)
            wording = parts.wording(tuple(venues(session)))
            merged = tuple(
                (gone.name, tuple(_shown(step, wording) for step in history_of(session, gone.service_id)))
                for gone in merged_into(session, listing.id)
            )
            page = _page(session, wording, listing, listing.name, url_for("staff.listing", listing_id=listing.id))
        return page_answer("staff/history.html", replace(page, merged=merged))

    @views.get("/venues/<venue_id>/history")
    @door.require("staff")
    def venue_history(venue_id: str) -> Response:
        with reading(parts.engine) as session:
            venue, wording = venue_of(session, venue_id), parts.wording(tuple(venues(session)))
            name, back = venue.name or "名のない会場", url_for("staff.venue", venue_id=venue.id)
            page = _page(session, wording, venue, f"会場：{name}", back)
        return page_answer("staff/history.html", page)

    @views.post("/resources/<listing_id>/history/<int:step_id>/undo")
    @door.require("staff")
    def take_back_change(listing_id: str, step_id: int) -> Response:
        with reading(parts.engine) as session:
            found = listing_of(session, listing_id).id
        _undo(parts, door, found, step_id)
        return redirect(url_for("staff.history", listing_id=found), 303)

    @views.post("/venues/<venue_id>/history/<int:step_id>/undo")
    @door.require("staff")
    def take_back_venue_change(venue_id: str, step_id: int) -> Response:
        _undo(parts, door, venue_id, step_id)
        return redirect(url_for("staff.venue_history", venue_id=venue_id), 303)

    @views.post("/resources/<listing_id>/history/<int:step_id>/return")
    @door.require("staff")
    def go_back(listing_id: str, step_id: int) -> Response:
        with reading(parts.engine) as session:
            found = listing_of(session, listing_id).id
        _return(parts, door, found, step_id)
        return redirect(url_for("staff.history", listing_id=found), 303)

    @views.post("/venues/<venue_id>/history/<int:step_id>/return")
    @door.require("staff")
    def go_back_venue(venue_id: str, step_id: int) -> Response:
        _return(parts, door, venue_id, step_id)
        return redirect(url_for("staff.venue_history", venue_id=venue_id), 303)

    @views.post("/resources/<listing_id>/confirm-link")
    @door.require("staff")
    def confirm_link(listing_id: str) -> Response:
        with writing(parts.engine) as session:
            listing = listing_of(session, listing_id)
            token, expires_at = CONFIRM_LINKS.make(session, listing.id)
            accounts.record(session, signing.name_of(door), "confirm_link", target=listing.id)
        address = f"{address_outside()}confirm/{token}"
        return page_answer("staff/link.html", LinkPage(listing, address, expires_at))


def _undo(parts: Parts, door: Door, entity_id: str, step_id: int) -> None:
    with writing(parts.engine) as session:
        if revision_of(session, step_id).entity_id != entity_id:
            raise NotFound("この変更は記録にありません。")
        left = take_back(session, step_id, actor=signing.name_of(door))
    flash("この変更だけを取り消しました。あとの変更は、そのままです。", "done")
    if left:
        flash(f"あとで直されていたので、そのまま残したところ：{'、'.join(_labels(left))}", "care")


def _return(parts: Parts, door: Door, entity_id: str, step_id: int) -> None:
    with writing(parts.engine) as session:
        if revision_of(session, step_id).entity_id != entity_id:
            raise NotFound("戻す先の内容がありません。")
        revert_to(session, step_id, actor=signing.name_of(door), note=f"履歴 {step_id}")
    flash("前の内容に戻しました。この操作も履歴に残っています。", "done")


def _page(session: Session, wording: Wording, now: Kept, name: str, back: str) -> HistoryPage:
    steps: Sequence[Change] = history_of(session, now.id)
    newest: list[Shown] = [_shown(step, wording) for step in steps[:1]]
    earlier: list[Shown] = [_offered(step, wording, now) for step in steps[1:]]
    return HistoryPage(name, back, (*newest, *earlier), compared=_compared(steps, wording))


def _compared(steps: Sequence[Change], wording: Wording) -> Compared | None:
    """The two steps that the address names; None where it does not name two states of this history."""
    states = {step.id: step for step in steps if step.after is not None}
    ids = [request.args.get(name, type=int) for name in ("a", "b")]
    chosen = sorted(id for id in ids if id in states)
    if len(chosen) < len(ids):
        return None
    a, b = (states[id] for id in chosen)
    return Compared(a, b, wording.differences(a.after, b.after))


def _shown(step: Change, wording: Wording) -> Shown:
    return Shown(step, ACTIONS.get(step.action, step.action), wording.differences(step.before, step.after))


def _offered(step: Change, wording: Wording, now: Kept) -> Shown:
    """With what can be done about a step that others may have come after."""
    shown = replace(_shown(step, wording), can_return=step.after is not None)
    if step.before is None or step.after is None:
        return shown
    result, left = without(step, now)
    return replace(shown, can_undo=result != now, stays=_labels(left))


def _labels(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(LABELS.get(name, "分類") for name in names))
