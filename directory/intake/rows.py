"""What kind of row stands in the body of a table: a record, a section's title, a total, a note, an example."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from directory.intake import wording
from directory.intake.blocks import Block
from directory.intake.columns import Column
from directory.intake.grid import Grid
from directory.intake.headings import Headings
from directory.intake.statements import days_off, states

_OF = r"(?:[0-9]+)?(?:か所|箇所|ヶ所|カ所|個所|件|団体|会場|グループ|クラブ|名|人)"
_TOTAL = re.compile(
    rf"(?:小|合|総|累|総合|中|市|区|地区)?計(?:[:(].*)?|(?:合計|小計|総計|総数|累計|件数)\S{{0,8}}|"
    rf"(?:計|全|以上)[:、]?(?:[0-9]+|{_OF})+|\S{{0,8}}計[0-9]+{_OF}|[0-9]+{_OF}"
)
_EXAMPLE = re.compile(r"記入例|入力例|記載例|^書き方(?:例|の例)?$|サンプル行|^\(?例\)?(?:[:)].*)?$|^\(例\)|^例[)）:：]")
_NOTE = re.compile(
    r"[※*＊注]|\(注|備考[:：]|作成[:：]|作成日|出典|担当[:：]|問い?合わ?せ先?[:：]|お問い合わせ|更新日|最終更新|以上$|凡例"
)
_SENTENCE = re.compile(r"。|ください|下さい|ます[。)]?$|お問い合わせ|です[。)]?$")
_BRACKETED = re.compile(
    r"^[【〔\[<＜〈《「『(]\s*(.+?)\s*[】〕\]>＞〉》」』)]\s*(?:[(（].*)?$|^[■●◆□◇◎▼▽★☆▶◯]\s*(.+?)\s*[■●◆□◇]?$"
)
_COUNTED = re.compile(
    r"\s*[(（]?[0-9]+\s*(?:か所|箇所|ヶ所|カ所|件|団体|会場|グループ|クラブ)[)）]?$|\s*[(（](?:つづき|続き)[)）]$"
)
_PAGE = re.compile(r"[-‐−–—~〜\s]*(?:p\.?|ページ)?[0-9]{1,3}(?:/[0-9]{1,3})?(?:ページ)?[-‐−–—~〜\s]*", re.IGNORECASE)
_DAYS = re.compile(
    r"(?:毎週|隔週|第[0-9一二三四五・、,第]+)?\s*[月火水木金土日祝](?:曜日?)?(?:[・、,/][月火水木金土日祝](?:曜日?)?)*"
    r"\s*(?:[(（].{1,12}[)）])?(?:の部|開催)?"
)
_BARE_DAY = re.compile(r"[月火水木金土日祝]")
_TOPIC = re.compile(
    r"系|活動|体操|教室|講座|サークル|クラブ|相談|食堂|カフェ|サロン|趣味|スポーツ|文化|音楽|子育て|高齢|障がい|障害|ボランティア|居場所|の場|ひろば"
)
_MUNICIPALITY = re.compile(r"(?:\S{2,3}[都道府県])?\S{0,6}?(?:\S{1,7}[市町村]|(?!.*[地校学]区)\S{1,6}区)")
_DISTRICT = re.compile(r"\S{1,12}(?:地区|圏域|エリア|校区|学区|地域|ブロック|方面|支部|支所管内)")
_CARRIED = ("prefecture", "municipality", "district", "kind")


@dataclass(frozen=True, slots=True)
class Section:
    """A title inside a table that holds for the rows below it. `field` None: it may be a kind or a district."""

    text: str
    field: str | None


def section_of(grid: Grid, block: Block, row: int) -> Section | None:
    """The section that a row begins, if it holds just a title: bracketed, marked, merged across, or a place's name."""
    filled = grid.filled(row, block.left, block.right)
    if len(filled) != 1:
        return None
    text = _COUNTED.sub("", wording.one_line(grid.text(row, filled[0])))
    if not text or len(text) > 30 or _NOTE.match(text) or _SENTENCE.search(text) or _TOTAL.fullmatch(text):
        return None
    bracketed = _BRACKETED.match(text)
    inner = (bracketed[1] or bracketed[2]) if bracketed else text
    column = next((c for c in block.columns if c.index == filled[0]), None)
    if days_off(inner):
        return None
    field = _place_field(inner) or _day_field(inner, block, column)
    span = grid.merged_at.get((row, filled[0]))
    merged = span is not None and span.bottom == row and span.right - span.left >= min(2, len(block.columns) - 1)
    if bracketed or merged:
        return Section(inner, field)
    if field == "weekdays":
        return Section(inner, field)
    if column and column.field in _CARRIED and not (span and span.bottom > row):
        return Section(text, column.field)
    return Section(text, field) if field == "municipality" or (field and column not in block.names) else None


def _place_field(text: str) -> str | None:
    if _MUNICIPALITY.fullmatch(text):
        return "municipality"
    return "district" if _DISTRICT.fullmatch(text) else None


def _day_field(text: str, block: Block, column: Column | None) -> str | None:
    """「月曜日」 over the rows of that day; a single letter only where no column of the list says the day."""
    if not _DAYS.fullmatch(text) or (column and column.field in ("weekdays", "days_text", "schedule_text")):
        return None
    stated = {"weekdays", "days_text", "schedule_text"} & {c.field for c in block.columns}
    return "weekdays" if not (_BARE_DAY.fullmatch(text) and stated) else None


def place_or_day(text: str) -> str | None:
    """The field of a title that is just a 地区 or a weekday; municipalities are read elsewhere."""
    field = _place_field(text)
    if field == "district":
        return field
    return "weekdays" if _DAYS.fullmatch(text) and not _BARE_DAY.fullmatch(text) else None


def topic_or_place(text: str, is_kind: Callable[[str], bool]) -> str:
    """The field of a section's title that says neither place nor day: a kind of listing, or else a 地区 by its name."""
    return "kind" if is_kind(text) or _TOPIC.search(text) else "district"


def why_skipped(grid: Grid, block: Block, row: int, headings: Headings) -> str | None:
    """The code of why a row is no record: heading, total, example, note or number_only; None where it is one."""
    filled = grid.filled(row, block.left, block.right)
    texts = {c: wording.one_line(grid.text(row, c)) for c in filled}
    fields = {column.index: column.field for column in block.columns}
    first = texts[filled[0]]
    names = [texts[column.index] for column in block.names if column.index in texts]
    if sum(1 for c in filled if _repeats_heading(block, c, texts[c])) >= max(2, 0.6 * len(filled)):
        return "heading"
    if any(_TOTAL.fullmatch(text.replace(" ", "")) for text in (first, *names)):
        return "total"
    if len(filled) == 1 and _PAGE.fullmatch(first):
        return "note" if fields.get(filled[0]) != "number" else "number_only"
    if any(_EXAMPLE.search(text) for text in list(texts.values())[:2]):
        return "example"
    if {fields.get(c) for c in filled} <= {"number"}:
        return "number_only" if all(len(text) <= 6 for text in texts.values()) else "note"
    dashes = [c for c in filled if wording.says_nothing(texts[c])]
    if dashes and all(c in dashes or fields.get(c) in (*_CARRIED, "number") for c in filled):
        return "nothing_said"
    if len(filled) <= 2 and (_NOTE.match(first) or (len(filled) == 1 and _is_prose(first, bool(names)))):
        return "note"
    if len(filled) == 1 and len(block.columns) > 1 and states(first, headings):
        return "note"
    return None


def _repeats_heading(block: Block, column: int, text: str) -> bool:
    return any(
        c.index == column and text.replace(" ", "") in c.heading.replace(" ", "") for c in block.columns
    ) and bool(text)


def _is_prose(text: str, is_name: bool) -> bool:
    """Whether a lone cell is a remark rather than a listing of which only the name is known."""
    return not is_name or len(text) > 40 or bool(_SENTENCE.search(text))
