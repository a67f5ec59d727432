"""From a table's rows to records: merged and centred cells filled, 〃 resolved, continuation rows joined."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from directory.intake import compound, form, labelled, wording
from directory.intake.blocks import Block
from directory.intake.carried import carried
from directory.intake.columns import Column
from directory.intake.grid import Grid
from directory.intake.headings import Headings
from directory.intake.problems import Note, note
from directory.intake.rows import Section, section_of, why_skipped
from directory.intake.safe_cells import restored

_CARRIED = ("prefecture", "municipality", "district", "kind")
_PLACES = ("venue_text", "address_text")
_WORDS = re.compile(r"[^\W\d_〃]{2}")
_SITTING = {"schedule_text", "days_text", "weekdays", "weeks", "time_text", "start_time", "end_time", "schedule_note"}
_MORE = _SITTING | {
    "venue_text",
    "address_text",
    "phone",
    "notes",
    "fee_text",
    "activity_text",
    "target_text",
    "months",
}
_WEEKS, _FULLER, _MOST_TELL = {"weeks", "frequency"}, {"schedule_text", "days_text", "schedule_note", "months"}, 0.5
_OF_THE_WHOLE = {
    "contact_org",
    "contact_person",
    "organization",
    "phone",
    "fee_text",
    "target_text",
    "reservation_text",
}
"""What a list says once of a listing that it then gives several rows."""


@dataclass(slots=True)
class Record:
    """One listing as it stands in the sheet.

    `weeks_unknown`: the list says for its records in which weeks they meet, and for this one does not.
    `row`, `col` count from 0; `col` is None unless tables stand side by side. `rows` are its columns with their texts,
    one list for each row of the sheet that it takes. `sections`: what titles above it said, by field. `cells`: the raw
    texts by heading. `blank`: the columns that its first row leaves blank.
    """

    row: int
    col: int | None
    rows: list[list[tuple[Column, str]]]
    sections: dict[str | None, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    weeks_unknown: bool = False
    blank: list[Column] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record of its own, and why."""

    row: int
    col: int | None
    note: Note


def read_block(
    grid: Grid, block: Block, headings: Headings, sections: Mapping[str | None, str] | None = None
) -> tuple[list[Record], list[Skipped], Mapping[str | None, str]]:
    """The records of a block and the rows between them, in order; and the sections that hold at its end. `sections`:
    those that hold at its beginning.
    """
    reading = _Reading(block.unfolded or grid, block, headings)
    reading.sections |= sections or {}
    return *reading.run(), reading.sections


class _Reading:
    def __init__(self, grid: Grid, block: Block, headings: Headings) -> None:
        self.grid, self.block, self.headings = grid, block, headings
        self.col = block.left if block.side_by_side else None
        self.is_form = any(c.heading == form.ID for c in block.columns)
        self.exact = grid.keyed or self.is_form
        self.names = block.names
        self.fields = {field for c in block.columns for field in (c.field, *c.also)}
        self.numbers = [c for c in block.columns if c.field == "number"]
        self.merged = {
            (row, m.left): m.top
            for m in grid.merges
            if m.bottom > m.top
            for row in range(max(m.top, block.top), min(m.bottom + 1, block.bottom))
        }
        self.whys: dict[int, str | None] = {}
        self.above: dict[int, str] = {}
        self.unclear: dict[tuple[int, int], str] = {}
        self.sections: dict[str | None, str] = dict(block.title)
        self.records: list[Record] = []
        self.skipped: list[Skipped] = []
        grouping = [c for c in block.columns if c.field in _CARRIED] + self._leading_places()
        self.carried = {c.index: self._carried(c) for c in grouping if not self.exact}

    def _leading_places(self) -> list[Column]:
        """Columns of venue and address that lead the list, as groups of what is held there; none where an address
        stands beside a blank venue."""
        told = [c for c in self.block.columns if c.field != "number"]
        leading = list(takewhile(lambda c: c.field in _PLACES, told))
        if not leading or leading[0].field != "venue_text" or self.names == (leading[0],):
            return []
        blank = [row for row in range(self.block.top, self.block.bottom) if not self._says(row, leading[0])]
        apart = any(self._says(row, c) for row in blank for c in told if c.field in _PLACES and c != leading[0])
        return [] if apart else leading

    def _says(self, row: int, column: Column) -> bool:
        return bool(self.grid.text(row, column.index).strip())

    def run(self) -> tuple[list[Record], list[Skipped]]:
        for row in range(self.block.top, self.block.bottom):
            if row in self.block.second_lines:
                self._skip(row, note("continued", row=self.grid.number(self.block.second_lines[row])))
            elif self.grid.filled(row, self.block.left, self.block.right):
                self._row(row)
        self._ask_for_weeks()
        return self.records, self.skipped

    def _ask_for_weeks(self) -> None:
        """Where a column says in which weeks a listing meets, a weekday with a blank there is not every week."""
        said = [{column.field for column, _ in record.rows[0]} for record in self.records]
        told = sum(not fields.isdisjoint(_WEEKS) for fields in said)
        for record, fields in zip(self.records, said, strict=True):
            record.weeks_unknown = told >= _MOST_TELL * len(said) and fields.isdisjoint(_WEEKS | _FULLER)

    def _row(self, row: int) -> None:
        section = None if self.exact else section_of(self.grid, self.block, row)
        why = None if self.exact else self._why(row)
        if section and why not in ("total", "example"):
            self._begin(section)
            self._skip(row, note("section", value=section.text))
        elif why:
            self._skip(row, note(why))
        elif (whole := self._continues(row)) is not None:
            self._join(row, whole)
        else:
            self.records.append(self._record(row))

    def _why(self, row: int) -> str | None:
        if row not in self.whys:
            self.whys[row] = why_skipped(self.grid, self.block, row, self.headings)
        return self.whys[row]

    def _begin(self, section: Section) -> None:
        if section.field == "municipality":
            self.sections.pop("district", None)
        self.sections[section.field] = section.text

    def _skip(self, row: int, why: Note) -> None:
        self.skipped.append(Skipped(row, self.col, why))

    def _continues(self, row: int) -> Record | None:
        """The record above that this row belongs to: its name is merged down to here, or it holds just more of it."""
        last = self.records[-1] if self.records else None
        if self.exact or last is None or any(self.grid.text(row, c.index).strip() for c in self.names):
            return None
        if any(self.merged.get((row, c.index), row) == last.row != row for c in self.names):
            return last
        filled = set(self.grid.filled(row, self.block.left, self.block.right))
        fields = {c.field for c in self.block.columns if c.index in filled}
        follows = last.row + len(last.rows) == row
        if not follows or not fields <= _MORE or not self.names or any(c.field == "venue_text" for c in self.names):
            return None
        unnumbered = bool(self.numbers) and any(self.grid.text(last.row, c.index).strip() for c in self.numbers)
        few = len(filled) <= 2 if not unnumbered else len(filled) <= 0.6 * len(self.block.columns)
        return last if few or self._is_one_more_sitting(fields, last) else None

    def _is_one_more_sitting(self, fields: set[str | None], last: Record) -> bool:
        """Whether a row without a name says when and where of the listing above, which says the rest for both."""
        before_names = [c for c in self.block.columns if c.index < self.names[0].index]
        leads = all(c.field in (*_CARRIED, "number", None) for c in before_names)
        said = {column.field for column, _ in last.rows[0]}
        apart = (said & _OF_THE_WHOLE) - fields
        hours_only = bool({"time_text", "start_time"} & fields) and not {"days_text", "weekdays"} & fields
        return leads and "venue_text" in fields and bool(_SITTING & fields) and (bool(apart) or hours_only)

    def _join(self, row: int, whole: Record) -> None:
        cells: list[tuple[Column, str]] = []
        for column in self.block.columns:
            printed = restored(self.grid.text(row, column.index))
            if printed.strip():
                whole.cells[column.heading] = f"{whole.cells.get(column.heading, '')}\n{printed}".strip("\n")
                cells += self._said(column, self._text(row, column, printed, whole))
        whole.rows.append(cells)
        self._skip(row, note("continued", row=self.grid.number(whole.row)))

    def _record(self, row: int) -> Record:
        record = Record(row, self.col, [[]], dict(self.sections))
        if row in self.grid.hidden_rows:
            record.notes.append(note("hidden_row"))
        if row in self.grid.struck_rows:
            record.notes.append(note("struck"))
        for column in self.block.columns:
            printed = restored(self.grid.text(row, column.index))
            if printed.strip():
                record.cells[self._heading(column, record.cells)] = printed
            text = self._text(row, column, printed, record)
            if text.strip():
                record.rows[0] += self._said(column, text)
                self.above[column.index] = text
            else:
                record.blank.append(column)
        record.notes += self._unheaded(row)
        if form.ID in record.cells:  # a blank cell of ours says that there is nothing
            record.cells |= {c.heading: "" for c in self.block.columns if c.heading in form.PARTS} | record.cells
        return record

    def _unheaded(self, row: int) -> list[Note]:
        """What stands in the row under no heading, and is more than a number or a mark."""
        if self.is_form or self.block.unfolded:
            return []
        edges = (self.block.left, self.block.right) if self.block.side_by_side else (0, None)
        known = {c.index for c in self.block.columns if c.heading or c.field}
        texts = [wording.one_line(self.grid.text(row, c)) for c in self.grid.filled(row, *edges) if c not in known]
        return [note("unheaded", value=text) for text in texts if _WORDS.search(text)]

    def _said(self, column: Column, text: str) -> list[tuple[Column, str]]:
        if not text.strip():
            return []
        if column.also:
            return compound.split(column, text)
        return [(column, text)] if self.exact else labelled.split(column, text, self.headings, self.fields)

    def _text(self, row: int, column: Column, printed: str, record: Record) -> str:
        broken = self.grid.broken.get((row, column.index))
        if broken:
            record.notes.append(note(broken, column.heading, value=wording.one_line(printed)))
            return ""
        if self.is_form:
            return printed
        if wording.one_line(printed) in wording.DITTO:
            above = self.above.get(column.index)
            if above is None:
                record.notes.append(note("ditto_without_above", column.heading, value=printed))
            return above or ""
        if wording.one_line(printed) in wording.DITTO_LEFT:
            return self._from_left(row, column, printed, record)
        if printed.strip():
            return printed
        top = self.merged.get((row, column.index))
        if top is not None:
            return "" if column.field in ("number", "source_id", "id") else self.grid.text(top, column.index)
        if (row, column.index) in self.unclear:
            record.notes.append(note("group_unclear", column.heading, value=self.unclear[row, column.index]))
        return self.carried.get(column.index, {}).get(row, "")

    def _from_left(self, row: int, column: Column, printed: str, record: Record) -> str:
        beside = next((c for c in reversed(self.block.columns) if c.index < column.index and c.field), None)
        text = self.grid.text(row, beside.index).strip() if beside else ""
        if not text:
            record.notes.append(note("ditto_without_above", column.heading, value=printed))
        return text

    def _heading(self, column: Column, taken: dict[str, str]) -> str:
        return (
            column.heading if column.heading and column.heading not in taken else f"{column.heading}#{column.index + 1}"
        )

    def _carried(self, column: Column) -> Mapping[int, str]:
        """What a column that is filled only where it changes says for each row that it leaves empty."""
        rows = [
            row
            for row in range(self.block.top, self.block.bottom)
            if (filled := self.grid.filled(row, self.block.left, self.block.right))
            and filled != [column.index]
            and not section_of(self.grid, self.block, row)
            and not self._why(row)
        ]
        if any((row, column.index) in self.merged for row in rows):
            return {}
        found = carried(self.grid, column.index, self.block.top, rows)
        self.unclear |= {(row, column.index): wording.one_line(value) for row, value in found.unclear.items()}
        return found.said
