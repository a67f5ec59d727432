"""Which reader a file needs: told by what it begins with, by its name's ending only where that says nothing."""

from pathlib import Path

from directory.errors import InputWrong
from directory.intake import delimited, json_rows, xlsx
from directory.intake.grid import Sheets

MAX_BYTES = 50_000_000
_JSON, _TEXT = (".json", ".jsonl", ".ndjson", ".geojson"), (".csv", ".tsv", ".txt")
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


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
        return Sheets(path.name, None, xlsx.read(path))
    if data.startswith(_OLE):
        raise InputWrong(f"{path.name} は古い形の Excel（.xls）か、パスワード付きです。.xlsx で保存し直してください。")
    if data.startswith(_PDF):
        raise InputWrong(f"{path.name} は PDF です。元になった表（Excel や CSV）を選んでください。")
    if path.suffix.lower() in _JSON or (path.suffix.lower() not in _TEXT and data.lstrip()[:1] in b"{["):
        text, encoding = delimited.decode(data, path.name)
        return Sheets(path.name, encoding, json_rows.read(path, text))
    grid, encoding = delimited.read(path, data)
    return Sheets(path.name, encoding, (grid,))
