"""What staff said of two listings that look like one: 「別のもの」, which is remembered, or 「あとで」.

A pair is asked about again where the listings have changed so much that something speaks for it that was not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import RowMapping, delete, insert, or_, select
from sqlmodel import Session

from directory.database import TABLES
from directory.duplicates import Pair
from directory.errors import InputWrong
from directory.models import utc_now

Verdict = Literal["distinct", "later"]
JUDGED = TABLES["judged_pair"]
WEIGHTY = 2.0
"""A reason with at least so many points, which was not known, opens a pair again."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`known`: the codes of the reasons when it was made; None where nobody recorded them: it holds for good."""

    a: str
    b: str
    verdict: str
    known: frozenset[str] | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sorted:
    """Pairs to be asked about, those set aside for later, and what staff said before of those asked about again."""

    open: tuple[Pair, ...]
    later: tuple[Pair, ...]
    again: dict[tuple[str, str], Judgement]


def judge(
    session: Session, one: str, other: str, verdict: Verdict, *, actor: str, known: Iterable[str] | None = None
) -> None:
    """Remember it; harmless when said twice. Raises InputWrong for one and the same."""
    if one == other:
        raise InputWrong("同じ登録どうしは「別のもの」にできません。")
    a, b = sorted((one, other))
    withdraw(session, a, b)
    codes = None if known is None else sorted(set(known))
    session.execute(insert(JUDGED).values(a=a, b=b, verdict=verdict, known=codes, actor=actor, at=utc_now()))


def withdraw(session: Session, one: str, other: str) -> None:
    """Forget what was said of the pair."""
    a, b = sorted((one, other))
    session.execute(delete(JUDGED).where(JUDGED.c.a == a, JUDGED.c.b == b))


def judgements(session: Session, of: str | None = None) -> dict[tuple[str, str], Judgement]:
    """Every judgement by pair (a < b), newest first; `of`: only those of one listing."""
    found = select(JUDGED).order_by(JUDGED.c.at.desc(), JUDGED.c.a, JUDGED.c.b)
    if of is not None:
        found = found.where(or_(JUDGED.c.a == of, JUDGED.c.b == of))
    return {(row["a"], row["b"]): _judgement(row) for row in session.execute(found).mappings()}


def sort_out(pairs: Iterable[Pair], said: dict[tuple[str, str], Judgement]) -> Sorted:
    """Which pairs are to be asked about, in their order."""
    asked, later, again = [], [], {}
    for pair in pairs:
        judgement = said.get((pair.a, pair.b))
        if judgement is None:
            asked.append(pair)
        elif judgement.verdict == "later":
            later.append(pair)
        elif _is_new(pair, judgement):
            asked.append(pair)
            again[pair.a, pair.b] = judgement
    return Sorted(tuple(asked), tuple(later), again)


def _is_new(pair: Pair, judgement: Judgement) -> bool:
    weighty = {reason.code for reason in pair.why if reason.points >= WEIGHTY}
    return judgement.known is not None and not weighty <= judgement.known


def _judgement(row: RowMapping) -> Judgement:
    known, at = row["known"], row["at"]
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    codes = None if known is None else frozenset(known)
    return Judgement(row["a"], row["b"], row["verdict"], codes, row["actor"], at)
