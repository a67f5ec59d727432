"""Takes official tables into the gazetteer: newer points and names over older ones, in one step, with a report.

Towns that the new tables lack are kept: leaving out is not abolishing. Abolished rows and 京都の通り名 are passed over.
"""

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.blocks import Blocks, Point, point_of, points_of
from geodata.gazetteer.default import Progress
from geodata.gazetteer.files import PlaceFile, Row, find_files, official_town, row_id
from geodata.gazetteer.own_towns import checked
from geodata.gazetteer.schema import Source, add_source, written_whole

_Publisher = Literal["own", "isj", "gsi", "abr"]
_CREDITS: dict[_Publisher, Source] = {
    "own": Source("市区町村の町名表", "", "出典元による", ""),
    "isj": Source("位置参照情報", "", "位置参照情報利用約款", "「位置参照情報」（国土交通省）を加工して作成"),
    "gsi": Source(
        "電子国土基本図（地名情報）住居表示住所",
        "",
        "国土地理院コンテンツ利用規約",
        "「住居表示住所」（国土地理院）を加工して作成",
    ),
    "abr": Source(
        "アドレス・ベース・レジストリ", "", "CC BY 4.0", "「アドレス・ベース・レジストリ」（デジタル庁）を加工して作成"
    ),
}
_MOVED_DEGREES = 0.0005
_UNNAMED = "版の記載なし"
_EDITION = (re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}"), re.compile(r"[0-9]+(?:\.[0-9]+)+[a-z]?"))
_SHOWN = 5


@dataclass(slots=True)
class Merged:
    """What a new edition changed: counts of rows, and towns whose point moved by more than some 50 m.

    `new`: municipalities that the table lacked. `homeless`: towns that houses or parcels name and the table lacks: an
    address there is not found. `unplaced`: houses, blocks and parcels that were left out for want of a position.
    """

    added: int = 0
    updated: int = 0
    finer: int = 0
    moved: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    unplaced: int = 0

    @property
    def rows(self) -> int:
        return self.added + self.updated + self.finer

    def in_words(self) -> str:
        text = f"町を {self.added:,} 足し、{self.updated:,} を新しくし、街区・住居・地番を {self.finer:,} 入れました。"
        if self.moved:
            text += f" 代表点が約50 m より大きく動いた町: {len(self.moved):,}（{_few(self.moved)}）。"
        if self.new:
            text += f" 町名表になかった市区町村を足しました: {_few(self.new)}。"
        if self.homeless:
            text += (
                f" 町名表にない町の街区・住居・地番があり、住所からは引けません: {len(self.homeless):,} 町"
                f"（{_few(self.homeless)}）。町字の表も取り込んでください。"
            )
        if self.unplaced:
            text += f" 位置がないか日本の外にあるので入れなかった街区・住居・地番: {self.unplaced:,}。"
        return text


def merge(
    gazetteer: Path,
    source: Path,
    edition: str,
    progress: Progress,
    only: str = "",
    *,
    older: bool = False,
    new: bool = False,
) -> Merged:
    """Take the tables in `source` (file or folder) into `gazetteer`; all or nothing. Raises PlaceDataBroken.

    `only`: a municipality's code; rows of others are passed over (住居表示 comes by prefecture). `older`: even where
    the table holds a newer edition of the publisher. `new`: even municipalities of an own CSV that the table lacks.
    """
    # Towns first: their municipalities may be new.
    files = sorted(find_files(source), key=lambda file: file.kind not in ("town", "isj_town", "own"))
    with written_whole(gazetteer, start_from=gazetteer) as connection:
        if not older:
            _refuse_older(connection, {_publisher_of(file) for file in files}, edition)
        work = _Work(connection, only, takes_new=new)
        rows: dict[_Publisher, int] = {}
        for number, file in enumerate(files):
            progress(file.path.name, number, len(files))
            before = work.merged.rows
            work.take(file, files)
            publisher = _publisher_of(file)
            rows[publisher] = rows.get(publisher, 0) + work.merged.rows - before
        for publisher, count in rows.items():
            known = _CREDITS[publisher]
            add_source(connection, Source(known.name, edition or _UNNAMED, known.licence, known.credit, count))
    return work.merged


def _refuse_older(connection: sqlite3.Connection, publishers: Iterable[_Publisher], edition: str) -> None:
    held = dict(connection.execute("SELECT name, edition FROM source"))
    for publisher in publishers:
        name = _CREDITS[publisher].name
        if (old := held.get(name)) in (None, _UNNAMED):
            continue
        if not edition:
            raise PlaceDataBroken(
                f"町名表には「{name}」の {old} の版が入っています。--edition で、これから入れる版を書いてください。"
            )
        if _is_older(edition, old):
            raise PlaceDataBroken(
                f"町名表には「{name}」の {old} の版が入っていて、{edition} はそれより古い版です。"
                "古い版で置きかえるなら --older を付けてください。何も変えていません。"
            )


def _is_older(edition: str, than: str) -> bool:
    """Whether both are written alike (2026-04, 22.0a) and the first is the earlier."""
    alike = any(form.fullmatch(edition) and form.fullmatch(than) for form in _EDITION)
    return alike and _in_order(edition) < _in_order(than)


def _in_order(edition: str) -> tuple[list[int], str]:
    return [int(number) for number in re.findall("[0-9]+", edition)], edition[-1]


def _few(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + ("など" if len(names) > _SHOWN else "")


def _publisher_of(file: PlaceFile) -> _Publisher:
    if file.kind == "own" or file.kind == "gsi":
        return file.kind
    return "isj" if file.kind.startswith("isj") else "abr"


class _Work:
    def __init__(self, connection: sqlite3.Connection, only: str = "", *, takes_new: bool = False) -> None:
        self.connection = connection
        self.only = only
        self.takes_new = takes_new
        self.merged = Merged()
        # Towns of this run by municipality and folded name.
        self.names: dict[int, str] = dict(connection.execute("SELECT id, city FROM municipality"))
        self.taken: set[tuple[int, str]] = set()
        self.ids: dict[str, int] = dict(connection.execute("SELECT code, id FROM municipality"))
        self.by_name: dict[str, int] = {
            key(prefecture + city): number
            for number, prefecture, city in connection.execute("SELECT id, prefecture, city FROM municipality")
        }
        self.blocks = Blocks(connection, self.ids, self.by_name, only)

    def take(self, file: PlaceFile, files: list[PlaceFile]) -> None:
        if file.kind == "town":
            points = points_of(files, "town_pos")
            for row in file.rows():
                if row["lg_code"].startswith(self.only) and _is_in_use(row):
                    city = row["county"] + row["city"] + row["ward"]
                    kana = row["county_kana"] + row["city_kana"] + row["ward_kana"]
                    number = self._municipality(row["lg_code"][:5], row["pref"], city, kana)
                    self._town(number, official_town(row), row["koaza"], points.get(row_id(row)), row)
        elif file.kind == "isj_town":
            for row in file.rows():
                if row["市区町村コード"].startswith(self.only):
                    number = self._municipality(row["市区町村コード"], row["都道府県名"], row["市区町村名"])
                    self._town(number, row["大字町丁目名"], "", point_of(row["緯度"], row["経度"]), row)
        elif file.kind == "own":
            self._own(file)
        elif file.kind in ("house", "block", "lot", "isj_block", "gsi"):
            self.merged.finer += self.blocks.take(file, files)
            self.merged.homeless = [self.names[number] + town for number, town in self.blocks.homeless()]
            self.merged.unplaced = self.blocks.unplaced

    def _own(self, file: PlaceFile) -> None:
        """Raises PlaceDataBroken where a code is another municipality's, or none that the table has."""
        towns = checked(file.path.name, file.rows())
        wrong = []
        for code, prefecture, city in dict.fromkeys((town.code, town.prefecture, town.city) for town in towns):
            known = self.ids.get(code)
            if known is not None and key(self.names[known]).removesuffix(key(city)) == key(self.names[known]):
                wrong.append(f"コード {code} は{self.names[known]}で、{city}ではありません")
            elif known is None and key(prefecture + city) not in self.by_name and not self.takes_new:
                wrong.append(f"{prefecture}{city}（コード {code}）は町名表にない市区町村です")
        if wrong:
            raise PlaceDataBroken(
                f"{file.path.name}: {'。'.join(wrong[:_SHOWN])}。コードと名を確かめてください"
                "（新しくできた市区町村なら --new を付けます）。何も変えていません。"
            )
        for town in towns:
            number = self._municipality(town.code, town.prefecture, town.city)
            point = None if town.latitude is None or town.longitude is None else (town.latitude, town.longitude)
            self._town(number, town.town, town.koaza, point, {"town_kana": town.kana})

    def _municipality(self, code: str, prefecture: str, city: str, kana: str = "") -> int:
        """By its code; by its name where the code is of another time; a new one where the table has neither."""
        found = self.ids.get(code) or self.by_name.get(key(prefecture + city))
        if found is None:
            if not prefecture or not city:
                raise PlaceDataBroken(f"市区町村（{code}）の都道府県名と市区町村名がありません。")
            cursor = self.connection.execute(
                "INSERT INTO municipality (code, prefecture, city, kana) VALUES (?, ?, ?, ?)",
                (code, prefecture, city, kana),
            )
            found = self.by_name[key(prefecture + city)] = cursor.lastrowid or 0
            self.names[found] = city
            self.merged.new.append(f"{prefecture}{city}（{code}）")
        self.ids[code] = found
        return found

    def _town(self, municipality: int, town: str, koaza: str, point: Point | None, row: Row) -> None:
        folded = key(town) + key(koaza)
        if not folded:
            return
        town_id = row.get("machiaza_id")
        old = self.connection.execute(
            "SELECT id, latitude, longitude, town, koaza FROM town WHERE municipality_id = ? AND key = ?",
            (municipality, folded),
        ).fetchone()
        latitude, longitude = point or (None, None)
        if old is None and point is None and koaza:
            latitude, longitude = self._point_of(municipality, key(town))
        if old is None:
            kana = (row.get("oaza_cho_kana") or row.get("town_kana") or "") + (row.get("koaza_kana") or "")
            self.connection.execute(
                "INSERT INTO town (municipality_id, key, town, koaza, kana, town_id, latitude, longitude)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (municipality, folded, town, koaza, kana or None, town_id, latitude, longitude),
            )
            self.merged.added += 1
            self.taken.add((municipality, folded))
            return
        if (municipality, folded) in self.taken and (town, koaza) != (old[3], old[4]):
            # 大字X beside X: the row that is spelt as the table's counts, or else the first.
            return
        self.taken.add((municipality, folded))
        if point is not None and old[1] is not None and _far(point, (old[1], old[2])):
            self.merged.moved.append(self.names[municipality] + town + koaza)
        self.connection.execute(
            "UPDATE town SET town_id = coalesce(?, town_id), latitude = coalesce(?, latitude),"
            " longitude = coalesce(?, longitude) WHERE id = ?",
            (town_id, latitude, longitude, old[0]),
        )
        self.merged.updated += 1

    def _point_of(self, municipality: int, folded: str) -> tuple[float | None, float | None]:
        """A 小字 without a position stands at its 大字's."""
        query = "SELECT latitude, longitude FROM town WHERE municipality_id = ? AND key = ?"
        return self.connection.execute(query, (municipality, folded)).fetchone() or (None, None)


def _is_in_use(row: Row) -> bool:
    """Not abolished, no 京都の通り名, and no name that only the registry of land knows (名草郡, 大字上)."""
    return not row.get("ablt_date") and row.get("koaza_aka_code") != "2" and row.get("oaza_cho_aka_flg") != "1"


def _far(one: Point, other: Point) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) > _MOVED_DEGREES
