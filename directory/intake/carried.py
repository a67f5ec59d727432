"""A column that is filled only where it changes: what it says for the rows that it leaves empty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from directory.intake.grid import Grid


@dataclass(frozen=True, slots=True)
class Carried:
    """By row: what holds there; and where it is `unclear` to which of two groups the row belongs, a value near it."""

    said: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, str] = field(default_factory=dict)


def carried(grid: Grid, index: int, top: int, rows: Sequence[int]) -> Carried:
    """Of the column `index`, for `rows`: all of a block that begins at `top`, but for titles and totals."""
    found = Carried()
    said = [(row, grid.text(row, index)) for row in rows]
    values = [text for _, text in said if text.strip()]
    # Where neighbours repeat the same value, the list states it row by row: a blank is then not said.
    repeated = any(low == high + 1 and text.strip() and text == above for (high, above), (low, text) in pairwise(said))
    if not values or len(values) == len(rows) or repeated:
        return found
    for group in _groups(rows):
        filled = [row for row in group if grid.text(row, index).strip()]
        begins = not filled or filled[0] == group[0] or _is_list_of_singles(filled)
        cuts = [] if begins else _cuts([row - group[0] for row in filled], len(group))
        if len(filled) == 1 and len(group) > 1:
            found.said.update(dict.fromkeys(group, grid.text(filled[0], index)))
        elif len(cuts) == 1:
            found.said.update(_centred(group, filled, cuts[0], lambda row: grid.text(row, index)))
        elif cuts:
            found.unclear.update({row: grid.text(filled[0], index) for row in group if row not in filled})
        else:
            found.said.update(_downwards(grid, index, top, group))
    return found


def _groups(rows: Sequence[int]) -> list[list[int]]:
    """Runs of rows with no blank row and no title between them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _downwards(grid: Grid, index: int, top: int, rows: list[int]) -> Iterator[tuple[int, str]]:
    above = (grid.text(row, index) for row in range(rows[0] - 1, top - 1, -1))
    last = next((text for text in above if text.strip()), "")
    for row in rows:
        last = grid.text(row, index).strip() or last
        if last:
            yield row, last


def _is_list_of_singles(filled: list[int]) -> bool:
    """Whether most values stand right below each other: then a blank above the first says nothing."""
    return len(filled) > 2 and 2 * sum(low == high + 1 for high, low in pairwise(filled)) >= len(filled)


def _centred(
    rows: list[int], filled: list[int], cut: list[int], text: Callable[[int], str]
) -> Iterator[tuple[int, str]]:
    """Values typed in the middle of their groups, whose ends are not drawn."""
    start = 0
    for place, end in zip(filled, cut, strict=True):
        yield from ((row, text(place)) for row in rows[start:end])
        start = end


def _cuts(places: list[int], length: int) -> list[list[int]]:
    """Up to two ways to cut 0..length so that each place is the middle of its piece (either middle of an even one)."""
    dead: set[tuple[int, int]] = set()

    def found(number: int, start: int) -> Iterator[list[int]]:
        if number == len(places):
            yield from [[]] if start == length else []
            return
        if (number, start) in dead:
            return
        alive = False
        for size in sorted({2 * (places[number] - start) + 1, 2 * (places[number] - start + 1)}):
            if places[number] < start + size <= length:
                for rest in found(number + 1, start + size):
                    alive = True
                    yield [start + size, *rest]
        if not alive:
            dead.add((number, start))

    return list(islice(found(0, 0), 2))
