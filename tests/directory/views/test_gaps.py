"""`/gaps`: counts for the meeting, small ones kept back on the page, in the CSV and in the command."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from directory.assembly import Directory
from directory.database import writing
from directory.settings import Settings
from directory.stewardship.gaps import record
from directory.views.staff_gaps import Parts, blueprint
from directory.vocabulary import Vocabulary
from tests.conftest import Ran
from tests.pages import page_of

NOVEMBER = date(2026, 11, 26)


def count(engine: Engine, times: int, need: str, zone: str | None, day: date = NOVEMBER) -> None:
    with writing(engine) as session:
        for _ in range(times):
            record(session, [("need", need)], zone, day)


@pytest.fixture
def client(client_of: Callable[..., FlaskClient], engine: Engine) -> FlaskClient:
    parts = Parts(
        engine=engine,
        vocabulary=Vocabulary.load(),
        zones={"tobu": "東部"},
        today=lambda: NOVEMBER,
        guard=lambda view: view,
    )
    return client_of(blueprint(parts))


def test_the_page_and_the_table_keep_small_counts_back(client: FlaskClient, engine: Engine) -> None:
    count(engine, 7, "hikikomori", "tobu")
    count(engine, 2, "poverty", "tobu")
    count(engine, 6, "isolation", None, date(2026, 3, 1))
    page = page_of(client.get("/gaps"))
    assert page.text("tr").count("7回") == 1
    assert page.text("tr").count("5回未満") == 1
    assert "2回" not in page.text("tr")
    assert "孤立" in page_of(client.get("/gaps?year=2025")).text("tr")
    table = client.get("/gaps.csv?year=2026").data
    assert table.startswith(b"\xef\xbb\xbf")
    assert "2026年度,ひきこもり,東部,7回" in table.decode("utf-8-sig")


@pytest.mark.parametrize("address", ["/gaps", "/gaps?year=1", "/gaps?year=x"])
def test_where_nothing_was_counted_it_says_how_to(client: FlaskClient, address: str) -> None:
    assert "まだ数えられていません" in page_of(client.get(address)).text()


def test_the_command_gives_the_same_counts(demo: Path, run: Callable[..., Ran]) -> None:
    private = Directory(Settings.from_environment()).private()
    count(private.engine, 5, "hikikomori", "tobu")
    count(private.engine, 1, "hikikomori", "chubu")
    found = json.loads(run("gaps", "--year", "2026", "--json").out)
    assert [(gap["need"]["id"], gap["area"], gap["count"]) for gap in found["gaps"]] == [
        ("hikikomori", {"id": "tobu", "name": "東部"}, 5),
        ("hikikomori", None, None),
    ]
    assert "ひきこもり　東部　5回" in run("gaps", "--year", "2026").out
