"""A municipality's own towns as a CSV (CSV_COLUMNS; UTF-8 or CP932), each row checked before any is taken."""

import codecs
import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import PlaceDataBroken

CSV_COLUMNS = ("prefecture", "city", "city_code", "town", "town_kana", "koaza", "lat", "lon")
_SHOWN = 5
# All of Japan, degrees.
_LATITUDES, _LONGITUDES = (20.0, 46.0), (122.0, 154.0)


@dataclass(frozen=True, slots=True)
class OwnTown:
    """One row; `line` is 1-based, with the heading as 1."""

    line: int
    code: str
    prefecture: str
    city: str
    town: str
    koaza: str
    kana: str
    latitude: float | None
    longitude: float | None


def read_own_towns(path: Path) -> list[OwnTown]:
    """Raises PlaceDataBroken naming the file and every row that is wrong."""
    try:
        with path.open("rb") as opened:
            encoding = encoding_of(opened.read())
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.DictReader(file, restval="")
            if missing := set(CSV_COLUMNS) - set(reader.fieldnames or ()):
                raise PlaceDataBroken(f"{path}: 列 {'、'.join(sorted(missing))} がありません。")
            return checked(path.name, reader)
    except UnicodeDecodeError as error:
        raise PlaceDataBroken(not_decoded(path)) from error
    except (OSError, csv.Error) as error:
        raise PlaceDataBroken(f"{path} を町名の表として読めませんでした。CSV で保存し直してください。") from error


def encoding_of(sample: bytes) -> str:
    """The encoding that these first bytes of a file are in: UTF-8 (with or without BOM), or else CP932."""
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(sample)
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"


def not_decoded(path: Path) -> str:
    return f"{path} の文字コードが UTF-8 でも CP932（Shift_JIS）でもありません。UTF-8 で保存し直してください。"


def checked(name: str, rows: Iterable[Mapping[str, str]]) -> list[OwnTown]:
    """Raises PlaceDataBroken with the number of each row that is wrong, and why."""
    towns: list[OwnTown] = []
    wrong: list[str] = []
    for line, row in enumerate(rows, start=2):
        if not any((row[column] or "").strip() for column in CSV_COLUMNS):
            continue
        prefecture, city, code, town, kana, koaza, lat, lon = ((row[column] or "").strip() for column in CSV_COLUMNS)
        if problem := _problem(prefecture, city, code, town or koaza) or _not_a_place(lat, lon):
            wrong.append(f"{line} 行目: {problem}")
            continue
        point = (float(lat), float(lon)) if lat else (None, None)
        towns.append(OwnTown(line, code, prefecture, city, town, koaza, kana, *point))
    if wrong:
        more = f"（ほか {len(wrong) - _SHOWN} 行）" if len(wrong) > _SHOWN else ""
        raise PlaceDataBroken(f"{name} に直すところがあります。" + "。".join(wrong[:_SHOWN]) + more)
    return towns


def _problem(prefecture: str, city: str, code: str, town: str) -> str | None:
    if not re.fullmatch("[0-9]{5}", code):
        return f"city_code「{code}」は 5 桁の全国地方公共団体コードではありません"
    lacking = [n for n, value in (("prefecture", prefecture), ("city", city), ("town", town)) if not value]
    return f"{'・'.join(lacking)} が空です" if lacking else None


def _not_a_place(lat: str, lon: str) -> str | None:
    if not lat and not lon:
        return None
    try:
        latitude, longitude = float(lat), float(lon)
    except ValueError:
        return f"位置（lat「{lat}」、lon「{lon}」）が数ではありません"
    if is_in_japan(latitude, longitude):
        return None
    why = "緯度と経度が逆です" if is_in_japan(longitude, latitude) else "日本の中にありません"
    return f"位置（lat {lat}、lon {lon}）は{why}"


def is_in_japan(latitude: float, longitude: float) -> bool:
    return _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
