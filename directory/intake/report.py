"""What an import understood and would do: the contract's report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.intake.problems import Note
from directory.intake.values import Values

STATUSES = ("new", "update", "unchanged", "duplicate", "skipped", "error")


@dataclass(frozen=True, slots=True)
class SheetNote:
    """How a sheet was read. `columns`: their heading → our field, None where it is not taken over."""

    name: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, str | None]


@dataclass(slots=True)
class RowReport:
    """One row, or one record where several stand side by side. `row` and `col` count from 1.

    `cells`: the raw texts by heading. `listing_id`: the listing of the catalogue that it is, where it is one.
    """

    sheet: str
    row: int
    col: int | None
    status: str
    values: Values = field(default_factory=dict)
    problems: list[Note] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    listing_id: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "col": self.col,
            "status": self.status,
            "values": self.values,
            "problems": [problem.as_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """A listing that the last import of this list had and this one has not."""

    id: str
    source_id: str | None
    name: str

    def as_json(self) -> dict[str, str | None]:
        return {"id": self.id, "source_id": self.source_id, "name": self.name}


@dataclass(slots=True)
class Report:
    """The whole of one import, before or after it was applied."""

    file: str
    encoding: str | None
    sheets: Sequence[SheetNote]
    rows: list[RowReport]
    missing: Sequence[Missing] = ()

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.status for row in self.rows)
        return {"rows": len(self.rows), **{status: found[status] for status in STATUSES}, "missing": len(self.missing)}

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "encoding": self.encoding,
            "sheets": [
                {"name": s.name, "header_rows": list(s.header_rows), "columns": dict(s.columns)} for s in self.sheets
            ],
            "rows": [row.as_json() for row in self.rows],
            "missing": [listing.as_json() for listing in self.missing],
            "counts": self.counts,
        }
