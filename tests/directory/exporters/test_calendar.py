"""The calendar knows what is different this time: cancelled days are out, moved ones stand under their old day."""

from collections.abc import Sequence
from datetime import date, datetime

from icalendar import Calendar, Event

from directory.clock import TOKYO
from directory.exporters.ics import export
from directory.listing import DatedStatus, DayChange, Meeting, Series
from tests.directory.places import a_profile
from tests.factories import a_public_listing

TODAY = date(2026, 5, 8)
WEEKLY = Meeting(
    text="毎週水曜 10時から12時",
    certainty="parsed",
    series=(Series(rrule="FREQ=WEEKLY;BYDAY=WE", start="10:00", end="12:00"),),
)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=TOKYO)


def events(*changes: dict[str, object], **values: object) -> Sequence[Event]:
    made = tuple(DayChange.model_validate({"last_day": change["first_day"]} | change) for change in changes)
    listing = a_public_listing(**{"status": "active", "meetings": (WEEKLY,), "changes": made} | values)
    return Calendar.from_ical(export([listing], a_profile(), TODAY).data).events


def test_a_cancelled_day_is_taken_out_of_the_series() -> None:
    (series,) = events({"kind": "cancelled", "first_day": "2026-05-20"})
    assert series.exdates == [at(20, 10)]


def test_a_changed_day_stands_under_its_old_day_with_the_series_uid() -> None:
    series, instead = events(
        {"kind": "changed", "first_day": "2026-05-20", "to_day": "2026-05-21", "place": "市民会館"}
    )
    assert instead["uid"] == series["uid"]
    assert at(20, 10) == instead.RECURRENCE_ID
    assert (at(21, 10), at(21, 12)) == (instead.DTSTART, instead.DTEND)
    assert instead["location"] == "市民会館"
    assert series.exdates == []


def test_a_change_of_a_day_that_no_series_has_stands_by_itself() -> None:
    series, alone = events({"kind": "changed", "first_day": "2026-05-23", "start": "13:00", "end": "14:00"})
    assert alone["uid"] != series["uid"]
    assert at(23, 13) == alone.DTSTART


def test_a_pause_with_its_end_leaves_its_days_out_and_goes_on() -> None:
    pause = (
        DatedStatus(status="paused", since=date(2026, 5, 10)),
        DatedStatus(status="active", since=date(2026, 5, 25)),
    )
    (series,) = events(coming_statuses=pause)
    assert datetime(2026, 5, 27, 10, tzinfo=TOKYO) == series.DTSTART
    assert events(status="paused") == []
    (resumed,) = events(status="paused", coming_statuses=pause[1:])
    assert datetime(2026, 5, 27, 10, tzinfo=TOKYO) == resumed.DTSTART


def test_an_announced_end_is_the_end_of_the_series() -> None:
    (series,) = events(coming_statuses=(DatedStatus(status="ended", since=date(2026, 5, 24)),))
    assert series["rrule"]["until"][0].astimezone(TOKYO).date() == date(2026, 5, 20)
