"""`/near`: what is near an address, or near where one stands. Both come by POST, stand in no log, are kept nowhere."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from directory.public_view import PublicListing
from directory.search.request import SearchRequest
from directory.statuses import is_closed
from directory.summary import Summaries, Summary
from directory.views import filters
from directory.views.display import say, speech
from directory.views.finding import Finding, is_filtered
from directory.views.pages import page_answer
from geodata.geocoded import Geocoded

LONGEST_PLACE = 200
SHOWN = 20
WALKABLE_M = 2_000
TOWN_LEVEL = 3
EARTH_M = 6_371_000
ROUND_TO_M = 50


@dataclass(frozen=True, slots=True)
class Point:
    """JGD2011 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`geocode` reads an address, a town or a venue's name here; `district_of` gives the 地区 of a town."""

    geocode: Callable[[str], Geocoded]
    district_of: Callable[[str], str | None]
    finding: Finding
    summaries: Summaries
    municipality: str
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class NearListing:
    """`distance`: 「およそ350m」 in a straight line, 「同じ町丁目」 where either point stands for a whole town."""

    summary: Summary
    distance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPage:
    """`around` says how the place was understood; `choices` are the places that it may be.

    Between what is near and what is far stand the listings of the same 地区 whose place nobody stated. `asked` are the
    filters of the list, which stay beside the place; `types` are all there are to choose from.
    """

    asked: SearchRequest
    types: tuple[tuple[str, str], ...]
    spans: tuple[tuple[str, str], ...]
    place: str = ""
    around: str | None = None
    near: tuple[NearListing, ...] = ()
    district: str | None = None
    in_district: tuple[Summary, ...] = ()
    far: tuple[NearListing, ...] = ()
    unplaced: int = 0
    is_filtered: bool = False
    choices: tuple[str, ...] = ()
    error: str | None = None


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("near", __name__)

    @views.get("/near")
    def ask() -> Response:
        return page_answer("public/near.html", _blank(parts, request.args))

    @views.post("/near")
    def find() -> Response:
        blank = _blank(parts, request.form)
        here = _point(request.form.get("lat", ""), request.form.get("lon", ""))
        if here is not None:
            return page_answer("public/near.html", _page(parts, blank, str(say("いまいる場所")), here, None, fine=True))
        if not blank.place:
            error = say("町の名前、住所、近くの会館などを入れてください。")
            return page_answer("public/near.html", replace(blank, error=error), 422)
        if len(blank.place) > LONGEST_PLACE:
            error = say("長すぎます（{n}字まで）。", n=LONGEST_PLACE)
            return page_answer("public/near.html", replace(blank, error=error), 422)
        return page_answer("public/near.html", _answer(parts, blank))

    return views


def _blank(parts: Parts, form: MultiDict[str, str]) -> NearPage:
    """The form with what was typed in it; a place is read from a POST only."""
    asked = parts.finding.asked(form, SHOWN)
    vocabulary = parts.finding.names.vocabulary
    used = {term for listing in parts.finding.catalogue.all() for term in listing.types}
    return NearPage(
        asked=asked,
        types=tuple(
            (term.id, vocabulary.label("type", term.id, speech().language))
            for term in vocabulary.terms("type")
            if term.id in used
        ),
        spans=tuple((span, say(text)) for span, text in filters.SPANS_ASKED),
        place=request.form.get("place", "").strip(),
        is_filtered=is_filtered(asked),
    )


def _answer(parts: Parts, blank: NearPage) -> NearPage:
    place = blank.place
    found = parts.geocode(place)
    if found.city is not None and not found.city.startswith(parts.municipality):
        error = say(
            "「{place}」は{city}の外です。{city}の町の名前を入れてください。", place=place, city=parts.municipality
        )
        return replace(blank, error=error)
    if found.status == "matched" and found.level >= TOWN_LEVEL and found.latitude is not None:
        point = Point(found.latitude, found.longitude or 0.0)
        named = found.place if found.method in ("facility", "district") else None
        around = named or "".join(part for part in (found.town, found.koaza) if part) or place
        district = parts.district_of(found.town) if found.town else None
        return _page(parts, blank, around, point, district, fine=found.level > TOWN_LEVEL)
    return _not_found(parts, blank, found)


def _not_found(parts: Parts, blank: NearPage, found: Geocoded) -> NearPage:
    names = (one.place or "".join(p for p in (one.town, one.koaza) if p) for one in found.candidates)
    choices = tuple(dict.fromkeys(name for name in names if name))
    if choices:
        return replace(
            blank, choices=choices, error=say("「{place}」だけでは、ひとつに決まりません。", place=blank.place)
        )
    error = say(
        "「{place}」の場所が分かりませんでした。{city}の町の名前や、近くの会館の名前で試してください。",
        place=blank.place,
        city=parts.municipality,
    )
    return replace(blank, error=error)


def _page(parts: Parts, blank: NearPage, around: str, here: Point, district: str | None, *, fine: bool) -> NearPage:
    running = [listing for listing in parts.finding.every(blank.asked) if not is_closed(listing.status)]
    placed = sorted(
        (_metres(listing, here), listing.reading, listing.id, listing) for listing in running if _points(listing)
    )[:SHOWN]
    nowhere = [listing for listing in running if not _points(listing)]
    of_district = [listing for listing in nowhere if district and listing.district == district]

    def summary(listing: PublicListing) -> Summary:
        return parts.summaries.of(listing, parts.today(), speech=speech())

    near, far = (
        tuple(
            NearListing(summary(listing), _in_words(metres, fine and _is_fine(listing)))
            for metres, _, _, listing in placed
            if (metres <= WALKABLE_M) is walkable
        )
        for walkable in (True, False)
    )
    return replace(
        blank,
        around=around,
        near=near,
        district=district if of_district else None,
        in_district=tuple(summary(listing) for listing in sorted(of_district, key=lambda x: (x.reading, x.id))),
        far=far,
        unplaced=len(nowhere) - len(of_district),
    )


def _points(listing: PublicListing) -> list[Point]:
    """Of its venues, as the public view has them: a private home's is its 町丁目's."""
    return [
        Point(venue.latitude, venue.longitude)
        for venue in listing.venues
        if venue.latitude is not None and venue.longitude is not None
    ]


def _is_fine(listing: PublicListing) -> bool:
    return all(venue.point_level > TOWN_LEVEL and not venue.coarse for venue in listing.venues)


def _metres(listing: PublicListing, here: Point) -> int:
    """Straight line to the nearest venue, on a sphere, rounded to what the points are worth."""
    return min(round(_apart(point, here) / ROUND_TO_M) * ROUND_TO_M for point in _points(listing))


def _apart(one: Point, other: Point) -> float:
    lat, other_lat = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude) * math.cos((lat + other_lat) / 2)
    return EARTH_M * math.hypot(other_lat - lat, across)


def _in_words(metres: int, fine: bool) -> str:
    if fine:
        return say("およそ{metres}m", metres=f"{max(metres, ROUND_TO_M):,}")
    return say("およそ{metres}m（町の真ん中で測っています）", metres=f"{metres:,}") if metres else say("同じ町のなか")


def _point(latitude: str, longitude: str) -> Point | None:
    """Where the visitor's own device says that it is; None for anything that is no place in Japan."""
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        return None
    return point if 20 <= point.latitude <= 46 and 122 <= point.longitude <= 154 else None
