"""Connections to the private catalogue: SQLite (WAL) by default, PostgreSQL by its URL alone; one writer at a time."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from directory.errors import NotReady
from directory.models import Catalogue

BUSY_SECONDS = 30
CHANGE = "tsunagi.change_number"
_WRITER = "tsunagi.writer"
TABLES = Catalogue.metadata.tables
CATALOGUE = TABLES["catalogue"]


def open_database(url: str) -> Engine:
    """An engine for `url`; a new SQLite file is made readable by its owner only.

    Raises NotReady where SQLite's folder is not there; whether a server can be reached shows at the first connection.
    """
    address = make_url(url)
    dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    if address.get_backend_name() != "sqlite":
        return create_engine(address, json_serializer=dumps, pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        _create_private(Path(address.database))
    engine = create_engine(address, json_serializer=dumps, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the catalogue throughout, and writes nothing."""
    reader = engine
    if engine.dialect.name == "postgresql":
        reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with said_plainly(), Session(reader, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """The session of the one writer: others wait; commits at the end, or rolls back when an error passes.

    Raises NotReady when the catalogue has not been set up or another process holds it for `BUSY_SECONDS`.
    """
    with said_plainly(), Session(engine.execution_options(**{_WRITER: True}), expire_on_commit=False) as session:
        if engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        if session.scalar(select(CATALOGUE.c.id).with_for_update()) is None:
            raise NotReady("名簿がまだ用意されていません。「tsunagi init」か「tsunagi demo」を実行してください。")
        session.info[_WRITER] = True
        yield session
        session.commit()


def next_change_number(session: Session) -> int:
    """The number of this transaction's change: one more than the last, taken at the first thing it changes."""
    if not session.info.get(_WRITER):
        raise RuntimeError("changes need a session of writing()")
    if CHANGE not in session.info:
        raised = update(CATALOGUE).values(change_number=CATALOGUE.c.change_number + 1)
        session.info[CHANGE] = session.scalar(raised.returning(CATALOGUE.c.change_number))
    return int(session.info[CHANGE])


def _create_private(path: Path) -> None:
    """SQLite gives the journal files the rights of the database, so it is enough to make this one first."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotReady(
            f"名簿の置き場所 {path.parent} が、まだありません。「tsunagi init」か「tsunagi demo」で用意します"
            "（別の場所なら TSUNAGI_INSTANCE か TSUNAGI_DATABASE_URL で指定してください）。"
        ) from error
    except OSError as error:
        raise NotReady(f"名簿のファイルを開けません: {path}（{error.strerror}）") from error


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not open transactions by itself: `_begin_sqlite` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is blacked out or taken back must not stay in free pages.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITER) else "BEGIN")


@contextmanager
def said_plainly() -> Iterator[None]:
    """Raises NotReady, with a sentence, for what an operator can mend: no tables yet, no connection, another writer."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        plain = _plainly(error)
        if plain is None:
            raise
        raise NotReady(plain) from error


def _plainly(error: OperationalError | ProgrammingError) -> str | None:
    """A sentence for what an operator can mend; None for what is a bug."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or state == "55P03":
        return "ほかの作業が名簿を使っています。少し待って、もう一度試してください。"
    said = str(error.orig)
    if state in ("42P01", "42703") or said.startswith(("no such table", "no such column")):
        if "catalogue" in said:
            return "名簿がまだ用意されていません。「tsunagi init」か「tsunagi demo」を実行してください。"
        return "名簿の表の形が、このプログラムより前のものです。「tsunagi migrate」を実行してください。"
    if code == sqlite3.SQLITE_CANTOPEN or (isinstance(error, OperationalError) and state is None and code is None):
        return f"名簿のデータベースにつながりません。TSUNAGI_DATABASE_URL を確かめてください。（{error.orig}）"
    return None
