from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup
from pypdf import PdfReader

from directory.errors import NotFound
from directory.public_view import PublicListing
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
    return lambda *kept: client_of(areas.blueprint(area_parts(tmp_path, *kept)))


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

        def picture(self, zone_id: str) -> None:
            return None

        def split_towns(self, zone_id: str | None) -> tuple[SplitTown, ...]:
            return (SplitTown("境町", ("北部", "南部")),)

    for approximate in (True, False):
        parts = replace(area_parts(tmp_path), maps=Maps(approximate))
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
    client = client_of(areas.blueprint(replace(area_parts(tmp_path), layers=(layer,))))
    text = page_of(client.get("/areas")).text()
    assert text.index("南部包括") < text.index("小学校区") < text.index("北小学校区") < text.rindex("北2丁目")
    assert "相談を受ける窓口は、上の圏域で決まります" in text


def test_the_areas_of_further_layers_that_share_land_stand_with_the_words_on_page_and_paper(
    client_of: ClientOf, tmp_path: Path
) -> None:
    layers = (("小学校区", ("北小", "中小")), ("自治会連合", ("一区",)))
    client = client_of(areas.blueprint(replace(area_parts(tmp_path), layers_within=lambda zone_id: layers)))
    text = page_of(client.get("/areas/north")).text("main")
    assert "北小、中小" in text
    assert "自治会連合: 一区" in pdf_text(client, "/areas/north.pdf")


def test_an_unknown_area_is_not_found(asked: Callable[..., FlaskClient]) -> None:
    with pytest.raises(NotFound):
        asked().get("/areas/atlantis")
    with pytest.raises(NotFound):
        asked().get("/areas/atlantis.pdf")


def pdf_text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_the_paper_names_telephone_day_and_listings(asked: Callable[..., FlaskClient]) -> None:
    text = pdf_text(asked(*KEPT), "/areas/north.pdf")
    assert "046-000-0001" in text
    assert "2026年（令和8年）11月22日" in text
    assert "2027年（令和9年）2月20日" in text
    assert "北のサロン" in text
    assert "どこかのサロン" in text
    assert "南のサロン" not in text


def test_nothing_typed_into_a_listing_is_markup_on_paper(asked: Callable[..., FlaskClient]) -> None:
    name = '#panic("x") *強い* $x$ <ref> \\ [ ] {'
    listing = a_public_listing(name=name, zone_ids=("north",), place='#read("/etc/passwd")')
    text = pdf_text(asked(listing), "/areas/north.pdf")
    assert '#panic("x") *強い* $x$' in text
    assert '#read("/etc/passwd")' in text


def test_paper_uses_no_letters_smaller_than_12_points(asked: Callable[..., FlaskClient]) -> None:
    sizes: set[float] = set()
    for page in PdfReader(BytesIO(asked(*KEPT).get("/areas/north.pdf").data)).pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.add(size) if text.strip() else None)
    assert sizes
    assert min(sizes) >= 12


def test_an_unchanged_paper_is_not_sent_again(asked: Callable[..., FlaskClient]) -> None:
    client = asked(*KEPT)
    first = client.get("/areas/north.pdf")
    assert client.get("/areas/north.pdf", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("count", [0, 3, 60])
def test_paper_holds_any_number_of_listings(asked: Callable[..., FlaskClient], count: int) -> None:
    kept: list[PublicListing] = [a_public_listing(name=f"会その{n}。", zone_ids=("north",)) for n in range(count)]
    text = pdf_text(asked(*kept), "/areas/north.pdf")
    assert all(f"会その{n}。" in text for n in range(count))
