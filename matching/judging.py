"""All rules put to one table for one person: the arrays that ranking, near misses and routes are cut from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from matching.rules import RULES, Asked, Judged, Rule
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET
from matching.rules.fit import Interest, Role, eases, meets, types_easing
from matching.rules.people import helps_only, wants_helpers
from matching.table import Bools, Rows

Points = npt.NDArray[np.int16]
Fetch = Callable[[Sequence[str]], tuple[PublicListing, ...]]
# What must not stay open of a place that is called a good fit.
BARRIERS = ("wheelchair", "accessible_toilet", "at_home")
INTEREST, ROLE = Interest(), Role()
# What keeps a resource from being a suggestion but not from being a way to get help by telephone.
NOT_FOR_ROUTES = ("at_home", "reach", "schedule", "work_stage", "wheelchair", "accessible_toilet")


def candidates(asked: Asked) -> Bools:
    """Rows that could be suggested, left out with a reason, or a route; all others are not worth judging."""
    everything = np.ones(len(asked.table), np.bool_)
    if not asks_for_something(asked):
        return everything
    table, needs = asked.table, set(asked.needs)
    types = {t.id for t in asked.vocabulary.terms("type") if needs & set(t.meets)}
    types.update(one for need in needs for one in types_easing(asked, need))
    contents = [t.id for t in asked.vocabulary.terms("content") if needs & {*t.meets, *t.helps}]
    found = table.holds("type", types) | table.holds("content", contents) | table.holds("need", needs)
    found |= INTEREST.fits(asked) | asked.of_forms(frozenset({"desk"}))
    if ROLE.applies(asked):
        found |= ROLE.judge(asked).verdict == MET
    return found


def asks_for_something(asked: Asked) -> bool:
    """Whether a need, a role or a thing to do was named; who names none may be shown everything."""
    return bool(asked.needs) or asked.person.wants_to_help or INTEREST.asks_for_something(asked)


@dataclass(frozen=True, slots=True)
class Listed:
    """What one rule says of each row."""

    rule: Rule
    verdicts: list[int]
    points: list[int]


@dataclass(frozen=True)
class Verdicts:
    """One person's verdicts. Arrays are as long as the table."""

    asked: Asked
    judged: tuple[tuple[Rule, Judged], ...]

    @classmethod
    def of(cls, asked: Asked, rules: tuple[Rule, ...] = RULES) -> "Verdicts":
        return cls(asked, tuple((rule, rule.judge(asked)) for rule in rules if rule.applies(asked)))

    def verdict(self, rule: str, row: int) -> int:
        """MET, UNKNOWN, UNMET, or SILENT where the rule does not apply."""
        found = self.listed.get(rule)
        return SILENT if found is None else found.verdicts[row]

    @cached_property
    def listed(self) -> dict[str, Listed]:
        """By rule, as plain numbers: for going through the few rows that are shown, one by one."""
        return {rule.id: Listed(rule, judged.verdict.tolist(), judged.points.tolist()) for rule, judged in self.judged}

    def _all(self, rule: str, verdict: int) -> Bools:
        for one, judged in self.judged:
            if one.id == rule:
                found: Bools = judged.verdict == verdict
                return found
        return np.zeros(len(self.asked.table), np.bool_)

    @cached_property
    def points(self) -> Points:
        total = np.zeros(len(self.asked.table), np.int16)
        for _, judged in self.judged:
            total += judged.points
        return total

    @cached_property
    def broken(self) -> npt.NDArray[np.int8]:
        """How many hard rules each row breaks."""
        count = np.zeros(len(self.asked.table), np.int8)
        for rule, judged in self.judged:
            if rule.hard:
                count += judged.verdict == UNMET
        return count

    @cached_property
    def met_needs(self) -> Bools:
        found = np.zeros(len(self.asked.table), np.bool_)
        for need in self.asked.needs:
            found |= meets(self.asked, need)
        return found

    @cached_property
    def eased_needs(self) -> Bools:
        found = np.zeros(len(self.asked.table), np.bool_)
        for need in self.asked.needs:
            found |= eases(self.asked, need)
        return found

    @cached_property
    def hoped_for(self) -> Bools:
        """Rows that do what is hoped for, or want the role that the person wants."""
        found = INTEREST.fits(self.asked)
        if ROLE.applies(self.asked):
            found |= self._all("role", MET)
        return found

    @cached_property
    def fitting(self) -> Bools:
        """Rows that there is a reason to suggest. Who asks for nothing may be shown everything."""
        asked = self.asked
        if not asks_for_something(asked):
            found = np.ones(len(asked.table), np.bool_)
        else:
            come_to = asked.of_forms(asked.knowledge.come_to_forms)
            found = self.met_needs | self.hoped_for | (self.eased_needs & come_to)
        fitting: Bools = found & ~asked.only_of_forms(asked.knowledge.forms_not_offered)
        return fitting

    @cached_property
    def outside_usual(self) -> Bools:
        """Rows usually for other people, with nothing that this person hopes for: nearly, but not offered."""
        unusual = self._all("usual_target", UNMET)
        oldest = self.asked.person.oldest
        if oldest is None or oldest < self.asked.parameters["target.child_to"]:
            return unusual
        alone: Bools = unusual & ~self.hoped_for
        return alone

    @cached_property
    def unsure(self) -> Bools:
        """Rows of which it is open whether they are for this person at all."""
        return self._all("residents", UNKNOWN) | self._all("target", UNKNOWN) | self._all("usual_target", UNKNOWN)

    @cached_property
    def offered(self) -> Bools:
        offered: Bools = self.fitting & (self.broken == 0) & ~self.outside_usual & ~self.against & ~self.only_a_route
        return offered

    @cached_property
    def only_a_route(self) -> Bools:
        """Rows for certain people, of whom it is not known that this is one: no suggestion, but a route."""
        only: Bools = self.unsure & self.asked.only_of_forms(self.asked.knowledge.route_forms)
        return only

    @cached_property
    def against(self) -> Bools:
        """Rows of which more speaks against than for."""
        against: Bools = self.points < self.asked.parameters["answer.suggest_from"]
        return against

    @cached_property
    def kept_out(self) -> Bools:
        """Rows that there is a reason to suggest, and something that keeps them out."""
        kept_out: Bools = self.fitting & ((self.broken > 0) | self.outside_usual | (self.against & ~self.only_a_route))
        return kept_out

    @cached_property
    def routes(self) -> Bools:
        """Desks, home-visits, supplies and programmes that fit a need, interest or role and serve the place."""
        asked = self.asked
        forms = asked.of_forms(asked.knowledge.route_forms)
        general = asked.of_forms(frozenset({"desk"})) & asked.table.says_nothing("need")
        nothing_asked = not asks_for_something(asked)
        fits = self.met_needs | self.eased_needs | self.hoped_for | (general if asked.needs else False) | nothing_asked
        kept_out = np.zeros(len(asked.table), np.bool_)
        for rule, judged in self.judged:
            if rule.hard and rule.id not in NOT_FOR_ROUTES:
                kept_out |= judged.verdict == UNMET
        routes: Bools = forms & fits & ~kept_out
        return routes

    def only(self, rows: Rows) -> "Verdicts":
        """The verdicts on some rows, in their order: words are made for the few that are shown."""
        judged = tuple((rule, Judged(one.verdict[rows], one.points[rows])) for rule, one in self.judged)
        return Verdicts(self.asked.about(self.asked.table.take(rows)), judged)

    def best(self, rows: Rows, points: Points, count: int) -> Rows:
        """The best `count` of some rows by their `points`; then distance, then the reading's beginning, then id."""
        if len(rows) > count:
            good = points >= np.partition(points, len(rows) - count)[len(rows) - count]
            rows, points = rows[good], points[good]
        columns = self.asked.table.columns
        metres = np.nan_to_num(self.asked.estimated_m[rows], nan=np.inf)
        by = (columns.id_start[rows], columns.reading[rows], metres, -points)
        found: Rows = rows[np.lexsort(by)][:count]
        return found

    def listings(self, rows: Rows, fetch: Fetch) -> Iterator[tuple[int, PublicListing]]:
        """Row and listing of some rows; one that was taken out since the table was made is left out."""
        numbers = {self.asked.table.id_of(row): int(row) for row in rows.tolist()}
        for listing in fetch(list(numbers)):
            yield numbers[listing.id], listing

    def breaks(self, row: int) -> list[Rule]:
        return [one.rule for one in self.listed.values() if one.rule.hard and one.verdicts[row] == UNMET]

    def kept_out_by(self, row: int) -> Rule:
        """The first hard rule that a row breaks; else whom it is usually for; else what takes most points off it."""
        if broken := self.breaks(row):
            return broken[0]
        if self.outside_usual[row]:
            return self.listed["usual_target"].rule
        return min(self.listed.values(), key=lambda one: one.points[row]).rule

    def admitted_by(self, rule: Rule, row: int) -> bool:
        """Whether the change that mends a rule would make a row a suggestion: nothing else keeps it out."""
        if any(one is not rule for one in self.breaks(row)) or (self.outside_usual[row] and rule.id != "usual_target"):
            return False
        mended = (rule.id, *rule.mends)
        rest = sum(one.points[row] for name, one in self.listed.items() if name not in mended)
        return rest >= self.asked.parameters["answer.suggest_from"]

    def meets_first(self, row: int) -> bool:
        """(a) of the contract: the first need, or without needs whatever was hoped for, is met by a known fact."""
        if self.asked.needs:
            return bool(meets(self.asked, self.asked.needs[0])[row])
        return bool(self.fitting[row])

    def leaves_no_barrier_open(self, row: int) -> bool:
        """(b): no wheelchair, accessible-toilet or home-visit need is unknown."""
        return all(self.verdict(rule, row) != UNKNOWN for rule in BARRIERS)

    def is_for_person(self, row: int) -> bool:
        """(c): a stated target, or the type's usual one, includes the person."""
        stated = self.verdict("target", row)
        if stated != SILENT:
            return stated == MET
        said = (self.verdict("usual_target", row), self.verdict("age", row))
        if said == (SILENT, SILENT) and helps_only(self.asked):
            return bool(wants_helpers(self.asked)[row])
        return MET in said
