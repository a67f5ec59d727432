"""「今月の沼間カレンダー」: the month of an area on A4, today's changes in it, and who has no certain date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.calendar.month import Month, Occasion
from directory.call_list import ToCall
from directory.japanese_days import WEEKDAYS, day_words, month_of_year
from directory.paper.listings import CALL_FIRST, Desk, Entry, about_paper, desk_data, telephone
from directory.paper.typesetting import typeset
from directory.public_view import PublicListing

SHEET = Path(__file__).with_name("month.typ")
NO_HOURS = "時間は電話で"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """What is printed. `area` is what the calendar is of (沼間地区); `notes` say what else there is to know."""

    municipality: str
    area: str
    desk: Desk
    month: Month
    address: str
    issued: date
    notes: tuple[str, ...] = ()


def title_of(area: str, first: date) -> str:
    return f"{month_of_year(first)}の{area}カレンダー"


def month_pdf(
    sheet: MonthSheet, entry: Callable[[PublicListing], Entry], call: Callable[[PublicListing], ToCall], fonts: Path
) -> bytes:
    """The calendar as PDF; the same calendar gives the same bytes. `fonts` holds Noto Sans JP."""
    month = sheet.month
    notes = list(sheet.notes)
    if month.since > month.first:
        notes.insert(0, f"{day_words(month.since)}から月末までです。")
    data: Mapping[str, object] = {
        **about_paper(sheet.municipality, sheet.issued, month.last, sheet.desk, sheet.address, "最新のカレンダー"),
        "title": title_of(sheet.area, month.first),
        "name": f"{sheet.area}カレンダー",
        "when": month_of_year(month.first),
        "call_words": CALL_FIRST,
        "desk": desk_data(sheet.desk),
        "notes": notes,
        "days": [
            {
                "day": f"{one.day.month}月{one.day.day}日",
                "weekday": f"（{WEEKDAYS[one.day.weekday()]}）",
                "mark": "年末年始・要確認" if one.is_new_year else "祝日" if one.is_holiday else "",
                "occasions": [_occasion(each) for each in one.occasions],
            }
            for one in month.days
        ],
        "every_day": [_call_line(entry(listing)) for listing in month.every_day],
        "undated": [_call_line(entry(listing)) for listing in month.undated],
        "phones": [{"name": one.name, **telephone(one.name, call(one)), "lines": []} for one in on_days(month)],
    }
    return typeset(SHEET, data, sheet.issued, fonts)


def on_days(month: Month) -> tuple[PublicListing, ...]:
    """Who stands on a day and nowhere else with a telephone, by reading."""
    elsewhere = {one.id for one in (*month.every_day, *month.undated)}
    found = {each.listing.id: each.listing for day in month.days for each in day.occasions}
    return tuple(
        sorted((one for one in found.values() if one.id not in elsewhere), key=lambda one: (one.reading, one.id))
    )


def _call_line(entry: Entry) -> dict[str, object]:
    said = entry.summary
    lines = [*(when.words for when in said.when), *said.notices, *filter(None, (said.place,))]
    return {"name": said.name, **telephone(said.name, entry.call), "lines": lines}


def _occasion(one: Occasion) -> dict[str, object]:
    return {
        "hours": one.session.hours or NO_HOURS,
        "name": one.listing.name,
        "place": one.listing.place,
        "off": one.off,
        "note": one.note,
    }
