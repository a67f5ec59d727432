"""Unmet needs (地域の不足): how often nothing fitted a word, by month and 圏域. Counts only, for 地域資源開発.

A record raises one count for each word: there is no row a person, so that nothing leads back to anybody and no two
words can be brought together. What is shown keeps small counts back, and cannot be subtracted into them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from directory.database import TABLES

GAP = TABLES["gap"]
FEWEST = 5
"""Counts below this are not shown: a few people in one 圏域 may be known to each other."""

Word = tuple[str, str]
"""Scheme and term of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often a word was left unmet in a 圏域 (None: not known which)."""

    word: Word
    zone_id: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """One line to show. `rest`: all 圏域 that are too few to stand alone, together. `count` None: fewer than FEWEST."""

    word: Word
    zone_id: str | None
    count: int | None
    rest: bool = False


def record(session: Session, words: Collection[Word], zone_id: str | None, day: date) -> None:
    """Raise the count of each word by one."""
    for scheme, term in sorted(set(words)):
        row = {"month": f"{day:%Y-%m}", "zone_id": zone_id or "", "scheme": scheme, "term": term}
        is_it = [GAP.c[name] == value for name, value in row.items()]
        if session.scalar(select(GAP.c.count).where(*is_it)) is None:
            session.execute(insert(GAP).values(**row, count=0))
        session.execute(update(GAP).where(*is_it).values(count=GAP.c.count + 1))


def counted(session: Session, year: int) -> tuple[Count, ...]:
    """The counts of a 年度 (April to March). Whole years only: two periods that overlap would tell of the months."""
    words = (GAP.c.scheme, GAP.c.term, GAP.c.zone_id)
    within = GAP.c.month.between(f"{year}-04", f"{year + 1}-03")
    rows = session.execute(select(*words, func.sum(GAP.c.count)).where(within).group_by(*words))
    return tuple(Count((scheme, term), zone_id or None, int(count)) for scheme, term, zone_id, count in rows)


def years(session: Session) -> tuple[int, ...]:
    """The 年度 of which anything was counted, the last first."""
    months = session.scalars(select(GAP.c.month).distinct())
    return tuple(sorted({fiscal_year(date.fromisoformat(f"{month}-01")) for month in months}, reverse=True))


def fiscal_year(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def shown(counts: Iterable[Count]) -> tuple[Gap, ...]:
    """What may be shown, largest first: 圏域 with FEWEST and more, and of each word the others together.

    No sum over all is given: less what is shown, it would tell the rest.
    """
    of_word: dict[Word, list[Count]] = {}
    for one in counts:
        of_word.setdefault(one.word, []).append(one)
    lines = [line for word, some in of_word.items() for line in _lines(word, some)]
    return tuple(sorted(lines, key=lambda line: (-(line.count or 0), line.word, line.rest, line.zone_id or "")))


def _lines(word: Word, counts: Sequence[Count]) -> Iterable[Gap]:
    yield from (Gap(word, one.zone_id, one.count) for one in counts if one.count >= FEWEST)
    if few := [one.count for one in counts if one.count < FEWEST]:
        together = sum(few)
        yield Gap(word, None, together if together >= FEWEST else None, rest=True)
