"""The calendar of a month: only days that are certain, with what is different this time."""

from datetime import date

import pytest

from directory.calendar.month import Month, month_of, next_month
from directory.listing import DatedStatus, DayChange, Meeting, Series
from directory.public_view import PublicListing
from tests.factories import a_public_listing

TODAY, DECEMBER = date(2026, 11, 26), date(2026, 12, 1)


def meeting(rule: str, **values: object) -> Meeting:
    series = (Series(rrule=rule, start="10:00", end="12:00"),)
    return Meeting(**{"text": "?", "certainty": "parsed", "series": series} | values)


WEDNESDAYS = meeting("FREQ=WEEKLY;BYDAY=WE")
WORKDAYS = meeting("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")


def change(kind: str, day: date, **values: object) -> DayChange:
    return DayChange(**{"kind": kind, "first_day": day, "last_day": day} | values)


def december(*listings: PublicListing) -> Month:
    return month_of(listings, DECEMBER, TODAY)


def said(month: Month) -> list[str]:
    return [
        f"{day.day.day} {'休' if one.off else one.session.hours}{'　' + one.note if one.note else ''}"
        for day in month.days
        for one in day.occasions
    ]


def test_each_day_has_its_places_with_their_hours() -> None:
    early = meeting("FREQ=WEEKLY;BYDAY=WE", series=(Series(rrule="FREQ=WEEKLY;BYDAY=WE", start="9:00"),))
    month = december(a_public_listing(name="茶話会", meetings=(WEDNESDAYS,)), a_public_listing(meetings=(early,)))
    assert [day.day.day for day in month.days] == [2, 9, 16, 23, 30]
    assert [one.session.hours for one in month.days[0].occasions] == ["9:00から", "10:00〜12:00"]
    assert month.last == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("changes", "second", "others"),
    [
        ((change("cancelled", date(2026, 12, 2)),), ["2 休　お休み"], []),
        ((change("closed", date(2026, 12, 2)),), ["2 休　お休み（会場が休館）"], []),
        ((change("cancelled", date(2026, 12, 3)),), ["2 10:00〜12:00"], []),
        (
            (change("changed", date(2026, 12, 2), to_day=date(2026, 12, 4)),),
            ["2 休　12月4日（金）に変わりました"],
            ["4 10:00〜12:00　12月2日（水）から変更"],
        ),
        (
            (change("changed", date(2026, 12, 2), start="13:00", end="15:00", place="別館"),),
            ["2 13:00〜15:00　時間がいつもとちがいます、場所は別館"],
            [],
        ),
        (
            (change("changed", date(2026, 12, 2), to_day=date(2027, 1, 6)),),
            ["2 休　1月6日（水）に変わりました"],
            [],
        ),
    ],
)  # fmt: skip
def test_what_is_different_this_time_stands_on_its_days(
    changes: tuple[DayChange, ...], second: list[str], others: list[str]
) -> None:
    found = said(december(a_public_listing(meetings=(WEDNESDAYS,), changes=changes)))
    assert found == [*second, *others, "9 10:00〜12:00", "16 10:00〜12:00", "23 10:00〜12:00", "30 10:00〜12:00"]


@pytest.mark.parametrize(
    ("meetings", "undated"),
    [
        ((WEDNESDAYS,), False),
        ((), True),
        ((meeting("FREQ=WEEKLY;BYDAY=WE", certainty="partial"),), True),
        ((meeting("", certainty="unparsed", series=()),), True),
        ((meeting("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),), True),
        ((WEDNESDAYS, meeting("", certainty="unparsed", series=())), True),
        ((meeting("FREQ=YEARLY;BYMONTH=8;BYDAY=1SU"),), False),
        ((meeting("FREQ=WEEKLY;BYDAY=WE", exceptions=("suspended",)),), False),
    ],
)
def test_who_has_no_certain_day_is_to_be_asked(meetings: tuple[Meeting, ...], undated: bool) -> None:
    assert bool(december(a_public_listing(meetings=meetings)).undated) is undated


def test_nothing_uncertain_stands_on_a_day() -> None:
    month = december(a_public_listing(meetings=(meeting("FREQ=WEEKLY;BYDAY=WE", certainty="partial"),)))
    assert month.days == ()


def test_who_is_held_on_most_days_stands_once_and_on_the_days_that_differ() -> None:
    month = december(
        a_public_listing(reading="あ", meetings=(WORKDAYS,), changes=(change("cancelled", date(2026, 12, 10)),)),
        a_public_listing(reading="い", meetings=(meeting("FREQ=WEEKLY;BYDAY=TU,TH"),)),
    )
    assert len(month.every_day) == 1
    assert [one for one in said(month) if one.startswith("10 ")] == ["10 休　お休み", "10 10:00〜12:00"]
    assert [one for one in said(month) if one.startswith("9 ")] == []


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"status": "paused"}, []),
        ({"status": "paused", "coming_statuses": (DatedStatus(status="active", since=date(2026, 12, 20)),)}, [23, 30]),
        ({"coming_statuses": (DatedStatus(status="paused", since=date(2026, 12, 20)),)}, [2, 9, 16]),
    ],
)
def test_who_rests_is_left_out_while_it_does(values: dict[str, object], days: list[int]) -> None:
    month = december(a_public_listing(meetings=(WEDNESDAYS,), **values))
    assert [day.day.day for day in month.days] == days


def test_days_that_have_passed_are_left_out_of_this_month() -> None:
    month = month_of([a_public_listing(meetings=(WEDNESDAYS,))], date(2026, 11, 1), date(2026, 11, 18))
    assert [day.day.day for day in month.days] == [18, 25]
    assert month.since == date(2026, 11, 18)


@pytest.mark.parametrize(("day", "after"), [("2026-01-31", "2026-02-01"), ("2026-12-01", "2027-01-01")])
def test_one_month_follows_another(day: str, after: str) -> None:
    assert next_month(date.fromisoformat(day)).isoformat() == after
