"""Ranking: five suggestions at most, each with its reasons; what nearly fits; what was left out; other routes."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.travel import Travel
from geodata.ways import Ways
from matching.answer import ForOne, LeftOut, Match, Matches
from matching.explaining import explained, left_out
from matching.household import accompanying, at_the_same_time
from matching.judging import Fetch, Verdicts, candidates
from matching.knowledge import Knowledge
from matching.parameters import Parameters
from matching.person import Person, Sheet
from matching.routes import area_warnings, other_routes
from matching.rules import Asked
from matching.rules.base import MET
from matching.rules.fit import meets
from matching.table import Table
from matching.whereabouts import Whereabouts, desk_of

LIMIT = 5
CONSIDERED = 40
NEAR_MISSES = 5
NEAR_STEP_M = 50  # a near miss that is this much farther has to be better by a point
MOST_EXCLUDED = 100
ALONE_EACH = 3


@dataclass(frozen=True)
class Matcher:
    """What stays the same from question to question."""

    vocabulary: Vocabulary
    parameters: Parameters
    knowledge: Knowledge
    whereabouts: Whereabouts
    travel: Travel = field(default_factory=Travel.load)
    ways_now: Callable[[], Ways] = Ways

    def version(self, ways: Ways) -> str:
        """Of all that decides beside sheet and catalogue: weights, values of travel, what is loaded of ways."""
        number, _, digest = self.parameters.version.rpartition("-")
        said = f"{digest} {self.travel.values.version} {ways.version}"
        return f"{number}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"

    def rank(self, sheet: Sheet, table: Table, fetch: Fetch, day: date, limit: int = LIMIT) -> Matches:
        """Rank the table for a sheet. `fetch` gives the listings of ids; deterministic in all its arguments."""
        ways = self.ways_now()
        people = self.judge(sheet, table, day, ways)
        main, others = people[0], people[1:]
        _, located = self.whereabouts.of(sheet.main)
        matches, unmet_needs = self._matches(main, others, fetch, limit)
        no_confident = not any(match.confident for match in matches)
        near, excluded = self._left_out(main, fetch)
        return Matches(
            catalogue_version=table.version,
            rules_version=self.version(ways),
            day=day,
            reach=main.asked.reach.basis or None,
            warnings=(*sheet.warnings, *area_warnings(main, located, matches)),
            area=located.as_line(),
            no_confident_match=no_confident,
            matches=matches,
            near_misses=near,
            excluded=excluded,
            other_routes=other_routes(main, located, self.whereabouts, fetch),
            unmet_needs=unmet_needs,
            desk=desk_of(located),
            household=tuple(self._relative(one, matches, sheet.people, fetch) for one in others),
        )

    def judge(self, sheet: Sheet, table: Table, day: date, ways: Ways | None = None) -> tuple[Verdicts, ...]:
        """Everybody's verdicts on the rows that concern anybody: the same rows for all."""
        loaded = self.ways_now() if ways is None else ways
        asked = [self._asked(one, sheet.people, table, day, loaded) for one in sheet.people]
        concern = np.zeros(len(table), np.bool_)
        for one in asked:
            concern |= candidates(one)
        rows = np.flatnonzero(concern)
        # Taking rows out costs about as much as judging them.
        some = table.take(rows) if len(rows) < len(table) / 2 else table
        return tuple(Verdicts.of(one.about(some)) for one in asked)

    def _asked(self, person: Person, everyone: tuple[Person, ...], table: Table, day: date, ways: Ways) -> Asked:
        where, _ = self.whereabouts.of(person)
        return Asked(
            person=person,
            where=where,
            around=self.whereabouts.surroundings,
            day=day,
            table=table,
            vocabulary=self.vocabulary,
            knowledge=self.knowledge,
            parameters=self.parameters,
            kin=tuple(one for one in everyone if one is not person),
            travel=self.travel,
            ways=ways,
        )

    def _matches(
        self, main: Verdicts, others: Sequence[Verdicts], fetch: Fetch, limit: int
    ) -> tuple[tuple[Match, ...], tuple[str, ...]]:
        """The suggestions, and the needs that none of them is for."""
        offered, serves = np.flatnonzero(main.offered), self.parameters["household.serves"]
        counted = main.points[offered]
        for other in others:
            counted += other.offered[offered] * np.int16(serves)
        rows = main.best(offered, counted, CONSIDERED)
        points = {
            row: int(main.points[row]) + serves * sum(bool(one.offered[row]) for one in others) for row in rows.tolist()
        }
        listings = dict(main.listings(rows, fetch))
        order = {row: _order(main, points[row], row, listing) for row, listing in listings.items()}
        ordered = sorted(listings, key=order.__getitem__)
        chosen = sorted(
            _varied(ordered, points, listings, limit, self.parameters["answer.variety_within"]), key=order.__getitem__
        )
        numbers = np.array(chosen, np.intp)
        shown, with_kin = main.only(numbers), [other.only(numbers) for other in others]
        found = tuple(explained(shown, with_kin, place, listings[row]) for place, row in enumerate(chosen))
        return found, _unmet_needs(shown)

    def _left_out(self, main: Verdicts, fetch: Fetch) -> tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]]:
        """Near misses, and everything else that something keeps out, best first."""
        kept_out = np.flatnonzero(main.kept_out)
        rows = main.best(kept_out, main.points[kept_out], MOST_EXCLUDED)
        distance = np.nan_to_num(main.asked.estimated_m[rows], nan=10_000.0)
        rows = rows[np.argsort(distance // NEAR_STEP_M - main.points[rows], kind="stable")]
        shown = main.only(rows)
        place = {int(row): number for number, row in enumerate(rows)}
        near: list[LeftOut] = []
        out: list[LeftOut] = []
        for row, listing in main.listings(rows, fetch):
            out.append(left_out(shown, place[row], listing, admits=len(near) < NEAR_MISSES))
            near += [out[-1]] if out[-1].would_fit_if else []
        return tuple(near), tuple(out)

    def _relative(self, other: Verdicts, mains: Sequence[Match], household: Sequence[Person], fetch: Fetch) -> ForOne:
        asked = other.asked
        matches, _ = self._matches(other, (), fetch, ALONE_EACH)
        company = accompanying(asked.person, household, self.parameters, self.knowledge.spared_needs)
        pairs = at_the_same_time(mains, matches, asked.day, self.parameters)
        return ForOne(asked.person.age_words, matches, company, pairs)


def _order(main: Verdicts, points: int, row: int, listing: PublicListing) -> tuple[object, ...]:
    zone = main.asked.where.zone_id
    same_zone = zone is not None and zone in listing.zone_ids
    metres = float(main.asked.estimated_m[row])
    return (-points, not same_zone, metres if metres >= 0 else np.inf, listing.reading, listing.id)


def _kind(listing: PublicListing) -> tuple[object, ...]:
    contents = frozenset(word.term for word in listing.words if word.scheme == "content" and word.value)
    return listing.types[:1], contents


def _varied(
    ordered: list[int], points: Mapping[int, int], listings: dict[int, PublicListing], limit: int, within: int
) -> list[int]:
    """The best, but not all of one kind: the last places go to another kind that fits nearly as well."""
    chosen = ordered[:limit]
    spare = [row for row in ordered[limit:] if points[row] >= points[chosen[-1]] - within]
    for place in range(len(chosen) - 1, max(2, len(chosen) - 3), -1):
        kinds = [_kind(listings[row]) for row in chosen]
        if kinds.count(kinds[place]) == 1:
            continue
        other = next((row for row in spare if _kind(listings[row]) not in kinds), None)
        if other is None:
            break
        spare.remove(other)
        chosen[place] = other
    return chosen


def _unmet_needs(shown: Verdicts) -> tuple[str, ...]:
    """Needs of which no suggestion is for; home visits where nothing comes to somebody who cannot go out."""
    asked = shown.asked
    unmet = [need for need in asked.needs if not meets(asked, need).any()]
    comes = any(shown.verdict("at_home", row) == MET for row in range(len(asked.table)))
    if asked.person.stays_home and not comes:
        unmet.append("home_visit")
    return tuple(unmet)
