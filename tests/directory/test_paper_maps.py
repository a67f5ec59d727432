"""Maps for paper: numbers apart from each other, names where there is room, private places only as their town."""

from itertools import combinations
from math import hypot

import pytest
import shapely

from directory.paper.area_maps import places_of
from directory.paper.maps import HEIGHT_MM, SPOT_MM, WIDTH_MM, Ground, Label, Place, SheetMap, drawn
from directory.public_view import PublicVenue
from tests.factories import a_public_listing

SQUARE = shapely.box(139.57, 35.29, 139.59, 35.31)


def a_place(latitude: float, longitude: float, name: str = "会館") -> Place:
    return Place(name=name, latitude=latitude, longitude=longitude, coarse=False, listings={"1": "会"})


def map_of(*places: Place, labels: tuple[Label, ...] = ()) -> SheetMap:
    found = drawn("地図", Ground(outlines=[(SQUARE, True)], labels=labels), places)
    assert found is not None
    return found


@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_numbers_on_one_spot_are_moved_apart_within_the_map(count: int) -> None:
    spots = map_of(*(a_place(35.30, 139.58, f"会館{n}") for n in range(count))).spots
    assert [spot.number for spot in spots] == list(range(1, count + 1))
    assert all(0 <= spot.x <= WIDTH_MM and 0 <= spot.y <= HEIGHT_MM for spot in spots)
    assert all(hypot(one.x - other.x, one.y - other.y) > SPOT_MM * 0.8 for one, other in combinations(spots, 2))


def test_north_is_up_and_numbers_run_from_the_upper_left() -> None:
    spots = map_of(a_place(35.291, 139.58, "南"), a_place(35.309, 139.575, "西"), a_place(35.309, 139.585, "東")).spots
    assert [spot.place.name for spot in spots] == ["西", "東", "南"]
    assert spots[0].y < spots[2].y
    assert spots[0].x < spots[1].x


def test_the_scale_is_true() -> None:
    found = map_of(a_place(35.29, 139.58, "南"), a_place(35.31, 139.58, "北"))
    down = abs(found.spots[0].y - found.spots[1].y)
    metres = down / found.scale_mm * found.scale_m
    assert metres == pytest.approx(0.02 * 111_200, rel=0.01)


def test_names_that_find_no_room_are_left_out_and_landmarks_stay() -> None:
    labels = (Label("北一丁目", 35.3, 139.58), Label("■駅", 35.3, 139.58, strong=True))
    crowd = [a_place(35.3 + n / 1e5, 139.58, str(n)) for n in range(60)]
    assert {text for text, *_ in map_of(labels=labels).labels} == {"北一丁目", "■駅"}
    assert "北一丁目" not in {text for text, *_ in map_of(*crowd, labels=labels).labels}


def test_nothing_to_draw_is_no_map() -> None:
    assert drawn("地図", Ground(outlines=[(shapely.Polygon(), True)]), []) is None


def test_a_place_stands_once_with_all_that_is_held_there() -> None:
    hall = PublicVenue(place="北会館", latitude=35.3, longitude=139.58, point_level=8)
    home = PublicVenue(place="北1丁目・社協に連絡", coarse=True, latitude=35.301, longitude=139.581, point_level=3)
    town = PublicVenue(place="南会館", latitude=35.302, longitude=139.581, point_level=3)
    kept = [a_public_listing(name=f"会{n}", venues=venues) for n, venues in enumerate([(hall,), (hall, home), (town,)])]
    places = {place.name: place for place in places_of(kept, lambda venue: True)}
    assert list(places["北会館"].listings.values()) == ["会0", "会1"]
    assert [place.coarse for place in places.values()] == [False, True, True]
