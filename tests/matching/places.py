"""A small municipality for matching: towns, 地区 and desks without a national table or a network."""

from dataclasses import dataclass, field
from datetime import date

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded
from geodata.travel import Travel
from geodata.zones import Desk, Located, Zone
from geodata.zones.rules import Rule
from matching.answer import Matches
from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.parameters import Parameters
from matching.person import Person, Point, read
from matching.place import Estate, Surroundings, Where
from matching.table import Table
from matching.whereabouts import DeskInfo

DAY = date(2026, 4, 1)
VOCABULARY = Vocabulary.load()
PARAMETERS = Parameters.load()
KNOWLEDGE = Knowledge.load()
TRAVEL = Travel.load()
# One degree of latitude is 111 km: the towns lie in a line, 1,110 m apart, 東一丁目 as far beside it.
TOWNS = {
    "北一丁目": (35.30, 139.6),
    "北二丁目": (35.31, 139.6),
    "南一丁目": (35.25, 139.6),
    "東一丁目": (35.3, 139.6123),
}
AROUND = Surroundings(
    city="見本市",
    city_code="99999",
    towns=TOWNS,
    districts={"北": ("北",), "南": ("南",), "東": ("東",)},
    zones={"kita": "北部", "minami": "南部"},
    estates=(Estate(("ひかり台",), "北二丁目", "北"), Estate(("みどり団地",), None, "北"), Estate(("あおば荘",))),
)
DESK = Desk("北部地域包括支援センター", "見本市北1-1", "000-000-1111")
ZONE = Zone("kita", "北部", "ほくぶ", DESK, "北", Rule((), ()))


@dataclass(frozen=True)
class HereAndThere:
    """Whereabouts by the town's own name; anything else is nowhere."""

    surroundings: Surroundings = AROUND
    all_desks: tuple[DeskInfo, ...] = (DeskInfo(DESK.name, DESK.address, DESK.phone),)
    asked: list[str] = field(default_factory=list)

    def of(self, person: Person) -> tuple[Where, Located]:
        geocoded = Geocoded(input="")
        if isinstance(person.place, Point):
            where = Where(person.place.latitude, person.place.longitude, 0.0)
            return where, Located(input="", status="unknown", because="町が分かりません", geocoded=geocoded)
        name, _, estate_name = (person.place or "").partition(" ")
        town = next((town for town in TOWNS if town == name), None)
        estate = self.surroundings.estate_named(estate_name) if estate_name else None
        if name == "市外":
            return Where(outside=True), Located(input=name, status="outside", because="市外です", geocoded=geocoded)
        if town is None:
            return Where(), Located(input=name, status="unknown", because="住所がありません", geocoded=geocoded)
        where = Where(
            *TOWNS[town],
            350.0,
            town,
            self.surroundings.district_of(town),
            estate,
            zone_id="kita" if "北" in town else None,
        )
        zone = ZONE if "北" in town else None
        status = "assigned" if zone else "unknown"
        desk = DESK if zone else None
        return where, Located(input=name, status=status, because="北", zone=zone, geocoded=geocoded, desk=desk)


def matcher() -> Matcher:
    return Matcher(VOCABULARY, PARAMETERS, KNOWLEDGE, HereAndThere(), TRAVEL)


def rank(listings: list[PublicListing], limit: int = 5, **stated: object) -> Matches:
    """The answer of the real matcher to a PERSON.json's fields, over these listings."""
    by_id = {listing.id: listing for listing in listings}
    table = Table.build(listings, VOCABULARY, 1)
    sheet = read(stated, VOCABULARY)
    return matcher().rank(sheet, table, lambda ids: tuple(by_id[one] for one in ids), DAY, limit)
