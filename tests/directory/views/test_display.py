"""Larger letters and ふりがな: a switch without JavaScript, kept in a cookie, that leads nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.views import listings
from tests.directory.views.standing import parts
from tests.factories import a_public_listing
from tests.pages import page_of

Client = Callable[..., FlaskClient]


@pytest.fixture
def client(client_of: Client, tmp_path: Path) -> FlaskClient:
    salon = a_public_listing(name="<茶>の間", reading="ちゃのま")
    return client_of(listings.blueprint(parts(tmp_path, salon)))


def test_the_choice_of_letters_and_readings_is_remembered(client: FlaskClient) -> None:
    assert not page_of(client.get("/resources")).all("ruby")
    client.post("/display", data={"letters": "larger"})
    answer = client.post("/display", data={"kana": "on"}, headers={"Referer": "http://localhost/resources?q=a"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/resources?q=a"
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("larger.kana", "HttpOnly", "SameSite=Lax", "Max-Age=31536000"))
    answer = client.get("/resources")
    page = page_of(answer)
    assert "Cookie" in answer.headers["Vary"]
    assert page.root.get("class") == "letters-larger"
    assert [e.text for e in page.root.iter("rt")] == ["ちゃ", "ま"]
    assert "<茶（ちゃ）>の間（ま）" in page.text("main")


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://localhost/near", "/near"),
        ("http://localhost//evil.example/", "/evil.example/"),
        ("http://localhost/\\evil.example", "/evil.example"),
        ("https://evil.example/near", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_switch_leads_back_to_this_site_only(client: FlaskClient, referer: str, leads_to: str) -> None:
    assert client.post("/display", headers={"Referer": referer}).headers["Location"] == leads_to


def test_another_site_cannot_turn_the_switch(client: FlaskClient) -> None:
    answer = client.post("/display", data={"letters": "large"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["", "huge", "large.large", "kana.<script>", "." * 900])
def test_a_damaged_cookie_does_no_harm(client: FlaskClient, cookie: str) -> None:
    client.set_cookie("tsunagi_view", cookie)
    assert page_of(client.get("/resources")).root.get("class") in (None, "letters-large")
