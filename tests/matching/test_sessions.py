"""Coming meetings with their hours, and the weeks of several places: what clashes is said, never guessed."""

from datetime import date

import pytest

from directory.calendar.hours import Session, coming
from directory.listing import DayChange, Meeting, Series
from matching.sessions import calendar
from tests.matching.listings import a_place, held
from tests.matching.places import DAY

MONDAYS, TUESDAYS = "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU"
NINE, TEN, ELEVEN, NOON = 9 * 60, 10 * 60, 11 * 60, 12 * 60


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ((TEN, NOON), (ELEVEN, None), True),
        ((TEN, ELEVEN), (ELEVEN, NOON), False),
        ((TEN, None), (ELEVEN, NOON), None),
        ((TEN, None), (TEN, None), True),
        ((None, None), (TEN, NOON), None),
        ((NINE, TEN), (ELEVEN, None), False),
    ],
)
def test_two_meetings_of_a_day_clash_perhaps_or_not(one, other, met) -> None:
    first, second = Session(DAY, *one), Session(DAY, *other)
    assert first.meets(second) is second.meets(first) is met
    assert first.meets(Session(date(2026, 4, 2), *other)) is False


def test_single_dates_keep_the_hours_that_are_for_them() -> None:
    series = (Series(rrule="", start="10:00", end="11:00", dates=("2026-04-05",)),)
    meeting = Meeting(text="4月5日と12日", certainty="parsed", series=series, dates=("2026-04-05", "2026-04-12"))
    found = list(coming(a_place(meetings=(meeting,)), DAY))
    assert [(one.day.day, one.hours) for one in found] == [(5, "10:00〜11:00"), (12, None)]


def test_a_cancelled_day_is_not_coming() -> None:
    cancelled = DayChange(kind="cancelled", first_day=date(2026, 4, 6), last_day=date(2026, 4, 6))
    found = coming(a_place(meetings=held(MONDAYS), changes=(cancelled,)), DAY)
    assert next(found).day == date(2026, 4, 13)


def test_of_each_place_one_day_is_chosen_that_does_not_clash() -> None:
    both = [a_place(meetings=held(MONDAYS)), a_place(meetings=held(MONDAYS, "11:00", "13:00"))]
    weeks = calendar([*both, a_place(name="いつかの会")], DAY)
    assert {entry.clashes for entry in weeks.entries} == {(both[0].name,), (both[1].name,)}
    assert [(e.session.day.day, e.listing.name) for e in weeks.entries if e.first_choice] == [
        (6, both[0].name),
        (13, both[1].name),
    ]
    assert weeks.without_dates == ("いつかの会",)


def test_where_hours_are_not_known_a_clash_is_only_possible() -> None:
    weeks = calendar([a_place(meetings=held(MONDAYS, None, None)), a_place(meetings=held(MONDAYS))], DAY)
    assert all(entry.perhaps and not entry.clashes for entry in weeks.entries)


def test_the_calendar_holds_five_weeks_in_order_of_time() -> None:
    weeks = calendar([a_place(meetings=held(TUESDAYS)), a_place(meetings=held(MONDAYS))], DAY)
    days = [entry.session.day for entry in weeks.entries]
    assert days == sorted(days)
    assert days[-1] <= date(2026, 5, 6)
    assert not any(entry.clashes or entry.perhaps for entry in weeks.entries)
