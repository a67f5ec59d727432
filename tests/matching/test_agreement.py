"""Random people × catalogues: the matcher says what the plain checker says, rule by rule and in the whole answer.

`python -m bench.check_matching` does the same for as many as one likes.
"""

import pytest

from tests.matching import checker_rules
from tests.matching.agreement import differences


@pytest.mark.parametrize("block", range(10))
def test_matcher_and_plain_checker_agree(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        assert not list(differences(seed)), f"seed {seed}"


def test_a_rule_that_judges_otherwise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checker_rules.RULES, "nearness", lambda asked, facts: ("met", 1))
    assert any("nearness" in said for seed in range(20) for said in differences(seed))
