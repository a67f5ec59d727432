"""`tsunagi import` and `tsunagi export` as processes: what they print, what they return."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from directory.database import CATALOGUE
from tests.conftest import Ran, set_up

LIST = "サロン名,開催日時,会場\nひまわり,第2火曜日 13:30~15:30,中央会館\n"
Run = Callable[..., Ran]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.fixture
def catalogue(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set up, and empty."""
    monkeypatch.setenv("TSUNAGI_PROFILE", "zushi")
    engine = set_up(f"sqlite:///{instance / 'catalogue.sqlite'}")
    with engine.begin() as connection:
        connection.execute(update(CATALOGUE).values(profile="zushi"))
    engine.dispose()
    return instance


def test_a_preview_is_the_contracts_report_and_needs_no_catalogue(run: Run, file: Path) -> None:
    ran = run("import", str(file), "--dry-run", "--json")
    report = json.loads(ran.out)
    assert (ran.exit, ran.err) == (0, "")
    assert set(report) == {"file", "encoding", "sheets", "rows", "missing", "counts"}
    columns = {"サロン名": "name", "開催日時": "schedule_text", "会場": "venue_text"}
    assert report["sheets"] == [{"name": "list", "header_rows": [1], "columns": columns}]
    where = [(row["row"], row["col"], row["status"]) for row in report["rows"]]
    assert where == [(1, None, "skipped"), (2, None, "new")]
    assert report["rows"][1]["values"]["schedule_text"] == "第2火曜日 13:30~15:30"


def test_an_import_is_applied_and_said_in_words(run: Run, file: Path, catalogue: Path) -> None:
    first, second = run("import", str(file)), run("import", str(file))
    assert "新しく登録: 1 行" in first.out
    assert "変わりなし: 1 行" in second.out
    assert (first.exit, second.exit) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "空です"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", ".xlsx で保存し直して"),
        ("broken.xlsx", b"PK\x03\x04 no workbook", "開けません"),
        ("list.pdf", b"%PDF-1.7", "PDF です"),
        ("list.json", b"{", "JSON として読めません"),
        ("image.csv", bytes(range(256)) * 4, "文字"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_1(
    run: Run, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = run("import", str(tmp_path / name), "--dry-run")
    assert (ran.exit, ran.out) == (1, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "call",
    [["import"], ["import", "none.csv"], ["import", __file__, "--defaults", "kind"], ["export", "docx", "-o", "x"]],
)
def test_a_wrong_call_is_exit_2(run: Run, call: list[str]) -> None:
    assert run(*call).exit == 2


def test_a_default_given_in_the_call_fills_what_the_list_leaves_out(run: Run, file: Path) -> None:
    ran = run(
        "import", str(file), "--dry-run", "--json", "--defaults", "municipality=逗子市", "--defaults", "参加費=100円"
    )
    values = json.loads(ran.out)["rows"][1]["values"]
    assert (values["municipality"], values["fee_text"]) == ("逗子市", "100円")
