"""Each door × each role against the table of who may pass; no other way of asking goes round it."""

import pytest

from directory.accounts import Role
from directory.views.signing import RISING
from tests.attacks.conftest import Site
from tests.attacks.doors import ALL, BEHIND, GUARDED, POSTED, VISITS, address, doors_in
from tests.attacks.planted import LISTING_ID

OTHER_METHODS = ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")


def test_every_door_that_is_not_just_a_page_for_everyone_stands_in_the_table(site: Site) -> None:
    there = doors_in(site.app.url_map)
    assert there >= ALL
    assert {door for door in there - ALL if not door.startswith("GET") or door[4:].startswith(BEHIND)} == set()


@pytest.mark.parametrize(("door", "role"), VISITS, ids=str)
def test_a_door_opens_for_its_role_and_those_above_only(site: Site, door: str, role: Role | None) -> None:
    method, least = door.split(" ")[0], GUARDED[door]
    answer = site.client(role).open(address(door), method=method)
    assert answer.status_code < 500
    if role is None:
        assert answer.status_code == 303
        assert answer.location.startswith("/staff/sign-in?next=")
    elif RISING.index(role) < RISING.index(least):
        assert answer.status_code == 403
    else:
        assert answer.status_code != 403
        assert "next=" not in (answer.location or "")


@pytest.mark.parametrize("door", POSTED)
def test_nothing_is_changed_without_the_forms_own_token(site: Site, door: str) -> None:
    path, other = address(door), site.client("admin").environ_base["HTTP_X_CSRFTOKEN"]
    client = site.client("admin", csrf=False)
    assert client.post(path).status_code == 400
    assert client.post(path, data={"csrf_token": other}).status_code == 400
    assert client.post(f"{path}?csrf_token={other}", headers={"X-CSRFToken": "x"}).status_code == 400


@pytest.mark.parametrize("door", sorted(ALL))
def test_other_methods_lead_nowhere(site: Site, door: str) -> None:
    client, path = site.client("admin"), address(door)
    assert {client.open(path, method=method).status_code for method in OTHER_METHODS} <= {404, 405}
    if not door.startswith("POST"):
        disguised = client.get(path, headers={"X-HTTP-Method-Override": "DELETE"}, query_string={"_method": "DELETE"})
        assert disguised.status_code == client.get(path).status_code


@pytest.mark.parametrize(
    "change",
    [{"user": "admin"}, {"role": "admin"}, {"epoch": -1}, {"since": 0}, {"seen": 0}, {"user": ["a"]}],
    ids=str,
)
def test_a_session_that_says_more_than_was_given_says_nothing(site: Site, change: dict[str, object]) -> None:
    client = site.client("reader")
    with client.session_transaction() as session:
        session.update(change)
    assert client.get("/staff/accounts").status_code in (303, 403)


@pytest.mark.parametrize("cookie", ["", "x", "e30.x.y", "eyJ1c2VyIjoiYWRtaW4ifQ.aaaaaa.bbbb", "." * 4000, "é"])
def test_a_cookie_that_was_not_signed_here_is_nobodys(site: Site, cookie: str) -> None:
    client = site.app.test_client()
    client.set_cookie("tsunagi", cookie)
    assert client.get("/staff/accounts").status_code == 303


@pytest.mark.parametrize(
    ("role", "seen"), [("reader", set()), ("worker", {"supporter"}), ("staff", {"supporter", "office"})]
)
def test_each_role_sees_its_own_layer_of_a_listing(site: Site, role: Role, seen: set[str]) -> None:
    shown = site.client(role).get(f"/staff/resources/{LISTING_ID}").get_data(as_text=True)
    assert {layer for layer in ("supporter", "office") if f"attack-note-{layer}" in shown} == seen
