"""RULES: the whole matcher, a class a rule. What each says to users is its docstring; weights stand in rules.toml."""

from matching.rules.avoiding import AVOID_RULES
from matching.rules.base import Asked, Judged, Rule
from matching.rules.fit import FIT_RULES
from matching.rules.ground import GROUND_RULES
from matching.rules.people import PEOPLE_RULES
from matching.rules.reaching import REACHING_RULES
from matching.rules.steps import STEP_RULES
from matching.rules.visiting import VISITING_RULES

RULES: tuple[Rule, ...] = (
    *FIT_RULES,
    *PEOPLE_RULES,
    *AVOID_RULES,
    *STEP_RULES,
    *REACHING_RULES,
    *GROUND_RULES,
    *VISITING_RULES,
)

__all__ = ["RULES", "Asked", "Judged", "Rule"]
