"""A small made-up gazetteer: two municipalities and a 京都-like one, so that tests need no national table."""

from pathlib import Path

from geodata.characters import key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.schema import Source, add_source, written_whole

FUJIMI = "99101"
TOWNS = {
    ("99101", "架空県", "ふじみ市"): [
        ("霞台一丁目", 35.10, 139.10),
        ("霞台二丁目", 35.11, 139.11),
        ("霞台三丁目", 35.12, 139.12),
        ("霞台", 35.13, 139.13),
        ("茅ヶ崎町", 35.14, 139.14),
        ("山の根一丁目", 35.15, 139.15),
        ("山の根二丁目", 35.16, 139.16),
        ("本町", 35.17, 139.17),
        ("三崎町", 35.18, 139.18),
    ],
    ("99301", "架空県", "東郡ふじみ町"): [
        ("別保一丁目", 35.30, 139.30),
        ("本町", 35.31, 139.31),
        ("大字原", 35.32, 139.32),
    ],
    ("98001", "夢想府", "ふじみ市"): [("緑町", 34.1, 135.1)],
}


def small_gazetteer(path: Path) -> Gazetteer:
    with written_whole(path) as connection:
        for number, ((code, prefecture, city), towns) in enumerate(TOWNS.items(), start=1):
            connection.execute(
                "INSERT INTO municipality (id, code, prefecture, city, kana, latitude, longitude)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, code, prefecture, city, "", towns[0][1], towns[0][2]),
            )
            connection.executemany(
                "INSERT INTO town (municipality_id, key, town, koaza, latitude, longitude) VALUES (?, ?, ?, '', ?, ?)",
                [(number, key(town), town, lat, lon) for town, lat, lon in towns],
            )
        connection.execute("UPDATE town SET kana = 'カスミダイ' WHERE town LIKE '霞台%'")
        connection.execute("INSERT INTO postcode VALUES ('9990001', 1, '霞台')")
        add_source(connection, Source("試験用", "2026-01", "なし", "なし", 12))
    return Gazetteer.open(path)
