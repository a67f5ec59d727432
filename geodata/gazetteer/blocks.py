"""街区, 住居番号 and 地番 of official tables → the gazetteer's blocks: a newer table replaces all that it covers."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.files import PlaceFile, Table, official_town, row_id
from geodata.gazetteer.own_towns import is_in_japan

Point = tuple[float, float]
# Municipality, folded town, 番 or 番地, 号 or 枝番 ("" for a whole block), whether a 番地, latitude, longitude.
_Block = tuple[int, str, str, str, int, float, float]
# 位置参照情報 of some years has these slips.
_PREFECTURE_SLIPS = {"大阪市": "大阪府"}
_COUNTY_SLIPS = ("上開伊郡", "上閉伊郡")


class Blocks:
    """One run's blocks. `ids`, `by_name`: municipalities' rows by code and by folded name; `only`: one code, or ""."""

    def __init__(
        self, connection: sqlite3.Connection, ids: Mapping[str, int], by_name: Mapping[str, int], only: str
    ) -> None:
        self._connection = connection
        self._ids = ids
        self._by_name = by_name
        self._only = only
        # Municipalities and kinds (番 or 番地) whose older rows this run has removed already.
        self._cleared: set[tuple[int, int]] = set()
        # Towns as the tables name them, by municipality and folded name.
        self._towns: dict[tuple[int, str], str] = {}
        self.unplaced = 0

    def take(self, file: PlaceFile, files: list[PlaceFile]) -> int:
        """Put the file's blocks in the place of older ones; how many there are."""
        rows = {block[:4]: block for block in self._blocks(file, files)}
        coarse = file.kind == "isj_block"
        for municipality, is_lot in {(block[0], block[4]) for block in rows.values()}:
            self._clear(municipality, is_lot, coarse)
        new = [block for block in rows.values() if not coarse or not self._is_known(block)]
        self._connection.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        middles = [block for block in _middles(rows.values()) if not self._is_known(block)]
        self._connection.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", middles)
        return len(new) + len(middles)

    def homeless(self) -> list[tuple[int, str]]:
        """Municipality and name of each town that this run's rows are in and the table lacks."""
        query = "SELECT 1 FROM town WHERE municipality_id = ? AND key >= ? AND key < ? LIMIT 1"
        return [
            (municipality, name)
            for (municipality, folded), name in self._towns.items()
            if self._connection.execute(query, (municipality, folded, folded + "\U0010ffff")).fetchone() is None
        ]

    def _clear(self, municipality: int, is_lot: int, coarse: bool) -> None:
        """位置参照情報 has whole blocks only: it never removes houses and parcels of finer tables."""
        if (municipality, is_lot) in self._cleared:
            return
        self._cleared.add((municipality, is_lot))
        where = "municipality_id = ? AND is_lot = ?"
        finer = f"SELECT 1 FROM block WHERE {where} AND number != '' LIMIT 1"  # noqa: S608 - our own words
        if not coarse or self._connection.execute(finer, (municipality, is_lot)).fetchone() is None:
            self._connection.execute(f"DELETE FROM block WHERE {where}", (municipality, is_lot))  # noqa: S608 - as above

    def _is_known(self, block: _Block) -> bool:
        query = "SELECT 1 FROM block WHERE municipality_id = ? AND key = ? AND block = ? AND number = ?"
        return self._connection.execute(query, block[:4]).fetchone() is not None

    def _blocks(self, file: PlaceFile, files: list[PlaceFile]) -> Iterator[_Block]:
        if file.kind == "isj_block":
            yield from self._of_isj(file)
        elif file.kind == "gsi":
            yield from self._of_gsi(file)
        else:
            yield from self._of_abr(file, files)

    def _of_abr(self, file: PlaceFile, files: list[PlaceFile]) -> Iterator[_Block]:
        pos: Table = "lot_pos" if file.kind == "lot" else "block_pos" if file.kind == "block" else "house_pos"
        points = points_of(files, pos)
        for row in file.rows():
            municipality = self._ids.get(row["lg_code"][:5])
            if municipality is None or not row["lg_code"].startswith(self._only) or row.get("ablt_date"):
                continue
            point = points.get(row_id(row))
            if point is None:
                self.unplaced += 1
                continue
            folded = self._town(municipality, official_town(row)) + key(row.get("koaza") or "")
            if file.kind == "lot":
                yield municipality, folded, row["prc_num1"], _joined(row["prc_num2"], row["prc_num3"]), 1, *point
            elif file.kind == "block":
                yield municipality, folded, row["blk_num"], "", 0, *point
            else:
                yield municipality, folded, row["blk_num"], _joined(row["rsdt_num"], row["rsdt_num2"]), 0, *point

    def _of_isj(self, file: PlaceFile) -> Iterator[_Block]:
        """Rows that stand for their block, not deleted since. Names of 24,29 and 3.1 are no numbers."""
        for row in file.rows():
            number = row["街区符号・地番"]
            if row["代表フラグ"] != "1" or row["更新後履歴フラグ"] == "3" or not number.isdecimal():
                continue
            prefecture = _PREFECTURE_SLIPS.get(row["都道府県名"], row["都道府県名"])
            name = prefecture + row["市区町村名"].replace(*_COUNTY_SLIPS)
            municipality = self._by_name.get(key(name))
            if municipality is None:
                raise PlaceDataBroken(f"{name} は町名表にない市区町村です。先に大字・町丁目の表を取り込んでください。")
            if self._only and municipality != self._ids.get(self._only):
                continue
            point = point_of(row["緯度"], row["経度"])
            if point is None:
                self.unplaced += 1
                continue
            folded = self._town(municipality, row["大字・丁目名"]) + key(row["小字・通称名"])
            is_lot = 0 if row["住居表示フラグ"] == "1" else 1
            yield municipality, folded, number, "", is_lot, *point

    def _of_gsi(self, file: PlaceFile) -> Iterator[_Block]:
        for row in file.rows():
            municipality = self._ids.get(row["市区町村コード"])
            if municipality is None or not row["市区町村コード"].startswith(self._only):
                continue
            point = point_of(row["緯度"], row["経度"])
            if point is None:
                self.unplaced += 1
                continue
            town = self._town(municipality, row["町又は字の名称"])
            yield municipality, town, row["街区符号"], row["基礎番号"], 0, *point

    def _town(self, municipality: int, name: str) -> str:
        """The folded name of a row's town, which is noted."""
        folded = key(name)
        self._towns.setdefault((municipality, folded), name)
        return folded


def _joined(number: str, branch: str) -> str:
    return "-".join(filter(None, (number, branch)))


def _middles(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """A block has the middle of its houses where it has no point of its own."""
    houses = sorted(block for block in blocks if block[3] and not block[4])
    for (municipality, town, block), group in groupby(houses, lambda house: house[:3]):
        points = [house[5:] for house in group]
        latitude = sum(point[0] for point in points) / len(points)
        longitude = sum(point[1] for point in points) / len(points)
        yield municipality, town, block, "", 0, round(latitude, 7), round(longitude, 7)


def points_of(files: list[PlaceFile], kind: Table) -> dict[tuple[str, ...], Point]:
    """Positions by what joins them to their rows. ABR mixes JGD2000 and JGD2011: they differ by less than the scale."""
    return {
        row_id(row): point
        for file in files
        if file.kind == kind
        for row in file.rows()
        if (point := point_of(row["rep_lat"], row["rep_lon"])) is not None
    }


def point_of(latitude: str, longitude: str) -> Point | None:
    """None where nothing, or nothing in Japan, is written."""
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return None
    return point if is_in_japan(*point) else None
