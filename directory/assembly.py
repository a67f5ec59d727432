"""Putting the directory of one municipality together: each part is opened when it is first asked for.

The only place, beside app.py, where parts meet. Pages and commands receive parts, never this whole.
"""

from functools import cached_property

from directory.call_list import CallList
from directory.errors import NotReady
from directory.instance import Instance
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from directory.search import SearchAnswer, SearchIndex, SearchRequest
from directory.settings import Settings
from directory.venue_names import VenueNames
from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoding import Geocoder
from geodata.zones import Located, ZoneSet


class Directory:
    """What stands behind the public pages; `instance` is the private side, None in a public process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.instance = Instance.open(settings) if settings.database_url else None

    def private(self) -> Instance:
        """The private side. Raises NotReady in a public process."""
        if self.instance is None:
            raise NotReady("住民の側のプロセスは、名簿の本体を開けません。")
        return self.instance

    @cached_property
    def profile(self) -> Profile:
        return self.instance.profile if self.instance else Profile.load(self.settings.profile)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The town table; built on first use."""
        towns = self.profile.towns_file
        return ensure(self.settings.gazetteer, [towns] if towns else [])

    @cached_property
    def zones(self) -> ZoneSet:
        return ZoneSet.load(self.profile.zones_file, self.settings.zone_editions, self.gazetteer)

    @cached_property
    def catalogue(self) -> PublicCatalogue:
        """The public view. Raises NotReady, when it is read, where nothing has been published."""
        return PublicCatalogue(self.settings.public_database)

    @cached_property
    def geocoder(self) -> Geocoder:
        """Reads addresses within the municipality, and the names of its public venues."""
        names = VenueNames(self.catalogue, self.profile)
        return Geocoder(self.gazetteer, scope=self.profile.municipality_code, places=names)

    @cached_property
    def index(self) -> SearchIndex:
        return SearchIndex(self.settings.search_index, self.profile.vocabulary)

    @cached_property
    def calls(self) -> CallList:
        return CallList(self.profile, self.zones)

    def catch_up(self) -> None:
        """Bring the public view (where this process may write it) and the index up to the catalogue."""
        if self.instance:
            self.instance.catch_up()
        else:
            self.index.catch_up(self.catalogue)

    def numbers(self) -> dict[str, int]:
        """The change number that each part has reached: they are one when all is in step."""
        numbers = {"public": self.catalogue.version, "index": self.index.number}
        return {"catalogue": self.instance.change_number(), **numbers} if self.instance else numbers

    def asks_sign_in(self) -> bool:
        """Whether /match is for signed-in workers only: always, but for a sample or where it was set otherwise."""
        if self.settings.accounts is not None:
            return self.settings.accounts
        return self.catalogue.meta["is_sample"] != "1"

    def search(self, request: SearchRequest) -> SearchAnswer:
        """The answer of an index that is in step with the public view."""
        self.index.catch_up(self.catalogue)
        return self.index.search(request)

    def locate(self, address: str) -> Located:
        """The 圏域 and desk in charge of an address."""
        return self.zones.locate(self.geocoder.geocode(address))
