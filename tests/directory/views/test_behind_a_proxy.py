"""Who asks, by which name and whether by HTTPS: believed from the operator's own proxies only."""

from collections.abc import Mapping

import pytest
from flask import Flask, request, session, url_for
from werkzeug.test import TestResponse

from directory.views import security

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
LIES = FORWARDED | {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "99", "X-Forwarded-Prefix": "/evil"}


def asked(headers: Mapping[str, str], *, proxies: int, hosts: tuple[str, ...] = (), host: str = "a.jp") -> TestResponse:
    app = Flask("app", static_folder=None)
    app.config.update(SECRET_KEY="test")
    security.stand_behind(app, proxies=proxies, hosts=hosts)
    security.secure(app, tiles=False)

    @app.get("/who")
    def who() -> str:
        session["seen"] = "1"
        return f"{request.remote_addr} {url_for('who', _external=True)}"

    return app.test_client().get("/who", headers=headers, base_url=f"http://{host}")


def test_without_a_proxy_nothing_that_a_visitor_sends_is_believed() -> None:
    answer = asked(LIES, proxies=0)
    assert answer.text == "127.0.0.1 http://a.jp/who"
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_behind_one_the_caller_and_https_are_known_and_the_name_is_the_host() -> None:
    answer = asked(LIES, proxies=1)
    assert answer.text == "203.0.113.9 https://a.jp/who"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))


@pytest.mark.parametrize(("proxies", "caller"), [(1, "198.51.100.2"), (2, "203.0.113.9"), (3, "192.0.2.66")])
def test_only_what_the_own_proxies_added_counts(proxies: int, caller: str) -> None:
    chain = {"X-Forwarded-For": "192.0.2.66, 203.0.113.9, 198.51.100.2", "X-Forwarded-Proto": "https, https, https"}
    assert asked(chain, proxies=proxies).text.startswith(caller)


def test_a_chain_shorter_than_the_proxies_is_not_believed() -> None:
    assert asked(FORWARDED, proxies=2).text.startswith("127.0.0.1 http://")


@pytest.mark.parametrize(
    ("host", "status"),
    [("a.jp", 200), ("a.jp:8000", 200), ("x.b.jp", 200), ("b.jp", 200), ("evil.jp", 400), ("a.jp.evil.jp", 400)],
)
def test_other_names_are_refused_where_names_are_set(host: str, status: int) -> None:
    assert asked({}, proxies=0, hosts=("a.jp", ".b.jp"), host=host).status_code == status
