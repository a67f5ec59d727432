"""The tables of the gazetteer file and the one way to write them: into a new file, swapped in when whole."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import Problem

FORMAT = 1
SCHEMA = """
CREATE TABLE source (name TEXT, edition TEXT, licence TEXT, credit TEXT, rows INTEGER);
CREATE TABLE municipality (
    id INTEGER PRIMARY KEY, code TEXT, prefecture TEXT, city TEXT, kana TEXT, latitude REAL, longitude REAL,
    current INTEGER DEFAULT 1
);
CREATE TABLE town (
    id INTEGER PRIMARY KEY, municipality_id INTEGER, key TEXT, town TEXT, koaza TEXT, kana TEXT, town_id TEXT,
    latitude REAL, longitude REAL
);
CREATE TABLE postcode (code TEXT, municipality_id INTEGER, town TEXT);
CREATE TABLE block (
    municipality_id INTEGER, key TEXT, block TEXT, number TEXT, is_lot INTEGER, latitude REAL, longitude REAL
);
"""
INDEXES = """
CREATE INDEX town_by_municipality ON town (municipality_id);
CREATE INDEX town_by_key ON town (key);
CREATE INDEX postcode_by_code ON postcode (code);
CREATE INDEX block_by_town ON block (municipality_id, key, block, number);
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows of the gazetteer came from. `edition` is the publisher's; `credit` is what must be shown."""

    name: str
    edition: str
    licence: str
    credit: str
    rows: int = 0

    def __str__(self) -> str:
        return f"{self.name}（{self.edition}）"


@contextmanager
def written_whole(path: Path, start_from: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A connection to a new file that takes `path`'s place when the block ends well, and vanishes when it does not.

    With `start_from` the new file begins as a copy of that one. Readers of the old file are never disturbed.
    Raises Problem where the folder cannot be written.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch()
    except OSError as error:
        raise Problem(
            f"{path.parent} に書けません（{error.strerror}）。TSUNAGI_INSTANCE で置き場所を変えられます。"
        ) from error
    try:
        with closing(sqlite3.connect(partial)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            if start_from is None:
                connection.executescript(SCHEMA)
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            else:
                with closing(sqlite3.connect(f"file:{start_from}?mode=ro", uri=True)) as old:
                    old.backup(connection)
            yield connection
            connection.commit()
            if start_from is None:
                connection.executescript(INDEXES)
            connection.execute("ANALYZE")
            connection.commit()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def add_source(connection: sqlite3.Connection, source: Source) -> None:
    """Note a source; an older edition of the same one is forgotten."""
    connection.execute("DELETE FROM source WHERE name = ?", (source.name,))
    row = (source.name, source.edition, source.licence, source.credit, source.rows)
    connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", row)
