"""What a schedule text says. Each row is a way of writing, not a text of somebody's list."""

from datetime import date

import pytest

from directory.schedules import next_dates, read

DECEMBER = date(2026, 12, 1)


def rules(text: str, code: str | None = None) -> list[str]:
    return [series.rrule for series in read(text, code).series]


def hours(text: str) -> list[tuple[str | None, str | None]]:
    return [(series.start, series.end) for series in read(text).series]


def dates(text: str, count: int = 3, code: str | None = None, start: date = DECEMBER) -> list[str]:
    return [day.isoformat() for day in next_dates(read(text, code).meeting(), start, count)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("毎週月曜日", "FREQ=WEEKLY;BYDAY=MO"),
        ("火・木曜日", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("月～金曜日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("金曜日から日曜日まで", "FREQ=WEEKLY;BYDAY=FR,SA,SU"),
        ("毎日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        ("第2火曜日", "FREQ=MONTHLY;BYDAY=2TU"),
        ("第１・第３（木）", "FREQ=MONTHLY;BYDAY=1TH,3TH"),
        ("毎月第二、第四土曜", "FREQ=MONTHLY;BYDAY=2SA,4SA"),
        ("第1～3水曜日", "FREQ=MONTHLY;BYDAY=1WE,2WE,3WE"),
        ("水曜日（第1・3）", "FREQ=MONTHLY;BYDAY=1WE,3WE"),
        ("月第4木曜日", "FREQ=MONTHLY;BYDAY=4TH"),
        ("毎月最終日曜日", "FREQ=MONTHLY;BYDAY=-1SU"),
        ("毎月10日", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("毎月1日と15日", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("偶数月の第3金曜", "FREQ=MONTHLY;BYDAY=3FR;BYMONTH=2,4,6,8,10,12"),
        ("11月～2月の毎週火曜", "FREQ=WEEKLY;BYDAY=TU;BYMONTH=11,12,1,2"),
        ("第2・第4を除く土曜", "FREQ=MONTHLY;BYDAY=1SA,3SA,5SA"),
        ("第3月曜以外の月曜", "FREQ=MONTHLY;BYDAY=1MO,2MO,4MO,5MO"),
        ("毎週木曜日（第5週を除く）", "FREQ=MONTHLY;BYDAY=1TH,2TH,3TH,4TH"),
        ("毎月第1月曜（1月・8月は休み）", "FREQ=MONTHLY;BYDAY=1MO;BYMONTH=2,3,4,5,6,7,9,10,11,12"),
        ("定休日：水曜・日曜", "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR,SA"),
        ("月曜日を除く", "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA,SU"),
    ],
)
def test_a_plain_recurrence_is_one_parsed_rule(text: str, rule: str) -> None:
    reading = read(text)
    assert (rules(text), reading.certainty) == ([rule], "parsed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1月曜 午前10時～正午", [("10:00", "12:00")]),
        ("第1月曜 午後6～9時", [("18:00", "21:00")]),
        ("第1月曜 13時半から15時まで", [("13:30", "15:00")]),
        ("第1月曜 １０：００―１１：３０", [("10:00", "11:30")]),
        ("第1月曜 午後2時より", [("14:00", None)]),
        ("第1月曜 10:00-11:30、13:00-14:30", [("10:00", "11:30"), ("13:00", "14:30")]),
        ("第1月曜 14時～16時 14:00-16:00", [("14:00", "16:00")]),
        ("第1月曜 14時～ 14:00-", [("14:00", None)]),
        ("第1月曜 11:00~14:00(受付10:30~13:00)", [("11:00", "14:00")]),
    ],
)
def test_hours_are_read_and_details_are_not_taken_for_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert hours(text) == expected
    assert read(text).certainty == "parsed"


def test_each_weekday_keeps_its_own_hours() -> None:
    reading = read("月曜 10:00~12:00、木曜 13:00~15:00")
    assert [(each.rrule[-2:], each.start, each.end) for each in reading.series] == [
        ("MO", "10:00", "12:00"),
        ("TH", "13:00", "15:00"),
    ]


@pytest.mark.parametrize(
    "text", ["隔週日曜日", "月1回 土曜日 10時～", "第2または第3日曜日", "毎月第4土or日曜日", "奇数月、曜日未定"]
)
def test_days_that_the_text_leaves_open_give_no_date(text: str) -> None:
    assert read(text).certainty != "parsed"
    assert dates(text) == []


@pytest.mark.parametrize(
    "text", ["原則第1月曜日", "第1月曜日（予定）", "第1月曜日 ※変更の場合あり", "第1月曜日ほか", "第1月曜日を中心に"]
)
def test_a_hedge_makes_the_reading_partial(text: str) -> None:
    assert read(text).certainty == "partial"


def test_a_bare_weekday_is_weekly_only_without_a_code_for_some_weeks() -> None:
    assert dates("金 17:00-19:00") == ["2026-12-04", "2026-12-11", "2026-12-18"]
    assert dates("金 17:00-19:00", code="5") == []
    assert read("金 17:00-19:00", "5").certainty == "partial"


def test_a_column_of_weekdays_gives_way_to_the_weeks_that_the_text_names() -> None:
    assert rules("土 10:00-12:00 第2土曜日、第4土曜日", "4") == ["FREQ=MONTHLY;BYDAY=2SA,4SA"]
    assert hours("土 10:00-12:00 第2土曜日") == [("10:00", "12:00")]


def test_of_a_very_long_text_the_beginning_is_read_and_the_rest_is_kept() -> None:
    text = "毎週月曜日 10:00～。" + "お茶を飲みながら楽しく話しましょう。" * 400
    reading = read(text)
    assert (reading.certainty, dates(text)) == ("partial", ["2026-12-07", "2026-12-14", "2026-12-21"])
    assert sum(map(len, reading.notes)) > 5000


def test_a_suspended_meeting_is_parsed_and_has_no_date() -> None:
    reading = read("毎週月曜日 10:00~12:00（現在休止中）")
    assert reading.certainty == "parsed"
    assert dates("毎週月曜日 10:00~12:00（現在休止中）") == []


def test_a_date_without_a_year_is_kept_but_gives_no_next_date() -> None:
    reading = read("7月26日(木)、8月9日(木) 11:00~14:00")
    assert reading.dates == ("--07-26", "--08-09")
    assert (reading.certainty, dates("7月26日(木)、8月9日(木) 11:00~14:00")) == ("parsed", [])


def test_a_date_with_a_year_is_a_date() -> None:
    assert dates("令和9年1月14日(木)・28日(木) 13:00~") == ["2027-01-14", "2027-01-28"]


@pytest.mark.parametrize("written", ["1月14日(金)", "1月14日 金", "1月14日、金曜", "1月14日金曜日"])
def test_a_date_that_contradicts_its_weekday_is_not_believed(written: str) -> None:
    assert dates(f"2027年{written} 13:00~") == []
    assert read(f"2027年{written} 13:00~").certainty != "parsed"


def test_a_weekday_apart_that_fits_its_date_takes_nothing_away() -> None:
    assert dates("2027年1月14日 木 13:00~") == ["2027-01-14"]
    assert read("2027年1月14日 木 13:00~").certainty == "parsed"


def test_holidays_are_left_out_only_where_the_text_says_so() -> None:
    january = date(2027, 1, 5)
    assert dates("第2月曜日", 1, start=january) == ["2027-01-11"]
    assert dates("第2月曜日（祝日を除く）", 1, start=january) == ["2027-02-08"]
    assert dates("第2月曜日（祝日の場合は翌日）", 1, start=january) == ["2027-01-12"]
    assert dates("第2月曜日（祝日も開催）", 1, start=january) == ["2027-01-11"]
    assert dates("平日", 1, start=date(2027, 1, 11)) == ["2027-01-12"]


def test_the_turn_of_the_year_is_left_out_only_where_the_text_says_so() -> None:
    late = date(2026, 12, 28)
    assert dates("毎日", 2, start=late) == ["2026-12-28", "2026-12-29"]
    assert dates("毎日（年末年始を除く）", 2, start=late) == ["2026-12-28", "2027-01-04"]
    assert dates("毎日 休み:12月27日～1月5日", 1, start=late) == ["2027-01-06"]


@pytest.mark.parametrize(("text", "note"), [("（子ども）第2土曜10時", "子ども"), ("こども 第2土曜10時", "こども")])
def test_a_word_that_ends_in_a_particle_is_kept_whole(text: str, note: str) -> None:
    reading = read(text)
    assert reading.certainty == "parsed"
    assert reading.notes == (note,)
