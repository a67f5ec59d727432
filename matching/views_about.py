"""`/about/matching`: every rule with its weights and sources, out of the files that the program uses."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template

from matching.matcher import Matcher
from matching.parameters import Parameter
from matching.rules import RULES


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


def blueprint(matcher: Matcher) -> Blueprint:
    views = Blueprint("about_matching", __name__)

    @views.get("/about/matching")
    def rules() -> Response:
        return make_response(render_template("matching/rules.html", page=_rules_page(matcher)))

    return views


def _rules_page(matcher: Matcher) -> RulesPage:
    parameters = matcher.parameters
    shown = tuple(RuleShown(r.id, r.sentence, r.hard, tuple(parameters.of_rule(r.id))) for r in RULES)
    of_rules = {rule.id for rule in RULES}
    general = tuple(p for p in parameters if p.name.partition(".")[0] not in of_rules)
    travel = tuple(matcher.travel.values.by_name.values())
    return RulesPage(matcher.version(matcher.ways_now()), shown, general, travel)
