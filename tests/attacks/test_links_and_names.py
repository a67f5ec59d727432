"""Links are for one purpose, once, for a while; and no answer tells whether somebody has an account."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete

from directory import accounts
from directory.accounts import invitations
from directory.accounts.invitations import INVITATIONS
from directory.database import writing
from directory.models import utc_now
from directory.one_time_links import OneTimeLinks
from directory.stewardship.confirm_links import CONFIRM_LINKS
from tests.attacks.conftest import PASSWORD, Site
from tests.attacks.planted import LISTING_ID

NEW = {"password": "ひまわりの畑の向こう", "again": "ひまわりの畑の向こう"}
WRONG = "ちがう合言葉です12345"
SAME = {"answer": "same"}


def invitation(site: Site, age: timedelta = timedelta()) -> str:
    with writing(site.engine) as session:
        session.execute(delete(accounts.ACCOUNT).where(accounts.ACCOUNT.c.name == "guest"))
        user, token, _ = invitations.invite(
            session, "guest", role="reader", display_name=None, zone_id=None, actor="test"
        )
        INVITATIONS.withdraw(session, user.id)
        token, _ = INVITATIONS.make(session, user.id, utc_now() - age)
    return token


def confirm_link(site: Site, age: timedelta = timedelta()) -> str:
    with writing(site.engine) as session:
        token, _ = CONFIRM_LINKS.make(session, LISTING_ID, utc_now() - age)
    return token


Make = Callable[..., str]
DOORS: dict[str, tuple[Make, str, dict[str, str], OneTimeLinks]] = {
    "invitation": (invitation, "/staff/invited/", NEW, INVITATIONS),
    "confirm": (confirm_link, "/confirm/", SAME, CONFIRM_LINKS),
}
ALTERED: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "cut": lambda token: token[:-1],
    "longer": lambda token: token + "A",
    "padded": lambda token: token + "=",
    "a space after it": lambda token: token + "%20",
    "a null byte": lambda token: token + "%00",
    "its digest": lambda token: __import__("hashlib").sha256(token.encode()).hexdigest(),
    "anything": lambda token: "%25",
}


@pytest.mark.parametrize(("make", "path", "form", "links"), DOORS.values(), ids=DOORS)
class TestLinks:
    def test_it_is_good_once(
        self, site: Site, make: Make, path: str, form: dict[str, str], links: OneTimeLinks
    ) -> None:
        token, client = make(site), site.client()
        assert client.get(path + token).status_code == 200
        assert client.post(path + token, data=form).status_code == 303
        assert site.client().post(path + token, data=form).status_code == 404
        assert site.client().get(path + token).status_code == 404

    def test_it_ends(self, site: Site, make: Make, path: str, form: dict[str, str], links: OneTimeLinks) -> None:
        token = make(site, links.valid_for + timedelta(seconds=1))
        assert site.client().get(path + token).status_code == 404
        assert site.client().post(path + token, data=form).status_code == 404

    def test_it_is_for_nothing_else(
        self, site: Site, make: Make, path: str, form: dict[str, str], links: OneTimeLinks
    ) -> None:
        other = next(other for other in DOORS.values() if other[1] != path)
        token = make(site)
        assert site.client().get(other[1] + token).status_code == 404
        assert site.client().post(other[1] + token, data=other[2]).status_code == 404

    @pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
    def test_no_other_token_is_good(
        self,
        site: Site,
        make: Make,
        path: str,
        form: dict[str, str],
        links: OneTimeLinks,
        alter: Callable[[str], str],
    ) -> None:
        token = alter(make(site))
        assert site.client().get(path + token).status_code == 404
        assert site.client().post(path + token, data=form).status_code == 404


def answer_to(site: Site, name: str, password: str = WRONG) -> tuple[int, str]:
    answer = site.client().post("/staff/sign-in", data={"name": name, "password": password})
    said = answer.get_data(as_text=True).replace(name, "NAME")
    return answer.status_code, re.sub(r'(csrf_token"? value="|nonce[-=]"?)[^"]*', "", said)


def test_every_refusal_reads_the_same(site: Site) -> None:
    invitation(site)
    with writing(site.engine) as session:
        stopped = accounts.add_account(session, "stopped", PASSWORD, role="reader", actor="test")
        accounts.set_active(session, stopped.id, False, actor="test")
    wrong = answer_to(site, "reader")
    assert wrong[0] == 422
    for name, password in (
        ("nobody-at-all", WRONG),
        ("guest", WRONG),
        ("guest", ""),
        ("stopped", PASSWORD),
        ("READER", PASSWORD),
        ("reader", "x" * 100_000),
        ("reader-or-1=1", WRONG),
    ):
        assert answer_to(site, name, password) == wrong, name


def test_a_password_that_is_right_gives_a_session_of_its_own(site: Site) -> None:
    client = site.client()
    with client.session_transaction() as planted:
        planted["id"], planted["since"] = "known to somebody else", 1e12
    assert client.post("/staff/sign-in", data={"name": "reader", "password": PASSWORD}).status_code == 303
    with client.session_transaction() as session:
        assert session["id"] != "known to somebody else"
        assert session["since"] < 1e12


def test_half_a_sign_in_opens_nothing(site: Site) -> None:
    client = site.client()
    with client.session_transaction() as session:
        session["halfway"], session["halfway_since"] = "x", 1e12
    assert client.get("/staff/me").status_code == 303
    assert client.post("/staff/sign-in/code", data={"code": "000000"}).status_code in (303, 404, 422)
