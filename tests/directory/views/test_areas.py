from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup

from directory.errors import NotFound
from directory.views import areas
from directory.views.pages import MapPieces, SplitTown
from tests.directory.views.standing import area_parts
from tests.factories import a_public_listing
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]
KEPT = (
    a_public_listing(name="北のサロン", zone_ids=("north",), district="北"),
    a_public_listing(name="どこかのサロン", district="北"),
    a_public_listing(name="南のサロン", zone_ids=("south",), district="南"),
    a_public_listing(name="名もない会"),
)


@pytest.fixture
def asked(client_of: ClientOf, tmp_path: Path) -> Callable[..., FlaskClient]:
    return lambda *kept: client_of(areas.blueprint(area_parts(*kept)))


def test_every_area_stands_with_its_desk_its_words_and_its_counts(asked: Callable[..., FlaskClient]) -> None:
    page = page_of(asked(*KEPT).get("/areas"))
    north, south = ("".join(e.itertext()) for e in page.all("li", class_="card"))
    assert "北1・2丁目(3~5番、団地を除)\n山の根" in north
    assert "046-000-0001" in north
    assert "この圏域の会 1件" in north
    assert "圏域がまだ決まっていない近くの会 1件" in north
    assert "046-000-0002" in south


def test_an_area_shows_its_listings_and_apart_those_that_may_lie_in_it(asked: Callable[..., FlaskClient]) -> None:
    page = page_of(asked(*KEPT).get("/areas/north"))
    sections = {e.find("h2").text: "".join(e.itertext()) for e in page.all("section") if e.find("h2") is not None}
    within = next(text for title, text in sections.items() if title.startswith("北部圏域の会・窓口"))
    undecided = next(text for title, text in sections.items() if title.startswith("圏域がまだ決まっていない"))
    assert "北のサロン" in within
    assert "どこかのサロン" not in within
    assert "どこかのサロン" in undecided
    assert "北地区の会です" in undecided
    assert "名もない会" not in page.text()
    assert "南のサロン" not in page.text()


def test_the_rule_stands_word_for_word(asked: Callable[..., FlaskClient]) -> None:
    page = page_of(asked().get("/areas/north"))
    assert "北1・2丁目(3~5番、団地を除)\n山の根" in ["".join(e.itertext()) for e in page.all("p", class_="keep-lines")]


def test_towns_that_the_words_divide_are_named_by_the_map_which_is_approximate_only_without_boundaries(
    client_of: ClientOf, tmp_path: Path
) -> None:
    @dataclass
    class Maps:
        approximate: bool

        def area(self, zone_id: str | None, listings: object) -> MapPieces:
            return MapPieces(Markup(), Markup(), Markup(), Markup("<ul><li>見方</li></ul>"), "注。", self.approximate)

        def split_towns(self, zone_id: str | None) -> tuple[SplitTown, ...]:
            return (SplitTown("境町", ("北部", "南部")),)

    for approximate in (True, False):
        parts = replace(area_parts(), maps=Maps(approximate))
        client = client_of(areas.blueprint(parts))
        for address in ("/areas", "/areas/north"):
            text = page_of(client.get(address)).text()
            assert "境町（北部・南部）" in text
            assert "見方" in text
            assert ("概略" in text) is approximate


def test_further_layers_stand_below_and_do_not_say_who_is_in_charge(client_of: ClientOf, tmp_path: Path) -> None:
    layer = SimpleNamespace(
        layer_name="小学校区", zones=(SimpleNamespace(name="北小学校区", rule_text="北1丁目\n北2丁目"),)
    )
    client = client_of(areas.blueprint(replace(area_parts(), layers=(layer,))))
    text = page_of(client.get("/areas")).text()
    assert text.index("南部包括") < text.index("小学校区") < text.index("北小学校区") < text.rindex("北2丁目")
    assert "相談を受ける窓口は、上の圏域で決まります" in text


def test_the_areas_of_further_layers_that_share_land_stand_with_the_words(client_of: ClientOf, tmp_path: Path) -> None:
    layers = (("小学校区", ("北小", "中小")), ("自治会連合", ("一区",)))
    client = client_of(areas.blueprint(replace(area_parts(), layers_within=lambda zone_id: layers)))
    text = page_of(client.get("/areas/north")).text("main")
    assert "北小、中小" in text


def test_an_unknown_area_is_not_found(asked: Callable[..., FlaskClient]) -> None:
    with pytest.raises(NotFound):
        asked().get("/areas/atlantis")
