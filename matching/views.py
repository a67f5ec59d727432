"""`/match`: condition sheet and answer for 推進員; `/about/matching`: every rule. Nothing of a person is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from flask import Blueprint, Response, flash, make_response, render_template, request
from sqlalchemy import Engine
from werkzeug.wrappers import Response as AnyResponse

from directory.call_list import ToCall
from directory.errors import InputWrong
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.stewardship.proposals import propose
from directory.store import listing_of, writing
from directory.vocabulary import Vocabulary
from matching.answer import Match, Matches
from matching.current import CurrentTable
from matching.in_words import FITS, QUESTIONS_OPEN, ROUTES_OPEN, Near, grouped, said
from matching.judging import Fetch
from matching.matcher import Matcher
from matching.parameters import Parameter
from matching.person import read
from matching.rules import RULES
from matching.sheet_form import Choices, Filled

View = TypeVar("View", bound=Callable[..., object])
# What a telephone call answers, and the field of the listing that says it.
FIELDS = {"booking": "application_text", "cost": "fees_text", "target": "eligibility_text"}
FIELDS |= {"usual_target": "eligibility_text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`guard` lets only those in who may use /match. `engine` None: no answers are taken. `who`: the signed-in name.

    `supporter_facts`: by listing what only signed-in supporters may know, as label and text.
    """

    matcher: Matcher
    table: CurrentTable
    fetch: Fetch
    vocabulary: Vocabulary
    emergency: tuple[EmergencyNumber, ...]
    whom_to_call: Callable[[PublicListing], ToCall]
    today: Callable[[], date]
    guard: Callable[[Callable[..., AnyResponse]], Callable[..., AnyResponse]] = lambda view: view
    who: Callable[[], str | None] = lambda: None
    engine: Engine | None = None
    supporter_facts: Callable[[Sequence[str]], Mapping[str, tuple[tuple[str, str], ...]]] = lambda ids: {}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPage:
    """The sheet, and beside it the answer where there is one."""

    choices: Choices
    filled: Filled
    emergency: tuple[EmergencyNumber, ...]
    answer: Matches | None = None
    calls: dict[str, ToCall]
    labels: dict[str, str]
    takes_answers: bool
    supporters: Mapping[str, tuple[tuple[str, str], ...]]
    fits: dict[str, str]
    near: tuple[Near, ...] = ()
    routes_open: int = ROUTES_OPEN
    questions_open: int = QUESTIONS_OPEN

    def said(self, match: Match, verdict: str) -> list[str]:
        return said(match, verdict)


@dataclass(frozen=True, slots=True)
class RuleShown:
    id: str
    sentence: str
    hard: bool
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    version: str
    rules: tuple[RuleShown, ...]
    general: tuple[Parameter, ...]
    travel: tuple[Parameter, ...]


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("match", __name__)
    choices = Choices.of(parts.vocabulary)

    @views.get("/match")
    @parts.guard
    def sheet() -> Response:
        return _page(parts, choices, Filled(), None)

    @views.post("/match")
    @parts.guard
    def answer() -> Response:
        if request.is_json:
            return _as_json(_matches(parts, request.get_json(silent=True)))
        filled = Filled.of(request.form.to_dict(flat=False))
        return _page(parts, choices, filled, _matches(parts, filled.as_person()))

    @views.post("/match/answer")
    @parts.guard
    def learnt() -> Response:
        _keep_answer(parts, request.form.get("listing", ""), request.form.get("rule", ""))
        filled = Filled.from_text(request.form.get("sheet", ""))
        return _page(parts, choices, filled, _matches(parts, filled.as_person()))

    @views.get("/about/matching")
    def rules() -> Response:
        return make_response(render_template("matching/rules.html", page=_rules_page(parts)))

    return views


def _matches(parts: Parts, stated: object) -> Matches:
    sheet = read(stated, parts.vocabulary)
    return parts.matcher.rank(sheet, parts.table.get(), parts.fetch, parts.today())


def _as_json(matches: Matches) -> Response:
    response = make_response(json.dumps(matches.as_json(), ensure_ascii=False, indent=2) + "\n")
    response.mimetype = "application/json"
    return response


def _page(parts: Parts, choices: Choices, filled: Filled, answer: Matches | None) -> Response:
    listings = [match.listing for match in answer.matches] if answer else []
    listings += [route.listing for route in answer.other_routes if route.listing] if answer else []
    labels = {f"need.{term.id}": term.label for term in parts.vocabulary.terms("need")}
    labels["need.home_visit"] = parts.vocabulary.label("access", "home_visit")
    page = MatchPage(
        choices=choices,
        filled=filled,
        emergency=parts.emergency,
        answer=answer,
        calls={listing.id: parts.whom_to_call(listing) for listing in listings},
        labels=labels,
        takes_answers=parts.engine is not None,
        supporters=parts.supporter_facts([listing.id for listing in listings]),
        fits=FITS,
        near=grouped(answer.near_misses) if answer else (),
    )
    return make_response(render_template("matching/match.html", page=page))


def _keep_answer(parts: Parts, listing_id: str, rule: str) -> None:
    """An answer got by telephone becomes a proposed fact of the listing, with who heard it; never of a person."""
    if parts.engine is None:
        raise InputWrong("この画面からは書きとめられません。職員の画面から入れてください。")
    words, question = request.form.get("answer", ""), request.form.get("question", "")
    field = FIELDS.get(rule)
    value = words if field or not words.strip() else f"{question} → {words.strip()}"
    with writing(parts.engine) as session:
        listing = listing_of(session, listing_id)
        propose(session, listing.id, "fact", value, said_by=parts.who() or "推進員", field=field)
    flash(f"「{listing.name}」について聞いたことを控えました。社協が確かめてから名簿に反映します。", "done")


def _rules_page(parts: Parts) -> RulesPage:
    parameters = parts.matcher.parameters
    shown = tuple(RuleShown(r.id, r.sentence, r.hard, tuple(parameters.of_rule(r.id))) for r in RULES)
    of_rules = {rule.id for rule in RULES}
    general = tuple(p for p in parameters if p.name.partition(".")[0] not in of_rules)
    travel = tuple(parts.matcher.travel.values.by_name.values())
    return RulesPage(parts.matcher.version(parts.matcher.ways_now()), shown, general, travel)
