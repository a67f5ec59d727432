"""A kept page is the page that would be made now for this visitor, or it is made anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import template_rendered
from flask.testing import FlaskClient

from directory.views import kept_pages, listings
from tests.directory.views.standing import parts
from tests.factories import a_public_listing
from tests.pages import page_of


@dataclass
class Catalogue:
    """What a public catalogue says of its state."""

    state: tuple[object, ...] = (1, "2026-11-22")


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def client(
    client_of: Callable[..., FlaskClient], tmp_path: Path, catalogue: Catalogue, stopped: list[str]
) -> FlaskClient:
    client = client_of(listings.blueprint(parts(tmp_path, a_public_listing(name="茶の間", reading="ちゃのま"))))
    kept_pages.install(client.application, catalogue, lambda deed, caller: not stopped)  # type: ignore[arg-type]
    return client


@pytest.fixture
def stopped() -> list[str]:
    """Not empty: whoever searches once more does so too often."""
    return []


@contextmanager
def made(client: FlaskClient) -> Iterator[list[str]]:
    """The templates that were filled in meanwhile."""
    names: list[str] = []

    def note(sender: object, template: object, **extra: object) -> None:
        names.append(template.name)  # type: ignore[attr-defined]

    with template_rendered.connected_to(note, client.application):
        yield names


def test_an_unchanged_page_is_made_once_and_has_the_headers_of_every_answer(client: FlaskClient) -> None:
    first = client.get("/resources?day=MO")
    with made(client) as names:
        again = client.get("/resources?day=MO")
    assert not names
    assert again.data == first.data
    assert set(again.headers.keys()) == set(first.headers.keys())
    assert again.headers["Content-Security-Policy"] != first.headers["Content-Security-Policy"]
    assert client.get("/resources?day=MO", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("headers", "cookie"),
    [
        ({"Accept-Language": "en"}, None),
        ({"Host": "other.example"}, None),
        ({}, ("tsunagi_view", "large")),
        ({}, ("tsunagi_view", "kana")),
        ({}, ("tsunagi_view", "en")),
        ({}, ("tsunagi", "somebody signed in")),
    ],
    ids=str,
)
def test_who_sees_pages_otherwise_gets_a_page_of_their_own(
    client: FlaskClient, headers: dict[str, str], cookie: tuple[str, str] | None
) -> None:
    client.get("/resources")
    if cookie:
        client.set_cookie(*cookie)
    with made(client) as names:
        client.get("/resources", headers=headers)
    assert names


def test_nothing_that_somebody_with_a_session_saw_is_kept(client: FlaskClient) -> None:
    client.set_cookie("tsunagi", "somebody signed in")
    client.get("/resources")
    client.delete_cookie("tsunagi")
    with made(client) as names:
        client.get("/resources")
    assert names


@pytest.mark.parametrize("state", [(2, "2026-11-22"), (1, "2026-11-23")])
def test_another_publication_or_day_is_shown_at_once(
    client: FlaskClient, catalogue: Catalogue, state: tuple[object, ...]
) -> None:
    client.get("/resources")
    catalogue.state = state
    with made(client) as names:
        assert "茶の間" in page_of(client.get("/resources")).text("main")
    assert names


def test_what_somebody_typed_is_remembered_nowhere(client: FlaskClient) -> None:
    client.get("/resources?day=MO&q=茶")
    with made(client) as names:
        client.get("/resources?day=MO&q=茶")
    assert names


def test_what_is_asked_at_length_is_made_each_time(client: FlaskClient) -> None:
    path = f"/resources?n={'a' * 300}"
    client.get(path)
    with made(client) as names:
        client.get(path)
    assert names


def test_a_kept_page_counts_as_a_search_like_any_other(client: FlaskClient, stopped: list[str]) -> None:
    client.get("/resources?day=MO")
    stopped.append("now")
    with made(client) as names:
        client.get("/resources?day=MO")
    assert names, "what is asked for too often goes on to where that is said"


def test_the_pages_used_last_stay_within_bounds(client: FlaskClient, catalogue: Catalogue) -> None:
    size = len(client.get("/resources").data)
    inner = client.application.wsgi_app._inner  # type: ignore[attr-defined]
    bounded = kept_pages.KeptPages(inner, catalogue, lambda deed, caller: True, "tsunagi", size * 2 + size // 2)  # type: ignore[arg-type]
    client.application.wsgi_app = bounded  # type: ignore[method-assign]
    for path in ("/resources?n=1", "/resources?n=2", "/resources?n=1", "/resources?n=3"):
        client.get(path)
    with made(client) as names:
        client.get("/resources?n=1")
        client.get("/resources?n=3")
    assert not names
    with made(client) as names:
        client.get("/resources?n=2")
    assert names
