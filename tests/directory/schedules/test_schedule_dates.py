"""Recurrences, exceptions and holidays → dates."""

from datetime import date

import pytest

from directory.listing import Meeting, Series
from directory.schedules import next_dates

MONDAYS = Series(rrule="FREQ=WEEKLY;BYDAY=MO")


def a_meeting(*series: Series, **values: object) -> Meeting:
    return Meeting.model_validate({"text": "", "certainty": "parsed", "series": series or (MONDAYS,)} | values)


def test_two_sittings_of_a_day_are_one_date() -> None:
    twice = a_meeting(Series(rrule=MONDAYS.rrule, start="10:00"), Series(rrule=MONDAYS.rrule, start="13:00"))
    assert next_dates(twice, date(2026, 12, 1), 2) == [date(2026, 12, 7), date(2026, 12, 14)]


def test_the_first_day_asked_for_counts() -> None:
    assert next_dates(a_meeting(), date(2026, 12, 7), 1) == [date(2026, 12, 7)]


def test_a_meeting_that_moves_off_a_holiday_is_found_on_the_day_it_moves_to() -> None:
    moving = a_meeting(on_holiday="next_day")
    assert next_dates(moving, date(2027, 1, 12), 1) == [date(2027, 1, 12)]


def test_a_move_onto_another_holiday_is_not_known() -> None:
    """3 May 2027 is a Monday before two more holidays."""
    moving = a_meeting(on_holiday="next_day")
    assert next_dates(moving, date(2027, 5, 1), 1) == [date(2027, 5, 10)]


def test_a_substitute_holiday_is_a_holiday() -> None:
    """21 March 2027 is a Sunday, so the 22nd is free."""
    skipping = a_meeting(exceptions=("holiday",), on_holiday="skip")
    assert next_dates(skipping, date(2027, 3, 22), 1) == [date(2027, 3, 29)]


def test_every_day_to_which_a_closing_day_may_move_is_left_out() -> None:
    """A place shut on Mondays is open on Monday 3 May 2027; 翌日 may be the 4th, or the 6th after the holidays."""
    daily = Series(rrule="FREQ=DAILY")
    place = a_meeting(daily, exceptions=("FREQ=WEEKLY;BYDAY=MO", "closed_next_day"))
    assert next_dates(place, date(2027, 5, 3), 4) == [date(2027, 5, day) for day in (3, 7, 8, 9)]


def test_single_dates_join_the_recurrence_and_exceptions_hold_for_both() -> None:
    mixed = a_meeting(dates=("2026-12-09", "2026-12-30"), exceptions=("new_year",))
    assert next_dates(mixed, date(2026, 12, 8), 3) == [date(2026, 12, 9), date(2026, 12, 14), date(2026, 12, 21)]
    assert date(2026, 12, 30) not in next_dates(mixed, date(2026, 12, 8), 10)


def test_every_other_week_without_a_first_date_gives_none() -> None:
    assert next_dates(a_meeting(Series(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")), date(2026, 12, 1), 3) == []


@pytest.mark.parametrize(
    "meeting",
    [
        a_meeting(Series(rrule="FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4")),
        a_meeting(exceptions=("FREQ=WEEKLY;BYDAY=MO",)),
        a_meeting(Series(rrule="FREQ=DAILY"), exceptions=("FREQ=DAILY",)),
    ],
)
def test_what_never_meets_has_no_date(meeting: Meeting) -> None:
    assert next_dates(meeting, date(2026, 12, 1), 3) == []


def test_a_rare_day_is_waited_for() -> None:
    """February has a 5th Sunday every 28 years, 40 around 2100."""
    fifth = a_meeting(Series(rrule="FREQ=MONTHLY;BYDAY=5SU;BYMONTH=2"))
    assert next_dates(fifth, date(2026, 12, 1), 2) == [date(2032, 2, 29), date(2060, 2, 29)]
    assert next_dates(fifth, date(2088, 3, 1), 1) == [date(2128, 2, 29)]


def test_many_dates_are_all_there() -> None:
    assert next_dates(a_meeting(Series(rrule="FREQ=DAILY")), date(2026, 12, 1), 1000)[-1] == date(2029, 8, 26)


def test_every_other_week_counts_from_its_first_date() -> None:
    fortnightly = Series(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", first="2026-12-05")
    assert next_dates(a_meeting(fortnightly), date(2027, 1, 1), 2) == [date(2027, 1, 2), date(2027, 1, 16)]
    assert next_dates(a_meeting(fortnightly), date(2026, 1, 1), 1) == [date(2026, 12, 5)]


@pytest.mark.parametrize(
    ("word", "held"),
    [
        ("holiday_next_week", date(2027, 1, 18)),
        ("holiday_previous_week", date(2027, 1, 4)),
        ("holiday_previous_day", date(2027, 1, 10)),
    ],
)
def test_a_meeting_moves_off_a_holiday_as_far_as_the_text_says(word: str, held: date) -> None:
    """11 January 2027, a second Monday, is a holiday."""
    moving = a_meeting(Series(rrule="FREQ=MONTHLY;BYDAY=2MO"), exceptions=("holiday", word), on_holiday="unknown")
    assert next_dates(moving, date(2027, 1, 1), 2) == [held, date(2027, 2, 8)]


def test_a_day_that_moves_ahead_of_others_keeps_the_order() -> None:
    moving = a_meeting(Series(rrule="FREQ=DAILY"), exceptions=("holiday", "holiday_previous_week"))
    found = next_dates(moving, date(2027, 1, 8), 6)
    assert found == [date(2027, 1, day) for day in (8, 9, 10, 12, 13, 14)]


def test_bounds_far_ahead_are_reached() -> None:
    later = a_meeting(Series(rrule="FREQ=DAILY"), exceptions=("/2090-01-01",))
    assert next_dates(later, date(2026, 12, 1), 1) == [date(2090, 1, 1)]


def test_an_ended_rule_gives_none() -> None:
    assert next_dates(a_meeting(Series(rrule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20250330")), date(2026, 12, 1), 3) == []


def test_the_ends_of_the_calendar_do_not_break_it() -> None:
    assert next_dates(a_meeting(), date.max, 3) == []
    assert next_dates(a_meeting(Series(rrule="FREQ=DAILY")), date.max, 3) == [date.max]
    assert len(next_dates(a_meeting(on_holiday="next_day"), date.min, 3)) == 3
