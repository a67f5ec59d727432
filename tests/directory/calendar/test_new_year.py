"""A date between 29 December and 3 January that only a rule gives is not printed as if somebody had said it."""

from datetime import date

import pytest

from directory.calendar.month import month_of
from directory.calendar.occasions import may_rest, next_days, perhaps_resting
from directory.listing import Meeting
from directory.public_view import PublicListing
from directory.schedules import read
from tests.factories import a_public_listing

DECEMBER = date(2026, 12, 28)


def a_group(text: str) -> PublicListing:
    meeting: Meeting = read(text).meeting()
    return a_public_listing(meetings=(meeting,))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("毎月1日・15日 10:00～12:00", ["2027-01-01"]),
        ("毎週水曜 10:00～12:00", ["2026-12-30"]),
        ("毎週水曜 10:00～12:00（年末年始は休み）", []),
        ("毎週月曜 10:00～12:00", []),
        ("2027年1月2日 10:00～12:00", []),
    ],
)
def test_only_a_day_that_a_rule_gives_is_doubted(text: str, asked: list[str]) -> None:
    group = a_group(text)
    days = next_days(group, DECEMBER, 2)
    assert days
    assert [day.isoformat() for day in days if may_rest(group, day)] == asked
    assert len(perhaps_resting(group, days)) == bool(asked)


def test_the_sentence_names_the_days() -> None:
    group = a_group("毎週水・土曜 10:00～12:00")
    days = (date(2026, 12, 26), date(2026, 12, 30), date(2027, 1, 2))
    said = "12月30日（水）、1月2日（土）は年末年始です。お休みでないか、電話で確かめてください"
    assert perhaps_resting(group, days) == (said,)


def test_the_calendar_marks_those_days() -> None:
    days = month_of([a_group("毎週水曜 10:00～12:00")], date(2026, 12, 1), date(2026, 12, 1)).days
    assert [one.day.day for one in days if one.is_new_year] == [30]
