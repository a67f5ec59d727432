"""The three workbooks of real habits: every row, every value that the file holds."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from directory.intake import Headings, Report, read_file, understand

MESSY = Path(__file__).parents[4] / "shared/data/listings/messy"
FIELDS = (
    "name", "municipality", "schedule_text", "fee_text", "venue_text", "address_text", "target_text", "activity_text"
)  # fmt: skip
pytestmark = pytest.mark.skipif(not MESSY.is_dir(), reason="the shared workbooks are not here")


def report(name: str) -> Report:
    return understand(read_file(MESSY / name), Headings(), lambda _: False, {})


def plain(value: object) -> str | None:
    if value is None:
        return None
    text = re.sub(r"[~〜–-]", "-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value))))
    return text.replace("曜日", "").replace("、", "・")


def expected(row: dict[str, object], name: str) -> str | None:
    if name == "fee_text" and "fee_child" in row:
        asked = (("こども", row["fee_child"]), ("おとな", row["fee_adult"]))
        yen = {who: fee if fee == "無料" else f"{fee}円" for who, fee in asked}
        return plain(" ".join(f"{label}:{amount}" for label, amount in yen.items()))
    return plain(row.get(name))


@pytest.mark.parametrize("name", ["m1_salon_merged.xlsx", "m2_cafe_cp932.csv", "m3_kodomo_matrix.xlsx"])
def test_every_row_and_every_value_of_the_workbook_is_found(name: str) -> None:
    rows = [json.loads(line) for line in (MESSY / f"{name}.expected.jsonl").read_text("utf-8").splitlines()]
    read = {row.row: row for row in report(name).rows if row.status != "skipped"}
    assert sorted(read) == sorted(row["row"] for row in rows)
    for row in rows:
        values = read[row["row"]].values
        for field in set(FIELDS) - set(row.get("not_in_file", ())):
            if field == "municipality" and row.get("area_merged"):
                # The sheet says just 「港区」: which city's, it does not say.
                assert plain(values[field]) == plain(row["area_merged"])
                continue
            assert plain(values[field]) == expected(row, field), (row["row"], field)
        if "free" in row:
            assert values.get("free") == row["free"]
        if row.get("reservation"):
            assert values["reservation_text"] == "要予約"


def test_a_cp932_file_is_read_as_cp932() -> None:
    assert report("m2_cafe_cp932.csv").encoding == "cp932"


def test_titles_headings_sections_and_totals_are_skipped_with_a_reason() -> None:
    rows = report("m3_kodomo_matrix.xlsx").rows
    skipped = {row.row: row.problems[0].code for row in rows if row.status == "skipped"}
    codes = ["title", "heading", "heading", "section", "total", "total"]
    assert [skipped[row] for row in (1, 4, 5, 6, 13, 80)] == codes
