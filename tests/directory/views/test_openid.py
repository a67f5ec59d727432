"""A city hall's own sign-in lets in who was invited, and believes nothing that it cannot check."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from directory import accounts
from directory.accounts import invitations
from directory.database import open_database, writing
from tests.conftest import set_up
from tests.directory.views.identity_provider import FakeProvider, fake_provider
from tests.directory.views.staff_door import Around, doors, recorded
from tests.pages import page_of

ADDRESS = "Midori@city.example.jp"


@pytest.fixture(scope="module")
def listening() -> Iterator[FakeProvider]:
    with fake_provider() as provider:
        yield provider


@pytest.fixture
def city(listening: FakeProvider) -> FakeProvider:
    listening.claims, listening.sign = {}, "own"
    return listening


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    set_up(url).dispose()
    engine = open_database(url)
    with writing(engine) as session:
        invitations.invite(session, ADDRESS, role="worker", display_name="みどり", zone_id=None, actor="admin")
    yield engine
    engine.dispose()


@pytest.fixture
def visitor(client_of: Callable[..., FlaskClient], engine: Engine, city: FakeProvider) -> FlaskClient:
    return client_of(*doors(engine, Around(), openid=city.provider))


def come_in(visitor: FlaskClient, city: FakeProvider, target: str = "/staff/resources") -> TestResponse:
    sent = visitor.get("/staff/sign-in/openid", query_string={"next": target})
    assert sent.status_code == 302, sent.text
    assert sent.location.startswith(f"{city.address}/go?")
    return visitor.get(city.allow(sent.location))


def test_who_was_invited_comes_in_and_works_in_their_role(
    visitor: FlaskClient, city: FakeProvider, engine: Engine
) -> None:
    assert "庁内のサインイン" in page_of(visitor.get("/staff/sign-in?next=/staff/me")).text("main")
    answer = come_in(visitor, city)
    assert (answer.status_code, answer.location) == (303, "/staff/resources")
    assert "みどり（推進員" in page_of(visitor.get("/staff/me")).text("main")
    assert visitor.get("/staff/accounts").status_code == 403
    assert recorded(engine)[-1] == (ADDRESS, "sign_in")
    assert {"S256", "code", "openid email profile"} <= set(city.asked.values())
    assert city.asked["redirect_uri"].endswith("/staff/sign-in/openid/back")


WRONG: dict[str, dict[str, Any]] = {
    "another's answer": {"nonce": "planted"},
    "for another service": {"aud": "another"},
    "by another provider": {"iss": "https://evil.example"},
    "long ago": {"exp": int(time.time()) - 3600},
    "nobody": {"sub": ""},
    "an address not verified": {"email_verified": False},
    "verified in words only": {"email_verified": "true"},
    "no address": {"email": None},
    "not invited": {"email": "takeshi@city.example.jp"},
    "an endless subject": {"sub": "x" * 600},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
def test_whoever_else_stays_outside(visitor: FlaskClient, city: FakeProvider, claims: dict[str, Any]) -> None:
    city.claims = claims
    answer = come_in(visitor, city)
    assert answer.status_code in (403, 422)
    page_of(answer, answer.status_code)
    assert visitor.get("/staff/me").status_code == 303


@pytest.mark.parametrize("sign", ["foreign", "none", "HS256"])
def test_only_the_providers_own_key_counts(visitor: FlaskClient, city: FakeProvider, sign: str) -> None:
    city.sign = sign
    assert come_in(visitor, city).status_code in (422, 503)
    assert visitor.get("/staff/me").status_code == 303


@pytest.mark.parametrize("back", ["?code=good&state=planted", "?code=good", "?error=access_denied", "", "?state=%00"])
def test_a_way_back_that_nobody_began_leads_nowhere(visitor: FlaskClient, back: str) -> None:
    page_of(visitor.get(f"/staff/sign-in/openid/back{back}"), 422)
    assert visitor.get("/staff/me").status_code == 303


def test_an_answer_is_good_once_and_in_the_browser_that_asked(visitor: FlaskClient, city: FakeProvider) -> None:
    sent = visitor.get("/staff/sign-in/openid")
    back = city.allow(sent.location)
    other = visitor.application.test_client()
    assert other.get(back).status_code == 422
    assert visitor.get(back).status_code == 303
    assert visitor.get(back).status_code == 422


def test_an_address_that_passed_to_somebody_else_opens_nothing(visitor: FlaskClient, city: FakeProvider) -> None:
    assert come_in(visitor, city).status_code == 303
    city.claims = {"sub": "42"}
    assert come_in(visitor, city).status_code == 403
    city.claims = {"email": "married@city.example.jp"}
    assert come_in(visitor, city).status_code == 303


def test_a_stopped_account_stays_outside(visitor: FlaskClient, city: FakeProvider, engine: Engine) -> None:
    assert come_in(visitor, city).status_code == 303
    with writing(engine) as session:
        user = accounts.recall(session, ADDRESS)
        assert user is not None
        accounts.set_active(session, user.id, False, actor="admin")
    assert visitor.get("/staff/me").status_code == 303
    assert come_in(visitor, city).status_code == 403


def test_it_goes_on_to_pages_of_this_site_only(visitor: FlaskClient, city: FakeProvider) -> None:
    assert come_in(visitor, city, "https://evil.example/").location == "/staff"


def test_a_provider_that_is_not_there_is_said_calmly(client_of: Callable[..., FlaskClient], engine: Engine) -> None:
    nowhere = FakeProvider("http://127.0.0.1:9").provider
    page_of(client_of(*doors(engine, Around(), openid=nowhere)).get("/staff/sign-in/openid"), 503)
