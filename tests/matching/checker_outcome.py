"""What follows from the rules' verdicts on one listing: may it be left out, and by what alone (docs/matching.md)."""

from tests.matching.checker import Facts, Question
from tests.matching.checker_rules import HARD, Verdict, hoped_for, judged

# A lift home mends the distance and the slope; whoever gets a wheelchair in is over the stairs.
MENDED_TOO = {"reach": {"nearness", "steep_way"}, "nearness": {"steep_way"}, "wheelchair": {"stairs"}}
Said = dict[str, Verdict]


def breaks(asked: Question, facts: Facts) -> set[str]:
    return broken_by(judged(asked, facts))


def broken_by(said: Said) -> set[str]:
    return {name for name, (verdict, _) in said.items() if name in HARD and verdict == "unmet"}


def total(said: Said) -> int:
    return sum(points for _, points in said.values())


def for_others(asked: Question, facts: Facts, said: Said) -> bool:
    """Usually for other people: a grown-up who hopes for what is done there may come all the same."""
    if said.get("usual_target", ("", 0))[0] != "unmet":
        return False
    oldest = asked.person.oldest
    grown_up = oldest is not None and oldest >= asked.weigh["target.child_to"]
    return not (grown_up and hoped_for(asked, facts, said))


def may_leave_out(asked: Question, facts: Facts, said: Said) -> set[str]:
    """The rules that may be named as what keeps a listing out; empty: nothing does."""
    if broken := broken_by(said):
        return broken
    if for_others(asked, facts, said):
        return {"usual_target"}
    if total(said) >= asked.weigh["answer.suggest_from"]:
        return set()
    most = min(points for _, points in said.values())
    return {name for name, (_, points) in said.items() if points == most}


def only_by(asked: Question, facts: Facts, said: Said, rule: str) -> bool:
    """Whether nothing but this rule, and what its change mends too, keeps the listing out."""
    others = {name: one for name, one in said.items() if name != rule and name not in MENDED_TOO.get(rule, ())}
    if broken_by({name: one for name, one in said.items() if name != rule}):
        return False
    if rule != "usual_target" and for_others(asked, facts, said):
        return False
    return rule in may_leave_out(asked, facts, said) and total(others) >= asked.weigh["answer.suggest_from"]
