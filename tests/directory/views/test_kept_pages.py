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
def client(client_of: Callable[..., FlaskClient], tmp_path: Path, catalogue: Catalogue) -> FlaskClient:
    client = client_of(listings.blueprint(parts(tmp_path, a_public_listing(name="茶の間", reading="ちゃのま"))))
    kept_pages.install(client.application, catalogue)  # type: ignore[arg-type]
    return client


@contextmanager
def made(client: FlaskClient) -> Iterator[list[str]]:
    """The templates that were filled in meanwhile."""
    names: list[str] = []

    def note(sender: object, template: object, **extra: object) -> None:
        names.append(template.name)  # type: ignore[attr-defined]

    with template_rendered.connected_to(note, client.application):
        yield names


def test_an_unchanged_page_is_made_once_and_has_the_headers_of_every_answer(client: FlaskClient) -> None:
    first = client.get("/resources?q=茶")
    with made(client) as names:
        again = client.get("/resources?q=茶")
    assert not names
    assert again.data == first.data
    assert set(again.headers.keys()) == set(first.headers.keys())
    assert again.headers["Content-Security-Policy"] != first.headers["Content-Security-Policy"]
    assert client.get("/resources?q=茶", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


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


def test_what_is_asked_at_length_is_made_each_time(client: FlaskClient) -> None:
    path = f"/resources?q={'a' * 300}"
    client.get(path)
    with made(client) as names:
        client.get(path)
    assert names


def test_the_pages_used_last_stay_within_bounds() -> None:
    pages = kept_pages.KeptPages(most_bytes=10)
    one, two, three = (kept_pages._Page(b"12345", str(n)) for n in range(3))
    pages.keep("one", one)
    pages.keep("two", two)
    assert pages.get("one") is one
    pages.keep("three", three)
    assert [pages.get(key) for key in ("one", "two", "three")] == [one, None, three]
