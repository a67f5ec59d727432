"""`tsunagi gazetteer fetch` against a server on loopback."""

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodata.cli.places import gazetteer_command
from geodata.errors import PlaceDataBroken, Problem
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.fetch import check_digit, fetch_tables, tables_of
from geodata.geocoding import Geocoder
from tests.geodata.gazetteer.test_merge import AT, TOWN, no_progress
from tests.geodata.places_fixture import FUJIMI, small_gazetteer


class Server:
    """Files by path. `breaks`: how many answers to end half-way; `asked`: path and Range of every request."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks = 0
        self.asked: list[tuple[str, str | None]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Range")
                server.asked.append((self.path, asked))
                content = server.files.get(self.path)
                if content is None:
                    self.send_error(404)
                    return
                start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
                self.send_response(206 if asked else 200)
                self.send_header("Content-Length", str(len(content) - start))
                self.end_headers()
                stop = len(content)
                if server.breaks:
                    server.breaks -= 1
                    stop = start + (stop - start) // 2
                self.wfile.write(content[start:stop])

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.http.shutdown()
    thread.join()
    running.http.server_close()


def zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("table.csv", "\ufeff" + text)
    return packed.getvalue()


def test_the_check_digit_is_the_ministrys() -> None:
    assert [check_digit(code) for code in ("14208", "01101", "13101", "47382")] == ["5", "1", "6", "1"]


def test_a_download_that_broke_off_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    town, *_ = tables_of(FUJIMI, "abr", server.address)
    content = server.files[town.url.removeprefix(server.address)] = zipped(TOWN * 50)
    server.breaks = 1
    [path] = fetch_tables([town], tmp_path, no_progress)
    assert path.read_bytes() == content
    assert [asked for _, asked in server.asked] == [None, f"bytes={len(content) // 2}-"]


def test_what_is_there_whole_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    town, *_ = tables_of(FUJIMI, "abr", server.address)
    server.files[town.url.removeprefix(server.address)] = zipped(TOWN)
    fetch_tables([town], tmp_path, no_progress)
    fetch_tables([town], tmp_path, no_progress)
    assert len(server.asked) == 1


def test_tables_that_a_municipality_has_not_are_passed_over_but_not_its_towns(server: Server, tmp_path: Path) -> None:
    town, *others = tables_of(FUJIMI, "abr", server.address)
    assert fetch_tables(others, tmp_path, no_progress) == []
    with pytest.raises(Problem, match="404"):
        fetch_tables([town], tmp_path, no_progress)


def test_a_damaged_file_is_never_kept(server: Server, tmp_path: Path) -> None:
    town, *_ = tables_of(FUJIMI, "abr", server.address)
    server.files[town.url.removeprefix(server.address)] = zipped(TOWN * 50).replace(b"machiaza_id", b"machiaza_ix", 1)
    with pytest.raises(PlaceDataBroken, match="壊れて"):
        fetch_tables([town], tmp_path, no_progress)
    assert list(tmp_path.iterdir()) == []


def test_the_command_takes_what_it_fetched_into_the_table(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSUNAGI_INSTANCE", str(tmp_path))
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    town, *_ = tables_of(FUJIMI, "abr", server.address)
    rows = TOWN + AT.format(id="0009000", town="新しい町", chome="", n="")
    server.files[town.url.removeprefix(server.address)] = zipped(rows)
    result = CliRunner().invoke(gazetteer_command, ["fetch", FUJIMI, "--edition", "2026-06", "--base", server.address])
    assert result.exit_code == 0, result.output
    assert "アドレス・ベース・レジストリ（2026-06）" in result.output
    found = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite")).geocode("架空県ふじみ市新しい町3")
    assert (found.town, found.town_id) == ("新しい町", "0009000")
