"""What a list says its marks mean holds for its cells; what it does not explain is read as everybody would."""

from pathlib import Path

import pytest

from directory.intake import Surroundings
from directory.intake.legends import marks_in
from directory.intake.reading import listing_from
from directory.intake.values import Values
from tests.directory.intake.sheets import VOCABULARY, codes, csv_file, records

HEADINGS = ["名称", "会場", "駐車場", "多目的トイレ", "送迎", "予約"]


def read(folder: Path, legend: str, *cells: str, headings: list[str] = HEADINGS) -> Values:
    (row,) = records(csv_file(folder, [["設備一覧"], [legend], headings, ["つくし", "東会館", *cells]]))
    return row.values


def test_a_legend_says_what_the_marks_mean(tmp_path: Path) -> None:
    values = read(tmp_path, "○＝あり　▲＝なし　△＝要相談　－＝不明", "〇", "▲", "△", "△")
    assert (values["parking"], values["accessible_toilet"], values.get("pickup")) == (True, False, None)
    assert (values["access_text"], values["reservation_text"]) == ("送迎:要相談", "要相談")


def test_a_heading_may_explain_its_own_marks(tmp_path: Path) -> None:
    values = read(tmp_path, "令和8年4月", "◆", "◆", headings=["名称", "会場", "駐車場（◆なし ○あり）", "多目的トイレ"])
    assert (values["parking"], values.get("accessible_toilet")) == (False, None)


@pytest.mark.parametrize(
    ("legend", "headings", "expected"),
    [
        ("○＝あり　空欄＝なし", HEADINGS, (True, False, False, None)),
        ("※無印はなし", HEADINGS, (True, False, False, None)),
        ("○＝あり　空欄＝未確認", HEADINGS, (True, None, None, None)),
        ("○＝あり", HEADINGS, (True, None, None, None)),
        ("令和8年4月", ["名称", "会場", "駐車場", "多目的トイレ（空欄は不可）", "送迎"], (True, False, None, None)),
    ],
)
def test_a_blank_cell_says_no_only_where_the_list_says_so(
    tmp_path: Path, legend: str, headings: list[str], expected: tuple[bool | None, ...]
) -> None:
    values = read(tmp_path, legend, "○", headings=headings)
    fields = ("parking", "accessible_toilet", "pickup", "reservation_text")
    assert tuple(values.get(field) for field in fields) == expected


def test_marks_under_weekdays_say_when(tmp_path: Path) -> None:
    heads = ["名称", "会場", "月", "火", "水"]
    values = read(tmp_path, "○：毎週　◎：第1・3週　●：休み", "○", "◎", "●", headings=heads)
    assert values["schedule_text"] == "毎週月曜日 第1・3週火曜日"


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("※△は要相談", {"△": "要相談"}),
        ("◯ あり ／ ✕ なし", {"○": "あり", "×": "なし"}),
        ("凡例　○：毎回　◎：月１回", {"○": "毎回", "◎": "月1回"}),
        *[
            (line, {})
            for line in ("●日時　●場所", "●とき：第1月曜", "○はじめての方もどうぞ。", "★新規", "○×", "参加費（○円）")
        ],
    ],
)
def test_only_a_legend_is_one(line: str, marks: dict[str, str]) -> None:
    assert marks_in(line) == marks


@pytest.mark.parametrize(
    ("cell", "parking"),
    [
        ("あり（3台）", True),
        ("３台", True),
        ("無　近くに有料あり", False),
        ("０台", False),
        ("要問合せ", None),
        ("有料", None),
    ],
)
def test_what_a_cell_says_beyond_yes_and_no_reaches_the_listing(
    tmp_path: Path, cell: str, parking: bool | None
) -> None:
    rows = [["名称", "会場", "駐車場", "備考"], ["つくし", "東会館", cell, "上履き"]]
    (row,) = records(csv_file(tmp_path, rows))
    assert (row.values.get("parking"), codes(row)) == (parking, set())
    said = listing_from(row.values, row.cells, Surroundings(VOCABULARY, "14208", "一覧")).listing.note_public
    assert said == f"上履き {row.values['access_text']}"
    assert str(row.values["access_text"]).startswith("駐車場:")
