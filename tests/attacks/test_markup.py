"""Whatever stands in a listing or in a question is shown as the words it is: no markup, no template, no script."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.accounts import Role
from tests.attacks.conftest import Site
from tests.attacks.planted import CALCULATED, HALL_ID, LISTING_ID, TEMPLATE, attack
from tests.pages import Page

ADDRESSES = ("/", "#", "?", "https://", "http://127.0.0.1", "tel:", "mailto:", "data:image/svg+xml", "sms:")
# Page → who looks at it.
PLANTED: dict[str, Role | None] = {
    f"/resources/{LISTING_ID}": None,
    f"/resources/{LISTING_ID}/report": None,
    "/resources?q=cmd": None,
    "/?q=cmd": None,
    "/areas/tobu": None,
    f"/staff/resources/{LISTING_ID}": "staff",
    f"/staff/resources/{LISTING_ID} ": "reader",
    f"/staff/resources/{LISTING_ID}/history": "staff",
    f"/staff/resources/{LISTING_ID}/consent": "staff",
    f"/staff/resources/{LISTING_ID}/delete": "staff",
    f"/staff/venues/{HALL_ID}": "staff",
    f"/staff/card/{LISTING_ID}/1": "staff",
    "/staff/resources?q=cmd": "staff",
    "/staff": "staff",
    "/staff/calls": "staff",
    "/staff/cards": "staff",
    "/staff/past": "staff",
    "/staff/duplicates": "staff",
    "/staff/today": "staff",
    f"/staff/today/change?listing={LISTING_ID}": "staff",
    "/staff/audit": "admin",
    "/staff/accounts": "admin",
}
ASKED = {
    "/": ("q", "type", "area", "target", "day", "town", "page"),
    "/resources": ("q", "type", "area", "target", "day", "town", "page"),
    "/near": ("place", "address", "lat", "lon"),
    "/staff/resources": ("q",),
    "/staff/audit": ("actor", "kind", "since", "until", "page"),
    "/staff/past": ("day",),
    "/staff/import/preview/x": ("kind", "show"),
    "/staff/sign-in": ("next",),
    "/staff/duplicates": ("q", "page", "show"),
    "/staff/cards": ("listing",),
}
SENT = {
    "/desk": ("address",),
    "/near": ("place", "address", "lat", "lon"),
    "/find": ("place", "content", "day", "half"),
    "/match": ("place", "age", "interests", "needs", "avoid", "note"),
    f"/resources/{LISTING_ID}/report": ("text",),
    "/tell": ("name", "place", "when", "how", "contact"),
    "/staff/today/read": ("text", "line"),
    "/staff/past/export": ("day", "format"),
    "/staff/today/change": ("listing", "first_day"),
    "/staff/accounts": ("name", "display_name", "role", "zone"),
    "/staff/resources/new": ("name", "description", "website", "status", "schedule_text"),
    f"/staff/resources/{LISTING_ID}/consent": ("item", "by", "given_on"),
}


def signs_of_an_attack(answer: TestResponse) -> list[str]:
    return signs_in(Page(answer.get_data(as_text=True))) if answer.mimetype == "text/html" else []


def signs_in(page: Page) -> list[str]:
    """Elements, attributes, scripts and addresses that the attack's words have become."""
    found = []
    for element in page.root.iter():
        found += [element.tag] if str(element.tag).startswith("attack") else []
        found += [name for name in element.attrib if name.startswith(("attack", "on"))]
        for name in ("href", "src", "action", "formaction"):
            goes = element.get(name)
            if goes is not None and goes and not goes.startswith(ADDRESSES):
                found.append(goes)
        if element.tag == "script" and element.get("type") != "application/json" and "attack" in (element.text or ""):
            found.append("script")
    if CALCULATED in re.sub(r"[0-9a-f]{6,}|\d{5,}|[\d,.]*1337[\d.,]+", "", page.text()):
        found.append("template")
    return found


@pytest.mark.parametrize(("path", "role"), PLANTED.items())
def test_what_stands_in_a_listing_stays_words(site: Site, path: str, role: Role | None) -> None:
    answer = site.client(role).get(path.strip(), follow_redirects=True)
    assert answer.status_code == 200, path
    assert signs_of_an_attack(answer) == []


@pytest.mark.parametrize("view", ["easy", "en", "kana", "en.kana", "larger.easy.kana"])
def test_it_stays_words_in_every_language_and_with_readings(site: Site, view: str) -> None:
    client = site.client()
    client.set_cookie("tsunagi_view", view)
    for path, role in PLANTED.items():
        if role is None:
            assert signs_of_an_attack(client.get(path)) == [], path
    for path, name in (("/resources", "q"), ("/resources", "town"), ("/near", "place")):
        assert signs_of_an_attack(ask(client, path, name, attack("asked"), post=False)) == []
    for path, name in (("/desk", "address"), ("/near", "place"), ("/find", "place"), ("/tell", "name")):
        assert signs_of_an_attack(ask(client, path, name, attack("sent"), post=True)) == []


def test_the_attack_is_on_the_pages_and_would_be_seen(site: Site) -> None:
    """So that the tests above cannot pass for want of an attack, or for blindness."""
    shown = site.client().get(f"/resources/{LISTING_ID}").get_data(as_text=True)
    for field in ("name", "description", "fees_text", "note_public", "meeting"):
        assert f"attack-{field.replace('_', '-')} onerror" in shown, field
    assert TEMPLATE.replace("<", "&lt;").replace(">", "&gt;") in shown
    head = '<!doctype html><html lang="ja"><head><title>x</title></head><body>'
    page = Page(f'{head}<attack-name onerror="1">{CALCULATED}</attack-name><a href="javascript:1">x</a></body></html>')
    assert set(signs_in(page)) == {"attack-name", "onerror", "javascript:1", "template"}


def ask(client: FlaskClient, path: str, name: str, words: str, *, post: bool) -> TestResponse:
    if post:
        return client.post(path, data={name: words}, follow_redirects=True)
    return client.get(path, query_string={name: words}, follow_redirects=True)


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in ASKED.items() for name in names])
def test_what_somebody_asks_for_stays_words(site: Site, path: str, name: str) -> None:
    answer = ask(site.client("admin" if path != "/staff/sign-in" else None), path, name, attack("asked"), post=False)
    assert answer.status_code < 500
    assert signs_of_an_attack(answer) == []


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in SENT.items() for name in names])
def test_what_somebody_sends_stays_words(site: Site, path: str, name: str) -> None:
    answer = ask(site.client("admin"), path, name, attack("sent"), post=True)
    assert answer.status_code < 500
    assert signs_of_an_attack(answer) == []


def test_what_residents_told_is_shown_to_staff_as_words(site: Site) -> None:
    told = {"name": attack("t")[:300], "place": attack("p")[:300], "contact": attack("c")[:100]}
    assert site.client().post("/tell", data=told).status_code == 200
    assert site.client().post(f"/resources/{LISTING_ID}/report", data={"text": attack("r")}).status_code == 200
    for path in ("/staff", "/staff/resources", f"/staff/resources/{LISTING_ID}"):
        assert signs_of_an_attack(site.client("staff").get(path)) == []


def test_the_map_and_files_carry_no_markup(site: Site) -> None:
    client = site.client()
    for path in ("/map/bare.js", "/", "/areas/tobu"):
        body = client.get(path).get_data(as_text=True)
        assert "<attack" not in body, path
