"""The booklet of a municipality: cover, numbers to call, contents, listings, maps, index by reading; A4, both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.japanese_days import date_words
from directory.paper.listings import NO_NUMBER, Desk, Entry, about_paper, entry_data
from directory.paper.maps import SheetMap
from directory.paper.typesetting import typeset
from directory.profile import EmergencyNumber
from directory.readings import in_hiragana

SHEET = Path(__file__).with_name("booklet.typ")
MONTHS_TO_REVIEW = 6
HOW = (
    "どの会も、名前のすぐ下に電話番号があります。行く前に、まず電話で聞いてください。",
    "「要確認」の会は、まだ電話などで確かめていません。日時や場所が変わっているかもしれません。",
    "書いていないことは、分からないことです。電話で聞いてください。",
    "「地図の5番」とあれば、うしろの地図の5番の丸を見てください。",
    "名前が分かるときは、うしろの「さくいん」からさがせます。",
    "表紙の四角い印（QR）を電話で読むと、いちばん新しい一覧が出ます。",
)
ROWS = ("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ",
        "らりるれろ", "わゐゑをん")  # fmt: skip
UNVOICED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉゃゅょっゎゔ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほあいうえおやゆよつわう",
)
OTHER = "英字・数字ほか"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the contents. A listing of several chapters stands in the first; the others point to its page."""

    title: str
    entries: tuple[Entry, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaDesk:
    """The desk of a 圏域 and what it is in charge of."""

    desk: Desk
    rule_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """What is printed. `address` is the page's, for the QR; `notice` stands on the cover (架空の見本)."""

    municipality: str
    council: Desk
    emergency: Sequence[EmergencyNumber]
    desks: Sequence[AreaDesk]
    chapters: Sequence[Chapter]
    maps: Sequence[SheetMap]
    address: str
    issued: date
    subtitle: str = ""
    notice: str = ""


def booklet_pdf(booklet: Booklet, font_folder: Path) -> bytes:
    """The booklet as PDF, its pages an even number; the same booklet gives the same bytes."""
    review = months_later(booklet.issued, MONTHS_TO_REVIEW)
    about = about_paper(
        booklet.municipality, booklet.issued, review, booklet.council, booklet.address, "いちばん新しい一覧"
    )
    data = {
        **about,
        "expires": f"{date_words(review)} まで（この日までに見直します）",
        "title": "居場所の冊子",
        "subtitle": booklet.subtitle,
        "notice": booklet.notice,
        "publisher": booklet.council.name,
        "emergency": [{"name": one.label, "note": one.note or "", "phone": one.number} for one in booklet.emergency],
        "desks": list(_desks(booklet)),
        "how": HOW,
        "chapters": _chapters(booklet.chapters),
        "maps": [one.as_data() for one in booklet.maps],
        "index": index(entry for chapter in booklet.chapters for entry in chapter.entries),
    }
    return typeset(SHEET, data, booklet.issued, font_folder)


def months_later(day: date, months: int) -> date:
    """The last day of the month that many months on."""
    after = day.year * 12 + day.month + months
    return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)


def index(entries: Iterable[Entry]) -> list[dict[str, object]]:
    """By reading, in the rows of the 五十音; each listing once, with the label of the page on which it stands."""
    heads: dict[str, list[dict[str, str]]] = {}
    once = {entry.summary.id: entry.summary for entry in entries}.values()
    for one in sorted(once, key=lambda one: (in_hiragana(one.reading or one.name), one.id)):
        heads.setdefault(head_of(one.reading or one.name), []).append({"name": one.name, "id": one.id})
    order = [*(f"{row[0]}行" for row in ROWS), OTHER]
    return [{"head": head, "names": heads[head]} for head in sorted(heads, key=order.index)]


def head_of(reading: str) -> str:
    """「ぱそこん」 → 「は行」; what begins with no kana stands by itself."""
    first = in_hiragana(reading)[:1].translate(UNVOICED)
    return next((f"{row[0]}行" for row in ROWS if first and first in row), OTHER)


def _desks(booklet: Booklet) -> Iterable[dict[str, str]]:
    council = booklet.council
    yield {"name": council.name, "note": council.address or "", "phone": council.phone or NO_NUMBER}
    for one in booklet.desks:
        yield {"name": one.desk.name, "note": one.rule_text, "phone": one.desk.phone or NO_NUMBER}


def _chapters(chapters: Sequence[Chapter]) -> list[dict[str, object]]:
    printed: set[str] = set()
    found: list[dict[str, object]] = []
    for chapter in chapters:
        own = [entry for entry in chapter.entries if entry.summary.id not in printed]
        also = [entry.summary for entry in chapter.entries if entry.summary.id in printed]
        printed |= {entry.summary.id for entry in own}
        found.append(
            {
                "title": f"{chapter.title}（{len(chapter.entries)}件）",
                "note": chapter.note,
                "listings": [{"id": entry.summary.id, **entry_data(entry)} for entry in own],
                "also": [{"name": one.name, "id": one.id} for one in also],
            }
        )
    return found
