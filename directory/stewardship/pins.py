"""A venue's pin against its address: told where they lie farther apart than the address is exact."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, radians

from directory.listing import Venue

NEAR_M = {8: 150, 7: 400, 3: 2000}
"""By the level of what the address gave (8 house, 7 block, 3 町丁目): so far may a right pin lie from its point."""
_DEGREE_M = 111_195.0


@dataclass(frozen=True, slots=True)
class Astray:
    """`distance_m` between pin and address, rounded to 10 m; `of_town`: reckoned from the middle of the 町丁目."""

    distance_m: int
    of_town: bool


def astray(venue: Venue, locate: Callable[[Venue], Venue]) -> Astray | None:
    """None where they agree, where either is missing, or where the address says too little to compare."""
    if venue.latitude is None or venue.longitude is None or not venue.address_text:
        return None
    nowhere = {"latitude": None, "longitude": None, "point_level": 0, "point_method": None}
    found = locate(venue.model_copy(update=nowhere))
    if found.latitude is None or found.longitude is None or found.point_level not in NEAR_M:
        return None
    north = (venue.latitude - found.latitude) * _DEGREE_M
    east = (venue.longitude - found.longitude) * _DEGREE_M * cos(radians(found.latitude))
    distance = hypot(north, east)
    return Astray(round(distance / 10) * 10, found.point_level == 3) if distance > NEAR_M[found.point_level] else None


def point_of(venue: Venue) -> tuple[float, float] | None:
    """Latitude and longitude."""
    if venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude
