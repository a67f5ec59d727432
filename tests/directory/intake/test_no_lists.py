"""Sheets that are no list of rows: calendars give advice, timetables and districts side by side are read."""

from pathlib import Path

import pytest

from tests.directory.intake.sheets import codes, records, report, workbook

WEEK = ["日", "月", "火", "水", "木", "金", "土"]
CALENDARS = [
    [["令和8年6月 行事予定"], WEEK, ["", 1, 2, 3, 4, 5, 6], ["", "サロン 10時", "", "体操", "", "", ""],
     [7, 8, 9, 10, 11, 12, 13], ["", "", "カフェ", "", "", "", ""], [14, 15, 16, 17, 18, 19, 20]],
    [["6月カレンダー"], WEEK, ["", "1 サロン", "2", "3 体操", "4", "5", "6"],
     ["7", "8\nサロン", "9", "10 体操", "11", "12", "13"]],
    [["6月 行事予定"], ["日", "曜日", "行事", "会場"], [1, "月", "サロンすみれ", "東会館"], [2, "火", "", ""],
     [3, "水", "体操教室", "西会館"], [4, "木", "", ""]],
    [["令和8年度 年間カレンダー"], ["", "4月", "5月", "6月"], [1, "サロン", "", ""],
     [2, "", "カフェ", ""], [3, "", "", "体操"]],
]  # fmt: skip


@pytest.mark.parametrize("rows", CALENDARS)
def test_a_calendar_of_days_gives_no_listing_but_advice(tmp_path: Path, rows: list[list[object]]) -> None:
    read = report(workbook(tmp_path, rows)).rows
    assert [(row.row, row.status) for row in read] == [(n + 1, "error") for n in range(len(rows))]
    assert all(codes(row) == {"calendar"} for row in read)


@pytest.mark.parametrize(
    "rows",
    [
        [["№", "名称", "4月", "5月", "6月"], [1, "すみれ", 3, 8, 5], [2, "つばき", 4, 9, 6], [3, "ひまわり", 5, 10, 7]],
        [["№", "名称", *WEEK], [1, "すみれ", "○", "", "", "", "", "", ""], [2, "つばき", "", "○", "", "", "", "", ""]],
        [["6月の予定"], ["日", "曜日", "サロン名"], [1, "月", "すみれ"], [2, "火", "つばき"], [3, "水", "ひまわり"]],
    ],
)
def test_a_list_with_months_days_and_numbers_is_no_calendar(tmp_path: Path, rows: list[list[object]]) -> None:
    assert [row.values["name"] for row in records(workbook(tmp_path, rows))][:2] == ["すみれ", "つばき"]


def test_a_bare_day_of_the_month_beside_a_weekday_is_no_week(tmp_path: Path) -> None:
    rows = [["日", "曜日", "サロン名"], [1, "月", "すみれ"], [2, "火", "つばき"]]
    assert "第" not in str(records(workbook(tmp_path, rows))[0].values["schedule_text"])


def test_the_cells_of_a_weeks_timetable_are_groups_with_their_hours(tmp_path: Path) -> None:
    rows = [
        ["週間予定表"],
        ["時間", "月", "火", "水", "木", "金"],
        ["10:00～11:30", "すみれ会", "", "つばき会（東会館）", "", "体操教室"],
        ["13:30～15:00", "", "囲碁クラブ\n14:00～16:00", "", "", "すみれ会"],
        ["※祝日は休み"],
    ]
    found = records(workbook(tmp_path, rows))
    said = [
        (row.row, row.col, *(row.values[name] for name in ("name", "schedule_text", "venue_text"))) for row in found
    ]
    assert said == [
        (3, 2, "すみれ会", "月曜日 10:00-11:30 金曜日 13:30-15:00 祝日は休み", None),
        (3, 4, "つばき会", "水曜日 10:00-11:30 祝日は休み", "東会館"),
        (3, 6, "体操教室", "金曜日 10:00-11:30 祝日は休み", None),
        (4, 3, "囲碁クラブ", "火曜日 14:00-16:00 祝日は休み", None),
    ]


@pytest.mark.parametrize("titles", [("沼間地区", "桜山地区"), ("【沼間】", "【桜山】"), ("■沼間", "■桜山")])
@pytest.mark.parametrize("gap", [0, 1])
def test_tables_side_by_side_have_the_district_above_them(tmp_path: Path, titles: tuple[str, str], gap: int) -> None:
    left, right = titles
    between = [""] * gap
    rows = [
        ["地域の集まり"],
        [left, "", *between, right, ""],
        ["名称", "日時", *between, "名称", "日時"],
        ["すみれ", "毎週月曜", *between, "つばき", "第2土曜"],
        ["ひまわり", "毎週火曜", *between, "", ""],
    ]
    found = records(workbook(tmp_path, rows))
    assert [(row.values["name"], row.values["district"]) for row in found] == [
        ("すみれ", "沼間"),
        ("つばき", "桜山"),
        ("ひまわり", "沼間"),
    ]
