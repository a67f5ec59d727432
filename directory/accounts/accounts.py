"""Who may sign in: argon2 passwords, four roles, a trace of every sign-in. Nothing about supported people."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import RowMapping, insert, select, update
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.identifiers import new_id
from directory.models import utc_now

Role = Literal["admin", "staff", "worker", "reader"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_LABELS: dict[Role, str] = {
    "admin": "管理者",
    "staff": "ボラセン職員",
    "worker": "推進員・CSW",
    "reader": "閲覧",
}
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
ACCOUNT, AUDIT = TABLES["account"], TABLES["audit_event"]
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account. `zone_id` None: the whole municipality. A session made under an older
    `session_epoch` is no longer good.
    """

    id: str
    name: str
    display_name: str
    role: Role
    zone_id: str | None
    active: bool
    session_epoch: int
    has_password: bool
    has_second_factor: bool
    has_openid: bool = False


def add_account(
    session: Session,
    name: str,
    password: str | None,
    *,
    role: Role,
    display_name: str | None = None,
    zone_id: str | None = None,
    actor: str,
) -> User:
    """Add an account. Without a password nobody can sign in until an invitation is answered.

    Raises InputWrong for a name that is taken, an unknown role or a weak password.
    """
    name = _plain(name)
    if not name:
        raise InputWrong("利用者の名前を入れてください。")
    if role not in ROLES:
        raise InputWrong(f"役割は {'、'.join(ROLES)} のどれかにしてください。")
    if session.scalar(select(ACCOUNT.c.id).where(ACCOUNT.c.name == name)):
        raise InputWrong(f"利用者「{name}」は、もうあります。")
    row = {
        "id": new_id(),
        "name": name,
        "display_name": display_name or name,
        "password_hash": "" if password is None else _hashed(password, name),
        "role": role,
        "zone_id": zone_id,
        "active": True,
        "session_epoch": 0,
        "created_at": utc_now(),
    }
    session.execute(insert(ACCOUNT).values(row))
    record(session, actor, "account.add", target=name, detail=role)
    return user_of(session, str(row["id"]))


def sign_in(session: Session, name: str, password: str) -> User | None:
    """The user where name and password are right and the account is active. Writes a trace either way; whether
    they are in, with a second factor still to come, is for the caller to record.

    As slow for an unknown name as for a wrong password, so that names cannot be found out. Needs a writing session.
    """
    row = session.execute(select(ACCOUNT).where(ACCOUNT.c.name == _plain(name))).mappings().first()
    right = _verified((row["password_hash"] if row else "") or _decoy(), password)
    if row is None or not right or not row["active"]:
        # A mistyped name may be a password: only known names are written down.
        record(session, "?", "sign_in.refused", target=row["name"] if row else None)
        return None
    if _HASHER.check_needs_rehash(row["password_hash"]):
        session.execute(
            update(ACCOUNT).where(ACCOUNT.c.id == row["id"]).values(password_hash=_HASHER.hash(_plain(password)))
        )
    user = _user(row)
    record(session, user.name, "sign_in.password" if user.has_second_factor else "sign_in")
    return user


def user_of(session: Session, user_id: str) -> User:
    """The user, active or not. Raises NotFound."""
    row = session.execute(select(ACCOUNT).where(ACCOUNT.c.id == user_id)).mappings().first()
    if row is None:
        raise NotFound("この利用者はいません。")
    return _user(row)


def recall(session: Session, name: str) -> User | None:
    """The active account of that name: who somebody with a session is now."""
    found = select(ACCOUNT).where(ACCOUNT.c.name == name, ACCOUNT.c.active)
    row = session.execute(found).mappings().first()
    return _user(row) if row else None


def users(session: Session) -> list[User]:
    return [_user(row) for row in session.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).mappings()]


def set_password(
    session: Session, user_id: str, password: str, *, actor: str, forget_second_factor: bool = False
) -> None:
    """A new password; every session made before it ends. Raises NotFound or InputWrong.

    `forget_second_factor`: also who a city's own sign-in said this was.
    """
    user = user_of(session, user_id)
    others = ("totp_secret", "totp_step", "openid_subject")
    lost: dict[str, object] = dict.fromkeys(others) if forget_second_factor else {}
    _change(session, user, actor, "account.password", password_hash=_hashed(password, user.name), **lost)


def set_role(session: Session, user_id: str, role: Role, zone_id: str | None, *, actor: str) -> None:
    """What somebody may do, and where. Raises NotFound, InputWrong for the last active administrator."""
    user = user_of(session, user_id)
    if role not in ROLES:
        raise InputWrong(f"役割は {'、'.join(ROLES)} のどれかにしてください。")
    if role != "admin":
        _keep_an_administrator(session, user)
    _change(session, user, actor, "account.role", role=role, zone_id=zone_id)


def set_active(session: Session, user_id: str, active: bool, *, actor: str) -> None:
    """Disable or enable an account; its sessions end. Raises NotFound, InputWrong for the last active administrator."""
    user = user_of(session, user_id)
    if not active:
        _keep_an_administrator(session, user)
    _change(session, user, actor, "account.enable" if active else "account.disable", active=active)


def end_sessions(session: Session, user_id: str, *, actor: str) -> None:
    """Sign the account out wherever it is signed in. Raises NotFound."""
    _change(session, user_of(session, user_id), actor, "sign_out.everywhere")


def record(session: Session, actor: str, action: str, *, target: str | None = None, detail: str | None = None) -> None:
    """Write a deed that changes no listing (sign-in, export …). Never anything about a supported person."""
    session.execute(insert(AUDIT).values(at=utc_now(), actor=actor, action=action, target=target, detail=detail))


def _keep_an_administrator(session: Session, user: User) -> None:
    if user.role != "admin":
        return
    others = select(ACCOUNT.c.id).where(
        ACCOUNT.c.role == "admin",
        ACCOUNT.c.active,
        ACCOUNT.c.id != user.id,
        (ACCOUNT.c.password_hash != "") | ACCOUNT.c.openid_subject.is_not(None),
    )
    if session.scalar(others.limit(1)) is None:
        raise InputWrong("ただひとりの管理者は、止めたり役割を変えたりできません。先に、ほかの管理者を加えてください。")


def _change(session: Session, user: User, actor: str, action: str, **values: object) -> None:
    epoch = ACCOUNT.c.session_epoch + 1
    session.execute(update(ACCOUNT).where(ACCOUNT.c.id == user.id).values(session_epoch=epoch, **values))
    record(session, actor, action, target=user.name)


def _hashed(password: str, name: str) -> str:
    plain = _plain(password)
    if not SHORTEST_PASSWORD <= len(plain) <= LONGEST_PASSWORD:
        raise InputWrong(f"合言葉は {SHORTEST_PASSWORD} 字以上にしてください。")
    if name.casefold() in plain.casefold() or len(set(plain)) < 4:
        raise InputWrong("合言葉に、利用者の名前や同じ字の繰り返しは使えません。")
    return _HASHER.hash(plain)


def _verified(password_hash: str, password: str) -> bool:
    plain = _plain(password)
    try:
        return len(plain) <= LONGEST_PASSWORD and _HASHER.verify(password_hash, plain)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    return _HASHER.hash(new_id())


def _plain(text: str) -> str:
    """One form for what different keyboards send."""
    return unicodedata.normalize("NFKC", text).strip()


def _user(row: RowMapping) -> User:
    return User(
        id=row["id"],
        name=row["name"],
        display_name=row["display_name"],
        role=row["role"],
        zone_id=row["zone_id"],
        active=row["active"],
        session_epoch=row["session_epoch"],
        has_password=bool(row["password_hash"]),
        has_second_factor=row["totp_secret"] is not None,
        has_openid=row["openid_subject"] is not None,
    )
