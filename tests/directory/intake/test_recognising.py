"""An updated list finds its listings again: renamed, moved, at new times, in another order; and never another's."""

from collections.abc import Sequence

import pytest

from directory.intake.comparing import Known, compare
from directory.intake.report import Report, RowReport
from directory.listing import Listing, Venue, VenueUse
from tests.directory.sameness.labelled import around

LIST = (
    {"source_id": "1", "name": "ほたるの茶の間", "venue_text": "青葉会館", "schedule_text": "第1月曜 10:00-12:00",
     "phone": "045-555-0101"},
    {"source_id": "2", "name": "ふれあいサロン 桜台", "district": "桜台", "venue_text": "桜台会館",
     "schedule_text": "第2火曜 10:00-12:00"},
    {"source_id": "3", "name": "ふれあいサロン 若葉", "district": "若葉", "venue_text": "若葉会館",
     "schedule_text": "第3水曜 13:30-15:00"},
    {"source_id": "4", "name": "にこにこ会", "district": "桜台", "venue_text": "桜台集会所",
     "schedule_text": "第1金曜 10:00-11:30"},
    {"source_id": "5", "name": "にこにこ会", "district": "若葉", "venue_text": "若葉集会所",
     "schedule_text": "第4木曜 14:00-15:30"},
    {"source_id": "6", "name": "健康体操クラブ第1", "venue_text": "市民体育館", "schedule_text": "毎週月曜 9:30-11:00"},
    {"source_id": "7", "name": "健康体操クラブ第2", "venue_text": "市民体育館", "schedule_text": "毎週木曜 9:30-11:00"},
    {"source_id": "8", "name": "うたごえ広場カナリア", "venue_text": "個人宅", "address_text": "みどり市青葉2丁目",
     "schedule_text": "第3土曜 13:00-15:00"},
)  # fmt: skip
Row = dict[str, str]


def read(rows: Sequence[Row]) -> Report:
    records = [RowReport("1", n, None, "new", dict(row), [], {}) for n, row in enumerate(rows, 2)]
    return Report("名簿.xlsx", None, (), records)


class Town:
    """A catalogue, and what a list would do to it."""

    def __init__(self, rows: Sequence[Row] = LIST) -> None:
        self.listings: dict[str, Listing] = {}
        self.venues: dict[str, Venue] = {}
        self.last: list[str] = []
        self.take(rows)

    def compare(self, rows: Sequence[Row]) -> Report:
        report = read(rows)
        known = Known.of(self.listings.values(), self.venues.values())
        self.steps = compare(report, known, around(), self.last)
        return report

    def take(self, rows: Sequence[Row]) -> None:
        report = self.compare(rows)
        for step in self.steps:
            self.listings[step.listing.id] = step.listing
            self.venues |= {venue.id: venue for venue in step.venues}
        self.last = [row.listing_id for row in report.rows if row.listing_id]

    def named(self, number: str) -> str:
        return next(one.id for one in self.listings.values() if one.source_id == number)

    def found(self, *rows: Row) -> list[tuple[str, str | None]]:
        """Status, and number of the listing that each row is."""
        report = self.compare(rows)
        numbers = {one.id: one.source_id for one in self.listings.values()}
        return [(row.status, numbers.get(row.listing_id or "")) for row in report.rows]


def without_number(row: Row, **other: str) -> Row:
    return {name: text for name, text in (row | other).items() if name != "source_id"}


@pytest.fixture
def town() -> Town:
    return Town()


def test_the_same_list_in_any_order_changes_nothing(town: Town) -> None:
    rows = [without_number(row) for row in LIST[::-1]]
    assert town.found(*rows) == [("unchanged", row["source_id"]) for row in LIST[::-1]]


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        ("1", {"name": "ほたるのちゃのま"}),
        ("1", {"name": "社協サロン ほたるの茶の間"}),
        ("1", {"name": "蛍の茶の間"}),
        ("1", {"venue_text": "緑町公民館"}),
        ("1", {"schedule_text": "第2木曜 13:00-15:00"}),
        ("1", {"venue_text": "緑町公民館", "schedule_text": "第2木曜 13:00-15:00"}),
        ("1", {"venue_text": "緑町公民館", "phone": "045-555-0999"}),
        ("1", {"name": "おしゃべり庵"}),
        ("2", {"venue_text": "桜台コミュニティセンター"}),
        ("3", {"schedule_text": "第4水曜 10:00-11:30"}),
        ("4", {"schedule_text": "第2金曜 13:00-14:30"}),
        ("6", {"schedule_text": "毎週火曜 9:30-11:00"}),
    ],
)
def test_what_was_renamed_moved_or_has_new_times_is_an_update(town: Town, number: str, changes: Row) -> None:
    rows = [without_number(row, **(changes if row["source_id"] == number else {})) for row in LIST]
    expected = [("update" if row["source_id"] == number else "unchanged", row["source_id"]) for row in LIST]
    assert town.found(*rows) == expected


def test_rows_whose_numbers_were_swapped_keep_to_their_names(town: Town) -> None:
    numbers = {"2": "3", "3": "2", "6": "7", "7": "6"}
    rows = [row | {"source_id": numbers.get(row["source_id"], row["source_id"])} for row in LIST]
    assert town.found(*rows) == [("unchanged", row["source_id"]) for row in LIST]


def test_one_name_in_two_districts_finds_each_its_own(town: Town) -> None:
    rows = [without_number(LIST[4], schedule_text="第1木曜 14:00-15:30"), without_number(LIST[3])]
    assert town.found(*rows) == [("update", "5"), ("unchanged", "4")]


def test_a_sister_that_is_new_takes_nobodys_place(town: Town) -> None:
    third = {"name": "健康体操クラブ第3", "venue_text": "市民体育館", "schedule_text": "毎週金曜 9:30-11:00"}
    assert town.found(third) == [("new", None)]
    assert town.found(third | {"source_id": "6"}) == [("new", None)]
    elsewhere = {"name": "ふれあいサロン 緑町", "district": "緑町", "venue_text": "緑町会館"}
    assert town.found(elsewhere) == [("new", None)]


def test_of_a_group_split_in_two_neither_half_overwrites_it(town: Town) -> None:
    halves = [without_number(LIST[0], name=f"ほたるの茶の間 {part}") for part in ("午前の部", "午後の部")]
    assert town.found(*halves) == [("new", None), ("new", None)]


def test_where_two_listings_are_nearly_as_good_staff_are_asked() -> None:
    twins = [
        {"source_id": "1", "name": "ひまわりサロン", "venue_text": "青葉会館", "schedule_text": "第1月曜 10:00"},
        {"source_id": "2", "name": "ひまわりサロン", "venue_text": "緑町会館", "schedule_text": "第3月曜 10:00"},
    ]
    town = Town(twins)
    report = town.compare([{"name": "ひまわりサロン", "schedule_text": "第2水曜 13:30"}])
    (row,) = report.rows
    assert row.status == "new"
    assert [one.code for one in row.problems].count("perhaps_same") == 2
    assert {one.id for one in report.missing} == set(town.last)


def test_a_group_of_another_town_is_another_group(town: Town) -> None:
    row = {"name": "ほたるの茶の間", "municipality": "あおば市", "address_text": "あおば市港町1-2-3"}
    town = Town([LIST[0] | {"municipality": "みどり市"}])
    assert town.found(row) == [("new", None)]


def test_a_note_beside_the_name_is_no_new_name(town: Town) -> None:
    (row,) = town.compare([without_number(LIST[0], name="ほたるの茶の間（休止中）")]).rows
    assert row.status == "update"
    (step,) = town.steps
    assert (step.listing.name, step.listing.status) == ("ほたるの茶の間", "paused")


def test_another_name_comes_beside_those_that_staff_know(town: Town) -> None:
    known = town.listings[town.named("1")]
    town.listings[known.id] = known.model_copy(update={"alternate_names": ("ほたる",)})
    town.take([LIST[0] | {"alternate_names": "みどり会"}, *LIST[1:]])
    assert town.listings[known.id].alternate_names == ("ほたる", "みどり会")


def known_at_home(town: Town) -> Listing:
    """Staff know whose home it is."""
    listing = town.listings[town.named("8")]
    address = "みどり市青葉2丁目3-4"
    home = Venue(id="home", name="青葉山荘 花子さん宅", privacy="private_home", address_text=address, town="青葉二丁目")
    town.venues[home.id] = home
    listing = listing.model_copy(update={"venues": (VenueUse(location_id=home.id),)})
    town.listings[listing.id] = listing
    return listing


def test_a_list_that_says_only_that_it_is_a_home_changes_nothing_of_what_staff_know(town: Town) -> None:
    listing = known_at_home(town)
    assert town.found(without_number(LIST[7])) == [("unchanged", "8")]
    (row,) = town.compare([without_number(LIST[7], schedule_text="第1土曜 13:00-15:00")]).rows
    (step,) = town.steps
    assert row.status == "update"
    assert step.listing.venues == listing.venues


def test_a_private_place_that_moves_stays_private_until_somebody_agreed(town: Town) -> None:
    known_at_home(town)
    moved = without_number(LIST[7], venue_text="アトリエ風", address_text="みどり市青葉2丁目9-9")
    (row,) = town.compare([moved]).rows
    (step,) = town.steps
    assert (row.status, row.listing_id) == ("update", town.named("8"))
    assert [venue.privacy for venue in step.venues] == ["consent_pending"]
    assert "private_moved" in {one.code for one in row.problems}


def test_a_row_of_a_merged_listing_neither_brings_it_back_nor_overwrites_the_kept_one(town: Town) -> None:
    kept, other = town.named("1"), town.named("4")
    gone = town.listings.pop(other)
    report = read([LIST[0], LIST[3]])
    known = Known.of(town.listings.values(), town.venues.values(), {gone.id: kept, "4": kept})
    steps = compare(report, known, around(), town.last)
    assert [row.status for row in report.rows] == ["unchanged", "duplicate"]
    assert [one.code for one in report.rows[1].problems][-1] == "merged_into"
    assert steps == []


def test_a_listing_that_staff_deleted_is_asked_about_before_it_comes_back(town: Town) -> None:
    gone = town.listings.pop(town.named("1"))
    report = read([LIST[0]])
    compare(report, Known.of(town.listings.values(), town.venues.values(), {}, {gone.id, "1"}), around())
    assert report.rows[0].status == "new"
    assert "deleted_before" in {one.code for one in report.rows[0].problems}
