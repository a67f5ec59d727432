"""Facts of the invented town, drawn one by one: halls with their access, whom a listing is for, words, schedules."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from directory.listing import Basis, Privacy, Scheme, Setting, Venue, Word
from directory.vocabulary import Vocabulary

if TYPE_CHECKING:
    from directory.profile import Profile

WEEKDAYS = "月火水木金土日"
ELIGIBILITY = {
    "older": ("おおむね65歳以上の方", (65, None)),
    "child": ("小学生から高校生まで", (6, 18)),
    "parent_child": ("就学前のお子さんと保護者", (None, None)),
    "youth": ("15歳から39歳までの方", (15, 39)),
    "adult": ("40歳から64歳までの方", (40, 64)),
    "disabled": ("障がいのある方と、その家族", (None, None)),
    "anyone": ("どなたでも", (None, None)),
}
FIRST_VISIT = ("greeter", "visit_ok", "leave_early_ok", "men_share", "bring", "chairs", "hearing")
BASES: Sequence[Basis] = ("stated", "telephone", "visit", "confirmed")
T = TypeVar("T")
Ages = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Town:
    """A 町丁目 with its point (degrees), at sea."""

    name: str
    district: str
    latitude: float
    longitude: float

    @classmethod
    def of(cls, row: Mapping[str, str], profile: "Profile") -> "Town":
        district = profile.district_of(row["town"]) or profile.districts[0].name
        return cls(row["town"], district, float(row["lat"]), float(row["lon"]))


@dataclass(slots=True)
class Hall:
    """A venue that listings share. `venue` is kept until it has been handed out once."""

    town: Town
    venue_id: str
    venue: Venue | None


@dataclass(slots=True)
class Facts:
    """Draws facts. Words are made once and used again: they are frozen, and a million listings have millions."""

    draw: random.Random
    vocabulary: Vocabulary
    known: dict[tuple[Any, ...], Word] = field(default_factory=dict)

    def chance(self, probability: float) -> bool:
        return self.draw.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.draw.random() * len(choices))]

    def some(self, choices: Sequence[T], least: int = 1) -> list[T]:
        """At least `least` of the choices, in their order."""
        start = self.draw.randrange(len(choices))
        rest = [choice for choice in choices[start + least :] if self.chance(0.4)]
        return [*choices[start : start + least], *rest] if start + least <= len(choices) else list(choices[-least:])

    def weighted(self, *choices: tuple[T, int]) -> T:
        at = self.draw.random() * sum(weight for _, weight in choices)
        for choice, weight in choices:
            at -= weight
            if at < 0:
                return choice
        return choices[-1][0]

    def day(self, first: date, last: date) -> date:
        """A day between the two, the later ones more often."""
        return last - timedelta(days=int((last - first).days * self.draw.random() ** 2))

    def word(
        self, scheme: Scheme, term: str, value: bool = True, basis: Basis = "stated", as_of: date | None = None
    ) -> Word:
        key = (scheme, term, value, basis, as_of)
        if key not in self.known:
            self.known[key] = Word(scheme=scheme, term=term, value=value, basis=basis, as_of=as_of)
        return self.known[key]

    def form(self, kind_id: str) -> str | None:
        term = self.vocabulary.term("type", kind_id)
        return term.form if term else None

    def eligibility(self, kind_id: str) -> tuple[str, str, Ages]:
        """A target of the type's usual ones, its sentence, and its least and greatest age in years."""
        term = self.vocabulary.term("type", kind_id)
        target = self.pick(term.usual_targets if term and term.usual_targets else ("anyone",))
        text, ages = ELIGIBILITY[target]
        return target, text, ages

    def words_of(
        self, kind_id: str, kind: Mapping[str, Any], target: str, confirmed: date, languages: Sequence[str]
    ) -> tuple[Word, ...]:
        term = self.vocabulary.term("type", kind_id)
        needs = dict.fromkeys([*kind.get("needs", ()), *(term.meets if term else ())])
        roles = dict.fromkeys(term.usual_roles if term else ())
        abilities = self.some(kind["abilities"]) if kind.get("abilities") and self.chance(0.7) else []
        if abilities:
            roles |= dict.fromkeys(["volunteer"])
        found: list[tuple[Scheme, str, bool]] = [("type", kind_id, True), ("target", target, True)]
        found += [("need", need, True) for need in needs]
        found += [("content", content, True) for content in (self.some(kind["contents"]) if kind["contents"] else ())]
        found += [("role", role, True) for role in roles]
        found += [("ability", ability, True) for ability in abilities]
        found += [("access", access, True) for access in (term.usual_access if term else ())]
        found += [("first_visit", term_id, self.chance(0.7)) for term_id in FIRST_VISIT]
        found.append(("access", "pickup", self.chance(0.15)))
        found.append(("access", "accompanied", self.chance(0.6)))
        if self.chance(0.12):
            found.append(("language", self.pick(languages), True))
        basis = self.pick(BASES)
        return tuple(self.word(scheme, name, value, basis, confirmed) for scheme, name, value in found)

    def venue(
        self,
        profile: "Profile",
        number: str,
        town: Town,
        name: str,
        reading: str,
        setting: Setting = "indoor",
        upstairs: bool = False,
    ) -> Venue:
        """A hall (now and then somebody's home) with its access facts and a point within 250 m of the town's."""
        privacy: Privacy = "open"
        if setting == "indoor" and not upstairs and "desk" not in number:
            privacy = self.weighted(("open", 90), ("private_home", 5), ("private_room", 2), ("consent_pending", 3))
        home = privacy == "private_home"
        block, house = self.draw.randrange(1, 30), self.draw.randrange(1, 20)
        lift = self.chance(0.4)
        access = {
            "stairs": upstairs and not lift,
            "wheelchair": setting == "indoor" and not home and (not upstairs or lift),
            "accessible_toilet": not home and self.chance(0.5),
            "toilet": setting == "indoor" or self.chance(0.5),
            "stroller": not upstairs or lift,
            "car": self.chance(0.5),
            "hearing_vision": self.chance(0.1),
        }
        return Venue(
            id=profile.venue_id(number),
            name=None if home else name,
            name_text=f"{town.name}個人宅" if home else name,
            reading=None if home else reading,
            privacy=privacy,
            setting=setting,
            address_text=f"{profile.city}{town.name}{block}番{house}号",
            city_code=profile.municipality_code,
            town=town.name,
            latitude=round(town.latitude + (self.draw.random() - 0.5) * 0.0035, 6),
            longitude=round(town.longitude + (self.draw.random() - 0.5) * 0.0035, 6),
            point_level=8,
            point_method="address",
            words=tuple(self.word("access", term, value) for term, value in access.items()),
        )


def schedule_text(draw: random.Random, forms: Sequence[str]) -> str:
    """One schedule as people write it, its days and hours drawn anew."""
    first = draw.randrange(6)
    start = draw.choice((9, 10, 13, 14))
    number = draw.randrange(1, 3)
    return draw.choice(forms).format(
        w=WEEKDAYS[first],
        v=WEEKDAYS[first + 1 if first < 5 else 0],
        n=number,
        m=number + 2,
        d=draw.choice((5, 10, 15, 20, 25)),
        a=start,
        b=start + draw.randrange(1, 3),
    )
