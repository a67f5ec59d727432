"""How fast addresses are read: start, addresses a second, slowest lines, memory. Prints a table.

    .venv/bin/python -m bench.geocoding_speed [ADDRESSES]

ADDRESSES: a text file, one a line; without it 10,000 addresses are made of towns from all over the country. They are
read as they are, mutated, and joined by lines made to be slow (`bench/address_lines.py`). "first": by a process that
has just opened the table, each line meeting its municipality mostly for the first time; "again": once more, warm.
Times of a line are processor time, so that what else runs on the machine counts little; nothing remembers a line.

Uses the run's gazetteer (TSUNAGI_INSTANCE), building the default one when there is none. Where `node` can load
@geolonia/normalize-japanese-addresses 2.x (NODE_PATH), the same plain addresses are read by it too, warm, in one
process, from the same towns: the JSON files of the pinned archive, laid out in a temporary folder.
"""

import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.address_lines import made, mutated, slow
from geodata import archives
from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoding import Geocoder
from geodata.places_of_run import PlacesOfRun

SEED = 20261122
COUNT = 10_000
_FIRST = "神奈川県逗子市沼間5-1-1"
# The reader keeps what it made of 1,000 municipalities and reads its setting when it is loaded, too early to be told of
# more: its cache is made large enough for all, else it would make most of them anew for each address.
_NODE = """
const reader = require.resolve('@geolonia/normalize-japanese-addresses');
const cache = require.resolve('lru-cache', { paths: [reader] });
const Cache = require(cache);
require.cache[cache].exports = class extends Cache { constructor(of) { super({ ...of, max: 100000 }); } };
const { normalize, config } = require(reader);
config.japaneseAddressesApi = process.argv[1];
const lines = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = async () => { for (const line of lines) await normalize(line).catch(() => null); };
(async () => {
  await read();
  const wall = process.hrtime.bigint(), cpu = process.cpuUsage();
  await read();
  const used = process.cpuUsage(cpu);
  console.log(Number(process.hrtime.bigint() - wall) / 1e9, (used.user + used.system) / 1e6, process.memoryUsage().rss);
})();
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds for a list of lines: by the clock, by the processor, and of each line by the processor."""

    clock: float
    processor: float
    lines: list[tuple[float, str]]


def main() -> None:
    run = PlacesOfRun.from_environment()
    ensure(run.gazetteer)
    _start(run)
    chance = random.Random(SEED)
    if len(sys.argv) > 1:
        plain = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    else:
        plain = made(Gazetteer.open(run.gazetteer), chance, COUNT)
    bent = [mutated(line, plain, chance) for line in plain]
    taken: dict[str, Taken] = {}
    for name, lines in (("plain", plain), ("mutated", bent), ("made to be slow", list(slow()))):
        geocoder = Geocoder(Gazetteer.open(run.gazetteer))
        for time_of in ("first", "again"):
            taken[name] = _measure(lines, geocoder.geocode)
            _show(f"{name}, {time_of}", taken[name])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB (the lists of inputs and times included)")
    _beside_node(plain, taken["plain"])


def _start(run: PlacesOfRun) -> None:
    program = (
        "import sys; from pathlib import Path; from geodata.gazetteer import Gazetteer;"
        "from geodata.geocoding import Geocoder;"
        "print(Geocoder(Gazetteer.open(Path(sys.argv[1]))).geocode(sys.argv[2]).town)"
    )
    command = Path(sys.executable).with_name("tsunagi")
    for name, call in (
        ("library", [sys.executable, "-c", program, str(run.gazetteer), _FIRST]),
        ("tsunagi geocode -", [str(command), "geocode", "-"]),
    ):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(call, input=_FIRST, text=True, check=True, stdout=subprocess.DEVNULL)
        clock = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"first answer of a new process, {name}: {clock * 1000:.0f} ms ({used * 1000:.0f} ms of processor)")


def _measure(lines: list[str], read: Callable[[str], object]) -> Taken:
    each = []
    clock, processor = time.perf_counter(), time.thread_time()
    for line in lines:
        start = time.thread_time()
        read(line)
        each.append((time.thread_time() - start, line))
    return Taken(time.perf_counter() - clock, time.thread_time() - processor, sorted(each))


def _show(name: str, taken: Taken) -> None:
    count = len(taken.lines)
    at = [taken.lines[min(count - 1, int(count * share))][0] * 1000 for share in (0.5, 0.99, 0.999, 1)]
    print(
        f"{name:23} {_rates(count, taken.clock, taken.processor)}  p50 {at[0]:.3f}  p99 {at[1]:.3f}  p99.9 {at[2]:.3f}"
        f"  max {at[3]:.2f} ms  {taken.lines[-1][1][:30]}"
    )


def _rates(count: int, clock: float, processor: float) -> str:
    return f"{count:6,} lines {count / clock:7,.0f} a second {count / processor:7,.0f} a processor second"


def _beside_node(plain: list[str], ours: Taken) -> None:
    node = shutil.which("node")
    if node is None:
        print("npm: no node here, so no comparison")
        return
    with tempfile.TemporaryDirectory() as folder:
        api = _layout(Path(folder))
        call = [node, "--max-old-space-size=16000", "-e", _NODE, api.as_uri()]
        done = subprocess.run(call, input=json.dumps(plain), capture_output=True, text=True, check=False)
    if done.returncode:
        print("npm: @geolonia/normalize-japanese-addresses cannot be loaded here (NODE_PATH)")
        print(done.stderr[-400:])
        return
    clock, processor, memory = map(float, done.stdout.split())
    count = len(plain)
    print(f"{'npm reader, again':23} {_rates(count, clock, processor)}  {memory / 2**20:.0f} MB")
    print(f"ours: {clock / ours.clock:.1f} times as many a second, {processor / ours.processor:.1f} by the processor")


def _layout(folder: Path) -> Path:
    """The pinned archive's towns as files, as the npm reader wants them: ja.json and ja/都道府県/市区町村.json."""
    with archives.open_archive(archives.TOWNS) as opened:
        for name in opened.namelist():
            _, found, place = name.partition("/api/")
            if found and place.endswith(".json"):
                target = folder / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(opened.read(name))
    return folder / "ja"


if __name__ == "__main__":
    main()
