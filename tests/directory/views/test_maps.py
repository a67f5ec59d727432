import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from directory.public_view import PublicListing, PublicVenue
from directory.views.maps import BARE_SCRIPT, ListingMaps, blueprint
from geodata.map_cells import MOST_PINS
from tests.directory.views.standing import maps_with
from tests.factories import a_public_listing
from tests.pages import Page

NOTHING_FOUND = SimpleNamespace(asked=lambda args, size: args, every=lambda asked: ())
TOWN = "box=139.50,35.29,139.54,35.31&zoom=14"


def crowd(count: int) -> tuple[PublicListing, ...]:
    venue = PublicVenue(place="北会館", latitude=35.305, longitude=139.51, point_level=8)
    return tuple(a_public_listing(name=f"会{number}", venues=(venue,)) for number in range(count))


@pytest.fixture
def maps() -> ListingMaps:
    return maps_with(tiles=False)


def data_of(body: str) -> dict[str, list[object]]:
    return json.loads(
        Page(f"<!doctype html><html><head><title>a</title></head><body>{body}</body></html>").text("script")
    )


def test_a_listing_is_pinned_at_each_of_its_known_places(maps: ListingMaps) -> None:
    venues = (
        PublicVenue(place="北会館", latitude=35.305, longitude=139.51, point_level=8),
        PublicVenue(place="どこか"),
        PublicVenue(place="北七丁目・社協に連絡", coarse=True, latitude=35.3, longitude=139.5, point_level=3),
    )
    listing = a_public_listing(name="</script><b>会", types=("salon",), venues=venues)
    pins = data_of(maps.listings([listing], "").body)["pins"]
    url, kind = f"/resources/{listing.id}", "ふれあい・いきいきサロン"
    assert pins == [
        [35.305, 139.51, "</script><b>会", "北会館", kind, url, 0],
        [35.3, 139.5, "</script><b>会", "北七丁目・社協に連絡", kind, url, 1],
    ]


def test_a_point_that_is_only_its_towns_is_drawn_as_an_area(maps: ListingMaps) -> None:
    venue = PublicVenue(place="北会館", latitude=35.305, longitude=139.51, point_level=3)
    assert data_of(maps.listings([a_public_listing(venues=(venue,))], "").body)["pins"][0][-1] == 1


def test_one_listing_has_a_map_only_where_there_is_something_to_see() -> None:
    pinned = a_public_listing(venues=(PublicVenue(place="北会館", latitude=35.3, longitude=139.5, point_level=8),))
    assert maps_with(tiles=True).listing(pinned) is not None
    assert maps_with(tiles=False).listing(pinned) is None
    assert maps_with(tiles=True).listing(a_public_listing(venues=(PublicVenue(place="どこか"),))) is None


def test_outlines_say_that_they_are_approximate_and_empty_ones_are_left_out(maps: ListingMaps) -> None:
    assert [o["label"] for o in data_of(maps.area(None, []).body)["outlines"]] == ["北部（概略）"]


def test_the_maps_own_script_holds_no_listing_and_asks_nobody_outside(
    maps: ListingMaps, client_of: Callable[..., FlaskClient]
) -> None:
    answer = client_of(blueprint(maps, NOTHING_FOUND)).get(BARE_SCRIPT)
    assert answer.mimetype == "text/javascript"
    assert "35.305" in answer.text
    assert "//" not in answer.text.replace("https://www.w3.org", "")


def test_a_crowd_of_listings_is_not_written_into_the_page_but_asked_for_with_its_filters(maps: ListingMaps) -> None:
    data = data_of(maps.listings(crowd(MOST_PINS + 1), "q=会&type=salon").body)
    assert (data["pins"], data["more"]) == ([], "/map/pins?q=会&type=salon")
    assert data["box"] == [[35.305, 139.51], [35.305, 139.51]]


def test_the_map_is_given_cells_while_they_are_many_and_pins_when_they_are_few(
    maps: ListingMaps, client_of: Callable[..., FlaskClient]
) -> None:
    found = [crowd(MOST_PINS + 1), crowd(2)]
    finding = SimpleNamespace(asked=lambda args, size: args.to_dict(), every=lambda asked: found[asked == {"q": "会"}])
    client = client_of(blueprint(maps, finding))
    many, few = client.get(f"/map/pins?{TOWN}").json, client.get(f"/map/pins?q=会&{TOWN}").json
    assert [cell["count"] for cell in many["cells"]] == [MOST_PINS + 1]
    assert many["pins"] == []
    assert [pin[2] for pin in few["pins"]] == ["会0", "会1"]
    assert few["cells"] == []


def test_a_view_that_no_map_has_is_refused(maps: ListingMaps, client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(blueprint(maps, NOTHING_FOUND))
    for query in ("", "box=1,2,3&zoom=4", "box=1,2,3,4&zoom=x"):
        assert client.get(f"/map/pins?{query}").status_code == 400
