"""Putting the directory of one municipality together: each part is opened when it is first asked for.

The only place, beside app.py, where parts meet. Pages receive parts, never this whole; commands open it.
"""

import hashlib
from datetime import date
from functools import cached_property
from pathlib import Path

from directory.calendar.opening import Opening
from directory.call_list import CallList
from directory.clock import today
from directory.database import reading
from directory.errors import NotReady
from directory.instance import Instance
from directory.models import utc_now
from directory.past import as_of
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from directory.publishing.past import PublicPast, public_past
from directory.publishing.publisher import Publisher
from directory.safekeeping.attempts import Attempt, Attempts
from directory.safekeeping.retention import forget_old
from directory.search import SearchAnswer, SearchIndex, SearchRequest
from directory.settings import Settings
from directory.stewardship.coming import come_to_pass
from directory.stewardship.kept_forms import KeptForms
from directory.stewardship.uploads import Uploads
from directory.venue_names import place_names
from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoding import Geocoder
from geodata.ways import WaysFolder
from geodata.zones import Located, ZoneSet


class Directory:
    """What one run works with: the private catalogue, and all that is derived from it or stands beside it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._cleared_on: date | None = None
        self._publisher: tuple[object, Publisher] | None = None

    @classmethod
    def from_environment(cls) -> "Directory":
        return cls(Settings.from_environment())

    @classmethod
    def set_up(cls, settings: Settings, *, is_sample: bool = False) -> "Directory":
        """Make what a run keeps, where it is not there yet, and open it."""
        directory = cls(settings)
        directory.instance = Instance.set_up(settings, is_sample=is_sample)
        return directory

    @cached_property
    def instance(self) -> Instance | None:
        """The private side; None in a public process."""
        return Instance.open(self.settings) if self.settings.database_url else None

    def private(self) -> Instance:
        """The private side. Raises NotReady in a public process."""
        if self.instance is None:
            raise NotReady("住民の側のプロセスは、名簿の本体を開けません。")
        return self.instance

    @cached_property
    def profile(self) -> Profile:
        return Profile.load(self.settings.profile)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The town table; built on first use."""
        return self._open_gazetteer()

    @cached_property
    def zones(self) -> ZoneSet:
        return ZoneSet.load(self.profile.zones_file, self.settings.zone_editions, self.gazetteer)

    @cached_property
    def ways(self) -> WaysFolder:
        """Heights and bus stops, where any have been loaded."""
        return WaysFolder(self.settings.ways)

    @cached_property
    def catalogue(self) -> PublicCatalogue:
        """The public view. Raises NotReady, when it is read, where nothing has been published."""
        return PublicCatalogue(self.settings.public_database)

    @cached_property
    def geocoder(self) -> Geocoder:
        """Reads addresses within the municipality, and the names of its public venues."""
        names = place_names(self.catalogue, self.profile, self.zones)
        return Geocoder(self.gazetteer, scope=self.profile.municipality_code, places=names)

    @cached_property
    def index(self) -> SearchIndex:
        return SearchIndex(self.settings.search_index, self.profile.vocabulary, freshness=self.profile.freshness)

    @cached_property
    def calls(self) -> CallList:
        return CallList(self.profile, self.zones)

    @cached_property
    def opening(self) -> Opening:
        return Opening(self.catalogue, today)

    def publisher(self) -> Publisher:
        """Writes the public view. The profile and its places are read anew where one of their files has changed since:
        the view must be made from what its edition says. Raises NotReady in a public process.
        """
        state = self._state_of_places()
        if self._publisher is None or self._publisher[0] != state:
            self._publisher = (state, self._new_publisher())
        return self._publisher[1]

    def _state_of_places(self) -> object:
        """What changes when a file does that a public view is made from."""
        folders = (self.settings.profile, self.settings.zone_editions)
        files = [*(path for folder in folders for path in sorted(folder.rglob("*"))), self.settings.gazetteer]
        return [(path, found.st_mtime_ns, found.st_size) for path in files if path.is_file() and (found := path.stat())]

    def _new_publisher(self) -> Publisher:
        private = self.private()
        profile, gazetteer = Profile.load(self.settings.profile), self._open_gazetteer()
        zones = ZoneSet.load(profile.zones_file, self.settings.zone_editions, gazetteer)
        geocoder = Geocoder(gazetteer, scope=profile.municipality_code)
        edition = _edition(profile, self.settings.zone_editions, gazetteer)
        return Publisher(private.engine, self.settings.public_database, profile, zones, geocoder, edition=edition)

    def past(self, day: date) -> PublicPast:
        """The catalogue of a past day, as it may be given out today. Raises NotReady in a public process."""
        gazetteer = self._open_gazetteer()
        geocoder = Geocoder(gazetteer, scope=self.profile.municipality_code)
        with reading(self.private().engine) as session:
            return public_past(session, as_of(session, day), self.profile, self.zones, geocoder)

    def publish(self) -> None:
        """Bring the public view up to the catalogue and the day, where this process may write it."""
        if self.instance:
            self._begin_the_day(self.instance)
            self.publisher().catch_up()

    def _begin_the_day(self, instance: Instance) -> None:
        """What was announced for this day comes to pass; what was kept long enough goes away, once a day."""
        come_to_pass(instance.engine, today())
        if self._cleared_on != (day := today()):
            forget_old(instance.engine, utc_now())
            Uploads(self.settings.uploads).forget_old()
            KeptForms(self.settings.kept_forms).forget_old()
            self._cleared_on = day

    def catch_up(self) -> int:
        """Bring the public view (where this process may write it) and the index up to the catalogue's number."""
        self.publish()
        return self.index.catch_up(self.catalogue)

    def broken_imports(self) -> list[Attempt]:
        """Imports that were broken off and that nobody has looked at yet; none in a public process."""
        if self.instance is None:
            return []
        with reading(self.instance.engine) as session:
            return Attempts(self.settings.imports).broken_off(session)

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

    def _open_gazetteer(self) -> Gazetteer:
        towns = self.profile.towns_file
        return ensure(self.settings.gazetteer, [towns] if towns else [])


def _edition(profile: Profile, boundaries: Path, gazetteer: Gazetteer) -> str:
    """What a public view is made from besides the catalogue: the profile's places and the town table."""
    own = (profile.folder / "profile.toml", profile.zones_file, profile.folder / "towns.csv")
    files = [*own, *sorted((profile.folder / "layers").glob("*.toml")), *sorted(boundaries.rglob("*"))]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files if path.is_file()))
    digest.update("\n".join(f"{source} {source.rows}" for source in gazetteer.sources()).encode())
    return digest.hexdigest()[:16]
