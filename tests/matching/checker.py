"""An independent matcher in plain Python: facts of one listing, one person's question, no arrays, one at a time.

Slow on purpose and written from the contract and the rules' sentences. Reads the same weights and vocabulary, shares no
code with matching.rules, matching.judging or matching.table.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.characters import key
from matching.knowledge import Knowledge
from matching.parameters import Parameters
from matching.person import Person
from matching.place import Surroundings, Where

SCHEMES = ("need", "target", "content", "role", "access", "first_visit", "language", "ability")
HELPING = {"supporter", "volunteer", "paid_volunteer", "organiser", "host"}
ROUTES = {"desk", "visit", "supply", "service", "remote"}
COME_TO = {"gathering", "work"}
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


@dataclass(frozen=True, slots=True)
class Facts:
    """One listing, its words sorted out once. A word is (scheme, term)."""

    listing: PublicListing
    types: frozenset[str]
    held: frozenset[tuple[str, str]]
    named: frozenset[tuple[str, str]]
    denied: frozenset[tuple[str, str]]
    forms: frozenset[str | None]
    usual_access: frozenset[str]
    name_text: str
    other_text: str
    point: tuple[float, float, bool] | None
    town: str | None
    outdoors: str | None
    series: tuple[tuple[frozenset[int], int | None, int | None], ...]
    all_read: bool
    any_meeting: bool
    last_day: date | None

    @classmethod
    def of(cls, listing: PublicListing, vocabulary: Vocabulary) -> "Facts":
        first: dict[tuple[str, str], str] = {}
        for word in (*listing.words, *(w for venue in listing.venues for w in venue.words)):
            first.setdefault((word.scheme, word.term), word.basis)
        said = {pair: listing.has(*pair) for pair in first if pair[0] in SCHEMES}
        kinds = [term for kind in listing.types if (term := vocabulary.term("type", kind))]
        placed = [v for v in listing.venues if v.latitude is not None and v.point_level >= 3]
        best = max(placed, key=lambda venue: venue.point_level, default=None)
        towns = {venue.town for venue in listing.venues}
        return cls(
            listing=listing,
            types=frozenset(listing.types),
            held=frozenset(pair for pair, value in said.items() if value),
            named=frozenset(pair for pair, value in said.items() if value and first[pair] == "name"),
            denied=frozenset(pair for pair, value in said.items() if value is False),
            forms=frozenset(kind.form for kind in kinds),
            usual_access=frozenset(way for kind in kinds for way in kind.usual_access),
            name_text=" ".join(key(t) for t in _names(listing) if t),
            other_text=" ".join(key(t) for t in (
                listing.description, listing.organization, listing.note, listing.eligibility_text,
                listing.application_text,
            ) if t),
            point=None if best is None else (best.latitude, best.longitude, best.point_level > 3),
            town=towns.pop() if len(towns) == 1 else None,
            outdoors=_outdoors(listing, {p for p, v in said.items() if v}, {p for p, v in said.items() if v is False}),
            series=tuple(_series(listing)),
            all_read=all(meeting.certainty == "parsed" for meeting in listing.meetings),
            any_meeting=any(meeting.series or meeting.dates for meeting in listing.meetings),
            last_day=_last_day(listing),
        )  # fmt: skip

    @property
    def of_a_circle(self) -> bool:
        """For people who share a circumstance, and for nobody else."""
        return bool(self.types) and self.types <= {"dementia_cafe", "family_group"}

    def any(self, scheme: str, terms: Sequence[str] | set[str]) -> bool:
        if scheme == "type":
            return not self.types.isdisjoint(terms)
        return any((scheme, term) in self.held for term in terms)

    def none_of(self, scheme: str) -> bool:
        return not any(one == scheme for one, _ in self.held)

    @property
    def only_route(self) -> bool:
        return bool(self.forms) and self.forms <= ROUTES

    @property
    def comes(self) -> bool:
        """Whether it is known to visit, call, meet online or send things."""
        ways = {"home_visit", "phone", "online", "mail"}
        known = any(("access", way) in self.held for way in ways) or not ways.isdisjoint(self.usual_access)
        return (known or bool(self.forms & {"visit", "remote"})) and ("access", "home_visit") not in self.denied


@dataclass
class Question:
    """One person, with everything that does not depend on the listing."""

    person: Person
    kin: tuple[Person, ...]
    where: Where
    around: Surroundings
    day: date
    vocabulary: Vocabulary
    knowledge: Knowledge
    weigh: Parameters
    reach_m: float | None
    sure_m: float | None = None
    needs: tuple[str, ...] = ()
    has_child: bool = False
    wanted: tuple[str, ...] = ()
    helps_only: bool = False
    near: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    quiet: bool = False
    includes: dict[str, bool | None] = field(default_factory=dict)
    usually: dict[str, bool | None] = field(default_factory=dict)
    met_by: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    eased_by: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        person, vocabulary = self.person, self.vocabulary
        self.needs = tuple(dict.fromkeys((*person.needs, *person.wished("need"))))
        child = self.weigh["target.child_to"]
        self.has_child = any(one.oldest is not None and one.oldest <= child for one in self.kin)
        self.has_child |= bool({"childrearing", "double_care"} & set(self.needs))
        self.wanted = tuple(role for role in person.roles if role != "participant")
        self.near = tuple(n for role in self.wanted for n in self.knowledge.near_roles.get(role, ()))
        self.nearly = tuple(role for role in self.near if role in HELPING)
        self.helps_only = bool(person.roles) and set(person.roles) <= HELPING
        self.quiet = self._is_quiet()
        for term in vocabulary.terms("target"):
            if term.id not in ("residents_only", "with_carer", "men_welcome"):
                self.includes[term.id] = self._includes(term)
        for kind in vocabulary.terms("type"):
            if kind.usual_targets:
                answers = {self._usually(target) for target in kind.usual_targets}
                at_home = {*self.needs, *(need for one in self.kin for need in one.needs)}
                if kind.id in ("dementia_cafe", "family_group") and not at_home & set(kind.meets):
                    answers = {None if answer else answer for answer in answers}
                self.usually[kind.id] = True if True in answers else None if None in answers else False
        for need in self.needs:
            self.met_by[need] = self._serving("meets", need)
            self.eased_by[need] = self._serving("helps", need)

    @cached_property
    def wished(self) -> list[tuple[tuple[str, str], list[str]]]:
        """What is hoped for, each with itself and all kinds of it."""
        schemes = ("content", "type", "access", "first_visit", "language")
        pairs = dict.fromkeys(pair for wish in self.person.wishes for pair in wish.terms if pair[0] in schemes)
        return [(pair, [one.id for one in self.vocabulary.narrower(*pair)] or [pair[1]]) for pair in pairs]

    @cached_property
    def words(self) -> list[str]:
        return [key(word) for word in self.person.free_words]

    @cached_property
    def companions(self) -> list[tuple[str, str]]:
        """How the person wants to be received."""
        person = self.person
        wanted = [("target", t) for t in person.wished("target") if t in ("men_welcome", "with_carer")]
        ways = ("accompanied", "hearing_vision", "plain_japanese", "stroller", "toilet", "phone", "online", "mail")
        wanted += [("access", t) for t in person.access_needs if t in ways]
        visits = {t.id for t in self.vocabulary.terms("first_visit")}
        wanted += [("first_visit", t) for t in person.access_needs if t in visits]
        return list(dict.fromkeys(wanted))

    @cached_property
    def usual_roles(self) -> set[str]:
        """Types that usually have the wanted roles."""
        return {t.id for t in self.vocabulary.terms("type") if set(self.wanted) & set(t.usual_roles)}

    @cached_property
    def joined(self) -> set[str]:
        """Types that people come to in order to take part."""
        return {t.id for t in self.vocabulary.terms("type") if "participant" in t.usual_roles}

    @cached_property
    def useful(self) -> set[str]:
        return {c for one in self.person.abilities for c in self.knowledge.abilities.get(one, ())}

    @cached_property
    def members(self) -> list[str]:
        return [key(word) for word in self.knowledge.members_venues]

    @cached_property
    def walks(self) -> bool:
        return not self.hardly_walks()

    @property
    def is_child(self) -> bool:
        return self.person.oldest is not None and self.person.oldest <= self.weigh["target.child_to"]

    def _serving(self, how: str, need: str) -> tuple[set[str], set[str]]:
        types = {term.id for term in self.vocabulary.terms("type") if need in getattr(term, how)}
        contents = {term.id for term in self.vocabulary.terms("content") if need in getattr(term, how)}
        return types, contents

    def _includes(self, target) -> bool | None:
        person = self.person
        if target.id in person.wished("target") or (target.id in ("child", "parent_child") and self.has_child):
            return True
        answer = target.includes(person.youngest, person.oldest, self.needs)
        only_by_need = target.minimum_age is None and target.maximum_age is None
        return None if answer is False and only_by_need else answer

    def _usually(self, target: str) -> bool | None:
        answer = self.includes.get(target)
        oldest = self.person.oldest
        near = oldest is not None and oldest >= self.weigh["target.older_near"]
        return None if answer is False and target == "older" and near else answer

    def _is_quiet(self) -> bool:
        if self.person.stage is not None:
            return self.person.stage == "daily"
        if self.person.prefers("one_to_one", "small_group", "quiet"):
            return True
        return not self.knowledge.quiet_needs.isdisjoint(self.needs)

    def distance(self, facts: Facts) -> tuple[float, float] | None:
        """Metres from the person to the venue, else to the middle of its region; and by how much it may be wrong."""
        where, town_slack = self.where, self.weigh["reach.town_slack_m"]
        if where.latitude is None or where.longitude is None:
            return None
        if facts.point is not None:
            latitude, longitude, fine = facts.point
            error = self.weigh["reach.house_slack_m"] if fine else town_slack
        else:
            region = f"町:{facts.town}" if facts.town else f"地区:{facts.listing.district}"
            centre = self.around.centre(region, town_slack)
            if centre is None:
                return None
            latitude, longitude, error = centre.latitude, centre.longitude, centre.radius_m
        x = (longitude - where.longitude) * math.cos(math.radians(where.latitude))
        return 111_195.0 * math.hypot(x, latitude - where.latitude), error + where.slack_m

    def here(self, facts: Facts) -> bool:
        names = set(self.where.estate.names if self.where.estate else ())
        names |= {self.where.estate_text} if self.where.estate_text else set()
        return any(key(name) in facts.name_text for name in names)

    def hardly_walks(self) -> bool:
        person = self.person
        if person.stays_home or person.mode == "wheelchair" or "wheelchair" in person.aids:
            return True
        short = person.minutes is not None and person.minutes <= self.weigh["exertion.short_walk"]
        return short and person.mode in (None, "walk")


def _names(listing: PublicListing) -> list[str]:
    halls = [name for venue in listing.venues for name in (venue.place, *venue.alternate_names)]
    return [listing.name, *listing.alternate_names, listing.place, *halls]


def _outdoors(listing: PublicListing, held: set[tuple[str, str]], denied: set[tuple[str, str]]) -> str | None:
    settings = {venue.setting for venue in listing.venues}
    if settings in ({"outdoor"}, {"indoor"}):
        return settings.pop()
    if settings & {"both", "outdoor"}:
        return "both"
    if ("access", "outdoor") in held:
        return "both" if ("access", "indoor") in held else "outdoor"
    return "indoor" if ("access", "indoor") in held or ("access", "outdoor") in denied else None


def _series(listing: PublicListing):
    """(weekdays, minutes from, minutes to); no weekdays: the rule names none. Hours without a rule are the dates'."""
    for meeting in listing.meetings:
        single = frozenset(date.fromisoformat(text).weekday() for text in meeting.dates)
        for one in meeting.series:
            parts = dict(part.split("=") for part in one.rrule.removeprefix("RRULE:").split(";") if part)
            days = {DAYS[day[-2:]] for day in parts.get("BYDAY", "").split(",") if day}
            days = days or (set(range(7)) if parts.get("FREQ") == "DAILY" else set())
            yield (frozenset(days) if parts else single), _minutes(one.start), _minutes(one.end)
        if meeting.dates and "" not in [one.rrule for one in meeting.series]:
            yield single, None, None


def _last_day(listing: PublicListing) -> date | None:
    """When the last of it is held, where every day of every meeting is known."""
    days = []
    for meeting in listing.meetings:
        ends = [one.rrule.partition("UNTIL=")[2][:8] for one in meeting.series if one.rrule]
        if meeting.certainty != "parsed" or "" in ends or not (ends or meeting.dates):
            return None
        days += [date.fromisoformat(text) for text in (*ends, *meeting.dates)]
    return max(days, default=None)


def _minutes(text: str | None) -> int | None:
    return int(text[:2]) * 60 + int(text[3:]) if text else None
