"""How far a person gets, and how long a way takes: by mode, age and aid, with the basis in words.

Distances are straight lines in metres; the way is taken as straight line × detour factor. Without heights of the ground
the words say that slopes are unconfirmed; with them walking slows by Tobler's function. Sources:

- Walking, by age: comfortable gait speed, Bohannon & Andrews 2011, Physiotherapy 97(3) 182-189, the lower of the means
  of women and men: 60s 1.24, 70s 1.13, 80 and over 0.94 m/s. Under 60: 1.33 m/s (80 m a minute, as 不動産の表示に関する
  公正競争規約施行規則 counts 徒歩).
- Walking on slopes: Tobler 1993, Three presentations on geographical analysis and modeling, NCGIA 93-1: speed falls
  with exp(-3.5 |slope + 0.05|), here relative to the flat. For aids and wheelchairs the same share is our assumption;
  a slope over 1/12 (バリアフリー法 建築物移動等円滑化基準, ramps) is named as one that a wheelchair may not take.
- Walking aids: our assumption within the bands of Fritz & Lusardi 2009, J Geriatr Phys Ther 32(2) (0.4-0.8 m/s: limited
  walking out of doors): cane 0.8, rollator 0.6 m/s.
- Wheelchair by hand: mean 0.79 m/s at home and about, Tolerico et al. 2007, J Rehabil Res Dev 44(4) 561-572.
- Bicycle: about 14.5 km/h on ordinary roads, 山本・大脇・上坂 (国土技術政策総合研究所), 土木計画学研究.
- Car 20 km/h and bus 12 km/h with minutes for parking or waiting: our assumptions for towns.
- Detour factor 1.3: an assumption in the usual range; that roads are nearly proportional to straight lines: 腰塚・小林
  1983, 都市計画論文集.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from geodata.bus_stops import NearestStop

Mode = Literal["walk", "wheelchair", "bicycle", "bus", "car", "homebound"]
MODES: tuple[Mode, ...] = get_args(Mode)
DETOUR = 1.3
DEFAULT_MINUTES = 15
_AGE_SPEEDS = ((80, 0.94), (70, 1.13), (60, 1.24), (0, 1.33))
_AID_SPEEDS = {"cane": 0.8, "rollator": 0.6, "walker": 0.6, "wheelchair": 0.79}
_AID_WORDS = {"cane": "杖", "rollator": "歩行車", "walker": "歩行器", "wheelchair": "車いす"}
_BICYCLE_M_S = 14.5 / 3.6
_CAR_M_S = 20 / 3.6
_BUS_M_S = 12 / 3.6
_BUS_OVERHEAD_MINUTES = 10.0
_CAR_OVERHEAD_MINUTES = 5.0
_WALK_TO_STOP_M_S = 0.94
_WAIT_MINUTES = 7.0
_STEEPEST_RAMP = 1 / 12


@dataclass(frozen=True, slots=True)
class Mobility:
    """How a person gets about. `minutes`: how long they will travel, None where nobody said. `age` None: unknown."""

    mode: Mode = "walk"
    minutes: float | None = None
    aids: Sequence[str] = field(default=())
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """`distance_m`: straight line that is within reach; None: no limit is known. `basis` is for the page."""

    distance_m: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class TravelTime:
    """`minutes`, rounded up; None where the person does not travel."""

    minutes: int | None
    basis: str


def reach(mobility: Mobility) -> Reach:
    """How far, as a straight line, the person gets in their minutes."""
    if mobility.mode == "homebound":
        return Reach(0.0, "外出しない条件なので、訪問や電話の資源だけが届きます。")
    if mobility.minutes is None:
        return Reach(None, "移動できる時間が分からないので、距離では絞りません。")
    speed, words, overhead = _speed(mobility)
    moving = max(mobility.minutes - overhead, 0.0)
    distance_m = speed * moving * 60 / DETOUR
    return Reach(
        distance_m,
        f"{mobility.minutes:g}分で直線およそ{_round_metres(distance_m)} m（{words}、道のりは直線の{DETOUR}倍）。",
    )


def travel_time(
    distance_m: float, mobility: Mobility, slopes: Sequence[float] | None = None, stop: "NearestStop | None" = None
) -> TravelTime:
    """Minutes for a straight-line distance, one way.

    `slopes`: rise over run at even steps of the way (`geodata.elevation.Profile.slopes`), None where unknown; they
    count for walking and wheelchairs. `stop`: the nearest bus stop; its distance replaces the assumed way there.
    """
    if mobility.mode == "homebound":
        return TravelTime(None, "外出しない条件です。")
    speed, words, overhead = _speed(mobility)
    minutes = max(1, math.ceil(distance_m * DETOUR / speed / 60 + overhead - 1e-9))
    if mobility.mode == "bus" and stop is not None:
        minutes = max(
            1, math.ceil((distance_m / speed + stop.distance_m / _WALK_TO_STOP_M_S) * DETOUR / 60 + _WAIT_MINUTES)
        )
        there = f"最寄りの停留所「{stop.name}」まで直線約{_round_metres(stop.distance_m)} m"
        return TravelTime(
            minutes,
            f"バスで約{minutes}分・便は未確認（{there}、待ち時間{_WAIT_MINUTES:g}分、道のりは直線の{DETOUR}倍）",
        )
    if mobility.mode == "bus":
        return TravelTime(minutes, f"バスで約{minutes}分・便と停留所は未確認（{words}、道のりは直線の{DETOUR}倍）")
    if mobility.mode == "car":
        return TravelTime(minutes, f"車で約{minutes}分・道路と駐車場は未確認（{words}、道のりは直線の{DETOUR}倍）")
    if slopes and mobility.mode in ("walk", "wheelchair"):
        return _on_slopes(distance_m / speed, slopes, words, mobility)
    return TravelTime(minutes, f"平らな道なら約{minutes}分・坂は未確認（{words}、道のりは直線の{DETOUR}倍）")


def _by_bus_from(stop: "NearestStop", riding_s: float) -> TravelTime:
    minutes = max(1, math.ceil((riding_s + stop.distance_m / _WALK_TO_STOP_M_S) * DETOUR / 60 + _WAIT_MINUTES))
    there = f"最寄りの停留所「{stop.name}」まで直線約{_round_metres(stop.distance_m)} m"
    counted = f"{there}、待ち時間{_WAIT_MINUTES:g}分、道のりは直線の{DETOUR}倍"
    return TravelTime(minutes, f"バスで約{minutes}分・便は未確認（{counted}）")


def _on_slopes(flat_s: float, slopes: Sequence[float], words: str, mobility: Mobility) -> TravelTime:
    """Each even step takes 1 / share of what it would take on the flat."""
    slowed = sum(1 / _share_on_slope(slope) for slope in slopes) / len(slopes)
    minutes = max(1, math.ceil(flat_s * DETOUR / 60 * slowed - 1e-9))
    steepest = max(map(abs, slopes))
    counted = f"{words}、いちばん急なところ {steepest:.0%}、道のりは直線の{DETOUR}倍"
    if steepest > _STEEPEST_RAMP and _rolls(mobility):
        counted += "、急な坂があり車いすでは通れないことがあります"
    return TravelTime(minutes, f"坂を含めて約{minutes}分（{counted}）")


def _share_on_slope(slope: float) -> float:
    """Walking speed as a share of that on the flat."""
    return math.exp(-3.5 * abs(slope + 0.05)) / math.exp(-3.5 * 0.05)


def _rolls(mobility: Mobility) -> bool:
    return mobility.mode == "wheelchair" or "wheelchair" in mobility.aids


def _speed(mobility: Mobility) -> tuple[float, str, float]:
    """Speed in m/s, words for it, and minutes that do not depend on distance (waiting, parking)."""
    if mobility.mode == "bicycle":
        return _BICYCLE_M_S, "自転車 時速14.5 km", 0.0
    if mobility.mode == "car":
        return _CAR_M_S, f"車 市街地 時速20 km、乗り降りに{_CAR_OVERHEAD_MINUTES:g}分", _CAR_OVERHEAD_MINUTES
    if mobility.mode == "bus":
        return _BUS_M_S, f"バス 時速12 km、停留所までと待ち時間に{_BUS_OVERHEAD_MINUTES:g}分", _BUS_OVERHEAD_MINUTES
    if mobility.mode == "wheelchair":
        return _AID_SPEEDS["wheelchair"], "車いす 秒速0.79 m", 0.0
    speed = next((value for limit, value in _AGE_SPEEDS if (mobility.age or 0) >= limit), 1.33)
    who = (
        f"{mobility.age // 10 * 10}代"
        if mobility.age is not None and mobility.age < 80
        else "80歳以上"
        if mobility.age
        else "成人"
    )
    aids = [aid for aid in mobility.aids if aid in _AID_SPEEDS]
    if aids:
        slowest = min(aids, key=_AID_SPEEDS.__getitem__)
        speed, who = min(speed, _AID_SPEEDS[slowest]), _AID_WORDS[slowest]
    return speed, f"{who}の歩く速さ 秒速{speed:g} m", 0.0


def _round_metres(distance_m: float) -> int:
    return int(round(distance_m, -1)) if distance_m >= 100 else round(distance_m)
