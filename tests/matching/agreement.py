"""Where the matcher and the plain checker differ about one random person and catalogue; nothing: they agree."""

import json
import random
from collections.abc import Iterator

from directory.public_view import PublicListing
from matching.answer import Matches
from matching.judging import Verdicts
from matching.matcher import Matcher
from matching.person import Person, Sheet, read
from matching.rules.base import SILENT, VERDICT_WORDS
from matching.table import Table
from matching.travelling import mobility_of
from tests.matching.checker import Facts, Question
from tests.matching.checker_outcome import broken_by, may_leave_out, only_by, total
from tests.matching.checker_rules import Verdict, judged, meets
from tests.matching.places import DAY, VOCABULARY, matcher
from tests.matching.random_town import some_listing, some_person

BORDER_M = 2.0  # float32 and float64 may fall on different sides of a limit that is nearer than this
NEVER_SILENT = "silent", 0


def question(asker: Matcher, sheet: Sheet, person: Person) -> Question:
    """The plain checker's form of what the matcher is asked."""
    mobility = mobility_of(person)
    reach = asker.travel.reach(mobility) if mobility else None
    return Question(
        person=person,
        kin=tuple(one for one in sheet.people if one is not person),
        where=asker.whereabouts.of(person)[0],
        around=asker.whereabouts.surroundings,
        day=DAY,
        vocabulary=asker.vocabulary,
        knowledge=asker.knowledge,
        weigh=asker.parameters,
        reach_m=reach.possible_m if reach else None,
        sure_m=reach.sure_m if reach else None,
    )


def differences(seed: int, rows: int = 25) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 nothing here is secret
    listings = [some_listing(chance) for _ in range(rows)]
    stated = some_person(chance)
    sheet = read(stated, VOCABULARY)
    by_id = {one.id: one for one in listings}
    table = Table.build(listings, VOCABULARY, 1)

    def answer(table: Table) -> Matches:
        return matcher().rank(sheet, table, lambda ids: tuple(by_id[one] for one in ids), DAY)

    found = answer(table)
    if json.dumps(found.as_json()) != json.dumps(answer(Table.build(listings[::-1], VOCABULARY, 1)).as_json()):
        yield "the same question got two answers"
    asked = question(matcher(), sheet, sheet.main)
    facts = {one.id: Facts.of(one, VOCABULARY) for one in listings}
    verdicts = matcher().judge(sheet, table, DAY)[0]
    said = {one.id: judged(asked, facts[one.id]) for one in listings}
    for row, listing_id in enumerate(verdicts.asked.table.ids):
        yield from _rule_by_rule(verdicts, row, asked, facts[listing_id], said[listing_id])
    yield from _of_the_answer(found, asked, facts, said)


def _rule_by_rule(
    verdicts: Verdicts, row: int, asked: Question, facts: Facts, expected: dict[str, Verdict]
) -> Iterator[str]:
    """What differs. On a border our side of it is taken over into `expected`: either is right."""
    names = {rule.id for rule, _ in verdicts.judged} | set(expected)
    for name in sorted(names - {"same_zone"}):
        ours = NEVER_SILENT
        for rule, one in verdicts.judged:
            if rule.id == name and one.verdict[row] != SILENT:
                ours = VERDICT_WORDS[int(one.verdict[row])], int(one.points[row])
        wanted = expected.get(name, NEVER_SILENT)
        if ours == wanted:
            continue
        if name in ("reach", "nearness") and _on_a_border(asked, facts, ours, wanted):
            expected[name] = ours
        else:
            yield f"{name} of {facts.listing.name}: {ours}, the checker says {wanted}"


def _on_a_border(asked: Question, facts: Facts, ours: tuple[str, int], wanted: tuple[str, int]) -> bool:
    there = asked.distance(facts)
    if there is None:
        return False
    # Half a point is rounded to none or one; with none a place is far.
    far = {ours[0], wanted[0]} == {"met", "unmet"} and 1 in (ours[1], wanted[1])
    rounded = (abs(ours[1] - wanted[1]) <= 1 and ours[0] == wanted[0]) or far
    sure, limit = asked.sure_m or 0, asked.reach_m or 0
    borders = (
        there[0] + there[1] - sure,
        there[0] - there[1] - limit,
        there[0] - asked.weigh["reach.house_slack_m"] - limit,
    )
    return rounded or min(map(abs, borders)) < BORDER_M


def _of_the_answer(
    found: Matches, asked: Question, facts: dict[str, Facts], said: dict[str, dict[str, Verdict]]
) -> Iterator[str]:
    if len(found.matches) > 5:
        yield "more than five"
    if not found.other_routes:
        yield "no other route"
    for match in found.matches:
        if broken := broken_by(said[match.listing.id]):
            yield f"{match.listing.name} breaks {broken}"
        if total(said[match.listing.id]) < asked.weigh["answer.suggest_from"]:
            yield f"more speaks against {match.listing.name} than for it"
        if sum(finding.points for finding in match.findings) != match.points:
            yield f"the findings of {match.listing.name} do not sum"
        if any(f.points for f in match.findings if f.verdict == "unknown" and f.rule not in ("exertion", "companion")):
            yield f"something unknown of {match.listing.name} scores"
        unknown = {one.rule for one in match.findings if one.verdict == "unknown"} - {"freshness"}
        if unasked := unknown - {one.rule for one in match.questions} - {"nearness"}:
            yield f"unknown and not asked: {unasked}"
    for out in found.excluded:
        if out.rule not in may_leave_out(asked, facts[out.listing.id], said[out.listing.id]):
            yield f"{out.listing.name} is left out by {out.rule}, the checker says {said[out.listing.id]}"
    for near in found.near_misses:
        if not near.would_fit_if or not only_by(asked, facts[near.listing.id], said[near.listing.id], near.rule):
            yield f"{near.listing.name} is no near miss by {near.rule}: {said[near.listing.id]}"
    if found.no_confident_match is any(_sure(asked, facts[match.listing.id], match.listing) for match in found.matches):
        yield f"no_confident_match is {found.no_confident_match}"


def _sure(asked: Question, facts: Facts, listing: PublicListing) -> bool:
    """(a), (b) and (c) of the contract."""
    verdicts = {name: verdict for name, (verdict, _) in judged(asked, facts).items()}
    if any(verdicts.get(name) == "unknown" for name in ("wheelchair", "accessible_toilet", "at_home")):
        return False
    if asked.needs and not meets(asked, facts, asked.needs[0]):
        return False
    if "target" in verdicts:
        return verdicts["target"] == "met"
    wanted = facts.any("role", {*asked.wanted, *asked.nearly}) and not {"usual_target", "age"} & set(verdicts)
    return "met" in (verdicts.get("usual_target"), verdicts.get("age")) or (asked.helps_only and wanted)
