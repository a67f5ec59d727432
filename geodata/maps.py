"""Maps with folium and Leaflet, served whole by ourselves: nothing from outside but the optional tiles of 国土地理院.

folium draws the bare map (view, tiles); its script holds no listing's text. Pins and outlines travel as a JSON data
block, which `directory/static/map.js` shows with textContent: folium's own popups stand in script and would run it.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import cycle

import folium
import shapely
from branca.element import Figure

from geodata.map_cells import MOST_PINS
from geodata.zones.outlines import Outline

LEAFLET = "/assets/leaflet"
CLUSTER = "/assets/markercluster"
TILES = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
TILES_ORIGIN = "https://cyberjapandata.gsi.go.jp"
TILES_CREDIT = '<a href="https://maps.gsi.go.jp/development/ichiran.html">国土地理院</a>'
MAP_NAME = "map_places"
_ZOOM = 14
# Outlines take these in turn, on the map and in its legend.
COLOURS = ("#0017c1", "#197a4b", "#b45309", "#6f1d99", "#0b7a75", "#8f1d21")
SPLIT = "担当が番・号などで分かれる町"
_LABEL = "地図（同じ内容は一覧でも見られます）"


@dataclass(frozen=True, slots=True)
class Pin:
    """A listing on the map. `coarse`: the point is its 町丁目's, drawn as an area, never as a place.

    `latitude`/`longitude` are JGD2011 degrees; `url` is a path of our own.
    """

    id: str
    name: str
    place: str
    latitude: float
    longitude: float
    kind: str
    url: str
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class LabelledOutline:
    """An outline with the name to write on it."""

    label: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class MapParts:
    """Markup for the page's head, for its body, and for its end (after the body, in this order).

    `legend`: what the lines and hatches of the outlines mean, a list to stand by the map.
    """

    head: str
    body: str
    script: str
    legend: str = ""


class _OwnMap(folium.Map):
    """folium's map, with every asset out of the packages that ship it."""

    default_js = [  # noqa: RUF012 - folium declares it an instance variable
        ("leaflet", f"{LEAFLET}/leaflet.js"),
        ("markercluster", f"{CLUSTER}/leaflet.markercluster.js"),
    ]
    default_css = [  # noqa: RUF012 - as above
        ("leaflet_css", f"{LEAFLET}/leaflet.css"),
        ("markercluster_css", f"{CLUSTER}/MarkerCluster.css"),
        ("markercluster_default_css", f"{CLUSTER}/MarkerCluster.Default.css"),
    ]


def listing_map(
    pins: Iterable[Pin],
    outlines: Sequence[LabelledOutline],
    centre: tuple[float, float],
    tiles: bool,
    *,
    explained: bool = False,
    nonce: str | None = None,
    script_url: str | None = None,
    more: str | None = None,
    asset: Callable[[str], str] = "/assets/ours/{}".format,
) -> MapParts:
    """The parts of a page with a map. `centre` is latitude, longitude; `tiles`: whether 淡色地図 is fetched.

    `more`: an address that gives the pins of a view (`box`, `zoom`); the map asks there where pins are too many for
    the page, and starts with the box round them.

    `explained`: the page shows the legend; only then are towns that a rule divides hatched.
    folium's script is loaded from `script_url` (an address that serves `bare_map_script`), or stands in the page with
    the page's `nonce`. `asset` gives the address of one of our own static files.
    """
    styles = [url for _, url in _OwnMap.default_css] + [asset("map.css")]
    scripts = [url for _, url in _OwnMap.default_js]
    if script_url is not None:
        own = f'<script src="{escape(script_url)}"></script>'
    else:
        attribute = f' nonce="{escape(nonce)}"' if nonce else ""
        own = f"<script{attribute}>{bare_map_script(centre, tiles)}</script>"
    drawn = [labelled for labelled in outlines if not labelled.outline.geometry.is_empty]
    split = _split(drawn) if explained else []
    pins = list(pins)
    asks = more is not None and len(pins) > MOST_PINS
    data = {
        "pins": [] if asks else pin_rows(pins),
        "more": more if asks else None,
        "box": _box(pins) if asks else None,
        "outlines": [_outline(labelled, colour) for labelled, colour in zip(drawn, cycle(COLOURS), strict=False)],
        "split": split,
        "images": f"{LEAFLET}/images/",
        "map": MAP_NAME,
    }
    return MapParts(
        head="".join(f'<link rel="stylesheet" href="{escape(url)}">' for url in styles),
        body=(
            f'<div class="folium-map place-map" id="{MAP_NAME}" role="region" aria-label="{_LABEL}"></div>'
            f'<script type="application/json" id="{MAP_NAME}_data">{_inert(data)}</script>'
        ),
        script="".join(f'<script src="{escape(url)}"></script>' for url in scripts)
        + own
        + f'<script src="{escape(asset("map.js"))}"></script>',
        legend=_legend(drawn, bool(split)) if explained else "",
    )


def pin_rows(pins: Iterable[Pin]) -> list[list[object]]:
    """Pins as `map.js` reads them: latitude, longitude, name, place, kind, url, 1 where coarse."""
    return [[p.latitude, p.longitude, p.name, p.place, p.kind, p.url, int(p.coarse)] for p in pins]


def _box(pins: Sequence[Pin]) -> list[list[float]]:
    latitudes, longitudes = [p.latitude for p in pins], [p.longitude for p in pins]
    return [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]


def bare_map_script(centre: tuple[float, float], tiles: bool) -> str:
    """folium's script for the map without anything on it: the same bytes for the same centre and tiles."""
    drawn = _OwnMap(
        location=list(centre),
        zoom_start=_ZOOM,
        tiles=TILES if tiles else None,
        attr=TILES_CREDIT if tiles else None,
        max_zoom=18,
        zoom_control=False,
        scrollWheelZoom=False,
        maxZoom=18,
    )
    for number, element in enumerate([drawn, *drawn._children.values()]):
        element._id = "places" if number == 0 else f"layer{number}"
    drawn._name = "map"
    figure = drawn.get_root()
    drawn.render()  # type: ignore[no-untyped-call]  # branca is only partly typed
    if not isinstance(figure, Figure):
        raise TypeError("folium's map stands in no branca Figure")
    return str(figure.script.render())


def _outline(labelled: LabelledOutline, colour: str) -> dict[str, object]:
    outline = labelled.outline
    label = f"{labelled.label}（概略）" if outline.approximate else labelled.label
    return {
        "label": label,
        "note": outline.note,
        "approximate": outline.approximate,
        "colour": colour,
        "middle": _middle(outline.geometry, tuple(outline.split.values())),
        "shape": _shape(outline.geometry),
    }


def _split(outlines: Sequence[LabelledOutline]) -> list[dict[str, object]]:
    """Each town that a rule divides, once, with the names of the areas drawn that have a part of it."""
    names: dict[str, list[str]] = {}
    shapes: dict[str, shapely.Geometry] = {}
    for labelled in outlines:
        for town, shape in labelled.outline.split.items():
            names.setdefault(town, []).append(labelled.label)
            shapes[town] = shape
    return [{"label": f"{town}（{'・'.join(names[town])}）", "shape": _shape(shapes[town])} for town in names]


def _legend(outlines: Sequence[LabelledOutline], has_split: bool) -> str:
    lines = [
        (
            f'<rect x="1" y="1" width="26" height="16" fill="{colour}" fill-opacity="0.1" stroke="{colour}"'
            f' stroke-width="2" stroke-dasharray="{"6 5" if labelled.outline.approximate else "none"}"/>',
            labelled.label,
        )
        for labelled, colour in zip(outlines, cycle(COLOURS), strict=False)
    ]
    if has_split:
        hatch = "".join(f"M{x} 17L{x + 16} 1" for x in range(-12, 28, 6))
        picture = (
            f'<rect x="1" y="1" width="26" height="16" fill="#fff"/><path d="{hatch}" stroke="#1a1a1a"/>'
            '<rect x="1" y="1" width="26" height="16" fill="none" stroke="#1a1a1a" stroke-dasharray="2 2"/>'
        )
        lines.append((picture, SPLIT))
    rows = "".join(
        f'<li><svg width="28" height="18" viewBox="0 0 28 18" aria-hidden="true">{picture}</svg> {escape(text)}</li>'
        for picture, text in lines
    )
    return f'<ul class="map-legend" aria-label="地図の見方">{rows}</ul>'


@lru_cache(maxsize=256)
def _middle(geometry: shapely.Geometry, split: tuple[shapely.Geometry, ...]) -> list[float]:
    """Where a name fits best: the latitude and longitude farthest from the area's border and from divided towns."""
    own = geometry.difference(shapely.union_all(split)) if split else geometry
    circle = shapely.maximum_inscribed_circle(geometry if own.is_empty else own, tolerance=0.0005)
    longitude, latitude = circle.coords[0]
    return [round(latitude, 5), round(longitude, 5)]


@lru_cache(maxsize=256)
def _shape(geometry: shapely.Geometry) -> dict[str, object]:
    """GeoJSON to the metre, written once an outline and process: a map shows the same few at every request."""
    shape: dict[str, object] = json.loads(shapely.to_geojson(shapely.set_precision(geometry, 0.00001)))
    return shape


def _inert(data: object) -> str:
    """JSON that cannot end its own element or become script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, code in (
        ("&", "\\u0026"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, code)
    return text
