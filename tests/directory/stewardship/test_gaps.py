"""Unmet needs are counts: nothing of a person, small counts kept back, nothing to subtract."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from directory.database import TABLES, reading, writing
from directory.stewardship.gaps import FEWEST, Count, Gap, counted, record, shown, years

CAFE, HOME = ("need", "isolation"), ("access", "home_visit")


def test_a_record_raises_counts_and_leaves_no_row_a_person(engine: Engine) -> None:
    with writing(engine) as session:
        for _ in range(3):
            record(session, [CAFE, HOME, CAFE], "tobu", date(2026, 11, 26))
        record(session, [CAFE], None, date(2027, 3, 31))
        record(session, [CAFE], None, date(2027, 4, 1))
    with reading(engine) as session:
        assert set(counted(session, 2026)) == {Count(CAFE, "tobu", 3), Count(HOME, "tobu", 3), Count(CAFE, None, 1)}
        assert years(session) == (2027, 2026)
        assert len(session.execute(select(TABLES["gap"])).all()) == 4
    assert set(TABLES["gap"].columns.keys()) == {"month", "zone_id", "scheme", "term", "count"}


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ({"a": 5, "b": 9}, [("b", 9), ("a", 5)]),
        ({"a": 4}, [("rest", None)]),
        ({"a": 9, "b": 4}, [("a", 9), ("rest", None)]),
        ({"a": 9, "b": 4, "c": 1}, [("a", 9), ("rest", 5)]),
        ({"a": 9, "b": 2, None: 2}, [("a", 9), ("rest", None)]),
        ({None: 6}, [(None, 6)]),
        ({}, []),
    ],
)
def test_small_counts_stand_together_or_not_at_all(counts: dict, lines: list) -> None:
    found = shown([Count(CAFE, zone, count) for zone, count in counts.items()])
    assert [("rest" if line.rest else line.zone_id, line.count) for line in found] == lines
    assert all(line.count is None or line.count >= FEWEST for line in found)


def test_words_stand_by_what_may_be_shown_of_them() -> None:
    found = shown([Count(CAFE, "a", 4), Count(HOME, "b", 7)])
    assert found == (Gap(HOME, "b", 7), Gap(CAFE, None, None, rest=True))
