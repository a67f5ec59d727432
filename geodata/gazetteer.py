"""The local table of places: municipalities, towns (大字・町丁目・小字) with representative points, postcodes, blocks.

One SQLite file, opened read-only and shared between processes. A municipality's towns are read when first asked for.
Points are latitude/longitude in JGD2011 degrees.
"""

import csv
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.characters import key
from geodata.errors import PlaceDataBroken, PlaceDataMissing
from geodata.gazetteer_schema import FORMAT, Source

CSV_COLUMNS = ("prefecture", "city", "city_code", "town", "town_kana", "koaza", "lat", "lon")
_HOW_TO_BUILD = "「tsunagi gazetteer build default」で作"
_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)|^.+島(?=.+[町村]$)")
_WARD = re.compile(r"^(.+?市)(.+区)$")
_CHOME = re.compile(r"^(.*[^0-9])([0-9]+)(丁目|丁|番丁|番町)$")
# Short forms in use: 北3西1 for 北3条西1丁目, 南郷通1南 for 南郷通1丁目南.
_TEN = re.compile(r"([0-9])条(?=[東西南北])")
_INNER_CHOME = re.compile(r"([0-9])丁目(?=[東西南北])")


@dataclass(frozen=True, slots=True)
class Municipality:
    """市区町村. `city` has 郡 and 区; `code` is the 5-digit 全国地方公共団体コード."""

    id: int
    code: str
    prefecture: str
    city: str
    kana: str
    latitude: float | None
    longitude: float | None

    @property
    def short_name(self) -> str:
        """Without 郡."""
        return _COUNTY.sub("", self.city)


@dataclass(frozen=True, slots=True)
class Town:
    """One row of the table: 大字・町丁目 (official form), perhaps with a 小字."""

    town: str
    koaza: str
    kana: str | None
    town_id: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Chome:
    """A 大字 or 町 that has numbered 丁目: its rows by number; `unit` is 丁目, 丁 or 番丁 as the town writes it."""

    name: str
    unit: str
    numbers: dict[int, Town]


class Towns:
    """The towns of one municipality by folded name."""

    __slots__ = ("_by_koaza", "by_key", "chome", "longest", "municipality")

    def __init__(self, municipality: Municipality, rows: Iterable[tuple[str, Town]]) -> None:
        self.municipality = municipality
        self._by_koaza: dict[str, list[Town]] | None = None
        self.by_key: dict[str, list[Town]] = {}
        self.chome: dict[str, Chome] = {}
        for folded, town in rows:
            same = self.by_key.setdefault(folded, [])
            if not any((t.town, t.koaza) == (town.town, town.koaza) for t in same):
                same.append(town)
            if not town.koaza and (numbered := _CHOME.match(folded)):
                base, number, unit = numbered.groups()
                numbers = self.chome.setdefault(base, Chome(_without_chome(town.town), unit, {})).numbers
                numbers.setdefault(int(number), town)
        for base in [name for name in self.chome if _TEN.search(name)]:
            self.chome.setdefault(_TEN.sub(r"\1", base), self.chome[base])
        for name in [name for name in self.by_key if _INNER_CHOME.search(name)]:
            self.by_key.setdefault(_INNER_CHOME.sub(r"\1", name), self.by_key[name])
        self.longest = max((len(k) for k in (*self.by_key, *self.chome)), default=0)

    @property
    def by_koaza(self) -> dict[str, list[Town]]:
        """Rows by the folded name of their 小字; made when first asked for."""
        if self._by_koaza is None:
            self._by_koaza = {}
            for town in self.all():
                if town.koaza:
                    self._by_koaza.setdefault(key(town.koaza), []).append(town)
        return self._by_koaza

    def all(self) -> list[Town]:
        """Each row once: abbreviations share the lists of what they abbreviate."""
        lists = {id(same): same for same in self.by_key.values()}
        return [town for same in lists.values() for town in same]


def _without_chome(town: str) -> str:
    return re.sub(r"[〇一二三四五六七八九十百0-9０-９]+(?:[丁町]目|丁|番丁|番町)$", "", town)


class Gazetteer:
    """Lookup in the table. Use `Gazetteer.open`; safe to share between threads for reading."""

    def __init__(self, connection: sqlite3.Connection, extra: Iterable[Towns] = ()) -> None:
        self._connection = connection
        self._extra = tuple(extra)
        self._towns = {towns.municipality.id: towns for towns in self._extra}
        rows = connection.execute(
            "SELECT id, code, prefecture, city, kana, latitude, longitude FROM municipality ORDER BY current DESC, id"
        )
        self.municipalities = [Municipality(*row) for row in rows] + [t.municipality for t in self._extra]
        self._by_id = {municipality.id: municipality for municipality in self.municipalities}
        self.by_code: dict[str, Municipality] = {}
        self.by_name: dict[str, list[Municipality]] = {}
        for municipality in self.municipalities:
            self.by_code.setdefault(municipality.code, municipality)
            for name in {key(municipality.city), key(municipality.short_name)}:
                self.by_name.setdefault(name, []).append(municipality)
            if ward := _WARD.match(municipality.city):
                self.by_name.setdefault(key(ward[1]), []).append(municipality)
                self.by_name.setdefault(key(ward[2]), []).append(municipality)
        self.longest_name = max(map(len, self.by_name))
        self.prefectures = {key(m.prefecture): m.prefecture for m in self.municipalities}
        self.prefecture_lengths = sorted({len(name) for name in self.prefectures}, reverse=True)
        self.short_prefectures = {name[:-1]: full for name, full in self.prefectures.items() if name != "北海道"}
        self._has_blocks = {row[0] for row in connection.execute("SELECT DISTINCT municipality_id FROM block")}

    @classmethod
    def open(cls, path: Path, extra: Iterable[Path] = ()) -> "Gazetteer":
        """Open read-only. `extra`: CSV files of further towns (CSV_COLUMNS), held in memory beside the table.

        Raises PlaceDataMissing when the table has not been built, PlaceDataBroken when it cannot be used.
        """
        if not path.is_file():
            raise PlaceDataMissing(f"町名表 {path} がまだありません。{_HOW_TO_BUILD}れます。")
        try:
            connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                raise PlaceDataBroken(f"町名表 {path} の形が古いので、{_HOW_TO_BUILD}り直してください。")
            return cls(connection, (towns for number, file in enumerate(extra) for towns in read_csv(file, number)))
        except sqlite3.Error as error:
            raise PlaceDataBroken(f"町名表 {path} が壊れています。{_HOW_TO_BUILD}り直してください。") from error

    def towns(self, municipality: Municipality) -> Towns:
        found = self._towns.get(municipality.id)
        if found is None:
            rows = self._connection.execute(
                "SELECT key, town, koaza, kana, town_id, latitude, longitude FROM town WHERE municipality_id = ?",
                (municipality.id,),
            )
            found = Towns(municipality, ((row[0], Town(*row[1:])) for row in rows))
            self._towns[municipality.id] = found
        return found

    def municipalities_with_town(self, folded: str, limit: int) -> list[Municipality]:
        """At most `limit` municipalities that have a town (or a town with 丁目) of this folded name."""
        if not folded.isprintable():
            return []
        query = "SELECT DISTINCT municipality_id FROM town WHERE key IN (?, ?, ?) LIMIT ?"
        ids = {row[0] for row in self._connection.execute(query, (folded, folded + "1丁目", folded + "1丁", limit))}
        ids |= {t.municipality.id for t in self._extra if folded in t.by_key or folded in t.chome}
        return [self._by_id[number] for number in sorted(ids)]

    def postcode(self, digits: str) -> list[tuple[Municipality, str]]:
        """Municipality and town name (perhaps "") of each place that a 7-digit postcode is for."""
        rows = self._connection.execute("SELECT municipality_id, town FROM postcode WHERE code = ?", (digits,))
        return [(self._by_id[number], town) for number, town in rows]

    def within(self, code: str) -> list[Municipality]:
        """The municipality of a 5-digit code, or the wards of a 政令指定都市. Raises PlaceDataMissing when unknown."""
        if code in self.by_code:
            return [self.by_code[code]]
        if code.isascii() and code.isdecimal() and len(code) == 5:
            wards = [m for m in self.municipalities if 0 < int(m.code) - int(code) < 30 and _WARD.match(m.city)]
            stems = {found[1] for m in wards if (found := _WARD.match(m.city))}
            if len(stems) == 1:
                return wards
        raise PlaceDataMissing(
            f"全国地方公共団体コード {code} の市区町村が町名表にありません（5 桁で指定してください）。"
        )

    def block_point(
        self, municipality: Municipality, town: Town, block: str, number: str | None
    ) -> tuple[int, float, float] | None:
        """Level (7 block, 8 house or parcel) and point, where blocks have been loaded for the municipality."""
        if municipality.id not in self._has_blocks:
            return None
        query = (
            "SELECT latitude, longitude, is_lot FROM block"
            " WHERE municipality_id = ? AND key = ? AND block = ? AND number = ?"
        )
        folded = key(town.town + town.koaza)
        for wanted in dict.fromkeys((number or "", "")):
            row = self._connection.execute(query, (municipality.id, folded, block, wanted)).fetchone()
            if row is not None:
                # A 番地 without a branch number is a parcel itself.
                whole = bool(wanted) or (bool(row[2]) and not number)
                return 8 if whole else 7, row[0], row[1]
        return None

    def sources(self) -> list[Source]:
        return [Source(*row) for row in self._connection.execute("SELECT * FROM source")]


def read_csv(path: Path, number: int = 0) -> list[Towns]:
    """A municipality's own towns (UTF-8 CSV with CSV_COLUMNS), one Towns a municipality. Raises PlaceDataBroken."""
    grouped: dict[tuple[str, str, str], list[tuple[str, Town]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := set(CSV_COLUMNS) - set(reader.fieldnames or ()):
                raise PlaceDataBroken(f"{path}: 列 {'、'.join(sorted(missing))} がありません。")
            for row in reader:
                town = Town(
                    row["town"], row["koaza"], row["town_kana"] or None, None, _degree(row["lat"]), _degree(row["lon"])
                )
                grouped.setdefault((row["city_code"], row["prefecture"], row["city"]), []).append(
                    (key(town.town + town.koaza), town)
                )
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        raise PlaceDataBroken(f"{path} を町名の表として読めませんでした: {error}") from error
    extra: list[Towns] = []
    for offset, ((code, prefecture, city), rows) in enumerate(grouped.items()):
        points = [(t.latitude, t.longitude) for _, t in rows if t.latitude is not None and t.longitude is not None]
        latitude = sum(p[0] for p in points) / len(points) if points else None
        longitude = sum(p[1] for p in points) / len(points) if points else None
        own = Municipality(-1 - number * 1000 - offset, code, prefecture, city, "", latitude, longitude)
        extra.append(Towns(own, rows))
    return extra


def _degree(text: str) -> float | None:
    return float(text) if text.strip() else None


def ensure(path: Path, extra: Iterable[Path] = ()) -> Gazetteer:
    """Open the table; build the default first when there is none (about half a minute, once)."""
    if not path.is_file():
        # Reading must stay fast to import; building pulls in archives and temporary files.
        from geodata.gazetteer_default import build_default
        from geodata.progress import on_terminal

        with on_terminal() as progress:
            build_default(path, progress)
    return Gazetteer.open(path, extra)
