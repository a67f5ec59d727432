"""A list that staff imported, given back in its own shape: their columns, their order, what has changed since."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from directory import store
from directory.clock import today
from directory.database import reading, writing
from directory.errors import NotFound
from directory.history import undo_batch
from directory.intake import Surroundings, apply, plan
from directory.listing import Listing
from directory.stewardship import own_list_book
from directory.stewardship.own_lists import given_back, own_lists
from directory.workbooks import CHANGED
from tests.directory.intake.sheets import VOCABULARY, csv_file, report

HEAD = ["№", "担当班", "サロン名", "曜日", "時間", "会場", "参加費", "備考2", "電話番号"]
ROWS = [
    ["1", "A班", "サロンひまわり", "第2火曜日", "13:30~15:30", "中央会館", "100円", "=鍵は裏", "046-873-0001"],
    ["2", "", "カフェすみれ", "毎週水曜日", "10:00~12:00", "東会館", "", "", ""],
]
AROUND = Surroundings(VOCABULARY, "14208", "list.csv")


@pytest.fixture
def imported(engine: Engine, tmp_path: Path) -> Engine:
    take(engine, csv_file(tmp_path, [["令和8年度 サロン一覧"], HEAD, *ROWS], name="サロン一覧_R8.csv"))
    return engine


def take(engine: Engine, path: Path) -> str:
    with writing(engine) as session:
        return apply(session, report(path), AROUND, actor="staff")


def change(engine: Engine, name: str, **values: object) -> None:
    with writing(engine) as session:
        listing = next(one for one in store.listings(session) if one.name == name)
        after = Listing.model_validate(listing.model_dump() | values)
        store.save_listing(session, after, actor="hanako", action="edit")


def book(engine: Engine) -> bytes:
    with reading(engine) as session:
        sheets = given_back(session, "サロン一覧", lambda _: None)
    return own_list_book.workbook("サロン一覧", sheets, today(), "社協")


def sheet(engine: Engine) -> Worksheet:
    found = load_workbook(io.BytesIO(book(engine))).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def texts(page: Worksheet) -> list[list[str]]:
    return [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]


def test_an_unchanged_list_is_given_back_to_the_letter_with_columns_that_nobody_knows(imported: Engine) -> None:
    head, *rows = texts(sheet(imported))
    assert head == [*HEAD, "◆変更"]
    assert rows == [[("'" if text.startswith("=") else "") + text for text in row] + [""] for row in ROWS]


def test_changed_cells_are_coloured_commented_and_named(imported: Engine) -> None:
    change(imported, "サロンひまわり", fees_text="200円", status="paused")
    page = sheet(imported)
    fee = page.cell(2, HEAD.index("参加費") + 1)
    assert (fee.value, fee.fill.fgColor.rgb[2:]) == ("200円", CHANGED.fgColor.rgb[2:])
    assert fee.comment is not None
    assert "100円" in fee.comment.text
    assert page.cell(2, len(HEAD) + 1).value == "参加費\n状態: 休止中"
    assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment] == [fee.coordinate]


def test_a_schedule_over_several_columns_is_said_in_the_first(imported: Engine) -> None:
    change(imported, "サロンひまわり", meetings=({"text": "第3火曜日 10:00~12:00"},))
    row = dict(zip(*texts(sheet(imported))[:2], strict=True))
    assert (row["曜日"], row["時間"], row["◆変更"]) == ("第3火曜日 10:00~12:00", "", "開催日時")


def test_what_was_given_back_comes_in_again_with_nothing_changed(imported: Engine, tmp_path: Path) -> None:
    change(imported, "カフェすみれ", meetings=({"text": "第1水曜日 10:00~12:00"},))
    (path := tmp_path / "サロン一覧_R9.xlsx").write_bytes(book(imported))
    found = report(path)
    with reading(imported) as session:
        plan(session, found, AROUND)
    assert [row.status for row in found.rows if row.status != "skipped"] == ["unchanged", "unchanged"]
    assert found.missing == []


def test_the_latest_import_of_each_list_is_offered_and_an_undone_one_is_not(imported: Engine, tmp_path: Path) -> None:
    batch = take(imported, csv_file(tmp_path, [["サロン名", "会場"], ["茶の間", "西会館"]], name="別表.csv"))
    with reading(imported) as session:
        assert [(one.name, one.rows) for one in own_lists(session)] == [("別表", 1), ("サロン一覧", 2)]
    with writing(imported) as session:
        undo_batch(session, batch, actor="staff")
    with reading(imported) as session:
        assert [one.name for one in own_lists(session)] == ["サロン一覧"]
        with pytest.raises(NotFound, match="サロン一覧"):
            given_back(session, "別表", lambda _: None)


def test_the_book_says_who_may_see_it(imported: Engine) -> None:
    about = load_workbook(io.BytesIO(book(imported)))["この表について"]
    assert any("社協の職員だけ" in str(cell.value) for cell in about["A"])
