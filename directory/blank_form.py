"""A blank workbook to hand to groups: headings that the import knows, an example, words to choose, hints per column.

The headings are locked (without a password), the cells below are not. It comes back by the import like any list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from directory import workbooks
from directory.profile import Profile

ROWS = 60
EXAMPLE = "記入例"
_HEAD, _FIRST = 2, 4
_YES_NO = ("有", "無")
_WORDS = "選ぶ言葉"


@dataclass(frozen=True, slots=True)
class Column:
    """`hint` is shown when a cell is chosen. `words`: what may be chosen; `only`: nothing else may be typed."""

    heading: str
    width: int
    example: str
    hint: str
    words: tuple[str, ...] = ()
    only: bool = False


_FIRST_DAY = (
    Column("迎える人", 18, "受付の係が声をかけます", "はじめての人を、だれが迎えますか。名前ではなく、役割で。"),
    Column("見学の可否", 8, "可", "のぞいてみるだけでもよいですか。", ("可", "不可")),
    Column("途中退出", 8, "可", "途中で帰ってもよいですか。", ("可", "不可")),
    Column("男性の参加", 12, "3割くらい", "男の人は、どのくらい来ていますか。", _YES_NO),
    Column("持ち物", 14, "上履き、飲み物", "持って来るもの。なければ「なし」。"),
    Column("椅子", 8, "有", "椅子に座って過ごせますか。", _YES_NO),
    Column("聞こえへの配慮", 12, "筆談できます", "耳の遠い人への配慮。分からなければ空けて。", _YES_NO),
)
"""はじめての日: what somebody wants to know before going for the first time."""
_REACHED = (
    Column(
        "連絡のしかた（社協だけ）",
        12,
        "FAX",
        "社協からの連絡は、どれがよいですか。",
        ("電話", "FAX", "メール", "郵便", "訪問"),
    ),
    Column("連絡のつく時間（社協だけ）", 14, "平日の夕方", "電話に出られるとき。"),
    Column("FAX（社協だけ）", 16, "", "社協からの連絡だけに使います。"),
    Column("メール（社協だけ）", 20, "", "社協からの連絡だけに使います。"),
    Column("連絡先住所（社協だけ）", 24, "", "郵便の送り先。社協からの連絡だけに使います。"),
)


def columns(profile: Profile) -> tuple[Column, ...]:
    vocabulary = profile.vocabulary
    kinds = tuple(term.label for term in vocabulary.terms("type"))
    targets = tuple(term.label for term in vocabulary.terms("target"))
    districts = tuple(district.name for district in profile.districts)
    phone = profile.council.phone or "000-000-0000"
    return (
        Column("番号", 7, EXAMPLE, "書かなくてかまいません。"),
        Column("名称", 24, "ひだまりサロン", "会の名前。必ず書いてください。"),
        Column("ふりがな", 20, "ひだまりさろん", "会の名前の読みを、ひらがなで。"),
        Column(
            "種別",
            18,
            kinds[0] if kinds else "",
            "右の▼から選べます。合うものがなければ、言葉で書いてください。",
            kinds,
        ),
        Column("地区", 12, districts[0] if districts else "", "会を開いている地区。", districts),
        Column("開催日時", 28, "第2・4火曜日 13:30~15:30（祝日は休み）", "いつ開いていますか。休む日も。"),
        Column("会場", 22, "中央会館 1階", "建物の名前。個人のお宅のときは「個人宅」とだけ書いてください。"),
        Column("住所", 26, f"{profile.city}○○1丁目2-3", "会場の住所。個人のお宅のときは、町の名前まで。"),
        Column("対象", 18, "どなたでも", "だれが来てよい会ですか。", targets),
        Column("参加費", 14, "1回100円", "いくらかかりますか。かからなければ「無料」。"),
        Column("予約", 14, "予約不要", "申し込みは要りますか。", ("予約不要", "要予約", "初回だけ要予約")),
        Column("定員", 8, "20", "人数の上限。なければ空けてください。"),
        Column("内容", 32, "お茶とおしゃべり、体操", "どんなことをしていますか。"),
        Column("車いす", 8, "有", "車いすで入れますか。分からなければ空けてください。", _YES_NO, only=True),
        Column("バリアフリートイレ", 10, "無", "車いすで使えるトイレ。分からなければ空けて。", _YES_NO, only=True),
        *_FIRST_DAY,
        Column("主催", 20, "ひだまりの会", "会を開いている団体。"),
        Column("問い合わせ電話番号", 16, phone, "だれに見せてもよい番号だけ。なければ空けてください。"),
        Column("URL", 20, "", "ホームページがあれば。"),
        Column("代表者氏名（社協だけ）", 16, "", "社協からの連絡だけに使います。"),
        Column("代表者電話（社協だけ）", 16, "", "社協からの連絡だけに使います。"),
        *_REACHED,
        Column("掲載可否", 10, "可", "一覧に載せてよいですか。", ("可", "否"), only=True),
        Column("備考", 26, "上履きをお持ちください", "ほかに知らせたいこと（公開します）。"),
    )


def workbook(profile: Profile, day: date) -> bytes:
    book, office = Workbook(), profile.council.volunteer_centre or profile.council.name
    sheet, asked = workbooks.new_sheet(book, "登録用紙"), columns(profile)
    title = f"{profile.name} 集まり・活動の登録用紙"
    workbooks.write(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font, sheet.cell(1, 1).border = Font(name=workbooks.FONT, size=14, bold=True), Border()
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    for number, column in enumerate(asked, 1):
        workbooks.write(sheet.cell(_HEAD, number), column.heading, head=True)
        workbooks.write(sheet.cell(_HEAD + 1, number), column.example)
        sheet.cell(_HEAD + 1, number).font = Font(name=workbooks.FONT, size=10, italic=True, color="5A6670")
        for row in range(_FIRST, _FIRST + ROWS):
            workbooks.write(sheet.cell(row, number), "")
            sheet.cell(row, number).protection = Protection(locked=False)
    headings = [column.heading for column in asked]
    workbooks.as_list(sheet, headings, {one.heading: one.width for one in asked}, frozen=2, row=_HEAD)
    sheet.auto_filter.ref = None
    _instructions(book, title, office, profile)
    _offer(book, sheet, asked)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    return workbooks.packed(book, day, title, office)


def _instructions(book: Workbook, title: str, office: str, profile: Profile) -> None:
    told = " ".join(filter(None, (office, profile.council.phone and f"電話 {profile.council.phone}")))
    workbooks.notes(
        book,
        "書き方",
        (
            f"{title}の書き方",
            "ひとつの会を、1行に書いてください。",
            "分からないところは、空けたままでかまいません。推し量って埋めないでください。",
            "見出しは変えられないようにしてあります。セルを選ぶと、書き方が出ます。▼のあるセルは、言葉を選べます。",
            "「社協だけ」と書いた列のほかは、住民向けの一覧に載ります。",
            "支援を受けている方のことは、書かないでください。",
            f"書けたら、このファイルのまま {told} へ送ってください。",
        ),
    )


def _offer(book: Workbook, sheet: Worksheet, asked: Sequence[Column]) -> None:
    """Hints for every column, and words to choose from a hidden sheet: a list in a rule ends at 255 letters."""
    words = workbooks.new_sheet(book, _WORDS)
    words.sheet_state = "hidden"
    for number, column in enumerate(asked, 1):
        letter = get_column_letter(number)
        for row, word in enumerate((column.heading, *column.words), 1):
            if column.words:
                workbooks.write(words.cell(row, number), word)
        source = f"'{_WORDS}'!${letter}$2:${letter}${len(column.words) + 1}" if column.words else None
        rule = DataValidation(type="list" if source else None, formula1=source, allow_blank=True)
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading[:32], column.hint, True
        if source:
            rule.showErrorMessage, rule.errorStyle = True, "stop" if column.only else "information"
            rule.errorTitle, rule.error = (
                column.heading[:32],
                "▼から選んでください。" if column.only else "一覧にない言葉です。",
            )
        rule.add(f"{letter}{_FIRST}:{letter}{_FIRST + ROWS - 1}")
        sheet.add_data_validation(rule)
