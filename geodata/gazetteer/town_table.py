"""Towns out of the gazetteer's file, as a reader asks for them: a municipality's rows that begin with a letter or two.

So the first address of a municipality with thousands of 小字, or hundreds of 北N条, is as quick as any other.
"""

import sqlite3
import threading
from dataclasses import dataclass

from geodata.gazetteer.towns import Municipality, Row, Town, Towns

# Rows are forgotten, oldest first, beyond so many: the process stays well under 150 MB.
_ROWS_KEPT = 100_000
# Municipalities whose names of towns are kept.
_NAMES_KEPT = 500
# Comes after every letter that a name may go on with.
_LAST = "\U0010ffff"
_OF_MUNICIPALITY = "SELECT key, packed FROM packed_town WHERE municipality_id = ? ORDER BY id"
_BEGINNING = "SELECT key, packed FROM packed_town WHERE municipality_id = ? AND key >= ? AND key < ? ORDER BY id"
_BEGINNING_OR_OF_ONE_LETTER = (
    "SELECT key, packed FROM packed_town WHERE (municipality_id = ? AND key >= ? AND key < ?)"
    " OR (municipality_id = ? AND stem = ?) OR (municipality_id = ? AND key = ?) ORDER BY id"
)
_OF_KOAZA = (
    "SELECT key, packed FROM packed_town WHERE municipality_id = ? AND koaza_key >= ? AND koaza_key < ? ORDER BY id"
)


class TownTable:
    """The rows of all municipalities, kept in memory while they are in use. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[tuple[int, str], Towns] = {}
        self._names: dict[int, list[str]] = {}
        beginnings = connection.execute("SELECT id, beginnings, koaza_letters FROM municipality")
        self.beginnings: dict[int, tuple[str, str]] = {number: (towns, koaza) for number, towns, koaza in beginnings}
        self._rows_held = 0
        self._loading = threading.Lock()

    def all(self, municipality: Municipality) -> Towns:
        """All towns of a municipality, in the table's order; not kept."""
        return Towns(municipality, self._rows(_OF_MUNICIPALITY, municipality.id))

    def _rows(self, query: str, *values: str | int) -> list[Row]:
        try:
            return self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:
            # Half a surrogate pair: no name has it.
            return []

    def names(self, municipality: Municipality) -> list[str]:
        found = self._names.get(municipality.id)
        if found is None:
            query = (
                "SELECT stem FROM town WHERE municipality_id = ? AND stem IS NOT NULL"
                " GROUP BY stem ORDER BY min(stem <> key), stem"
            )
            found = [row[0] for row in self._connection.execute(query, (municipality.id,))]
            with self._loading:
                self._names[municipality.id] = found
                while len(self._names) > _NAMES_KEPT:
                    self._names.pop(next(iter(self._names)))
        return found

    def kept(self, municipality: Municipality, part: str, query: str, *values: str | int) -> Towns:
        """A part of a municipality's rows, read when first asked for."""
        found = self._kept.get((municipality.id, part))
        if found is None:
            found = Towns(municipality, self._rows(query, *values))
            with self._loading:
                self._rows_held += 1 + len(found.by_key)
                if (before := self._kept.pop((municipality.id, part), None)) is not None:
                    self._rows_held -= 1 + len(before.by_key)
                self._kept[municipality.id, part] = found
                while self._rows_held > _ROWS_KEPT and len(self._kept) > 1:
                    self._rows_held -= 1 + len(self._kept.pop(next(iter(self._kept))).by_key)
        return found


@dataclass(frozen=True, slots=True)
class StoredTowns:
    """The towns of one municipality of the table (a `TownLookup`). `nothing`: what begins no town gives."""

    municipality: Municipality
    table: TownTable
    nothing: Towns

    def beginning(self, text: str) -> Towns:
        here, letter = self.municipality.id, text[0]
        listed = self.table.beginnings[here][0]
        if letter.isdecimal() or not text[1:2].isalnum():
            # 3西 is short for 3条西, and a town of one letter may have its 丁目 or 小字 after a space.
            if f",{letter}" not in listed:
                return self.nothing
            return self.table.kept(self.municipality, letter, _BEGINNING, here, letter, letter + _LAST)
        letters = text[:2]
        if f",{letters}," not in listed and f",{letter}," not in listed:
            return self.nothing
        values = here, letters, letters + _LAST, here, letter, here, letter
        return self.table.kept(self.municipality, letters, _BEGINNING_OR_OF_ONE_LETTER, *values)

    def of_koaza(self, folded: str) -> list[Town]:
        letter = folded[0]
        if f",{letter}," not in self.table.beginnings[self.municipality.id][1]:
            return []
        values = self.municipality.id, letter, letter + _LAST
        return self.table.kept(self.municipality, f"小字{letter}", _OF_KOAZA, *values).of_koaza(folded)

    @property
    def names(self) -> list[str]:
        return self.table.names(self.municipality)
