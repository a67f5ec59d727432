"""Excel workbooks, as they are shown: cached results of formulas, formatted numbers, merges, what is hidden."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from directory.errors import InputWrong
from directory.intake.grid import Cell, Grid, Span
from directory.intake.number_formats import shown

MAX_UNPACKED_BYTES = 300_000_000
MAX_CELLS = 5_000_000
MAX_MERGED_CELLS = 500_000
_HEAD = 2_000
_LONGEST_MERGE = 60
_MERGE = re.compile(rb"mergeCell\s+ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_RATIO = 200  # XML of real lists packs 10 to 30 times; a bomb a thousand times
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
_HYPERLINK = re.compile(r'=HYPERLINK\("[^"]*"\s*,\s*"([^"]*)"\)', re.IGNORECASE)


def read(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook. Raises InputWrong when it is none, is locked by a password, or is far too large."""
    has_formulas = _inspect(path)
    workbook = _open(path, values=True)
    formulas = _open(path, values=False) if has_formulas else None
    try:
        return tuple(
            _grid(sheet, formulas[sheet.title] if formulas else None)
            for sheet in workbook.worksheets
            if isinstance(sheet, Worksheet)
        )
    finally:
        workbook.close()


def _inspect(path: Path) -> bool:
    """Whether any sheet holds formulas; raises InputWrong for what must not be unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries)
            if unpacked > MAX_UNPACKED_BYTES or (unpacked > 10_000_000 and unpacked > _RATIO * max(packed, 1)):
                raise InputWrong(
                    f"{path.name} は、開くと大きすぎます。必要なシートだけの表にして、もう一度試してください。"
                )
            parts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            if any(b"<!DOCTYPE" in archive.open(entry).read(_HEAD) for entry in parts):
                raise _unreadable(path)  # no spreadsheet writes one: entities may grow without end or read files
            sheets = (entry for entry in entries if entry.filename.startswith("xl/worksheets/"))
            return sum(_has_formula(archive, entry) for entry in sheets) > 0  # all are looked at
    except InputWrong:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _unreadable(path) from error


def _has_formula(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a sheet holds formulas; raises InputWrong where its merges would fill the memory with empty cells."""
    tail, merged, found = b"", 0, False
    with archive.open(entry) as stream:
        while chunk := stream.read(1 << 20):
            seen = tail + chunk
            found = found or b"<f>" in seen or b"<f " in seen
            merged += sum(_area(ref[1].decode()) for ref in _MERGE.finditer(seen))
            if merged > MAX_MERGED_CELLS:
                raise InputWrong("結合したセルが多すぎます。使っていない行や列の結合を解いて、もう一度試してください。")
            tail = seen[-_LONGEST_MERGE:]
    return found


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    return (1 + (right or 0) - (left or 0)) * (1 + (bottom or 0) - (top or 0))


def _open(path: Path, *, values: bool) -> Workbook:
    try:
        # By what is in it: openpyxl would refuse a workbook whose name ends otherwise.
        return load_workbook(io.BytesIO(path.read_bytes()), data_only=values)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        # What openpyxl raises over a file that another program wrote badly, XML and all.
        raise _unreadable(path) from error
    except zipfile.BadZipFile as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> InputWrong:
    return InputWrong(
        f"{path.name} を Excel ブック（.xlsx）として開けません。パスワードを外し、表計算ソフトで保存し直してください。"
    )


def _grid(sheet: Worksheet, formulas: Worksheet | None) -> Grid:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > MAX_CELLS:
        raise InputWrong(f"シート「{sheet.title}」は大きすぎます。使っていない行や列を消して、もう一度試してください。")
    broken: dict[Cell, str] = {}
    rows: list[list[str]] = []
    struck = set()
    for number, cells in enumerate(sheet.iter_rows()):
        texts = [_text(cell, number, column, formulas, broken) for column, cell in enumerate(cells)]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
        if texts and _is_struck(cells):
            struck.add(number)
    while rows and not rows[-1]:
        rows.pop()
    return Grid(
        name=sheet.title,
        rows=rows,
        merges=tuple(
            Span(top=m.min_row - 1, left=m.min_col - 1, bottom=m.max_row - 1, right=m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=_hidden_columns(sheet),
        struck_rows=frozenset(struck),
        broken=broken,
    )


def _text(
    cell: ExcelCell | MergedCell, row: int, column: int, formulas: Worksheet | None, broken: dict[Cell, str]
) -> str:
    if cell.value is None and formulas is None:
        return ""
    where = (row, column)
    if isinstance(cell.value, str) and cell.value in _ERRORS:
        broken[where] = "broken_cell"
        return cell.value
    if cell.value is None and formulas is not None:
        formula = formulas.cell(row + 1, column + 1).value
        if isinstance(formula, str) and formula.startswith("="):
            link = _HYPERLINK.fullmatch(formula)
            if link:
                return link[1]
            broken[where] = "formula_without_value"
            return formula
        return ""
    value = cell.value
    match value:
        case DataTableFormula() | ArrayFormula():
            return ""
        case Decimal():
            return shown(float(value), cell.number_format)
        case CellRichText():
            return str(value)
        case _:
            return shown(value, cell.number_format)


def _is_struck(cells: tuple[ExcelCell | MergedCell, ...]) -> bool:
    filled = [cell for cell in cells if isinstance(cell, ExcelCell) and isinstance(cell.value, str)]
    return bool(filled) and all(cell.has_style and cell.font.strike for cell in filled)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Neighbouring columns of one kind share an entry, from `min` to `max`."""
    hidden: set[int] = set()
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            hidden.update(range(first - 1, min(column.max or first, first + sheet.max_column)))
    return frozenset(hidden)
