"""「載っていない会を知らせる」: to staff only, with as little of the teller as can be, and for a while only."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.views import tell
from tests.pages import page_of

Told = list[tuple[str, str | None]]
WHOLE = {"name": "夕やけ体操", "place": "北公園", "when": "毎朝6時半", "how": "参加している"}


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def client(client_of: Callable[..., FlaskClient], told: Told) -> FlaskClient:
    return client_of(tell.blueprint(tell.Parts(keep=lambda text, contact: told.append((text, contact)))))


def test_what_is_told_reaches_staff_line_by_line(client: FlaskClient, told: Told) -> None:
    page = page_of(client.post("/tell", data=WHOLE | {"name": " 夕やけ\n体操 "}))
    assert "受け取りました" in page.text("main")
    expected = "会の名前：夕やけ 体操\nどこで：北公園\nいつ：毎朝6時半\nどうして知っているか：参加している"
    assert told == [(expected, None)]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"name": ""}, "f-name"),
        ({"place": " "}, "f-place"),
        ({"when": "あ" * 301}, "f-when"),
        ({"contact": "0" * 101}, "f-contact"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_the_field_and_nothing_is_lost(
    client: FlaskClient, told: Told, form: dict[str, str], wrong: str
) -> None:
    page = page_of(client.post("/tell", data=WHOLE | form), 422)
    assert f"#{wrong}" in page.links()
    assert told == []
    assert page.all("input", name="how")[0].get("value") == "参加している"


def test_a_program_that_fills_the_unseen_field_is_thanked_and_not_heard(client: FlaskClient, told: Told) -> None:
    assert "受け取りました" in page_of(client.post("/tell", data=WHOLE | {tell.TRAP: "https://spam.example"})).text()
    assert told == []


def test_where_nothing_can_be_kept_the_telephone_is_shown(client_of: Callable[..., FlaskClient]) -> None:
    page = page_of(client_of(tell.blueprint(tell.Parts(keep=None))).get("/tell"))
    assert "電話で知らせてください" in page.text("main")
    assert not page.all("input", name="name")
