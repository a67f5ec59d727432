"""Accounts by the browser: invitations, roles, the review, one's own password and second factor."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.directory.views.staff_door import PASSWORD, Around, an_account, doors, recorded
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]
NEW_PASSWORD = "ひまわりの畑の向こう"


@pytest.fixture
def visitor(client_of: ClientOf, engine: Engine, tmp_path: Path) -> Callable[[], FlaskClient]:
    blueprints = doors(engine, Around(), tmp_path)
    client = client_of(*blueprints)
    return client.application.test_client


@pytest.fixture
def admin(visitor: Callable[[], FlaskClient], engine: Engine) -> FlaskClient:
    an_account(engine, "admin")
    return signed_in(visitor(), "admin")


def signed_in(client: FlaskClient, name: str, password: str = PASSWORD) -> FlaskClient:
    assert client.post("/staff/sign-in", data={"name": name, "password": password}).status_code == 303
    return client


def invitation(admin: FlaskClient, name: str = "midori", **more: str) -> str:
    page = page_of(admin.post("/staff/accounts", data={"name": name, "role": "worker", "zone": "north"} | more))
    (link,) = page.all("input", id="invite-link")
    return re.sub("^https?://[^/]+", "", link.get("value") or "")


def test_somebody_invited_chooses_a_password_and_works_in_their_area(
    admin: FlaskClient, visitor: Callable[[], FlaskClient]
) -> None:
    link, guest = invitation(admin, display_name="みどり"), visitor()
    assert "midori" in page_of(guest.get(link)).text("main")
    assert guest.post(link, data={"password": NEW_PASSWORD, "again": NEW_PASSWORD}).status_code == 303
    page_of(signed_in(guest, "midori", NEW_PASSWORD).get("/staff/me"))
    assert "北部" in page_of(admin.get("/staff/accounts")).text("table")
    assert guest.get(link).status_code == 404


def test_two_passwords_that_differ_are_asked_for_again(admin: FlaskClient, visitor: Callable[[], FlaskClient]) -> None:
    link, guest = invitation(admin), visitor()
    page_of(guest.post(link, data={"password": NEW_PASSWORD, "again": "ちがう合言葉です"}), 422)
    page_of(guest.get(link))


@pytest.mark.parametrize("role", ["reader", "worker", "staff"])
def test_only_administrators_see_or_change_accounts(
    visitor: Callable[[], FlaskClient], engine: Engine, role: str
) -> None:
    an_account(engine, role)
    client = signed_in(visitor(), role)
    for ask in (
        lambda: client.get("/staff/accounts"),
        lambda: client.post("/staff/accounts", data={"name": "x", "role": "admin"}),
        lambda: client.post("/staff/accounts/any", data={"deed": "disable"}),
        lambda: client.post("/staff/accounts/any/invite"),
        lambda: client.post("/staff/accounts/reviewed"),
        lambda: client.get("/staff/audit"),
    ):
        assert ask().status_code == 403
    assert visitor().get("/staff/accounts").status_code == 303


@pytest.mark.parametrize("form", [{"role": "king"}, {"name": "admin"}, {"name": "  "}, {"zone": "nowhere"}])
def test_a_wrong_invitation_says_what_is_wrong(admin: FlaskClient, form: dict[str, str]) -> None:
    assert admin.post("/staff/accounts", data={"name": "new", "role": "worker"} | form).status_code == 422


def test_an_account_is_stopped_at_once(admin: FlaskClient, visitor: Callable[[], FlaskClient], engine: Engine) -> None:
    worker = an_account(engine, "worker")
    client = signed_in(visitor(), "worker")
    assert admin.post(f"/staff/accounts/{worker.id}", data={"deed": "disable"}).status_code == 303
    assert client.get("/staff/me").status_code == 303


def test_the_yearly_review_leaves_its_date(admin: FlaskClient, engine: Engine) -> None:
    admin.post("/staff/accounts/reviewed")
    assert ("admin", "accounts.reviewed") in recorded(engine)
    assert "最後の見直し：まだありません" not in page_of(admin.get("/staff/accounts")).text("main")


def test_the_password_is_changed_with_the_old_one_only(visitor: Callable[[], FlaskClient], engine: Engine) -> None:
    an_account(engine, "reader")
    client = signed_in(visitor(), "reader")
    page_of(client.post("/staff/me/password", data={"old": "ちがう", "new": NEW_PASSWORD}), 422)
    assert client.post("/staff/me/password", data={"old": PASSWORD, "new": NEW_PASSWORD}).status_code == 303
    signed_in(visitor(), "reader", NEW_PASSWORD)


def test_with_the_app_a_password_alone_opens_nothing(visitor: Callable[[], FlaskClient], engine: Engine) -> None:
    an_account(engine, "staff")
    client = signed_in(visitor(), "staff")
    page = page_of(client.post("/staff/me/second-factor"))
    (field,) = page.all("input", name="secret")
    totp = pyotp.TOTP(field.get("value") or "")
    page_of(client.post("/staff/me/second-factor", data={"secret": totp.secret, "code": "000000"}), 422)
    assert client.post("/staff/me/second-factor", data={"secret": totp.secret, "code": totp.now()}).status_code == 303

    guest = visitor()
    asked = guest.post("/staff/sign-in", data={"name": "staff", "password": PASSWORD, "next": "/staff/resources"})
    assert "6 けた" in page_of(asked).text("main")
    assert guest.get("/staff").status_code == 303
    again = {"code": totp.now(), "next": "/staff/resources"}
    assert "もう使われています" in page_of(guest.post("/staff/sign-in/code", data=again), 422).text("main")
    later = totp.generate_otp(totp.timecode(datetime.now()) + 1)
    answer = guest.post("/staff/sign-in/code", data={"code": later, "next": "/staff/resources"})
    assert (answer.status_code, answer.location) == (303, "/staff/resources")
    page_of(guest.get("/staff/me"))


def test_a_code_without_a_password_before_it_leads_back_to_the_beginning(visitor: Callable[[], FlaskClient]) -> None:
    assert "/staff/sign-in" in visitor().post("/staff/sign-in/code", data={"code": "123456"}).location


def stolen(client: FlaskClient, thief: FlaskClient) -> FlaskClient:
    """A client that holds a copy of the other's session cookie."""
    cookie = client.get_cookie("tsunagi")
    assert cookie is not None
    thief.set_cookie("tsunagi", cookie.value)
    return thief


def test_a_copied_cookie_is_good_no_more_after_signing_out(
    admin: FlaskClient, visitor: Callable[[], FlaskClient]
) -> None:
    thief, elsewhere = stolen(admin, visitor()), signed_in(visitor(), "admin")
    page_of(thief.get("/staff/me"))
    admin.post("/staff/sign-out")
    assert thief.get("/staff/me").status_code == 303
    page_of(elsewhere.get("/staff/me"))


def test_signing_out_everywhere_ends_every_session(admin: FlaskClient, visitor: Callable[[], FlaskClient]) -> None:
    elsewhere = signed_in(visitor(), "admin")
    assert elsewhere.post("/staff/me/sign-out-everywhere").location == "/staff/sign-in"
    assert admin.get("/staff/me").status_code == 303
    page_of(signed_in(admin, "admin").get("/staff/me"))


def test_a_session_begins_anew_at_sign_in(visitor: Callable[[], FlaskClient], engine: Engine) -> None:
    an_account(engine, "reader")
    client = visitor()
    with client.session_transaction() as before:
        before.update(planted="1", id="chosen by somebody else", csrf_token="known")
    with signed_in(client, "reader").session_transaction() as after:
        assert set(after) == {"id", "user", "epoch", "since", "seen"}
        assert len(after["id"]) > 20
        assert after["id"] != "chosen by somebody else"


@pytest.mark.parametrize(
    ("since", "seen", "stays"), [(0, 0, True), (0, 7300, False), (43300, 0, False), (0, 7100, True)]
)
def test_a_session_ends_after_two_idle_hours_and_after_twelve(
    admin: FlaskClient, since: int, seen: int, stays: bool
) -> None:
    with admin.session_transaction() as session:
        session["since"] -= since
        session["seen"] -= seen
    assert admin.get("/staff/me").status_code == (200 if stays else 303)


def test_administrators_read_what_was_done(admin: FlaskClient, visitor: Callable[[], FlaskClient]) -> None:
    invitation(admin, "<b>midori</b>")
    page = page_of(admin.get("/staff/audit"))
    assert "利用者を加えた" in page.text("table")
    assert "<b>midori</b>" in page.text("table")
    assert "利用者を加えた" not in page_of(admin.get("/staff/audit?kind=sign_in&page=-5&actor=admin")).text("table")
    assert "ありません" in page_of(admin.get("/staff/audit?page=999999999")).text("main")
    page_of(admin.get("/staff/audit?since=きのう"), 422)
    assert visitor().get("/staff/audit").status_code == 303
