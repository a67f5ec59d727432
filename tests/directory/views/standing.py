"""A small public catalogue that stands still, with the real search index and vocabulary around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import shapely

from directory.calendar.opening import Opening
from directory.call_list import ToCall
from directory.paper.area_maps import AreaMaps
from directory.paper.listings import Desk
from directory.paper.maps import Label
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.search import SearchIndex
from directory.summary import Summaries
from directory.views import about, areas
from directory.views.filters import Names
from directory.views.finding import Finding
from directory.views.listings import Parts
from directory.views.maps import ListingMaps
from directory.views.paper_choice import Parts as PaperParts
from directory.vocabulary import Vocabulary, fold
from geodata.archives import font_folder
from geodata.geocoded import Geocoded
from geodata.zones.outlines import Outline

TODAY = date(2026, 11, 22)
HERE = Geocoded(input="北一丁目", status="matched", town="北一丁目", level=3, latitude=35.3, longitude=139.58)
ZONES = {"north": "北部", "south": "南部"}


@dataclass(frozen=True)
class Standing:
    """What PublicCatalogue offers, out of a tuple."""

    kept: tuple[PublicListing, ...]
    version: int = 1

    def all(self) -> Sequence[PublicListing]:
        return self.kept

    def listing(self, id: str) -> PublicListing | None:
        return next((listing for listing in self.kept if listing.id == id), None)

    def moved(self, id: str) -> str | None:
        return None

    def listings(self, ids: Sequence[str]) -> Sequence[PublicListing]:
        return [listing for id in ids if (listing := self.listing(id))]


def summaries(vocabulary: Vocabulary) -> Summaries:
    return Summaries(vocabulary, ZONES)


def finding(folder: Path, *listings: PublicListing) -> Finding:
    vocabulary, catalogue = Vocabulary.load(), Standing(listings)
    index = SearchIndex(folder / "search", vocabulary)
    index.catch_up(catalogue)
    return Finding(
        catalogue=catalogue,
        search=index.search,
        names=Names(vocabulary, ZONES, fold, ("北", "南")),
        held=Opening(catalogue, lambda: TODAY).held,
    )


def parts(folder: Path, *listings: PublicListing, report: Callable[[str, str], None] | None = None) -> Parts:
    vocabulary = Vocabulary.load()
    return Parts(
        catalogue=Standing(listings),
        finding=finding(folder, *listings),
        summaries=summaries(vocabulary),
        whom_to_call=lambda listing: ToCall(
            "北部の窓口", "046-000-0001", f"「{listing.name}」のことを聞きたいのですが。"
        ),
        maps=None,
        report=report,
        today=lambda: TODAY,
    )


@dataclass(frozen=True)
class ADesk:
    name: str
    address: str | None = "見本市北1-1"
    phone: str | None = "046-000-0001"


@dataclass(frozen=True)
class AZone:
    id: str
    name: str
    desk: ADesk
    rule_text: str


@dataclass(frozen=True)
class ASource:
    name: str = "町の表"
    publisher: str = "見本社"
    edition: str | None = "2026年"
    licence: str | None = "CC BY 4.0"
    url: str | None = "https://example.org/"
    used_for: str | None = "町の名前"


@dataclass(frozen=True)
class ANumber:
    label: str = "火事・救急"
    number: str = "119"
    note: str | None = None


AREAS = (
    AZone("north", "北部", ADesk("北部包括"), "北1・2丁目(3~5番、団地を除)\n山の根"),
    AZone("south", "南部", ADesk("南部包括", phone="046-000-0002"), "南、北3丁目"),
)


@dataclass(frozen=True)
class ALocation:
    status: str
    because: str = ""
    ask: str | None = None
    zone: AZone | None = None
    candidates: tuple[AZone, ...] = ()


def about_parts(*listings: PublicListing) -> about.Parts:
    return about.Parts(
        municipality="見本市",
        catalogue=Standing(listings),
        sources=(ASource(), ASource(url=None, licence=None)),
        ways=lambda: (),
        places=lambda: ("町の表 2026年版、277,633件",),
        outlines=("北部: 町丁目の点から計算した概略",),
    )


def area_parts(*listings: PublicListing) -> areas.Parts:
    return areas.Parts(
        municipality="見本市",
        zones=AREAS,
        districts={"north": ("北",), "south": ("南", "北")},
        catalogue=Standing(listings),
        summaries=summaries(Vocabulary.load()),
        maps=None,
        today=lambda: TODAY,
    )


def paper_parts(folder: Path, *listings: PublicListing) -> PaperParts:
    return PaperParts(
        municipality="見本市",
        council=Desk("見本市社協", "見本市南1-1", "046-000-0000"),
        zones=AREAS,
        districts=("北", "南"),
        zone_districts={"north": ("北",), "south": ("南", "北")},
        vocabulary=Vocabulary.load(),
        catalogue=Standing(listings),
        summaries=summaries(Vocabulary.load()),
        whom_to_call=lambda one: ToCall(
            one.name if one.telephone else "北部の窓口", one.telephone or "046-000-0001", "聞きたいのですが。"
        ),
        maps=AreaMaps(zones_drawn(), lambda: (Label("■見本駅", 35.305, 139.51, strong=True),)),
        emergency=(EmergencyNumber(label="火事・救急", number="119"),),
        font_folder=lambda: font_folder(folder / "fonts"),
        today=lambda: TODAY,
    )


SQUARE = Outline("north", shapely.box(139.50, 35.30, 139.52, 35.31), True, "概略です。")
NOWHERE = Outline("south", shapely.Polygon(), True, "概略です。")


def zones_drawn() -> SimpleNamespace:
    north, south = SimpleNamespace(id="north", name="北部"), SimpleNamespace(id="south", name="南部")
    return SimpleNamespace(
        zones=(north, south),
        towns=(),
        by_id={"north": north, "south": south},
        municipality=SimpleNamespace(latitude=None, longitude=None),
        outline={"north": SQUARE, "south": NOWHERE}.__getitem__,
    )


def maps_with(*, tiles: bool) -> ListingMaps:
    return ListingMaps(Vocabulary.load(), zones_drawn(), tiles=tiles)
