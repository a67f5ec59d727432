"""What costs much is counted and stopped with a calm page; plain pages are not counted at all."""

import sqlite3
from collections.abc import Callable

import pytest
from flask import Blueprint
from flask.testing import FlaskClient

import app
from directory import errors
from directory.views import limits, problems
from tests.pages import page_of

DEEDS = {
    ("GET", "/", ""): None,
    ("GET", "/resources", ""): None,
    ("GET", "/resources", "q=茶"): "search",
    ("GET", "/", "day=MO"): "search",
    ("GET", "/resources/1", "x=1"): None,
    ("GET", "/near", ""): None,
    ("POST", "/near", ""): "place",
    ("POST", "/desk", ""): "place",
    ("POST", "/find", ""): "place",
    ("POST", "/match", ""): "match",
    ("GET", "/areas/east.pdf", ""): "export",
    ("GET", "/api/services", ""): "api",
    ("POST", "/staff/import", ""): "upload",
    ("POST", "/staff/past/export", ""): "export",
    ("POST", "/staff/export/list", ""): "export",
    ("POST", "/staff/sign-in", ""): None,
    ("GET", "/assets/site/site.css", ""): None,
}


@pytest.mark.parametrize(("asked", "deed"), DEEDS.items())
def test_what_a_request_counts_as(asked: tuple[str, str, str], deed: str | None) -> None:
    method, path, query = asked
    assert limits.deed_of(method, path, bool(query)) == deed


def test_every_deed_has_its_limit() -> None:
    assert {deed for deed in DEEDS.values() if deed} <= set(app.TRIES)
    assert set(limits.POSTED.values()) <= set(app.TRIES)


def client(client_of: Callable[..., FlaskClient], allows: limits.Allows) -> FlaskClient:
    views = Blueprint("views", __name__)
    views.add_url_rule("/resources", view_func=lambda: "found", endpoint="found")
    made = client_of(views)
    limits.install(made.application, allows)
    problems.register(made.application, {errors.TooOften: 429})
    return made


def test_too_many_get_a_calm_page_that_says_when_to_try_again(client_of: Callable[..., FlaskClient]) -> None:
    asked: list[tuple[str, str]] = []
    visitor = client(client_of, lambda *deed: asked.append(deed) or len(asked) < 2)
    assert visitor.get("/resources?q=a").status_code == 200
    stopped = visitor.get("/resources?q=a", environ_base={"REMOTE_ADDR": "2001:db8::1"})
    assert "10分ほど" in page_of(stopped, 429).text("main")
    assert 1 <= int(stopped.headers["Retry-After"]) <= 600
    assert visitor.get("/resources").status_code == 200
    assert [deed for deed, _ in asked] == ["search", "search"]


def test_a_full_disk_does_not_keep_residents_from_searching(client_of: Callable[..., FlaskClient]) -> None:
    def fails(deed: str, caller: str) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    assert client(client_of, fails).get("/resources?q=a").status_code == 200
