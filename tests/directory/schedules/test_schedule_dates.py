"""Recurrences, exceptions and holidays → dates."""

from datetime import date

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


def test_a_rule_that_gives_nothing_ends() -> None:
    assert next_dates(a_meeting(Series(rrule="FREQ=MONTHLY;BYDAY=5SU;BYMONTH=2")), date(2026, 12, 1), 3) == []


def test_an_ended_rule_gives_none() -> None:
    assert next_dates(a_meeting(Series(rrule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20250330")), date(2026, 12, 1), 3) == []


def test_the_ends_of_the_calendar_do_not_break_it() -> None:
    assert next_dates(a_meeting(), date.max, 3) == []
    assert len(next_dates(a_meeting(on_holiday="next_day"), date.min, 3)) == 3
