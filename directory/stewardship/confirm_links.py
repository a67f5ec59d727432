"""Links by which a group's leader confirms, changes or closes one listing without an account.

A link is for one listing, expires, and is used up by its first answer. Only the digest of its token is kept.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import NotFound
from directory.models import utc_now

LINK = TABLES["confirm_link"]
VALID_FOR = timedelta(days=60)
ANSWERED = "この確認のページには、もうお返事をいただいています。ありがとうございました。"
EXPIRED = "この確認のページは、期限が切れているか、もう使われています。お手数ですが、社協へお電話ください。"


def make_link(session: Session, service_id: str, now: datetime | None = None) -> tuple[str, datetime]:
    """A new token for the listing, and when it expires; the token is told once and cannot be looked up again."""
    token = secrets.token_urlsafe(24)
    expires_at = (now or utc_now()) + VALID_FOR
    session.execute(insert(LINK).values(token_digest=_digest(token), service_id=service_id, expires_at=expires_at))
    return token, expires_at


def service_of(session: Session, token: str, now: datetime | None = None) -> str:
    """The listing that a usable token is for. Raises NotFound: unknown and expired are told apart to nobody; that an
    answer has come is told to who holds the link.
    """
    row = session.execute(
        select(LINK.c.service_id, LINK.c.expires_at, LINK.c.used_at).where(LINK.c.token_digest == _digest(token))
    ).one_or_none()
    if row is not None and row.used_at is not None:
        raise NotFound(ANSWERED)
    if row is None or _aware(row.expires_at) <= (now or utc_now()):
        raise NotFound(EXPIRED)
    return str(row.service_id)


def use_link(session: Session, token: str, now: datetime | None = None) -> str:
    """Use the token up and return its listing; of two answers at once only one gets through. Raises NotFound."""
    moment = now or utc_now()
    service_id = service_of(session, token, moment)
    unused = (LINK.c.token_digest == _digest(token)) & LINK.c.used_at.is_(None)
    if session.connection().execute(update(LINK).where(unused).values(used_at=moment)).rowcount != 1:
        raise NotFound(ANSWERED)
    return service_id


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _aware(moment: datetime) -> datetime:
    """SQLite gives moments back without their zone; they are UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
