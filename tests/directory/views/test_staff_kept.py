"""What was typed when the session ended comes back after signing in: to that account, for two hours, and no further."""

import os
import time
from pathlib import Path

import pytest

from directory.stewardship.kept_forms import KEPT_S, LONGEST, MOST, KeptForm, KeptForms
from tests.directory.views.staff_door import an_account
from tests.directory.views.test_staff import Office, fields_of, office
from tests.pages import page_of

__all__ = ["office"]


def ended(office: Office) -> None:
    with office.client.session_transaction() as session:
        session["seen"] -= 3 * 3600


def sent_too_late(office: Office, path: str, **typed: str) -> str:
    """Where the visitor is led after sending a page's form with an ended session and signing in again."""
    form = office.signed_in("staff").form(path) | {name: [text] for name, text in typed.items()}
    ended(office)
    answer = office.client.post(path, data=form)
    assert answer.location.startswith("/staff/sign-in?next=")
    page = page_of(office.client.get(answer.location))
    assert "書いた内容は残っています" in page.text("main")
    return page.all("input", name="next")[0].get("value") or ""


@pytest.mark.parametrize("kind", ["resources", "venues"])
def test_what_was_typed_comes_back_in_its_form_and_is_saved_by_hand(office: Office, kind: str) -> None:
    path = f"/staff/{kind}/{office.listing.id if kind == 'resources' else office.hall.id}"
    field = "note_office" if kind == "resources" else "note"
    kept = sent_too_late(office, path, **{field: "二行の\nメモ", "deed": "save"})
    assert office.sign_in("staff", next=kept).location == kept
    page = page_of(office.client.get(kept))
    again = page_of(office.client.post(path, data=fields_of(page) | {"deed": ["preview"]}))
    assert again.text("textarea").count("二行の") == 1
    assert office.now() == office.listing, "nothing is saved by coming back"
    office.client.post(path, data=fields_of(again) | {"deed": ["save"]})
    assert "二行の メモ" in page_of(office.client.get(path)).text("textarea")
    assert office.client.get(kept).status_code == 404, "it is not kept once it was opened"


def test_nobody_else_opens_it(office: Office) -> None:
    kept = sent_too_late(office, f"/staff/resources/{office.listing.id}", note_office="ひみつ")
    an_account(office.engine, "admin")
    office.sign_in("admin", next=kept)
    answer = office.client.get(kept)
    assert answer.status_code == 404
    assert "ひみつ" not in answer.text


def test_a_visitor_who_was_never_signed_in_leaves_nothing(office: Office, tmp_path: Path) -> None:
    answer = office.client.post(f"/staff/resources/{office.listing.id}", data={"version": "1", "name": "x"})
    assert "kept" not in answer.location
    assert not (tmp_path / "kept_forms").exists()


def test_a_session_that_was_signed_out_keeps_nothing(office: Office) -> None:
    office.signed_in("staff")
    cookie = office.client.get_cookie("tsunagi")
    assert cookie is not None
    office.client.post("/staff/sign-out")
    office.client.set_cookie("tsunagi", cookie.value)
    assert "kept" not in office.client.post(f"/staff/resources/{office.listing.id}", data={"name": "x"}).location


def test_passwords_and_decisions_are_not_kept(office: Office) -> None:
    office.signed_in("staff")
    ended(office)
    assert "kept" not in office.client.post("/staff/me/password", data={"old": "a", "new": "b"}).location


def test_kept_forms_are_few_short_and_gone_after_two_hours(tmp_path: Path) -> None:
    kept = KeptForms(tmp_path / "kept")
    assert kept.keep("a", KeptForm("/x", {"text": ["あ" * LONGEST]})) is None
    tokens = [kept.keep("a", KeptForm("/x", {"text": [str(n)]})) for n in range(MOST + 2)]
    assert len(list(kept.folder.iterdir())) == MOST
    last = tokens[-1] or ""
    assert kept.open(last, "a").fields == {"text": [str(MOST + 1)]}
    assert (kept.folder / last).stat().st_mode & 0o077 == 0
    kept.forget(last, "somebody else")
    old = time.time() - KEPT_S - 1
    for file in kept.folder.iterdir():
        os.utime(file, (old, old))
    kept.forget_old()
    assert not list(kept.folder.iterdir())
