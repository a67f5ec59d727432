"""From the cells of a file to a report of records: every row that holds anything appears, read or skipped."""

from collections.abc import Callable, Mapping
from itertools import chain

from directory.intake import wording
from directory.intake.blocks import Block, tables
from directory.intake.cards import read_cards
from directory.intake.form import ID
from directory.intake.grid import Grid, Sheets
from directory.intake.headings import Headings
from directory.intake.notices import defaults_of
from directory.intake.problems import note
from directory.intake.records import Record, Skipped, read_block
from directory.intake.report import Report, RowReport, SheetNote
from directory.intake.values import values_of

IsKind = Callable[[str], bool]
_TOLD_ONCE = ("kind", "as_of", "municipality")


def understand(sheets: Sheets, headings: Headings, is_kind: IsKind, defaults: Mapping[str, str]) -> Report:
    """Read every sheet. `defaults`: field → value where a record says nothing; `is_kind`: whether a word is a type."""
    notes, rows = [], []
    for grid in sheets.grids:
        sheet, read = _sheet(grid, headings, is_kind, defaults)
        notes.append(sheet)
        rows += read
    return Report(sheets.file, sheets.encoding, notes, rows)


def _sheet(
    grid: Grid, headings: Headings, is_kind: IsKind, given: Mapping[str, str]
) -> tuple[SheetNote, list[RowReport]]:
    if grid.hidden:
        rows = [_other(grid, row, "hidden_sheet") for row in grid.occupied_rows()]
        return SheetNote(grid.name, (), {}), rows
    blocks = tables(grid, headings)
    cards = ([], []) if blocks else read_cards(grid, headings)
    blocks = blocks if blocks or cards[0] else tables(grid, headings, loose=True)
    read = [read_block(grid, block, headings) for block in blocks] or [cards]
    records = [record for found, _ in read for record in found]
    skips = [skipped for _, found in read for skipped in found]
    if not records and not blocks:
        rows = [_other(grid, row, "no_heading", "error") for row in grid.occupied_rows()]
        return SheetNote(grid.name, (), {}), rows
    around = _around(grid, blocks, {*(one.row for one in records), *(one.row for one in skips)})
    said = [] if grid.keyed else _lines_around(grid, [*around, *(_skipped(grid, one) for one in skips)])
    defaults = {} if grid.keyed else defaults_of(grid.name, said, headings, is_kind)
    rows = [_row(grid, record, is_kind, given, defaults) for record in records]
    rows += [*(_skipped(grid, skipped) for skipped in skips), *around]
    header_rows = sorted({grid.number(row) for block in blocks for row in block.heading_rows if not grid.keyed})
    columns = {c.heading: c.field for block in blocks for c in block.columns if c.heading}
    columns = columns or {c.heading: c.field for record in records for row in record.rows for c, _ in row}
    return SheetNote(grid.name, tuple(header_rows), columns), sorted(rows, key=lambda row: (row.row, row.col or 0))


def _row(
    grid: Grid, record: Record, is_kind: IsKind, given: Mapping[str, str], defaults: Mapping[str, tuple[str, str]]
) -> RowReport:
    values, notes = values_of(record, is_kind)
    for field, text in given.items():
        if values.get(field) is None:
            values[field] = text
    for field, (text, line) in defaults.items():
        if values.get(field) is None and ID not in record.cells:
            values[field] = text
            notes += [] if field in _TOLD_ONCE else [note("default_used", value=line)]
    number = grid.number(record.row)
    if not values["name"]:
        values["name"] = f"名称未記入（{number}行目）"
        notes.append(note("name_missing", value=values["name"]))
    return RowReport(grid.name, number, _column(record.col), "new", values, notes, record.cells)


def _lines_around(grid: Grid, rows: list[RowReport]) -> list[str]:
    """The texts of titles and notes, in the sheet's order."""
    told = [row for row in rows if row.problems[0].code in ("title", "note")]
    return [
        grid.text(row.row - 1, column)
        for row in sorted(told, key=lambda row: row.row)
        for column in grid.filled(row.row - 1)
    ]


def _skipped(grid: Grid, skipped: Skipped) -> RowReport:
    return RowReport(grid.name, grid.number(skipped.row), _column(skipped.col), "skipped", {}, [skipped.note])


def _column(column: int | None) -> int | None:
    return None if column is None else column + 1


def _around(grid: Grid, blocks: list[Block], seen: set[int]) -> list[RowReport]:
    """Titles, headings and notes: the rows that no table holds."""
    heading_rows = set(chain.from_iterable(block.heading_rows for block in blocks))
    found = []
    for row in grid.occupied_rows():
        if row in seen or (grid.keyed and row == 0):
            continue
        first = wording.one_line(grid.text(row, grid.filled(row)[0]))
        code = "heading" if row in heading_rows else "note" if first[:1] in "※*" else "title"
        found.append(_other(grid, row, code))
    return found


def _other(grid: Grid, row: int, code: str, status: str = "skipped") -> RowReport:
    return RowReport(grid.name, grid.number(row), None, status, {}, [note(code)])
