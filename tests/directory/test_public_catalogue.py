"""The public view is read from its own file, notices changes of any kind, and cannot be written."""

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from directory.errors import NotReady
from directory.listing import DatedStatus, Meeting, Series, Word
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.file import open_to_write
from tests.factories import a_public_listing


def write(path: Path, *listings: PublicListing, number: int = 1, gone: tuple[str, ...] = ()) -> None:
    with open_to_write(path) as file, file.locked():
        file.write(listings)
        file.bury(gone, number)
        file.set_meta({"change_number": str(number), "municipality": "架空町"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "public.sqlite"


def test_a_listing_comes_back_exactly_by_id_and_by_source_id(path: Path) -> None:
    listing = a_public_listing(
        source_id="S13",
        types=("salon",),
        venues=(PublicVenue(place="東会館", latitude=35.5, longitude=139.5, point_level=8),),
        meetings=(Meeting(text="第1火曜", series=(Series(rrule="FREQ=MONTHLY;BYDAY=1TU", start="10:00"),)),),
        words=(Word(scheme="need", term="isolation", value=False),),
        change_number=1,
    )
    write(path, listing)
    catalogue = PublicCatalogue(path)
    assert catalogue.listing(listing.id) == catalogue.listing("S13") == listing
    assert catalogue.listing("S14") is None


def test_listings_come_in_the_order_asked_and_unknown_ones_are_left_out(path: Path) -> None:
    listings = [a_public_listing() for _ in range(1200)]
    write(path, *listings)
    asked = [listing.id for listing in reversed(listings)]
    found = PublicCatalogue(path).listings([*asked, "unknown"])
    assert [listing.id for listing in found] == asked


def test_all_are_sorted_by_reading(path: Path) -> None:
    write(path, *(a_public_listing(reading=reading) for reading in ("うめ", "あお", "いぬ")))
    assert [listing.reading for listing in PublicCatalogue(path).all()] == ["あお", "いぬ", "うめ"]


def test_all_are_parsed_once_until_the_catalogue_changes(path: Path) -> None:
    write(path, a_public_listing())
    catalogue = PublicCatalogue(path)
    first = catalogue.all()
    assert catalogue.all() is first
    write(path, a_public_listing(), number=2)
    assert len(catalogue.all()) == 2
    assert any(listing is first[0] for listing in catalogue.all()), "what did not change is not parsed anew"


def test_the_next_day_parses_nothing_and_shows_what_was_announced_for_it(path: Path) -> None:
    days = [date(2026, 7, 31)]
    write(
        path, a_public_listing(status="active", coming_statuses=(DatedStatus(status="paused", since=date(2026, 8, 1)),))
    )
    catalogue = PublicCatalogue(path, lambda: days[-1])
    assert [listing.status for listing in catalogue.all()] == ["active"]
    days.append(date(2026, 8, 1))
    assert [listing.status for listing in catalogue.all()] == ["paused"]
    days.append(date(2026, 7, 31))
    assert [listing.status for listing in catalogue.all()] == ["active"]


def test_more_than_are_worth_keeping_are_read_afresh(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.public_catalogue.MOST_KEPT", 1)
    write(path, a_public_listing(), a_public_listing())
    catalogue = PublicCatalogue(path)
    assert catalogue.all() == catalogue.all()
    assert catalogue.all() is not catalogue.all()


def test_changes_since_a_number_name_what_is_new_and_what_is_gone(path: Path) -> None:
    old, gone = a_public_listing(change_number=1), a_public_listing(change_number=1)
    write(path, old, gone)
    new = a_public_listing(change_number=2)
    write(path, new, number=2, gone=(gone.id,))
    changes = PublicCatalogue(path).changed_since(1)
    assert (changes.number, changes.listings, changes.gone) == (2, (new,), (gone.id,))
    assert PublicCatalogue(path).changed_since(2).listings == ()


def test_an_update_by_another_process_is_seen_at_once(path: Path) -> None:
    write(path)
    catalogue = PublicCatalogue(path)
    assert catalogue.version == 1
    write(path, number=2)
    assert catalogue.version == 2


def test_a_replaced_file_is_noticed(path: Path, tmp_path: Path) -> None:
    write(path, number=5)
    catalogue = PublicCatalogue(path)
    assert catalogue.version == 5
    write(tmp_path / "other.sqlite", number=9)
    os.replace(tmp_path / "other.sqlite", path)
    assert catalogue.version == 9


def test_threads_read_side_by_side(path: Path) -> None:
    listing = a_public_listing()
    write(path, listing)
    catalogue, seen = PublicCatalogue(path), []
    threads = [threading.Thread(target=lambda: seen.append(catalogue.listing(listing.id))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [listing] * 8


def test_meta_tells_whose_catalogue_it_is(path: Path) -> None:
    write(path)
    assert PublicCatalogue(path).meta["municipality"] == "架空町"


def test_the_read_side_has_no_right_to_write(path: Path) -> None:
    write(path)
    catalogue = PublicCatalogue(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalogue._connection().execute("DELETE FROM meta")


def test_a_file_without_any_right_to_write_around_it_can_be_read(path: Path) -> None:
    write(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["public.sqlite"]


def test_a_missing_or_empty_file_says_what_to_do(path: Path) -> None:
    with pytest.raises(NotReady, match="tsunagi publish"):
        PublicCatalogue(path).all()
    path.touch()
    with pytest.raises(NotReady, match="tsunagi publish"):
        PublicCatalogue(path).all()
    assert path.read_bytes() == b""


def test_reading_the_public_view_loads_no_database_library() -> None:
    code = "import sys, directory.public_catalogue; print({'sqlmodel', 'sqlalchemy', 'flask'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_state_tells_two_writings_apart_however_close_they_are(path: Path, tmp_path: Path) -> None:
    write(path, number=1)
    catalogue = PublicCatalogue(path)
    states = [catalogue.state]
    for number in range(2, 40):
        write(path, number=number)
        states.append(catalogue.state)
    assert len(set(states)) == len(states)
    assert catalogue.state == states[-1]


def test_the_state_of_a_file_left_alone_is_read_once_and_anew_after_it_was_written(path: Path) -> None:
    write(path, number=1)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    catalogue, asked = PublicCatalogue(path), list[str]()
    before = catalogue.state
    catalogue._connection().set_trace_callback(asked.append)
    assert catalogue.state == before
    assert not asked
    write(path, number=2)
    assert catalogue.state != before


def test_the_number_of_a_file_left_alone_is_not_asked_again(path: Path) -> None:
    write(path, number=7)
    os.utime(path, (0, 0))
    catalogue = PublicCatalogue(path)
    asked: list[str] = []
    catalogue._connection().set_trace_callback(asked.append)
    assert (catalogue.version, catalogue.version, catalogue.meta["municipality"]) == (7, 7, "架空町")
    assert len(asked) == 1
    write(path, number=8)
    assert catalogue.version == 8
