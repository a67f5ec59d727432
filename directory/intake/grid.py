"""A sheet as what stands in its cells: text, merges, and what was hidden. Every format's reader makes this."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]
"""(row, column), both counted from 0."""


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, borders included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` are the texts as shown, "" where a cell is empty; rows may differ in length.

    `broken` maps a cell to the code of what is wrong with it (a formula without a value, #REF!).
    `merged_at`: merges by their first cell. `keyed`: the first
    row holds field names that a program wrote (JSON), and records count from 1 after it.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merges: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    broken: Mapping[Cell, str] = field(default_factory=dict)
    keyed: bool = False
    merged_at: Mapping[Cell, Span] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "merged_at", {(span.top, span.left): span for span in self.merges})

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """What is shown in the cell; "" outside the sheet."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else ""

    def filled(self, row: int, left: int = 0, right: int | None = None) -> list[int]:
        """The columns of a row that hold anything, from `left` to `right` (not included)."""
        cells = self.rows[row]
        return [c for c in range(left, min(len(cells), right or len(cells))) if cells[c].strip()]

    def number(self, row: int) -> int:
        """The row's number as people count it."""
        return row if self.keyed else row + 1

    def occupied_rows(self) -> Iterator[int]:
        return (row for row, cells in enumerate(self.rows) if any(cell.strip() for cell in cells))


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file as read. `encoding` is None for formats that have none of their own to choose (xlsx)."""

    file: str
    encoding: str | None
    grids: tuple[Grid, ...]
