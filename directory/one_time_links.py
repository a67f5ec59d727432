"""Links that are for one purpose, expire, and are used up by their first answer. Only a token's digest is kept."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session

from directory.errors import NotFound
from directory.models import utc_now


@dataclass(frozen=True, slots=True)
class OneTimeLinks:
    """Links kept in `table` (token_digest, expires_at, used_at, and `target`, the column that says what each is for).

    `refusal`: what is said of a link that is unknown or expired, told apart to nobody; `answered`: of one used already,
    to who holds it.
    """

    table: Table
    target: str
    valid_for: timedelta
    refusal: str
    answered: str

    def make(self, session: Session, target: str, now: datetime | None = None) -> tuple[str, datetime]:
        """A new token, and when it expires; the token is told once and cannot be looked up again."""
        token = secrets.token_urlsafe(24)
        expires_at = (now or utc_now()) + self.valid_for
        row: Mapping[str, object] = {"token_digest": _digest(token), self.target: target, "expires_at": expires_at}
        session.execute(insert(self.table).values(row))
        return token, expires_at

    def target_of(self, session: Session, token: str, now: datetime | None = None) -> str:
        """What a usable token is for. Raises NotFound."""
        columns = self.table.c
        found = select(columns[self.target], columns.expires_at, columns.used_at)
        row = session.execute(found.where(columns.token_digest == _digest(token))).one_or_none()
        if row is not None and row.used_at is not None:
            raise NotFound(self.answered)
        if row is None or _aware(row.expires_at) <= (now or utc_now()):
            raise NotFound(self.refusal)
        return str(row[0])

    def use(self, session: Session, token: str, now: datetime | None = None) -> str:
        """Use the token up and return what it is for; of two answers at once only one gets through. Raises NotFound."""
        moment = now or utc_now()
        target = self.target_of(session, token, moment)
        unused = (self.table.c.token_digest == _digest(token)) & self.table.c.used_at.is_(None)
        if session.connection().execute(update(self.table).where(unused).values(used_at=moment)).rowcount != 1:
            raise NotFound(self.answered)
        return target

    def withdraw(self, session: Session, target: str, now: datetime | None = None) -> None:
        """Links for `target` that nobody has used yet are good no more."""
        unused = (self.table.c[self.target] == target) & self.table.c.used_at.is_(None)
        session.execute(update(self.table).where(unused).values(used_at=now or utc_now()))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _aware(moment: datetime) -> datetime:
    """SQLite gives moments back without their zone; they are UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
