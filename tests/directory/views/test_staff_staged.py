"""A file that was sent for import after the session had ended waits two hours for that account, and for nobody else."""

import io
import os
import time
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from directory.errors import InputWrong
from directory.stewardship.uploads import STAGED_S, Uploads
from tests.directory.views.staff_door import an_account
from tests.directory.views.test_staff import Office, office
from tests.directory.views.test_staff_kept import ended
from tests.pages import page_of

__all__ = ["office"]
LIST = "名称,開催日時,会場\n花のサロン,第2火曜日 10:00～12:00,中央会館\n"
WAITS = "選んだファイルが残っています"


def send(office: Office, text: str = LIST, name: str = "一覧.csv") -> TestResponse:
    return office.client.post("/staff/import", data={"file": (io.BytesIO(text.encode()), name)})


def sent_too_late(office: Office, **file: str) -> str:
    office.signed_in("staff")
    ended(office)
    return str(send(office, **file).location)


def test_the_file_is_offered_after_signing_in_and_read_once(office: Office) -> None:
    assert sent_too_late(office) == "/staff/sign-in?next=/staff/import"
    assert "選んだファイルは残っています" in page_of(office.client.get("/staff/sign-in")).text("main")
    assert office.sign_in("staff", next="/staff/import").location == "/staff/import"
    assert "「一覧.csv」" in page_of(office.client.get("/staff/import")).text()
    answer = office.client.post("/staff/import/staged", data={"deed": "read"})
    assert "花のサロン" in page_of(office.client.get(answer.location)).text()
    assert WAITS not in page_of(office.client.get("/staff/import")).text()
    assert office.client.post("/staff/import/staged").status_code == 404
    assert "花のサロン" in page_of(office.client.get(answer.location)).text(), "the file is still there to be taken in"


def test_it_can_be_thrown_away(office: Office, tmp_path: Path) -> None:
    sent_too_late(office)
    office.sign_in("staff")
    office.client.post("/staff/import/staged", data={"deed": "forget"})
    assert WAITS not in page_of(office.client.get("/staff/import")).text()
    assert not list(tmp_path.rglob("一覧.csv"))


def test_nobody_else_is_offered_it(office: Office) -> None:
    sent_too_late(office)
    an_account(office.engine, "admin")
    office.sign_in("admin")
    assert WAITS not in page_of(office.client.get("/staff/import")).text()
    assert office.client.post("/staff/import/staged").status_code == 404


@pytest.mark.parametrize("role", ["worker", "reader"])
def test_whose_role_may_not_import_leaves_nothing(office: Office, tmp_path: Path, role: str) -> None:
    office.signed_in(role)
    ended(office)
    send(office)
    assert not list(tmp_path.rglob("一覧.csv"))


def test_a_visitor_without_an_account_leaves_nothing(office: Office, tmp_path: Path) -> None:
    send(office)
    assert not list(tmp_path.rglob("一覧.csv"))


def test_what_is_no_list_is_not_kept(office: Office, tmp_path: Path) -> None:
    assert "sign-in" in sent_too_late(office, name="写真.exe")
    assert not list(tmp_path.rglob("写真.exe"))


def test_one_file_an_account_for_two_hours(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    uploads.stage("a", "一.csv", b"x")
    uploads.stage("a", "二.csv", b"x")
    uploads.stage("../b", "三.csv", b"x")
    own = uploads.staged("a")
    assert own
    assert uploads.path(own).name == "二.csv"
    assert not list(tmp_path.rglob("一.csv"))
    for place in tmp_path.glob("staged-*"):
        os.utime(place, (time.time() - STAGED_S - 1,) * 2)
    assert uploads.staged("a") is None
    assert not list(tmp_path.rglob("*.csv"))
    with pytest.raises(InputWrong):
        uploads.stage("a", "四.pdf", b"x")
