"""A code from the app, once each; its secret lies encrypted."""

import pyotp
import pytest
from sqlalchemy import Engine, select

from directory import accounts
from directory.accounts import ACCOUNT, User, second_factor
from directory.accounts.second_factor import SecondFactor
from directory.database import reading, writing

FACTOR = SecondFactor(b"k" * 32, "見本")
NOW = 1_800_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [float(NOW)]
    monkeypatch.setattr(second_factor.time, "time", lambda: moment[0])
    return moment


@pytest.fixture
def user(engine: Engine) -> User:
    with writing(engine) as session:
        return accounts.add_account(session, "midori", "さくら並木の坂道を下る", role="worker", actor="command")


def code(secret: str, at: float) -> str:
    return pyotp.TOTP(secret).at(int(at))


def turned_on(engine: Engine, user: User, clock: list[float]) -> str:
    secret = FACTOR.new_secret()
    with writing(engine) as session:
        assert FACTOR.turn_on(session, user, secret, code(secret, clock[0]))
    clock[0] += 60
    return secret


def accepts(engine: Engine, user: User, said: str, factor: SecondFactor = FACTOR) -> bool:
    with writing(engine) as session:
        return factor.accepts(session, user, said)


def test_a_code_is_good_once(engine: Engine, user: User, clock: list[float]) -> None:
    secret = turned_on(engine, user, clock)
    said = code(secret, clock[0])
    assert accepts(engine, user, said)
    assert not accepts(engine, user, said)


def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not(
    engine: Engine, user: User, clock: list[float]
) -> None:
    secret = turned_on(engine, user, clock)
    assert not accepts(engine, user, code(secret, clock[0] - 120))
    assert accepts(engine, user, code(secret, clock[0] - 30))
    assert accepts(engine, user, f"{code(secret, clock[0] + 30)[:3]} {code(secret, clock[0] + 30)[3:]}")


def test_it_is_not_turned_on_without_the_app(engine: Engine, user: User) -> None:
    with writing(engine) as session:
        assert not FACTOR.turn_on(session, user, FACTOR.new_secret(), "000000")
    with reading(engine) as session:
        assert not accounts.user_of(session, user.id).has_second_factor


def test_the_secret_does_not_stand_in_the_database_and_needs_the_instances_key(
    engine: Engine, user: User, clock: list[float]
) -> None:
    secret = turned_on(engine, user, clock)
    with reading(engine) as session:
        kept = session.scalar(select(ACCOUNT.c.totp_secret))
    assert secret not in kept
    assert not accepts(engine, user, code(secret, clock[0]), SecondFactor(b"x" * 32, "見本"))


def test_who_has_none_is_not_let_in_by_an_empty_code(engine: Engine, user: User) -> None:
    assert not accepts(engine, user, "")
