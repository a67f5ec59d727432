"""How fast the table is judged: `python -m bench.matching_speed [ROWS …]`, beside the same rules in a plain loop.

The loop is tests/matching/checker_rules.py: plain Python, one listing at a time over facts sorted out beforehand into
sets, everything about the person worked out once, no NumPy; measured on the first rows and multiplied. It gives
the same verdicts and points (tests/matching/test_agreement.py). Times are of the processor, table and matcher alone.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from matching.columns import Columns, Ragged
from matching.person import read
from matching.table import Table
from tests.matching.agreement import question
from tests.matching.checker import Facts
from tests.matching.checker_rules import judged as all_rules
from tests.matching.places import DAY, VOCABULARY, matcher

WORDS = [(s, t.id) for s in ("need", "target", "content", "role", "access", "ability") for t in VOCABULARY.terms(s)]
TYPES = [term.id for term in VOCABULARY.terms("type")]
PEOPLE = (
    {"age": 82, "needs": ["孤立"], "interests": ["お茶"], "place": "北一丁目",
     "mobility": {"mode": "walk", "minutes": 15},
     "availability": [{"days": ["平日"], "from": "09:00", "to": "12:00"}]},
    {"age": 70, "needs": ["介護予防", "孤立"], "preferences": ["屋外", "近所"], "place": "北二丁目",
     "access_needs": ["車いす", "多目的トイレ"], "avoid": ["麻雀"]},
    {"age": 52, "needs": ["8050", "ひきこもり"], "preferences": ["1対1から"], "place": "南一丁目"},
    {"age": 91, "needs": ["孤立"], "mobility": {"mode": "homebound"}, "place": "北一丁目"},
)  # fmt: skip
PER_OBJECT_ROWS = 2_000
MADE = 100_000  # more rows than these are copies of them
T = TypeVar("T")


def catalogue(rows: int) -> list[PublicListing]:
    chance = random.Random(1)
    made = []
    for number in range(rows):
        kind = chance.choice(TYPES)
        words = [Word(scheme="type", term=kind)]
        words += [Word(scheme=s, term=t, value=chance.random() < 0.85) for s, t in chance.sample(WORDS, 5)]
        series = Series(
            rrule=f"FREQ=WEEKLY;BYDAY={chance.choice(['MO', 'TU', 'WE', 'TH', 'FR'])}", start="10:00", end="12:00"
        )
        point = 35.2 + chance.random() / 5, 139.5 + chance.random() / 5
        venue = PublicVenue(
            place=f"第{number % 997}会館", town="北一丁目", latitude=point[0], longitude=point[1], point_level=8
        )
        made.append(
            PublicListing(
                id=str(UUID(int=chance.getrandbits(128))), source_id=None,
                name=f"つどい{number}", reading=f"つどい{number}",
                types=(kind,), status="active", words=tuple(words), venues=(venue,), place=venue.place,
                meetings=(Meeting(text="毎週", certainty="parsed", series=(series,)),) if number % 2 else (),
            )
        )  # fmt: skip
    return made


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of processor time (others may be using the machine), and what came out."""
    begin = time.process_time()
    made = work()
    return (time.process_time() - begin) * 1000, made


def percentiles(work: Callable[[], object], times: int = 20) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one run to warm up."""
    work()
    took = sorted(timed(work)[0] for _ in range(times))
    return took[len(took) // 2], took[int(len(took) * 0.95)]


def widened(table: Table, times: int) -> Table:
    """The same listings `times` over under ids of their own, each a little elsewhere: a million need no day to make."""

    def over(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.tile(column, times)

    def ragged(facts: Ragged) -> Ragged:
        starts = np.repeat(np.arange(times, dtype=np.int32) * len(table), len(facts.row))
        return Ragged(over(facts.row) + starts, np.tile(facts.values, (times, 1)))

    ids = np.array([f"{number}/{one}" for number in range(times) for one in table.ids], np.object_)
    columns = Columns(**{field.name: over(getattr(table.columns, field.name)) for field in fields(Columns)})
    moved = np.random.default_rng(1).uniform(-0.01, 0.01, len(ids)).astype(np.float32)
    return replace(
        table,
        all_ids=ids,
        columns=replace(columns, latitude=columns.latitude + moved, longitude=columns.longitude - moved),
        held={scheme: over(words) for scheme, words in table.held.items()},
        named={scheme: over(words) for scheme, words in table.named.items()},
        denied={scheme: over(words) for scheme, words in table.denied.items()},
        series=ragged(table.series),
        extents=ragged(table.extents),
        all_names=over(table.all_names),
        all_texts=over(table.all_texts),
    )


def measured(size: int) -> Iterator[str]:
    ranker, sheets = matcher(), [read(person, VOCABULARY) for person in PEOPLE]
    listings = catalogue(min(size, MADE))
    by_id = {one.id: one for one in listings}
    built, table = timed(lambda: Table.build(listings, VOCABULARY, 1))
    edited, _ = timed(lambda: table.after(2, [replace(listings[5], status="paused")], []))
    if size > len(table):
        table = widened(table, size // len(table))

    def fetch(ids: Sequence[str]) -> tuple[PublicListing, ...]:
        if size <= len(listings):
            return tuple(by_id[one] for one in ids)
        return tuple(replace(by_id[one.rpartition("/")[2]], id=one) for one in ids)

    facts = [Facts.of(one, VOCABULARY) for one in listings[:PER_OBJECT_ROWS]]
    yield (
        f"{size:>9,} rows, {table.bytes_a_listing:.0f} bytes a listing; "
        f"{len(listings):,} built in {built / 1000:.2f} s, one edit of them {edited:.1f} ms"
    )
    for person, sheet in zip(PEOPLE, sheets, strict=True):
        judged, judged_p95 = percentiles(lambda sheet=sheet: ranker.judge(sheet, table, DAY)[0].offered.sum())
        whole, whole_p95 = percentiles(lambda sheet=sheet: ranker.rank(sheet, table, fetch, DAY))
        asked = question(ranker, sheet, sheet.main)
        loop, _ = percentiles(lambda asked=asked: [all_rules(asked, one) for one in facts], 3)
        loop *= size / len(facts)
        yield (
            f"{'・'.join(person['needs'])}: judging {judged:.2f} ms, p95 {judged_p95:.2f}; "
            f"plain loop {loop:,.0f} ms, {loop / judged:,.0f} times as long; "
            f"whole answer {whole:.2f} ms, p95 {whole_p95:.2f}"
        )


if __name__ == "__main__":
    for rows in [int(word) for word in sys.argv[1:]] or [10_000, 100_000, 1_000_000]:
        for line in measured(rows):
            print(line, flush=True)
