"""What staff retype in an exported list, cell by cell: what changes, what stays, what is told."""

from dataclasses import replace
from datetime import date

import pytest

from directory.intake.comparing import Known, Step, compare
from directory.intake.form import HEADINGS, ID, PARTS, cells_of
from directory.intake.reading import Surroundings
from directory.intake.report import Report, RowReport
from directory.listing import DatedStatus, Listing, Venue, VenueUse, Word
from directory.publishing.coarsening import PublicView
from directory.publishing.privacy import NameTable
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_full_listing, a_private_home, a_venue

VOCABULARY = Vocabulary.load()
AROUND = Surroundings(VOCABULARY, "14208", "名簿.xlsx", geocode=FakeGeocoder().geocode)
HALL = a_venue(
    name="東会館", address_text="逗子市沼間1丁目2", note="鍵は守衛室", latitude=35.3, longitude=139.6, point_level=8,
    town="沼間一丁目",
)  # fmt: skip
LISTING = a_full_listing(HALL, status="paused", status_since="2026-05-01", status_reason="工事")


def exported(listing: Listing, *venues: Venue) -> dict[str, str]:
    view = PublicView(a_profile(), FakeZones(), FakeGeocoder(), NameTable(()))
    return cells_of(view.of(listing, {venue.id: venue for venue in venues}, 1), VOCABULARY.label)


def retyped(
    *cells: dict[str, str], listing: Listing = LISTING, venues: tuple[Venue, ...] = (HALL,)
) -> tuple[Report, list[Step]]:
    """The report on a file that holds the listing with those cells retyped, once for each."""
    now = exported(listing, *venues)
    rows = [
        RowReport("名簿", n, None, "new", {"id": now[ID], "name": now["名称"]}, [], now | changed)
        for n, changed in enumerate(cells, 2)
    ]
    for row, changed in zip(rows, cells, strict=True):
        row.cells = {heading: text for heading, text in row.cells.items() if changed.get(heading) != "（列なし）"}
    report = Report("名簿.xlsx", None, (), rows)
    around = replace(AROUND, exported={listing.id: now}.get)
    return report, compare(report, Known.of([listing], venues), around)


def after(**cells: str) -> Listing:
    (step,) = retyped(cells)[1]
    return step.listing


def codes(**cells: str) -> list[str]:
    return [one.code for one in retyped(cells)[0].rows[0].problems if one.code != "changed"]


@pytest.mark.parametrize(
    "cells",
    [
        {"最終確認日": "2026年4月1日"},
        {"最終確認日": "2026/4/1"},
        {"最終確認日": "R8.4.1"},
        {"最終確認日": "令和8年4月1日（水）"},
        {"最終確認日": "2026年4月1日 0:00"},
        {"定員": "20人"},
        {"定員": "２０"},
        {"状態": "休止"},
        {"電話番号": "0000000001"},
        {"電話番号": "1"},
        {"開催日時": "第1・3火曜 10時から 〔会場1〕\n"},
        {"備考": "（列なし）", ID: exported(LISTING, HALL)[ID]},
    ],
)
def test_what_a_spreadsheet_does_to_a_cell_is_no_change(cells: dict[str, str]) -> None:
    report, steps = retyped(cells)
    assert ([row.status for row in report.rows], steps) == (["unchanged"], [])


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"最終確認日": "2026年11月20日"}, "assured_date", "2026-11-20"),
        ({"参加費": "1回200円"}, "fee_yen_max", "200"),
        ({"参加費": "応相談"}, "fee_yen_min", "None"),
        ({"対象": "40歳以上の方"}, "minimum_age", "40"),
        ({"状態": "活動中"}, "status_since", "None"),
        ({"状態": "活動中"}, "status_reason", "None"),
        ({"状態": "終了", "状態の日": "2026/9/30"}, "status_since", "2026-09-30"),
        ({"対象年齢(下限)": "70"}, "minimum_age", "70"),
        ({"備考": ""}, "note_public", "None"),
        ({"定員": ""}, "capacity", "None"),
    ],
)
def test_a_retyped_cell_changes_what_it_says_and_what_followed_from_it(
    cells: dict[str, str], field: str, value: str
) -> None:
    assert str(getattr(after(**cells), field)) == value


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"最終確認日": "先週"}, "form_unread"),
        ({"定員": "たくさん"}, "form_unread"),
        ({"状態": "まあまあ"}, "form_unread"),
        ({"緯度": "北緯35度"}, "form_unread"),
        ({"ことば": "車いす可"}, "form_unread"),
        ({"種別": "なにか"}, "kind_unknown"),
        ({"名称": ""}, "name_cleared"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_as_it_is(cells: dict[str, str], code: str) -> None:
    assert codes(**cells) == [code]
    assert retyped(cells)[0].rows[0].status == "unchanged"


def test_a_cleared_cell_takes_away_and_says_so() -> None:
    assert codes(備考="") == ["cleared"]


def test_kinds_are_retyped_and_other_words_stay() -> None:
    words = {(word.scheme, word.term) for word in after(種別="居場所").words}
    assert words == {("type", "ibasho"), ("need", "isolation")}


def test_what_the_form_does_not_show_is_kept() -> None:
    numbers = [(phone.number, phone.audience) for phone in after(電話番号="000-000-0009").phones]
    assert numbers == [("000-000-0009", "public"), ("000-000-0002", "office")]
    assert [phone.number for phone in after(電話番号="").phones] == ["000-000-0002"]
    hidden = LISTING.model_copy(update={"words": (*LISTING.words, Word(scheme="target", term="men"))})
    now = exported(LISTING, HALL)
    report = Report(
        "名簿.xlsx", None, (), [RowReport("名簿", 2, None, "new", {"id": now[ID]}, [], now | {"種別": "居場所"})]
    )
    (step,) = compare(report, Known.of([hidden], [HALL]), replace(AROUND, exported={hidden.id: now}.get))
    assert ("target", "men") in {(word.scheme, word.term) for word in step.listing.words}


def test_persons_and_mobiles_that_staff_type_do_not_become_public() -> None:
    listing = after(電話番号="090-1234-5678", 備考="世話人 山田花子さん")
    assert (listing.phones[0].number, listing.phones[0].audience) == ("090-1234-5678", "office")
    assert "山田" not in (listing.note_public or "")
    assert "山田花子" in (listing.note_office or "")


def test_a_new_address_is_looked_up_and_loses_the_old_point() -> None:
    (step,) = retyped({"住所": "逗子市桜山5丁目"})[1]
    (venue,) = step.venues
    assert (venue.town, venue.point_level, venue.note) == ("桜山五丁目", 3, "鍵は守衛室")
    assert (venue.latitude, venue.longitude) == (35.292, 139.588)


def test_of_two_venues_the_one_that_stays_is_not_made_anew() -> None:
    west = a_venue(name="西会館", address_text="逗子市桜山5丁目")
    both = LISTING.model_copy(update={"venues": (VenueUse(location_id=HALL.id), VenueUse(location_id=west.id))})
    (step,) = retyped({"会場": "東会館\n北会館"}, listing=both, venues=(HALL, west))[1]
    assert step.listing.venues[0].location_id == HALL.id
    assert [venue.name for venue in step.venues] == ["北会館"]


def test_a_private_place_is_not_changed_from_what_is_public() -> None:
    home = a_private_home()
    listing = a_full_listing(home)
    report, steps = retyped({"会場": "公民館", "参加費": "無料"}, listing=listing, venues=(home,))
    assert "private_kept" in [one.code for one in report.rows[0].problems]
    assert (steps[0].listing.venues, steps[0].listing.fees_text) == (listing.venues, "無料")


def test_a_row_taken_out_of_an_export_is_asked_about() -> None:
    listings = [a_full_listing(number=n) for n in range(4)]
    now = {one.id: exported(one) for one in listings}
    rows = [RowReport("名簿", n, None, "new", {"id": id}, [], now[id]) for n, id in enumerate(list(now)[1:], 2)]
    report = Report("名簿.xlsx", None, (), rows)
    compare(report, Known.of(listings, ()), replace(AROUND, exported=now.get))
    assert [one.id for one in report.missing] == [listings[0].id]
    report = Report("名簿.xlsx", None, (), rows[:1])
    compare(report, Known.of(listings, ()), replace(AROUND, exported=now.get))
    assert report.missing == []


def test_a_pause_announced_wrongly_is_told() -> None:
    coming = (DatedStatus(status="ended", since=date(2026, 12, 31)),)
    listing = LISTING.model_copy(update={"coming_statuses": coming})
    assert retyped({}, listing=listing)[0].rows[0].status == "unchanged"
    report, _ = retyped({"これからの状態": "来月 休み"}, listing=listing)
    assert "form_unread" in [one.code for one in report.rows[0].problems]


def test_every_column_that_people_read_is_taken_over() -> None:
    assert set(HEADINGS) - {ID} == set(PARTS)
