"""The residents' first doors: `/` (map beside list), `/resources` (search with counts) and one listing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.calendar.opening import UNDATED
from directory.call_list import ToCall
from directory.errors import NotFound
from directory.public_view import PublicListing, PublicVenue
from directory.search.request import SearchAnswer, SearchRequest
from directory.summary import Summaries, Summary
from directory.views import filters
from directory.views.display import say, speech
from directory.views.finding import Finding, is_filtered
from directory.views.listing_page import Link, listing_page
from directory.views.pages import Chip, MapPieces, PageLinks, page_answer, page_links
from directory.views.tell import TRAP

PAGE_SIZE = 20
DATES_SHOWN = 4
SHORTEST_REPORT, LONGEST_REPORT = 2, 1000


class Catalogue(Protocol):
    """What `directory.public_catalogue.PublicCatalogue` offers here."""

    @property
    def version(self) -> int: ...
    def listing(self, id: str) -> PublicListing | None: ...
    def moved(self, id: str) -> str | None: ...
    def listings(self, ids: Sequence[str]) -> Sequence[PublicListing]: ...
    def all(self) -> Sequence[PublicListing]: ...


class Maps(Protocol):
    """What `directory.views.maps.ListingMaps` offers here."""

    def listings(self, listings: Sequence[PublicListing], query: str) -> MapPieces: ...
    def listing(self, listing: PublicListing) -> MapPieces | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What these pages are made from.

    `maps` is None where no map can be drawn; `report` takes (listing id, what somebody wrote), None where this
    process cannot keep a report. `today` is today in Asia/Tokyo.
    """

    catalogue: Catalogue
    finding: Finding
    summaries: Summaries
    whom_to_call: Callable[[PublicListing], ToCall]
    maps: Maps | None
    report: Callable[[str, str], None] | None
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingsPage:
    """A page of listings with what was asked for. `did_you_mean`: the words and the address that asks for them.

    `undated`: beside what is open in the days asked for, those of which no day is known.
    """

    asked: SearchRequest
    total: int
    cards: tuple[Summary, ...]
    pages: PageLinks
    facets: tuple[Facet, ...]
    did_you_mean: Link | None
    is_filtered: bool
    doubts: tuple[str, ...]
    zones: tuple[tuple[str, str], ...]
    districts: tuple[str, ...]
    days: tuple[tuple[str, str], ...]
    opening: tuple[Chip, ...]
    undated: Chip | None
    spans: tuple[tuple[str, str], ...]
    other_view: str
    near_view: str
    map: MapPieces | None
    on_map: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    id: str
    name: str
    can_send: bool
    call: ToCall
    text: str = ""
    error: str | None = None
    sent: bool = False


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("listings", __name__)

    @views.get("/")
    def front() -> AnyResponse:
        return _answer(parts, "public/front.html", "/", parts.maps)

    @views.get("/resources")
    def listings() -> AnyResponse:
        return _answer(parts, "public/listings.html", "/resources", None)

    @views.get("/resources/<id>")
    def listing(id: str) -> AnyResponse:
        if parts.catalogue.listing(id) is None and (kept := parts.catalogue.moved(id)):
            # For now: the merge may be undone.
            return redirect(f"/resources/{kept}", 302)
        found = _listing(parts, id)
        today = parts.today()
        zones = tuple(Link(f"/areas/{z}", parts.finding.names.zones.get(z, z)) for z in found.zone_ids)
        map = parts.maps.listing(found) if parts.maps else None
        summary = parts.summaries.of(found, today, DATES_SHOWN, speech())
        page = listing_page(found, summary, parts.whom_to_call(found), zones, map)
        return page_answer("public/listing.html", page)

    @views.route("/resources/<id>/report", methods=["GET", "POST"])
    def report(id: str) -> AnyResponse:
        found = _listing(parts, id)
        page = ReportPage(found.id, found.name, parts.report is not None, parts.whom_to_call(found))
        if request.method == "POST" and parts.report is not None:
            text = request.form.get("text", "").strip()
            if not SHORTEST_REPORT <= len(text) <= LONGEST_REPORT:
                page = replace(
                    page, text=text, error=say("ちがっているところを、{n}字までで書いてください。", n=LONGEST_REPORT)
                )
                return page_answer("public/report.html", page, 422)
            if not request.form.get(TRAP):
                parts.report(found.id, text)
            page = replace(page, sent=True)
        return page_answer("public/report.html", page)

    return views


def _answer(parts: Parts, template: str, path: str, maps: Maps | None) -> AnyResponse:
    asked = parts.finding.asked(request.args, PAGE_SIZE)
    answer = parts.finding.search(asked)
    last = max(1, -(-answer.total // PAGE_SIZE))
    if asked.page > last:
        return redirect(filters.href(path, replace(asked, page=last)))
    page = _listings_page(parts, path, asked, answer, last, maps)
    return page_answer(template, page)


def _listings_page(
    parts: Parts,
    path: str,
    asked: SearchRequest,
    answer: SearchAnswer,
    last: int,
    maps: Maps | None,
) -> ListingsPage:
    today = parts.today()
    every = parts.finding.every(asked) if maps else ()
    on_map = sum(any(map(_has_point, listing.venues)) for listing in every)
    shown = parts.catalogue.listings([hit.id for hit in answer.hits])
    cards = tuple(parts.summaries.of(listing, today, speech=speech()) for listing in shown)
    return ListingsPage(
        asked=asked,
        total=answer.total,
        cards=cards,
        pages=page_links(asked.page, last, lambda n: filters.href(path, replace(asked, page=n))),
        facets=_facets(parts, path, asked, answer),
        did_you_mean=_hint(path, asked, answer),
        is_filtered=is_filtered(asked),
        doubts=tuple(dict.fromkeys(card.doubt for card in cards if card.doubt)),
        zones=tuple(parts.finding.names.zones.items()),
        districts=parts.finding.names.districts,
        days=tuple((code, f"{name}曜") for code, name in filters.DAYS.items()),
        opening=filters.chips(path, asked, "open", _dated(answer), lambda value: say(filters.OPEN[value])),
        spans=filters.SPANS_ASKED,
        undated=_undated(path, asked, answer),
        other_view=filters.href("/resources" if path == "/" else "/", replace(asked, page=1)),
        near_view=filters.href("/near", replace(asked, page=1)),
        map=maps.listings(every, filters.query_of(replace(asked, page=1))) if maps and answer.total else None,
        on_map=on_map,
    )


def _has_point(venue: PublicVenue) -> bool:
    return venue.latitude is not None


def _facets(parts: Parts, path: str, asked: SearchRequest, answer: SearchAnswer) -> tuple[Facet, ...]:
    vocabulary, zones = parts.finding.names.vocabulary, parts.finding.names.zones
    asks = (
        ("どんなところ", "types", lambda value: vocabulary.label("type", value, speech().language)),
        ("ひらいている日", "open", lambda value: say(filters.OPEN[value])),
        ("曜日", "days", lambda value: say(f"{filters.DAYS[value]}曜")),
        ("だれが", "targets", lambda value: vocabulary.label("target", value, speech().language)),
        ("どのあたり", "areas", lambda value: zones.get(value, value)),
    )
    made = (
        Facet(title, filters.chips(path, asked, name, answer.facets.get(name, {}), label))
        for title, name, label in asks
    )
    return tuple(facet for facet in made if facet.chips)


def _dated(answer: SearchAnswer) -> dict[str, int]:
    return {span: count for span, count in answer.facets.get("open", {}).items() if span != UNDATED}


def _undated(path: str, asked: SearchRequest, answer: SearchAnswer) -> Chip | None:
    count = answer.facets.get("open", {}).get(UNDATED, 0)
    if not count or not asked.open or UNDATED in asked.open:
        return None
    return Chip(filters.OPEN[UNDATED], filters.href(path, replace(asked, page=1, open=(UNDATED,))), count)


def _hint(path: str, asked: SearchRequest, answer: SearchAnswer) -> Link | None:
    if not answer.did_you_mean:
        return None
    better = replace(asked, words=answer.did_you_mean, page=1)
    return Link(filters.href(path, better), answer.did_you_mean)


def _listing(parts: Parts, id: str) -> PublicListing:
    found = parts.catalogue.listing(id)
    if found is None:
        raise NotFound("この会は名簿にありません。終わったか、住所（URL）がちがうかもしれません。")
    return found
