"""How good the order is: `make eval` or `python -m bench.eval [PROFILE …]`, beside nearest-first and keyword search.

The same cases are put to all three: the profiles' own (cases/*.toml) and, where ../shared is there, its scenarios.
nDCG@5 with gains 3 (best) and 1 (good); `violations`: suggestions that must not be made, and suggestions that break a
hard rule by the plain checker; `coverage`: cases with a best place of which one stands among the first three.
Intervals: 95 %, percentile bootstrap over the cases.
"""

import math
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from directory.public_view import PublicListing
from directory.search import SearchRequest
from matching.cases import TOP, Case, load, suggested
from matching.matcher import LIMIT
from matching.place import Where, metres
from tests.matching.agreement import question
from tests.matching.checker import Facts
from tests.matching.checker_outcome import breaks
from tests.matching.test_scenarios import person_of, scenarios
from tests.matching.towns import Town

RESAMPLES = 2000
NEVER_SHOWN = {"desk", "donation"}
CLOSED = {"paused", "ended", "preparing"}


@dataclass(frozen=True)
class Orders:
    """Three ways to put the same places in order."""

    town: Town

    def ours(self, case: Case) -> list[str]:
        return suggested(self.town.answer(case))

    def nearest(self, case: Case) -> list[str]:
        """What is open, nearest first by straight line; without a point, the person's 地区 first."""
        where, _ = self.town.matcher.whereabouts.of(self.town.sheet(case).main)
        places = sorted(self.places(), key=lambda one: (self._distance(where, one), one.reading, one.id))
        return [one.source_id or one.id for one in places[:LIMIT]]

    def _distance(self, where: Where, listing: PublicListing) -> float:
        points = [
            (v.latitude, v.longitude) for v in listing.venues if v.latitude is not None and v.longitude is not None
        ]
        if where.latitude is not None and where.longitude is not None and points:
            return min(metres(where.latitude, where.longitude, *point) for point in points)
        return 1_000.0 if where.district and where.district == listing.district else math.inf

    def keywords(self, case: Case) -> list[str]:
        """Every word of the sheet looked up by itself, what more words and better ranks find first."""
        open_ids = {one.id for one in self.places()}
        score: dict[str, float] = {}
        for word in _words(case.person):
            hits = self.town.directory.index.search(SearchRequest(words=word, size=100)).hits
            for rank, hit in enumerate(one for one in hits if one.id in open_ids):
                score[hit.id] = score.get(hit.id, 0) + 1 / (rank + 10)
        best = sorted(score, key=lambda one: (-score[one], one))[:LIMIT]
        return [self.town.listings[one].source_id or one for one in best]

    def places(self) -> Iterator[PublicListing]:
        """What any directory would list as somewhere to go: no closed groups, no desks."""
        vocabulary = self.town.directory.profile.vocabulary
        for one in self.town.listings.values():
            forms = {term.form for kind in one.types if (term := vocabulary.term("type", kind))}
            if one.status not in CLOSED and not forms & NEVER_SHOWN:
                yield one

    def violations(self, case: Case, shown: Sequence[str]) -> int:
        """Suggestions that the case bars, or that break a hard rule by the plain checker."""
        sheet, vocabulary = self.town.sheet(case), self.town.directory.profile.vocabulary
        asked = question(self.town.matcher, sheet, sheet.main)
        by_source = {one.source_id or one.id: one for one in self.town.listings.values()}
        barred = case.unwanted(shown)
        return sum(one in barred or bool(breaks(asked, Facts.of(by_source[one], vocabulary))) for one in shown)


def _words(person: Mapping[str, object]) -> list[str]:
    words: list[str] = []
    for field in ("needs", "interests", "preferences", "roles", "abilities"):
        said = person.get(field, ())
        words += [str(one) for one in said] if isinstance(said, (list, tuple)) else []
    return list(dict.fromkeys(words))


def shared_cases() -> Iterator[Case]:
    """The shared scenarios in the form of cases."""
    for one in scenarios():
        exclude = one["exclude"]
        some = one.get("top3_min_from") or {"n": 1, "ids": [entry["id"] for entry in one["top3_must_include_any"]]}
        yield Case(
            id=one["id"],
            title=one["title"],
            why=one["rationale"],
            person=person_of(one["person"]) | {"household": [person_of(kin) for kin in one.get("household", [])]},
            best=tuple(some["ids"]),
            at_least=some["n"],
            good=tuple(entry["id"] for entry in one["acceptable"] if entry["id"] not in some["ids"]),
            never=tuple(entry["id"] for entry in exclude if entry["level"] == "hard"),
            not_top3=tuple(entry["id"] for entry in exclude if entry["level"] == "neg_top3"),
        )


def ndcg(case: Case, shown: Sequence[str]) -> float | None:
    """Normalised discounted cumulative gain of the first five; None where no place is right."""
    ideal = sorted([case.gain(one) for one in (*case.best, *case.good)], reverse=True)[:LIMIT]
    if not ideal:
        return None
    return _discounted([case.gain(one) for one in shown[:LIMIT]]) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


@dataclass(frozen=True)
class Scores:
    """One order's figures, a value a case (None where the case does not ask)."""

    ndcg: list[float | None]
    violations: list[int]
    covered: list[bool | None]

    @classmethod
    def of(cls, answers: Sequence[tuple[Orders, Case, list[str]]]) -> "Scores":
        return cls(
            [ndcg(case, shown) for _, case, shown in answers],
            [orders.violations(case, shown) for orders, case, shown in answers],
            [bool(set(case.best) & set(shown[:TOP])) if case.best else None for _, case, shown in answers],
        )


def in_words(of: tuple[float, float, float]) -> str:
    mean, low, high = of
    return f"{mean:.2f} [{low:.2f}, {high:.2f}]"


def interval(values: Sequence[float | None]) -> tuple[float, float, float]:
    """Mean and its 95 % interval over the cases that have a value."""
    there = np.array([float(one) for one in values if one is not None])
    draws = np.random.default_rng(1).integers(0, len(there), (RESAMPLES, len(there)))
    low, high = np.percentile(there[draws].mean(axis=1), [2.5, 97.5])
    return fmean(there), float(low), float(high)


def _asked(name: str, folder: Path) -> Iterator[tuple[Town, Case]]:
    town = Town.open(name, folder / name)
    cases = load(town.directory.profile.folder) + (tuple(shared_cases()) if name == "zushi" else ())
    return ((town, case) for case in cases)


def table(names: Sequence[str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        asked = [(Orders(town), case) for name in names for town, case in _asked(name, Path(folder))]
        orders = {
            "ours": [(one, case, one.ours(case)) for one, case in asked],
            "nearest first": [(one, case, one.nearest(case)) for one, case in asked],
            "keyword search": [(one, case, one.keywords(case)) for one, case in asked],
        }
        scores = {name: Scores.of(answers) for name, answers in orders.items()}
    rules = asked[0][0].town.matcher.parameters.version
    yield f"{len(asked)} cases of {', '.join(names)}; rules {rules}; mean [95 % interval]"
    yield f"{'':<15}{'nDCG@5':>20}{'violations a case':>22}{'best in first 3':>22}"
    for name, one in scores.items():
        yield f"{name:<15}" + "".join(
            f"{in_words(interval(values)):>{width}}"
            for values, width in ((one.ndcg, 20), (one.violations, 22), (one.covered, 22))
        )
    ours = scores.pop("ours")
    for name, other in scores.items():
        gained = [a - b for a, b in zip(ours.ndcg, other.ndcg, strict=True) if a is not None and b is not None]
        yield f"ours beats {name} by {in_words(interval(gained))} nDCG@5, case by case"


if __name__ == "__main__":
    for line in table(sys.argv[1:] or ["fictional", "zushi"]):
        print(line)
