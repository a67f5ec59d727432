"""How fast the table is judged: `python -m bench.matching_speed [ROWS …]`; beside it, one listing at a time."""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from matching.person import Sheet, read
from matching.table import Table
from tests.matching.places import DAY, VOCABULARY, matcher

WORDS = [(s, t.id) for s in ("need", "target", "content", "role", "access") for t in VOCABULARY.terms(s)]
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
PER_OBJECT_ROWS = 300
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


def measured(size: int) -> str:
    ranker, sheets = matcher(), [read(person, VOCABULARY) for person in PEOPLE]
    listings = catalogue(size)
    by_id = {one.id: one for one in listings}
    built, table = timed(lambda: Table.build(listings, VOCABULARY, 1))
    edited, _ = timed(lambda: table.after(2, [replace(listings[5], status="paused")], []))

    def answer(sheet: Sheet) -> object:
        return ranker.rank(sheet, table, lambda ids: tuple(by_id[one] for one in ids), DAY)

    judged, _ = percentiles(lambda: ranker.judge(sheets[0], table, DAY)[0].offered.sum())
    ones = [Table.build([one], VOCABULARY, 1) for one in listings[:PER_OBJECT_ROWS]]
    alone, _ = timed(lambda: [ranker.judge(sheets[0], one, DAY)[0].offered.sum() for one in ones])
    alone *= size / len(ones)
    whole = [percentiles(lambda sheet=sheet: answer(sheet))[1] for sheet in sheets]
    return (
        f"{size:>9,} rows: built in {built / 1000:.2f} s, {table.bytes_a_listing:.0f} bytes a listing, "
        f"one edit {edited:.1f} ms; judging {judged:.1f} ms (one listing at a time about {alone:,.0f} ms); "
        f"whole answer p95 " + ", ".join(f"{took:.1f}" for took in whole) + " ms"
    )


if __name__ == "__main__":
    for rows in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        print(measured(rows), flush=True)
