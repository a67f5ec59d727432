"""Where a group meets, as people write it: a house without its room, an address without its municipality."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from directory.sameness.lexicon import any_of, canonical, canonical_words, told_apart
from directory.sameness.names import numbers_in

_PREFECTURE = r"(?:東京都|北海道|京都府|大阪府|.{2,3}県)"
_CITY = re.compile(rf"^{_PREFECTURE}?([^0-9市]{{1,4}}市[^0-9市]{{1,3}}区|.[^0-9]{{0,5}}?[市区])")
_TOWN_CITY = re.compile(rf"^(?:{_PREFECTURE}(?:[^0-9市区]{{1,4}}郡)?|[^0-9市区]{{1,4}}郡)([^0-9市区]{{1,5}}?[町村])")
_POSTAL = re.compile(r"^〒?[0-9]{3}-?[0-9]{4}")
_KANJI_NUMBER = re.compile(r"[一二三四五六七八九十]+(?=丁目|番|号|条)")
_UNIT = re.compile(r"(?<=[0-9])(?:丁目|番地の|番地|番|号|の(?=[0-9]))")
_FLOOR = re.compile(r"(?:地下)?[0-9]+(?:階|f).*$")
_SCHOOL = re.compile("小学校|中学校|高校|大学|幼稚園|保育[園所]|子ども園|寺|神社|教会|病院|医院|クリニック|薬局|駅")
_DIGIT = {kanji: n for n, kanji in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. `house`: its name without room, canonical; `stem`: without the word for the kind of house.

    `town` and `numbers`: 「桜山」, (5, 32). "" or (): not known.
    """

    house: str
    stem: str
    is_school: bool
    town: str
    numbers: tuple[int, ...]


def city_of(address: str | None) -> str:
    """The municipality that an address begins with, "" where it does not say."""
    written = re.sub(r"\s", "", address or "")
    found = _TOWN_CITY.match(written) or _CITY.match(written)
    return found[1] if found else ""


@lru_cache(maxsize=1 << 15)
def spot_of(name: str | None, address: str | None, city: str = "") -> Spot:
    town, numbers, building = _address(address or "", city)
    house = _house(name or "") or _house(building)
    return Spot(house, _stem(house), bool(_SCHOOL.search(house)), town, numbers)


def _house(name: str) -> str:
    written = canonical(name)
    bare = re.sub(r"\([^()]*\)| ", "", written)
    house = _FLOOR.sub("", bare if len(bare) > 1 else re.sub("[ ()]", "", written))
    while (shorter := _rooms().sub("", house)) != house and len(shorter) > 1:
        house = shorter
    return "" if house in _nameless() else house


def _stem(house: str) -> str:
    stem = house
    for pattern in (_halls(), _hall_kinds()):
        stem = pattern.sub("", stem) or stem
    return stem


def _address(address: str, city: str) -> tuple[str, tuple[int, ...], str]:
    """(town, numbers, building) of an address."""
    written = re.sub(r"\s", " ", _evened(address))
    written = _POSTAL.sub("", written).strip()
    bare = written.replace(" ", "")
    for own in filter(None, (city_of(bare), city)):
        if own in bare[:16]:
            bare = bare.split(own, 1)[1]
    bare = re.sub(rf"^{_PREFECTURE}", "", bare)
    bare = re.sub("大字|(?<=.)字|^字", "", bare)
    bare = _UNIT.sub("-", _KANJI_NUMBER.sub(lambda n: str(_value(n[0])), bare))
    found = re.match(r"([^0-9]*(?:[0-9]+(?:条|線|号)[東西南北]?)*)((?:[0-9]+-?)*)(.*)", bare)
    if not found:
        return bare, (), ""
    numbers = tuple(int(n) for n in re.findall("[0-9]+", found[2])[:4])
    return found[1].strip("-"), numbers, found[3]


def _evened(address: str) -> str:
    text = unicodedata.normalize("NFKC", address)
    text = re.sub("[‐‑‒–—―−ー－](?=[0-9])", "-", text)
    return text.replace("ケ", "ヶ").replace("が丘", "ヶ丘")


def _value(kanji: str) -> int:
    tens, ten, ones = kanji.rpartition("十")
    return (_DIGIT.get(tens, 1) * 10 if ten else 0) + _DIGIT.get(ones, 0)


def alike(one: Spot, other: Spot) -> float:
    """How alike two houses are called, 0 to 1: 1 for one house, at least 0.9 where one is named within the other."""
    if one.house == other.house:
        return 1.0
    if numbers_in(one.house) != numbers_in(other.house) or told_apart(one.house, other.house):
        return 0.5
    if min(len(one.house), len(other.house)) >= 4 and (one.house in other.house or other.house in one.house):
        return 0.9
    if one.is_school or other.is_school:
        return 0.5
    return 0.85 if one.stem == other.stem else min(fuzz.ratio(one.house, other.house) / 100, 0.85)


@cache
def _rooms() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(canonical_words('rooms')).pattern})$")


@cache
def _halls() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(canonical_words('halls')).pattern})$")


@cache
def _hall_kinds() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(canonical_words('hall_kinds')).pattern})+$")


@cache
def _nameless() -> frozenset[str]:
    """「公民館」 alone names no house."""
    return frozenset(canonical_words("halls") | canonical_words("rooms") | {"地元の公民館", "市内各所", "各所"})
