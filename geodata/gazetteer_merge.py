"""Takes official tables into the gazetteer: newer points and names over older ones, in one step, with a report.

Towns that the new tables lack are kept: leaving out is not abolishing. Abolished rows and 京都の通り名 are passed over.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer_default import Progress
from geodata.gazetteer_files import PlaceFile, Row, find_files, official_town, row_id
from geodata.gazetteer_schema import Source, add_source, written_whole

_CREDITS = {
    "own": Source("市区町村の町名表", "", "出典元による", ""),
    "isj": Source("位置参照情報", "", "位置参照情報利用約款", "「位置参照情報」（国土交通省）を加工して作成"),
    "abr": Source(
        "アドレス・ベース・レジストリ", "", "CC BY 4.0", "「アドレス・ベース・レジストリ」（デジタル庁）を加工して作成"
    ),
}
_MOVED_DEGREES = 0.0005
_Point = tuple[float, float]


@dataclass(slots=True)
class Merged:
    """What a new edition changed: counts of rows, and towns whose point moved by more than some 50 m."""

    added: int = 0
    updated: int = 0
    finer: int = 0
    moved: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.added + self.updated + self.finer

    def in_words(self) -> str:
        text = f"町を {self.added:,} 足し、{self.updated:,} を新しくし、街区・住居・地番を {self.finer:,} 入れました。"
        if self.moved:
            names = "、".join(self.moved[:5]) + ("など" if len(self.moved) > 5 else "")
            text += f" 代表点が約50 m より大きく動いた町: {len(self.moved):,}（{names}）。"
        return text


def merge(gazetteer: Path, source: Path, edition: str, progress: Progress, only: str = "") -> Merged:
    """Take the tables in `source` (file or folder) into `gazetteer`; all or nothing. Raises PlaceDataBroken.

    `only`: a municipality's code; rows of others are passed over (住居表示 comes by prefecture).
    """
    files = find_files(source)
    with written_whole(gazetteer, start_from=gazetteer) as connection:
        work = _Work(connection, only)
        rows: dict[str, int] = {}
        for number, file in enumerate(files):
            progress(file.path.name, number, len(files))
            before = work.merged.rows
            work.take(file, files)
            publisher = "own" if file.kind == "own" else "isj" if file.kind.startswith("isj") else "abr"
            rows[publisher] = rows.get(publisher, 0) + work.merged.rows - before
        for publisher, count in rows.items():
            known = _CREDITS[publisher]
            add_source(connection, Source(known.name, edition, known.licence, known.credit, count))
    return work.merged


class _Work:
    def __init__(self, connection: sqlite3.Connection, only: str = "") -> None:
        self.connection = connection
        self.only = only
        self.merged = Merged()
        self.ids: dict[str, int] = dict(connection.execute("SELECT code, id FROM municipality"))
        self.by_name: dict[str, int] = {
            key(prefecture + city): number
            for number, prefecture, city in connection.execute("SELECT id, prefecture, city FROM municipality")
        }

    def take(self, file: PlaceFile, files: list[PlaceFile]) -> None:
        if file.kind == "town":
            points = _points(files, "town_pos")
            for row in file.rows():
                if (
                    row["lg_code"].startswith(self.only)
                    and not row.get("ablt_date")
                    and row.get("koaza_aka_code") != "2"
                ):
                    self._town(self._municipality(row), official_town(row), row["koaza"], points.get(row_id(row)), row)
        elif file.kind == "isj_town":
            for row in file.rows():
                if not row["市区町村コード"].startswith(self.only):
                    continue
                municipality = self._listed(row["市区町村コード"], row["都道府県名"] + row["市区町村名"])
                self._town(municipality, row["大字町丁目名"], "", (float(row["緯度"]), float(row["経度"])), row)
        elif file.kind == "own":
            for row in file.rows():
                municipality = self._listed(row["city_code"], row["prefecture"] + row["city"])
                point = (float(row["lat"]), float(row["lon"])) if row["lat"] and row["lon"] else None
                self._town(municipality, row["town"], row["koaza"], point, row)
        elif file.kind in ("house", "block", "lot"):
            self._fine(file, _points(files, f"{file.kind}_pos"))
        elif file.kind == "isj_block":
            self._isj_blocks(file)

    def _municipality(self, row: Row) -> int:
        name = row["county"] + row["city"] + row["ward"]
        code = row["lg_code"][:5]
        if code not in self.ids:
            cursor = self.connection.execute(
                "INSERT INTO municipality (code, prefecture, city, kana) VALUES (?, ?, ?, ?)",
                (code, row["pref"], name, row["county_kana"] + row["city_kana"] + row["ward_kana"]),
            )
            self.ids[code] = cursor.lastrowid or 0
        return self.ids[code]

    def _listed(self, code: str, name: str) -> int:
        found = self.ids.get(code) or self.by_name.get(key(name))
        if found is None:
            raise PlaceDataBroken(f"{name}（{code}）は町名表にない市区町村です。先に既定の町名表を作ってください。")
        return found

    def _town(self, municipality: int, town: str, koaza: str, point: _Point | None, row: Row) -> None:
        folded = key(town) + key(koaza)
        if not folded:
            return
        town_id = row.get("machiaza_id")
        old = self.connection.execute(
            "SELECT id, latitude, longitude FROM town WHERE municipality_id = ? AND key = ?", (municipality, folded)
        ).fetchone()
        latitude, longitude = point or (None, None)
        if old is None:
            kana = (row.get("oaza_cho_kana") or row.get("town_kana") or "") + (row.get("koaza_kana") or "")
            self.connection.execute(
                "INSERT INTO town (municipality_id, key, town, koaza, kana, town_id, latitude, longitude)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (municipality, folded, town, koaza, kana or None, town_id, latitude, longitude),
            )
            self.merged.added += 1
            return
        if (
            point is not None
            and old[1] is not None
            and max(abs(old[1] - point[0]), abs(old[2] - point[1])) > _MOVED_DEGREES
        ):
            self.merged.moved.append(town + koaza)
        self.connection.execute(
            "UPDATE town SET town_id = coalesce(?, town_id), latitude = coalesce(?, latitude),"
            " longitude = coalesce(?, longitude) WHERE id = ?",
            (town_id, latitude, longitude, old[0]),
        )
        self.merged.updated += 1

    def _fine(self, file: PlaceFile, points: dict[tuple[str, ...], _Point]) -> None:
        """住居表示の街区・住居 and 地番. A block has the middle of its houses where it has no point of its own."""
        middles: dict[tuple[int, str, str], list[_Point]] = {}
        rows: list[tuple[int, str, str, str, int, float, float]] = []
        for row in file.rows():
            point = points.get(row_id(row))
            municipality = self.ids.get(row["lg_code"][:5])
            if point is None or municipality is None or not row["lg_code"].startswith(self.only):
                continue
            folded = key(official_town(row)) + key(row.get("koaza") or "")
            if file.kind == "lot":
                number = "-".join(filter(None, (row["prc_num2"], row["prc_num3"])))
                rows.append((municipality, folded, row["prc_num1"], number, 1, *point))
            elif file.kind == "block":
                rows.append((municipality, folded, row["blk_num"], "", 0, *point))
            else:
                number = "-".join(filter(None, (row["rsdt_num"], row["rsdt_num2"])))
                rows.append((municipality, folded, row["blk_num"], number, 0, *point))
                middles.setdefault((municipality, folded, row["blk_num"]), []).append(point)
        for (municipality, folded, block), houses in middles.items():
            latitude = sum(p[0] for p in houses) / len(houses)
            longitude = sum(p[1] for p in houses) / len(houses)
            rows.append((municipality, folded, block, "", 0, round(latitude, 7), round(longitude, 7)))
        self._replace(rows)

    def _isj_blocks(self, file: PlaceFile) -> None:
        rows = []
        for row in file.rows():
            number = row["街区符号・地番"]
            if row["代表フラグ"] != "1" or row["更新後履歴フラグ"] == "3" or not number.isdecimal():
                continue
            municipality = self._listed("", row["都道府県名"] + row["市区町村名"])
            if self.only and municipality != self.ids.get(self.only):
                continue
            folded = key(row["大字・丁目名"]) + key(row["小字・通称名"])
            is_lot = 0 if row["住居表示フラグ"] == "1" else 1
            rows.append((municipality, folded, number, "", is_lot, float(row["緯度"]), float(row["経度"])))
        self._replace(rows)

    def _replace(self, rows: Iterable[tuple[int, str, str, str, int, float, float]]) -> None:
        for row in rows:
            self.connection.execute(
                "DELETE FROM block WHERE municipality_id = ? AND key = ? AND block = ? AND number = ?", row[:4]
            )
            self.connection.execute("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self.merged.finer += 1


def _points(files: list[PlaceFile], kind: str) -> dict[tuple[str, ...], _Point]:
    """Positions by what joins them to their rows. ABR mixes JGD2000 and JGD2011: they differ by less than the scale."""
    return {
        row_id(row): (float(row["rep_lat"]), float(row["rep_lon"]))
        for file in files
        if file.kind == kind
        for row in file.rows()
        if row["rep_lat"] and row["rep_lon"]
    }
