"""The workbook of an imported list in its own shape: changed cells coloured, said in a column, and commented."""

import re
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment

from directory import workbooks
from directory.intake.safe_cells import plain, printable, safe
from directory.stewardship.own_lists import Sheet

CHANGED = "◆変更"
_TWICE = re.compile(r"#\d+$")
"""What tells apart two columns of one heading in the raw cells."""

_LEGEND = (
    "だれが見てよいか: 社協の職員だけ。個人の氏名や電話が入っていることがあります。外へ出さないでください。",
    "黄色のセル: 取り込んだあとに、登録が変わったところです。セルのメモに、元の表の内容があります。",
    f"「{CHANGED}」の列: 変わった項目の名前です。元の表に列がない項目は、いまの内容も書いてあります。",
    "色のないセルは、取り込んだ表のままです。つなぎ帖が読まない列（班、覚えなど）も、そのまま入っています。",
    "このまま直して、また取り込めます。消した登録の行は入っていません。",
)


def workbook(name: str, sheets: Sequence[Sheet], day: date, office: str) -> bytes:
    """`office`: who gives it out. One sheet for each of the list, then the legend."""
    book, count = Workbook(), 0
    for said in sheets:
        sheet = workbooks.new_sheet(book, said.name)
        headings = (*said.headings, CHANGED)
        for column, heading in enumerate(headings, 1):
            workbooks.write(sheet.cell(1, column), safe(plain(_TWICE.sub("", heading))), head=True)
        for row, (cells, changes) in enumerate(said.rows, 2):
            for column, told in enumerate(cells, 1):
                cell = sheet.cell(row, column)
                workbooks.write(cell, safe(printable(told.text)))
                if told.before is not None:
                    cell.fill = workbooks.CHANGED
                    cell.comment = Comment(f"元の表: {plain(told.before) or '（空）'}", office, height=80, width=240)
            workbooks.write(sheet.cell(row, len(headings)), "\n".join(plain(change) for change in changes))
            count += bool(changes)
        widths = {
            heading: _width(heading, [cells[n].text for cells, _ in said.rows])
            for n, heading in enumerate(said.headings)
        }
        workbooks.as_list(sheet, headings, widths | {CHANGED: 24}, frozen=min(2, len(said.headings)))
    head = (f"{name}（取り込んだ表の形）", f"時点: {day.isoformat()}", f"作成: {office}", f"変わった行: {count}")
    about = workbooks.about(book, (*head, *_LEGEND))
    about.cell(len(head) + 2, 1).fill = workbooks.CHANGED
    return workbooks.packed(book, day, name, office)


def _width(heading: str, texts: Sequence[str]) -> int:
    """As wide as most of the cells need, from 8 to 40 half-width letters."""
    lengths = sorted(max((_letters(line) for line in text.split("\n")), default=0) for text in texts)
    usual = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    return min(40, max(8, _letters(heading) + 2, usual + 2))


def _letters(text: str) -> int:
    return sum(1 if letter < "\x80" else 2 for letter in text)
