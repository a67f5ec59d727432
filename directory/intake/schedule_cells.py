"""Cells that say when: put into one text, 「DAY HH:MM-HH:MM」, as the contract joins what a list spreads over cells."""

import re
from collections.abc import Sequence

from directory.intake import wording
from directory.intake.blocks import Column
from directory.intake.problems import Note, note

Cells = Sequence[tuple[Column, str]]
_SPAN = re.compile(r"(\d{1,2}[:時]\d{0,2}分?)(?::00)?\s*[-~〜–—−]\s*(\d{1,2}[:時]\d{0,2}分?)?(?::00)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_HAS_WEEKDAY = re.compile(
    r"[月火水木金土日]曜|(?:第?[0-9一二三四五]|毎週?|最終)[・、,0-9第]*[月火水木金土日]|平日|毎日|土日"
)
_BARE_WEEKS = re.compile(r"[第・、,\s1-5一二三四五週目&と]+")
_DAY_LETTERS = re.compile(r"[月火水木金土日祝](?:[・、,/\s]?[月火水木金土日祝])*")


def joined_schedule(rows: Sequence[Cells], notes: list[Note]) -> str | None:
    """The text of every row that the record takes, each once; None where nothing is said."""
    texts = dict.fromkeys(text for row in rows if (text := sitting_text(row, notes)))
    return " ".join(texts) or None


def sitting_text(cells: Cells, notes: list[Note]) -> str | None:
    """What the cells of one row say of when."""
    said = {
        field: _said(cells, field) for field in ("schedule_text", "days_text", "time_text", "schedule_note", "weeks")
    }
    days, odd = _days(cells, notes)
    weeks = said["weeks"]
    frequency = _frequency(cells)
    day_text = " ".join(text for text in (said["schedule_text"], said["days_text"]) if text)
    if day_text and days and _BARE_WEEKS.fullmatch(day_text):
        day_text, weeks = "", day_text
    weeks_matrix = "・".join(column.part or "" for column, text in cells if _marked(column, text, "weeks"))
    weeks = weeks or weeks_matrix
    after = [odd, said["schedule_note"]]
    if weeks and (_HAS_WEEKDAY.search(weeks) or not days):
        after.insert(0, weeks)
    elif weeks:
        days = _week_days(weeks, days)
    day_text = " ".join(part for part in (day_text, days) if part)
    if frequency and day_text:
        after.append(frequency)
    elif frequency:
        day_text = frequency
    parts = [day_text, _time(cells, said["time_text"]), *after]
    return wording.times_marked(" ".join(part for part in parts if part)) or None


def frequency_code(cells: Cells) -> str | None:
    """The 開催頻度 code of open data that stands beside a weekday: one digit, no text."""
    for column, text in cells:
        if column.field == "frequency" and wording.one_line(text).isdecimal() and "頻度" in column.heading:
            return wording.one_line(text)
    return None


def _said(cells: Cells, field: str) -> str:
    texts = [wording.one_line(t) for c, t in cells if c.field == field and not c.part and not wording.says_nothing(t)]
    return " ".join(dict.fromkeys(texts))


def _marked(column: Column, text: str, field: str) -> bool:
    return column.field == field and column.part is not None and wording.one_line(text) in wording.MARKS


def _days(cells: Cells, notes: list[Note]) -> tuple[str, str]:
    """The weekdays, and what else stands in a matrix of them (times, 第1, △)."""
    plain, odd = [], []
    for column, text in cells:
        if column.field != "weekdays" or wording.says_nothing(text):
            continue
        cell = wording.one_line(text)
        if column.part is None:
            plain.append(cell.replace(";", ""))
        elif wording.yes_or_no(cell):
            plain.append(column.part)
        elif wording.yes_or_no(cell) is None:
            weekday = f"{column.part}曜日"
            odd.append(
                f"{cell}{weekday}" if _BARE_WEEKS.fullmatch(cell) or cell == "毎週" else f"{weekday} {_clocked(cell)}"
            )
            if len(cell) == 1 and not cell.isalnum():
                notes.append(note("unknown_mark", column.heading, value=cell))
    return "".join(plain), " ".join(odd)


def _week_days(weeks: str, days: str) -> str:
    letters = days if not _DAY_LETTERS.fullmatch(days) else "・".join(re.findall("[月火水木金土日祝]", days)) + "曜日"
    return f"第{weeks}{letters}" if weeks[0].isdecimal() else f"{weeks}{letters}"


def _frequency(cells: Cells) -> str:
    text = _said(cells, "frequency")
    return "" if text.isdecimal() else text


def _time(cells: Cells, time_text: str) -> str:
    start, end = _said(cells, "start_time"), _said(cells, "end_time")
    if start or end:
        span = f"{clock(start)}-{clock(end)}"
        return f"{_clocked(time_text)} {span}" if time_text else span
    return _clocked(time_text)


def _clocked(text: str) -> str:
    """「１３：００～１５：００」 as 「13:00-15:00」; anything else as it is."""
    found = _SPAN.fullmatch(text)
    return f"{clock(found[1])}-{clock(found[2] or '')}" if found else clock(text)


def clock(text: str) -> str:
    """「13:00:00」 and a sheet's 0.5416 of a day as 「13:00」; other texts unchanged."""
    found = _CLOCK.fullmatch(text)
    if found:
        return f"{found[1]}:{found[2]}"
    try:
        share = float(text)
    except ValueError:
        return text
    if not 0 < share < 1:
        return text
    minutes = round(share * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"
