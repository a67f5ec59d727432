import zipfile
from pathlib import Path

import pytest

from geodata.bus_stops import BusStops, NearestStop
from geodata.errors import PlaceDataBroken
from geodata.travel import Mobility, travel_time

STOPS = (
    "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
    "1,霞台一丁目,35.300,139.600,0\n2,本町,35.301,139.600,\n3,駅前（全体）,35.3005,139.600,1\n"
)


def feed(path: Path, text: str = STOPS, member: str = "stops.txt") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "\ufeff" + text)
    return path


def test_the_nearest_stop_is_one_to_board_at(tmp_path: Path) -> None:
    nearest = BusStops.read(feed(tmp_path / "bus.zip")).nearest(35.3006, 139.6)
    assert nearest is not None
    assert (nearest.name, round(nearest.distance_m)) == ("本町", 45)


def test_a_known_stop_counts_in_the_way_by_bus_and_is_named() -> None:
    near = travel_time(3000, Mobility("bus"), stop=NearestStop("本町", 100))
    far = travel_time(3000, Mobility("bus"), stop=NearestStop("本町", 800))
    assert near.minutes is not None
    assert far.minutes is not None
    assert near.minutes < far.minutes
    assert "停留所「本町」" in near.basis
    assert "便は未確認" in near.basis


def test_no_stops_is_not_a_stop_far_away() -> None:
    assert BusStops([]).nearest(35, 139) is None


def test_a_feed_without_stops_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceDataBroken, match=r"bus\.zip"):
        BusStops.read(feed(tmp_path / "bus.zip", member="agency.txt"))
