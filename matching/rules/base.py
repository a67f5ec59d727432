"""What every rule is made of: the question put to the whole table at once, and the words for one listing."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.characters import key
from geodata.travel import Mobility, Reach, Travel
from geodata.ways import Ways
from matching.knowledge import Knowledge
from matching.parameters import Parameters
from matching.person import Person
from matching.place import Surroundings, Where
from matching.table import Bools, Table
from matching.travelling import Going, Places, mobility_of

MET, UNKNOWN, UNMET, SILENT = 1, 0, -1, 2
TOWN_LEVEL = 3
VERDICT_WORDS = {MET: "met", UNKNOWN: "unknown", UNMET: "unmet"}


@dataclass(frozen=True, slots=True)
class Judged:
    """For every row of the table: MET, UNKNOWN, UNMET or SILENT (the rule has nothing to say), and whole points."""

    verdict: npt.NDArray[np.int8]
    points: npt.NDArray[np.int16]

    @classmethod
    def by(cls, met: Bools, unmet: Bools, *, gain: int = 0, loss: int = 0, silent: Bools | None = None) -> "Judged":
        """Met wins over unmet, silent over both; what is neither is unknown and has no points."""
        if silent is not None:
            met, unmet = met & ~silent, unmet & ~silent
        unmet = unmet & ~met
        # Arithmetic on whole arrays: several times faster than writing through masks.
        verdict = met.view(np.int8) - unmet.view(np.int8)
        if silent is not None:
            verdict += silent.view(np.int8) * np.int8(SILENT)
        points = met * np.int16(gain) if gain else np.zeros(len(met), np.int16)
        if loss:
            points += unmet * np.int16(loss)
        return cls(verdict, points)


@dataclass(frozen=True)
class Asked:
    """One person's question to one table: everything that a rule may look at."""

    person: Person
    where: Where
    around: Surroundings
    day: date
    table: Table
    vocabulary: Vocabulary
    knowledge: Knowledge
    parameters: Parameters
    kin: tuple[Person, ...] = ()
    travel: Travel = field(default_factory=Travel.load)
    ways: Ways = field(default_factory=Ways)

    @cached_property
    def mobility(self) -> Mobility | None:
        return mobility_of(self.person)

    @cached_property
    def reach(self) -> Reach:
        """What the minutes are enough for; without limits where nothing was said of getting about."""
        return self.travel.reach(self.mobility) if self.mobility else Reach(None, None, "")

    @cached_property
    def reach_m(self) -> float | None:
        """The straight line beyond which nothing is within reach; None: no limit is known."""
        if self.going is None or self.person.minutes is None:
            return self.reach.possible_m
        return self.going.possible_m(self.person.minutes)

    @cached_property
    def going(self) -> Going | None:
        """The ways to all places, where anything is loaded that counts for this person; None: nothing is."""
        where, ways, columns = self.where, self.ways, self.table.columns
        if self.mobility is None or where.latitude is None or where.longitude is None or not ways.version:
            return None
        metres, slack = self.distances
        town, house = self.parameters["reach.town_slack_m"], self.parameters["reach.house_slack_m"]
        placed = (columns.level >= TOWN_LEVEL) & ~np.isnan(columns.latitude) & (where.slack_m <= town)
        fine = placed & (columns.level > TOWN_LEVEL) & (where.slack_m <= house)
        places = Places(
            latitude=where.latitude,
            longitude=where.longitude,
            latitudes=columns.latitude,
            longitudes=columns.longitude,
            metres=metres,
            slack=slack,
            home_slack=where.slack_m,
            # Two points of one 町丁目 say nothing of the ground between home and place.
            placed=fine | (placed & (metres > slack)),
            fine=fine,
        )
        return Going(self.travel, ways, self.mobility, places)

    @cached_property
    def worked_out(self) -> dict[Hashable, Bools]:
        """What rules found out once about this question and this table."""
        return {}

    def about(self, table: Table) -> "Asked":
        """The same question to another table."""
        return replace(self, table=table)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The person's needs in order, then those that stand among the wishes (「こどもの食」)."""
        return tuple(dict.fromkeys((*self.person.needs, *self.person.wished("need"))))

    @cached_property
    def needs_at_home(self) -> frozenset[str]:
        """The needs of everybody in the household."""
        return frozenset((*self.needs, *(need for one in self.kin for need in one.needs)))

    @cached_property
    def has_child(self) -> bool:
        """Whether the person speaks for a child too: by the needs, or by a child in the household."""
        limit = self.parameters["target.child_to"]
        young = any(one.oldest is not None and one.oldest <= limit for one in self.kin)
        return young or not {"childrearing", "double_care"}.isdisjoint(self.needs)

    @cached_property
    def is_child(self) -> bool:
        """Whether the person is known to be a child."""
        return self.person.oldest is not None and self.person.oldest <= self.parameters["target.child_to"]

    def types_where(self, field: str, value: str) -> tuple[str, ...]:
        """Types whose vocabulary entry names a value in one of its fields (meets, helps, usual_targets …)."""
        return tuple(t.id for t in self.vocabulary.terms("type") if value in getattr(t, field))

    def of_forms(self, forms: frozenset[str]) -> Bools:
        """Rows of which any type has one of the forms (gathering, desk …)."""
        found = self.worked_out.get(forms)
        if found is None:
            types = (t.id for t in self.vocabulary.terms("type") if t.form in forms)
            found = self.worked_out[forms] = self.table.holds("type", types)
        return found

    def only_of_types(self, types: frozenset[str]) -> Bools:
        """Rows that have types, all of them among these."""
        found = self.worked_out.get(("types", types))
        if found is None:
            others = (t.id for t in self.vocabulary.terms("type") if t.id not in types)
            found = self.worked_out["types", types] = self.table.holds("type", types) & ~self.table.holds(
                "type", others
            )
        return found

    def only_of_forms(self, forms: frozenset[str]) -> Bools:
        """Rows that have types, all of them of these forms."""
        found = self.worked_out.get(("only", forms))
        if found is None:
            others = (t.id for t in self.vocabulary.terms("type") if t.form not in forms)
            found = self.worked_out["only", forms] = self.of_forms(forms) & ~self.table.holds("type", others)
        return found

    @cached_property
    def distances(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Metres from the person to each row's venue or region, and by how much they may be wrong; NaN: not known."""
        columns, where = self.table.columns, self.where
        if where.latitude is None or where.longitude is None:
            nowhere = np.full(len(self.table), np.nan, np.float32)
            return nowhere, nowhere
        town_slack, house_slack = self.parameters["reach.town_slack_m"], self.parameters["reach.house_slack_m"]
        latitude, longitude = columns.latitude, columns.longitude
        error = np.where(columns.level > 3, np.float32(house_slack), np.float32(town_slack))
        missing = np.isnan(latitude)
        if missing.any():
            centres = self._region_centres(town_slack)[columns.region[missing]]
            latitude, longitude = latitude.copy(), longitude.copy()
            latitude[missing], longitude[missing], error[missing] = centres.T
        x = (longitude - np.float32(where.longitude)) * np.float32(np.cos(np.radians(where.latitude)))
        y = latitude - np.float32(where.latitude)
        return np.float32(111_195.0) * np.sqrt(x * x + y * y), error + np.float32(where.slack_m)

    def _region_centres(self, town_slack: int) -> npt.NDArray[np.float32]:
        """Latitude, longitude and radius of each region of the table; the last row, of no region, is NaN."""
        centres = np.full((len(self.table.regions) + 1, 3), np.nan, np.float32)
        for region, number in self.table.regions.items():
            centre = self.around.centre(region, town_slack)
            if centre is not None:
                centres[number] = (centre.latitude, centre.longitude, centre.radius_m)
        return centres

    @cached_property
    def here(self) -> Bools:
        """Rows held at the very place that the person named (the 団地 the person lives in)."""
        texts = set(self.where.estate.names if self.where.estate else ())
        if self.where.estate_text:
            texts.add(self.where.estate_text)
        found = np.zeros(len(self.table), np.bool_)
        for text in sorted(texts):
            found |= self.table.rows_saying(key(text), in_names=True)
        return found

    @cached_property
    def same_district(self) -> Bools:
        """Rows of which the 地区 is known to be the person's."""
        same = np.zeros(len(self.table.regions) + 1, np.bool_)
        for region, number in self.table.regions.items():
            kind, _, name = region.partition(":")
            district = name if kind == "地区" else self.around.district_of(name)
            same[number] = district is not None and district == self.where.district
        return same[self.table.columns.region]

    @cached_property
    def estimated_m(self) -> npt.NDArray[np.float32]:
        """The expected distance in metres, rounded to 10: never less than half of what the points may be wrong by."""
        metres, slack = self.distances
        half = slack * np.float32(0.5)
        estimate = np.rint(np.sqrt(metres * metres + half * half) * np.float32(0.1)) * np.float32(10)
        return np.where(self.here, np.float32(0), estimate).astype(np.float32, copy=False)

    @cached_property
    def felt_m(self) -> npt.NDArray[np.floating]:
        """The distance as it is felt: longer where the loaded heights or ways say so."""
        return self.estimated_m if self.going is None else self.going.felt(self.estimated_m)


class Rule:
    """Base of the rules. A subclass's docstring is the one Japanese sentence that users read."""

    id: ClassVar[str]
    hard: ClassVar[bool] = False
    mends: ClassVar[tuple[str, ...]] = ()
    """Other rules that the change named by `would_fit_if` mends as well (a lift home: the distance and the slope)."""

    @property
    def sentence(self) -> str:
        return (self.__doc__ or "").strip()

    def applies(self, asked: Asked) -> bool:
        return True

    def judge(self, asked: Asked) -> Judged:
        raise NotImplementedError

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        raise NotImplementedError

    def question(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str | None:
        """What to ask by telephone, mostly where the verdict is unknown."""
        return None

    def would_fit_if(self, asked: Asked, listing: PublicListing, row: int) -> str | None:
        """The change that would admit a listing which this rule keeps out; None: nothing would."""
        return None
