"""For the yearly review of accounts: who has one, when each last signed in, when somebody last looked through them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlmodel import Session

from directory.accounts import AUDIT, User, users


@dataclass(frozen=True, slots=True)
class Standing:
    """`last_seen`: the last time the account signed in, None where it never did."""

    user: User
    last_seen: datetime | None


def standings(session: Session) -> tuple[tuple[Standing, ...], datetime | None]:
    """Every account, and when somebody last said that they had been looked through."""
    newest = func.max(AUDIT.c.at)
    seen = session.execute(select(AUDIT.c.actor, newest).where(AUDIT.c.action == "sign_in").group_by(AUDIT.c.actor))
    last = {actor: _aware(moment) for actor, moment in seen}
    reviewed = session.scalar(select(newest).where(AUDIT.c.action == "accounts.reviewed"))
    found = tuple(Standing(user, last.get(user.name)) for user in users(session))
    return found, _aware(reviewed) if reviewed else None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
