"""Municipalities and their towns as values; the towns of one municipality by folded name, abbreviations included."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from geodata.characters import key

_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)|^.+島(?=.+[町村]$)")
_CHOME = re.compile(r"^(.*[^0-9])([0-9]+)(丁目|丁|番丁|番町)$")
_TWO_NUMERALS = re.compile(r"[一二三四五六七八九][一二三四五六七八九](丁目|丁)$")
_NUMBERED = re.compile(r"^(.*[^0-9])([0-9]+)(?:号|区|番|部)$")
_LETTERED = re.compile(r"^(.+)([甲乙丙丁戊己])$")
_AFTER_CHOME, _AFTER_NUMBER = "目丁町", "号区番部"
# Short forms in use: 北3西1 for 北3条西1丁目, 南郷通1南 for 南郷通1丁目南, 月寒東3-18 for 月寒東3条18丁目, 6条9丁目 for
# 6条通9丁目.
_TEN = re.compile(r"([0-9])条(?=[東西南北])")
_FINAL_TEN = re.compile(r"(?<=[0-9])条$")
# 第十一地割 and 十一地割 are one way to write the same.
_CHIWARI = re.compile(r"第?(?=[0-9]+地割$)")
_INNER_CHOME = re.compile(r"([0-9])丁目(?=[東西南北])")


@dataclass(frozen=True, slots=True)
class Municipality:
    """市区町村. `city` has 郡 and 区; `code` is the 5-digit 全国地方公共団体コード. Not `current`: a former ward."""

    id: int
    code: str
    prefecture: str
    city: str
    kana: str
    latitude: float | None
    longitude: float | None
    current: bool = True

    @property
    def short_name(self) -> str:
        """Without 郡."""
        return _COUNTY.sub("", self.city)


class Town(NamedTuple):
    """One row of the table: 大字・町丁目 (official form), perhaps with a 小字."""

    town: str
    koaza: str
    town_id: str | None
    latitude: float | None
    longitude: float | None


# A folded name and its town, packed. Towns stay packed until somebody asks for one: that is quick, and the garbage
# collector never looks at what is mere text, so that it stops nobody for long.
Row = tuple[str, str]
UNIT, RECORD = "\x1f", "\x1e"


def row_of(town: Town) -> Row:
    return key(town.town + town.koaza), UNIT.join("" if field is None else str(field) for field in town)


def unpacked(text: str) -> Town:
    town, koaza, town_id, latitude, longitude = text.split(UNIT)
    return Town(
        town, koaza, town_id or None, float(latitude) if latitude else None, float(longitude) if longitude else None
    )


def _names(text: str) -> tuple[str, str]:
    """Town and 小字 of a packed row."""
    town, koaza, _ = text.split(UNIT, 2)
    return town, koaza


@dataclass(frozen=True, slots=True)
class Chome:
    """A 大字 or 町 that has numbered 丁目: its rows by number; `unit` is 丁目, 丁 or 番丁 as the town writes it."""

    name: str
    unit: str
    rows: dict[int, str]

    def __contains__(self, number: int) -> bool:
        return number in self.rows

    def numbered(self, number: int) -> Town:
        return unpacked(self.rows[number])

    def towns(self) -> list[Town]:
        return [unpacked(row) for row in self.rows.values()]


class ByName(Mapping[str, tuple[Town, ...]]):
    """The towns of each folded name."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}

    def add(self, folded: str, row: str) -> None:
        """Once, however many rows of the table say the same."""
        same = self.rows.setdefault(folded, row)
        if same is not row and not any(_names(other) == _names(row) for other in same.split(RECORD)):
            self.rows[folded] = same + RECORD + row

    def __getitem__(self, folded: str) -> tuple[Town, ...]:
        return tuple(map(unpacked, self.rows[folded].split(RECORD)))

    def __contains__(self, folded: object) -> bool:
        return folded in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class TownLookup(Protocol):
    """The towns of one municipality as a reader of addresses asks for them."""

    @property
    def municipality(self) -> Municipality: ...

    def beginning(self, text: str) -> "Towns":
        """At least the towns whose names this folded text, of one letter or more, can begin with."""

    def of_koaza(self, folded: str) -> Sequence[Town]:
        """The rows whose 小字 has this folded name, under whatever 大字."""

    @property
    def names(self) -> list[str]:
        """Folded names of towns without 小字: those without 丁目, then those with, once each."""


class Towns:
    """Towns of one municipality by folded name, all of them in memory."""

    __slots__ = ("_by_koaza", "_lettered", "_names", "by_key", "chome", "longest", "municipality", "numbered")

    def __init__(self, municipality: Municipality, rows: Iterable[Row]) -> None:
        self.municipality = municipality
        self._by_koaza: dict[str, list[Town]] | None = None
        self._lettered: dict[str, dict[str, Town]] | None = None
        self._names: list[str] | None = None
        # 小字 that are mere numbers (温根湯温泉 一区), by what stands before the number.
        self.numbered: dict[str, dict[int, str]] = {}
        self.by_key = ByName()
        self.chome: dict[str, Chome] = {}
        for folded, row in rows:
            self.by_key.add(folded, row)
            if folded[-1] in _AFTER_CHOME or folded[-1] in _AFTER_NUMBER:
                self._number(folded, row)
        self._abbreviate()
        self.longest = max(map(len, (*self.by_key.rows, *self.chome, *self.numbered)), default=0)

    def _number(self, folded: str, row: str) -> None:
        town, koaza = _names(row)
        if not koaza and (found := _chome_of(folded, town)):
            base, number, unit = found
            if (chome := self.chome.get(base)) is None:
                chome = self.chome[base] = Chome(_without_chome(town), unit, {})
            chome.rows.setdefault(number, row)
        elif koaza and folded[-1] in _AFTER_NUMBER and (numbered := _NUMBERED.match(folded)):
            self.numbered.setdefault(numbered[1], {}).setdefault(int(numbered[2]), row)

    def _abbreviate(self) -> None:
        rows, chome = self.by_key.rows, self.chome
        for base in [name for name in chome if "条" in name]:
            if _TEN.search(base):
                chome.setdefault(_TEN.sub(r"\1", base), chome[base])
            if _FINAL_TEN.search(base):
                chome.setdefault(_FINAL_TEN.sub("-", base), chome[base])
            if base.endswith("条通"):
                chome.setdefault(base[:-1], chome[base])
        for name in [name for name in rows if "丁目" in name[:-1] and _INNER_CHOME.search(name)]:
            rows.setdefault(_INNER_CHOME.sub(r"\1", name), rows[name])
        for name in [name for name in rows if name.endswith("地割")]:
            for prefix in ("", "第"):
                rows.setdefault(_CHIWARI.sub(prefix, name, count=1), rows[name])

    def beginning(self, text: str) -> "Towns":
        return self

    def of_koaza(self, folded: str) -> list[Town]:
        if self._by_koaza is None:
            self._by_koaza = {}
            for town in self.all():
                if town.koaza:
                    self._by_koaza.setdefault(key(town.koaza), []).append(town)
        return self._by_koaza.get(folded, [])

    @property
    def lettered(self) -> dict[str, dict[str, Town]]:
        """赤野 → 甲: 赤野甲, 乙: 赤野乙, where the name without its letter is no town; made when first asked for."""
        if self._lettered is None:
            self._lettered = {}
            for name in self.by_key:
                found = _LETTERED.match(name)
                if found and found[1] not in self.by_key and not (town := self.by_key[name][0]).koaza:
                    self._lettered.setdefault(found[1], {})[found[2]] = town
        return self._lettered

    @property
    def names(self) -> list[str]:
        if self._names is None:
            rows = ((folded, *_names(same)) for folded, same in self.by_key.rows.items())
            stems = [(folded, stem_of(folded, town)) for folded, town, koaza in rows if not koaza]
            plain = [stem for folded, stem in stems if stem == folded]
            self._names = list(dict.fromkeys((*plain, *(stem for _, stem in stems))))
        return self._names

    def all(self) -> list[Town]:
        """Each row once: abbreviations share the rows of what they abbreviate."""
        return [unpacked(row) for same in dict.fromkeys(self.by_key.rows.values()) for row in same.split(RECORD)]


def stem_of(folded: str, town: str) -> str:
    """How one says a town's name: 霞台3丁目 → 霞台. Takes the folded and the official name."""
    found = _chome_of(folded, town)
    return found[0] if found is not None else folded


def _chome_of(folded: str, town: str) -> tuple[str, int, str] | None:
    """霞台3丁目 → 霞台, 3, 丁目."""
    found = _CHOME.match(folded) if folded[-1] in _AFTER_CHOME else None
    if found is None:
        return None
    base, number, unit = found.groups()
    if len(number) > 1 and (two := _TWO_NUMERALS.search(town)):
        # 助七一丁目 folds to 助71丁目; its 丁目 is the last numeral alone.
        return base + number[:-1], int(number[-1]), two[1]
    return base, int(number), unit


def _without_chome(town: str) -> str:
    return re.sub(r"[〇一二三四五六七八九十百0-9０-９]+(?:[丁町]目|丁|番丁|番町)$", "", town)
