from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.views import about
from directory.views.pages import page_links
from directory.views.site import Site
from tests.directory.views.standing import about_parts
from tests.pages import Page, faults, page_of

ClientOf = Callable[..., FlaskClient]


def test_every_component_stands_on_a_well_formed_page(client_of: ClientOf) -> None:
    page = page_of(client_of(about.blueprint(about_parts())).get("/about/components"))
    assert "要確認" in page.text("main")
    assert "不明" in page.text("dl")


def test_the_telephone_number_stands_at_the_top_of_every_page(client_of: ClientOf) -> None:
    page = page_of(client_of(about.blueprint(about_parts())).get("/about/components"))
    assert "046-000-0000" in page.text("header")
    assert "tel:046-000-0000" in page.links()


def test_without_a_number_the_page_says_where_to_find_whom_to_call(client_of: ClientOf) -> None:
    page = page_of(client_of(about.blueprint(about_parts()), around=Site(title="見本市")).get("/about/components"))
    assert "お住まいの担当窓口を調べる" in page.text("header")


def test_a_public_process_offers_no_staff_doors(client_of: ClientOf) -> None:
    page = page_of(
        client_of(about.blueprint(about_parts()), around=Site(title="見本市", staff_doors=False)).get(
            "/about/components"
        )
    )
    assert not {"/staff", "/match"} & set(page.links())


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "/"), ("/resources/x", "/"), ("/areas/east", "/areas"), ("/staff/import", "/staff"), ("/areasx", None)],
)
def test_the_menu_marks_the_part_of_the_site_that_is_open(path: str, current: str | None) -> None:
    marked = [link.href for link in Site(title="見本市").links(path) if link.current]
    assert marked == ([current] if current else [])


def test_page_links_show_the_ends_and_the_neighbours() -> None:
    links = page_links(5, 9, lambda n: f"?page={n}").links
    assert [(link.number, link.href is None and not link.current) for link in links] == [
        (1, False), (3, True), (4, False), (5, False), (6, False), (8, True), (9, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>a</h1><h1>b</h1>", "one h1"),
        ("<h1>a</h1><p id=x></p><p id=x></p>", "id used 2 times"),
        ("<h1>a</h1><input name=q>", "input without label"),
        ("<h1>a</h1><label for=nowhere>q</label>", "points to no id"),
        ("<h1>a</h1><p style='color:red'>a</p>", "inline style"),
        ("<h1>a</h1><script>1</script>", "without a nonce"),
        ("<h1>a</h1><img src=a.png>", "img without alt"),
    ],
)
def test_the_page_door_notices_what_a_page_must_not_do(body: str, fault: str) -> None:
    page = Page(f'<!doctype html><html lang="ja"><head><title>a</title></head><body>{body}</body></html>')
    assert any(fault in found for found in faults(page))


def test_the_page_door_lets_data_blocks_through() -> None:
    body = '<h1>a</h1><script type="application/json">{}</script><script src="/a.js"></script>'
    assert not list(
        faults(Page(f'<!doctype html><html lang="ja"><head><title>a</title></head><body>{body}</body></html>'))
    )
