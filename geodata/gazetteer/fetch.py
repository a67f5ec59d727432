"""Fetches the official tables of one municipality: resumed where it broke off, checked, kept for the next run.

Addresses: アドレス・ベース・レジストリ (デジタル庁, CC BY 4.0), as its catalogue lists them in 2026; 位置参照情報
(国土交通省). A municipality without 住居表示 or 地番 tables simply has none.
"""

import http.client
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from geodata.errors import PlaceDataBroken, Problem
from geodata.gazetteer.default import Progress

Publisher = Literal["abr", "isj"]
BASES: dict[Publisher, str] = {
    "abr": "https://data.address-br.digital.go.jp",
    "isj": "https://nlftp.mlit.go.jp/isj/dls/data",
}
ISJ_TOWNS, ISJ_BLOCKS = "18.0b", "23.0a"
_TIMEOUT_S = 60
_CHUNK = 1 << 16
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Table:
    """`needed`: its absence is an error; the others need not exist for every municipality."""

    url: str
    needed: bool = False

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[1]


def tables_of(code: str, publisher: Publisher, base: str | None = None) -> list[Table]:
    """The tables of a municipality (5 digits) at the publisher's address, or at `base` instead of it."""
    root = (base or BASES[publisher]).rstrip("/")
    prefecture, city = code[:2], code + check_digit(code)
    if publisher == "isj":
        return [
            Table(f"{root}/{ISJ_TOWNS}/{prefecture}000-{ISJ_TOWNS}.zip", needed=True),
            Table(f"{root}/{ISJ_BLOCKS}/{prefecture}000-{ISJ_BLOCKS}.zip"),
        ]
    by_city = [Table(f"{root}/{kind}/city/{kind}_city{city}.csv.zip", kind == "mt_town") for kind in _BY_CITY]
    return by_city + [Table(f"{root}/{kind}/pref/{kind}_pref{prefecture}.csv.zip") for kind in _BY_PREFECTURE]


_BY_CITY = ("mt_town", "mt_town_pos", "mt_parcel", "mt_parcel_pos")
_BY_PREFECTURE = ("mt_rsdtdsp_blk", "mt_rsdtdsp_blk_pos", "mt_rsdtdsp_rsdt", "mt_rsdtdsp_rsdt_pos")


def check_digit(code: str) -> str:
    """検査数字 of a 5-digit 全国地方公共団体コード (総務省): 14208 → 5."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def fetch_tables(tables: list[Table], folder: Path, progress: Progress) -> list[Path]:
    """The tables as files in `folder`. Raises Problem when a needed one is missing or the network fails."""
    folder.mkdir(parents=True, exist_ok=True)
    return [path for table in tables if (path := _fetch(table, folder / table.name, progress)) is not None]


def _fetch(table: Table, path: Path, progress: Progress) -> Path | None:
    if path.exists() and _is_whole(path):
        return path
    partial = path.with_name(path.name + ".part")
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            for done, total in _download(table.url, partial):
                progress(table.name, done, total)
        except urllib.error.HTTPError as error:
            if error.code == http.HTTPStatus.NOT_FOUND and not table.needed:
                return None
            if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise Problem(f"{table.url} を取得できませんでした（HTTP {error.code}）。") from error
            partial.unlink(missing_ok=True)
        except (OSError, http.client.HTTPException) as error:
            if attempt == _ATTEMPTS:
                raise Problem(
                    f"{table.url} の取得が途中で切れました。もう一度実行すると、続きから取得します。"
                ) from error
            continue
        if partial.exists() and _is_whole(partial):
            partial.replace(path)
            return path
        # What came whole but cannot be opened is worth nothing: the next attempt starts anew.
        partial.unlink(missing_ok=True)
    raise PlaceDataBroken(f"{table.url} から届いたファイルが壊れています。時間をおいて、もう一度実行してください。")


def _download(url: str, partial: Path) -> Iterator[tuple[int, int]]:
    """Bytes so far and in all; goes on after what is there. Raises IncompleteRead when the connection ends early."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise Problem(f"{url} は http・https のアドレスではありません。")
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 - checked
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - scheme checked above
        resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT
        done = have if resumed else 0
        length = answer.headers.get("Content-Length")
        total = done + int(length) if length else 0
        with partial.open("ab" if resumed else "wb") as out:
            while chunk := answer.read(_CHUNK):
                out.write(chunk)
                done += len(chunk)
                yield done, total
        if total and done < total:
            raise http.client.IncompleteRead(b"", total - done)


def _is_whole(path: Path) -> bool:
    """A zip whose every member has the checksum that it says."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError):
        return False
