"""Likely duplicates among listings (重なっていそうな登録), each with its reasons. Staff decide; nothing is merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from directory.sameness import blocks
from directory.sameness.evidence import LIKELY, Common, evidence, points
from directory.sameness.facts import Described, facts_of
from directory.sameness.likeness import Reason


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings (`a` < `b`) that may be one. `points` orders the pairs; the texts of `why` are sentences."""

    a: str
    b: str
    points: float
    why: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(reason.text for reason in self.why)


def find(listings: Iterable[Described]) -> list[Pair]:
    """Pairs that may be one listing, the likeliest first."""
    facts = [facts_of(one) for one in listings]
    common = Common.among(facts)
    found = []
    for pair in blocks.pairs(facts):
        one, other = sorted(pair, key=attrgetter("id"))
        why = evidence(one, other, common)
        if points(why) >= LIKELY:
            found.append(Pair(one.id, other.id, round(points(why), 1), why))
    return sorted(found, key=lambda pair: (-pair.points, pair.a, pair.b))
