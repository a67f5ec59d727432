"""The write side of the public file: its tables, its lock, its rows. Only `directory.publishing.publisher` uses it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from directory.errors import NotReady
from directory.public_catalogue import WAIT_SECONDS, documents
from directory.public_view import PublicListing

_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS listing (id TEXT PRIMARY KEY, source_id TEXT, change_number INTEGER NOT NULL,"
    " removed INTEGER NOT NULL, status TEXT, district TEXT, types TEXT, zones TEXT, reading TEXT, document TEXT)",
    "CREATE INDEX IF NOT EXISTS listing_change ON listing (change_number)",
    "CREATE INDEX IF NOT EXISTS listing_source ON listing (source_id)",
    "CREATE INDEX IF NOT EXISTS listing_reading ON listing (reading, id)",
    "CREATE TABLE IF NOT EXISTS moved (old TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID",
)
_WRITE = "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?)"
_BURY = (
    "UPDATE listing SET removed = 1, change_number = ?, source_id = NULL, status = NULL, district = NULL,"
    " types = NULL, zones = NULL, reading = NULL, document = NULL WHERE id = ? AND NOT removed"
)


class PublicFile:
    """One open connection that may write. Nothing is seen by readers before `locked` ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @property
    def meta(self) -> dict[str, str]:
        return dict(self._sql.execute("SELECT key, value FROM meta"))

    @property
    def number(self) -> int:
        """The change number reached, -1 where nothing has been published."""
        return int(self.meta.get("change_number", "-1"))

    def set_meta(self, values: Mapping[str, str]) -> None:
        self._sql.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def write(self, listings: Iterable[PublicListing]) -> None:
        self._sql.executemany(_WRITE, map(_row, listings))

    def bury(self, listing_ids: Iterable[str], number: int) -> None:
        """Leave nothing of a listing but that it is gone; of one that was never published, not even that."""
        self._sql.executemany(_BURY, [(number, listing_id) for listing_id in listing_ids])

    def set_moved(self, ways: Mapping[str, str]) -> None:
        """Which listing the old id or number of another one leads to now: these, and no others."""
        self._sql.execute("DELETE FROM moved")
        self._sql.executemany("INSERT INTO moved VALUES (?, ?)", ways.items())

    def ids(self) -> set[str]:
        """Every listing that is there."""
        return {row[0] for row in self._sql.execute("SELECT id FROM listing WHERE NOT removed")}

    def documents(self) -> list[tuple[str, str]]:
        """Id and JSON text of every listing."""
        return self._sql.execute("SELECT id, document FROM listing WHERE NOT removed").fetchall()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One publisher's transaction; others wait, and raise NotReady after `WAIT_SECONDS`."""
        try:
            self._sql.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise NotReady(
                    "公開用の写しをほかの作業が使っています。少し待って、もう一度試してください。"
                ) from error
            raise
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")


@contextmanager
def open_to_write(path: Path) -> Iterator[PublicFile]:
    """The file at `path`, made where there is none."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
        # Taken back means gone: no old text stays in free pages.
        connection.execute("PRAGMA secure_delete=ON")
        # A whole publication fits into memory, so that readers are held up by its commit alone.
        connection.execute("PRAGMA cache_size=-200000")
        file = PublicFile(connection)
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'moved'").fetchone()[0]:
            with file.locked():
                for statement in _TABLES:
                    connection.execute(statement)
        yield file


def _row(listing: PublicListing) -> tuple[str | int | None, ...]:
    return (
        listing.id,
        listing.source_id,
        listing.change_number,
        listing.status,
        listing.district,
        json.dumps(listing.types),
        json.dumps(listing.zone_ids),
        listing.reading,
        documents().dump_json(listing, exclude_defaults=True).decode(),
    )
