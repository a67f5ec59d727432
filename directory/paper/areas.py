"""The list of one 圏域 on A4: the desk's telephone first, its listings, when it was printed and how long it holds.

How it is set: `directory.paper.typesetting`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import segno

from directory.japanese_days import date_words
from directory.paper.typesetting import typeset
from directory.summary import Summary, joined

SHEET = Path(__file__).with_name("area.typ")
HOLDS_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is called first. `phone` and `address` are None where they are not known."""

    name: str
    address: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    listings: tuple[Summary, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSheet:
    """What is printed. `address` is the page's own address, for the QR. `outline` is an SVG picture or None.
    `layers`: names of further layers (小学校区) with the areas of each that share land with this one.
    """

    municipality: str
    area: str
    desk: Desk
    rule_text: str
    sections: tuple[Section, ...]
    address: str
    issued: date
    outline: str | None = None
    outline_note: str = ""
    layers: tuple[tuple[str, tuple[str, ...]], ...] = ()


def area_pdf(sheet: AreaSheet, font_folder: Path) -> bytes:
    """The sheet as PDF. The same sheet gives the same bytes. `font_folder` holds Noto Sans JP."""
    return typeset(SHEET, _data(sheet), sheet.issued, font_folder)


def _data(sheet: AreaSheet) -> dict[str, object]:
    issued, expires = date_words(sheet.issued), date_words(sheet.issued + HOLDS_FOR)
    phone = f"　電話 {sheet.desk.phone}" if sheet.desk.phone else ""
    return {
        "title": f"{sheet.area}圏域の居場所",
        "municipality": sheet.municipality,
        "issued": f"{issued} 発行",
        "expires": f"{expires} まで有効（過ぎたら新しい一覧へ）",
        "qr": _qr(sheet.address),
        "qr_words": "最新の一覧",
        "call_words": "行く前に、まず電話で聞いてください",
        "desk": {
            "name": sheet.desk.name,
            "address": sheet.desk.address or "",
            "phone": sheet.desk.phone or "電話は不明",
        },
        "rule_title": "この窓口が担当する地域",
        "rule_text": sheet.rule_text,
        "layers": [f"{name}: {'、'.join(areas)}" for name, areas in sheet.layers],
        "rule_note": "圏域は、聞く窓口の分担です。来てよい人を決めるものではありません。",
        "outline": sheet.outline,
        "outline_note": sheet.outline_note,
        "sections": [_section(section) for section in sheet.sections if section.listings],
        "footer": f"{sheet.desk.name}{phone}",
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "title": f"{section.title}（{len(section.listings)}件）",
        "note": section.note,
        "listings": [_listing(listing) for listing in section.listings],
    }


def _listing(summary: Summary) -> dict[str, object]:
    """Rows in the order in which people ask; when and where always, the rest where it was stated."""
    when = [meeting.words for meeting in summary.when] or ["不明（電話で聞いてください）"]
    if summary.next_text:
        when.append(f"次は {summary.next_text}")
    rows = (
        (
            "注意",
            "\n".join(filter(None, (summary.status if summary.status != summary.closed else None, *summary.notices))),
        ),
        ("いつ", "\n".join(when)),
        ("どこ", summary.place or "不明"),
        ("だれ", summary.target),
        ("費用", summary.cost),
        ("予約", summary.application),
        ("内容", joined(summary.contents)),
    )
    return {
        "name": summary.name,
        "mark": summary.closed or ("要確認" if summary.needs_check else None),
        "rows": [{"label": label, "text": text} for label, text in rows if text],
    }


def _qr(address: str) -> str:
    return str(segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True))
