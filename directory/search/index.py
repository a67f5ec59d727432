"""The index on disk: the only module that imports whoosh.

Written for release 2.7.4: in its forks `Searcher.refresh()` still returns deleted documents. The index is derived from
the public catalogue, carries its change number in the same commit, and can be thrown away at any time.
"""

import fcntl
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.fields import ID, KEYWORD, STORED, Schema
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from directory.errors import NotReady
from directory.search import words
from directory.search.documents import Document

SCHEMA_VERSION = "1"
FILTERS = ("types", "areas", "targets", "days", "status", "towns", "district")
MARKER = "catalogue"  # the id of the one document that is no listing: it carries the change number
EXACT_BOOST, TITLE_BOOST = 30.0, 12.0
REOPEN_TRIES = 20

Mask = npt.NDArray[np.bool_]
Stamp = frozenset[tuple[str, int, int]]


def _schema() -> Schema:
    return Schema(
        id=ID(stored=True, unique=True),
        number=STORED,
        order=STORED,
        confirmed=STORED,
        grams=KEYWORD,
        title_grams=KEYWORD,
        inner=KEYWORD,
        normal=KEYWORD(scorable=True),
        pairs=KEYWORD,
        exact=KEYWORD,
        spelled=KEYWORD,
        terms=KEYWORD,
        **dict.fromkeys(FILTERS, KEYWORD),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of what was typed: any of its folded spellings, vocabulary terms ("scheme:id") or dictionary words."""

    spellings: tuple[str, ...]
    terms: tuple[str, ...] = ()
    normal: tuple[str, ...] = ()


class Snapshot:
    """The index as it was at one commit. Not for several threads at once: Whoosh's readers share file positions."""

    def __init__(self, searcher: Searcher, stamp: Stamp) -> None:
        self.stamp = stamp
        self._searcher = searcher
        self._reader = searcher.reader()
        size = self._reader.doc_count_all()
        self.number: int | None = None
        self.listed: Mask = np.zeros(size, dtype=bool)
        self.ids, self.orders, self.confirmed = [""] * size, [""] * size, [""] * size
        for docnum, stored in self._reader.iter_docs():
            if stored["id"] == MARKER:
                self.number = stored["number"]
                continue
            self.listed[docnum] = True
            self.ids[docnum] = stored["id"]
            self.orders[docnum] = stored["order"]
            self.confirmed[docnum] = stored["confirmed"]

    def close(self) -> None:
        self._searcher.close()

    def find(self, pieces: Iterable[Piece]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Document numbers and scores of the listings that hold every piece, best first."""
        found = self._searcher.search(_query(tuple(pieces)), limit=None).top_n
        return (
            np.fromiter((docnum for _, docnum in found), np.int64, len(found)),
            np.fromiter((score for score, _ in found), np.float64, len(found)),
        )

    @cached_property
    def masks(self) -> dict[str, dict[str, Mask]]:
        """By filter and value: which documents hold it."""
        return {field: {value: self._holding(field, value) for value in self.lexicon(field)} for field in FILTERS}

    def lexicon(self, field: str) -> list[str]:
        return [term.decode() for term in self._reader.lexicon(field)]

    def _holding(self, field: str, value: str) -> Mask:
        mask = np.zeros(len(self.ids), dtype=bool)
        try:
            mask[list(self._searcher.postings(field, value).all_ids())] = True
        except TermNotFound:  # the last listing with it was deleted
            return mask
        return mask

    @cached_property
    def by_reading(self) -> npt.NDArray[np.int64]:
        """The listings' document numbers, sorted by reading."""
        return np.array(sorted(np.flatnonzero(self.listed), key=lambda n: (self.orders[n], self.ids[n])), np.int64)

    @cached_property
    def by_confirmation(self) -> npt.NDArray[np.int64]:
        """Latest confirmed first; never confirmed last; equal days by reading."""
        return np.array(sorted(self.by_reading, key=lambda n: self.confirmed[n], reverse=True), np.int64)


def _query(pieces: tuple[Piece, ...]) -> q.Query:
    must = q.ConstantScoreQuery(q.And([_found(piece) for piece in pieces]), 0.0)
    exact = "".join(piece.spellings[0] for piece in pieces)
    liked: list[q.Query] = [q.Term("exact", exact, boost=EXACT_BOOST)]
    for piece in pieces:
        liked.append(q.Or([q.Term("title_grams", spelling[:3], boost=TITLE_BOOST) for spelling in piece.spellings]))
        liked += [q.Term("normal", word) for word in piece.normal]
    return q.AndMaybe(must, q.Or(liked))


def _found(piece: Piece) -> q.Query:
    ways: list[q.Query] = [_spelled(spelling) for spelling in piece.spellings]
    ways += [q.Term("terms", term) for term in piece.terms]
    if len(piece.normal) == 1:
        ways.append(q.Term("normal", *piece.normal))
    elif piece.normal:
        ways.append(q.And([q.Term("pairs", pair) for pair in words.pairs(piece.normal)]))
    return q.Or(ways)


def _spelled(text: str) -> q.Query:
    """A clean beginning and, of more than three characters, every gram after it.

    Existence is enough: positions would cost 35 µs a listing and tell apart next to nothing.
    """
    return q.And([q.Term("grams", text[:3]), *(q.Term("inner", gram) for gram in words.inner_grams(text))])


class IndexFolder:
    """Where the index lies: `path`/`edition`, beside a lock that makes a second writer wait.

    The edition names the schema and the vocabulary's words, so a program that needs another one builds its own.
    """

    def __init__(self, path: Path, vocabulary_digest: str) -> None:
        self._root = path
        self._path = path / f"{SCHEMA_VERSION}-{vocabulary_digest}"

    def open(self) -> Snapshot | None:
        """The newest whole snapshot; None where there is none, or it cannot be read."""
        for attempt in range(REOPEN_TRIES):
            try:
                stamp = self._stamp()
                return Snapshot(whoosh_index.open_dir(str(self._path)).searcher(), stamp)
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
        writer = index.writer(timeout=60.0, limitmb=256)
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


def _fields(doc: Document) -> dict[str, object]:
    return {
        "id": doc.id,
        "order": doc.order,
        "confirmed": doc.confirmed,
        "grams": list(doc.grams),
        "title_grams": list(doc.title_grams),
        "inner": list(doc.inner),
        "normal": list(doc.normal),
        "pairs": list(doc.pairs),
        "exact": list(doc.exact),
        "spelled": list(doc.spelled),
        "terms": list(doc.terms),
        **{name: list(values) for name, values in doc.facets.items()},
    }
