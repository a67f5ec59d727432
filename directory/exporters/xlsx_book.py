"""An Excel workbook as staff would have made it: the list's own form, headings that stay in sight, a filter."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from directory.exporters.csv_utf8 import form_rows
from directory.exporters.exported import Exported
from directory.intake.form import HEADINGS, NUMBERS
from directory.profile import Profile
from directory.public_view import PublicListing

_WIDTHS = {"つなぎ帖ID": 12, "名称": 28, "開催日時": 32, "会場": 26, "住所": 28, "内容": 40, "対象": 24, "備考": 32}
_HEAD = PatternFill("solid", fgColor="E6EEF5")


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = "名簿"
    for number, texts in enumerate(form_rows(listings, profile), 1):
        for column, (heading, text) in enumerate(zip(HEADINGS, texts, strict=True), 1):
            if text:
                _write(sheet.cell(number, column), heading, text, is_head=number == 1)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADINGS))}{sheet.max_row}"
    for column, heading in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(heading, 14)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    return Exported(_packed(book, today))


def _packed(book: Workbook, day: date) -> bytes:
    """The workbook's file, dated `day` throughout: the same catalogue gives the same bytes on that day, where openpyxl
    would write the second at which it saves.
    """
    saved, dated = io.BytesIO(), io.BytesIO()
    book.save(saved)
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with ZipFile(saved) as made, ZipFile(dated, "w") as kept:
        for name in made.namelist():
            content = tostring(book.properties.to_tree()) if name == ARC_CORE else made.read(name)
            kept.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content, ZIP_DEFLATED)
    return dated.getvalue()


def _write(cell: Cell | MergedCell, heading: str, text: str, *, is_head: bool) -> None:
    if heading in NUMBERS and text.isdecimal():
        cell.value = int(text)
    else:
        cell.value = text
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font, cell.fill = Font(bold=True), _HEAD
