"""What was exported comes back with nothing changed, whatever the texts are."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.exporters import exporter
from directory.intake import Headings, Surroundings, read_file, understand
from directory.intake.reading import listing_from
from directory.intake.safe_cells import plain, restored, safe
from directory.listing import Extent, Listing, Meeting, Telephone, Venue, VenueUse, Word
from directory.public_view import PublicListing
from directory.publishing.coarsening import PublicView
from directory.publishing.privacy import NameTable
from directory.schedules import read
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_listing, a_venue

TODAY = date(2026, 12, 1)
AROUND = Surroundings(Vocabulary.load(), "14208", "list")
SUFFIX = {"csv": "csv", "csv-cp932": "csv", "xlsx": "xlsx"}

nasty = st.sampled_from(
    ["=", "+", "-", "@", "'", '"', ",", "\n", "\\", "〔", "〔U+", "〃", "計", "※", "〜", "𠮷", "髙", " ", "\t", "同上",
     "\ue000", "\uf8f0", "−", "\xa0", "ｱ", "?", "¥"]
)  # fmt: skip
words = st.lists(nasty | st.text(min_size=1, max_size=5), min_size=1, max_size=5).map("".join)
texts = words.filter(lambda text: plain(text) != "")
maybe = st.none() | texts


def public(listing: Listing, venues: tuple[Venue, ...]) -> PublicListing:
    view = PublicView(a_profile(), FakeZones(), FakeGeocoder(), NameTable(()))
    return view.of(listing, {venue.id: venue for venue in venues}, 1)


@st.composite
def listings(draw: st.DrawFn) -> tuple[Listing, tuple[Venue, ...]]:
    venues = tuple(
        a_venue(
            name=draw(texts),
            address_text=draw(maybe),
            alternate_names=tuple(draw(st.lists(st.sampled_from(["北館", "旧館"]), max_size=2, unique=True))),
            transportation=draw(maybe),
            setting=draw(st.sampled_from([None, "indoor", "outdoor"])),
            latitude=35.295,
            longitude=139.58,
            point_level=8,
            words=(Word(scheme="access", term="wheelchair", value=draw(st.booleans())),),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    numbers = st.none() | st.integers(0, 130)
    meeting = read(plain(draw(texts)), draw(st.sampled_from([None, "4"]))).meeting(
        draw(st.integers(0, len(venues) - 1)) if venues else None
    )
    listing = a_listing(
        name=draw(texts),
        reading="ひだまり",
        source_id=draw(st.none() | st.just("S01")),
        alternate_names=tuple(draw(st.lists(texts, max_size=2))),
        description=draw(maybe),
        organization=draw(maybe),
        status=draw(st.sampled_from(["active", "paused", "unknown"])),
        status_reason=draw(maybe),
        district=draw(maybe),
        minimum_age=draw(numbers),
        maximum_age=draw(numbers),
        eligibility_text=draw(maybe),
        fees_text=draw(maybe),
        fee_yen_min=draw(numbers),
        application_text=draw(maybe),
        capacity=draw(st.none() | st.integers(1, 99)),
        website=draw(maybe),
        assured_date=draw(st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))),
        source_text=draw(maybe),
        source_as_of=draw(maybe),
        note_public=draw(maybe),
        words=(Word(scheme="type", term="salon", basis="name"), Word(scheme="need", term="isolation", value=False)),
        venues=tuple(VenueUse(location_id=venue.id, label=draw(maybe)) for venue in venues),
        meetings=(meeting, Meeting(text="第2火曜日")) if draw(st.booleans()) else (),
        phones=(Telephone(number="046-873-0001", contact_text=draw(maybe), audience="public"),),
        extents=(Extent(extent=draw(texts)), Extent(extent="沼間", residents_only=True)),
    )
    return listing, venues


@pytest.mark.parametrize("form", list(SUFFIX))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(made=listings())
def test_export_import_export_is_the_identity(form: str, made: tuple[Listing, tuple[Venue, ...]]) -> None:
    exported = exporter(form).export([public(*made)], a_profile(), TODAY)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{SUFFIX[form]}"
        path.write_bytes(exported.data)
        rows = understand(read_file(path), Headings(), lambda _: False, {}).rows
    (row,) = [row for row in rows if row.status == "new"]
    back = listing_from(row.values, row.cells, AROUND)
    again = exporter(form).export([public(back.listing, back.venues)], a_profile(), TODAY)
    if form == "xlsx":  # the container holds the time of writing; its texts are what counts
        with TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{n}.xlsx" for n in range(2)]
            for path, file in zip(paths, (exported, again), strict=True):
                path.write_bytes(file.data)
            first, second = (read_file(path).grids[0].rows for path in paths)
        assert second == first
    else:
        assert again.data == exported.data


@given(st.text() | texts)
def test_a_safe_cell_never_begins_like_a_formula_and_is_restored(text: str) -> None:
    cell = safe(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert safe(restored(cell)) == cell


def test_a_workbook_is_the_same_to_the_byte_whenever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made, listing = [], public(a_listing(name="なぎさの会"), ())
    for clock in (1_700_000_000, 1_800_000_000):
        monkeypatch.setattr("time.time", lambda clock=clock: clock)
        made.append(exporter("xlsx").export([listing], a_profile(), TODAY).data)
    assert made[0] == made[1]
    assert b"2026-12-01T00:00:00Z" in ZipFile(BytesIO(made[0])).read("docProps/core.xml")
