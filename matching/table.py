"""The public catalogue as columns: what the rules judge, one row a listing, one bit a word.

A table never changes: `Table.after` gives the next one, with rows replaced, so a reader always sees one whole version.
Stated, read from the name, denied and unknown stay apart: a word's bit is in `held` (and in `named` where only the name
says so), in `denied`, or in neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from matching.columns import SCHEMES, Bools, Columns, Ragged, Rows, WordBits, Words
from matching.rows import NOT_STATED, Row, id_start, row_of

Texts = npt.NDArray[np.object_]
STATUSES = ("unknown", "active", "preparing", "paused", "ended")
# Only what a rule asks for: a word read from the name, and a word stated not to hold.
NAMED = ("target", "content", "access")
DENIED = ("need", "target", "role", "access", "first_visit")
FEW = 300  # rows: fewer are looked through one by one, more by one search through all names


@dataclass(frozen=True)
class Table:
    """One version of the catalogue as columns, or some rows of it (`take`; `root` is then the whole).

    `series`: weekday bits, start and end minute (-1 unknown). `extents`: index into `extent_names`, 1 where residents
    only. The texts `all_…` are the whole table's; `ids`, `names` and `texts` are the own rows'.
    """

    version: int
    bits: WordBits
    all_ids: Texts
    columns: Columns
    held: dict[str, Words]
    named: dict[str, Words]
    denied: dict[str, Words]
    series: Ragged
    extents: Ragged
    regions: dict[str, int]
    extent_names: dict[str, int]
    all_names: Texts
    all_texts: Texts
    whole: "tuple[Table, Rows] | None" = None

    def __len__(self) -> int:
        return len(self.columns.status)

    @classmethod
    def build(cls, listings: Iterable[PublicListing], vocabulary: Vocabulary, version: int = 0) -> "Table":
        return cls._of([row_of(listing) for listing in listings], WordBits.of(vocabulary), version, {}, {})

    @classmethod
    def _of(
        cls, rows: Sequence[Row], bits: WordBits, version: int, regions: dict[str, int], extents: dict[str, int]
    ) -> "Table":
        def masks(which: str, schemes: Iterable[str]) -> dict[str, Words]:
            said = [getattr(row, which) for row in rows]
            return {s: np.array([bits.mask(s, w.get(s, ())) for w in said], bits.dtype(s)) for s in schemes}

        regions, extents = dict(regions), dict(extents)
        numbered = [[(extents.setdefault(e, len(extents)), only) for e, only in row.extents] for row in rows]
        return cls(
            version=version,
            bits=bits,
            all_ids=_texts([row.id for row in rows]),
            columns=Columns.of(rows, regions),
            held=masks("held", SCHEMES),
            named=masks("named", NAMED),
            denied=masks("denied", DENIED),
            series=Ragged.of([row.series for row in rows], 3),
            extents=Ragged.of(numbered, 2),
            regions=regions,
            extent_names=extents,
            all_names=_texts([row.names for row in rows]),
            all_texts=_texts([row.texts for row in rows]),
        )

    def after(self, version: int, changed: Iterable[PublicListing], gone: Iterable[str]) -> "Table":
        """The next version: listings made, changed or taken out since this one."""
        rows = [row_of(listing) for listing in changed]
        more = Table._of(rows, self.bits, version, self.regions, self.extent_names)
        starts = np.array([id_start(one) for one in {*gone, *more.ids}], np.uint64)
        kept: Bools = ~np.isin(self.columns.id_start, starts)

        def both(old: dict[str, Words], new: dict[str, Words]) -> dict[str, Words]:
            return {scheme: np.concatenate((old[scheme][kept], new[scheme])) for scheme in old}

        return Table(
            version=version,
            bits=self.bits,
            all_ids=np.concatenate((self.ids[kept], more.ids)),
            columns=self.columns.joined(kept, more.columns),
            held=both(self.held, more.held),
            named=both(self.named, more.named),
            denied=both(self.denied, more.denied),
            series=self.series.joined(kept, more.series),
            extents=self.extents.joined(kept, more.extents),
            regions=more.regions,
            extent_names=more.extent_names,
            all_names=np.concatenate((self.names[kept], more.names)),
            all_texts=np.concatenate((self.texts[kept], more.texts)),
        )

    def take(self, rows: Rows) -> "Table":
        """The same facts of some rows, in their order."""

        def some(words: dict[str, Words]) -> dict[str, Words]:
            return {scheme: bits[rows] for scheme, bits in words.items()}

        return Table(
            version=self.version,
            bits=self.bits,
            all_ids=self.all_ids,
            columns=self.columns.take(rows),
            held=some(self.held),
            named=some(self.named),
            denied=some(self.denied),
            series=self.series.take(rows, len(self)),
            extents=self.extents.take(rows, len(self)),
            regions=self.regions,
            extent_names=self.extent_names,
            all_names=self.all_names,
            all_texts=self.all_texts,
            whole=(self.root, rows if self.whole is None else self.whole[1][rows]),
        )

    @property
    def root(self) -> "Table":
        return self if self.whole is None else self.whole[0]

    @cached_property
    def ids(self) -> Texts:
        return self._own(self.all_ids)

    @cached_property
    def names(self) -> Texts:
        """Each listing's folded names and venues."""
        return self._own(self.all_names)

    @cached_property
    def texts(self) -> Texts:
        """The folded rest of each listing's words."""
        return self._own(self.all_texts)

    def _own(self, texts: Texts) -> Texts:
        """Texts are as slow to copy as they are seldom read: only when asked for."""
        return texts if self.whole is None else texts[self.whole[1]]

    def id_of(self, row: int) -> str:
        listing_id: str = self.all_ids[row if self.whole is None else self.whole[1][row]]
        return listing_id

    def holds(self, scheme: str, terms: Iterable[str]) -> Bools:
        """Rows of which any of the terms is known to hold."""
        return _any(self.held[scheme], self.bits.mask(scheme, terms))

    def denies(self, scheme: str, terms: Iterable[str]) -> Bools:
        return _any(self.denied[scheme], self.bits.mask(scheme, terms))

    def only_named(self, scheme: str, terms: Iterable[str]) -> Bools:
        """Rows of which a term holds, as far as the name says."""
        if scheme not in self.named:
            return np.zeros(len(self), np.bool_)
        return _any(self.named[scheme], self.bits.mask(scheme, terms))

    def says_surely(self, scheme: str, terms: Iterable[str] | None = None) -> Bools:
        """Rows of which any of the terms (or any at all) is stated, not just read from the name."""
        surely = self.held[scheme] & ~self.named[scheme]
        found: Bools = surely != 0 if terms is None else _any(surely, self.bits.mask(scheme, terms))
        return found

    def says_nothing(self, scheme: str) -> Bools:
        """Rows of which no word of the scheme is known to hold."""
        nothing: Bools = self.held[scheme] == 0
        return nothing

    def rows_saying(self, folded: str, in_names: bool, remember: bool = False) -> Bools:
        """Rows whose names and venues (or whose other words) contain a folded text; none contains an empty one.

        `remember`: for the rules' own words (集会所, 雨), asked for by every sheet; never for what somebody typed.
        """
        if len(self) <= FEW:
            texts = self.names if in_names else self.texts
            return np.fromiter((bool(folded) and folded in text for text in texts), np.bool_, len(self))
        if self.whole is not None:
            root, rows = self.whole
            found: Bools = root.rows_saying(folded, in_names, remember)[rows]
            return found
        if not remember:
            return self._search(folded, in_names)
        if (folded, in_names) not in self._said:
            self._said[folded, in_names] = self._search(folded, in_names)
        return self._said[folded, in_names]

    def _search(self, folded: str, in_names: bool) -> Bools:
        blob, starts = self._name_blob if in_names else self._text_blob
        found = np.zeros(len(self), np.bool_)
        at = blob.find(folded) if folded else -1
        while at >= 0:
            row = int(np.searchsorted(starts, at, side="right")) - 1
            found[row] = True
            if row + 1 == len(starts):
                break
            at = blob.find(folded, int(starts[row + 1]))
        return found

    @cached_property
    def _said(self) -> dict[tuple[str, bool], Bools]:
        return {}

    @cached_property
    def _name_blob(self) -> tuple[str, npt.NDArray[np.int64]]:
        return _blob(self.names)

    @cached_property
    def _text_blob(self) -> tuple[str, npt.NDArray[np.int64]]:
        return _blob(self.texts)

    @property
    def bytes_a_listing(self) -> float:
        """Bytes of the columns for one listing; ids, names and texts come on top, as long as they are."""
        arrays = [getattr(self.columns, field.name) for field in fields(self.columns)]
        for words in (self.held, self.named, self.denied):
            arrays += words.values()
        for ragged in (self.series, self.extents):
            arrays += [ragged.row, ragged.values]
        return float(sum(array.nbytes for array in arrays)) / max(1, len(self))


def _any(words: Words, mask: int) -> Bools:
    found: Bools = (words & words.dtype.type(mask)) != 0
    return found


def _texts(values: Sequence[str]) -> Texts:
    texts = np.empty(len(values), np.object_)
    texts[:] = values
    return texts


def _blob(texts: Texts) -> tuple[str, npt.NDArray[np.int64]]:
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return "\n".join(texts), np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)[:-1]))


__all__ = ["NOT_STATED", "SCHEMES", "STATUSES", "Bools", "Columns", "Rows", "Table", "WordBits"]
