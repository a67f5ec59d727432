"""Small sheets made in the test that needs them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from directory.intake import Headings, Report, read_file, understand
from directory.intake.report import RowReport
from directory.vocabulary import Vocabulary

VOCABULARY = Vocabulary.load()
Rows = Iterable[Sequence[object]]


def is_kind(text: str) -> bool:
    return bool(VOCABULARY.resolve(text, ("type",)))


def csv_file(
    folder: Path, rows: Rows, *, encoding: str = "utf-8", name: str = "list.csv", delimiter: str = ","
) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(folder: Path, rows: Rows, *, merge: Sequence[str] = (), name: str = "list.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for cells in merge:
        sheet.merge_cells(cells)
    path = folder / name
    book.save(path)
    return path


def report(path: Path, remembered: dict[str, str] | None = None, **defaults: str) -> Report:
    return understand(read_file(path), Headings(remembered), is_kind, defaults)


def records(path: Path, **defaults: str) -> list[RowReport]:
    return [row for row in report(path, **defaults).rows if row.status != "skipped"]


def codes(row: RowReport) -> set[str]:
    return {problem.code for problem in row.problems}
