"""Over a thousand texts against the calendar, day by day (`texts/said.py`)."""

import pytest

from directory.schedules import next_dates, read
from tests.directory.schedules.texts import (
    by_way_of,
    changes,
    clock_times,
    doubts,
    in_place_of,
    months_and_holidays,
    municipal_cells,
    municipal_hours,
    municipal_lists,
    municipal_pages,
    ordinals,
    other_words,
    pages,
    single_dates,
    whole_cells,
)
from tests.directory.schedules.texts.said import FIRST, LAST, Said

MODULES = (
    ordinals,
    months_and_holidays,
    clock_times,
    single_dates,
    doubts,
    in_place_of,
    other_words,
    whole_cells,
    pages,
    by_way_of,
    changes,
    municipal_cells,
    municipal_hours,
    municipal_lists,
    municipal_pages,
)
TEXTS = [said for module in MODULES for said in module.TEXTS]


def label(said: Said) -> str:
    return f"{said.text}/{said.code}" if said.code else said.text


@pytest.mark.parametrize("said", TEXTS, ids=label)
def test_a_text_gives_the_days_that_a_careful_person_would_give(said: Said) -> None:
    reading, days = read(said.text, said.code), said.days()
    shown = [day for day in next_dates(reading.meeting(), FIRST, len(days) + 1) if day <= LAST]
    if said.exactly:
        assert shown == days
    assert set(shown) <= set(days)
    assert reading.certainty == (said.certainty or reading.certainty)
    if said.hours is not None:
        hours = {f"{each.start or ''}-{each.end or ''}" for each in reading.series if each.start or each.end}
        assert hours == set(filter(None, said.hours.split(",")))
    if said.on_holiday is not None:
        assert reading.on_holiday == said.on_holiday


def test_no_text_is_asked_twice() -> None:
    assert len({(said.text, said.code) for said in TEXTS}) == len(TEXTS) >= 1000
