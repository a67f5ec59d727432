"""Who takes what: desks by need for residents; for workers with handing over and what only supporters know."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Response
from flask.testing import FlaskClient

from directory.call_list import ToCall
from directory.desks import desk_directory
from directory.listing import Word
from directory.public_view import PublicListing
from directory.views.desks import ForWorkers, Parts, blueprint
from directory.vocabulary import Vocabulary
from tests.directory.views import standing
from tests.factories import a_public_listing
from tests.pages import page_of

WORDS = Vocabulary.load()


def a_desk(name: str, *needs: str, kind: str = "consult_desk", **values: object) -> PublicListing:
    words = tuple(Word(scheme="need", term=need.lstrip("!"), value=not need.startswith("!")) for need in needs)
    return a_public_listing(name=name, reading=name, types=(kind,), words=words, **values)


AREA = standing.AREAS[0].desk.name
LISTINGS = (
    a_desk("くらしの窓口", "poverty", "housing"),
    a_desk(AREA, "poverty", "dementia"),
    a_desk("なんでも"),
    a_desk("やめた窓口", "poverty", status="ended"),
    a_desk("ひだまりサロン", "poverty", kind="salon"),
)


def test_desks_stand_under_each_need_that_they_take_and_desks_of_areas_are_said_once() -> None:
    found = desk_directory(LISTINGS, WORDS, {AREA})
    assert {one.need: ([d.name for d in one.desks], one.area_desks) for one in found.by_need} == {
        "poverty": (["くらしの窓口"], True),
        "housing": (["くらしの窓口"], False),
        "dementia": ([], True),
    }
    assert [desk.name for desk in found.general] == ["なんでも"]


@pytest.mark.parametrize(("kind", "need"), [("work_prep", "work_prep_need"), ("chikatsu", "disability")])
def test_what_a_type_is_for_counts_unless_it_is_denied(kind: str, need: str) -> None:
    takes = {one.need for one in desk_directory([a_desk("支援", kind=kind)], WORDS).by_need}
    assert need in takes
    without = {one.need for one in desk_directory([a_desk("支援", f"!{need}", kind=kind)], WORDS).by_need}
    assert takes - without == {need}


@pytest.fixture
def client(client_of: Callable[..., FlaskClient]) -> FlaskClient:
    def guard(view: Callable[..., Response]) -> Callable[..., Response]:
        return view

    parts = Parts(
        listings=lambda: LISTINGS,
        vocabulary=WORDS,
        zones=standing.AREAS,
        whom_to_call=lambda one: ToCall(one.name, "000-1", "", None),
        emergency=(standing.ANumber(),),
        today=lambda: date(2026, 11, 26),
        workers=ForWorkers(guard, lambda ids: {LISTINGS[0].id: (("支援者だけのメモ", "午前が話しやすい"),)}),
    )
    return client_of(blueprint(parts))


def test_residents_read_who_takes_what_and_workers_how_to_hand_over(client: FlaskClient) -> None:
    public, workers = page_of(client.get("/desks")), page_of(client.get("/match/desks"))
    for page in (public, workers):
        assert "くらしの窓口" in page.text("li")
        assert "生活困窮 1か所" in page.text("summary"), "folded by need: the page fits a phone"
        assert "やめた窓口" not in page.text()
    assert "午前が話しやすい" in workers.text()
    assert "つなぐときの手順" in workers.text()
    assert "午前が話しやすい" not in public.text()
    assert "つなぐときの手順" not in public.text()


def test_the_samples_desks_stand_on_the_page(demo: Path) -> None:
    import app
    from directory.settings import Settings

    page = page_of(app.create_app(Settings.from_environment()).test_client().get("/desks"))
    assert "基幹相談支援センター" in page.text("details")
    assert "046-876-6299" in page.text("li")
