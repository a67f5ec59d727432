"""Two processes that edit at once lose nothing, and what is derived from the catalogue ends equal to it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, func, select

from directory import store
from directory.database import CATALOGUE, TABLES, reading, writing
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing
from directory.publishing.publisher import Publisher
from directory.search import SearchIndex, SearchRequest
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_listing, a_private_home, a_venue

ROOT = Path(__file__).parents[2]
EDITS = 60
EDITOR = """
import sys
from pathlib import Path
from directory import store
from directory.database import open_database, reading, writing
from directory.public_catalogue import PublicCatalogue
from directory.publishing.publisher import Publisher
from directory.search import SearchIndex
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile

url, folder, who, edits = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
engine = open_database(url)
publisher = Publisher(engine, folder / "public.sqlite", a_profile(), FakeZones(), FakeGeocoder())
index, catalogue = SearchIndex(folder / "search", Vocabulary.load()), PublicCatalogue(folder / "public.sqlite")
with reading(engine) as session:
    ids = [listing.id for listing in store.listings(session)]
for number in range(edits):
    with writing(engine) as session:
        listing = store.listing_of(session, ids[number % len(ids)])
        added = (*listing.alternate_names, f"{who}の{number}回め")
        saved = store.save_listing(
            session,
            listing.model_copy(update={"alternate_names": added}),
            actor=who,
            action="edit",
            expected_version=store.version_of(session, listing.id),
        )
        assert saved.changed
    if number % 10 == 9:
        publisher.catch_up()
        index.catch_up(catalogue)
"""


def content(catalogue: PublicCatalogue) -> list[PublicListing]:
    """What the public sees, without when it was published."""
    return [replace(listing, change_number=0) for listing in catalogue.all()]


def test_two_processes_that_edit_at_once_lose_no_edit(engine: Engine, database_url: str, tmp_path: Path) -> None:
    hall, home = a_venue(address_text="逗子市沼間1丁目5"), a_private_home()
    listings = [a_listing(venues=({"location_id": venue.id},)) for venue in (hall, home) for _ in range(20)]
    with writing(engine) as session:
        store.save_venues(session, [hall, home], actor="初め", action="new")
        store.save_listings(session, listings, actor="初め", action="new")

    command = [sys.executable, "-c", EDITOR, database_url, str(tmp_path)]
    editors = [subprocess.Popen([*command, who, str(EDITS)], cwd=ROOT) for who in ("甲", "乙")]
    assert [editor.wait(timeout=300) for editor in editors] == [0, 0]

    with reading(engine) as session:
        revision = TABLES["revision"]
        edits = select(func.count()).where(revision.c.action == "edit").select_from(revision)
        assert session.scalar(edits) == 2 * EDITS
        numbers = session.scalars(select(revision.c.change_number).where(revision.c.action == "edit")).all()
        assert sorted(numbers) == list(range(2, 2 + 2 * EDITS))
        assert session.scalar(select(CATALOGUE.c.change_number)) == 1 + 2 * EDITS
        edited = {listing.id: listing for listing in store.listings(session)}
    assert sum(len(listing.alternate_names) for listing in edited.values()) == 2 * EDITS

    public = PublicCatalogue(tmp_path / "public.sqlite")
    Publisher(engine, tmp_path / "public.sqlite", a_profile(), FakeZones(), FakeGeocoder()).catch_up()
    assert public.version == 1 + 2 * EDITS
    Publisher(engine, tmp_path / "fresh.sqlite", a_profile(), FakeZones(), FakeGeocoder()).catch_up()
    assert content(public) == content(PublicCatalogue(tmp_path / "fresh.sqlite"))
    assert {x.id: x.alternate_names for x in public.all()} == {x.id: x.alternate_names for x in edited.values()}

    index = SearchIndex(tmp_path / "search", Vocabulary.load())
    index.catch_up(public)
    found = index.search(SearchRequest(words="", page=1))
    assert found.total == len(edited)
    for listing in edited.values():
        assert listing.id in {hit.id for hit in index.search(SearchRequest(words=listing.alternate_names[-1])).hits}
