"""How a person gets to each place of the table: on which ground, by which stops. Arrays as long as the table."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.between import Between, Ride
from geodata.travel import MODES, Gait, Mobility, Travel
from geodata.ways import Ways
from geodata.ways.slopes import Profiles
from matching.person import Person

Floats = npt.NDArray[np.floating]
MOST_LOOKED_UP = 20_000  # nearest places of which ground and stops are looked up


def mobility_of(person: Person) -> Mobility | None:
    """None where nothing was said of it; a mode left out beside minutes means walking."""
    if person.mode is None and person.minutes is None:
        return None
    age = person.youngest if person.youngest is not None else person.oldest
    mode = next((mode for mode in MODES if mode == person.mode), MODES[0])
    return Mobility(mode=mode, minutes=person.minutes, aids=person.aids, age=age)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the table's places are, seen from the person: metres, what the points may be wrong by, and whether both
    ends are known at least to their 町丁目 (`placed`).
    """

    latitude: float
    longitude: float
    latitudes: Floats
    longitudes: Floats
    metres: Floats
    slack: Floats
    home_slack: float
    placed: npt.NDArray[np.bool_]
    fine: npt.NDArray[np.bool_]


class Going:
    """One person's ways to all places. Whatever is not loaded or not known slows nobody and hinders nobody."""

    def __init__(self, travel: Travel, ways: Ways, mobility: Mobility, places: Places) -> None:
        self.travel, self.ways, self.mobility, self.places = travel, ways, mobility, places
        self.gaits = travel.gaits(mobility)
        near = np.flatnonzero(places.placed)
        if len(near) > MOST_LOOKED_UP:
            near = near[np.argpartition(places.metres[near], MOST_LOOKED_UP)[:MOST_LOOKED_UP]]
        self._near = near
        self._row = np.full(len(places.metres), -1, np.intp)
        self._row[near] = np.arange(len(near))
        self._ground = self._look_at_ground()
        self._lengths = self._by_network()

    @property
    def knows_ground(self) -> bool:
        return self._ground is not None

    def _look_at_ground(self) -> Profiles | None:
        if self.ways.heights is None or not any(gait.feels_slopes for gait in self.gaits):
            return None
        at, near = self.places, self._near
        found = self.ways.heights.along(
            at.latitude, at.longitude, at.latitudes[near], at.longitudes[near], at.metres[near]
        )
        return self.travel.slopes.bridged(found)

    def _by_network(self) -> Floats:
        """Straight metres that would make the network's length, where it knows one; else the straight metres."""
        at, near = self.places, self._near
        metres = at.metres.astype(float, copy=True)
        if self.ways.network is not None:
            lengths = self.ways.network.lengths_m(at.latitude, at.longitude, at.latitudes[near], at.longitudes[near])
            metres[near] = np.where(np.isnan(lengths), metres[near], lengths / self.travel.detour)
        return metres

    def _spread(self, of_near: Floats) -> Floats:
        """Values of the places looked up, 1 for what is not known."""
        found = np.ones(len(self.places.metres))
        found[self._near] = np.where(np.isnan(of_near), 1.0, of_near)
        return found

    def slowdown(self, gait: Gait) -> Floats:
        if self._ground is None or not gait.feels_slopes:
            return np.ones(len(self.places.metres))
        return self._spread(self.travel.slowdowns(gait, self.gaits[-1], self._ground))

    def _least_slowdown(self, gait: Gait) -> Floats:
        """What the difference in height alone costs, where both points are finer than a 町丁目."""
        if self._ground is None or gait.kind not in ("foot", "wheels"):
            return np.ones(len(self.places.metres))
        ends, near = self._ground.heights_m, self._near
        least = self.travel.slopes.least_slowdown(
            ends[:, 0], ends[:, -1], self.places.metres[near], self.places.slack[near]
        )
        return self._spread(np.where(self.places.fine[near], least, 1.0))

    def surely_within(self, minutes: float) -> npt.NDArray[np.bool_]:
        """Places that even their farthest possible point is within the minutes of; a bus may not come."""
        within = np.zeros(len(self.places.metres), np.bool_)
        for gait in self.gaits:
            if gait.kind != "bus":
                limit = self.travel.straight_m(gait, minutes)
                within |= (self._lengths + self.places.slack) * self.slowdown(gait) <= limit
        return within

    def surely_beyond(self, minutes: float) -> npt.NDArray[np.bool_]:
        """Places that even their nearest possible point is beyond the minutes of, by any way of going."""
        beyond = ~np.isnan(self.places.metres)
        for gait in self.gaits:
            limit = self.straight_m(gait, minutes)
            beyond &= (self._lengths - self.places.slack) * self._least_slowdown(gait) > limit
        return beyond

    def straight_m(self, gait: Gait, minutes: float) -> float:
        """As far as the minutes are enough; by bus after the way to the nearest stop, where stops are known."""
        if gait.kind != "bus" or self.ways.stops is None:
            return self.travel.straight_m(gait, minutes)
        _, away = self.ways.stops.nearest(np.array([self.places.latitude]), np.array([self.places.longitude]))
        to_stop = max(0.0, float(away[0]) - self.places.home_slack)  # the nearest it may be
        walked = to_stop * self.travel.detour / self.gaits[-1].speed_m_s / 60
        return to_stop + self.travel.straight_m(gait, minutes - walked) if walked < minutes else 0.0

    def possible_m(self, minutes: float) -> float:
        return max((self.straight_m(gait, minutes) for gait in self.gaits), default=0.0)

    def felt(self, estimated_m: Floats) -> Floats:
        """The distances as they are felt: longer where the way is, or where it is steep for the person's mode."""
        if not self.gaits:
            return estimated_m
        with np.errstate(divide="ignore", invalid="ignore"):
            longer = self._lengths / self.places.metres
        longer = np.where(np.isfinite(longer), longer, 1.0)
        found: Floats = estimated_m * longer * self.slowdown(self.gaits[0])
        return found

    def steepest(self) -> Floats:
        """The steepest stretch of each way, NaN where the ground is not known."""
        found = np.full(len(self.places.metres), np.nan)
        if self._ground is not None:
            found[self._near] = self.travel.slopes.steepest(self._ground)
        return found

    def between(self, row: int) -> Between:
        """What is known of the way to one place."""
        number = self._row[row]
        if number < 0:
            return Between()
        profile = None
        if self._ground is not None:
            one = self._ground.take(np.array([number]))
            profile = one if one.known[0] else None
        length = None
        if self.ways.network is not None and self._lengths[row] != self.places.metres[row]:
            length = float(self._lengths[row]) * self.travel.detour
        return Between(length, profile, self._ride(row))

    def _ride(self, row: int) -> Ride | None:
        stops, at = self.ways.stops, self.places
        if stops is None or self.gaits[0].kind != "bus":
            return None
        numbers, away = stops.nearest(
            np.array([at.latitude, at.latitudes[row]]), np.array([at.longitude, at.longitudes[row]])
        )
        board, alight = int(numbers[0]), int(numbers[1])
        ride_m = float(stops.between_m(board, np.array([alight]))[0])
        return Ride(stops.stops[board].name, float(away[0]), stops.stops[alight].name, float(away[1]), ride_m)
