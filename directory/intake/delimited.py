"""CSV and TSV in the encodings that Japanese offices produce, told apart by decoding, not by guessing words."""

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path

from charset_normalizer import from_bytes

from directory.errors import InputWrong
from directory.intake import cp932_letters, form
from directory.intake.grid import Grid

_SAMPLE = 20_000
_RARE = 50  # of so many bytes fewer than one is zero: a program left them in a text
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_DELIMITERS = (",", "\t", ";")


def read(path: Path, data: bytes) -> tuple[Grid, str]:
    """The one grid of the file, and the name of its encoding. Raises InputWrong when it is no text."""
    text, encoding = decode(data, path.name)
    sample = text[:_SAMPLE]
    delimiter = max(_DELIMITERS, key=lambda mark: (_fits(sample, mark), -_DELIMITERS.index(mark)))
    csv.field_size_limit(1_000_000)
    try:
        rows = [
            [cell.replace("\r\n", "\n") for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise InputWrong(
            f'{path.name} を CSV として読めません（{error}）。引用符「"」の閉じ忘れを確かめてください。'
        ) from error
    if encoding == "cp932" and any(form.ID in row for row in rows[:1]):
        rows = [[cp932_letters.read(cell) for cell in row] for row in rows]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Grid(name=path.stem, rows=rows), encoding


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding's name.

    The heading of the list's own form decides. UTF-8 and ISO-2022-JP hardly ever fit by accident, so they go first.
    CP932 and EUC-JP fit each other's bytes: the one that reads as more Japanese and less noise wins. Shift_JIS-2004
    gives the same letters as CP932 but 「‾」 for 「~」: it is asked only where CP932 reads letters of private use.
    """
    if b"\0" in data[:4000] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _wide(data, name)
    if form.ID.encode("cp932") in data.partition(b"\n")[0]:
        with suppress(UnicodeDecodeError):
            return data.decode("cp932"), "cp932"
    for encoding in ("iso2022_jp_ext", "utf-8-sig") if b"\x1b" in data else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding
    readings: list[tuple[float, str, str]] = []
    for encoding in ("cp932", "euc_jp", "euc_jis_2004", "shift_jis_2004"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = next((read for _, known, read in readings if known == "cp932"), None)
        if encoding == "shift_jis_2004" and plain is not None and not _PRIVATE.search(plain):
            continue
        readings.append((_noise(text), encoding, text))
    if readings:
        _, encoding, text = min(readings, key=lambda reading: reading[0])
        return text, encoding
    best = from_bytes(data, cp_isolation=["cp932", "euc_jp", "utf_8", "big5", "gb18030"]).best()
    if best is None:
        raise InputWrong(f"{name} の文字コードが分かりません。UTF-8 か Shift_JIS（CP932）で保存し直してください。")
    return str(best), best.encoding


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """UTF-16, by its mark or by which half of the characters is zero; any other text with a few stray zeros."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-16-le", "utf-16-be"]
        if data[:4000:2].count(0) > data[1:4000:2].count(0):
            encodings.reverse()
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _noise(text) < 0.2:
            return text, encoding
    if data.count(0) * _RARE < len(data):
        return decode(data.replace(b"\0", b""), name)
    raise InputWrong(f"{name} は文字の表ではないようです。CSV か Excel ブックを選んでください。")


def _noise(text: str) -> float:
    """The share of characters that Japanese lists hardly hold: half-width kana, private use, controls, rare kanji."""
    letters = [letter for letter in text[:_SAMPLE] if letter > "\x7f" or (letter < " " and letter not in "\r\n\t")]
    odd = sum(
        1
        for letter in letters
        if "\uff61" <= letter <= "\uff9f"
        or "\ue000" <= letter <= "\uf8ff"
        or letter < " "
        or "\x80" <= letter <= "\x9f"
        or not (
            "\u3000" <= letter <= "\u9fff"
            or letter >= "\uf900"
            or "\u2000" <= letter <= "\u27ff"
            or letter in "§¶×÷°±´¨"
        )
    )
    kana = sum(1 for letter in letters if "\u3041" <= letter <= "\u30ff")
    return (odd - 0.3 * kana) / max(len(letters), 1)


def _fits(sample: str, delimiter: str) -> int:
    """How much of the sample the mark cuts alike: titles and sections have one cell, the rest the same number."""
    counts = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
    return max((rows * (columns - 1) for columns, rows in counts.items()), default=0)
