"""Sessions that were signed out: their cookie is good no more, wherever a copy of it may lie."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from directory.database import TABLES
from directory.models import utc_now

LONGEST_SESSION_S = 12 * 3600
LONGEST_IDLE_S = 2 * 3600
ENDED = TABLES["ended_session"]


def end(session: Session, session_id: str, now: datetime | None = None) -> None:
    """Remember that a session was signed out, as long as its cookie could otherwise be used."""
    moment = now or utc_now()
    session.execute(delete(ENDED).where(ENDED.c.ended_at < moment - timedelta(seconds=LONGEST_SESSION_S)))
    if not has_ended(session, session_id):
        session.execute(insert(ENDED).values(digest=_digest(session_id), ended_at=moment))


def has_ended(session: Session, session_id: str) -> bool:
    return session.scalar(select(ENDED.c.digest).where(ENDED.c.digest == _digest(session_id))) is not None


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
