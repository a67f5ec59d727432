"""Several tables below each other on one sheet: each under its own title, or going on under the same headings."""

from pathlib import Path

import pytest

from directory.intake.report import RowReport
from tests.directory.intake.sheets import records, workbook


def told(rows: list[RowReport], *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row.values[field] for field in ("name", *fields)) for row in rows]


@pytest.mark.parametrize("mark", ["{n}　{t}", "（{n}）{t}", "■{t}", "【{t}】", "{n}．{t}一覧", "{t}"])
def test_each_table_has_the_kind_of_its_own_title(tmp_path: Path, mark: str) -> None:
    rows: list[list[object]] = [["地域資源一覧（R8.4現在）"], []]
    for n, (title, name) in enumerate(
        [("認知症カフェ", "つくし"), ("子ども食堂", "すみれ"), ("おはなし会", "つばき")], 1
    ):
        heads = ["名称", "会場", "日時"] if n == 1 else ["会場", "催し名", "曜日", "時間"]
        cells = [name, "東会館", "毎週月曜"] if n == 1 else ["東会館", name, "月", "10:00～"]
        rows += [[mark.format(n=n, t=title)], heads, cells, []]
    found = records(workbook(tmp_path, rows))
    kinds = {"つくし": "認知症カフェ", "すみれ": "子ども食堂", "つばき": "おはなし会"}
    assert [(row.values["name"], row.values["kind"]) for row in found] == list(kinds.items())
    assert {row.values["venue_text"] for row in found} == {"東会館"}
    assert found[0].values["as_of"] == "R8.4"


def test_a_section_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    heads = ["名称", "会場", "日時"]
    rows = [heads, ["【藤沢市】"], ["つくし", "東会館", "毎週月曜"], heads, ["すみれ", "西会館", "毎週火曜"]]
    assert told(records(workbook(tmp_path, rows)), "municipality") == [("つくし", "藤沢市"), ("すみれ", "藤沢市")]


def test_a_hall_that_leads_its_groups_is_the_hall_of_all_of_them(tmp_path: Path) -> None:
    rows = [
        ["会場", "催し名", "日時"],
        ["東図書館", "おはなし会", "毎週土曜"],
        ["", "えほんのへや", "毎週日曜"],
        ["西図書館", "かみしばい", "第1土曜"],
    ]
    found = told(records(workbook(tmp_path, rows)), "venue_text")
    assert found == [("おはなし会", "東図書館"), ("えほんのへや", "東図書館"), ("かみしばい", "西図書館")]


def test_a_blank_hall_beside_an_address_is_not_said(tmp_path: Path) -> None:
    rows = [
        ["会場", "催し名", "日時", "住所"],
        ["東図書館", "おはなし会", "毎週土曜", "逗子市沼間1-2-3"],
        ["", "えほんのへや", "毎週日曜", "逗子市桜山4-5-6"],
    ]
    assert told(records(workbook(tmp_path, rows)), "venue_text") == [("おはなし会", "東図書館"), ("えほんのへや", None)]
