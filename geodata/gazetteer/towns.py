"""Municipalities and their towns as values; the towns of one municipality by folded name, abbreviations included."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from geodata.characters import key

_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)|^.+島(?=.+[町村]$)")
_CHOME = re.compile(r"^(.*[^0-9])([0-9]+)(丁目|丁|番丁|番町)$")
_TWO_NUMERALS = re.compile(r"[一二三四五六七八九][一二三四五六七八九](丁目|丁)$")
_NUMBERED = re.compile(r"^(.*[^0-9])([0-9]+)(?:号|区|番|部)$")
_LETTERED = re.compile(r"^(.+)([甲乙丙丁戊己])$")
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


@dataclass(frozen=True, slots=True)
class Town:
    """One row of the table: 大字・町丁目 (official form), perhaps with a 小字."""

    town: str
    koaza: str
    town_id: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Chome:
    """A 大字 or 町 that has numbered 丁目: its rows by number; `unit` is 丁目, 丁 or 番丁 as the town writes it."""

    name: str
    unit: str
    numbers: dict[int, Town]


class TownLookup(Protocol):
    """The towns of one municipality as a reader of addresses asks for them."""

    @property
    def municipality(self) -> Municipality: ...

    def beginning(self, letter: str) -> "Towns":
        """At least the towns whose folded names begin with this letter."""

    def of_koaza(self, folded: str) -> Sequence[Town]:
        """The rows whose 小字 has this folded name, under whatever 大字."""

    @property
    def names(self) -> list[str]:
        """Folded names of towns without 小字, those with 丁目 once."""


class Towns:
    """Towns of one municipality by folded name, all of them in memory."""

    __slots__ = ("_by_koaza", "_lettered", "_names", "by_key", "chome", "longest", "municipality", "numbered")

    def __init__(self, municipality: Municipality, rows: Iterable[tuple[str, Town]]) -> None:
        self.municipality = municipality
        self._by_koaza: dict[str, list[Town]] | None = None
        self._lettered: dict[str, dict[str, Town]] | None = None
        self._names: list[str] | None = None
        # 小字 that are mere numbers (温根湯温泉 一区), by what stands before the number.
        self.numbered: dict[str, dict[int, Town]] = {}
        self.by_key: dict[str, tuple[Town, ...]] = {}
        self.chome: dict[str, Chome] = {}
        for folded, town in rows:
            same = self.by_key.get(folded)
            if same is None:
                self.by_key[folded] = (town,)
            elif not any((t.town, t.koaza) == (town.town, town.koaza) for t in same):
                self.by_key[folded] = (*same, town)
            if not town.koaza and (numbered := _CHOME.match(folded)):
                base, number, unit = numbered.groups()
                if len(number) > 1 and (two := _TWO_NUMERALS.search(town.town)):
                    # 助七一丁目 folds to 助71丁目; its 丁目 is the last numeral alone.
                    base, number = base + number[:-1], number[-1]
                    unit = two[1]
                if (chome := self.chome.get(base)) is None:
                    chome = self.chome[base] = Chome(_without_chome(town.town), unit, {})
                chome.numbers.setdefault(int(number), town)
            elif town.koaza and (numbered := _NUMBERED.match(folded)):
                self.numbered.setdefault(numbered[1], {}).setdefault(int(numbered[2]), town)
        for base in [name for name in self.chome if _TEN.search(name)]:
            self.chome.setdefault(_TEN.sub(r"\1", base), self.chome[base])
        for base in [name for name in self.chome if _FINAL_TEN.search(name)]:
            self.chome.setdefault(_FINAL_TEN.sub("-", base), self.chome[base])
        for base in [name for name in self.chome if name.endswith("条通")]:
            self.chome.setdefault(base[:-1], self.chome[base])
        for name in [name for name in self.by_key if _INNER_CHOME.search(name)]:
            self.by_key.setdefault(_INNER_CHOME.sub(r"\1", name), self.by_key[name])
        for name in [name for name in self.by_key if name.endswith("地割")]:
            for prefix in ("", "第"):
                self.by_key.setdefault(_CHIWARI.sub(prefix, name, count=1), self.by_key[name])
        self.longest = max((len(k) for k in (*self.by_key, *self.chome, *self.numbered)), default=0)

    def beginning(self, letter: str) -> "Towns":
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
            for name, same in self.by_key.items():
                found = _LETTERED.match(name)
                if found and not same[0].koaza and found[1] not in self.by_key:
                    self._lettered.setdefault(found[1], {})[found[2]] = same[0]
        return self._lettered

    @property
    def names(self) -> list[str]:
        if self._names is None:
            plain = (n for n, same in self.by_key.items() if not same[0].koaza and not _CHOME.match(n))
            self._names = list(dict.fromkeys((*plain, *(n for n in self.chome if not n.endswith("-")))))
        return self._names

    def all(self) -> list[Town]:
        """Each row once: abbreviations share the lists of what they abbreviate."""
        lists = {id(same): same for same in self.by_key.values()}
        return [town for same in lists.values() for town in same]


def _without_chome(town: str) -> str:
    return re.sub(r"[〇一二三四五六七八九十百0-9０-９]+(?:[丁町]目|丁|番丁|番町)$", "", town)
