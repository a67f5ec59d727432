"""The arrays that a table is made of: one a fact, one bit a word, and facts of which a row has several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from directory.vocabulary import Vocabulary
from matching.rows import Row

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
Words = npt.NDArray[np.unsignedinteger[Any]]
SCHEMES = ("type", "need", "target", "content", "role", "access", "first_visit", "language", "ability")


@dataclass(frozen=True)
class WordBits:
    """Which bit each term of a scheme has: its place in the vocabulary, 32 at most to a scheme."""

    places: dict[str, dict[str, int]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "WordBits":
        return cls({s: {t.id: n for n, t in enumerate(vocabulary.terms(s)[:32])} for s in SCHEMES})

    def mask(self, scheme: str, terms: Iterable[str]) -> int:
        places = self.places[scheme]
        return sum(1 << places[term] for term in set(terms) if term in places)

    def dtype(self, scheme: str) -> type[np.unsignedinteger[Any]]:
        """The smallest that holds every term of the scheme."""
        count = len(self.places[scheme])
        return np.uint8 if count <= 8 else np.uint16 if count <= 16 else np.uint32


@dataclass(frozen=True)
class Columns:
    """One array a fact, all of the same length. Unknown numbers are NOT_STATED, unknown points NaN.

    `region` indexes `Table.regions` (-1: none); days count from 1970-01-01; yen are capped at 32,000.
    `last_day`: the last day on which anything is held, where the schedule says so.
    """

    id_start: npt.NDArray[np.uint64]
    reading: npt.NDArray[np.uint64]
    status: npt.NDArray[np.int8]
    assured_day: npt.NDArray[np.int16]
    last_day: npt.NDArray[np.int16]
    latitude: npt.NDArray[np.float32]
    longitude: npt.NDArray[np.float32]
    level: npt.NDArray[np.int8]
    region: npt.NDArray[np.int16]
    minimum_age: npt.NDArray[np.int8]
    maximum_age: npt.NDArray[np.int8]
    fee_yen: npt.NDArray[np.int16]
    capacity: npt.NDArray[np.int16]
    outdoors: npt.NDArray[np.int8]
    schedule: npt.NDArray[np.int8]
    booking: npt.NDArray[np.int8]

    @classmethod
    def of(cls, rows: Sequence[Row], regions: dict[str, int]) -> "Columns":
        columns = {}
        for field in fields(cls):
            dtype = _DTYPES[field.name]
            if field.name == "region":
                values = [regions.setdefault(row.region, len(regions)) if row.region else -1 for row in rows]
            else:
                values = [getattr(row, field.name) for row in rows]
            columns[field.name] = np.array(values, dtype=dtype)
        return cls(**columns)

    def take(self, rows: Rows) -> "Columns":
        return Columns(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def joined(self, kept: Bools, more: "Columns") -> "Columns":
        return Columns(
            **{f.name: np.concatenate((getattr(self, f.name)[kept], getattr(more, f.name))) for f in fields(self)}
        )


_DTYPES: dict[str, npt.DTypeLike] = {
    "id_start": np.uint64, "reading": np.uint64, "status": np.int8, "assured_day": np.int16, "last_day": np.int16,
    "latitude": np.float32, "longitude": np.float32, "level": np.int8, "region": np.int16, "minimum_age": np.int8,
    "maximum_age": np.int8, "fee_yen": np.int16, "capacity": np.int16, "outdoors": np.int8, "schedule": np.int8,
    "booking": np.int8,
}  # fmt: skip


@dataclass(frozen=True)
class Ragged:
    """Facts of which a row has none, one or several: `row` says whose each is. Sorted by row."""

    row: npt.NDArray[np.int32]
    values: npt.NDArray[np.int16]

    @classmethod
    def of(cls, entries: Sequence[Sequence[tuple[int, ...]]], width: int) -> "Ragged":
        rows = [number for number, listed in enumerate(entries) for _ in listed]
        values = [value for listed in entries for value in listed]
        return cls(np.array(rows, np.int32), np.array(values, np.int16).reshape(len(rows), width))

    def take(self, rows: Rows, total: int) -> "Ragged":
        """Those of `rows` out of `total`, numbered by their place in `rows`."""
        if len(rows) * 16 < total:
            return self._take_few(rows)
        new_number = np.full(total, -1, np.int32)
        new_number[rows] = np.arange(len(rows), dtype=np.int32)
        numbers = new_number[self.row]
        stays = numbers >= 0
        return Ragged(numbers[stays], self.values[stays])

    def _take_few(self, rows: Rows) -> "Ragged":
        """Looked up, where going through all of them would take longer."""
        begins, ends = np.searchsorted(self.row, rows, "left"), np.searchsorted(self.row, rows, "right")
        counts = ends - begins
        number = np.repeat(np.arange(len(rows), dtype=np.int32), counts)
        first = np.cumsum(counts) - counts
        at = np.arange(len(number)) - np.repeat(first - begins, counts)
        return Ragged(number, self.values[at])

    def joined(self, kept: Bools, more: "Ragged") -> "Ragged":
        stays = kept[self.row]
        moved = (np.cumsum(kept, dtype=np.int32) - 1)[self.row[stays]]
        shifted = more.row + np.int32(np.count_nonzero(kept))
        return Ragged(np.concatenate((moved, shifted)), np.concatenate((self.values[stays], more.values)))
