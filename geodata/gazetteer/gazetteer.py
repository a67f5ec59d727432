"""The local table of places: municipalities, towns (大字・町丁目・小字) with representative points, postcodes, blocks.

One SQLite file, opened read-only and shared between processes.
Points are latitude/longitude in JGD2011 degrees.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from geodata.characters import key
from geodata.errors import PlaceDataBroken, PlaceDataMissing
from geodata.gazetteer.in_kana import names_in_kana
from geodata.gazetteer.own_towns import read_own_towns
from geodata.gazetteer.schema import FORMAT, Source, bring_up_to_date
from geodata.gazetteer.town_table import StoredTowns, TownTable
from geodata.gazetteer.towns import Municipality, Town, TownLookup, Towns, row_of

_HOW_TO_BUILD = "「tsunagi gazetteer build default」で作"
_CHOME = re.compile(r"[一二三四五六七八九十百]+丁目$")
_WARD = re.compile(r"^(.+?市)(.+区)$")


class Gazetteer:
    """Lookup in the table. Use `Gazetteer.open`; safe to share between threads for reading."""

    def __init__(self, connection: sqlite3.Connection, extra: Iterable[Towns] = ()) -> None:
        self._connection = connection
        self._extra = tuple(extra)
        self._own = {towns.municipality.id: towns for towns in self._extra}
        self._table = TownTable(connection)
        self._lookups: dict[int, TownLookup] = {**self._own}
        rows = connection.execute(
            "SELECT id, code, prefecture, city, kana, latitude, longitude, current FROM municipality"
            " ORDER BY current DESC, id"
        )
        self.municipalities = [Municipality(*row) for row in rows] + [t.municipality for t in self._extra]
        self._by_id = {municipality.id: municipality for municipality in self.municipalities}
        self.by_code: dict[str, Municipality] = {}
        self.by_name: dict[str, list[Municipality]] = {}
        # Without 市区町村, where two letters or more are left: people write 小田原 荻窪300.
        self.by_bare_name: dict[str, list[Municipality]] = {}
        for municipality in self.municipalities:
            self.by_code.setdefault(municipality.code, municipality)
            for name in {key(municipality.city), key(municipality.short_name)}:
                self.by_name.setdefault(name, []).append(municipality)
            if ward := _WARD.match(municipality.city):
                self.by_name.setdefault(key(ward[1]), []).append(municipality)
                self.by_name.setdefault(key(ward[2]), []).append(municipality)
        for name, found in self.by_name.items():
            if len(name) > 2 and "郡" not in name:
                self.by_bare_name.setdefault(name[:-1], []).extend(found)
        # さくら市 is a name as it stands, not 佐倉市.
        self.in_kana: dict[str, list[Municipality]] = {}
        for name, municipality in names_in_kana(self.municipalities):
            if name not in self.by_name:
                self.in_kana.setdefault(name, []).append(municipality)
        self.by_name |= self.in_kana
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
        """All towns of a municipality; not for reading addresses, where a few of them will do."""
        own = self._own.get(municipality.id)
        return own if own is not None else self._table.all(municipality)

    def readings(self, code: str) -> dict[str, str]:
        """How the municipality of a 5-digit code and its towns (without 丁目) are read, in katakana."""
        municipality = self.by_code.get(code)
        if municipality is None:
            return {}
        query = "SELECT town, kana FROM town WHERE municipality_id = ? AND koaza = '' AND kana <> ''"
        rows = self._connection.execute(query, (municipality.id,))
        found = {_CHOME.sub("", town): kana for town, kana in rows}
        return {municipality.city: municipality.kana} | found if municipality.kana else found

    def lookup(self, municipality: Municipality) -> TownLookup:
        """A municipality's towns for reading addresses."""
        found = self._lookups.get(municipality.id)
        if found is None:
            found = StoredTowns(municipality, self._table, nothing=Towns(municipality, ()))
            self._lookups[municipality.id] = found
        return found

    def municipalities_with_town(self, folded: str, limit: int) -> list[Municipality]:
        """At most `limit` municipalities that have a town (or a town with 丁目) of this folded name."""
        if not folded.isprintable():
            return []
        query = "SELECT DISTINCT municipality_id FROM town WHERE key IN (?, ?, ?) LIMIT ?"
        chome = (folded, folded) if folded[-1:].isdecimal() else (folded + "1丁目", folded + "1丁")
        ids = {row[0] for row in self._connection.execute(query, (folded, *chome, limit))}
        ids |= {t.municipality.id for t in self._extra if folded in t.by_key or folded in t.chome}
        return [self._by_id[number] for number in sorted(ids)]

    def towns_read(self, municipality: Municipality, katakana: str) -> list[str]:
        """Official names of the towns whose reading (without 丁目) is this."""
        query = "SELECT DISTINCT town FROM town WHERE municipality_id = ? AND kana = ? AND koaza = '' ORDER BY id"
        return [row[0] for row in self._connection.execute(query, (municipality.id, katakana))]

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

    def whole_city(self, *ward_codes: str | None) -> Municipality | None:
        """The 政令指定都市 whose wards these codes are: its code is the tens below its wards'; None otherwise."""
        names = {
            ward[1] if m and (ward := _WARD.match(m.city)) else None
            for m in map(self.by_code.get, map(str, ward_codes))
        }
        name = names.pop() if len(names) == 1 else None
        if name is None:
            return None
        wards = [m for m in self.by_name[key(name)] if m.city.startswith(name)]
        points = [(m.latitude, m.longitude) for m in wards if m.latitude is not None and m.longitude is not None]
        latitude = round(sum(p[0] for p in points) / len(points), 6) if points else None
        longitude = round(sum(p[1] for p in points) / len(points), 6) if points else None
        code = min(m.code for m in wards)[:4] + "0"
        return Municipality(0, code, wards[0].prefecture, name, "", latitude, longitude)

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
        for wanted in dict.fromkeys(((number or "").lstrip("0"), "")):
            row = self._connection.execute(query, (municipality.id, folded, block.lstrip("0"), wanted)).fetchone()
            if row is not None:
                # A 番地 without a branch number is a parcel itself.
                whole = bool(wanted) or (bool(row[2]) and not number)
                return 8 if whole else 7, row[0], row[1]
        return None

    def blocks(self, municipality: Municipality, town: Town) -> list[tuple[str, str, bool]]:
        """番 (or 番地) and 号 ("" for a block as a whole) of a town as far as they are loaded; True: a 番地."""
        if municipality.id not in self._has_blocks:
            return []
        query = "SELECT DISTINCT block, number, is_lot FROM block WHERE municipality_id = ? AND key = ?"
        rows = self._connection.execute(query, (municipality.id, key(town.town + town.koaza)))
        return [(block, number, bool(is_lot)) for block, number, is_lot in rows]

    def sources(self) -> list[Source]:
        return [Source(*row) for row in self._connection.execute("SELECT * FROM source")]


def read_csv(path: Path, number: int = 0) -> list[Towns]:
    """A municipality's own towns (CSV_COLUMNS), one Towns a municipality. Raises PlaceDataBroken."""
    grouped: dict[tuple[str, str, str], list[Town]] = {}
    for row in read_own_towns(path):
        town = Town(row.town, row.koaza, None, row.latitude, row.longitude)
        grouped.setdefault((row.code, row.prefecture, row.city), []).append(town)
    extra: list[Towns] = []
    for offset, ((code, prefecture, city), towns) in enumerate(grouped.items()):
        points = [(t.latitude, t.longitude) for t in towns if t.latitude is not None and t.longitude is not None]
        latitude = sum(p[0] for p in points) / len(points) if points else None
        longitude = sum(p[1] for p in points) / len(points) if points else None
        own = Municipality(-1 - number * 1000 - offset, code, prefecture, city, "", latitude, longitude)
        extra.append(Towns(own, map(row_of, towns)))
    return extra


def ensure(path: Path, extra: Iterable[Path] = ()) -> Gazetteer:
    """Open the table; build the default first when there is none (about half a minute, once)."""
    if path.is_file():
        bring_up_to_date(path)
    else:
        # Reading must stay fast to import; building pulls in archives and temporary files.
        from geodata.gazetteer.default import build_default
        from geodata.progress import on_terminal

        with on_terminal() as progress:
            build_default(path, progress)
    return Gazetteer.open(path, extra)
