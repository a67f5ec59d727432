"""Both sample municipalities, published and drawn: no private venue's name, no point finer than its 町丁目."""

import math
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from directory.assembly import Directory
from directory.listing import Venue
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue, documents
from directory.publishing import coarsening, publisher
from directory.publishing.privacy import NameTable
from directory.settings import PROFILES, Settings

SAME_PLACE = 0.00005  # degrees, some five metres
POINT = re.compile(r"(?<![\d.])(?=(\d{2,3}\.\d{3,})[^\d]{1,20}(\d{2,3}\.\d{3,}))")
BRACKETED = re.compile("（(.+?)）")


def published(folder: Path, profile: str) -> Settings:
    environment = {"TSUNAGI_INSTANCE": str(folder), "TSUNAGI_PROFILE": profile, "TSUNAGI_TILES": "off"}
    settings = replace(Settings.from_environment(environment), rate_limits=False)
    directory = Directory.set_up(settings, is_sample=True)
    directory.private().load_seed()
    directory.catch_up()
    return settings


def names_of(venue: Venue) -> Iterator[str]:
    for text in filter(None, (venue.name, venue.name_text, venue.address_text, *venue.alternate_names)):
        yield text
        yield from BRACKETED.findall(text)


def points_in(text: str) -> set[tuple[float, float]]:
    """Latitude and longitude wherever two numbers of that kind stand side by side, in either order."""
    return {(min(float(a), float(b)), max(float(a), float(b))) for a, b in POINT.findall(text)}


def leaks(settings: Settings) -> list[str]:
    private = [v for v in Profile.load(settings.profile).venues() if v.privacy != "open"]
    assert len(private) >= 5
    seen = {
        listing.name: documents().dump_json(listing).decode()
        for listing in PublicCatalogue(settings.public_database).all()
    }
    seen["map"] = create_app(settings).test_client().get("/").text
    names = {"個人宅", *(name for venue in private for name in names_of(venue))}
    fine = [(v.latitude, v.longitude) for v in private if v.latitude and v.longitude and v.point_level > 3]
    found = [f"{where}: {name}" for where, text in seen.items() for name in names if name in text]
    for where, text in seen.items():
        found += [f"{where}: {p}" for p in points_in(text) if any(math.dist(p, q) < SAME_PLACE for q in fine)]
    return found


@pytest.mark.parametrize("profile", ["zushi", "fictional"])
def test_nothing_private_is_published(profile: str, tmp_path: Path) -> None:
    assert leaks(published(tmp_path / "instance", profile)) == []


@pytest.mark.parametrize("profile", ["zushi", "fictional"])
def test_this_search_notices_when_private_venues_are_published_as_they_are(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coarsening, "is_private", lambda venue: False)
    monkeypatch.setattr(coarsening.Discretion, "name", lambda self, text: text)
    monkeypatch.setattr(coarsening.Discretion, "text", lambda self, text: text)
    monkeypatch.setattr(publisher, "telling_elsewhere", lambda session, further=(): NameTable(()))
    found = leaks(published(tmp_path / "instance", profile))
    assert any("map" in leak or re.search("空き|アパート|個人宅", leak) for leak in found), found[:5]


def test_a_running_process_publishes_from_the_profile_as_it_is_now(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    shutil.copytree(PROFILES / "fictional", profile)
    settings = Settings.from_environment(
        {"TSUNAGI_INSTANCE": str(tmp_path / "instance"), "TSUNAGI_PROFILE": str(profile), "TSUNAGI_TILES": "off"}
    )
    directory = Directory.set_up(settings, is_sample=True)
    directory.private().load_seed()
    directory.catch_up()
    before = directory.catalogue.meta["municipality"]
    own = profile / "profile.toml"
    own.write_text(own.read_text("utf-8").replace(f'"{before}"', '"ほしみ市（新しい名）"'), "utf-8")
    directory.catch_up()
    assert directory.catalogue.meta["municipality"] == "ほしみ市（新しい名）"
