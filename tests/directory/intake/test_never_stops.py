"""One cell that cannot be read never stops the file."""

from pathlib import Path

import pytest

from directory.intake import schedule_cells, understanding
from tests.directory.intake.sheets import codes, csv_file, records, report, workbook

TIERS = [["事業名", "開催", "", "会場", ""], ["", "曜日", "時間", "場所", "住所"]]


@pytest.mark.parametrize("title", ["令和7年度", "2027年度", "R8年度 地域の集まり", "集まり"])
@pytest.mark.parametrize("upper", ["会場", "会場等", "ところ", "開催場所"])
def test_a_fiscal_year_over_two_tiers_of_headings_is_read(tmp_path: Path, title: str, upper: str) -> None:
    tiers = [[upper if cell == "会場" else cell for cell in row] for row in TIERS]
    rows = [[title], *tiers, ["つくし", "第1月曜", "9:30～11:00", "北会館", "逗子市沼間1-2-3"]]
    (row,) = records(workbook(tmp_path, rows))
    assert (row.values["name"], row.values["schedule_text"]) == ("つくし", "第1月曜 9:30-11:00")
    assert (row.values["venue_text"], row.values["address_text"]) == ("北会館", "逗子市沼間1-2-3")


def test_a_row_that_cannot_be_read_is_an_error_of_that_row_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = schedule_cells._clocked

    def stumbles(text: str) -> str:
        if "山田" in text:
            raise ValueError(text)
        return whole(text)

    monkeypatch.setattr(schedule_cells, "_clocked", stumbles)
    rows = [["名称", "曜日", "時間"], ["つくし", "月", "山田"], ["よもぎ", "火", "10:00"]]
    found = records(csv_file(tmp_path, rows))
    assert [(row.row, row.status) for row in found] == [(2, "error"), (3, "new")]
    assert codes(found[0]) == {"row_unreadable"}
    assert "山田" not in caplog.text, "what a cell says stands in no log"
    assert "ValueError" in caplog.text


def test_a_sheet_that_cannot_be_read_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(understanding, "read_block", stumbles)
    found = report(csv_file(tmp_path, [["名称", "曜日"], ["つくし", "月"]]))
    assert [(row.status, codes(row)) for row in found.rows] == [("error", {"sheet_unreadable"})] * 2
