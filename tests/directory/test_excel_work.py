"""Staff take the list out, change a cell in their spreadsheet, and bring it back: by either door it is an update."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import app
from directory import accounts
from directory.database import open_database, reading, writing
from directory.settings import Settings
from directory.store import listings
from tests.conftest import Ran

Run = Callable[..., Ran]
SAID = "毎月第2火曜日 10:00~12:00"


@pytest.fixture
def changed(demo: Path, run: Run, tmp_path: Path) -> Path:
    """The sample's own list, with one schedule filled in."""
    path = tmp_path / "list.csv"
    assert run("export", "csv", "-o", str(path)).exit == 0
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    rows[1][rows[0].index("開催日時")] = SAID
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def staff(changed: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("TSUNAGI_TILES", "off")
    settings = Settings.from_environment()
    with writing(open_database(settings.database_url or "")) as session:
        accounts.add_account(
            session, "hanako", "ながいながい合言葉です", role="staff", display_name=None, actor="tests"
        )
    made = app.create_app(settings)
    made.config["WTF_CSRF_ENABLED"] = False
    client = made.test_client()
    signed = client.post("/staff/sign-in", data={"name": "hanako", "password": "ながいながい合言葉です"})
    assert signed.status_code == 303
    return client


def test_by_command(changed: Path, run: Run) -> None:
    report = json.loads(run("import", str(changed), "--dry-run", "--json").out)
    assert (report["counts"]["update"], report["counts"]["new"]) == (1, 0)


def test_on_the_staff_page(changed: Path, staff: FlaskClient) -> None:
    with changed.open("rb") as file:
        sent = staff.post("/staff/import", data={"file": (file, "list.csv")})
    preview = sent.headers["Location"]
    assert "1件を取り込む" in staff.get(preview).text
    assert staff.post(preview).status_code == 303
    with reading(open_database(Settings.from_environment().database_url or "")) as session:
        told = [meeting.text for listing in listings(session) for meeting in listing.meetings]
    assert told.count(SAID) == 1
