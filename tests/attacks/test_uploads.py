"""A spreadsheet that would fill the machine, read its files or run as a formula is refused or read as words."""

import csv
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from directory import exporters
from directory.assembly import Directory
from directory.settings import Settings
from directory.stewardship.uploads import LARGEST_BYTES
from tests.attacks.conftest import Site
from tests.attacks.planted import attack
from tests.pages import page_of

LONGEST_S = 20  # a bomb takes minutes or all memory; the machine may be busy
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def workbook(**members: bytes) -> bytes:
    """A small workbook with members put in place of its own, or beside them."""
    file, book = io.BytesIO(), Workbook()
    book.active.append(["名称", "電話"])
    book.active.append(["ひだまり会", "046-000-0000"])
    book.save(file)
    replaced, out = (
        {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in members.items()},
        io.BytesIO(),
    )
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, None) or old.read(name))
        for name, data in replaced.items():
            new.writestr(name, data)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def cell(text: str, at: str = "A1") -> str:
    return f'<row r="{at[1:]}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'


SHEET = "xl__worksheets__sheet1_xml"
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("x.xlsx", lambda: workbook(**{SHEET: b" " * 60_000_000})),
    "bomb beside": ("x.xlsx", lambda: workbook(xl__media__a_xml=b"0" * 60_000_000)),
    "billion laughs": (
        "x.xlsx",
        lambda: workbook(**{SHEET: sheet(cell("&l9;"), f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>')}),
    ),
    "external entity": (
        "x.xlsx",
        lambda: workbook(**{SHEET: sheet(cell("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')}),
    ),
    "outside document": (
        "x.xlsx",
        lambda: workbook(**{SHEET: sheet(cell("x"), '<!DOCTYPE x SYSTEM "http://169.254.169.254/x.dtd">')}),
    ),
    "far away cell": ("x.xlsx", lambda: workbook(**{SHEET: sheet(cell("x", "XFD1048576"))})),
    "paths in the zip": ("x.xlsx", lambda: workbook(**{"..__..__evil_xml": b"<x/>"})),
    "not a zip": ("x.xlsx", lambda: b"PK\x03\x04" + b"\0" * 5000),
    "old binary": ("x.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000),
    "macros": ("x.xlsm", lambda: b"PK"),
    "a program": ("x.exe", lambda: b"MZ"),
    "no name": ("", lambda: b"x"),
    "nothing": ("x.csv", lambda: b""),
    "only null bytes": ("x.csv", lambda: b"\0" * 100_000),
    "one endless line": ("x.csv", lambda: b"a" * 3_000_000),
    "one endless quote": ("x.csv", lambda: b'"' + b"a\n" * 1_000_000),
    "endless columns": ("x.csv", lambda: b"," * 2_000_000),
    "deep json": ("x.json", lambda: b"[" * 100_000),
    "wide json": ("x.json", lambda: b'[{"a":' * 500 + b"1" + b"}]" * 500),
    "too large": ("x.csv", lambda: b"a,b\n" * (LARGEST_BYTES // 4 + 1)),
}


@pytest.mark.parametrize(("name", "make"), FILES.values(), ids=FILES)
def test_a_hostile_file_is_answered_calmly_and_soon(site: Site, name: str, make: Callable[[], bytes]) -> None:
    data, client, start = make(), site.client("staff"), time.monotonic()
    answer = client.post("/staff/import", data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    if answer.status_code == 303:
        answer = client.get(answer.location)
    assert answer.status_code in (200, 413, 422)
    assert "root:x:0" not in answer.get_data(as_text=True)
    assert time.monotonic() - start < LONGEST_S


NAMES = (
    "../../../tmp/evil.csv",
    "..\\..\\evil.csv",
    "/etc/cron.d/evil.csv",
    "a\0.csv",
    ".csv",
    "x" * 5000 + ".csv",
    "<b>.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_leads_out_of_its_folder(site: Site, name: str) -> None:
    data = {"file": (io.BytesIO("名称,電話\nひだまり会,046-000-0000\n".encode()), name)}
    client = site.client("staff")
    answer = client.post("/staff/import", data=data, content_type="multipart/form-data")
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        page_of(client.get(answer.location))
    outside = {path.name for path in site.folder.parent.iterdir()}
    assert outside == {site.folder.name}
    assert all(
        len(path.relative_to(site.folder / "uploads").parts) == 2 for path in site.folder.glob("uploads/**/*.csv")
    )


FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://evil")',
    attack("cell"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_list_is_read_as_words(site: Site, text: str) -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["名称", "内容"])
    book.active.append(["ひだまり会", text])
    book.active["B2"].data_type = "s"
    book.save(file)
    file.seek(0)
    client = site.client("staff")
    answer = client.post("/staff/import", data={"file": (file, "x.xlsx")}, content_type="multipart/form-data")
    page = client.get(answer.location).get_data(as_text=True)
    assert "<attack" not in page
    assert "ひだまり会" in page


@pytest.mark.parametrize("name", ["csv", "csv-cp932", "ods"])
def test_no_cell_of_an_export_begins_a_formula(site: Site, name: str) -> None:
    settings = Settings.from_environment({"TSUNAGI_INSTANCE": str(site.folder)})
    directory = Directory(settings)
    exported = exporters.exporter(name).export(directory.catalogue.all(), directory.profile, date(2026, 11, 26))
    text = exported.data.decode("cp932" if name == "csv-cp932" else "utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if cell.startswith("-") and not cell[1:].replace(".", "").isdigit()] == []
