"""Official tables of places as files: ABR (町字, 住居表示, 地番, positions), 位置参照情報, 住居表示住所, own CSV.

A file is known by its columns, not by its name; zip files are opened; UTF-8 (with BOM) and CP932 are told apart by
their bytes. Formats: アドレス・ベース・レジストリ データ仕様 (デジタル庁), 位置参照情報 データ形式 (国土交通省),
電子国土基本図 住居表示住所 (国土地理院; no heading row).
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from geodata.characters import fold, kanji_number
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.own_towns import CSV_COLUMNS, encoding_of, not_decoded

Row = dict[str, str]
Table = Literal[
    "town",
    "town_pos",
    "house",
    "house_pos",
    "block",
    "block_pos",
    "lot",
    "lot_pos",
    "isj_town",
    "isj_block",
    "gsi",
    "own",
]
_KINDS: tuple[tuple[Table, frozenset[str]], ...] = (
    ("town", frozenset({"lg_code", "machiaza_id", "machiaza_type", "oaza_cho"})),
    ("house", frozenset({"machiaza_id", "blk_num", "rsdt_num"})),
    ("house_pos", frozenset({"machiaza_id", "rsdt_id", "rep_lon"})),
    ("block", frozenset({"machiaza_id", "blk_id", "blk_num"})),
    ("block_pos", frozenset({"machiaza_id", "blk_id", "rep_lon"})),
    ("lot", frozenset({"machiaza_id", "prc_id", "prc_num1"})),
    ("lot_pos", frozenset({"machiaza_id", "prc_id", "rep_lon"})),
    ("town_pos", frozenset({"machiaza_id", "rep_lon"})),
    ("isj_block", frozenset({"大字・丁目名", "街区符号・地番"})),
    ("isj_town", frozenset({"大字町丁目コード", "大字町丁目名"})),
    ("own", frozenset(CSV_COLUMNS)),
)
_GSI_COLUMNS = (
    "市区町村コード",
    "町又は字の名称",
    "街区符号",
    "基礎番号",
    "可読",
    "数値",
    "経度",
    "緯度",
    "地図情報レベル",
)
_GSI = re.compile(r'"?[0-9]{5}"?,"?[^,0-9"][^,]*,(?:[^,]*,){4}"?1[2-5][0-9]\.[0-9]+"?,"?[2-4][0-9]\.[0-9]+"?,')
ID_COLUMNS = ("lg_code", "machiaza_id", "blk_id", "rsdt_id", "rsdt2_id", "prc_id")
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """One table in a file, of a known kind; `member` names it within a zip."""

    path: Path
    kind: Table
    member: str | None = None
    encoding: str = "utf-8-sig"

    def rows(self) -> Iterator[Row]:
        """Every row as column → text ("" where it is short). Raises PlaceDataBroken when the file cannot be read."""
        columns = _GSI_COLUMNS if self.kind == "gsi" else None
        try:
            if self.member is None:
                with self.path.open("rb") as opened:
                    yield from csv.DictReader(io.TextIOWrapper(opened, self.encoding, newline=""), columns, restval="")
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as opened:
                yield from csv.DictReader(io.TextIOWrapper(opened, self.encoding, newline=""), columns, restval="")
        except UnicodeDecodeError as error:
            raise PlaceDataBroken(not_decoded(self.path)) from error
        except (OSError, csv.Error, zipfile.BadZipFile) as error:
            raise PlaceDataBroken(
                f"{self.path} を読めませんでした。取得し直すか、CSV で保存し直してください。"
            ) from error


def find_files(source: Path) -> list[PlaceFile]:
    """The known tables in a file or a folder. Raises PlaceDataBroken when there are none."""
    paths = (
        sorted(p for p in source.rglob("*") if p.suffix.lower() in (".csv", ".zip")) if source.is_dir() else [source]
    )
    found = [file for path in paths for file in _tables_in(path)]
    if not found:
        raise PlaceDataBroken(
            f"{source} に、読める町名の表がありません（アドレス・ベース・レジストリ、位置参照情報、"
            f"または {'・'.join(CSV_COLUMNS)} の列を持つ CSV）。"
        )
    return found


def _tables_in(path: Path) -> Iterator[PlaceFile]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.lower().endswith(".csv"):
                        with archive.open(name) as opened:
                            yield from _known(path, name, opened.read(_SAMPLE))
            return
        with path.open("rb") as opened:
            yield from _known(path, None, opened.read(_SAMPLE))
    except (OSError, zipfile.BadZipFile) as error:
        raise PlaceDataBroken(f"{path} を開けませんでした。取得し直してください。") from error


def _known(path: Path, member: str | None, sample: bytes) -> Iterator[PlaceFile]:
    encoding = encoding_of(sample)
    header = sample.split(b"\n", 1)[0].decode(encoding, "replace")
    columns = {column.strip().strip('"') for column in header.split(",")}
    for kind, needed in _KINDS:
        if needed <= columns:
            yield PlaceFile(path, kind, member, encoding)
            return
    if _GSI.match(header):
        yield PlaceFile(path, "gsi", member, encoding)


def row_id(row: Row) -> tuple[str, ...]:
    """What joins an ABR row to its position."""
    return tuple(row.get(column) or "" for column in ID_COLUMNS)


def official_town(row: Row) -> str:
    """大字・町 with 丁目 in kanji numerals, as official names are written (ABR writes １丁目)."""
    chome = row.get("chome") or ""
    number = re.match(r"[0-9]+", fold(chome).text)
    if number and 0 < int(number[0]) < 100:
        chome = kanji_number(int(number[0])) + chome.lstrip("0123456789０１２３４５６７８９一二三四五六七八九十")
    return (row.get("oaza_cho") or "") + chome
