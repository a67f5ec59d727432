"""Who may enter, by which links, and who did what."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from directory.models.columns import moment, text_column, utc_now


class ConfirmLink(SQLModel, table=True):
    """A link for a group's leader, for one answer and until a day. Its token is random; only its digest is kept."""

    __tablename__ = "confirm_link"

    token_digest: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class Account(SQLModel, table=True):
    """Somebody who signs in. `role`: admin | staff | worker (推進員・CSW) | reader. `zone_id` None: the whole city.

    `password_hash` is "" until an invitation is answered. `totp_secret` is encrypted; `totp_step` the last step used.
    `openid_subject`: issuer and subject by which a city's own sign-in knows the person, once they have come in by it.
    """

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    display_name: str
    password_hash: str
    role: str
    zone_id: str | None = None
    active: bool = True
    session_epoch: int = 0
    created_at: datetime = moment(default_factory=utc_now)
    totp_secret: str | None = None
    totp_step: int | None = None
    openid_subject: str | None = Field(default=None, unique=True)


class EndedSession(SQLModel, table=True):
    """A session that was signed out, as the digest of its id, until its cookie would have ended anyway."""

    __tablename__ = "ended_session"

    digest: str = Field(primary_key=True)
    ended_at: datetime = moment()


class AccountInvitation(SQLModel, table=True):
    """A link by which somebody chooses the password of a new account, or a new one. Only the token's digest is kept."""

    __tablename__ = "account_invitation"

    token_digest: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class AuditEvent(SQLModel, table=True):
    """Sign-ins, exports and other deeds that change no listing."""

    __tablename__ = "audit_event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment(default_factory=utc_now)
    actor: str
    action: str
    target: str | None = None
    detail: str | None = text_column(default=None)
