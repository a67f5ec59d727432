"""The list of one 圏域, 地区 or type on A4: the desk's telephone first, its listings, their map, how long it holds.

How it is set: `directory.paper.typesetting`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from directory.paper.listings import CALL_FIRST, Desk, Entry, about_paper, desk_data, entries_data
from directory.paper.maps import SheetMap
from directory.paper.typesetting import typeset

SHEET = Path(__file__).with_name("area.typ")
HOLDS_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    entries: tuple[Entry, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSheet:
    """What is printed. `address` is the page's own address, for the QR. `rule_text` is "" where it is no 圏域.
    `layers`: names of further layers (小学校区) with the areas of each that share land with this one.
    """

    municipality: str
    title: str
    desk: Desk
    sections: tuple[Section, ...]
    address: str
    issued: date
    rule_text: str = ""
    map: SheetMap | None = None
    layers: tuple[tuple[str, tuple[str, ...]], ...] = ()


def area_pdf(sheet: AreaSheet, font_folder: Path) -> bytes:
    """The sheet as PDF. The same sheet gives the same bytes. `font_folder` holds Noto Sans JP."""
    expires = sheet.issued + HOLDS_FOR
    data = {
        **about_paper(sheet.municipality, sheet.issued, expires, sheet.desk, sheet.address, "最新の一覧"),
        "title": sheet.title,
        "call_words": CALL_FIRST,
        "desk": desk_data(sheet.desk),
        "rule_title": "この窓口が担当する地域",
        "rule_text": sheet.rule_text,
        "layers": [f"{name}: {'、'.join(areas)}" for name, areas in sheet.layers],
        "rule_note": "圏域は、聞く窓口の分担です。来てよい人を決めるものではありません。",
        "map": sheet.map.as_data() if sheet.map else None,
        "sections": [_section(section) for section in sheet.sections if section.entries],
    }
    return typeset(SHEET, data, sheet.issued, font_folder)


def _section(section: Section) -> dict[str, object]:
    return {
        "title": f"{section.title}（{len(section.entries)}件）",
        "note": section.note,
        "listings": entries_data(section.entries),
    }
