"""How slopes slow a person: heights along straight ways, by published functions of speed on slopes.

Many ways are one array operation. A way is looked at in at most `STEPS` even steps of `STEP_M` and more; the road
is taken to rise and fall as the ground under the straight line does, spread over its greater length (the detour
factor). Slopes are rise over run; a height that lacks makes the whole way unknown (NaN), never flat.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.parameters import Parameters

STEPS = 16
STEP_M = 30.0
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Profiles:
    """`heights_m`: (ways, STEPS + 1), NaN where the ground is not known; `lengths_m`: (ways, STEPS), straight metres.

    A short way has fewer steps: the last ones have no length.
    """

    heights_m: Floats
    lengths_m: Floats

    def take(self, ways: npt.NDArray[np.intp]) -> "Profiles":
        return Profiles(self.heights_m[ways], self.lengths_m[ways])

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = np.asarray(~np.isnan(self.heights_m).any(axis=1))
        return found


def shares_along(metres: Floats) -> Floats:
    """Where the heights are looked up: for each way the shares of its length, (ways, STEPS + 1), from 0 to 1."""
    steps = np.clip(np.rint(metres / STEP_M), 1, STEPS)[:, None]
    shares: Floats = np.minimum(np.arange(STEPS + 1)[None, :] / steps, 1.0)
    return shares


class Slopes:
    """The slope functions of one municipality's values."""

    def __init__(self, values: Parameters) -> None:
        self._k, self._easiest = values["slope.steepness"], values["slope.easiest"]
        self._uphill = values["bicycle.uphill"] * 100
        self._detour, self._bridged = values["way.detour"], values["way.bridged"]
        self.gentle, self.steep = values["slope.gentle"], values["slope.steep"]
        self._street_most, self.ridge_m = values["slope.street_most"], values["way.ridge"]

    def pace(self, slopes: Floats) -> Floats:
        """Time for a step as a multiple of that on the flat (Tobler 1993).

        Steeper than 1 / steepness nobody climbs straight on: the way winds, and its time grows with the climb alone.
        """
        most = 1 / self._k
        bounded = np.clip(slopes, -most, most)
        found: Floats = np.exp(self._k * (np.abs(bounded + self._easiest) - self._easiest))
        return found * np.maximum(np.abs(slopes) / most, 1.0)

    def slowdown(self, ways: Profiles) -> Floats:
        """Time on foot or in a wheelchair, of there and back the slower, as a multiple of that on the flat."""
        slopes = self.slopes(ways)
        return self._slower(ways, self.pace(slopes), self.pace(-slopes))

    def bicycle_slowdown(self, ways: Profiles, pushing: float) -> Floats:
        """The same by bicycle (Parkin & Rotheram 2010). `pushing`: walking speed as a share of the cycling speed."""
        slopes = self.slopes(ways)

        def pace(rising: Floats) -> Floats:
            riding = np.maximum(1 - self._uphill * np.maximum(rising, 0.0), 1e-6)
            found: Floats = np.minimum(1 / riding, self.pace(rising) / pushing)
            return np.maximum(found, 1.0)

        return self._slower(ways, pace(slopes), pace(-slopes))

    def least_slowdown(self, start_m: Floats, end_m: Floats, metres: Floats, slack_m: Floats) -> Floats:
        """What no way between the heights can do without: the even slope, less what the points may be wrong by.

        Because pace is convex no other way of the same length is faster. 1 where a height or the length is not known.
        """
        rise = np.maximum(np.abs(end_m - start_m) - self._street_most * slack_m, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = rise / (metres * self._detour)
        return np.where(np.isfinite(slope), self.pace(np.nan_to_num(slope, posinf=0.0)), 1.0)

    def slopes(self, ways: Profiles) -> Floats:
        """Rise over run of each step; 0 for a step without length."""
        lengths = ways.lengths_m * self._detour
        rises = np.diff(ways.heights_m, axis=1).astype(float, copy=False)
        found: Floats = np.divide(rises, lengths, out=np.zeros_like(rises), where=lengths > 0)
        found[np.isnan(rises)] = np.nan
        return found

    def steepest(self, ways: Profiles) -> Floats:
        found: Floats = np.abs(self.slopes(ways)).max(axis=1)
        return found

    def bridged(self, ways: Profiles) -> Profiles:
        """Short stretches without heights (a river) are taken as bridges from bank to bank."""
        heights = ways.heights_m.copy()
        for way in np.flatnonzero(np.isnan(heights).any(axis=1)):
            missing = np.isnan(heights[way])
            along = np.concatenate(([0.0], np.cumsum(ways.lengths_m[way])))
            if missing[0] or missing[-1] or self._longest_gap(along, missing) > self._bridged:
                continue
            heights[way, missing] = np.interp(along[missing], along[~missing], heights[way, ~missing])
        return Profiles(heights, ways.lengths_m)

    @staticmethod
    def _longest_gap(along: Floats, missing: npt.NDArray[np.bool_]) -> float:
        known = along[~missing]
        return float(np.diff(known).max()) if len(known) > 1 else np.inf

    @staticmethod
    def _slower(ways: Profiles, there: Floats, back: Floats) -> Floats:
        lengths = ways.lengths_m
        total = lengths.sum(axis=1)
        slower = np.maximum((there * lengths).sum(axis=1), (back * lengths).sum(axis=1))
        found: Floats = np.divide(slower, total, out=np.ones_like(total), where=total > 0)
        found[~ways.known] = np.nan
        return found

    def in_words(self, way: Profiles, *, rolls: bool) -> tuple[str, bool]:
        """Of a single way: climb, steepest place, ridges, as Japanese words; and whether it is steep.

        `rolls`: for a wheelchair or rollator, whose limits are named.
        """
        heights = way.heights_m[0]
        rises = np.diff(heights)
        climb, fall = float(np.maximum(rises, 0).sum()), float(np.maximum(-rises, 0).sum())
        steepest = float(self.steepest(way)[0])
        parts = [f"行きは上り{climb:.0f} m・下り{fall:.0f} m", f"いちばん急なところ約{steepest:.0%}"]
        over = float(heights.max() - max(heights[0], heights[-1]))
        under = float(min(heights[0], heights[-1]) - heights.min())
        if over > self.ridge_m:
            parts.append(f"あいだに{over:.0f} m高いところがあり、回り道やトンネルかもしれません")
        if under > self.ridge_m:
            parts.append(f"あいだに{under:.0f} m低いところがあります")
        if rolls and steepest > self.steep:
            parts.append(
                f"車いす・歩行車には急な坂です（歩道の基準は{self.gentle:.0%}、やむを得ないとき{self.steep:.0%}まで）"
            )
        elif rolls and steepest > self.gentle:
            parts.append(f"歩道の基準{self.gentle:.0%}をこえる坂があります")
        return "、".join(parts), steepest > self.steep
