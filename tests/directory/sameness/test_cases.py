"""Each pair as people write them is told for what it is. The pairs stand in cases.toml, for staff to read."""

import tomllib
from pathlib import Path

import pytest

from directory.duplicates import find
from directory.sameness.facts import described
from tests.directory.sameness.labelled import around, listing_of

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
NOTHING = dict.fromkeys(("kind", "city", "venue", "address", "schedule", "org", "phone", "district", "fee", "target"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['why']}: {c['one']['name']} / {c['other']['name']}")
def test_a_pair_is_told_for_what_it_is(case: dict) -> None:
    records = [NOTHING | case["one"], NOTHING | case["one"] | case["other"]]
    read = [listing_of(record, around(), f"{number}") for number, record in enumerate(records)]
    pairs = find(described(listing, {venue.id: venue for venue in venues}) for listing, venues in read)
    assert bool(pairs) is case["same"], pairs
