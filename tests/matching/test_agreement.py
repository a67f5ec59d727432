"""Random people × catalogues: the matcher says what the plain checker says, rule by rule and in the whole answer.

`python -m bench.check_matching` does the same for as many as one likes.
"""

import pytest

from tests.matching import checker_rules
from tests.matching.agreement import differences
from tests.matching.checker import Facts, Question


@pytest.mark.parametrize("block", range(10))
def test_matcher_and_plain_checker_agree(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        assert not list(differences(seed)), f"seed {seed}"


@pytest.mark.parametrize("rule", sorted(checker_rules.RULES))
def test_a_rule_that_judges_otherwise_is_noticed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its verdicts turned round, the rest as it is."""
    truly = checker_rules.RULES[rule]
    turned = {"met": "unmet", "unmet": "met", "unknown": "met"}

    def otherwise(asked: Question, facts: Facts) -> checker_rules.Verdict | None:
        said = truly(asked, facts)
        return said and (turned[said[0]], said[1])

    monkeypatch.setitem(checker_rules.RULES, rule, otherwise)
    assert any(said.startswith(f"{rule} of") for seed in range(200) for said in differences(seed))
