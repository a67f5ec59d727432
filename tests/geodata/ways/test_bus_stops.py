import zipfile
from pathlib import Path

import numpy as np
import pytest

from geodata.errors import PlaceDataBroken
from geodata.ways.bus_stops import BusStops, Stop, has_stops, read_feed

STOPS = (
    "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
    "1,霞台一丁目,35.300,139.600,0\n2,本町,35.301,139.600,\n3,駅前（全体）,35.3005,139.600,1\n"
)


def feed(path: Path, text: str = STOPS, member: str = "stops.txt", **others: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "\ufeff" + text)
        for name, content in others.items():
            archive.writestr(f"{name}.txt", content)
    return path


def test_the_nearest_stop_is_one_to_board_at(tmp_path: Path) -> None:
    stops = BusStops(read_feed(feed(tmp_path / "bus.zip")).stops)
    numbers, metres = stops.nearest(np.array([35.3006, 35.29]), np.array([139.6, 139.6]))
    assert [stops.stops[number].name for number in numbers] == ["本町", "霞台一丁目"]
    assert metres == pytest.approx([44.5, 1112], abs=1)


def test_the_nearest_of_many_is_the_nearest(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    points = chance.uniform((35.2, 139.5), (35.4, 139.7), (300, 2))
    stops = BusStops([Stop(str(n), *point) for n, point in enumerate(points.tolist())])
    asked = chance.uniform((35.2, 139.5), (35.4, 139.7), (20_000, 2))
    numbers, _ = stops.nearest(asked[:, 0], asked[:, 1])
    for row in range(0, 20_000, 997):
        away = np.hypot(points[:, 0] - asked[row, 0], (points[:, 1] - asked[row, 1]) * np.cos(np.radians(35.3)))
        assert away[numbers[row]] == pytest.approx(away.min(), rel=0.001)


def test_a_feed_says_who_made_it_and_until_when_it_holds(tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_version,feed_start_date,feed_end_date\n見本バス,2026春,20260401,20270331\n"
    found = read_feed(feed(tmp_path / "bus.zip", member="gtfs/stops.txt", feed_info=info))
    assert (found.publisher, found.edition, found.until) == ("見本バス", "2026春", "20270331")
    plain = read_feed(feed(tmp_path / "plain.zip", agency="agency_name\nほしみ交通\n"))
    assert (plain.publisher, plain.edition) == ("ほしみ交通", None)


def test_a_feed_in_a_folder_a_bare_table_and_cp932_are_read(tmp_path: Path) -> None:
    (tmp_path / "stops.txt").write_bytes(STOPS.encode("cp932"))
    for path in (tmp_path, tmp_path / "stops.txt"):
        assert has_stops(path)
        assert [stop.name for stop in read_feed(path).stops] == ["霞台一丁目", "本町"]


def test_rows_without_a_place_are_named_and_the_others_read(tmp_path: Path) -> None:
    found = read_feed(feed(tmp_path / "bus.zip", STOPS + "4,はて,,,0\n5,海の外,0,0,0\n"))
    assert len(found.stops) == 2
    assert [line.partition(":")[0] for line in found.broken] == ["stops.txt 5行目", "stops.txt 6行目"]


def test_a_feed_without_stops_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceDataBroken, match=r"bus\.zip"):
        read_feed(feed(tmp_path / "bus.zip", member="agency.txt"))
    assert not has_stops(tmp_path / "bus.zip")
    with pytest.raises(PlaceDataBroken, match="停留所"):
        read_feed(feed(tmp_path / "empty.zip", "stop_id,stop_name,stop_lat,stop_lon\n"))
