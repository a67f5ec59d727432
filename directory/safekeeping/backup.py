"""Backups: one zip with the whole catalogue as SQLite, the boundaries that staff loaded, and a manifest to check by.

The same file whichever database the catalogue is in, so that it also moves a municipality from one to the other.
Secrets are not in it; it is as private as the catalogue and readable by its owner only.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, Table, delete, func, insert, select, text, update
from sqlmodel import Session

from directory import store
from directory.accounts import record
from directory.database import CATALOGUE, TABLES, open_database, reading, writing
from directory.errors import InputWrong, NotReady
from directory.migrations import migrate
from directory.models import Catalogue, utc_now
from directory.safekeeping import redaction
from directory.safekeeping.outliving import Outliving
from directory.safekeeping.people import People

FORMAT = "tsunagi-backup-1"
CATALOGUE_FILE, MANIFEST_FILE, BOUNDARIES = "catalogue.sqlite", "manifest.json", "zones/"
_ORDER = Catalogue.metadata.sorted_tables
_ROWS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. `counts`: rows by table; `digests`: SHA-256 by file name within the zip."""

    format: str
    made_at: str
    profile: str
    municipality_code: str
    change_number: int
    counts: dict[str, int]
    digests: dict[str, str]


def make_backup(engine: Engine, boundaries: Path, target: Path) -> Manifest:
    """Write one state of the catalogue to `target` and read it back to check. Raises NotReady, InputWrong."""
    with tempfile.TemporaryDirectory(prefix="tsunagi-") as folder:
        copy = Path(folder) / CATALOGUE_FILE
        _copy_out(engine, copy)
        files = {CATALOGUE_FILE: copy}
        files |= {f"{BOUNDARIES}{path.name}": path for path in sorted(boundaries.glob("*")) if path.is_file()}
        manifest = _describe(copy, {name: _digest(path.read_bytes()) for name, path in files.items()})
        partial = target.with_name(target.name + ".part")
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, path in files.items():
                    archive.write(path, name)
                archive.writestr(MANIFEST_FILE, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(target)
    with opened(target) as (checked, _):
        return checked


def restore_backup(engine: Engine, source: Path, boundaries: Path, *, profile: str, actor: str) -> Manifest:
    """Put the catalogue of `source` in place of this one, all or nothing; returns what was restored.

    The change number moves on past both, so that every reader notices; names that were blacked out here or there are
    blacked out again. The trace of who did what, withdrawn agreements, accounts and links stay as they are now;
    everybody signs in anew. Raises InputWrong for a damaged file or another municipality's.
    """
    with opened(source) as (manifest, folder):
        if manifest.profile != profile:
            raise InputWrong(f"この控えは「{manifest.profile}」のもので、「{profile}」の名簿には戻せません。")
        copy = open_database(f"sqlite:///{folder / CATALOGUE_FILE}")
        migrate(copy)
        with writing(engine) as session, copy.connect() as old:
            number = session.scalar(select(CATALOGUE.c.change_number)) or 0
            digests, outliving = redaction.remembered(session), Outliving.of(session)
            people = People.of(session)
            _replace(session, old)
            _check_counts(session, manifest)
            redaction.remember(session, digests)
            people.write_back(session, actor=actor)
            outliving.write_back(session)
            redaction.redact_again(session, actor=actor)
            store.touch_all(session, max(number, manifest.change_number))
            record(session, actor, "restore", detail=f"{manifest.made_at} の控え（変更番号 {manifest.change_number}）")
        copy.dispose()
        _put_boundaries(folder, boundaries)
    return manifest


@contextmanager
def opened(source: Path) -> Iterator[tuple[Manifest, Path]]:
    """A backup's manifest and its files in a temporary folder, after every check. Raises InputWrong."""
    with tempfile.TemporaryDirectory(prefix="tsunagi-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(source) as archive:
                manifest = Manifest(**json.loads(archive.read(MANIFEST_FILE)))
                for member in (CATALOGUE_FILE, *(n for n in manifest.digests if _is_boundary(n))):
                    data = archive.read(member)
                    if _digest(data) != manifest.digests[member]:
                        raise InputWrong(f"控えが壊れています: {source} の {member} が、とったときと違います。")
                    (folder / Path(member).name).write_bytes(data)
        except OSError as error:
            raise InputWrong(f"控えを開けません: {source}（{error.strerror or error}）") from error
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise InputWrong(f"つなぎ帖の控えではないか、壊れています: {source}") from error
        if manifest.format != FORMAT or _describe(folder / CATALOGUE_FILE, manifest.digests, manifest) != manifest:
            raise InputWrong(f"控えの中身が、目録と合いません: {source}")
        yield manifest, folder


def holds_anything(engine: Engine) -> bool:
    """Whether there is something that a restore would replace."""
    with reading(engine) as session:
        return any(session.scalar(select(TABLES[n].c.id).limit(1)) for n in ("service", "account", "revision"))


def _copy_out(engine: Engine, copy: Path) -> None:
    """One state of the catalogue as a SQLite file without what was deleted."""
    if engine.dialect.name == "sqlite":
        with reading(engine) as session:
            if session.scalar(select(CATALOGUE.c.id)) is None:
                raise NotReady("名簿がまだ用意されていません。")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(copy)})
        return
    target = open_database(f"sqlite:///{copy}")
    migrate(target)
    with reading(engine) as session, target.begin() as connection:
        for table in _ORDER:
            for rows in session.execute(select(table)).mappings().partitions(_ROWS):
                connection.execute(insert(table), [dict(row) for row in rows])
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    target.dispose()


def _describe(copy: Path, digests: dict[str, str], made: Manifest | None = None) -> Manifest:
    """The manifest of a SQLite copy, counted anew. Raises InputWrong where the file is not sound."""
    with closing(sqlite3.connect(copy)) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound or database.execute("PRAGMA foreign_key_check").fetchone():
            raise InputWrong("控えのデータベースが壊れています。")
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = sorted(name for name in names if name in TABLES)
        counts = {n: database.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in ours}  # noqa: S608 our names
        row = database.execute("SELECT profile, municipality_code, change_number FROM catalogue").fetchone()
    return Manifest(
        format=made.format if made else FORMAT,
        made_at=made.made_at if made else utc_now().isoformat(timespec="seconds"),
        profile=row[0],
        municipality_code=row[1],
        change_number=row[2],
        counts=counts,
        digests=digests,
    )


def _replace(session: Session, old: Connection) -> None:
    """All rows of this catalogue by those of `old`, parents first."""
    kept = session.connection()
    for table in reversed(_ORDER):
        if table is not CATALOGUE:
            kept.execute(delete(table))
    for table in _ORDER:
        if table is CATALOGUE:
            continue
        for rows in old.execute(select(table)).mappings().partitions(_ROWS):
            kept.execute(insert(table), [dict(row) for row in rows])
    sample = old.scalar(select(CATALOGUE.c.is_sample))
    # A new beginning: the public file was made from another, and is made anew as a whole.
    kept.execute(update(CATALOGUE).values(is_sample=sample, created_at=utc_now()))
    if kept.dialect.name == "postgresql":
        for name in (table.name for table in _ORDER if table is not CATALOGUE and isinstance(_number(table), Integer)):
            last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 1)) FROM {name}"  # noqa: S608 our names
            kept.exec_driver_sql(last)


def _number(table: Table) -> object:
    """The type of `id` where that is the table's key."""
    key = list(table.primary_key.columns)
    return key[0].type if len(key) == 1 and key[0].name == "id" else None


def _check_counts(session: Session, manifest: Manifest) -> None:
    for name, count in manifest.counts.items():
        if session.scalar(select(func.count()).select_from(TABLES[name])) != count:
            raise InputWrong(f"控えを戻せませんでした（{name} の件数が合いません）。名簿は元のままです。")


def _put_boundaries(folder: Path, boundaries: Path) -> None:
    files = [path for path in folder.iterdir() if not path.name.startswith(CATALOGUE_FILE)]
    if files:
        boundaries.mkdir(parents=True, exist_ok=True)
    for path in files:
        (boundaries / path.name).write_bytes(path.read_bytes())


def _is_boundary(name: str) -> bool:
    """A plain file of the boundaries' folder: no path in a zip leads out of it."""
    return name.startswith(BOUNDARIES) and Path(name).name == name.removeprefix(BOUNDARIES)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
