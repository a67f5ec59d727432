"""The read side of the public view: opens one SQLite file without the right to write, and can open nothing else.

Only the standard library and `public_view`: a command that reads the public view must start fast. The file keeps a
rollback journal, not WAL, so that a process without any right to write can read it, and so that it is one file to copy.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from directory.clock import today
from directory.errors import NotReady
from directory.public_view import PublicListing

WAIT_SECONDS = 30
_CHUNK = 500
SURELY_LATER_NS = 2_000_000_000  # the clock of files goes in steps: two writes within one look alike
MOST_KEPT = 20_000  # some 150 MB in memory, with their documents


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the public view after a change number: listings made or changed, ids of those taken out."""

    number: int
    listings: tuple[PublicListing, ...]
    gone: tuple[str, ...]


@cache
def documents() -> TypeAdapter[PublicListing]:
    """Between a PublicListing and the JSON that stands in the file."""
    return TypeAdapter(PublicListing)


class PublicCatalogue:
    """The public view at `path`, as it is on `day`: a 休止 announced for 1 August shows on 1 August, also where nobody
    publishes that night. Each thread has its own connection; an updated or replaced file is noticed.
    """

    def __init__(self, path: Path, day: Callable[[], date] = today) -> None:
        self._path = path
        self.day = day
        self._mine = threading.local()
        self._kept: tuple[tuple[Hashable, ...], tuple[PublicListing, ...]] | None = None
        self._read: dict[bytes, PublicListing] = {}

    @property
    def version(self) -> int:
        """The catalogue's change number that the view has reached."""
        return int(self.meta["change_number"])

    @property
    def meta(self) -> Mapping[str, str]:
        """change_number, profile, municipality, municipality_code, is_sample ("1" or "0"), published_at (UTC)."""
        return dict(self._edition())

    @property
    def state(self) -> tuple[Hashable, ...]:
        """Of what this catalogue answers now: another file, publication or day is another state."""
        edition = self._edition()
        return (self.day(), self._mine.file, *edition)

    def listing(self, listing_id: str) -> PublicListing | None:
        """By id, or by source_id (S13)."""
        statement = "SELECT document FROM listing WHERE NOT removed AND (id = ? OR source_id = ?) ORDER BY id <> ?"
        row = self._connection().execute(statement, (listing_id,) * 3).fetchone()
        return self._parsed(row[0]).on(self.day()) if row else None

    def moved(self, listing_id: str) -> str | None:
        """The listing that the old id or source_id of a merged one leads to, where that is there; None otherwise."""
        try:
            row = self._connection().execute("SELECT kept FROM moved WHERE old = ?", (listing_id,)).fetchone()
        except sqlite3.OperationalError:
            # A file that an older version wrote; the next publication makes it anew.
            return None
        return row[0] if row and self.listing(row[0]) else None

    def listings(self, listing_ids: Sequence[str]) -> tuple[PublicListing, ...]:
        """Those of `listing_ids` that are there, in the order asked."""
        found: dict[str, bytes] = {}
        for start in range(0, len(listing_ids), _CHUNK):
            chunk = listing_ids[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            statement = f"SELECT id, document FROM listing WHERE NOT removed AND id IN ({marks})"  # noqa: S608 only marks
            found |= dict(self._connection().execute(statement, chunk))
        day = self.day()
        return tuple(self._parsed(found[one]).on(day) for one in listing_ids if one in found)

    def all(self) -> tuple[PublicListing, ...]:
        """Every listing, by reading, kept until the file or the day changes; then only what is new to it is parsed."""
        state, day = self.state, self.day()
        if (kept := self._kept) and kept[0] == state:
            return kept[1]
        # What is published meanwhile is read already, and read again with the next state.
        statement = "SELECT document FROM listing WHERE NOT removed ORDER BY reading, id"
        rows = self._connection().execute(statement).fetchall()
        if len(rows) > MOST_KEPT:
            self._kept, self._read = None, {}
            return _parsed(rows, day)
        self._read = {text: self._parsed(text) for (text,) in rows}
        found = tuple(listing.on(day) for listing in self._read.values())
        self._kept = (state, found)
        return found

    def changed_since(self, number: int) -> Changes:
        """What changed after change number `number`, and the number that this brings one to."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            ((reached,),) = connection.execute("SELECT value FROM meta WHERE key = 'change_number'")
            rows = connection.execute(
                "SELECT id, removed, document FROM listing WHERE change_number > ? ORDER BY id", (number,)
            ).fetchall()
        finally:
            connection.execute("ROLLBACK")
        kept = _parsed(((document,) for _, removed, document in rows if not removed), self.day())
        return Changes(int(reached), kept, tuple(listing_id for listing_id, removed, _ in rows if removed))

    def _parsed(self, text: bytes) -> PublicListing:
        """From the listings that are kept, where the same text is among them."""
        return self._read.get(text) or documents().validate_json(text)

    def _edition(self) -> tuple[tuple[str, str], ...]:
        """What `meta` gives: a look at the file (2 µs); asked again only after it was written."""
        connection = self._connection()
        said: tuple[tuple[str, str], ...] | None = self._mine.said
        if said is not None:
            return said
        at = time.time_ns()
        said = tuple(sorted(connection.execute("SELECT key, value FROM meta")))
        if at - self._mine.written[0] >= SURELY_LATER_NS:
            self._mine.said = said
        return said

    def _connection(self) -> sqlite3.Connection:
        try:
            found = os.stat(self._path)
        except FileNotFoundError as error:
            raise NotReady(
                "公開用の写しがまだありません。「tsunagi demo」か「tsunagi publish」を実行してください。"
            ) from error
        file = (found.st_dev, found.st_ino)
        if getattr(self._mine, "file", None) != file:
            if old := getattr(self._mine, "connection", None):
                old.close()
            self._mine.connection = _open_to_read(self._path)
            self._mine.file, self._mine.written = file, None
        if (written := (found.st_mtime_ns, found.st_size)) != self._mine.written:
            self._mine.written, self._mine.said = written, None
        connection: sqlite3.Connection = self._mine.connection
        return connection


def _open_to_read(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)
    connection.isolation_level = None
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone() == (0,):
        connection.close()
        raise NotReady("公開用の写しがまだありません。「tsunagi publish」を実行してください。")
    return connection


def _parsed(rows: Iterable[Sequence[bytes]], day: date) -> tuple[PublicListing, ...]:
    # All rows are fetched before any is parsed: the file is held as shortly as possible.
    return tuple(documents().validate_json(row[0]).on(day) for row in list(rows))
