from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from directory.views import about
from tests.directory.views.standing import about_parts
from tests.factories import a_public_listing
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]


def test_sources_editions_and_licences_are_named(client_of: ClientOf) -> None:
    page = page_of(client_of(about.blueprint(about_parts())).get("/about/data"))
    assert "CC BY 4.0" in page.text("table")
    assert "https://example.org/" in page.links()
    assert "277,633件" in page.text("main")
    assert "概略" in page.text("main")


def test_the_page_says_how_many_listings_somebody_confirmed(client_of: ClientOf) -> None:
    kept = (
        a_public_listing(assured_date=date(2026, 4, 1)),
        a_public_listing(source_text="計画案", source_as_of="2023-01"),
        a_public_listing(source_text="計画案", source_as_of="2023-01"),
    )
    text = page_of(client_of(about.blueprint(about_parts(*kept))).get("/about/data")).text("main")
    assert "3件を載せています" in text
    assert "確かめたものは1件" in text
    assert text.count("計画案（2023年1月現在）") == 1
