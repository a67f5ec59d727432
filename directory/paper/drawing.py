"""A 圏域's outline as a small SVG picture for paper: lines only, no text, nothing from outside."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

WIDTH = 400.0
# The shape is for a look at a glance; finer corners than this (degrees, some 10 m) only make the file heavy.
CORNERS = 0.0001


def svg(geometry: BaseGeometry) -> str | None:
    """`geometry`: polygons, x longitude, y latitude (JGD2011 degrees). None where it is empty."""
    if geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    across = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * across)
    height = (north - south) * scale
    rings = "".join(
        "M" + "L".join(f"{(x - west) * across * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring.coords) + "Z"
        for polygon in shapely.get_parts(geometry.simplify(CORNERS))
        for ring in (polygon.exterior, *polygon.interiors)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {WIDTH + 8:.0f} {height + 8:.0f}">'
        f'<path d="{rings}" fill="#e8f1fe" fill-rule="evenodd" stroke="#0017c1" stroke-width="3"'
        ' stroke-linejoin="round"/></svg>'
    )
