"""An Excel workbook as staff would have made it: one listing a row, what people read in front, the rest folded away."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from directory import workbooks
from directory.exporters.credits import credits_of
from directory.exporters.csv_utf8 import form_rows
from directory.exporters.exported import Exported
from directory.intake.form import DAYS, HEADINGS, NUMBERS, SHOWN, STATUSES
from directory.profile import Profile
from directory.public_view import PublicListing

_WIDTHS = {
    "資源番号": 9, "名称": 26, "よみ": 20, "種別": 16, "状態": 9, "地区": 10, "開催日時": 30, "会場": 24, "住所": 26,
    "対象": 20, "参加費": 14, "予約": 16, "定員": 7, "内容": 36, "主催": 20, "電話番号": 15, "URL": 22, "備考": 28,
    "最終確認日": 12,
}  # fmt: skip
_HOW = (
    "だれが見てよいか: どなたでも。公開してよい内容だけが入っています。",
    "直し方: セルを書きかえ、行を足し、「取り込み」に出してください。変わったところだけが、下見に出ます。",
    "セルを空にすると、取り込んだときに登録からも消えます。行を消しても、登録は消えません（下見でたずねます）。",
    "右のほうの列はたたんであります（上の＋で開きます）。「つなぎ帖ID」の列は消さないでください。",
)


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    book, credits = Workbook(), credits_of(listings, profile, today)
    sheet = workbooks.new_sheet(book, "名簿")
    for number, texts in enumerate(form_rows(listings, profile), 1):
        for column, (heading, text) in enumerate(zip(HEADINGS, texts, strict=True), 1):
            workbooks.write(sheet.cell(number, column), _typed(heading, text, number), head=number == 1)
    workbooks.as_list(sheet, HEADINGS, _WIDTHS, frozen=2)
    workbooks.folded(sheet, len(SHOWN) + 1, len(HEADINGS))
    status = HEADINGS.index("状態") + 1
    workbooks.choices(sheet, status, range(2, sheet.max_row + 200), STATUSES.values(), strict=True)
    workbooks.about(book, (*credits.as_lines(), f"件数: {len(listings)}件", *_HOW))
    return Exported(workbooks.packed(book, today, credits.title, credits.publisher))


def _typed(heading: str, text: str, row: int) -> str | int | date:
    if row > 1 and text and heading in NUMBERS and text.isdecimal():
        return int(text)
    return date.fromisoformat(text) if row > 1 and text and heading in DAYS else text
