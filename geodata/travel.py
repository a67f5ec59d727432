"""How far a person gets, and how long a way takes: by mode, age and aid, with the basis in words.

Distances are straight lines in metres; a way is a straight line × a detour factor, unless a network of ways knows its
length. Values, units and sources stand in travel.toml. What is not known is said and never counts against a place:
without heights 「平らな道なら約N分・坂は未確認」, without bus stops 「便と停留所は未確認」.

Who has a vehicle may also go on foot: more means of getting about never reach less (walk ≤ bus ≤ car, walk ≤ bicycle
≤ car, with an aid ≤ without). Minutes are one way, whole, rounded up; of there and back the slower.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from geodata.between import Between
from geodata.errors import Problem
from geodata.parameters import Parameters
from geodata.ways.slopes import Floats, Profiles, Slopes

Mode = Literal["walk", "wheelchair", "bicycle", "bus", "car", "homebound"]
MODES: tuple[Mode, ...] = get_args(Mode)
TRAVEL_FILE = Path(__file__).parent / "travel.toml"
_AIDS = {"cane": "杖", "rollator": "歩行車", "wheelchair": "車いす"}
_AGES = ((80, "from_80", "80歳以上"), (70, "from_70", "70代"), (60, "from_60", "60代"), (0, "under_60", "60歳未満"))
_NAMES = {"bicycle": "自転車", "bus": "バス", "car": "車"}
_KM_H = 1 / 3.6


@dataclass(frozen=True, slots=True)
class Mobility:
    """How a person gets about. `minutes`: how long they will travel, None where nobody said. `age` None: unknown."""

    mode: Mode = "walk"
    minutes: float | None = None
    aids: Sequence[str] = field(default=())
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Gait:
    """One way of going. `ready`: minutes besides going; `words`: whose speed it is, for the page."""

    kind: Literal["foot", "wheels", "bicycle", "bus", "car"]
    speed_m_s: float
    words: str
    ready: float = 0.0

    @property
    def feels_slopes(self) -> bool:
        return self.kind in ("foot", "wheels", "bicycle")


@dataclass(frozen=True, slots=True)
class Reach:
    """Straight lines in metres within reach of the minutes; None: no limit is known.

    Within `sure_m` a place is reached; farther than `possible_m` it is not; between (a bus that may or may not come)
    nobody knows. `basis` is for the page.
    """

    sure_m: float | None
    possible_m: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class TravelTime:
    """`minutes`, rounded up; None where the person does not travel. `words` says them, `notes` what they rest on.

    `steep`: a slope that the person should know of.
    """

    minutes: int | None
    words: str
    notes: tuple[str, ...] = ()
    steep: bool = False

    @property
    def basis(self) -> str:
        return with_notes(self.words, self.notes)


class Travel:
    """The values of one municipality put to work."""

    def __init__(self, values: Parameters) -> None:
        """Raises Problem where a car would be slower than a bicycle or a bus: more means must not reach less."""
        self.values = values
        self.detour = values["way.detour"]
        self.slopes = Slopes(values)
        if values["car.speed"] < max(values["bicycle.speed"], values["bus.speed"]):
            raise Problem("travel.toml の car.speed（車）は、bicycle.speed・bus.speed より遅くできません。")

    @classmethod
    def load(cls, own: Path | None = None) -> "Travel":
        """Our values, and a municipality's own travel.toml over them, where it has one."""
        return cls(Parameters.load(TRAVEL_FILE, own))

    def gaits(self, mobility: Mobility) -> tuple[Gait, ...]:
        """The ways in which a person may go, the one that the mode names first; none for who stays at home."""
        if mobility.mode == "homebound":
            return ()
        foot = self._on_foot(mobility)
        kind = mobility.mode
        if kind == "walk" or kind == "wheelchair":
            return (foot,)
        speed, ready = self.values[f"{kind}.speed"], self.values["vehicle.ready"]
        words = f"{_NAMES[kind]} 時速{speed:g} km、支度に{ready:g}分"
        return Gait(kind, speed * _KM_H, words, ready), foot

    def _on_foot(self, mobility: Mobility) -> Gait:
        speed, who = self._age_speed(mobility.age)
        aids = {aid for aid in mobility.aids if aid in _AIDS}
        if mobility.mode == "wheelchair" or "wheelchair" in aids:
            older = mobility.age is not None and mobility.age >= 60
            wheels = self.values["aid.wheelchair_from_60" if older else "aid.wheelchair"]
            aids.discard("wheelchair")
            speed, who = min(speed, wheels), "車いす"
            kind: Literal["foot", "wheels"] = "wheels"
        else:
            kind = "foot"
        if mobility.mode != "wheelchair" and aids:
            slowest = min(sorted(aids), key=lambda aid: self.values[f"aid.{aid}"])
            if self.values[f"aid.{slowest}"] < speed:
                speed, who = self.values[f"aid.{slowest}"], _AIDS[slowest]
        return Gait(kind, speed, f"{who}の速さ 秒速{speed:g} m")

    def _age_speed(self, age: int | None) -> tuple[float, str]:
        if age is None:
            return self.values["walk.under_60"], "一般の歩き"
        name, words = next((name, words) for limit, name, words in _AGES if age >= limit)
        return self.values[f"walk.{name}"], f"{words}の歩き"

    def straight_m(self, gait: Gait, minutes: float) -> float:
        """The straight line that the minutes are enough for, on the flat."""
        return max(minutes - gait.ready, 0.0) * 60 * gait.speed_m_s / self.detour

    def reach(self, mobility: Mobility) -> Reach:
        """How far, as a straight line on the flat, the person gets in their minutes."""
        gaits = self.gaits(mobility)
        if not gaits:
            return Reach(0.0, 0.0, "外出しない条件なので、訪問・電話・オンラインの資源だけが届きます。")
        if mobility.minutes is None:
            return Reach(None, None, "移動できる時間が分からないので、距離では絞りません。")
        far = {gait: self.straight_m(gait, mobility.minutes) for gait in gaits}
        possible = max(far.values())
        sure = max(metres for gait, metres in far.items() if gait.kind != "bus")
        used = max(gaits, key=far.__getitem__)
        unsure = "、便は未確認" if used.kind == "bus" else ""
        said = f"片道{mobility.minutes:g}分で直線およそ{rounded(possible):,} m"
        return Reach(sure, possible, f"{said}（{used.words}、{self.detour_words}{unsure}）。")

    @property
    def detour_words(self) -> str:
        return f"道のりは直線の{self.detour:g}倍"

    def time(self, distance_m: float, mobility: Mobility, between: Between | None = None) -> TravelTime:
        """Minutes for a straight-line distance, one way. `between`: what is known of the way besides."""
        gaits = self.gaits(mobility)
        if not gaits:
            return TravelTime(None, "外出しない条件です。")
        known = between or Between()
        # The mode's own way of going first: on foot only where that is quicker.
        fastest = min(gaits, key=lambda gait: self._minutes(gait, gaits[-1], distance_m, known))
        minutes = self._minutes(fastest, gaits[-1], distance_m, known)
        takes = self._in_words(fastest, distance_m, known, minutes, rolls="rollator" in mobility.aids)
        if fastest != gaits[0]:
            return replace(takes, words=f"{_NAMES[gaits[0].kind]}より歩くほうが早く、{takes.words}")
        return takes

    def _minutes(self, gait: Gait, foot: Gait, distance_m: float, known: Between) -> int:
        length_m = known.length_m if known.length_m is not None else distance_m * self.detour
        walked_m = 0.0
        wait = self.values["bus.wait"] if gait.kind == "bus" else 0.0
        if gait.kind == "bus":
            ride = known.ride
            walked_m = (ride.board_m + ride.alight_m if ride else self.values["bus.to_stops"]) * self.detour
            length_m = ride.ride_m * self.detour if ride else length_m
        going_s = length_m / gait.speed_m_s * self._slowdown(gait, foot, known) + walked_m / foot.speed_m_s
        return max(1, math.ceil(going_s / 60 + gait.ready + wait - 1e-9))

    def _slowdown(self, gait: Gait, foot: Gait, known: Between) -> float:
        if known.profile is None or not gait.feels_slopes:
            return 1.0
        return float(self.slowdowns(gait, foot, known.profile)[0])

    def slowdowns(self, gait: Gait, foot: Gait, ways: Profiles) -> Floats:
        """How many times as long each way takes for its slopes; NaN where the ground is not known."""
        if gait.kind == "bicycle":
            return self.slopes.bicycle_slowdown(ways, foot.speed_m_s / gait.speed_m_s)
        return self.slopes.slowdown(ways)

    def _in_words(self, gait: Gait, distance_m: float, known: Between, minutes: int, *, rolls: bool) -> TravelTime:
        way = self.detour_words if known.length_m is None else f"道のり約{rounded(known.length_m):,} m"
        if gait.kind == "car":
            return TravelTime(minutes, f"車で約{minutes}分・道路と駐車場は未確認", (gait.words, way))
        if gait.kind == "bus":
            wait = f"待ち時間{self.values['bus.wait']:g}分"
            if known.ride is None:
                stops = f"停留所までは合わせて直線{self.values['bus.to_stops']:g} mとみて"
                words = f"バスで約{minutes}分・便と停留所は未確認"
                return TravelTime(minutes, words, (gait.words, stops, wait, way))
            ride = known.ride
            stops = f"近くの停留所「{ride.board}」まで直線約{rounded(ride.board_m):,} m"
            stops += f"、会場は「{ride.alight}」から約{rounded(ride.alight_m):,} m"
            return TravelTime(minutes, f"バスで約{minutes}分・便は未確認", (stops, wait, gait.words, way))
        going = "自転車で" if gait.kind == "bicycle" else ""
        if known.profile is None:
            return TravelTime(minutes, f"平らな道なら{going}約{minutes}分・坂は未確認", (gait.words, way))
        ground, steep = self.slopes.in_words(known.profile, rolls=rolls or gait.kind == "wheels")
        return TravelTime(minutes, f"坂を含めて{going}約{minutes}分", (ground, gait.words, way), steep)


def with_notes(words: str, notes: Sequence[str]) -> str:
    return f"{words}（{'、'.join(notes)}）" if notes else words


def rounded(metres: float) -> int:
    return int(round(metres, -1)) if metres >= 100 else round(metres)
