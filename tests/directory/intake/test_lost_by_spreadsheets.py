"""What spreadsheets make of telephones and times, and what is put right of it."""

from datetime import datetime, time
from pathlib import Path

import pytest

from tests.directory.intake.sheets import codes, csv_file, records, report, workbook

HEADINGS = ["名称", "開催日時", "会場", "電話番号", "FAX"]


@pytest.mark.parametrize(
    ("cell", "number", "told"),
    [
        ("46-873-8011", "046-873-8011", {"zero_restored"}),
        (468738011, "0468738011", {"zero_restored"}),
        ("468738011", "0468738011", {"zero_restored"}),
        ("46(873)8011", "046-873-8011", {"zero_restored"}),
        ("46-873-8011（内線12）", "046-873-8011", {"zero_restored"}),
        ("３-1234-5678", "03-1234-5678", {"zero_restored"}),
        (9012345678, "09012345678", {"zero_restored"}),
        (120123456, "0120123456", {"zero_restored"}),
        ("+81-46-873-8011", "046-873-8011", {"zero_restored"}),
        ("046-873-8011", "046-873-8011", set()),
        ("0468738011", "0468738011", set()),
        ("873-8011", "873-8011", set()),
        (8738011, "8738011", {"phone_unread"}),
    ],
)
def test_a_telephone_without_its_leading_zero_gets_it_back(
    tmp_path: Path, cell: object, number: str, told: set[str]
) -> None:
    (row,) = records(workbook(tmp_path, [HEADINGS, ["つくし", "毎週月曜", "東会館", cell, ""]]))
    assert (row.values["phone"], codes(row)) == (number, told)


@pytest.mark.parametrize(
    ("cell", "fax"),
    [
        *[(same, "046-873-8011") for same in ("同左", "電話と同じ", "同じ", "左に同じ", "電話番号に同じ")],
        *[(none, None) for none in ("なし", "無", "-", "")],
        ("046-873-8012", "046-873-8012"), (468738012, "0468738012"),
    ],
)  # fmt: skip
def test_a_fax_that_is_the_telephone_or_none_is_so(tmp_path: Path, cell: object, fax: str | None) -> None:
    (row,) = records(workbook(tmp_path, [HEADINGS, ["つくし", "毎週月曜", "東会館", "046-873-8011", cell]]))
    assert row.values.get("fax") == fax


@pytest.mark.parametrize("heads", [("開始時間", "終了時間"), ("開始日時", "終了日時"), ("開始", "終了")])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (time(10), time(12)),
        (datetime(1899, 12, 30, 10), datetime(1899, 12, 30, 12)),
        (datetime(2026, 4, 1, 10), datetime(2026, 4, 1, 12)),
        (0.41666666, 0.5),
        (10, 12),
    ],
)
@pytest.mark.parametrize(("day", "said"), [(datetime(2026, 4, 1), "2026年4月1日"), ("毎週月曜", "毎週月曜")])
def test_hours_are_said_once_whatever_a_cell_holds_of_them(
    tmp_path: Path, heads: tuple[str, str], start: object, end: object, day: object, said: str
) -> None:
    rows = [["名称", "開催日", *heads, "会場"], ["つくし", day, start, end, "東会館"]]
    (row,) = records(workbook(tmp_path, rows))
    assert row.values["schedule_text"] == f"{said} 10:00-12:00"


def test_a_moment_that_stands_twice_is_said_once(tmp_path: Path) -> None:
    moment = datetime(2026, 4, 1, 10)
    rows = [["名称", "日時", "時間", "会場"], ["つくし", moment, time(10), "東会館"], ["よもぎ", "", moment, "東会館"]]
    assert [row.values["schedule_text"] for row in records(workbook(tmp_path, rows))] == ["2026年4月1日 10:00"] * 2


def test_a_tilde_and_kana_of_half_width_in_an_old_ledger_are_what_was_typed(tmp_path: Path) -> None:
    rows = [
        ["ｻﾛﾝ台帳"],
        ["ｺｰﾄﾞ", "ｻﾛﾝ名", "ｶｲｼﾞｮｳ", "活動日"],
        ["001", "ﾋﾏﾜﾘ", "東ｺﾐｭﾆﾃｨｾﾝﾀｰ", "第1･3火曜 13:30~15:00"],
    ]
    path = csv_file(tmp_path, rows, encoding="cp932")
    assert report(path).encoding == "cp932"
    (row,) = records(path)
    said = {field: row.values[field] for field in ("source_id", "name", "venue_text", "schedule_text")}
    assert said == {
        "source_id": "001",
        "name": "ヒマワリ",
        "venue_text": "東コミュニティセンター",
        "schedule_text": "第1・3火曜 13:30~15:00",
    }
