"""Residents' pages under load: `python -m bench.server_load [LISTINGS [CLIENTS [SECONDS]]]` (needs wrk).

The invented town with so many listings (BENCH_INSTANCE keeps it), granian with two workers, wrk beside it, all in one
run. Each page is asked for at an address that nobody has asked for before, beside the same template filled in from
memory; then again and again unchanged, beside its plain bytes. Both references run in the same server with as many
workers. Says answers a second, their ratio, milliseconds as clients see them, and how many statements a page asks of
the public view.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bench.match_under_load import PORT, WORKERS, prepared, served

REFERENCE_PORT = PORT + 1
LIST = "/resources?page=3"
NEW_EACH_TIME = """
local n, seed = 0, tonumber(tostring({}):match("0x(%x+)"), 16)
request = function()
  n = n + 1
  return wrk.format("GET", "%s" .. seed .. "-" .. n)
end
"""


def from_memory() -> Any:
    """The application, answering LIST and one listing from page objects that it holds."""
    from flask import request, template_rendered

    from app import create_app
    from directory.settings import Settings
    from directory.views.pages import page_answer

    app = create_app(Settings.from_environment())
    seen: list[tuple[str, object]] = []
    held: dict[str, tuple[str, object]] = {}

    @app.before_request
    def answer() -> Any:
        return page_answer(*held[request.path]) if request.path in held else None

    before = app.before_request_funcs[None]
    before.insert(0, before.pop())

    def note(sender: object, template: Any, context: dict[str, object], **extra: object) -> None:
        seen.append((template.name, context["page"]))

    client = app.test_client()
    for path in (LIST, _a_listing(client.get(LIST).text)):
        with template_rendered.connected_to(note, app):
            client.get(f"{path}{'&' if '?' in path else '?'}n=0")
        held[path.partition("?")[0]] = seen[-1]
    return app


def plain() -> Any:
    """A bare Flask application of one answer: the bytes of LIST."""
    from flask import Flask

    from app import create_app
    from directory.settings import Settings

    body = create_app(Settings.from_environment()).test_client().get(LIST).data
    bare = Flask("plain")
    bare.add_url_rule(LIST.partition("?")[0], view_func=lambda: body, endpoint="answer")
    return bare


@contextmanager
def reference(environment: dict[str, str], factory: str) -> Iterator[None]:
    """One of the two above in granian, as `tsunagi serve` runs the service."""
    code = (
        "from granian import Granian; from granian.constants import Interfaces;"
        f"Granian('bench.server_load:{factory}', port={REFERENCE_PORT}, interface=Interfaces.WSGI, factory=True,"
        f"workers={WORKERS}, blocking_threads=4, log_access=False, log_enabled=False, websockets=False).serve()"
    )
    server = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{REFERENCE_PORT}{LIST}", timeout=60).read()
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(30)


def _a_listing(page: str) -> str:
    found = re.search(r'href="(/resources/[0-9a-f-]{36})"', page)
    if found is None:
        raise SystemExit("no listing on the page")
    return found[1]


def asked(port: int, path: str, clients: int, seconds: int, script: str | None = None) -> tuple[float, float]:
    """Answers a second and the 95th percentile in milliseconds, after a second of warming up."""
    found = ""
    for span in (1, seconds):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
            lua.write((script or "") + _PERCENTILE)
            lua.flush()
            command = ["wrk", "-t1", f"-c{clients}", f"-d{span}s", "-s", lua.name, f"http://127.0.0.1:{port}{path}"]
            found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", found):
        raise SystemExit(f"{path}: {bad[1]} answers were errors")
    rate, p95 = re.search(r"Requests/sec:\s+([\d.]+)", found), re.search(r"p95 ([\d.]+)", found)
    return float(rate[1]) if rate else 0.0, float(p95[1]) if p95 else 0.0


_PERCENTILE = """
done = function(summary, latency, requests) print(string.format("p95 %.3f", latency:percentile(95) / 1000)) end
"""


def statements(environment: dict[str, str], path: str) -> int:
    """How many statements a page that nobody asked for before asks of the public view."""
    code = f"""
import sqlite3, sys
from app import create_app
from directory.settings import Settings
client = create_app(Settings.from_environment()).test_client()
client.get({path!r})
import directory.public_catalogue as view
count = 0
def counted(self):
    global count
    connection = plain(self)
    def one(_): global count; count += 1
    connection.set_trace_callback(one)
    return connection
plain = view.PublicCatalogue._connection
view.PublicCatalogue._connection = counted
client.get({path!r} + ("&" if "?" in {path!r} else "?") + "n=1")
print(count)
"""
    found = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return int(found.stdout)


def main(listings: int = 10_000, clients: int = 8, seconds: int = 8) -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is needed (Debian: apt install wrk)")
    kept = os.environ.get("BENCH_INSTANCE")
    with tempfile.TemporaryDirectory() as folder:
        environment = prepared(Path(kept or folder), listings)
        print(f"{listings:,} listings, {clients} clients, {WORKERS} workers, {os.cpu_count()} cores")
        with served(environment), reference(environment, "from_memory"):
            with urlopen(f"http://127.0.0.1:{PORT}{LIST}") as answer:
                one = _a_listing(answer.read().decode())
            for name, path in (("list", LIST), ("listing", one)):
                new = NEW_EACH_TIME.replace("%s", path + ("&" if "?" in path else "?") + "n=")
                ours, p95 = asked(PORT, path, clients, seconds, new)
                theirs, _ = asked(REFERENCE_PORT, path, clients, seconds, new)
                print(
                    f"{name}, never asked for before: {ours:.0f} a second, p95 {p95:.1f} ms; template from memory"
                    f" {theirs:.0f}: {ours / theirs:.2f} of it; {statements(environment, path)} statements",
                    flush=True,
                )
        with served(environment), reference(environment, "plain"):
            ours, p95 = asked(PORT, LIST, clients, seconds)
            theirs, _ = asked(REFERENCE_PORT, LIST, clients, seconds)
            print(
                f"list, unchanged: {ours:.0f} a second, p95 {p95:.1f} ms; plain bytes {theirs:.0f}: {ours / theirs:.2f}"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
