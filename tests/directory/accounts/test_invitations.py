"""An account begins with a link, good once and for a week, by which its owner chooses the password."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from directory import accounts
from directory.accounts import User, invitations
from directory.database import reading, writing
from directory.errors import InputWrong, NotFound
from directory.models import utc_now

PASSWORD = "さくら並木の坂道を下る"


def invited(engine: Engine, name: str = "midori", role: accounts.Role = "worker") -> tuple[User, str]:
    with writing(engine) as session:
        user, token, _ = invitations.invite(session, name, role=role, display_name=None, zone_id=None, actor="admin")
    return user, token


def accept(engine: Engine, token: str, password: str = PASSWORD) -> User:
    with writing(engine) as session:
        return invitations.accept(session, token, password)


def signs_in(engine: Engine, name: str, password: str) -> bool:
    with writing(engine) as session:
        return accounts.sign_in(session, name, password) is not None


def test_nobody_signs_in_before_the_invitation_is_answered(engine: Engine) -> None:
    _, token = invited(engine)
    assert not signs_in(engine, "midori", "")
    assert not signs_in(engine, "midori", PASSWORD)
    accept(engine, token)
    assert signs_in(engine, "midori", PASSWORD)


def test_an_invitation_is_good_once(engine: Engine) -> None:
    _, token = invited(engine)
    accept(engine, token)
    with pytest.raises(NotFound, match="もう使われています"):
        accept(engine, token, "ほかの合言葉にします")


def test_a_weak_password_leaves_the_invitation_good(engine: Engine) -> None:
    _, token = invited(engine)
    with pytest.raises(InputWrong):
        accept(engine, token, "短い")
    assert accept(engine, token).has_password


def test_an_invitation_ends_after_a_week_and_when_a_new_one_is_made(engine: Engine) -> None:
    user, token = invited(engine)
    later = utc_now() + timedelta(days=7, minutes=1)
    with reading(engine) as session, pytest.raises(NotFound):
        invitations.INVITATIONS.target_of(session, token, later)
    with writing(engine) as session:
        _, fresh, _ = invitations.invite_again(session, user.id, actor="admin")
    with reading(engine) as session, pytest.raises(NotFound):
        invitations.invited(session, token)
    assert accept(engine, fresh).name == "midori"


def test_a_forgotten_password_is_mended_by_a_new_invitation_and_old_sessions_end(engine: Engine) -> None:
    user, token = invited(engine)
    before = accept(engine, token)
    with writing(engine) as session:
        _, fresh, _ = invitations.invite_again(session, user.id, actor="admin")
    assert signs_in(engine, "midori", PASSWORD), "the old password holds until the new link is used"
    after = accept(engine, fresh, "ひまわりの畑の向こう")
    assert after.session_epoch > before.session_epoch
    assert not signs_in(engine, "midori", PASSWORD)


def test_an_administrator_who_was_only_invited_does_not_count_as_another(engine: Engine) -> None:
    with writing(engine) as session:
        only = accounts.add_account(session, "boss", PASSWORD, role="admin", actor="command")
    invited(engine, "second", "admin")
    for change in (
        lambda session: accounts.set_active(session, only.id, False, actor="boss"),
        lambda session: accounts.set_role(session, only.id, "reader", None, actor="boss"),
    ):
        with pytest.raises(InputWrong, match="ただひとりの管理者"), writing(engine) as session:
            change(session)
