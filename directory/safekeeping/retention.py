"""What is kept only so long: `docs/personal-data.md` says why, this says how long and takes it away.

The catalogue itself and its history have no end: a name is taken out of them on request (墨消し).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, Table, and_, delete, exists, or_
from sqlmodel import Session

from directory.accounts import ACCOUNT, AUDIT, record
from directory.database import TABLES, writing

ACTOR = "つなぎ帖"
_INVITATION, _CONFIRM, _PROPOSAL = TABLES["account_invitation"], TABLES["confirm_link"], TABLES["proposal"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of `table` that are `over` before the moment `days` ago go away. `label` is the register's word for them."""

    label: str
    table: Table
    days: int
    over: Callable[[datetime], ColumnElement[bool]]


def _unused_account(before: datetime) -> ColumnElement[bool]:
    """Stopped, and nothing was done by it or to it since."""
    touched = exists().where(
        or_(AUDIT.c.actor == ACCOUNT.c.name, AUDIT.c.target == ACCOUNT.c.name), AUDIT.c.at >= before
    )
    return and_(ACCOUNT.c.active.is_(False), ACCOUNT.c.created_at < before, ~touched)


KEPT = (
    # Before the audit: it says when an account was stopped.
    Kept("止めた利用者", ACCOUNT, 2 * 365, _unused_account),
    Kept("操作の記録", AUDIT, 3 * 365, lambda before: AUDIT.c.at < before),
    Kept("招待", _INVITATION, 90, lambda before: _INVITATION.c.expires_at < before),
    Kept("確認のページ", _CONFIRM, 90, lambda before: _CONFIRM.c.expires_at < before),
    Kept(
        "伝えられたこと",
        _PROPOSAL,
        365,
        lambda before: and_(_PROPOSAL.c.status != "open", _PROPOSAL.c.decided_at < before),
    ),
    # Its teller's telephone goes when it is decided, and with all of it when nobody decides.
    Kept(
        "載っていない会の知らせ",
        _PROPOSAL,
        180,
        lambda before: and_(_PROPOSAL.c.kind == "unlisted", _PROPOSAL.c.proposed_at < before),
    ),
)


def forget_old(engine: Engine, now: datetime) -> dict[str, int]:
    """Take away everything whose time is over; how many rows by label, and a trace where there were any."""
    with writing(engine) as session:
        gone = {kept.label: _forget(session, kept, now) for kept in KEPT}
        found = {label: count for label, count in gone.items() if count}
        if found:
            record(session, ACTOR, "retention", detail="、".join(f"{label}{count}件" for label, count in found.items()))
    return found


def _forget(session: Session, kept: Kept, now: datetime) -> int:
    over = kept.over(now - timedelta(days=kept.days))
    return int(session.connection().execute(delete(kept.table).where(over)).rowcount)
