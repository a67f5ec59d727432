"""Ranking: five suggestions at most, each with its reasons; what nearly fits; what was left out; other routes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.vocabulary import Vocabulary
from geodata.travel import MODES, Mobility, reach, travel_time
from matching.answer import Finding, ForOne, LeftOut, Match, Matches, Question
from matching.judging import Fetch, Verdicts
from matching.knowledge import Knowledge
from matching.parameters import Parameters
from matching.person import Person, Sheet
from matching.routes import area_warnings, other_routes
from matching.rules import Asked
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET, VERDICT_WORDS
from matching.rules.reaching import distance_basis
from matching.table import Rows, Table
from matching.whereabouts import Whereabouts, desk_of

LIMIT = 5
CONSIDERED = 40
NEAR_MISSES = 5
NEAR_STEP_M = 50  # a near miss that is this much farther has to be better by a point
MOST_EXCLUDED = 100
DATES_SHOWN = 3
ALONE_EACH = 3


@dataclass(frozen=True)
class Matcher:
    """What stays the same from question to question."""

    vocabulary: Vocabulary
    parameters: Parameters
    knowledge: Knowledge
    whereabouts: Whereabouts

    def rank(self, sheet: Sheet, table: Table, fetch: Fetch, day: date, limit: int = LIMIT) -> Matches:
        """Rank the table for a sheet. `fetch` gives the listings of ids; deterministic in all its arguments."""
        everyone = sheet.people
        people = [Verdicts.of(self._asked(one, everyone, table, day)) for one in everyone]
        main = people[0]
        _, located = self.whereabouts.of(sheet.main)
        matches = self._matches(main, people[1:], fetch, limit)
        no_confident = not any(match.confident for match in matches)
        near, excluded = self._left_out(main, fetch)
        routes = other_routes(main, located, self.whereabouts, fetch)
        return Matches(
            catalogue_version=table.version,
            rules_version=self.parameters.version,
            day=day,
            warnings=(*sheet.warnings, *area_warnings(main, located, bool(matches), no_confident)),
            area=located.as_line(),
            no_confident_match=no_confident,
            matches=matches,
            near_misses=near,
            excluded=excluded,
            other_routes=routes,
            unmet_needs=_unmet_needs(main, matches, table),
            desk=desk_of(located),
            household=tuple(self._alone(one, fetch) for one in people[1:]),
        )

    def _asked(self, person: Person, everyone: tuple[Person, ...], table: Table, day: date) -> Asked:
        where, _ = self.whereabouts.of(person)
        mobility = _mobility(person)
        found = reach(mobility) if mobility else None
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
            reach_m=found.distance_m if found else None,
        )

    def _matches(self, main: Verdicts, others: Sequence[Verdicts], fetch: Fetch, limit: int) -> tuple[Match, ...]:
        points = main.points.copy()
        serves = self.parameters["household.serves"]
        for other in others:
            points[other.offered] += serves
        rows = _best(main, points, np.flatnonzero(main.offered), CONSIDERED)
        made = [self._match(main, others, row, one) for row, one in main.listings(rows, fetch)]
        ordered = sorted(made, key=lambda match: _order(main, match))
        return _varied(ordered, limit, self.parameters["answer.variety_within"], main)

    def _match(self, main: Verdicts, others: Sequence[Verdicts], row: int, listing: PublicListing) -> Match:
        asked = main.asked
        findings, questions = [], []
        for rule, judged in main.judged:
            verdict, points = int(judged.verdict[row]), int(judged.points[row])
            if verdict == SILENT:
                continue
            reason = rule.reason(asked, listing, row, verdict)
            findings.append(Finding(rule.id, VERDICT_WORDS[verdict], points, reason))
            if text := rule.question(asked, listing, row, verdict):
                questions.append(Question(rule.id, text))
        findings += self._household_findings(others, row)
        confident = main.meets_first(row) and main.leaves_no_barrier_open(row) and main.is_for_person(row)
        total = sum(finding.points for finding in findings)
        metres = asked.estimated_m[row]
        mobility = _mobility(asked.person)
        takes = travel_time(float(metres), mobility) if mobility and not np.isnan(metres) else None
        basis = distance_basis(asked, row) if not np.isnan(metres) else None
        unsure = main.verdict("reach", row) == UNKNOWN and not metres <= (asked.reach_m or 0)
        good = confident and not unsure and total >= self.parameters["answer.good_from"]
        return Match(
            listing=listing,
            points=total,
            fit="good" if good and not any(f.verdict == "unmet" and f.points < 0 for f in findings) else "possible",
            confident=confident,
            findings=tuple(findings),
            questions=(*questions, *_standing_questions(listing)),
            distance_m=None if np.isnan(metres) else int(metres),
            travel_minutes=takes.minutes if takes else None,
            travel_basis=f"{basis}。{takes.basis}" if takes else basis,
            next_dates=_next_dates(listing, asked.day),
        )

    def _household_findings(self, others: Sequence[Verdicts], row: int) -> list[Finding]:
        """Whether each further person of the household could use it too."""
        findings = []
        for other in others:
            who = other.asked.person.age_words
            if other.offered[row]:
                points = self.parameters["household.serves"]
                findings.append(Finding("household", "met", points, f"ご家族（{who}）にも合います"))
            else:
                broken = other.breaks(row)
                why = f"（{broken[0].id}）" if broken else "（ご家族の困りごと・希望とは別です）"
                findings.append(Finding("household", "unmet", 0, f"ご家族（{who}）には合いません{why}"))
        return findings

    def _left_out(self, main: Verdicts, fetch: Fetch) -> tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]]:
        """Near misses, and everything that would have fitted but for hard rules, best first."""
        asked = main.asked
        kept_out = main.fitting & ((main.broken > 0) | main.outside_usual)
        rows = _best(main, main.points, np.flatnonzero(kept_out), MOST_EXCLUDED)
        distance = np.nan_to_num(asked.estimated_m[rows], nan=10_000.0)
        rows = rows[np.argsort(distance // NEAR_STEP_M - main.points[rows], kind="stable")]
        near: list[LeftOut] = []
        excluded: list[LeftOut] = []
        for row, listing in main.listings(rows, fetch):
            broken = main.breaks(row)
            if broken:
                rule = broken[0]
                reason = rule.reason(asked, listing, row, UNMET)
                excluded.append(LeftOut(listing, rule.id, reason))
                change = rule.would_fit_if(asked, listing, row) if len(broken) == 1 else None
                change = None if main.outside_usual[row] else change
            else:
                rule = next(one for one, _ in main.judged if one.id == "usual_target")
                reason, change = rule.reason(asked, listing, row, UNMET), "ふつうの対象でない人も入れれば可"
                excluded.append(LeftOut(listing, rule.id, reason))
            if change and len(near) < NEAR_MISSES:
                near.append(LeftOut(listing, rule.id, reason, change))
        return tuple(near), tuple(excluded)

    def _alone(self, other: Verdicts, fetch: Fetch) -> ForOne:
        matches = self._matches(other, (), fetch, ALONE_EACH)
        accompany = None
        if {"cane", "rollator", "wheelchair"} & set(other.asked.person.aids):
            accompany = "ご家族のだれかが付き添えるか、話し合ってみてください"
        return ForOne(other.asked.person.age_words, matches, accompany)


def _mobility(person: Person) -> Mobility | None:
    if person.mode is None and person.minutes is None:
        return None
    age = person.youngest if person.youngest is not None else person.oldest
    mode = next((mode for mode in MODES if mode == person.mode), MODES[0])
    return Mobility(mode=mode, minutes=person.minutes, aids=person.aids, age=age)


def _best(main: Verdicts, points: npt.NDArray[np.int32], rows: Rows, count: int) -> Rows:
    """The best `count` of some rows: by points, then distance, then reading, then id."""
    if len(rows) > count:
        least = np.partition(points[rows], len(rows) - count)[len(rows) - count]
        rows = rows[points[rows] >= least]
    columns = main.asked.table.columns
    metres = np.nan_to_num(main.asked.estimated_m[rows], nan=np.inf)
    by = (columns.id_low[rows], columns.id_high[rows], columns.reading[rows], metres, -points[rows])
    best: Rows = rows[np.lexsort(by)][:count]
    return best


def _order(main: Verdicts, match: Match) -> tuple[object, ...]:
    zone = main.asked.where.zone_id
    same_zone = zone is not None and zone in match.listing.zone_ids
    metres = 10**9 if match.distance_m is None else match.distance_m
    return (-match.points, not same_zone, metres, match.listing.reading, match.listing.id)


def _kind(match: Match) -> tuple[object, ...]:
    contents = frozenset(w.term for w in match.listing.words if w.scheme == "content" and w.value)
    return match.listing.types[:1], contents


def _varied(ordered: list[Match], limit: int, within: int, main: Verdicts) -> tuple[Match, ...]:
    """The best, but not all of one kind: the last places go to another kind that fits nearly as well."""
    chosen = ordered[:limit]
    spare = [match for match in ordered[limit:] if chosen and match.points >= chosen[-1].points - within]
    for place in range(len(chosen) - 1, max(2, len(chosen) - 3), -1):
        kinds = [_kind(match) for match in chosen]
        if kinds.count(kinds[place]) == 1:
            continue
        other = next((match for match in spare if _kind(match) not in kinds), None)
        if other is None:
            break
        spare.remove(other)
        chosen[place] = other
    return tuple(sorted(chosen, key=lambda match: _order(main, match)))


def _standing_questions(listing: PublicListing) -> list[Question]:
    """What to say whatever the person asked: a coarse place goes through the 社協."""
    questions = []
    if any(venue.coarse for venue in listing.venues):
        questions.append(Question("place", "会場は社協経由でご案内します（社協に連絡してください）"))
    elif not listing.venues:
        questions.append(Question("place", "開催場所が未登録です。どこで開かれますか"))
    return questions


def _next_dates(listing: PublicListing, day: date) -> tuple[date, ...]:
    found = {one for meeting in listing.meetings for one in next_dates(meeting, day, DATES_SHOWN)}
    return tuple(sorted(found)[:DATES_SHOWN])


def _unmet_needs(main: Verdicts, matches: tuple[Match, ...], table: Table) -> tuple[str, ...]:
    """Needs of which no suggestion is for; home visits where nothing comes to somebody who cannot go out."""
    from matching.rules.fit import meets

    rows = [table.row_numbers[match.listing.id] for match in matches]
    unmet = [need for need in main.asked.needs if not any(meets(main.asked, need)[row] for row in rows)]
    if main.asked.person.stays_home and not any(main.verdict("at_home", row) == MET for row in rows):
        unmet.append("home_visit")
    return tuple(unmet)
