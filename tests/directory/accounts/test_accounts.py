"""Only who has an account and its password comes in, and every attempt leaves a trace."""

import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, update

from directory import accounts
from directory.accounts import Role, User
from directory.database import TABLES, reading, writing
from directory.errors import InputWrong

PASSWORD = "ひみつの合言葉です123"


def add(engine: Engine, name: str = "hanako", role: Role = "staff") -> User:
    with writing(engine) as session:
        return accounts.add_account(session, name, PASSWORD, role=role, actor="command")


def sign_in(engine: Engine, name: str, password: str) -> User | None:
    with writing(engine) as session:
        return accounts.sign_in(session, name, password)


def traces(engine: Engine) -> list[tuple[str, str, str | None]]:
    with reading(engine) as session:
        rows = session.execute(select(TABLES["audit_event"]).order_by(TABLES["audit_event"].c.id)).all()
    return [(row.actor, row.action, row.target) for row in rows]


def test_the_right_password_signs_in_and_leaves_a_trace(engine: Engine) -> None:
    user = add(engine)
    assert sign_in(engine, "hanako", PASSWORD) == user
    assert traces(engine) == [("command", "account.add", "hanako"), ("hanako", "sign_in", None)]


def test_full_width_and_half_width_are_one_password(engine: Engine) -> None:
    add(engine)
    assert sign_in(engine, "ｈａｎａｋｏ", "ひみつの合言葉です１２３") is not None


def test_a_wrong_password_or_name_is_refused_and_what_was_typed_is_not_kept(engine: Engine) -> None:
    add(engine)
    assert sign_in(engine, "hanako", "ちがう合言葉です123") is None
    assert sign_in(engine, PASSWORD, PASSWORD) is None
    assert traces(engine)[1:] == [("?", "sign_in.refused", "hanako"), ("?", "sign_in.refused", None)]


def test_an_unknown_name_takes_as_long_as_a_wrong_password(engine: Engine) -> None:
    add(engine)
    sign_in(engine, "nobody", PASSWORD)

    def seconds(name: str) -> float:
        start = time.perf_counter()
        sign_in(engine, name, "ちがう合言葉です123")
        return time.perf_counter() - start

    known, unknown = (min(seconds(name) for _ in range(3)) for name in ("hanako", "nobody"))
    assert unknown > known / 3


def test_a_disabled_account_cannot_sign_in_and_its_sessions_end(engine: Engine) -> None:
    user = add(engine)
    with writing(engine) as session:
        accounts.set_active(session, user.id, False, actor="command")
    assert sign_in(engine, "hanako", PASSWORD) is None
    with reading(engine) as session:
        assert accounts.user_of(session, user.id).session_epoch == 1
        assert accounts.recall(session, "hanako") is None


def test_a_new_password_ends_the_old_sessions(engine: Engine) -> None:
    user = add(engine)
    with writing(engine) as session:
        accounts.set_password(session, user.id, "あたらしい合言葉456", actor="command")
    assert sign_in(engine, "hanako", PASSWORD) is None
    again = sign_in(engine, "hanako", "あたらしい合言葉456")
    assert again is not None
    assert again.session_epoch == user.session_epoch + 1


def test_an_old_hash_is_made_anew_at_sign_in(engine: Engine) -> None:
    user = add(engine)
    account = TABLES["account"]
    weak = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
    with writing(engine) as session:
        session.execute(update(account).where(account.c.id == user.id).values(password_hash=weak))
    assert sign_in(engine, "hanako", PASSWORD) is not None
    with reading(engine) as session:
        assert not PasswordHasher().check_needs_rehash(session.scalar(select(account.c.password_hash)) or "")


@pytest.mark.parametrize("password", ["短い", "aaaaaaaaaaaa", "hanako-hanako", "あ" * 201])
def test_a_weak_password_is_refused(engine: Engine, password: str) -> None:
    with pytest.raises(InputWrong), writing(engine) as session:
        accounts.add_account(session, "hanako", password, role="staff", actor="command")


def test_a_name_is_given_once(engine: Engine) -> None:
    add(engine)
    with pytest.raises(InputWrong, match="hanako"):
        add(engine)


def test_the_last_administrator_cannot_be_disabled(engine: Engine) -> None:
    first, second = add(engine, "first", "admin"), add(engine, "second", "admin")
    with writing(engine) as session:
        accounts.set_active(session, first.id, False, actor="command")
    with pytest.raises(InputWrong, match="管理者"), writing(engine) as session:
        accounts.set_active(session, second.id, False, actor="command")


def test_no_password_stands_in_the_table(engine: Engine) -> None:
    add(engine)
    with reading(engine) as session:
        assert PASSWORD not in str(session.execute(select(TABLES["account"])).all())
