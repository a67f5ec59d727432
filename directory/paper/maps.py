"""A map of an area for paper: its outline, towns and landmarks by name, and its places as numbers with a list.

Nothing from outside: no background is fetched. Numbers that would lie on each other are moved apart, with a line to
where the place is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

WIDTH_MM, HEIGHT_MM = 176.0, 130.0
SPOT_MM = 8.4
LETTER_MM = 4.3  # 12 pt
BESIDE_MM = 7.0  # from the middle of a number to that of a name above or below it
BAND_MM = 20.0  # numbers run from left to right in bands of this height, from the top
SMALLEST_SPAN_M = 500.0
MARGIN = 0.07
METRES_A_DEGREE = 111_200.0
CORNERS_MM = 0.25
SCALES_M = (100, 200, 300, 500, 1000, 2000, 5000, 10_000)
LONGEST_SCALE_MM = 45.0
ROUNDS = 150
PULL = 0.02  # back to where the place is: less and less
FREE = 0.3  # of the rounds, the last, without any pull


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with the listings held there. `coarse`: the point is its town's, not its own."""

    name: str
    latitude: float
    longitude: float
    coarse: bool
    listings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map. `strong`: a landmark, which stays where names are too many."""

    text: str
    latitude: float
    longitude: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A numbered place; `x`, `y` of its number, in mm from the upper left corner."""

    number: int
    place: Place
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMap:
    """`labels`: text, x and y in mm of its upper left corner, strong. `scale_mm` is how long `scale_m` metres are."""

    title: str
    svg: str
    spots: tuple[Spot, ...]
    labels: tuple[tuple[str, float, float, bool], ...]
    scale_m: int
    scale_mm: float
    note: str = ""

    def numbers(self) -> dict[str, tuple[int, ...]]:
        """By listing id, where it stands on the map."""
        found: dict[str, tuple[int, ...]] = {}
        for spot in self.spots:
            for id in spot.place.listings:
                found[id] = (*found.get(id, ()), spot.number)
        return found

    def as_data(self) -> dict[str, object]:
        return {
            "title": self.title,
            "svg": self.svg,
            "width": WIDTH_MM,
            "height": HEIGHT_MM,
            "note": self.note,
            "scale": self.scale_mm,
            "scale_text": f"{self.scale_m}m" if self.scale_m < 1000 else f"{self.scale_m // 1000}km",
            "labels": [{"text": text, "x": x, "y": y, "strong": strong} for text, x, y, strong in self.labels],
            "spots": [
                {"number": one.number, "x": round(one.x, 2), "y": round(one.y, 2), "coarse": one.place.coarse}
                for one in self.spots
            ],
            "lines": [
                {
                    "number": one.number,
                    "coarse": one.place.coarse,
                    "place": one.place.name,
                    "names": list(one.place.listings.values()),
                }
                for one in self.spots
            ],
        }


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of the earth that the map shows: degrees of its upper left corner, mm a degree each way."""

    west: float
    north: float
    x_scale: float
    y_scale: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> "_Window":
        west, south, east, north = bounds
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        across = math.cos(math.radians(middle_y))
        smallest = SMALLEST_SPAN_M / METRES_A_DEGREE
        wide, high = max((east - west) * across, smallest), max(north - south, smallest)
        scale = min(WIDTH_MM / wide, HEIGHT_MM / high) * (1 - 2 * MARGIN)
        return cls(middle_x - WIDTH_MM / 2 / scale / across, middle_y + HEIGHT_MM / 2 / scale, scale * across, scale)

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.x_scale, (self.north - latitude) * self.y_scale

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        """In mm, cut at the edges of the map."""
        moved = shapely.transform(
            geometry, lambda at: np.column_stack(((at[:, 0] - self.west) * self.x_scale,
                                                  (self.north - at[:, 1]) * self.y_scale))
        )  # fmt: skip
        cut = shapely.intersection(shapely.make_valid(moved), shapely.box(0, 0, WIDTH_MM, HEIGHT_MM))
        return cut.simplify(CORNERS_MM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies under the places: `outlines` (x longitude, y latitude; JGD2011 degrees) with whether each is the
    area that the map is of, and names.
    """

    outlines: Sequence[tuple[BaseGeometry, bool]] = ()
    labels: Sequence[Label] = field(default_factory=tuple)
    note: str = ""


def drawn(title: str, ground: Ground, places: Sequence[Place], first_number: int = 1) -> SheetMap | None:
    """The map, its places numbered from `first_number` on; None where there is nothing to draw."""
    main = [shape for shape, is_main in ground.outlines if is_main and not shape.is_empty]
    points = shapely.MultiPoint([(place.longitude, place.latitude) for place in places])
    shown = shapely.union_all([*main, points])
    if shown.is_empty:
        return None
    window = _Window.around(shown.bounds)
    at = {id(place): window.xy(place.longitude, place.latitude) for place in places}
    ordered = sorted(places, key=lambda place: (at[id(place)][1] // BAND_MM, at[id(place)][0], place.name))
    anchors = np.array([at[id(place)] for place in ordered]).reshape(-1, 2)
    moved = _moved_apart(anchors)
    spots = tuple(
        Spot(number, place, float(x), float(y))
        for number, (place, (x, y)) in enumerate(zip(ordered, moved, strict=True), first_number)
    )
    scale_m = max((m for m in SCALES_M if _mm(window, m) <= LONGEST_SCALE_MM), default=SCALES_M[0])
    return SheetMap(
        title=title,
        svg=_svg(window, ground, anchors, moved),
        spots=spots,
        labels=_labels(window, ground.labels, moved),
        scale_m=scale_m,
        scale_mm=_mm(window, scale_m),
        note=ground.note,
    )


def _mm(window: _Window, metres: float) -> float:
    return metres / METRES_A_DEGREE * window.y_scale


def _moved_apart(anchors: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middles of the numbers, each near its anchor: (n, 2) mm. Those that would overlap push each other away."""
    moved = anchors.copy()
    if len(moved):  # points on one spot leave it in different directions
        turn = np.arange(len(moved)) * 2.4
        moved += 0.2 * np.sqrt(np.arange(len(moved)) + 1)[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    for turns_left in range(ROUNDS, 0, -1):
        apart = moved[:, None, :] - moved[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1]) + np.eye(len(moved)) * 1e9
        lack = np.clip(SPOT_MM * 1.08 - distance, 0, None)
        if turns_left < ROUNDS * FREE and not lack.any():
            break
        push = (apart / np.maximum(distance, 1e-6)[..., None] * lack[..., None]).sum(axis=1) / 2
        push *= np.minimum(1, SPOT_MM / 2 / np.maximum(np.hypot(*push.T), 1e-6))[:, None]
        moved += push + (anchors - moved) * PULL * max(0, turns_left / ROUNDS - FREE)
        moved = np.clip(moved, SPOT_MM / 2, (WIDTH_MM - SPOT_MM / 2, HEIGHT_MM - SPOT_MM / 2))
    return moved


def _labels(
    window: _Window, labels: Sequence[Label], moved: NDArray[np.float64]
) -> tuple[tuple[str, float, float, bool], ...]:
    """The names that find room beside the numbers and each other, landmarks first."""
    half = SPOT_MM / 2
    taken = [(x - half, y - half, x + half, y + half) for x, y in moved.tolist()]
    taken.append((0, HEIGHT_MM - 14, LONGEST_SCALE_MM + 26, HEIGHT_MM))  # the scale
    found = []
    for label in sorted(labels, key=lambda one: not one.strong):
        x, y = window.xy(label.longitude, label.latitude)
        wide, high = len(label.text) * LETTER_MM, LETTER_MM * 1.2
        for dx, dy in ((0, 0), (0, -BESIDE_MM), (0, BESIDE_MM), (-wide / 2 - BESIDE_MM, 0), (wide / 2 + BESIDE_MM, 0)):
            left, top = x + dx - wide / 2, y + dy - high / 2
            box = (left, top, left + wide, top + high)
            inside = left > 1 and top > 1 and box[2] < WIDTH_MM - 1 and box[3] < HEIGHT_MM - 1
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append((label.text, round(left, 2), round(top, 2), label.strong))
                break
    return tuple(found)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _svg(window: _Window, ground: Ground, anchors: NDArray[np.float64], moved: NDArray[np.float64]) -> str:
    areas = "".join(
        _path(window.shape(shape), is_main) for shape, is_main in sorted(ground.outlines, key=lambda o: o[1])
    )
    leads = "".join(
        f'<path d="M{ax:.1f} {ay:.1f}L{x:.1f} {y:.1f}" stroke="#1a1a1a" stroke-width="0.4"/>'
        f'<circle cx="{ax:.1f}" cy="{ay:.1f}" r="0.9" fill="#1a1a1a"/>'
        for (ax, ay), (x, y) in zip(anchors.tolist(), moved.tolist(), strict=True)
        if math.hypot(ax - x, ay - y) > SPOT_MM / 3
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_MM:.0f} {HEIGHT_MM:.0f}">{areas}{leads}</svg>'


def _path(geometry: BaseGeometry, is_main: bool) -> str:
    rings = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords) + "Z"
        for polygon in shapely.get_parts(geometry)
        if isinstance(polygon, shapely.Polygon)
        for ring in (polygon.exterior, *polygon.interiors)
    )
    fill, stroke, width = ("#e8f1fe", "#0017c1", 0.8) if is_main else ("none", "#949494", 0.5)
    return (
        f'<path d="{rings}" fill="{fill}" fill-rule="evenodd" stroke="{stroke}" stroke-width="{width}"'
        ' stroke-linejoin="round"/>'
        if rings
        else ""
    )
