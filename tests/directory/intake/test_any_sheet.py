"""Whatever stands in a spreadsheet gives a report, never a traceback; every row that holds anything is in it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.intake import Report, Surroundings, plan_from_nothing
from directory.intake.safe_cells import plain
from tests.directory.intake.sheets import VOCABULARY, codes, csv_file, records, report

WORDS = [
    "名称",
    "サロン名",
    "会場",
    "住所",
    "日時",
    "開催曜日",
    "月",
    "火",
    "参加費",
    "備考",
    "電話番号",
    "№",
    "ID",
    "つなぎ帖ID",
    "緯度",
    "定員",
    "対象年齢(下限)",
    "最終確認日",
    "【藤沢市】",
    "〃",
    "合計",
    "※注意",
    "○",
    "×",
    "―",
    "毎週月曜 10:00～12:00",
    "逗子市桜山1-2-3",
    "100",
    "無料",
    "090-1234-5678",
    "99歳",
    "2026-13-45",
    "000",
    "-1",
    "個人宅",
    "(",
    "）",
    "：",
    "名称：",
    "第",
    "a@b.c",
    "#REF!",
    "=A1",
]
cells = st.sampled_from(WORDS) | st.just("") | st.text(max_size=8).map(plain)
sheets = st.lists(st.lists(cells, max_size=7), min_size=1, max_size=12)
around = Surroundings(VOCABULARY, "14208", "list")


def planned(path: Path) -> Report:
    found = report(path)
    plan_from_nothing(found, around)
    return found


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(sheet=sheets, merges=st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=2))
def test_any_workbook_gives_a_report_with_every_row(sheet: list[list[str]], merges: list[tuple[int, ...]]) -> None:
    book = Workbook()
    for row in sheet:
        book.active.append(row)
    for top, left, height, width in merges:
        book.active.merge_cells(start_row=top, start_column=left, end_row=top + height - 1, end_column=left + width - 1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        book.save(path)
        found = planned(path)
    occupied = {
        n for n, row in enumerate(book.active.iter_rows(values_only=True), 1) if any(str(c or "").strip() for c in row)
    }
    assert {row.row for row in found.rows} == occupied
    assert found.as_json()["counts"]["rows"] == len(found.rows)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(sheet=sheets)
def test_any_csv_gives_a_report_with_every_row(sheet: list[list[str]]) -> None:
    if not any(cell for row in sheet for cell in row):
        return
    with TemporaryDirectory() as folder:
        found = planned(csv_file(Path(folder), sheet))
    assert {row.row for row in found.rows} == {n for n, row in enumerate(sheet, 1) if any(row)}


@pytest.mark.parametrize(
    ("headings", "cells", "untold"),
    [
        (["名称", "日時", "会場"], ["あ会", "月曜", "会館", "要予約"], ["要予約"]),
        (["名称", "日時", "", "会場"], ["あ会", "月曜", "（祝休）", "会館"], ["(祝休)"]),
        (["名称", "日時", "会場", "", "", ""], ["あ会", "月曜", "会館", "", "", "鍵は社協"], ["鍵は社協"]),
        (["", "名称", "日時", "会場"], ["◎", "あ会", "月曜", "会館", "12"], []),
    ],
)
def test_words_under_no_heading_are_told_of(
    tmp_path: Path, headings: list[str], cells: list[str], untold: list[str]
) -> None:
    row, _ = records(csv_file(tmp_path, [headings, cells, ["い会" if h == "名称" else "" for h in headings]]))
    told = [one.message for one in row.problems if one.code == "unheaded"]
    assert [any(text in said for said in told) for text in untold] == [True] * len(told)
    assert len(told) == len(untold)


def test_json_records_that_name_themselves_otherwise_or_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[{"name": "あ会"}, {"名称": "い会"}, "うの会はお休み"]', encoding="utf-8")
    first, other, text = records(path)
    assert [row.values["name"] for row in (first, other)] == ["あ会", "い会"]
    assert not first.problems
    assert {"name_missing", "unheaded"} == codes(text)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_stray_zero_in_a_text_costs_no_row(tmp_path: Path, encoding: str) -> None:
    rows = [
        ["名称", "日時", "会場"],
        ["あおぞらの会", "毎週\0水曜 10:00", "東会館"],
        ["ひだまり", "毎週木曜", "西会館"],
    ]
    assert [row.values["name"] for row in records(csv_file(tmp_path, rows, encoding=encoding))] == [
        "あおぞらの会",
        "ひだまり",
    ]
