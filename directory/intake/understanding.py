"""From the cells of a file to a report of records: every row that holds anything appears, read or skipped."""

import logging
import re
import traceback
from collections.abc import Callable, Mapping
from itertools import chain

from directory.intake import personal, wording
from directory.intake.blocks import Block, tables
from directory.intake.cards import is_of_labels, read_cards
from directory.intake.columns import Column
from directory.intake.form import ID
from directory.intake.grid import Grid, Sheets
from directory.intake.headings import Headings
from directory.intake.notices import Page, page_of, place_in_name, titles_of
from directory.intake.problems import Note, note
from directory.intake.records import Record, Skipped, read_block
from directory.intake.report import Report, RowReport, SheetNote
from directory.intake.schedule_cells import has_hours
from directory.intake.statements import can_be_added, is_remark
from directory.intake.timetables import is_calendar, read_timetable
from directory.intake.values import Values, values_of

_log = logging.getLogger(__name__)
IsKind = Callable[[str], bool]
_TOLD_ONCE = ("kind", "as_of", "municipality", "district")
_NUMBER = re.compile(r"[0-9,.]+\S{0,3}|-")
_WITH_DAYS = ("time_text", "weekdays")
_DISTRICT_WORD = re.compile(r"(?<=\S)\s*地\s*区$")


def understand(sheets: Sheets, headings: Headings, is_kind: IsKind, defaults: Mapping[str, str]) -> Report:
    """Read every sheet. `defaults`: field → value where a record says nothing; `is_kind`: whether a word is a type."""
    notes, rows = [], []
    named_by_place = sum(place_in_name(grid.name, is_kind) is not None for grid in sheets.grids) > 1
    for grid in sheets.grids:
        try:
            sheet, read = _sheet(grid, headings, is_kind, defaults, named_by_place)
        except Exception as error:
            tell_of("sheet", error)
            sheet = SheetNote(grid.name, (), {})
            read = [_other(grid, row, "sheet_unreadable", "error") for row in grid.occupied_rows()]
        notes.append(sheet)
        rows += read
    if any(row.status == "new" for row in rows):
        _pass_over_covers(sheets, rows)
    return Report(sheets.file, sheets.encoding, notes, rows)


def _sheet(
    grid: Grid, headings: Headings, is_kind: IsKind, given: Mapping[str, str], named_by_place: bool
) -> tuple[SheetNote, list[RowReport]]:
    if grid.hidden:
        rows = [_other(grid, row, "hidden_sheet") for row in grid.occupied_rows()]
        return SheetNote(grid.name, (), {}), rows
    if not grid.keyed and is_calendar(grid, headings):
        rows = [_other(grid, row, "calendar", "error") for row in grid.occupied_rows()]
        return SheetNote(grid.name, (), {}), rows
    blocks = tables(grid, headings)
    if len(blocks) == 1 and _is_thin(blocks[0]) and is_of_labels(grid, blocks[0].top, blocks[0].bottom, headings):
        blocks = []
    cards = ([], []) if blocks else read_cards(grid, headings)
    blocks = blocks if blocks or cards[0] else tables(grid, headings, loose=True)
    timetable = None if blocks or cards[0] else read_timetable(grid)
    titled = [[grid.text(row, c) for row in block.over for c in grid.filled(row)] for block in blocks]
    read = _read_blocks(grid, blocks, headings, titles_of(titled, is_kind)) or [timetable or cards]
    records = [record for found, _ in read for record in found]
    skips = [skipped for _, found in read for skipped in found]
    if not records and not blocks:
        rows = [_other(grid, row, "no_heading", "error") for row in grid.occupied_rows()]
        return SheetNote(grid.name, (), {}), rows
    around = _around(grid, blocks, {*(one.row for one in records), *(one.row for one in skips)})
    others = [_skipped(grid, one) for one in skips]
    said = [] if grid.keyed else _lines_around(grid, _beside(records, [*around, *others]))
    page = Page() if grid.keyed else page_of(grid.name, said, headings, is_kind, {*chain.from_iterable(titled)})
    if named_by_place and "district" not in page.values and (place := place_in_name(grid.name, is_kind)):
        page.values["district"] = (place, grid.name)
    _tell_unheard(grid, [*around, *others], page)
    rows = [_row_or_error(grid, record, is_kind, given, page) for record in records]
    rows += [*others, *around]
    header_rows = sorted({grid.number(row) for block in blocks for row in block.heading_rows if not grid.keyed})
    columns = {c.heading: _named(c) for block in blocks for c in block.columns if c.heading}
    columns = columns or {c.heading: c.field for record in records for row in record.rows for c, _ in row}
    return SheetNote(grid.name, tuple(header_rows), columns), sorted(rows, key=lambda row: (row.row, row.col or 0))


def _is_thin(block: Block) -> bool:
    """Whether no more than two headings of a table are known."""
    return sum(1 for column in block.columns if column.field and column.field != "number") <= 2


def _read_blocks(
    grid: Grid, blocks: list[Block], headings: Headings, titles: list[dict[str, str]]
) -> list[tuple[list[Record], list[Skipped]]]:
    """Each table under its own title; one that goes on under the same headings, under the sections before it."""
    read = []
    held: Mapping[str | None, str] = {}
    for block, title in zip(blocks, titles, strict=True):
        begins = dict(held) if block.continues and not block.side_by_side else {}
        begins.update(title)
        records, skipped, held = read_block(grid, block, headings, begins)
        read.append((records, skipped))
    return read


def _named(column: Column) -> str | None:
    """The column's field; several joined by + where its heading names several."""
    return "+".join((column.field, *column.also)) if column.field else None


def tell_of(what: str, error: Exception) -> None:
    """Log where the reading failed: never the error's own words, which may quote a cell."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("unreadable %s: %s in %s, line %s", what, type(error).__name__, place.name, place.lineno)


def _row_or_error(grid: Grid, record: Record, is_kind: IsKind, given: Mapping[str, str], page: Page) -> RowReport:
    """The record; where reading it fails in a way nobody thought of, an error of this one row and not of the file."""
    try:
        return _row(grid, record, is_kind, given, page)
    except Exception as error:
        tell_of("row", error)
        why = [note("row_unreadable")]
        return RowReport(grid.name, grid.number(record.row), _column(record.col), "error", {}, why, record.cells)


def _row(grid: Grid, record: Record, is_kind: IsKind, given: Mapping[str, str], page: Page) -> RowReport:
    values, notes = values_of(record, is_kind, page)
    for field, text in given.items():
        if values.get(field) is None:
            values[field] = text
    if page.fiscal_year:
        values.setdefault("fiscal_year", page.fiscal_year)
    if ID not in record.cells:
        _from_page(values, notes, page)
    number = grid.number(record.row)
    if not values["name"]:
        values["name"] = _provisional(values, number)
        notes.append(note("name_missing", value=values["name"]))
        if values["name"] == values.get("alternate_names"):
            values["alternate_names"] = None
    return RowReport(grid.name, number, _column(record.col), "new", values, notes, record.cells)


def _from_page(values: Values, notes: list[Note], page: Page) -> None:
    """What the page says for all, where the row says nothing; hours beside a day that has none."""
    if "contact_org" in page.values and values.get("contact_org") is None and values.get("phone") is None:
        numbers, _ = personal.apart(page.values["contact_org"][0])
        values["phone"] = " ".join(numbers) or None
    for field, (text, line) in page.values.items():
        text = personal.apart(text)[1] or text if field == "contact_org" else text
        if values.get(field) is None and field not in _WITH_DAYS:
            values[field] = _DISTRICT_WORD.sub("", text) if field == "district" else text
            notes += [] if field in _TOLD_ONCE else [note("default_used", value=line)]
    hours = page.hours((values["name"], values["venue_text"]))
    when = values["schedule_text"]
    if hours and when and not has_hours(str(when)):
        values["schedule_text"] = f"{when} {wording.times_marked(hours[0])}"
        notes.append(note("default_used", value=hours[1]))
    _days_off(values, notes, page)


def _days_off(values: Values, notes: list[Note], page: Page) -> None:
    """Days without meetings that the page says for all, beside what the row says of its days; where both cannot be read
    together, a problem that names the note."""
    for said in page.days_off:
        when = str(values["schedule_text"] or "")
        if not when or wording.key(said) in wording.key(when):
            continue
        if can_be_added(when, said):
            values["schedule_text"] = f"{when} {said}"
            notes.append(note("default_used", value=said))
        else:
            notes.append(note("note_unsure", value=said))


def _provisional(values: Values, number: int) -> str:
    """A name for a listing without one: its other name, or what it is and where, as people would call it."""
    kind, venue = values["kind"], values["venue_text"]
    if values.get("alternate_names"):
        return str(values["alternate_names"])
    if venue:
        return f"{kind}（{venue}）" if kind else str(venue)
    return f"名称未記入（{number}行目）"


def _beside(records: list[Record], rows: list[RowReport]) -> list[RowReport]:
    """Without the notes between records: they may be of what stands right above them alone."""
    numbers = [one.row + 1 for one in records] or [0]
    return [row for row in rows if row.problems[0].code != "note" or not min(numbers) < row.row < max(numbers)]


def _lines_around(grid: Grid, rows: list[RowReport]) -> list[str]:
    """The texts of titles and notes, in the sheet's order."""
    told = [row for row in rows if row.problems[0].code in ("title", "note")]
    return [
        grid.text(row.row - 1, column)
        for row in sorted(told, key=lambda row: row.row)
        for column in grid.filled(row.row - 1)
    ]


def _tell_unheard(grid: Grid, rows: list[RowReport], page: Page) -> None:
    """Name each remark that holds for no row, so that nothing is silently passed over."""
    for row in rows:
        if row.problems[0].code not in ("title", "note") or grid.keyed:
            continue
        texts = [wording.one_line(grid.text(row.row - 1, column)) for column in grid.filled(row.row - 1)]
        unheard = [text for text in texts if text not in page.heard and is_remark(text, row.problems[0].code == "note")]
        row.problems += [note("note_unheard", value=text) for text in unheard]


def _skipped(grid: Grid, skipped: Skipped) -> RowReport:
    return RowReport(grid.name, grid.number(skipped.row), _column(skipped.col), "skipped", {}, [skipped.note])


def _pass_over_covers(sheets: Sheets, rows: list[RowReport]) -> None:
    """Sheets without a list beside sheets with one: a cover, totals. Their rows are no errors where they are sparse."""
    for grid in sheets.grids:
        cells = [wording.one_line(grid.text(r, c)) for r in grid.occupied_rows() for c in grid.filled(r)]
        occupied = sum(1 for _ in grid.occupied_rows())
        numbers = sum(1 for text in cells if _NUMBER.fullmatch(text))
        if len(cells) <= 1.5 * occupied or numbers >= 0.3 * len(cells):
            for row in rows:
                if row.sheet == grid.name and row.status == "error":
                    row.status, row.problems = "skipped", [note("no_list")]


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
