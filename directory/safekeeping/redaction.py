"""墨消し: taking a person's name out of everything that is kept, also out of the history and of restored backups.

The name goes from listings, venues, revisions, raw cells, proposals and notes; what stays is a mark, an audit event
without the name, and a keyed digest by which the name is found again in an old backup.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Engine, String, Table, bindparam, insert, select, update
from sqlmodel import AutoString, Session

from directory import store
from directory.accounts import record
from directory.database import TABLES
from directory.errors import InputWrong
from directory.models import utc_now
from directory.publishing.privacy import folded, folded_with_positions

MARK = "■■"
SHORTEST = 2
REDACTION = TABLES["redaction"]
Spans = Callable[[str], list[tuple[int, int]]]
_LABELS = {
    "service": "資源",
    "location": "会場",
    "organization": "団体",
    "revision": "履歴",
    "source_row": "取り込んだ行",
    "proposal": "伝えられたこと",
    "phone": "電話",
    "schedule": "日程",
    "service_status": "予定の休止・再開・終了",
    "day_change": "この日だけの変更",
    "disclosure": "掲載の同意",
    "departure": "外した登録",
}
# Tables and keys whose words are the program's own, not what somebody wrote.
_NOT_WRITTEN_IN = {
    "account",
    "account_invitation",
    "ended_session",
    "catalogue",
    "redaction",
    "attribute",
    "confirm_link",
    "judged_pair",
}
_NOT_WRITTEN = {
    *("status", "privacy", "setting", "scheme", "term", "basis", "audience", "certainty", "on_holiday", "rrule"),
    *(
        "action",
        "entity",
        "kind",
        "field",
        "item",
        "layer",
        "ground",
        "digest",
        "frequency_code",
        "assured_date",
        "as_of",
        "start",
        "end",
    ),
    *("moved", "dates", "exceptions", "city_code", "point_method", "series", "source_as_of", "since", "status_since"),
}


def redact(session: Session, name: str, *, actor: str) -> dict[str, int]:
    """Black out `name`, however it is spaced or written in width and kana; returns how often by table, in Japanese.

    Raises InputWrong for a name too short to be taken out without harm.
    """
    plain = folded(name)
    if len(plain) < SHORTEST or (plain.isascii() and len(plain) < 4):
        raise InputWrong("墨消しする名前は、2文字以上（英数字だけなら4文字以上）で指定してください。")
    salt = session.scalar(select(REDACTION.c.salt).limit(1)) or secrets.token_hex(16)
    row = {"digest": _digest(plain, salt), "salt": salt, "length": len(plain), "at": utc_now(), "actor": actor}
    if not session.scalar(select(REDACTION.c.digest).where(REDACTION.c.digest == row["digest"])):
        session.execute(insert(REDACTION).values(row))
    return _black_out(session, lambda text: _places(text, plain), actor, "redact")


def redact_again(session: Session, *, actor: str) -> dict[str, int]:
    """Black out everything whose digest is remembered: after an old backup was restored."""
    known: dict[tuple[str, int], set[str]] = {}
    for row in session.execute(select(REDACTION)):
        known.setdefault((row.salt, row.length), set()).add(row.digest)
    if not known:
        return {}

    def spans(text: str) -> list[tuple[int, int]]:
        return [
            (start, start + length)
            for (salt, length), digests in known.items()
            for start in range(len(text) - length + 1)
            if _digest(text[start : start + length], salt) in digests
        ]

    return _black_out(session, spans, actor, "redact.again")


def remembered(session: Session) -> list[dict[str, Any]]:
    """The digests, to be carried over into a restored catalogue."""
    return [dict(row) for row in session.execute(select(REDACTION)).mappings()]


def remember(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add digests that are not there yet."""
    known = set(session.scalars(select(REDACTION.c.digest)))
    for row in rows:
        if row["digest"] not in known:
            session.execute(insert(REDACTION).values(dict(row)))


def _black_out(session: Session, spans: Spans, actor: str, action: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for name, table in TABLES.items():
        if name not in _NOT_WRITTEN_IN:
            counts[_LABELS.get(name, name)] += _in_table(session, table, spans)
    found = {label: count for label, count in counts.items() if count}
    if found:
        # An edit page that was opened before must not bring the name back.
        for table in (TABLES["service"], TABLES["location"]):
            session.execute(update(table).values(version=table.c.version + 1))
        store.touch_all(session, 0)
    record(session, actor, action, detail="、".join(f"{label}{count}件" for label, count in found.items()) or "なし")
    return found


def _in_table(session: Session, table: Table, spans: Spans) -> int:
    columns = [column for column in table.columns if _is_written(column)]
    key = next(iter(table.primary_key.columns))
    if not columns:
        return 0
    changed = []
    for row in session.execute(select(key, *columns)).mappings():
        values = {column.name: _blackened(row[column.name], spans) for column in columns}
        if any(values[name] != row[name] for name in values):
            changed.append({**values, "_key": row[key.name]})
    if changed:
        statement = update(table).where(key == bindparam("_key"))
        session.connection().execute(statement.values({c.name: bindparam(c.name) for c in columns}), changed)
    return len(changed)


def _is_written(column: Column[Any]) -> bool:
    """Whether people's words stand in a column."""
    apart = column.primary_key or column.foreign_keys or column.name.endswith("_id") or column.name in _NOT_WRITTEN
    return not apart and isinstance(column.type, JSON | String | AutoString)


def _blackened(value: Any, spans: Spans) -> Any:
    if isinstance(value, str):
        return _without(value, spans)
    if isinstance(value, list):
        return [_blackened(item, spans) for item in value]
    if isinstance(value, dict):
        kept = {name for name in value if name in _NOT_WRITTEN or name == "id" or name.endswith("_id")}
        return {name: item if name in kept else _blackened(item, spans) for name, item in value.items()}
    return value


def _without(text: str, spans: Spans) -> str:
    if not spans(folded(text)):
        return text
    plain, where = folded_with_positions(text)
    edges = [(where[start - 1] + 1 if start else 0, where[end - 1] + 1) for start, end in spans(plain)]
    gone = {position for first, last in edges for position in range(first, last)}
    kept = "".join(
        (MARK if position - 1 not in gone else "") if position in gone else mark for position, mark in enumerate(text)
    )
    # Where taking it out character by character did not do, the whole is withheld.
    return kept if not spans(folded(kept)) else MARK


def _places(text: str, name: str) -> list[tuple[int, int]]:
    found, start = [], text.find(name)
    while start >= 0:
        found.append((start, start + len(name)))
        start = text.find(name, start + 1)
    return found


def _digest(plain: str, salt: str) -> str:
    return hmac.new(salt.encode(), plain.encode(), hashlib.sha256).hexdigest()


def forget_deleted(engine: Engine) -> None:
    """Make the database let go of old row versions, where the name still stands until then."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM FULL")
