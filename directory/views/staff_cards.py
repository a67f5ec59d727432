"""返信カード: choosing whose to print, and what the QR of a card that came back opens: three buttons for staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Blueprint, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from directory import accounts
from directory.errors import InputWrong
from directory.freshness import MEANS
from directory.history import history_of
from directory.listing import Channel, DatedStatus, Listing
from directory.paper.cards import Card, Sender, cards_pdf
from directory.stewardship.changes import CHANNELS, Difference
from directory.stewardship.confirming import close, confirm, how_of
from directory.stewardship.queues import ORDER, queues
from directory.stewardship.workday import due_entries
from directory.store import listing_of, reading, venues, version_of, writing
from directory.views import signing
from directory.views.pages import Chip, page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

MOST_CARDS = 200
MOST_DUE = 5000
UNKNOWN = "unknown"
FACTS = {
    "開催日": "いつ",
    "会場": "どこで",
    "していること": "していること",
    "対象": "だれが",
    "費用": "費用",
    "予約・申込": "予約",
    "電話": "電話",
}
BY = "代表者（返信カード）"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardParts:
    sender: Sender
    font_folder: Callable[[], Path]


@dataclass(frozen=True, slots=True)
class Asked:
    """A listing to ask, with where to: a FAX number, an address. `hours`: when to call."""

    id: str
    name: str
    where: str
    hours: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    """`queues`: each way to ask with how many; `by`: the way that is shown, "" for all; `due`: those of it."""

    queues: tuple[Chip, ...]
    by: str
    label: str
    due: tuple[Asked, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """`changed`: what became different since the card was printed."""

    listing: Listing
    version: int
    facts: tuple[tuple[str, str], ...]
    changed: tuple[Difference, ...]
    means: dict[str, str]
    how: str


def add(views: Blueprint, parts: Parts, door: Door, card_parts: CardParts) -> None:
    @views.get("/cards")
    @door.require("staff")
    def cards() -> Response:
        return _choose(parts)

    @views.post("/cards")
    @door.require("staff")
    def print_cards() -> Response:
        chosen, by = request.form.getlist("listing")[:MOST_CARDS], request.form.get("by", "")
        if not chosen:
            return _choose(parts, "刷る会を選んでください。")
        with writing(parts.engine) as session:
            accounts.record(session, signing.name_of(door), "cards", detail=f"{len(chosen)}件")
            wording = parts.wording(tuple(venues(session)))
            printed = [
                Card(
                    listing.name,
                    _facts(wording.lines(_as_sent(listing))),
                    f"{request.host_url}staff/card/{listing.id}/{version_of(session, listing.id)}",
                    post=listing.reach.post if by == "post" else None,
                    fax=listing.reach.fax if by == "fax" else None,
                )
                for listing in (listing_of(session, one) for one in chosen)
            ]
        response = make_response(cards_pdf(printed, card_parts.sender, parts.today(), card_parts.font_folder()))
        response.mimetype = "application/pdf"
        response.headers["Content-Disposition"] = f'inline; filename="cards-{parts.today():%Y%m%d}.pdf"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @views.get("/card/<listing_id>/<int:version>")
    @door.require("staff")
    def card(listing_id: str, version: int) -> Response:
        with reading(parts.engine) as session:
            listing = listing_of(session, listing_id)
            now = version_of(session, listing.id)
            steps = history_of(session, listing.id, limit=now - version) if version < now else []
            wording = parts.wording(tuple(venues(session)))
        printed = steps[-1].before if steps else None
        page = CardPage(
            listing=listing,
            version=version,
            facts=_facts(wording.lines(listing)),
            changed=wording.differences(printed, listing) if printed else (),
            means={how: word for how, word in MEANS.items() if how in ("fax", "post", "visit", "telephone")},
            how=request.cookies.get("card_how", "fax"),
        )
        return page_answer("staff/card.html", page)

    @views.post("/card/<listing_id>/<int:version>")
    @door.require("staff")
    def card_answer(listing_id: str, version: int) -> Response:
        how, answer, today = how_of(request.form), request.form.get("answer", ""), parts.today()
        with writing(parts.engine) as session:
            listing = listing_of(session, listing_id)
            actor = signing.name_of(door)
            if answer == "same":
                confirm(session, listing, how, on=today, by=BY, actor=actor)
                flash(f"「{listing.name}」を、このままで確認ずみにしました。", "done")
            elif answer in ("paused", "ended"):
                status = DatedStatus.model_validate({"status": answer, "since": _day(today)})
                close(session, listing, status, how, by=BY, actor=actor, on=today)
                flash(f"「{listing.name}」を{'休止' if answer == 'paused' else '終了'}にしました。", "done")
            else:
                raise InputWrong("このまま・変更・休止・終了のどれかを選んでください。")
        response = redirect(url_for("staff.history", listing_id=listing.id), 303)
        if how:
            response.set_cookie("card_how", how, max_age=86400, secure=request.is_secure, httponly=True, samesite="Lax")
        return response


def _choose(parts: Parts, error: str | None = None) -> Response:
    """`by` in the address: a way to ask; without it, all that are due."""
    with reading(parts.engine) as session:
        due = [listing_of(session, one.id) for one in due_entries(session, parts.due_since(), MOST_DUE)]
    found = queues(due)
    by = next((way for way in ORDER if way == request.values.get("by")), None)
    unknown = request.values.get("by") == UNKNOWN
    shown = found[by] if by or unknown else tuple(due)
    page = CardsPage(
        queues=tuple(
            Chip(
                CHANNELS[way] if way else "分からない",
                url_for("staff.cards", by=way or UNKNOWN),
                len(those),
                way == by if way else unknown,
            )
            for way, those in found.items()
            if those
        ),
        by=by or "",
        label=CHANNELS[by] if by else "",
        due=tuple(_asked(listing, by) for listing in shown[:MOST_CARDS]),
        error=error,
    )
    return page_answer("staff/cards.html", page, status=422 if error else 200)


def _as_sent(listing: Listing) -> Listing:
    """A FAX may lie open in a hall: just the telephones that anyone may know."""
    return listing.model_copy(update={"phones": tuple(one for one in listing.phones if one.audience == "public")})


def _asked(listing: Listing, by: Channel | None) -> Asked:
    numbers = "、".join(phone.number for phone in listing.phones)
    told = {"telephone": numbers, "fax": listing.reach.fax, "post": listing.reach.post, "mail": listing.reach.mail}
    where = told.get(by, listing.reach.visit) if by else None
    return Asked(listing.id, listing.name, " ".join((where or "").split()), listing.reach.hours)


def _facts(lines: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((shown, lines.get(label, "")) for label, shown in FACTS.items())


def _day(today: date) -> date:
    text = request.form.get("since", "").strip()
    try:
        return date.fromisoformat(text) if text else today
    except ValueError as error:
        raise InputWrong("日付は 2026-08-01 のように入れてください。") from error
