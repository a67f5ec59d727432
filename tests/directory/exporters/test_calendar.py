"""The calendar knows what is different this time: cancelled days are out, moved ones stand under their old day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from directory.clock import TOKYO
from directory.exporters.ics import export
from directory.listing import DatedStatus, DayChange, Meeting, Series
from directory.public_view import PublicVenue
from directory.schedules import read
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


TEXTS = (
    "毎週水曜日 10:00~12:00（祝日を除く）",
    "第1・3火曜日 13:30~15:30（8月は休み）",
    "毎月10日",
    "2026年6月3日、2026年7月8日 10:00~11:00",
    "奇数月の第2土曜日 9:00~",
    "毎週木曜日",
)


def given_out(day: date) -> bytes:
    listings = [
        a_public_listing(
            id=f"{n}", name="とても長い名前の会" * 8, meetings=tuple(read(text).meeting() for text in texts)
        )
        for n, texts in enumerate((TEXTS, TEXTS[:2] * 2))
    ]
    return export(listings, a_profile(), day).data


def test_the_file_is_as_rfc_5545_wants_it() -> None:
    data = given_out(TODAY)
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    assert (calendar["version"], bool(calendar["prodid"]), [zone.tz_name for zone in calendar.timezones]) == (
        "2.0",
        True,
        ["Asia/Tokyo"],
    )
    for event in calendar.events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert not event.errors
        assert event.get("dtend") is None or event.DTEND > event.DTSTART
        for rule in event.rrules:
            until = rule.get("UNTIL", [None])[0]
            assert until is None or isinstance(until, datetime) == isinstance(event.DTSTART, datetime)


def test_an_event_keeps_its_uid_from_day_to_day_and_no_two_have_the_same() -> None:
    days = [
        [event["uid"] for event in Calendar.from_ical(given_out(TODAY + timedelta(days=n))).events] for n in (0, 40)
    ]
    assert len(set(days[0])) == len(days[0]) == 10
    assert set(days[1]) <= set(days[0])


def test_a_calendar_of_nothing_still_has_a_component() -> None:
    (zone,) = Calendar.from_ical(export([], a_profile(), TODAY).data).subcomponents
    assert zone.name == "VTIMEZONE"


def test_what_nobody_has_confirmed_is_tentative_and_a_private_place_has_no_point() -> None:
    home = PublicVenue(place="逗子7丁目・社協に連絡", coarse=True, latitude=35.3, longitude=139.58, point_level=3)
    hall = PublicVenue(place="東会館", address="沼間1-2-3", latitude=35.3, longitude=139.6, point_level=8)
    (private,) = events(status="unknown", venues=(home,))
    assert (private["status"], private["location"], "geo" in private) == ("TENTATIVE", "逗子7丁目・社協に連絡", False)
    (public,) = events(venues=(hall,))
    assert (public["status"], public["location"], "geo" in public) == ("CONFIRMED", "東会館 沼間1-2-3", True)
