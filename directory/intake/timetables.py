"""Sheets that are no list: a calendar of days, which gives no listing; a week's timetable, whose cells are groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from directory.intake import wording
from directory.intake.columns import NAMES, Column, weekday
from directory.intake.grid import Grid
from directory.intake.headings import Headings
from directory.intake.problems import note
from directory.intake.records import Record, Skipped
from directory.intake.venue_cells import names_a_building

_DAY = re.compile(r"(?:\d{1,2}/)?(\d{1,2})日?(?:$|[\s(（])")
_MONTH = re.compile(r"\d{1,2}月")
_HOURS = re.compile(
    r"\d{1,2}\s*(?:[:：時]\s*\d{0,2}\s*分?)?\s*半?\s*(?:[-~〜～–−]|から)\s*(?:\d{1,2}\s*(?:[:：時]\s*\d{0,2}\s*分?)?\s*半?)?(?:まで)?"
)
_CLOCK = re.compile(
    r"\d{1,2}[:：時]\s*\d{0,2}\s*分?\s*(?:[-~〜～–−]|から)?\s*(?:\d{1,2}[:：時]\s*\d{0,2}\s*分?)?(?:まで)?"
)
_PART = re.compile(r"午前|午後|夜間?|朝|昼|AM|PM|[1-9]限|.{0,4}の部", re.IGNORECASE)
_CORNER = re.compile(r"時間帯?|曜日|時間\s*[/／＼\\]\s*曜日|曜日\s*[/／＼\\]\s*時間|")
_LOOKED_AT = 12
_FEWEST_DAYS, _FEWEST_DATES, _FEWEST_ROWS = 3, 7, 2
_CELL_BRACKET = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")


def is_calendar(grid: Grid, headings: Headings) -> bool:
    """Whether the sheet gives a day of the month its place: weeks of days, days under months, or a row a day."""
    first = islice(grid.occupied_rows(), _LOOKED_AT)
    return any(_weeks_below(grid, row) or _days_below(grid, row, headings) for row in first)


def _weeks_below(grid: Grid, row: int) -> bool:
    """Whether rows of running days stand under the weekdays of a row."""
    columns = [c for c in grid.filled(row) if weekday(grid.text(row, c))]
    if len(columns) < 5:
        return False
    rising = [
        run
        for below in range(row + 1, len(grid.rows))
        if len(run := [day for c in columns if (day := _day(grid.text(below, c)))]) >= 2
        and all(after == before + 1 for before, after in pairwise(run))
    ]
    return len(rising) >= _FEWEST_ROWS and sum(map(len, rising)) >= _FEWEST_DATES


def _days_below(grid: Grid, row: int, headings: Headings) -> bool:
    """Whether days run down a column under months, or beside weekdays in a sheet that names no groups."""
    filled = grid.filled(row)
    months = sum(1 for c in filled if _MONTH.fullmatch(wording.one_line(grid.text(row, c))))
    days = any(wording.one_line(grid.text(row, c)) in ("曜日", "曜") for c in filled)
    named = any(headings.field(grid.text(row, c), likeness=False) in NAMES for c in filled)
    only_months = months >= _FEWEST_DAYS and months >= len(filled) - 1
    if named or not (only_months or days):
        return False
    left = min(filled)
    for column in (left, *([left - 1] if left else [])):
        run = [day for below in range(row + 1, len(grid.rows)) if (day := _day(grid.text(below, column)))]
        if len(run) >= _FEWEST_DAYS and run[0] == 1 and all(after == before + 1 for before, after in pairwise(run)):
            return True
    return False


def _day(text: str) -> int | None:
    found = _DAY.match(wording.one_line(text))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


@dataclass(slots=True)
class _Group:
    """A group of a timetable, which may stand in several of its cells."""

    row: int
    column: int
    rows: list[list[tuple[Column, str]]] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


def read_timetable(grid: Grid) -> tuple[list[Record], list[Skipped]] | None:
    """The groups of a week's timetable (weekdays over columns, hours before rows); None where the sheet is none."""
    for head in islice(grid.occupied_rows(), _LOOKED_AT):
        days = {c: day for c in grid.filled(head) if (day := weekday(grid.text(head, c)))}
        others = [wording.one_line(grid.text(head, c)) for c in grid.filled(head) if c not in days]
        if len(days) < _FEWEST_DAYS or not all(_CORNER.fullmatch(text) for text in others):
            continue
        body = [row for row in range(head + 1, len(grid.rows)) if grid.filled(row)]
        hours = {row: text for row in body if (text := _hours_of(grid, row, min(days)))}
        if len(hours) >= _FEWEST_ROWS and len(hours) >= 0.6 * len(body):
            return _groups(grid, head, days, hours)
    return None


def _hours_of(grid: Grid, row: int, first_day: int) -> str | None:
    """What stands before the days of a row, where it is hours or a part of the day."""
    text = " ".join(wording.one_line(grid.text(row, c)) for c in grid.filled(row, 0, first_day))
    rest = _PART.sub("", _HOURS.sub("", _CLOCK.sub("", text)), count=1).strip(" ()")
    return text if text and not rest and not text.isdecimal() else None


def _groups(
    grid: Grid, head: int, days: dict[int, str], hours: dict[int, str]
) -> tuple[list[Record], list[Skipped]] | None:
    groups: dict[str, _Group] = {}
    for row, span in hours.items():
        for column, day in days.items():
            text = grid.text(row, column)
            if wording.says_nothing(text):
                continue
            if len(text.strip()) < 2 or wording.yes_or_no(text) is not None:
                return None  # a matrix of marks
            name, cells = _cell(text, day, span)
            group = groups.setdefault(wording.key(name), _Group(row, column))
            group.rows.append([(Column(column, "名称", "name"), name), *cells] if not group.rows else cells)
            group.cells[f"{day}曜日 {span}"] = text
    records = [Record(one.row, one.column, one.rows, {}, one.cells) for one in groups.values()]
    parts = [Skipped(head, None, note("heading"))]
    parts += [
        Skipped(row, None, note("card_part", row=grid.number(row)))
        for row in hours
        if not any(record.row == row for record in records)
    ]
    return sorted(records, key=lambda record: (record.row, record.col or 0)), parts


def _cell(text: str, day: str, span: str) -> tuple[str, list[tuple[Column, str]]]:
    """(name, what else is said): hours of its own on another line, a venue in brackets."""
    lines = wording.lines(text)
    own = [line for line in lines if _CLOCK.fullmatch(line.strip("()（）"))]
    name = " ".join(line for line in lines if line not in own)
    bracket = _CELL_BRACKET.fullmatch(name)
    place = bracket[2] if bracket and names_a_building(bracket[2]) else None
    said: Sequence[tuple[Column, str]] = (
        (Column(-1, "曜日", "days_text"), f"{day}曜日"),
        (Column(-2, "時間", "time_text"), own[0].strip("()（）") if own else span),
    )
    venue = [(Column(-3, "会場", "venue_text"), place)] if place else []
    return (bracket[1] if bracket and place else name), [*said, *venue]
