"""What is compared of one listing, from the catalogue or from a row of a list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.listing import Listing, Venue
from directory.sameness.lexicon import plain
from directory.sameness.names import Name, name_of
from directory.sameness.places import Spot, city_of, spot_of
from directory.search.words import fold

_HOUSE_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十]+\D{1,3}[0-9０-９]+|[0-9０-９]{2,}")
_NOT_DIGITS = re.compile("[^0-9]")


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as far as it is compared. `town` and `city_code` are the gazetteer's."""

    id: str
    name: str | None
    address: str | None
    town: str | None = None
    city_code: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A schedule: its text, and what was read from it as (RRULE, "HH:MM" or None)."""

    text: str
    series: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A listing as far as it is compared, as written."""

    id: str
    name: str
    source_id: str | None = None
    alternate_names: tuple[str, ...] = ()
    reading: str | None = None
    municipality: str | None = None
    district: str | None = None
    organization: str | None = None
    types: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The same, comparable. Empty: nobody stated it."""

    id: str
    names: tuple[Name, ...]
    phones: frozenset[str]
    places: frozenset[str]
    spots: tuple[Spot, ...]
    towns: frozenset[str]
    city_codes: frozenset[str]
    cities: frozenset[str]
    district: str
    organization: str
    types: frozenset[str]
    times: frozenset[tuple[str, str | None]]
    times_text: str


def described(listing: Listing, venues: Mapping[str, Venue]) -> Described:
    used = (venues[use.location_id] for use in listing.venues if use.location_id in venues)
    return Described(
        id=listing.id,
        name=listing.name,
        source_id=listing.source_id,
        alternate_names=listing.alternate_names,
        reading=listing.reading,
        municipality=listing.municipality,
        district=listing.district,
        organization=listing.organization,
        types=tuple(word.term for word in listing.words if word.scheme == "type" and word.value),
        phones=tuple(phone.number for phone in listing.phones),
        places=tuple(Place(v.id, v.name, v.address_text, v.town, v.city_code) for v in used),
        held=tuple(Held(m.text, tuple((s.rrule, s.start) for s in m.series)) for m in listing.meetings),
    )


def facts_of(one: Described) -> Facts:
    cities = {city for place in one.places if (city := city_of(place.address))} | {one.municipality or ""}
    names_of_city = sorted(filter(None, map(plain, cities)), key=len, reverse=True)
    names = dict.fromkeys(filter(None, (one.name, *one.alternate_names)))
    return Facts(
        id=one.id,
        names=tuple(
            name_of(name, one.reading if name == one.name else None, names_of_city, plain(one.organization))
            for name in names
        ),
        phones=frozenset(filter(None, map(digits, one.phones))),
        places=frozenset(place.id for place in one.places if place.name or _HOUSE_NUMBER.search(place.address or "")),
        spots=tuple(dict.fromkeys(spot_of(p.name, p.address, one.municipality or "") for p in one.places)),
        towns=frozenset(place.town for place in one.places if place.town),
        city_codes=frozenset(place.city_code for place in one.places if place.city_code),
        cities=frozenset(cities - {""}),
        district=plain(one.district).removesuffix("地区"),
        organization=plain(one.organization),
        types=frozenset(one.types),
        times=frozenset(series for held in one.held for series in held.series),
        times_text=" ".join(sorted(plain(held.text) for held in one.held)),
    )


def digits(number: str) -> str:
    return _NOT_DIGITS.sub("", fold(number))


def shared(values: Iterable[Iterable[str]], most: int) -> frozenset[str]:
    """What stands beside more than `most` listings (a desk's number, 社協): it says nothing about any two of them."""
    counted: dict[str, int] = {}
    for held in values:
        for value in held:
            counted[value] = counted.get(value, 0) + 1
    return frozenset(value for value, count in counted.items() if count > most)
