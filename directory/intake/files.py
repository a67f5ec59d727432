"""Which reader a file needs: told by what it begins with, by its name's ending only where that says nothing."""

import zipfile
from pathlib import Path

from directory.errors import InputWrong
from directory.intake import delimited, json_rows, xlsx
from directory.intake.grid import Sheets

MAX_BYTES = 50_000_000
_MAGIC = 64
_JSON, _TEXT = (".json", ".jsonl", ".ndjson", ".geojson"), (".csv", ".tsv", ".txt")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE_AS = "表計算ソフトで開き、.xlsx か CSV で保存し直してください。"
_THE_TABLE = "元になった表（Excel や CSV）を選んでください。"
_NO_LISTS = {
    b"%PDF": f"PDF です。{_THE_TABLE}",
    b"\x89PNG": f"画像です。{_THE_TABLE}",
    b"\xff\xd8\xff": f"画像です。{_THE_TABLE}",
    b"GIF8": f"画像です。{_THE_TABLE}",
    b"II*\0": f"画像です。{_THE_TABLE}",
    b"{\\rtf": f"ワープロの文書（RTF）です。{_THE_TABLE}",
    b"<html": f"ウェブページ（HTML）です。{_SAVE_AS}",
    b"<!doctype html": f"ウェブページ（HTML）です。{_SAVE_AS}",
    b"<?xml": f"XML です。{_SAVE_AS}",
    b"Rar!": "圧縮されています。ほどいてから、中の表を選んでください。",
    b"7z\xbc\xaf": "圧縮されています。ほどいてから、中の表を選んでください。",
    b"\x1f\x8b": "圧縮されています。ほどいてから、中の表を選んでください。",
}
"""What a file begins with, in lower case where it is text → what it is, and what to do."""
_NO_WORKBOOKS = {
    "word/": f"Word の文書です。{_THE_TABLE}",
    "ppt/": f"PowerPoint の資料です。{_THE_TABLE}",
    "content.xml": f"OpenDocument の文書です。{_SAVE_AS}",
    "Index/": f"Numbers の書類です。{_SAVE_AS}",
    "": "圧縮されたファイル（zip）です。ほどいてから、中の表を選んでください。",
}
"""What a zip holds that is no Excel workbook → what it is, and what to do."""


def read_file(path: Path) -> Sheets:
    """Everything the file's cells show. Raises InputWrong with what to do when it cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputWrong(
                f"{path.name} は大きすぎます（{size // 1_000_000} MB）。"
                f"{MAX_BYTES // 1_000_000} MB までに分けてください。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputWrong(f"ファイルがありません: {path}") from error
    except OSError as error:
        raise InputWrong(f"ファイルを開けません: {path}（{error.strerror}）") from error
    if not data.strip():
        raise InputWrong(f"{path.name} は空です。")
    if data.startswith(_ZIP):
        _check_workbook(path)
        return Sheets(path.name, None, xlsx.read(path))
    if data.startswith(_OLE):
        raise InputWrong(f"{path.name} は古い形の Excel（.xls）か、パスワード付きです。.xlsx で保存し直してください。")
    begins = data[:_MAGIC].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, what in _NO_LISTS.items():
        if begins.startswith(magic) or begins.lower().startswith(magic):
            raise InputWrong(f"{path.name} は{what}")
    if path.suffix.lower() in _JSON or (path.suffix.lower() not in _TEXT and data.lstrip()[:1] in b"{["):
        text, encoding = delimited.decode(data, path.name)
        return Sheets(path.name, encoding, json_rows.read(path, text))
    grid, encoding = delimited.read(path, data)
    return Sheets(path.name, encoding, (grid,))


def _check_workbook(path: Path) -> None:
    """Raises InputWrong for a zip that is something else than an Excel workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return  # `xlsx.read` says so
    if any(name.startswith("xl/") for name in names):
        return
    what = next(text for start, text in _NO_WORKBOOKS.items() if any(name.startswith(start) for name in names or [""]))
    raise InputWrong(f"{path.name} は{what}")
