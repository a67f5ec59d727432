"""What staff decided about likely duplicates: 「別のもの」 is remembered."""

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import InputWrong
from directory.models import utc_now

DISTINCT = TABLES["distinct_pair"]


def distinct_pairs(session: Session) -> frozenset[tuple[str, str]]:
    """Every pair (a < b) that staff called 「別のもの」."""
    return frozenset((row.a, row.b) for row in session.execute(select(DISTINCT.c.a, DISTINCT.c.b)))


def keep_apart(session: Session, one: str, other: str, *, actor: str) -> None:
    """Remember that two listings are not one; harmless when said twice. Raises InputWrong for one and the same."""
    if one == other:
        raise InputWrong("同じ登録どうしは「別のもの」にできません。")
    a, b = sorted((one, other))
    session.execute(delete(DISTINCT).where(DISTINCT.c.a == a, DISTINCT.c.b == b))
    session.execute(insert(DISTINCT).values(a=a, b=b, actor=actor, at=utc_now()))
