"""Open data and GeoJSON of ours come back as they went; only what somebody retyped is a change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.echoes import echoes
from directory.exporters import exporter
from directory.intake import Headings, read_file, understand
from directory.intake.comparing import Known, compare
from directory.intake.grid import Sheets
from directory.intake.report import Report
from directory.listing import Listing, Venue
from directory.publishing.coarsening import PublicView
from directory.publishing.privacy import NameTable
from tests.directory.intake.test_form_changes import AROUND
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_full_listing, a_private_home, a_venue

TODAY = date(2026, 12, 1)
HALL = a_venue(name="東会館", address_text="逗子市沼間1丁目2", latitude=35.3, longitude=139.6, point_level=8)
WEST, HOME = a_venue(name="西会館"), a_private_home()
LISTINGS = (
    a_full_listing(HALL, WEST, number=1),
    a_full_listing(HOME, number=2, name="花の会"),
    a_full_listing(number=3, name="声かけ電話", meetings=(), fees_text="実費（材料代）"),
)
VENUES = {venue.id: venue for venue in (HALL, WEST, HOME)}
FILES = {"ods": "list.csv", "ods-old": "list.csv", "geojson": "list.geojson"}


def understood(sheets: Sheets) -> Report:
    return understand(sheets, Headings(), lambda _: False, {})


def brought_back(
    form: str, path: Path, retyped: Callable[[str], str] = lambda text: text
) -> tuple[Report, list[Listing]]:
    view = PublicView(a_profile(), FakeZones(), FakeGeocoder(), NameTable(()))
    public = [view.of(one, VENUES, 1) for one in LISTINGS]
    data = exporter(form).export(public, a_profile(), TODAY).data.decode("utf-8-sig")
    path.write_text(retyped(data), encoding="utf-8")
    report = understood(read_file(path))
    around = replace(AROUND, published=True, echoes=echoes(report, public, a_profile(), TODAY, understood))
    steps = compare(report, Known.of(LISTINGS, list[Venue](VENUES.values())), around)
    return report, [step.listing for step in steps]


@pytest.mark.parametrize("form", FILES)
def test_what_was_given_out_comes_back_with_nothing_changed(form: str, tmp_path: Path) -> None:
    report, written = brought_back(form, tmp_path / FILES[form])
    assert [row.status for row in report.rows if row.status != "skipped"] == ["unchanged"] * 4
    assert written == []


@pytest.mark.parametrize("form", FILES)
def test_only_what_was_retyped_is_changed(form: str, tmp_path: Path) -> None:
    report, (changed,) = brought_back(form, tmp_path / FILES[form], lambda text: text.replace("花の会", "花と茶の会"))
    assert (changed.name, changed.venues, changed.phones) == ("花と茶の会", LISTINGS[1].venues, LISTINGS[1].phones)
    (row,) = [row for row in report.rows if row.status == "update"]
    assert row.problems[-1].message.endswith(": 名称")


def test_a_change_of_a_second_venue_is_told_and_not_taken_over(tmp_path: Path) -> None:
    report, written = brought_back("ods", tmp_path / "list.csv", lambda text: text.replace("西会館", "北会館"))
    assert (written, [one.code for row in report.rows for one in row.problems if one.code == "second_place"]) == (
        [],
        ["second_place"],
    )


def test_a_row_that_was_added_is_new(tmp_path: Path) -> None:
    def added(text: str) -> str:
        return text + ",".join("神奈川県逗子市" if n == 3 else "新しい会" if n == 4 else "" for n in range(24)) + "\r\n"

    report, (new,) = brought_back("ods-old", tmp_path / "list.csv", added)
    assert new.name == "新しい会"
    assert report.counts["new"] == 1
