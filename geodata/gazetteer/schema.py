"""The tables of the gazetteer file and the one way to write them: into a new file, swapped in when whole."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geodata.characters import key
from geodata.errors import Problem
from geodata.gazetteer.towns import stem_of

FORMAT = 5
SCHEMA = """
CREATE TABLE source (name TEXT, edition TEXT, licence TEXT, credit TEXT, rows INTEGER);
CREATE TABLE municipality (
    id INTEGER PRIMARY KEY, code TEXT, prefecture TEXT, city TEXT, kana TEXT, latitude REAL, longitude REAL,
    current INTEGER DEFAULT 1, beginnings TEXT DEFAULT '', koaza_letters TEXT DEFAULT ''
);
CREATE TABLE town (
    id INTEGER PRIMARY KEY, municipality_id INTEGER, key TEXT, town TEXT, koaza TEXT, kana TEXT, town_id TEXT,
    latitude REAL, longitude REAL, koaza_key TEXT, stem TEXT
);
CREATE TABLE postcode (code TEXT, municipality_id INTEGER, town TEXT);
CREATE TABLE block (
    municipality_id INTEGER, key TEXT, block TEXT, number TEXT, is_lot INTEGER, latitude REAL, longitude REAL
);
"""
# All folded: `key` is town and 小字, `koaza_key` the 小字 alone, `stem` a town without 小字 and without its 丁目.
# `beginnings` of a municipality: the first two letters of its keys, and its stems of one letter, between commas;
# `koaza_letters`: the first letters of its koaza_keys, likewise. So nobody looks for towns where there are none.
# `packed_town`: each town as one text, its fields in the order of `towns.Town` with `towns.UNIT` between them.
INDEXES_AND_VIEWS = """
CREATE INDEX IF NOT EXISTS town_by_name ON town (municipality_id, key);
CREATE INDEX IF NOT EXISTS town_by_koaza ON town (municipality_id, koaza_key) WHERE koaza_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS town_by_key ON town (key);
CREATE INDEX IF NOT EXISTS town_by_stem ON town (municipality_id, stem, key) WHERE stem IS NOT NULL;
CREATE INDEX IF NOT EXISTS postcode_by_code ON postcode (code);
CREATE INDEX IF NOT EXISTS block_by_town ON block (municipality_id, key, block, number);
CREATE VIEW IF NOT EXISTS packed_town AS
    SELECT id, municipality_id, key, koaza_key, stem, town || char(31) || koaza || char(31) || ifnull(town_id, '')
        || char(31) || ifnull(latitude, '') || char(31) || ifnull(longitude, '') AS packed
    FROM town;
"""
_BEGINNINGS = """
UPDATE municipality SET
    beginnings = coalesce((
        SELECT ',' || group_concat(DISTINCT letters) || ',' FROM (
            SELECT substr(key, 1, 2) AS letters FROM town WHERE municipality_id = municipality.id
            UNION ALL SELECT stem FROM town WHERE municipality_id = municipality.id AND length(stem) = 1
        )
    ), ''),
    koaza_letters = coalesce((
        SELECT ',' || group_concat(DISTINCT substr(koaza_key, 1, 1)) || ',' FROM town
        WHERE municipality_id = municipality.id AND koaza_key IS NOT NULL
    ), '');
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
        _clear_away(path)
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
            connection.create_function("folded", 1, key, deterministic=True)
            connection.execute("UPDATE town SET koaza_key = folded(koaza) WHERE koaza <> '' AND koaza_key IS NULL")
            connection.create_function("stem_of", 2, stem_of, deterministic=True)
            connection.execute("UPDATE town SET stem = stem_of(key, town) WHERE koaza = '' AND stem IS NULL")
            connection.commit()
            connection.executescript(INDEXES_AND_VIEWS + _BEGINNINGS)
            connection.execute("ANALYZE")
            connection.commit()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def bring_up_to_date(path: Path) -> None:
    """Give a table of an older format what this one has more, in one step: whatever has been taken into it stays."""
    held = _format_of(path)
    if held not in (1, 2, 3, 4):
        return
    with written_whole(path, start_from=path) as connection:
        if held == 1:
            connection.execute("ALTER TABLE town ADD COLUMN koaza_key TEXT")
            connection.execute("DROP INDEX IF EXISTS town_by_municipality")
        connection.execute("ALTER TABLE town ADD COLUMN stem TEXT")
        for column in ("beginnings", "koaza_letters"):
            connection.execute(f"ALTER TABLE municipality ADD COLUMN {column} TEXT DEFAULT ''")
        connection.execute("DROP INDEX IF EXISTS town_names")
        if held < 3:
            # Before format 3 十字 was folded to 10.
            connection.create_function("folded", 1, key, deterministic=True)
            connection.execute(
                "UPDATE town SET key = folded(town || koaza) WHERE town LIKE '%十字%' OR koaza LIKE '%十字%'"
            )
            connection.execute("UPDATE town SET koaza_key = NULL WHERE koaza LIKE '%十字%'")
        connection.execute(f"PRAGMA user_version = {FORMAT}")


def _format_of(path: Path) -> int | None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            number: int = connection.execute("PRAGMA user_version").fetchone()[0]
            return number
    except sqlite3.Error:
        return None


def _clear_away(path: Path) -> None:
    """What a build that was killed has left; that of one still running stays."""
    for partial in path.parent.glob(f"{path.name}.*.part"):
        number = partial.name.removesuffix(".part").rsplit(".", 1)[1]
        if not number.isdecimal() or int(number) == os.getpid() or not _is_running(int(number)):
            partial.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def add_source(connection: sqlite3.Connection, source: Source) -> None:
    """Note a source; an older edition of the same one is forgotten."""
    connection.execute("DELETE FROM source WHERE name = ?", (source.name,))
    row = (source.name, source.edition, source.licence, source.credit, source.rows)
    connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", row)
