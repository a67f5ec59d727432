"""A cell that tells everything by labels is told apart; a cell with one label, or with bullets alone, stays whole."""

from pathlib import Path

import pytest

from directory.intake.values import Values
from tests.directory.intake.sheets import csv_file, records


def read(folder: Path, cell: str, heading: str = "くわしい内容", **more: str) -> Values:
    (row,) = records(csv_file(folder, [["名称", heading, *more], ["つくし", cell, *more.values()]]))
    return row.values


@pytest.mark.parametrize("heading", ["くわしい内容", "備考", "ガイド", "日時"])
@pytest.mark.parametrize(
    "cell",
    [
        "【日時】毎月第3月曜日　10時～11時\n【場所】東会館\n【対象】どなたでも\n【費用】無料",
        "日時：毎月第3月曜日　10時～11時\n会場：東会館\n対象者：どなたでも\n参加費：無料",
        "●とき　毎月第3月曜日　10時～11時\n●ところ　東会館\n●対象　どなたでも\n●料金　無料",
        "日時：毎月第3月曜日　10時～11時　会場：東会館　対象：どなたでも　参加費：無料",
    ],
)
def test_labels_inside_a_cell_are_headings(tmp_path: Path, cell: str, heading: str) -> None:
    values = read(tmp_path, cell, heading)
    said = [values[field] for field in ("schedule_text", "venue_text", "target_text", "fee_text", "activity_text")]
    assert said == ["毎月第3月曜日 10時~11時", "東会館", "どなたでも", "無料", None]


def test_a_person_behind_a_label_is_the_offices(tmp_path: Path) -> None:
    values = read(tmp_path, "内容：お茶\n代表：山田 花子\n電話：090-1111-2222")
    said = [values[field] for field in ("activity_text", "contact_person", "phone")]
    assert said == ["お茶", "山田 花子", "090-1111-2222"]


def test_what_the_list_has_a_column_for_stays_where_it_stands(tmp_path: Path) -> None:
    values = read(tmp_path, "持ち物：上履き\n参加費：材料費は別", "備考", 参加費="100円", 会場="東会館")
    assert (values["fee_text"], values["notes"]) == ("100円", "持ち物:上履き 参加費:材料費は別")


@pytest.mark.parametrize(
    "cell", ["●体操\n●お茶", "【要予約】【初回無料】", "10:00 体操 11:00 お茶", "内容：お茶", "テーマ：春　歌：さくら"]
)
def test_other_cells_stay_whole(tmp_path: Path, cell: str) -> None:
    values = read(tmp_path, cell, "内容")
    assert str(values["activity_text"]).replace(":", "：") == " ".join(cell.split()).replace(":", "：")
