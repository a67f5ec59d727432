"""Maps on pages: public listings as pins, 圏域 as outlines. folium's bare script holds no listing."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import shapely
from flask import Blueprint, Response, jsonify, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from directory.clock import today
from directory.public_view import PublicListing, PublicVenue
from directory.standing import USUAL, Freshness
from directory.views.assets import asset
from directory.views.finding import Finding
from directory.views.pages import MapPieces, SplitTown
from directory.vocabulary import Vocabulary
from geodata.errors import Problem
from geodata.map_cells import MOST_PINS, View, shown
from geodata.maps import LabelledOutline, Pin, bare_map_script, listing_map, pin_rows
from geodata.zones import ZoneSet

BARE_SCRIPT = "/map/bare.js"
PINS = "/map/pins"
OF_THE_VIEW = ("box", "zoom")


@dataclass(frozen=True, slots=True)
class _Pinned:
    """The pins of a sequence of listings, and their points as arrays (float64, degrees)."""

    of: Sequence[PublicListing]
    pins: tuple[Pin, ...]
    latitudes: np.ndarray[tuple[int], np.dtype[np.float64]]
    longitudes: np.ndarray[tuple[int], np.dtype[np.float64]]


class ListingMaps:
    """Draws the maps of one municipality. `tiles`: whether the background of 国土地理院 is fetched."""

    def __init__(self, vocabulary: Vocabulary, zones: ZoneSet, tiles: bool, freshness: Freshness = USUAL) -> None:
        self._vocabulary = vocabulary
        self._zones = zones
        self._tiles = tiles
        self._freshness = freshness
        self._kept: _Pinned | None = None

    def listings(self, listings: Sequence[PublicListing], query: str) -> MapPieces:
        """The listings that have a point, with the 圏域 behind them. `query`: what finds them, as in an address."""
        more = f"{PINS}?{query}" if query else PINS
        return self._pieces(listings, [zone.id for zone in self._zones.zones], more=more)

    def in_view(self, listings: Sequence[PublicListing], view: View) -> dict[str, object]:
        """What `map.js` draws of the listings in one view: `pins`, or `cells` while they are too many."""
        pinned = self._pinned(listings)
        seen = shown(pinned.latitudes, pinned.longitudes, view)
        return {
            "pins": pin_rows(pinned.pins[row] for row in seen.rows),
            "cells": [asdict(cell) for cell in seen.cells],
        }

    def listing(self, listing: PublicListing) -> MapPieces | None:
        """One listing by itself; None where it has no point, or where a dot would stand on empty ground."""
        return self._pieces([listing], []) if self._tiles and any(map(has_point, listing.venues)) else None

    def area(self, zone_id: str | None, listings: Sequence[PublicListing]) -> MapPieces:
        """One 圏域 (None: all) with listings."""
        shown = [zone.id for zone in self._zones.zones if zone_id in (None, zone.id)]
        return self._pieces(listings, shown, explained=True)

    def split_towns(self, zone_id: str | None) -> tuple[SplitTown, ...]:
        """The towns that the words of 圏域 divide (番, 号), of one 圏域 or of all, with the names of their 圏域."""
        return tuple(
            SplitTown(shared.town.town + shared.town.koaza, tuple(self._zones.by_id[id].name for id in shared.zone_ids))
            for shared in self._zones.towns
            if shared.is_split and (zone_id is None or zone_id in shared.zone_ids)
        )

    def bare_script(self) -> str:
        """folium's script of the empty map; the page's data moves it to where the pins are."""
        return bare_map_script(self._centre(), self._tiles)

    def _pinned(self, listings: Sequence[PublicListing]) -> _Pinned:
        """Kept where they are many: the catalogue hands out the same sequence of all listings until one changes."""
        if (kept := self._kept) and kept.of is listings:
            return kept
        pins = tuple(pin for listing in listings for pin in self._pins(listing))
        points = np.array([(pin.latitude, pin.longitude) for pin in pins], dtype=np.float64).reshape(-1, 2)
        made = _Pinned(listings, pins, points[:, 0].copy(), points[:, 1].copy())
        if len(pins) > MOST_PINS:
            self._kept = made
        return made

    def _pieces(
        self,
        listings: Sequence[PublicListing],
        zone_ids: Sequence[str],
        *,
        explained: bool = False,
        more: str | None = None,
    ) -> MapPieces:
        outlines = [LabelledOutline(self._zones.by_id[id].name, self._zones.outline(id)) for id in zone_ids]
        parts = listing_map(
            self._pinned(listings).pins,
            outlines,
            self._centre(),
            self._tiles,
            explained=explained,
            script_url=BARE_SCRIPT,
            more=more,
            asset=asset,
        )
        # geodata.maps escapes what it is given; its markup is ours.
        head, body, script, legend = map(Markup, (parts.head, parts.body, parts.script, parts.legend))
        visible = [labelled.outline for labelled in outlines if not labelled.outline.geometry.is_empty]
        note = "".join(dict.fromkeys(outline.note for outline in visible))
        return MapPieces(head, body, script, legend, note, any(outline.approximate for outline in visible))

    def _pins(self, listing: PublicListing) -> Iterable[Pin]:
        said = [self._vocabulary.label("type", term) for term in listing.types]
        said += ["長く未確認"] if self._freshness.standing(listing.assured_date, today()) == "faded" else []
        kind = "・".join(said)
        for venue in listing.venues:
            if venue.latitude is not None and venue.longitude is not None:
                coarse = not venue.is_exact
                url = f"/resources/{listing.id}"
                yield Pin(listing.id, listing.name, venue.place, venue.latitude, venue.longitude, kind, url, coarse)

    def _centre(self) -> tuple[float, float]:
        """Latitude and longitude of the municipality's middle; of its 圏域 where the table has no point for it."""
        municipality = self._zones.municipality
        if municipality.latitude is not None and municipality.longitude is not None:
            return municipality.latitude, municipality.longitude
        middle = shapely.unary_union([self._zones.outline(zone.id).geometry for zone in self._zones.zones]).centroid
        return (0.0, 0.0) if middle.is_empty else (middle.y, middle.x)


def blueprint(maps: ListingMaps, finding: Finding) -> Blueprint:
    views = Blueprint("maps", __name__)

    @views.get(BARE_SCRIPT)
    def bare() -> Response:
        response = Response(maps.bare_script(), mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    @views.get(PINS)
    def pins() -> AnyResponse:
        """What a map of many listings asks for when it is moved; takes the list's filters."""
        try:
            view = View.read(request.args.get("box", ""), request.args.get("zoom", ""))
        except Problem as problem:
            return Response(str(problem), 400, mimetype="text/plain")
        asked = MultiDict([(name, value) for name, value in request.args.items(multi=True) if name not in OF_THE_VIEW])
        return jsonify(maps.in_view(finding.every(finding.asked(asked, 1)), view))

    return views


def has_point(venue: PublicVenue) -> bool:
    return venue.latitude is not None and venue.longitude is not None
