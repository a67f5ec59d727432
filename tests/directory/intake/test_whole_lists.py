"""Whole lists as volunteer centres have them, in `lists.toml`: every record, and every value that is asked for."""

import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.directory.intake.sheets import report

LISTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text("utf-8"))
NOT_SAID = "―"


@pytest.mark.parametrize("name", LISTS)
def test_every_record_of_the_list_is_read(name: str, tmp_path: Path) -> None:
    made = LISTS[name]
    found = report(book(tmp_path, made["sheets"]))
    several = len(made["sheets"]) > 1
    read = {(row.sheet if several else None, row.row, row.col): row for row in found.rows if row.status != "skipped"}
    asked = expected(made["expected"])
    assert set(read) == set(asked)
    for where, values in asked.items():
        said = {field: read[where].values.get(field) for field in values}
        assert said == values, where


def book(folder: Path, sheets: list[dict[str, str]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for one in sheets:
        sheet = made.create_sheet(one["name"])
        for line in one["rows"].removesuffix("\n").split("\n"):
            sheet.append([cell(text) for text in line.split("|")])
        for cells in one.get("merges", "").split():
            sheet.merge_cells(cells)
    path = folder / "list.xlsx"
    made.save(path)
    return path


def cell(text: str) -> str | int | time | None:
    plain = text.strip(" ").replace("⏎", "\n")
    if not plain.startswith("="):
        return plain or None
    if ":" in plain:
        return time.fromisoformat(plain[1:].zfill(5))
    return int(plain[1:])


def expected(table: str) -> dict[tuple[str | None, int, int | None], dict[str, str | None]]:
    head, *lines = (line.split("|") for line in table.strip("\n").split("\n"))
    rows = [{k.strip(): v.strip() for k, v in zip(head, line, strict=True) if v.strip()} for line in lines]
    where = ("sheet", "row", "col")
    return {
        (row.get("sheet"), int(row["row"]), int(row["col"]) if "col" in row else None): {
            field: None if text == NOT_SAID else text for field, text in row.items() if field not in where
        }
        for row in rows
    }
