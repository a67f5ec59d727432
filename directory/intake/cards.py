"""Sheets without a heading row: cards (label left, value right), below or beside each other; tables on their side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from directory.intake import wording
from directory.intake.columns import NAMES, Column, column_of, settled
from directory.intake.grid import Grid
from directory.intake.headings import Headings
from directory.intake.problems import note
from directory.intake.records import Record, Skipped

_FEWEST_LABELS = 3


@dataclass(slots=True)
class _Card:
    """One card as it grows: where it begins, and what its labels say."""

    row: int
    said: list[tuple[str, str | None, list[str]]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def has(self, wanted: str) -> bool:
        return any(named == wanted for _, named, _ in self.said)

    @property
    def is_listing(self) -> bool:
        return any(self.has(name) for name in NAMES)


def read_cards(grid: Grid, headings: Headings) -> tuple[list[Record], list[Skipped]]:
    """The records of a sheet of cards, none where it holds none; and the rows that are parts of one."""
    labels = _labels(grid, headings)
    if len(labels) < _FEWEST_LABELS or not any(named in NAMES for named in labels.values()):
        return [], []
    on_its_side = _on_its_side(grid, labels)
    if on_its_side is not None:
        return on_its_side
    bands = sorted({column for (_, column), named in labels.items() if named in NAMES})
    found = [
        (band, card)
        for band, right in zip(bands, [*bands[1:], grid.width], strict=True)
        for card in _cards(grid, labels, band, right)
        if card.is_listing
    ]
    records = [_record(card, band if len(bands) > 1 else None) for band, card in found]
    parts = [
        Skipped(row, band if len(bands) > 1 else None, note("card_part", row=grid.number(card.row)))
        for band, card in found
        for row in card.rows
        if row != card.row
    ]
    return sorted(records, key=lambda record: (record.row, record.col or 0)), parts


def is_of_labels(grid: Grid, top: int, bottom: int, headings: Headings) -> bool:
    """Whether most rows begin with a label, and of different things: a form that looks like a table where two labels
    stand side by side; a list of サークル and クラブ is none."""
    firsts = [grid.text(row, filled[0]) for row in range(top, bottom) if (filled := grid.filled(row))]
    labelled = [named for text in firsts if (named := _label(text, headings))]
    return len(set(labelled)) >= _FEWEST_LABELS and len(labelled) >= 0.6 * len(firsts)


def _labels(grid: Grid, headings: Headings) -> dict[tuple[int, int], str]:
    """The cells that label others → their field. What stands right beside a label is its value, even where it reads
    like one (参加費 | 無料), unless a value of its own follows (代表者 | 電話 | 046…)."""
    labels: dict[tuple[int, int], str] = {}
    plain = Counter(c for r in grid.occupied_rows() for c in grid.filled(r)[:1] if _label(grid.text(r, c), headings))
    for row in grid.occupied_rows():
        for column in grid.filled(row):
            text, beside = grid.text(row, column), (row, column - 1)
            named = _label(text, headings)
            followed = bool(grid.text(row, column + 1).strip())
            if not named or (wording.one_line(text)[:1] == "(" and not followed and plain[column] < _FEWEST_LABELS):
                continue
            if beside not in labels:
                labels[row, column] = named
            elif followed and _label(grid.text(row, column + 1), headings) is None:
                labels[row, column] = column_of(headings, column, grid.text(*beside), [text]).field or named
    return labels


def _label(text: str, headings: Headings) -> str | None:
    """The field that a cell labels, alone or as 「名称：ひだまり」."""
    plain = wording.one_line(text)
    head, colon, _ = plain.partition(":")
    if colon and len(head) <= 12:
        return headings.field(head, likeness=False)
    return headings.field(plain, likeness=False) if len(plain) <= 14 else None


def _cards(grid: Grid, labels: dict[tuple[int, int], str], left: int, right: int) -> Iterator[_Card]:
    card: _Card | None = None
    blank_above = False
    for row in range(len(grid.rows)):
        filled = grid.filled(row, left, right)
        if not filled:
            blank_above = True
            continue
        here = [column for column in filled if (row, column) in labels]
        repeats = card is not None and any(card.has(labels[row, column]) for column in here)
        if here and (card is None or repeats or (blank_above and card.is_listing)):
            if card is not None:
                yield card
            card = _Card(row)
        blank_above = False
        if card is not None:
            _take(card, grid, labels, row, filled)
    if card is not None:
        yield card


def _take(card: _Card, grid: Grid, labels: dict[tuple[int, int], str], row: int, filled: list[int]) -> None:
    """Add a row: values follow their label to the right; a row without a label goes on with the last one, but for what
    stands where labels do and has a value: a label that nobody knows."""
    card.rows.append(row)
    first = filled[0]
    if (row, first) not in labels and len(filled) > 1 and sum(column == first for _, column in labels) > 1:
        card.said.append((wording.one_line(grid.text(row, first)), None, []))
        filled = filled[1:]
    for column in filled:
        text = grid.text(row, column)
        if (row, column) in labels:
            head, colon, value = wording.fold(text).partition(":")
            card.said.append((wording.one_line(head if colon else text), labels[row, column], [value] if colon else []))
        elif card.said:
            card.said[-1][2].append(text)


def _record(card: _Card, col: int | None) -> Record:
    columns = settled([Column(n, label, named) for n, (label, named, _) in enumerate(card.said)])
    texts = ["\n".join(part.strip() for part in parts) for _, _, parts in card.said]
    row = [(column, text) for column, text in zip(columns, texts, strict=True) if text.strip()]
    cells = {column.heading: text for column, text in row}
    return Record(card.row, col, [row], {}, cells)


def _on_its_side(grid: Grid, labels: dict[tuple[int, int], str]) -> tuple[list[Record], list[Skipped]] | None:
    """A table whose headings stand in one column and whose listings in the columns beside it; None where it is none."""
    named = [cell for cell, named in labels.items() if named in NAMES]
    if len(named) != 1:
        return None
    ((name_row, label_column),) = named
    rows = sorted(row for row, column in labels if column == label_column)
    values = [column for column in grid.filled(name_row) if column > label_column and (name_row, column) not in labels]
    if len(values) < 2 or len(rows) < 2 * (len(labels) - len(rows)):
        return None
    heads = settled(
        [Column(row, wording.one_line(grid.text(row, label_column)), labels[row, label_column]) for row in rows]
    )
    records = []
    for column in values:
        said = [(head, _or_left(grid, head.index, column)) for head in heads]
        row = [(head, text) for head, text in said if text.strip()]
        cells = {head.heading: text for head, text in row}
        records.append(Record(name_row, column, [row], {}, cells))
    parts = [Skipped(row, None, note("card_part", row=grid.number(name_row))) for row in rows if row != name_row]
    return records, parts


def _or_left(grid: Grid, row: int, column: int) -> str:
    """The cell, or what it repeats from its left."""
    while column > 0 and wording.one_line(grid.text(row, column)) in wording.DITTO:
        column -= 1
    return grid.text(row, column)
