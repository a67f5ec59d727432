"""POST /match through the server: `python -m bench.match_under_load [LISTINGS [CLIENTS [EACH]]]`.

The invented town with so many listings in a folder of its own (BENCH_INSTANCE keeps it), granian with two
workers, and clients in a process beside it that send the sheet's form again and again, as a browser does: one
connection each, with its cookie and token. Says the load of the machine, milliseconds on the clock as clients see
them, and the workers' processor time for one answer, which others on the machine lengthen less.
"""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from directory.settings import PROFILES

PORT = 8765
WORKERS = 2
TSUNAGI = Path(sys.executable).with_name("tsunagi")
SHEETS = (
    {"age_band": "80-84", "needs": "isolation", "place": "ほしみ市ほしの原3丁目", "mode": "walk", "minutes": "10"},
    {"age_band": "70-74", "needs": "care_prevention", "place": "ほしみ市にじが浜2丁目", "mode": "bus"},
    {"age_band": "50-54", "needs": "hikikomori", "place": "ほしみ市なみおと1丁目", "mode": "walk"},
    {"age_band": "90+", "needs": "daily_help", "place": "ほしみ市ゆうなぎ1丁目", "mode": "homebound"},
)


def prepared(folder: Path, listings: int) -> dict[str, str]:
    """The environment of an instance with so many listings, made where there is none yet."""
    profile = folder / "profile"
    environment = os.environ | {
        "TSUNAGI_INSTANCE": str(folder / "instance"), "TSUNAGI_PROFILE": str(profile), "PORT": str(PORT),
        "TSUNAGI_RATE_LIMITS": "off", "TSUNAGI_TILES": "off",
    }  # fmt: skip
    if not profile.exists():
        profile.mkdir(parents=True)
        for path in (PROFILES / "fictional").glob("*.*"):
            text = path.read_text(encoding="utf-8")
            (profile / path.name).write_text(
                re.sub(r"(?m)^count = \d+$", f"count = {listings}", text), encoding="utf-8"
            )
        subprocess.run([TSUNAGI, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
    return environment


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """The process id of the running server."""
    server = subprocess.Popen([TSUNAGI, "serve", "--workers", str(WORKERS)], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                _get(http.client.HTTPConnection("127.0.0.1", PORT, timeout=60), "/readyz")
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit("the server did not open within two minutes")
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[str, str]:
    """The page and its cookie."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.read().decode(), (response.getheader("Set-Cookie") or "").partition(";")[0]


def client(number: int, each: int) -> list[float]:
    """Milliseconds of each answer, after two that are not counted."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    page, cookie = _get(connection, "/match")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    took = []
    for turn in range(each + 2):
        sheet = SHEETS[(number + turn) % len(SHEETS)] | {"csrf_token": token[1] if token else ""}
        began = time.perf_counter()
        connection.request("POST", "/match", urlencode(sheet), headers)
        response = connection.getresponse()
        body = response.read()
        took.append((time.perf_counter() - began) * 1000)
        if response.status != 200 or b"<h1" not in body:
            raise SystemExit(f"POST /match answered {response.status}")
    return took[2:]


def processor_ms(pid: int) -> float:
    """Processor time so far of a process and its children that still run."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_ms(int(child)) for child in children)


def main(listings: int = 10_000, clients: int = 8, each: int = 50) -> None:
    kept = os.environ.get("BENCH_INSTANCE")
    with tempfile.TemporaryDirectory() as folder, served(prepared(Path(kept or folder), listings)) as pid:
        client(0, 10)
        before = processor_ms(pid)
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as threads:
            took = sorted(one for some in threads.map(lambda n: client(n, each), range(clients)) for one in some)
        seconds, used = time.perf_counter() - began, processor_ms(pid) - before
    answers = clients * (each + 2)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{listings:,} listings, {clients} clients, {WORKERS} workers, {os.cpu_count()} cores, load {load}")
    print(
        f"p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms, {answers / seconds:.0f} a second"
    )
    print(f"processor time of the workers: {used / answers:.1f} ms an answer (with each client's first page)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
