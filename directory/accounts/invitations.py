"""Inviting somebody to an account: a link, handed over once, by which they choose their own password.

The same link is how a forgotten password or a lost second factor is mended; nobody else ever knows a password.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from directory import accounts
from directory.accounts import Role, User
from directory.database import TABLES
from directory.one_time_links import OneTimeLinks

GONE = "この招待は、期限が切れているか、もう使われています。管理者に、新しいものを作ってもらってください。"
INVITATIONS = OneTimeLinks(
    table=TABLES["account_invitation"],
    target="account_id",
    valid_for=timedelta(days=7),
    refusal=GONE,
    answered=GONE,
)


def invite(
    session: Session, name: str, *, role: Role, display_name: str | None, zone_id: str | None, actor: str
) -> tuple[User, str, datetime]:
    """An account that nobody can sign in to yet, its invitation's token, and when that expires. Raises InputWrong."""
    user = accounts.add_account(session, name, None, role=role, display_name=display_name, zone_id=zone_id, actor=actor)
    token, expires_at = INVITATIONS.make(session, user.id)
    return user, token, expires_at


def invite_again(session: Session, user_id: str, *, actor: str) -> tuple[User, str, datetime]:
    """A fresh invitation; earlier ones end. What the account has now (password, second factor) holds until it is used.

    Raises NotFound.
    """
    user = accounts.user_of(session, user_id)
    INVITATIONS.withdraw(session, user.id)
    token, expires_at = INVITATIONS.make(session, user.id)
    accounts.record(session, actor, "account.invite", target=user.name)
    return user, token, expires_at


def invited(session: Session, token: str) -> User:
    """Whom a usable invitation is for. Raises NotFound."""
    return accounts.user_of(session, INVITATIONS.target_of(session, token))


def accept(session: Session, token: str, password: str) -> User:
    """Set the password, take a lost second factor off, end older sessions. Raises NotFound or InputWrong."""
    user = invited(session, token)
    accounts.set_password(session, user.id, password, actor=user.name, forget_second_factor=True)
    INVITATIONS.use(session, token)
    return accounts.user_of(session, user.id)
