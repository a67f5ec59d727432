"""How fast addresses are read: start, addresses a second, slowest lines, memory. Prints a table.

    .venv/bin/python bench/geocoding_speed.py [ADDRESSES]

ADDRESSES: a text file, one a line; without it 10,000 addresses are made of the table's own towns. Each is read as it is
and mutated (letters dropped, doubled, swapped, joined with another address). Uses the run's gazetteer
(TSUNAGI_INSTANCE), building the default one when there is none. Where `node` can load
@geolonia/normalize-japanese-addresses 2.x (NODE_PATH) with its data beside it (NJA_API, a file:// address), the same
plain addresses are read by it too, in one process, warm.
"""

import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoding import Geocoder
from geodata.places_of_run import PlacesOfRun

SEED = 20261122
COUNT = 10_000
_NODE = """
const nja = require('@geolonia/normalize-japanese-addresses');
if (process.env.NJA_API) nja.config.japaneseAddressesApi = process.env.NJA_API;
const lines = JSON.parse(require('fs').readFileSync(0, 'utf8'));
(async () => {
  for (const line of lines) await nja.normalize(line).catch(() => null);
  const start = process.hrtime.bigint();
  for (const line of lines) await nja.normalize(line).catch(() => null);
  console.log(Number(process.hrtime.bigint() - start) / 1e9, process.memoryUsage().rss);
})();
"""


def main() -> None:
    run = PlacesOfRun.from_environment()
    ensure(run.gazetteer)
    print(f"first answer after start: {_first_answer(run.gazetteer) * 1000:.0f} ms (new process, imports included)")
    gazetteer = Gazetteer.open(run.gazetteer)
    chance = random.Random(SEED)
    if len(sys.argv) > 1:
        plain = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    else:
        plain = list(_made(gazetteer, chance))
    mutated = [_mutated(line, plain, chance) for line in plain]
    geocoder = Geocoder(gazetteer)
    for name, lines in (("plain", plain), ("mutated", mutated)):
        _measure(f"{name}, as they come", lines, geocoder.geocode)
        _measure(f"{name}, warm", _warm(lines, geocoder), geocoder.geocode)
    for municipality in gazetteer.municipalities:
        gazetteer.towns(municipality)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory after every municipality has been touched: {peak:.0f} MB (the lists of inputs included)")
    _beside_node(plain)


def _first_answer(table: Path) -> float:
    program = (
        "import sys; from pathlib import Path; from geodata.gazetteer import Gazetteer;"
        "from geodata.geocoding import Geocoder;"
        "Geocoder(Gazetteer.open(Path(sys.argv[1]))).geocode('神奈川県逗子市沼間5-1-1')"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, str(table)], check=True)
    return time.perf_counter() - start


def _made(gazetteer: Gazetteer, chance: random.Random) -> Iterator[str]:
    """Addresses of real towns with numbers, so that each municipality's share is even."""
    for _ in range(COUNT):
        municipality = chance.choice(gazetteer.municipalities)
        towns = gazetteer.towns(municipality).all()
        if towns:
            town = chance.choice(towns)
            number = chance.choice(("{}番地", "{}-{}", "{}番{}号", "{}番地の{} メゾン本町{}0{}"))
            written = number.format(*(chance.randint(1, 40) for _ in range(4)))
            yield municipality.prefecture + municipality.city + town.town + town.koaza + written


def _mutated(line: str, others: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(line) or 1)
    kind = chance.randrange(5)
    if kind == 0:
        return line[:at] + line[at + 1 :]
    if kind == 1:
        return line[:at] + line[at : at + 1] * chance.choice((2, 30)) + line[at + 1 :]
    if kind == 2:
        return line[at:] + line[:at]
    if kind == 3:
        return f"{line}、{chance.choice(others)}"
    return line[:at] + chance.choice("市区町村0123456789-ー丁目番の　(〒") + line[at + 1 :]


def _warm(lines: list[str], geocoder: Geocoder) -> list[str]:
    """Lines of so few municipalities that all their towns stay in memory, read once."""
    kept = [line for line in lines if line.startswith(("神奈川県", "山形県", "沖縄県"))] * 3 or lines[:500]
    for line in kept:
        geocoder.geocode(line)
    return kept


def _measure(name: str, lines: list[str], read: Callable[[str], object]) -> None:
    times = []
    slowest = ("", 0.0)
    for line in lines:
        start = time.perf_counter()
        read(line)
        taken = time.perf_counter() - start
        times.append(taken)
        if taken > slowest[1]:
            slowest = (line, taken)
    times.sort()
    at = [times[min(len(times) - 1, int(len(times) * share))] * 1000 for share in (0.5, 0.99, 0.999)]
    print(
        f"{name:24} {len(times):7,} lines {len(times) / sum(times):9,.0f} a second"
        f"  p50 {at[0]:.3f}  p99 {at[1]:.3f}  p99.9 {at[2]:.3f}  max {times[-1] * 1000:.2f} ms  {slowest[0][:40]}"
    )


def _beside_node(plain: list[str]) -> None:
    node = shutil.which("node")
    if node is None:
        print("npm: no node here, so no comparison")
        return
    done = subprocess.run([node, "-e", _NODE], input=json.dumps(plain), capture_output=True, text=True, check=False)
    if done.returncode:
        print("npm: @geolonia/normalize-japanese-addresses is not installed here (NODE_PATH), so no comparison")
        return
    seconds, memory = map(float, done.stdout.split())
    print(
        f"npm reader, warm         {len(plain):7,} lines {len(plain) / seconds:9,.0f} a second  {memory / 2**20:.0f} MB"
    )


if __name__ == "__main__":
    main()
