"""Lists whose records take two rows, as their headings do: unfolded, so that each record stands on one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.intake import wording
from directory.intake.grid import Grid
from directory.intake.headings import Headings

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Unfolded:
    """`grid`: the second line of each record stands to the right of its first, `second_lines`: row → first row."""

    grid: Grid
    second_lines: Mapping[int, int]


def folded(grid: Grid, headings: Headings, top: int, bottom: int, left: int, right: int) -> Unfolded | None:
    """The sheet unfolded where the rows `top` and `top + 1` are headings of a record's two lines; else None."""
    if top + 1 >= bottom or not _is_second_line(grid, headings, top, left, right):
        return None
    seconds = _second_lines(grid, top, bottom, left, right)
    records = sum(1 for row in range(top + 2, bottom) if len(grid.filled(row, left, right)) >= _FEWEST)
    if not seconds or 2 * len(seconds) < 0.8 * records:
        return None
    firsts = {first: second for second, first in seconds.items()} | {top: top + 1}
    width = grid.width
    rows = [list(cells) for cells in grid.rows]
    for first, second in firsts.items():
        rows[first] = [*rows[first], *[""] * (width - len(rows[first])), *rows[second]]
        rows[second] = []
    broken = {
        (seconds.get(row, row), column + width if row in seconds else column): why
        for (row, column), why in grid.broken.items()
    }
    merges = tuple(m for m in grid.merges if m.top == m.bottom and m.top not in firsts and m.top not in seconds)
    return Unfolded(replace(grid, rows=rows, broken=broken, merges=merges), seconds)


def _is_second_line(grid: Grid, headings: Headings, top: int, left: int, right: int) -> bool:
    """Whether the row below headings holds headings of its own, most of them under others that mean something else."""
    lower = grid.filled(top + 1, left, right)
    spans = [m for m in grid.merges if m.top <= top <= m.bottom and m.right > m.left]
    own = {c: headings.field(grid.text(top + 1, c)) for c in lower}
    apart = [
        c
        for c, field in own.items()
        if field
        and headings.field(grid.text(top, c)) not in (None, field)
        and not any(m.left <= c <= m.right for m in spans)
    ]
    bracketed = [c for c in lower if wording.one_line(grid.text(top + 1, c))[:1] == "("]
    return len(apart) >= _FEWEST and len(apart) >= 0.5 * len(lower) and not bracketed


def _second_lines(grid: Grid, top: int, bottom: int, left: int, right: int) -> dict[int, int]:
    """Row → the row above it that it goes on with: the leading cell is merged over both, or only the first fills it."""
    merged = {m.top for m in grid.merges if m.left == left and m.bottom == m.top + 1}
    found: dict[int, int] = {}
    row = top + 2
    while row + 1 < bottom:
        both = grid.filled(row, left, right) and grid.filled(row + 1, left, right)
        leads = grid.text(row, left).strip() and not grid.text(row + 1, left).strip()
        if row in merged or (both and leads and len(grid.filled(row, left, right)) >= _FEWEST):
            found[row + 1] = row
            row += 2
        else:
            row += 1
    return found
