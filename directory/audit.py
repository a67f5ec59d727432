"""What was done, by whom and when: sign-ins, accounts, exports and changes of the catalogue in one list.

Sign-ins and the like stand in `audit_event`, changes in `revision`; one change of many listings is one entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from directory.clock import TOKYO
from directory.database import TABLES

EVENT, REVISION, SERVICE = TABLES["audit_event"], TABLES["revision"], TABLES["service"]
KINDS = {
    "sign_in": "サインイン",
    "account": "利用者",
    "export": "書き出し・控え",
    "change": "名簿の変更",
    "other": "そのほか",
}
DEEDS = {
    "sign_in": ("sign_in", "サインインした"),
    "sign_in.password": ("sign_in", "合言葉が合った（確認の数字はこれから）"),
    "sign_in.refused": ("sign_in", "サインインを断った"),
    "sign_in.second_factor_refused": ("sign_in", "確認の数字が違った"),
    "sign_in.limited": ("sign_in", "試しすぎて止めた"),
    "sign_in.openid_refused": ("sign_in", "庁内のサインインを断った"),
    "sign_out": ("sign_in", "サインアウトした"),
    "sign_out.everywhere": ("sign_in", "すべての端末でサインアウトした"),
    "account.add": ("account", "利用者を加えた"),
    "account.invite": ("account", "招待を作り直した"),
    "account.password": ("account", "合言葉を決めた"),
    "account.role": ("account", "役割を変えた"),
    "account.disable": ("account", "利用者を止めた"),
    "account.enable": ("account", "利用者をまた使えるようにした"),
    "account.second_factor_on": ("account", "確認の数字を使いはじめた"),
    "account.second_factor_off": ("account", "確認の数字をやめた"),
    "accounts.reviewed": ("account", "利用者を見直した"),
    "export": ("export", "公開してよい名簿を書き出した"),
    "export_list": ("export", "取り込んだ一覧を元の形で書き出した"),
    "export_form": ("export", "登録用紙を書き出した"),
    "export_past": ("export", "その日の名簿を書き出した"),
    "cards": ("export", "確認のはがきを刷った"),
    "backup": ("export", "控えをとった"),
    "restore": ("export", "控えから戻した"),
    "confirm_link": ("other", "確認のページを作った"),
    "confirm_answer": ("other", "確認のページから答えがあった"),
    "redact": ("other", "墨消しした"),
    "redact.again": ("other", "戻した控えを墨消しした"),
    "retention": ("other", "保存期間が過ぎたものを消した"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry. `action` is the code that was written; `count`: how many listings or venues one change touched."""

    at: datetime
    actor: str
    kind: str
    action: str
    target: str | None = None
    detail: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which entries are wanted; None or "": all. `since` and `until` are days in Japan, both included."""

    kind: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None


def deeds(session: Session, asked: Asked, *, first: int = 0, most: int = 100) -> tuple[Deed, ...]:
    """The newest first, from the `first` (counted from 0) on."""
    found: list[Deed] = []
    if asked.kind != "change":
        found += _events(session, asked, first + most)
    if asked.kind in ("", "change"):
        found += _changes(session, asked, first + most)
    return tuple(sorted(found, key=lambda deed: deed.at, reverse=True)[first : first + most])


def _events(session: Session, asked: Asked, most: int) -> list[Deed]:
    wanted = [action for action, (kind, _) in DEEDS.items() if kind == asked.kind]
    query = _within(select(EVENT), EVENT.c.at, EVENT.c.actor, asked)
    if asked.kind == "other":
        query = query.where(EVENT.c.action.not_in([a for a, (kind, _) in DEEDS.items() if kind != "other"]))
    elif asked.kind:
        query = query.where(EVENT.c.action.in_(wanted))
    rows = session.execute(query.order_by(EVENT.c.id.desc()).limit(most)).all()
    names = _names(session, [row.target for row in rows])
    return [
        Deed(
            at=_aware(row.at),
            actor=row.actor,
            kind=DEEDS.get(row.action, ("other", ""))[0],
            action=row.action,
            target=names.get(row.target, row.target),
            detail=row.detail,
        )
        for row in rows
    ]


def _changes(session: Session, asked: Asked, most: int) -> list[Deed]:
    """One for each change number: an import of a thousand rows is one deed."""
    columns = (REVISION.c.change_number, REVISION.c.actor, REVISION.c.action)
    newest = func.max(REVISION.c.id)
    query = select(*columns, func.max(REVISION.c.at).label("at"), newest.label("id"), func.count().label("touched"))
    query = _within(query, REVISION.c.at, REVISION.c.actor, asked).group_by(*columns)
    rows = session.execute(query.order_by(newest.desc()).limit(most)).all()
    after = select(REVISION.c.id, REVISION.c.before, REVISION.c.after).where(REVISION.c.id.in_([r.id for r in rows]))
    names = {row.id: _name_in(row.after or row.before) for row in session.execute(after)}
    return [
        Deed(
            at=_aware(row.at),
            actor=row.actor,
            kind="change",
            action=row.action,
            target=names.get(row.id),
            count=row.touched,
        )
        for row in rows
    ]


def _within(query: Select[Any], at: ColumnElement[Any], actor: ColumnElement[Any], asked: Asked) -> Select[Any]:
    if asked.actor:
        query = query.where(actor == asked.actor)
    if asked.since:
        query = query.where(at >= _midnight(asked.since))
    if asked.until:
        query = query.where(at < _midnight(asked.until + timedelta(days=1)))
    return query


def _names(session: Session, ids: Sequence[str | None]) -> dict[str, str]:
    found = session.execute(select(SERVICE.c.id, SERVICE.c.name).where(SERVICE.c.id.in_([i for i in ids if i])))
    return {row.id: row.name for row in found}


def _name_in(state: dict[str, Any] | None) -> str | None:
    return (state or {}).get("name")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
