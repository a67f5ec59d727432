"""Which invited account somebody is whom a city hall's own sign-in (OpenID Connect) sends.

The provider tells who comes; whether they may come in, and what they may do, stays here. Nobody gets an account by it.
"""

from collections.abc import Mapping

from sqlalchemy import func, select, update
from sqlmodel import Session

from directory import accounts
from directory.accounts import ACCOUNT, User

LONGEST_SUBJECT = 500


def enter(session: Session, claims: Mapping[str, object], claim: str) -> User | None:
    """The account of whom the provider's checked `claims` tell; None where nobody was invited so, or it was stopped.

    Who comes first is known by the invited name, and from then on by the provider's own subject only: a mail address
    that passes to somebody else opens nothing. Needs a writing session; leaves a trace where it refuses.
    """
    subject, name = f"{claims.get('iss')} {claims.get('sub')}", _name(claims, claim)
    row = None
    if claims.get("iss") and claims.get("sub") and len(subject) <= LONGEST_SUBJECT:
        row = session.execute(select(ACCOUNT).where(ACCOUNT.c.openid_subject == subject)).mappings().first()
        if row is None and name:
            invited = (func.lower(ACCOUNT.c.name) == name) & ACCOUNT.c.openid_subject.is_(None) & ACCOUNT.c.active
            row = session.execute(select(ACCOUNT).where(invited)).mappings().first()
            if row is not None:
                session.execute(update(ACCOUNT).where(ACCOUNT.c.id == row["id"]).values(openid_subject=subject))
    if row is None or not row["active"]:
        accounts.record(session, "?", "sign_in.openid_refused", target=row["name"] if row else None)
        return None
    return accounts.user_of(session, row["id"])


def _name(claims: Mapping[str, object], claim: str) -> str | None:
    if claim == "email" and claims.get("email_verified") is not True:
        return None
    value = claims.get(claim)
    return value.strip().lower() if isinstance(value, str) and value.strip() else None
