"""What every rule is made of: the question put to the whole table at once, and the words for one listing."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.characters import key
from matching.knowledge import Knowledge
from matching.parameters import Parameters
from matching.person import Person
from matching.place import Surroundings, Where
from matching.table import Bools, Table

MET, UNKNOWN, UNMET, SILENT = 1, 0, -1, 2
VERDICT_WORDS = {MET: "met", UNKNOWN: "unknown", UNMET: "unmet"}


@dataclass(frozen=True, slots=True)
class Judged:
    """For every row of the table: MET, UNKNOWN, UNMET or SILENT (the rule has nothing to say), and whole points."""

    verdict: npt.NDArray[np.int8]
    points: npt.NDArray[np.int16]

    @classmethod
    def by(cls, met: Bools, unmet: Bools, *, gain: int = 0, loss: int = 0, silent: Bools | None = None) -> "Judged":
        """Met wins over unmet, silent over both; what is neither is unknown and has no points."""
        verdict = np.zeros(len(met), np.int8)
        verdict[unmet] = UNMET
        verdict[met] = MET
        points = np.zeros(len(met), np.int16)
        if loss:
            points[verdict == UNMET] = loss
        if gain:
            points[met] = gain
        if silent is not None:
            verdict[silent] = SILENT
            points[silent] = 0
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
    reach_m: float | None = None

    @cached_property
    def worked_out(self) -> dict[tuple[str, str], Bools]:
        """What rules found out once about this question and this table, by (what, term)."""
        return {}

    def about(self, table: Table) -> "Asked":
        """The same question to another table."""
        return replace(self, table=table)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The person's needs in order, then those that stand among the wishes (「こどもの食」)."""
        return tuple(dict.fromkeys((*self.person.needs, *self.person.wished("need"))))

    @cached_property
    def has_child(self) -> bool:
        """Whether the person speaks for a child too: by the needs, or by a child in the household."""
        limit = self.parameters["target.child_to"]
        young = any(one.oldest is not None and one.oldest <= limit for one in self.kin)
        return young or not {"childrearing", "double_care"}.isdisjoint(self.needs)

    def types_where(self, field: str, value: str) -> tuple[str, ...]:
        """Types whose vocabulary entry names a value in one of its fields (meets, helps, usual_targets …)."""
        return tuple(t.id for t in self.vocabulary.terms("type") if value in getattr(t, field))

    def of_forms(self, forms: frozenset[str]) -> Bools:
        """Rows of which any type has one of the forms (gathering, desk …)."""
        return self.table.holds("type", (t.id for t in self.vocabulary.terms("type") if t.form in forms))

    def only_of_forms(self, forms: frozenset[str]) -> Bools:
        """Rows that have types, all of them of these forms."""
        others = self.table.holds("type", (t.id for t in self.vocabulary.terms("type") if t.form not in forms))
        return self.of_forms(forms) & ~others

    @cached_property
    def distances(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Metres from the person to each row's venue or region, and by how much they may be wrong; NaN: not known."""
        columns, where, table = self.table.columns, self.where, self.table
        metres = np.full(len(table), np.nan, np.float32)
        slack = np.full(len(table), np.nan, np.float32)
        if where.latitude is None or where.longitude is None:
            return metres, slack
        town_slack, house_slack = self.parameters["reach.town_slack_m"], self.parameters["reach.house_slack_m"]
        scale = np.float32(np.cos(np.radians(where.latitude)))
        for fine in (False, True):
            if fine:
                latitude, longitude = columns.latitude, columns.longitude
                error = np.where(columns.level > 3, np.float32(house_slack), np.float32(town_slack))
            else:
                latitude, longitude, error = self._region_points(town_slack)
            x = (longitude - np.float32(where.longitude)) * scale
            y = latitude - np.float32(where.latitude)
            there = ~np.isnan(x)
            metres[there] = (np.float32(111_195.0) * np.hypot(x, y))[there]
            slack[there] = error[there] + np.float32(where.slack_m)
        return metres, slack

    def _region_points(
        self, town_slack: int
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Latitude, longitude and radius of each row's region, for rows that have no point of their own."""
        centres = np.full((len(self.table.regions) + 1, 3), np.nan, np.float32)
        for region, number in self.table.regions.items():
            centre = self.around.centre(region, town_slack)
            if centre is not None:
                centres[number] = (centre.latitude, centre.longitude, centre.radius_m)
        of_row = centres[self.table.columns.region]
        return of_row[:, 0], of_row[:, 1], of_row[:, 2]

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
        estimate = np.round(np.hypot(metres, slack / 2), -1)
        return np.where(self.here, np.float32(0), estimate).astype(np.float32)


class Rule:
    """Base of the rules. A subclass's docstring is the one Japanese sentence that users read."""

    id: ClassVar[str]
    hard: ClassVar[bool] = False

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
        """The change that would admit a listing which only this rule keeps out; None: nothing would."""
        return None
