"""The way back: recurrences in Japanese and in iCalendar."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from directory.clock import TOKYO
from directory.listing import Meeting
from directory.schedules import in_words, next_dates, read
from directory.schedules.ical import HORIZON_DAYS, events, rrule_lines
from tests.directory.schedules.test_schedule_texts import TEXTS

DECEMBER = date(2026, 12, 1)
LAST = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第２・４火 10時～正午", "毎月第2・第4火曜日 10:00～12:00"),
        ("月～金曜（祝日、年末年始休み）", "毎週月～金曜日（祝日・年末年始（12月29日～1月3日）を除く）"),
        ("第3金曜 ※8月休み 9:30～", "毎月第3金曜日（8月は休み） 9:30～"),
        ("偶数月の最終日曜", "偶数月の最終日曜日"),
        ("土日祝 10:00～15:00", "毎週土・日曜日と祝日 10:00～15:00"),
        ("第2月曜（祝日の場合は翌日）", "毎月第2月曜日（祝日の場合は翌日）"),
        ("2026/12/5(土) 10:00～", "2026年12月5日（土） 10:00～"),
        ("毎週月曜（現在休止中）", "毎週月曜日（休止中）"),
        ("年8回程度", "年8回程度"),
        ("令和8年12月5日から隔週土曜", "隔週土曜日（2026年12月5日から）"),
        ("第3月曜（祝日の場合は翌週に振替）", "毎月第3月曜日（祝日の場合は翌週）"),
        (
            "2026年12月5日 10:00～、12月19日 13:00～15:00",
            "2026年12月5日（土） 10:00～、2026年12月19日（土） 13:00～15:00",
        ),
        ("毎週金曜 22時～翌2時", "毎週金曜日 22:00～翌2:00"),
        ("毎週金曜 15時まで", "毎週金曜日 ～15:00まで"),
    ],
)
def test_a_meeting_is_said_in_one_sentence(text: str, words: str) -> None:
    assert in_words(read(text).meeting()) == words


def test_what_a_text_says_is_said_again_by_its_words() -> None:
    """The same days, the same hours, and nothing doubtful."""
    for said in TEXTS:
        meeting = read(said.text, said.code).meeting()
        if meeting.certainty == "parsed" and (meeting.series or meeting.dates):
            again = read(in_words(meeting)).meeting()
            assert again.certainty == "parsed", (said.text, in_words(meeting))
            assert next_dates(again, DECEMBER, 60) == next_dates(meeting, DECEMBER, 60), (said.text, in_words(meeting))
            assert hours(again) == hours(meeting), (said.text, in_words(meeting))


def hours(meeting: Meeting) -> set[tuple[str | None, str | None]]:
    return {(each.start, each.end) for each in meeting.series if each.start or each.end}


def test_an_event_has_its_zone_its_end_and_its_rule() -> None:
    assert rrule_lines(read("毎週水曜 13:00～15:00").meeting(), DECEMBER) == [
        [
            "DTSTART;TZID=Asia/Tokyo:20261202T130000",
            "DTEND;TZID=Asia/Tokyo:20261202T150000",
            "RRULE:FREQ=WEEKLY;BYDAY=WE",
        ]
    ]


def test_an_event_without_hours_is_all_day() -> None:
    lines = rrule_lines(read("第1金曜").meeting(), DECEMBER)[0]
    assert lines == ["DTSTART;VALUE=DATE:20261204", "RRULE:FREQ=MONTHLY;BYDAY=1FR"]


def test_left_out_days_are_exdates_and_the_rule_ends_where_they_were_worked_out() -> None:
    event = events(read("第2月曜 10:00～12:00（祝日を除く）").meeting(), DECEMBER)[0]
    assert min(listed(event, "EXDATE")) == date(2027, 1, 11)
    assert (event["RRULE"]["UNTIL"][0].date() - DECEMBER).days <= HORIZON_DAYS


@pytest.mark.parametrize("text", ["月2回 水曜", "隔週火曜", "毎週月曜（休止中）", "7月2日(火)", ""])
def test_what_has_no_dates_has_no_events(text: str) -> None:
    assert events(read(text).meeting(), DECEMBER) == []


@pytest.mark.parametrize(
    "text",
    [
        "第2月曜（祝日の場合は翌日）",
        "平日 10:00～16:00",
        "土日祝",
        "毎日（年末年始を除く）",
        "2027年1月14日、28日 10:00～",
        "令和8年12月5日から隔週土曜 10:00～",
        "第1・3月曜（祝日の場合は翌週）10:00～",
        "毎月25日（祝日の場合は前日）",
        "2026年12月5日 10:00～、12月19日 13:00～",
    ],
)
def test_the_events_fall_on_the_very_dates_that_are_shown(text: str) -> None:
    meeting = read(text).meeting()
    found = {day for event in events(meeting, DECEMBER) for day in expanded(event)}
    assert sorted(found) == [day for day in next_dates(meeting, DECEMBER, 300) if day <= LAST]


def expanded(event: Event) -> set[date]:
    """The event's days up to LAST, as a calendar program would work them out."""
    first = day_of(event["DTSTART"].dt)
    days = {first, *listed(event, "RDATE")}
    if "RRULE" in event:
        rule = rrulestr(without_end(event), dtstart=datetime.combine(first, time()))
        days |= {
            moment.date()
            for moment in rule.between(datetime.combine(first, time()), datetime.combine(LAST, time()), inc=True)
        }
    return {day for day in days - listed(event, "EXDATE") if day <= LAST}


def without_end(event: Event) -> str:
    """The rule without UNTIL, which lies beyond LAST (and is in UTC, which dateutil wants of DTSTART too)."""
    return ";".join(part for part in event["RRULE"].to_ical().decode().split(";") if not part.startswith("UNTIL"))


def listed(event: Event, name: str) -> set[date]:
    return {day_of(each.dt) for each in event[name].dts} if name in event else set()


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def test_hours_of_some_of_the_dates_are_events_on_those_dates() -> None:
    meeting = read("2026年12月5日、6日 10:00～、12月19日 13:00～15:00").meeting()
    starts = [sorted({event["DTSTART"].dt, *moments(event)}) for event in events(meeting, DECEMBER)]
    assert starts == [
        [datetime(2026, 12, 5, 10, tzinfo=TOKYO), datetime(2026, 12, 6, 10, tzinfo=TOKYO)],
        [datetime(2026, 12, 19, 13, tzinfo=TOKYO)],
    ]


def moments(event: Event) -> list[datetime]:
    return [each.dt for each in event["RDATE"].dts] if "RDATE" in event else []


def test_a_calendar_is_valid_and_its_zone_and_days_survive_a_round_trip() -> None:
    calendar = Calendar()
    calendar.add("prodid", "-//test//JP")
    calendar.add("version", "2.0")
    for event in events(read("第2月曜 10:00～12:00（祝日の場合は翌週）").meeting(), DECEMBER):
        event.add("uid", "one@example.jp")
        event.add("dtstamp", datetime(2026, 12, 1, tzinfo=TOKYO))
        calendar.add_component(event)
    written = calendar.to_ical()
    again = Calendar.from_ical(written)
    assert again.to_ical() == written
    found = again.walk("VEVENT")
    assert all(event["DTSTART"].params["TZID"] == "Asia/Tokyo" for event in found)
    assert all(not event.errors for event in found)


def test_an_event_stands_in_a_calendar() -> None:
    calendar = Calendar()
    for event in events(read("毎週水曜 13:00～").meeting(), DECEMBER):
        calendar.add_component(event)
    again = Calendar.from_ical(calendar.to_ical())
    assert len(again.walk("VEVENT")) == 1
