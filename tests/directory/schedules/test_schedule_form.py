"""The staff's form for one schedule."""

from datetime import date

import pytest

from directory.errors import InputWrong
from directory.schedules import read
from directory.schedules.form import ScheduleForm, form_from, form_of

TODAY = date(2026, 12, 1)


def a_form(**values: object) -> ScheduleForm:
    return ScheduleForm(**{"weekdays": ("WE",)} | values)  # type: ignore[arg-type]


def test_a_form_shows_its_sentence_and_the_next_six_dates() -> None:
    words, dates = a_form(every="nth", nth=(2, 4), start="13:30", end="15:00").preview(TODAY)
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
        (a_form(every="nth"), "第何週"),
        (a_form(every="month_day"), "何日"),
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
        a_form(every="nth", nth=(1, -1), months=(4, 5, 6), start="10:00"),
        a_form(every="month_day", weekdays=(), month_days=(1, 15)),
        a_form(on_holiday="skip", left_out=("new_year", "obon")),
        a_form(on_holiday="next_day"),
    ],
)
def test_a_form_comes_back_from_its_meeting_and_from_its_sentence(form: ScheduleForm) -> None:
    assert form_of(form.meeting()) == form
    assert form_of(read(form.meeting().text).meeting()) == form


@pytest.mark.parametrize(
    "text",
    [
        "月曜 10:00～、火曜 13:00～",
        "原則第1月曜",
        "毎週月曜（休止中）",
        "2027年1月14日",
        "月2回",
        "第1月曜（学校の冬休みは休み）",
        "隔週月曜",
    ],
)
def test_what_the_form_cannot_say_is_not_squeezed_into_it(text: str) -> None:
    assert form_of(read(text).meeting()) is None


def test_posted_fields_become_a_form() -> None:
    posted = {
        "every": ["nth"],
        "weekdays": ["FR", "MO"],
        "nth": ["1", "3"],
        "start": ["9:30"],
        "on_holiday": ["next_day"],
    }
    form = form_from(posted)
    assert form == ScheduleForm("nth", ("MO", "FR"), (1, 3), start="09:30", on_holiday="next_day")


@pytest.mark.parametrize("posted", [{"every": ["moon"]}, {"start": ["25:00"]}, {"on_holiday": ["perhaps"]}])
def test_fields_that_no_form_sends_are_refused(posted: dict[str, list[str]]) -> None:
    with pytest.raises(InputWrong):
        form_from(posted)
