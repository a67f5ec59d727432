"""Workbooks as staff would have made them: a heading that stays in sight, texts that wrap, pages that print on A4."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from directory.intake.safe_cells import plain

FONT = "游ゴシック"
CHANGED = PatternFill("solid", fgColor="FFF2B3")
_HEAD = PatternFill("solid", fgColor="DDE8F0")
_LINE = Side(style="thin", color="B7C3CC")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")
_HEADING, _TEXT, _NUMBER, _DAY = (f"つなぎ帖 {name}" for name in ("見出し", "文", "数", "日付"))
_FORMATS = {_HEADING: "@", _TEXT: "@", _NUMBER: "0", _DAY: "yyyy-mm-dd"}
"""Styles by name: dressing each cell by itself takes twice as long."""

_MOST_CHOICES = 250
"""Excel refuses a list of choices that is longer than 255 letters."""


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """The sheet of a new workbook, or one more; its title as Excel allows it."""
    if _TEXT not in book.named_styles:
        for style in _styles():
            book.add_named_style(style)
    title = "".join("_" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "名簿"
    first = book.active
    if isinstance(first, Worksheet) and first.title == "Sheet":
        first.title = title
        return first
    made = book.create_sheet(title)
    if not isinstance(made, Worksheet):
        raise TypeError("openpyxl makes a worksheet")
    return made


def _styles() -> Iterator[NamedStyle]:
    """Made anew for each workbook: a style belongs to one."""
    for name, shown in _FORMATS.items():
        font = Font(name=FONT, size=10, bold=name == _HEADING)
        style = NamedStyle(name=name, font=font, border=_BOX, alignment=_TOP, number_format=shown)
        if name == _HEADING:
            style.fill = _HEAD
        yield style


def write(cell: Cell | MergedCell, value: str | int | date, *, head: bool = False) -> None:
    """A text stays a text, whatever it begins with; a day is a day, shown YYYY-MM-DD."""
    cell.value = None if value == "" else value
    cell.style = _HEADING if head else _TEXT if isinstance(value, str) else _DAY if isinstance(value, date) else _NUMBER
    if isinstance(value, str) and value:
        cell.data_type = "s"


def as_list(sheet: Worksheet, headings: Sequence[str], widths: Mapping[str, int], *, frozen: int, row: int = 1) -> None:
    """Dress the list under the headings in `row`: filter, widths, texts as texts, `frozen` columns, print on A4."""
    last = get_column_letter(len(headings))
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{row + 1}"
    sheet.auto_filter.ref = f"A{row}:{last}{max(sheet.max_row, row)}"
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(heading, 14)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    # Twenty columns on one page would be too small to read: two pages side by side, the first columns on both.
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (1 if len(headings) <= 12 else 2), 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.print_title_rows = f"{row}:{row}"
    sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
    footer = HeaderFooterItem(left=_HeaderFooterPart("&A"), center=_HeaderFooterPart("&P / &N"))
    sheet.HeaderFooter.oddFooter = footer


def folded(sheet: Worksheet, first: int, last: int) -> None:
    """Fold columns away behind a ＋ (numbers from 1, both included)."""
    sheet.column_dimensions.group(get_column_letter(first), get_column_letter(last), outline_level=1, hidden=True)
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)


def choices(sheet: Worksheet, column: int, rows: range, words: Iterable[str], *, strict: bool = False) -> None:
    """Offer words in the cells of a column. Unless `strict`, others may be typed all the same."""
    text = ",".join(words)
    if len(text) > _MOST_CHOICES or not text:
        return
    rule = DataValidation(type="list", formula1=f'"{text}"', allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle, rule.error = "ほかの言葉", "一覧にない言葉です。このまま入れますか。"
    letter = get_column_letter(column)
    rule.add(f"{letter}{rows.start}:{letter}{rows.stop - 1}")
    sheet.add_data_validation(rule)


def about(book: Workbook, lines: Iterable[str]) -> Worksheet:
    """A last sheet that says what the workbook is."""
    return notes(book, "この表について", lines)


def notes(book: Workbook, title: str, lines: Iterable[str]) -> Worksheet:
    """A sheet of sentences, the first large: one cell a row, which an import passes over."""
    sheet = new_sheet(book, title)
    for number, line in enumerate(lines, 1):
        write(sheet.cell(number, 1), plain(line))
        sheet.cell(number, 1).border = Border()
    sheet.cell(1, 1).font = Font(name=FONT, size=14, bold=True)
    sheet.column_dimensions["A"].width = 100
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    return sheet


def packed(book: Workbook, day: date, title: str, creator: str) -> bytes:
    """The workbook's file, dated `day` throughout: the same catalogue gives the same bytes on that day, where openpyxl
    would write the second at which it saves.
    """
    saved, dated = io.BytesIO(), io.BytesIO()
    book.save(saved)
    book.properties.title, book.properties.creator = title, creator
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with ZipFile(saved) as made, ZipFile(dated, "w") as kept:
        for name in made.namelist():
            content = tostring(book.properties.to_tree()) if name == ARC_CORE else made.read(name)
            kept.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content, ZIP_DEFLATED)
    return dated.getvalue()
