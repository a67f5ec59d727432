"""Forms that groups filled in, a sheet each: labels of two levels, letters spaced out, boxes to tick."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from directory.intake import wording
from directory.intake.report import RowReport
from tests.directory.intake.sheets import codes, csv_file, records


def form(folder: Path, *fees: str) -> list[RowReport]:
    book = Workbook()
    book.remove(book.active)
    for number, fee in enumerate(fees, 1):
        sheet = book.create_sheet(f"申請{number}")
        for row in (
            ["第１号様式（第５条関係）"], ["（あて先）社会福祉協議会会長"], [],
            ["ふれあいサロン活動助成金交付申請書"], [],
            ["ふ　り　が　な", None, "つくし"], ["サ ロ ン の 名 称", None, f"つくし{number}"],
            ["代　表　者", None, "氏名", "山田 花子"], [None, None, "電話番号", "090-1111-2222"],
            ["活　動　日", None, "第２水曜日"], ["活動時間", None, "13:30～15:30"],
            ["活動場所", "名称", "東会館"], [None, "所在地", "逗子市桜山4-5-6"],
            ["参加費", None, fee], ["対 象 者", None, "☑高齢者　□障がい者　☑親子"], ["申 請 額", None, 30000],
        ):  # fmt: skip
            sheet.append(row)
        for cells in ("A6:B6", "A7:B7", "A8:B9", "A10:B10", "A11:B11", "A12:A13", "A14:B14", "A15:B15", "A16:B16"):
            sheet.merge_cells(cells)
    book.save(folder / "forms.xlsx")
    return records(folder / "forms.xlsx")


def test_a_form_that_a_group_filled_in_is_one_listing(tmp_path: Path) -> None:
    first, second = form(tmp_path, "□なし　☑あり（1回 100 円）", "■なし　□あり（1回　　円）")
    said = {
        "name": "つくし1", "reading": "つくし", "schedule_text": "第2水曜日 13:30-15:30", "venue_text": "東会館",
        "address_text": "逗子市桜山4-5-6", "fee_text": "あり(1回 100 円)", "target_text": "高齢者・親子",
        "contact_person": "山田 花子", "phone": "090-1111-2222",
    }  # fmt: skip
    assert {field: first.values[field] for field in said} == said
    assert (second.values["name"], second.values["fee_text"], codes(second)) == ("つくし2", "なし", set())


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("□月1回　□月2回", ""),
        ("☑毎月 □毎週　第2水曜", "毎月・第2水曜"),
        ("予約は ☑必要 □不要", "予約は・必要"),
        ("■体操 ■お茶", "■体操 ■お茶"),
        ("□なし☑あり", "あり"),
        ("○△□を描く", "○△□を描く"),
    ],
)
def test_of_boxes_to_tick_only_what_is_ticked_is_said(cell: str, kept: str) -> None:
    assert wording.ticked(cell) == kept


def test_a_name_of_marks_is_a_name(tmp_path: Path) -> None:
    rows = [["名称", "会場"], ["□△○食堂", "東会館"], ["○△□子ども食堂", "西会館"]]
    assert [row.values["name"] for row in records(csv_file(tmp_path, rows))] == ["□△○食堂", "○△□子ども食堂"]


@pytest.mark.parametrize("kinds", [("サークル", "クラブ", "サークル", "クラブ"), ("内容", "会場", "電話", "予約")])
def test_a_list_whose_rows_begin_with_words_of_headings_is_a_list(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    rows = [["種別", "名称", "会場"], *([kind, f"つくし{n}", "東会館"] for n, kind in enumerate(kinds))]
    assert [row.values["name"] for row in records(csv_file(tmp_path, rows))] == [f"つくし{n}" for n in range(4)]
