"""The staff's form for one schedule."""

from datetime import date

import pytest

from directory.errors import InputWrong
from directory.schedules import next_dates, read
from directory.schedules.form import ScheduleForm, form_from

TODAY = date(2026, 12, 1)


def a_form(**values: object) -> ScheduleForm:
    return ScheduleForm(**{"weekdays": ("WE",)} | values)  # type: ignore[arg-type]


def test_a_form_shows_its_sentence_and_the_next_six_dates() -> None:
    words, dates = a_form(nth=(2, 4), start="13:30", end="15:00").preview(TODAY)
    assert words == "毎月第2・第4水曜日 13:30～15:00"
    assert [day.isoformat() for day in dates] == [
        "2026-12-09",
        "2026-12-23",
        "2027-01-13",
        "2027-01-27",
        "2027-02-10",
        "2027-02-24",
    ]


@pytest.mark.parametrize(
    ("form", "word"),
    [
        (a_form(weekdays=()), "曜日"),
        (a_form(weekdays=(), nth=(1,)), "曜日"),
        (a_form(month_days=(10,)), "どちらか"),
        (a_form(end="10:00"), "始まり"),
        (a_form(start="15:00", end="13:00"), "15:00"),
    ],
)
def test_what_is_missing_is_said(form: ScheduleForm, word: str) -> None:
    with pytest.raises(InputWrong, match=word):
        form.meeting()


@pytest.mark.parametrize(
    "form",
    [
        a_form(),
        a_form(nth=(1, -1), months=(4, 5, 6), start="10:00"),
        a_form(weekdays=(), month_days=(1, 15)),
        a_form(on_holiday="skip", left_out=("new_year", "obon")),
        a_form(on_holiday="next_day"),
    ],
)
def test_the_sentence_of_a_form_is_read_as_what_was_chosen(form: ScheduleForm) -> None:
    chosen, again = form.meeting(), read(form.meeting().text).meeting()
    assert again.certainty == "parsed"
    assert next_dates(again, TODAY, 40) == next_dates(chosen, TODAY, 40)
    assert {(each.start, each.end) for each in again.series} == {(form.start, form.end)}


def test_posted_fields_become_a_form() -> None:
    posted = {
        "weekdays": ["FR", "MO"],
        "nth": ["1", "3"],
        "start": ["9:30"],
        "on_holiday": ["next_day"],
    }
    form = form_from(posted)
    assert form == ScheduleForm(("MO", "FR"), (1, 3), start="09:30", on_holiday="next_day")


@pytest.mark.parametrize("posted", [{"month_days": ["32"]}, {"start": ["25:00"]}, {"on_holiday": ["perhaps"]}])
def test_fields_that_no_form_sends_are_refused(posted: dict[str, list[str]]) -> None:
    with pytest.raises(InputWrong):
        form_from(posted)


def test_days_of_the_month_are_typed_in_any_width() -> None:
    assert form_from({"month_days": ["１０、20日"]}).month_days == (10, 20)
