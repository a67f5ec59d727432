"""A municipality opened with everything that matching needs, from its profile alone, in a folder of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.assembly import Directory
from directory.public_view import PublicListing
from directory.settings import PROFILES, Settings
from matching.answer import Matches
from matching.assembly import matcher_of, parameters_of
from matching.cases import Case
from matching.matcher import Matcher
from matching.person import Sheet, read
from matching.table import Table

DAY = date(2026, 4, 1)


@dataclass(frozen=True)
class Town:
    directory: Directory
    matcher: Matcher
    table: Table
    listings: Mapping[str, PublicListing]

    @classmethod
    def open(cls, profile: str, folder: Path) -> "Town":
        """Set up the profile's own catalogue in the folder (some seconds) and put the matcher together."""
        settings = Settings(folder, PROFILES / profile, f"sqlite:///{folder / 'catalogue.sqlite'}")
        town = Directory.set_up(settings, is_sample=True)
        town.private().load_seed()
        town.catch_up()
        matcher = matcher_of(town.profile, town.zones, town.geocoder, parameters_of(town.profile))
        listings = town.catalogue.all()
        table = Table.build(listings, town.profile.vocabulary, town.catalogue.version)
        return cls(town, matcher, table, {one.id: one for one in listings})

    def sheet(self, case: Case) -> Sheet:
        return read(case.person, self.directory.profile.vocabulary)

    def answer(self, case: Case) -> Matches:
        return self.matcher.rank(self.sheet(case), self.table, self.directory.catalogue.listings, DAY)
