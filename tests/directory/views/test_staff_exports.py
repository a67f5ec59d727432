"""What staff take away: the public list in every format, a list in its own shape, the form; each is recorded."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from directory.accounts import Role
from directory.audit import DEEDS
from directory.database import writing
from directory.exporters import MODULES
from directory.intake import Surroundings, apply
from directory.views.staff_exports import FORMATS
from tests.directory.intake.sheets import VOCABULARY, csv_file, report
from tests.directory.views.staff_door import PASSWORD, Around, an_account, doors, recorded
from tests.pages import page_of

Signed = Callable[[Role], FlaskClient]


@pytest.fixture
def signed(engine: Engine, client_of: Callable[..., FlaskClient], tmp_path: Path) -> Signed:
    rows = [["サロン名", "担当班", "会場"], ["ひまわり", "A班", "西会館"]]
    with writing(engine) as session:
        around = Surroundings(VOCABULARY, "14208", "サロン.csv")
        apply(session, report(csv_file(tmp_path, rows, name="サロン.csv")), around, actor="hanako")

    def sign_in(role: Role) -> FlaskClient:
        client = client_of(*doors(engine, Around()))
        an_account(engine, role)
        client.post("/staff/sign-in", data={"name": role, "password": PASSWORD})
        return client

    return sign_in


def test_the_page_offers_every_format_and_each_list_and_says_who_may_see_them(signed: Signed) -> None:
    assert set(FORMATS) == set(MODULES)
    text = page_of(signed("staff").get("/staff/export")).text("main")
    assert all(one.name in text for one in FORMATS.values())
    assert "サロン（1件）を書き出す" in text
    assert "社協の職員だけ" in text


def test_what_is_taken_is_a_file_and_is_recorded(signed: Signed, engine: Engine) -> None:
    client = signed("staff")
    taken = {
        "/staff/export": ({"format": "csv-cp932"}, "名簿-2026-11-22.csv"),
        "/staff/export/list": ({"list": "サロン"}, "サロン.xlsx"),
        "/staff/export/form": ({}, "登録用紙.xlsx"),
    }
    for path, (sent, name) in taken.items():
        answer = client.post(path, data=sent)
        assert (answer.status_code, name in unquote(answer.headers["Content-Disposition"])) == (200, True)
    deeds = [action for actor, action in recorded(engine) if actor == "staff" and action.startswith("export")]
    assert deeds == ["export", "export_list", "export_form"]
    assert set(deeds) <= set(DEEDS)


def test_a_list_comes_back_with_the_columns_that_nobody_reads(signed: Signed) -> None:
    data = signed("staff").post("/staff/export/list", data={"list": "サロン"}).data
    (head, row) = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    assert head == ("サロン名", "担当班", "会場", "◆変更")
    assert row[:3] == ("ひまわり", "A班", "西会館")


def test_what_a_format_cannot_hold_is_shown_before(signed: Signed) -> None:
    page = page_of(signed("staff").get("/staff/export?check=csv-cp932"))
    assert "書けないものがあります。" in page.text("main")


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [("/staff/export", {"format": "exe"}, 422), ("/staff/export/list", {"list": "ない"}, 404)],
)
def test_what_there_is_not_is_told(signed: Signed, path: str, sent: dict[str, str], status: int) -> None:
    assert signed("staff").post(path, data=sent).status_code == status


@pytest.mark.parametrize("role", ["reader", "worker"])
def test_only_staff_take_files(signed: Signed, role: Role) -> None:
    client = signed(role)
    assert client.get("/staff/export").status_code == 403
    for path in ("/staff/export", "/staff/export/list", "/staff/export/form"):
        assert client.post(path, data={"format": "csv", "list": "サロン"}).status_code == 403
