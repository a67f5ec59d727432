"""What is known of one way from a person to a place, besides its straight line."""

from dataclasses import dataclass

from geodata.ways.slopes import Profiles


@dataclass(frozen=True, slots=True)
class Ride:
    """By bus: the stop nearest to the start and the one nearest to the end, each with straight metres from there, and
    the straight metres between the two.
    """

    board: str
    board_m: float
    alight: str
    alight_m: float
    ride_m: float


@dataclass(frozen=True, slots=True)
class Between:
    """`length_m`: by a network of ways; `profile`: the ground under the straight line (one way). None: not known."""

    length_m: float | None = None
    profile: Profiles | None = None
    ride: Ride | None = None
