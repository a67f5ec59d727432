"""Files that are no lists, and files made to exhaust the machine, are refused in words, at once."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.intake import read_file, xlsx
from tests.directory.intake.sheets import workbook

NOISE = bytes(range(256))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n" + NOISE, "PDF"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "画像"),
        (b"\xff\xd8\xff\xe0" + NOISE, "画像"),
        (b"GIF89a" + NOISE, "画像"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\xef\xbb\xbf\n<HTML><table><tr><td>x</td></tr></table>", "HTML"),
        (b"<!DOCTYPE html><p>x", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"\x1f\x8b\x08" + NOISE, "圧縮"),
        (b"\xd0\xcf\x11\xe0" + NOISE, "xls"),
    ],
)
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list.xls", "list"])
def test_a_file_that_is_no_list_is_named_for_what_it_is(tmp_path: Path, data: bytes, what: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputWrong, match=what):
        read_file(tmp_path / name)


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("content.xml", "OpenDocument"),
        ("Index/Document.iwa", "Numbers"),
        ("photo.jpg", "zip"),
    ],
)
def test_a_zip_that_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, member: str, what: str) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(InputWrong, match=what):
        read_file(path)


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
GROWS = b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
READS = b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def doctype(text: bytes) -> Callable[[bytes], bytes]:
    return lambda part: re.sub(rb"<(styleSheet|worksheet)", lambda tag: text + tag[0], part, count=1)


def after_cells(text: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"</sheetData>", text, 1)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, doctype(GROWS)),
        (STYLES, doctype(GROWS)),
        (STYLES, doctype(READS)),
        (SHEET, after_cells(b'</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>')),
        (SHEET, after_cells(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')),
        (SHEET, lambda part: part + b" " * 20_000_000),
    ],
)
def test_a_workbook_made_to_exhaust_the_machine_is_refused(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    whole = workbook(tmp_path, [["名称", "会場"], ["つくし", "東会館"]])
    path = tmp_path / "made.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == part else data)
    with pytest.raises(InputWrong):
        read_file(path)


def test_ordinary_merges_are_few_enough(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["一覧"], ["名称", "会場"], ["つくし", "東会館"]], merge=["A1:XFD1", "A3:A4"])
    assert [grid.rows[2] for grid in xlsx.read(path)] == [["つくし", "東会館"]]
