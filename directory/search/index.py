"""The index on disk: the only module that imports whoosh.

Written for release 2.7.4: in its forks `Searcher.refresh()` still returns deleted documents. The index is derived from
the public catalogue, carries its change number in the same commit, and can be thrown away at any time.
"""

import fcntl
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from whoosh import index as whoosh_index
from whoosh.codec.base import PerDocumentReader
from whoosh.fields import ID, KEYWORD, STORED, Schema
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from directory.errors import NotReady
from directory.search import words
from directory.search.documents import Document
from directory.search.postings import Postings

SCHEMA_VERSION = "4"
FILTERS = ("types", "areas", "targets", "days", "towns", "district")
SCORED = "normal"
STATUS = "status"  # a filter too, but by the day: what is announced for 1 August holds from 1 August
MARKER = "catalogue"  # the id of the one document that is no listing: it carries the change number
EXACT_BOOST, TITLE_BOOST = 30.0, 12.0
REOPEN_TRIES = 20
RESTING = ("paused", "ended", "preparing")
KEPT_MASKS, KEPT_WEIGHTS, KEPT_SETS = 512, 64, 8

Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
Stamp = frozenset[tuple[str, int, int]]


def _schema() -> Schema:
    return Schema(
        id=ID(stored=True, unique=True),
        number=STORED,
        order=STORED,
        confirmed=STORED,
        statuses=STORED,
        grams=_there(),
        title_grams=_there(),
        inner=_there(),
        kana=_there(),
        **{SCORED: KEYWORD(scorable=True)},
        pairs=_there(),
        exact=_there(),
        spelled=_there(),
        terms=_there(),
        **{name: _there() for name in FILTERS},
    )


def _there() -> KEYWORD:
    """A field of which only matters whether a term stands in it: no weights, no lengths."""
    field = KEYWORD()
    field.format = Existence()
    return field


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of what was typed: any of its folded spellings, vocabulary terms ("scheme:id") or dictionary words.

    `kana`: how it is read, where it may be written in kana instead.
    """

    spellings: tuple[str, ...]
    kana: str | None = None
    terms: tuple[str, ...] = ()
    normal: tuple[str, ...] = ()


class Snapshot:
    """The index as it was at one commit, seen on one day. Not for several threads at once: Whoosh's readers share file
    positions.
    """

    def __init__(self, searcher: Searcher, stamp: Stamp, day: date) -> None:
        self.stamp, self.day = stamp, day
        self.holding = lru_cache(KEPT_MASKS)(self._holding)
        self.weights = lru_cache(KEPT_WEIGHTS)(self._weights)
        self.among = lru_cache(KEPT_SETS)(self._among)
        self._searcher = searcher
        self._reader = searcher.reader()
        size = self._reader.doc_count_all()
        self.number: int | None = None
        self.listed: Mask = np.zeros(size, dtype=bool)
        self.ids, self.orders, self.confirmed, self.statuses = [""] * size, [""] * size, [""] * size, [""] * size
        for docnum, stored in self._reader.iter_docs():
            if stored["id"] == MARKER:
                self.number = stored["number"]
                continue
            self.listed[docnum] = True
            self.ids[docnum] = stored["id"]
            self.orders[docnum] = stored["order"]
            self.confirmed[docnum] = stored["confirmed"]
            self.statuses[docnum] = [status for since, status in stored["statuses"] if since <= day.isoformat()][-1]

    def close(self) -> None:
        self._searcher.close()

    def find(self, pieces: Sequence[Piece]) -> tuple[Mask, Scores]:
        """Which listings hold every piece, and how well each of them fits."""
        found = self.listed.copy()
        scores: Scores = np.zeros(len(self.ids))
        scores[self.holding("exact", "".join(piece.spellings[0] for piece in pieces))] = EXACT_BOOST
        for piece in pieces:
            found &= self._found(piece)
            in_title = [self.holding("title_grams", spelling[:3]) for spelling in piece.spellings]
            scores += TITLE_BOOST * np.logical_or.reduce(in_title)
            for word in piece.normal:
                scores += self.weights(word)
        return found, np.where(found, scores, 0.0)

    def _found(self, piece: Piece) -> Mask:
        """Any of its spellings, vocabulary terms, or dictionary words next to each other."""
        found = np.zeros(len(self.ids), dtype=bool)
        for spelling in piece.spellings:
            # A clean beginning and every gram after it. Existence is enough: positions tell apart next to nothing.
            grams = [("grams", spelling[:3]), *(("inner", gram) for gram in words.inner_grams(spelling))]
            found |= np.logical_and.reduce([self.holding(*gram) for gram in grams])
        if piece.kana is not None:
            grams = [("kana", gram) for gram in (piece.kana[:3], *words.inner_grams(piece.kana))]
            found |= np.logical_and.reduce([self.holding(*gram) for gram in grams])
        for term in piece.terms:
            found |= self.holding("terms", term)
        if len(piece.normal) == 1:
            found |= self.holding("normal", *piece.normal)
        elif piece.normal:
            found |= np.logical_and.reduce([self.holding("pairs", pair) for pair in words.pairs(piece.normal)])
        return found

    @cached_property
    def masks(self) -> dict[str, dict[str, Mask]]:
        """By filter and value: which documents hold it."""
        statuses = np.array(self.statuses)
        return {field: {value: self.holding(field, value) for value in self.lexicon(field)} for field in FILTERS} | {
            STATUS: {value: statuses == value for value in sorted(set(self.statuses) - {""})}
        }

    @cached_property
    def resting(self) -> Mask:
        """What is not held on this day: paused, ended, or still to begin."""
        return np.isin(self.statuses, RESTING)

    def lexicon(self, field: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(field)]

    def _holding(self, field: str, value: str) -> Mask:
        mask = np.zeros(len(self.ids), dtype=bool)
        try:
            mask[list(self._searcher.postings(field, value).all_ids())] = True
        except TermNotFound:  # nobody has it, or the last listing with it was deleted
            return mask
        return mask

    def _among(self, ids: frozenset[str]) -> Mask:
        """Which documents are the listings of these ids."""
        return np.array([id in ids for id in self.ids], dtype=bool)

    def _weights(self, word: str) -> Scores:
        """BM25F of a dictionary word in each document; 0.0 where it does not stand."""
        weights = np.zeros(len(self.ids))
        try:
            postings = self._searcher.postings(SCORED, word)
        except TermNotFound:
            return weights
        while postings.is_active():
            weights[postings.id()] = postings.score()
            postings.next()
        return weights

    @cached_property
    def by_reading(self) -> npt.NDArray[np.int64]:
        """The listings' document numbers, sorted by reading."""
        return np.array(sorted(np.flatnonzero(self.listed), key=lambda n: (self.orders[n], self.ids[n])), np.int64)

    @cached_property
    def by_confirmation(self) -> npt.NDArray[np.int64]:
        """Latest confirmed first; never confirmed last; equal days by reading."""
        return np.array(sorted(self.by_reading, key=lambda n: self.confirmed[n], reverse=True), np.int64)


class IndexFolder:
    """Where the index lies: `path`/`edition`, beside a lock that makes a second writer wait.

    The edition names the schema and the vocabulary's words, so a program that needs another one builds its own.
    """

    def __init__(self, path: Path, vocabulary_digest: str) -> None:
        self._root = path
        self._path = path / f"{SCHEMA_VERSION}-{vocabulary_digest}"

    def open(self, day: date) -> Snapshot | None:
        """The newest whole snapshot as on `day`; None where there is none, or it cannot be read."""
        for attempt in range(REOPEN_TRIES):
            try:
                stamp = self._stamp()
                return Snapshot(whoosh_index.open_dir(str(self._path)).searcher(), stamp, day)
            except FileNotFoundError:  # a writer removed a segment between our reading the list and the file
                time.sleep(0.01 * attempt)
            except whoosh_index.EmptyIndexError:
                return None
            except (OSError, ValueError, EOFError, KeyError, whoosh_index.IndexError):
                return None
        return None

    def is_newest(self, snapshot: Snapshot) -> bool:
        return bool(snapshot.stamp) and snapshot.stamp == self._stamp()

    def _stamp(self) -> Stamp:
        """Which lists of segments lie there; a rebuild numbers generations anew, so numbers are not enough."""
        stats = ((path.name, path.stat()) for path in self._path.glob("*.toc"))
        return frozenset((name, stat.st_ino, stat.st_mtime_ns) for name, stat in stats)

    @contextmanager
    def writing(self, timeout_s: float) -> Iterator[None]:
        """Only one process at a time; the others wait. Raises NotReady after `timeout_s` seconds."""
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / "writing.lock").open("w") as handle:
            until = time.monotonic() + timeout_s
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise NotReady(
                            "検索の索引を別の処理が作っています。少し待ってからもう一度お試しください。"
                        ) from None
                    time.sleep(0.05)
            yield

    def rebuild(self, documents: Iterable[Document], number: int) -> None:
        """Start afresh. Call only while `writing`."""
        for other in self._root.iterdir():
            if other.is_dir():
                shutil.rmtree(other)
        self._path.mkdir()
        self._commit(whoosh_index.create_in(str(self._path), _schema()), documents, (), number)

    def update(self, documents: Iterable[Document], gone: Iterable[str], number: int) -> None:
        """Replace some listings and take others out. Call only while `writing`."""
        self._commit(whoosh_index.open_dir(str(self._path)), documents, gone, number)

    def _commit(self, index: FileIndex, documents: Iterable[Document], gone: Iterable[str], number: int) -> None:
        writer = _Writer(index, timeout=60.0)
        try:
            for listing_id in gone:
                writer.delete_by_term("id", listing_id)
            for doc in documents:
                writer.update_document(**_fields(doc))
            writer.update_document(id=MARKER, number=number)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


class _Writer(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes 10,000 listings in a fifth of the time: see `Postings`, and `_Lengths`."""

    def __init__(self, index: FileIndex, timeout: float) -> None:
        super().__init__(index, timeout=timeout)
        self.pool = Postings()

    def per_document_reader(self) -> "_Lengths":
        return _Lengths(super().per_document_reader())


class _Lengths:
    """How long a document's field is: whoosh would look for a file of lengths at every posting of a field without."""

    def __init__(self, reader: PerDocumentReader) -> None:
        self._reader = reader
        self.close = reader.close

    def doc_field_length(self, document: int, field: str) -> int:
        return int(self._reader.doc_field_length(document, field)) if field == SCORED else 0


def _fields(doc: Document) -> dict[str, object]:
    return {
        "id": doc.id,
        "order": doc.order,
        "confirmed": doc.confirmed,
        "statuses": doc.statuses,
        "grams": list(doc.grams),
        "title_grams": list(doc.title_grams),
        "inner": list(doc.inner),
        "kana": list(doc.kana),
        "normal": list(doc.normal),
        "pairs": list(doc.pairs),
        "exact": list(doc.exact),
        "spelled": list(doc.spelled),
        "terms": list(doc.terms),
        **{name: list(values) for name, values in doc.facets.items()},
    }
