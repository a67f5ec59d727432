"""From a table's rows to records: merged and centred cells filled, 〃 resolved, continuation rows joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from directory.intake import form, wording
from directory.intake.blocks import Block, Column
from directory.intake.grid import Grid
from directory.intake.headings import Headings
from directory.intake.problems import Note, note
from directory.intake.rows import Section, section_of, why_skipped
from directory.intake.safe_cells import restored

_CARRIED = ("prefecture", "municipality", "district", "kind")
_MOST_CENTRED = 12
_SITTING = {"schedule_text", "days_text", "weekdays", "weeks", "time_text", "start_time", "end_time", "schedule_note"}
_MORE = _SITTING | {"venue_text", "address_text", "phone", "notes", "fee_text", "activity_text", "target_text"}


@dataclass(slots=True)
class Record:
    """One listing as it stands in the sheet.

    `row`, `col` count from 0; `col` is None unless tables stand side by side. `rows` are its columns with their texts,
    one list for each row of the sheet that it takes. `sections`: what titles above it said, by field. `cells`: the raw
    texts by heading.
    """

    row: int
    col: int | None
    rows: list[list[tuple[Column, str]]]
    sections: dict[str | None, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record of its own, and why."""

    row: int
    col: int | None
    note: Note


def read_block(grid: Grid, block: Block, headings: Headings) -> tuple[list[Record], list[Skipped]]:
    """The records of a block and the rows between them, in order."""
    return _Reading(grid, block, headings).run()


class _Reading:
    def __init__(self, grid: Grid, block: Block, headings: Headings) -> None:
        self.grid, self.block, self.headings = grid, block, headings
        self.col = block.left if block.side_by_side else None
        self.is_form = any(c.heading == form.ID for c in block.columns)
        self.exact = grid.keyed or self.is_form
        self.names = [c for c in block.columns if c.field == "name"]
        self.numbers = [c for c in block.columns if c.field == "number"]
        self.merged = {
            (row, m.left): m.top
            for m in grid.merges
            if m.bottom > m.top
            for row in range(max(m.top, block.top), min(m.bottom + 1, block.bottom))
        }
        self.carried = {
            c.index: dict(self._carried(c)) for c in block.columns if c.field in _CARRIED and not self.exact
        }
        self.above: dict[int, str] = {}
        self.sections: dict[str | None, str] = {}
        self.records: list[Record] = []
        self.skipped: list[Skipped] = []

    def run(self) -> tuple[list[Record], list[Skipped]]:
        for row in range(self.block.top, self.block.bottom):
            if self.grid.filled(row, self.block.left, self.block.right):
                self._row(row)
        return self.records, self.skipped

    def _row(self, row: int) -> None:
        section = None if self.exact else section_of(self.grid, self.block, row)
        why = None if self.exact else why_skipped(self.grid, self.block, row, self.headings)
        if section and why not in ("total", "example"):
            self._begin(section)
            self._skip(row, note("section", value=section.text))
        elif why:
            self._skip(row, note(why))
        elif (whole := self._continues(row)) is not None:
            self._join(row, whole)
        else:
            self.records.append(self._record(row))

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
        unnumbered = bool(self.numbers) and any(self.grid.text(last.row, c.index).strip() for c in self.numbers)
        few = len(filled) <= 2 if not unnumbered else len(filled) <= 0.6 * len(self.block.columns)
        return last if follows and few and fields <= _MORE and not fields & {"number"} else None

    def _join(self, row: int, whole: Record) -> None:
        cells = [(c, self.grid.text(row, c.index)) for c in self.block.columns if self.grid.text(row, c.index).strip()]
        whole.rows.append(cells)
        for column, text in cells:
            whole.cells[column.heading] = f"{whole.cells.get(column.heading, '')}\n{text}".strip("\n")
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
                record.rows[0].append((column, text))
                self.above[column.index] = text
        return record

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
        if printed.strip():
            return printed
        top = self.merged.get((row, column.index))
        if top is not None:
            return "" if column.field in ("number", "source_id", "id") else self.grid.text(top, column.index)
        return self.carried.get(column.index, {}).get(row, "")

    def _heading(self, column: Column, taken: dict[str, str]) -> str:
        return (
            column.heading if column.heading and column.heading not in taken else f"{column.heading}#{column.index + 1}"
        )

    def _carried(self, column: Column) -> Iterator[tuple[int, str]]:
        """What a column that is filled only where it changes says for each row that it leaves empty."""
        rows = [
            row
            for row in range(self.block.top, self.block.bottom)
            if (filled := self.grid.filled(row, self.block.left, self.block.right))
            and filled != [column.index]
            and not section_of(self.grid, self.block, row)
            and not why_skipped(self.grid, self.block, row, self.headings)
        ]
        said = [(row, self.grid.text(row, column.index)) for row in rows]
        values = [text for _, text in said if text.strip()]
        if not values or any((row, column.index) in self.merged for row in rows):
            return
        # Where neighbours repeat the same value, the list states it row by row: a blank is then not said.
        if len(values) == len(rows) or any(
            low == high + 1 and text.strip() and text == above for (high, above), (low, text) in pairwise(said)
        ):
            return
        for group in self._groups(rows):
            filled = [row for row in group if self.grid.text(row, column.index).strip()]
            if len(filled) == 1 and len(group) > 1:
                yield from ((row, self.grid.text(filled[0], column.index)) for row in group)
            elif filled and filled[0] != group[0]:
                yield from _centred(group, filled, lambda row: self.grid.text(row, column.index))
            else:
                yield from self._downwards(group, column.index)

    def _groups(self, rows: list[int]) -> list[list[int]]:
        """Runs of rows with no blank row and no title between them."""
        runs: list[list[int]] = []
        for row in rows:
            if runs and row == runs[-1][-1] + 1:
                runs[-1].append(row)
            else:
                runs.append([row])
        return runs

    def _downwards(self, rows: list[int], index: int) -> Iterator[tuple[int, str]]:
        last = next(
            (
                text
                for row in range(rows[0] - 1, self.block.top - 1, -1)
                if (text := self.grid.text(row, index)).strip()
            ),
            "",
        )
        for row in rows:
            last = self.grid.text(row, index).strip() or last
            if last:
                yield row, last


def _centred(rows: list[int], filled: list[int], text: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Values typed in the middle of their groups, whose ends are not drawn: given only where just one cut fits."""
    if len(filled) > _MOST_CENTRED:
        return
    at = {row: place for place, row in enumerate(rows)}
    places = [at[row] for row in filled]
    cuts = _cuts(places, 0, len(rows))
    if len(cuts) != 1:
        return
    start = 0
    for place, end in zip(filled, cuts[0], strict=True):
        yield from ((row, text(place)) for row in rows[start:end])
        start = end


def _cuts(places: list[int], start: int, end: int) -> list[list[int]]:
    """All ways to cut start..end so that each place is the middle of its piece (either middle of an even one)."""
    if not places:
        return [[]] if start == end else []
    found = []
    for size in {2 * (places[0] - start) + 1, 2 * (places[0] - start + 1)}:
        if start + size <= end and places[0] < start + size:
            found += [[start + size, *rest] for rest in _cuts(places[1:], start + size, end)]
    return found
