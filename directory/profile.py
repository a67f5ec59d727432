"""A municipality's own files: who and where it is, its words, its sources, and the listings that it starts with.

A profile is a folder: profile.toml, zones.toml, vocabulary.toml (its own words, optional), venues.csv and listings.csv
(or a [generator] for an invented town). What every municipality shares stands in sources.toml.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from directory.errors import InputWrong
from directory.fictional.town import generate
from directory.identifiers import stable_id
from directory.listing import Listing, Venue
from directory.profile_lists import read_lists
from directory.standing import USUAL, Freshness
from directory.vocabulary import Vocabulary

SHARED = Path(__file__).with_name("sources.toml")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """The council of social welfare (社会福祉協議会): whom to call where nobody else is known."""

    name: str
    short_name: str = "社協"
    volunteer_centre: str | None = None
    phone: str | None = None
    fax: str | None = None
    address: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A 地区: a label that people use, neither an address nor a 圏域. `towns`: how the names of its towns begin."""

    name: str
    reading: str
    towns: tuple[str, ...] = ()
    alternate_names: tuple[str, ...] = ()

    def covers(self, town: str) -> bool:
        """Whether an official town name (沼間五丁目) belongs to this 地区."""
        return town.startswith(self.towns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An estate or other place by its common name (通称). A place to look at, never the ground for an area."""

    name: str
    reading: str | None = None
    alternate_names: tuple[str, ...] = ()
    kind: str = "団地"
    district: str | None = None
    town: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place that everybody knows by name and that holds nothing itself: 市役所, a station. `block`: 番 or 番地."""

    name: str
    reading: str | None = None
    alternate_names: tuple[str, ...] = ()
    town: str | None = None
    block: str | None = None
    number: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    label: str
    number: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something comes from, its edition and licence: shown on /about/data."""

    name: str
    publisher: str
    edition: str | None = None
    licence: str | None = None
    url: str | None = None
    used_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number that a plan prints: compared with what is listed under `type`, never published as a fact.

    `umbrella`: source ids of entries that stand for several and are not counted.
    """

    subject: str
    figure: int
    unit: str
    type: str
    quotation: str
    place: str
    umbrella: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """How an invented town is made: the same seed and count give the same listings, byte for byte."""

    seed: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One municipality. `listing_defaults`: what its list says once for every listing. `licence`: under which what is
    given out may be used; None where nobody has stated it.
    """

    folder: Path
    name: str
    municipality_code: str
    prefecture: str
    city: str
    council: Council
    districts: tuple[District, ...]
    is_fictional: bool = False
    district_word: str = "地区"
    via_council: str = "社協に連絡"
    licence: str | None = None
    freshness: Freshness = USUAL
    places: tuple[Place, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    emergency: tuple[EmergencyNumber, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    listing_defaults: dict[str, str]
    generator: Generator | None = None

    @classmethod
    def load(cls, folder: Path) -> "Profile":
        """Read profile.toml. Raises InputWrong naming the file and what is wrong in it."""
        own, shared = _toml(folder / "profile.toml"), _toml(SHARED)
        for key in ("emergency", "sources"):
            own[key] = own.get(key, []) + shared.get(key, [])
        own["council"] = _made(Council, own.get("council", {}), folder)
        own["freshness"] = _made(Freshness, own.get("freshness", {}), folder)
        own.setdefault("listing_defaults", {})
        for key, kind in _LISTS.items():
            own[key] = tuple(_made(kind, table, folder) for table in own.get(key, []))
        if "generator" in own:
            own["generator"] = _made(Generator, own["generator"], folder)
        return _made(cls, {**own, "folder": folder}, folder)

    @property
    def zones_file(self) -> Path:
        return self.folder / "zones.toml"

    @property
    def towns_file(self) -> Path | None:
        """A town table that the profile brings itself: an invented town's, which no national table knows."""
        path = self.folder / "towns.csv"
        return path if path.is_file() else None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        own = self.folder / "vocabulary.toml"
        return Vocabulary.load(*([own] if own.is_file() else []))

    def district_of(self, town: str) -> str | None:
        """The 地区 that a town belongs to, by its name."""
        return next((district.name for district in self.districts if district.covers(town)), None)

    def listing_id(self, source_id: str) -> str:
        return stable_id(self.municipality_code, source_id)

    def venue_id(self, number: str) -> str:
        return stable_id(self.municipality_code, f"venue/{number}")

    def venues(self) -> Iterator[Venue]:
        """The venues that the municipality starts with; every listing's venue is among them."""
        return (item for item in self._records() if isinstance(item, Venue))

    def listings(self) -> Iterator[Listing]:
        """The listings that it starts with, their schedule texts read as far as they can be."""
        return (with_schedules_read(item) for item in self._records() if isinstance(item, Listing))

    def of_size(self, count: int) -> "Profile":
        """The same invented town with `count` listings. Raises InputWrong for a real municipality."""
        if self.generator is None:
            raise InputWrong(f"{self.name}は架空の町ではないので、件数は決められません。")
        return replace(self, generator=replace(self.generator, count=count))

    def _records(self) -> Iterator[Listing | Venue]:
        if self.generator:
            return generate(self.generator.seed, self.generator.count, self)
        return read_lists(self)


def with_schedules_read(listing: Listing) -> Listing:
    """The listing with what its schedule texts say; the texts themselves stay as they are."""
    if not listing.meetings:
        return listing
    from directory import schedules  # holidays and recurrences cost a tenth of a second, and only here

    read = tuple(schedules.read(said.text, said.frequency_code).meeting(said.venue) for said in listing.meetings)
    return listing.model_copy(update={"meetings": read})


_LISTS = {
    "districts": District,
    "places": Place,
    "landmarks": Landmark,
    "emergency": EmergencyNumber,
    "sources": Source,
    "claims": Claim,
}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputWrong(f"自治体の設定 {path.name} がありません: {path.parent}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputWrong(f"{path} を読めません（{error}）") from error


def _made(kind: type[T], table: dict[str, Any], folder: Path) -> T:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise InputWrong(f"{folder / 'profile.toml'} の {kind.__name__} に誤りがあります（{error}）") from error
