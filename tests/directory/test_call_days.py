"""Two weeks of calls: every listing once, no day off, no day overfull, a number on one day where it fits."""

from datetime import date

import pytest

from directory.call_days import split, working_days
from directory.call_list import Calls
from tests.factories import a_public_listing

GOLDEN_WEEK = date(2026, 4, 29)


def a_call(who: str, count: int) -> Calls:
    return Calls(who, f"000-{who}", tuple((a_public_listing(), "こんにちは") for _ in range(count)))


def test_nobody_is_called_on_a_weekend_or_holiday() -> None:
    days = working_days(GOLDEN_WEEK, 10)
    assert days[:4] == (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 7), date(2026, 5, 8))
    assert len(days) == 10


@pytest.mark.parametrize("sizes", [[1] * 70, [40, 20, 5, 3, 1, 1], [100], [9, 9, 9], [1], [7, 6, 5, 4, 3, 2, 1] * 5])
def test_every_listing_is_asked_about_once_in_ten_days(sizes: list[int]) -> None:
    calls = [a_call(str(n), size) for n, size in enumerate(sizes)]
    days = split(calls, GOLDEN_WEEK)
    asked = [listing.id for day in days for call in day.calls for listing, _ in call.listings]
    assert sorted(asked) == sorted(listing.id for call in calls for listing, _ in call.listings)
    assert len(days) <= 10
    assert [day.day for day in days] == sorted({day.day for day in days})


def test_a_number_is_called_on_one_day_where_it_fits() -> None:
    days = split([a_call(str(n), 3) for n in range(20)], GOLDEN_WEEK)
    seen = [call.who for day in days for call in day.calls]
    assert len(seen) == len(set(seen))
    assert {day.count for day in days} == {6}


def test_nothing_to_ask_is_nothing_to_do() -> None:
    assert split([], GOLDEN_WEEK) == ()
