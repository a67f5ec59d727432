"""Hours of bent addresses: no exception, no lost character, no slow line. Prints what breaks that, and totals.

    .venv/bin/python -m bench.fuzz_addresses [--minutes 60] [--seed N] [SUITE …]

SUITE: files with addresses, JSON lines (`input` or `address_text`) or one a line; real towns of the run's gazetteer
(TSUNAGI_INSTANCE) come along. Each is mutated one to four times, or Hypothesis makes a text of letters that addresses
are made of. Times are of the processor: of each reading as it came, and of the line itself, for which a line of over
a millisecond is read twice more (best of three), to tell slow lines from the garbage collector and cold tables.
Exit 1 when anything was found.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bench.address_lines import made, mutated, slow
from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoding import Geocoder
from geodata.places_of_run import PlacesOfRun
from tests.geodata.accounting import unaccounted

SLOWEST_S = 0.020
_LONG_S = 0.001
_SHOWN = 40
_TEXTS = st.text(
    alphabet=st.sampled_from(
        "東京都京都市横浜市中区本町一二三十丁目番地号の大字甲ヶー－-～ 　、・（）〒0123456789通上る入条線"
    )
)
_TEXTS |= st.text(max_size=120)


class Watch:
    """Reads lines and keeps count of what must not happen."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._geocoders = [Geocoder(gazetteer), Geocoder(gazetteer, "14208"), Geocoder(gazetteer, "26100")]
        self.found: Counter[str] = Counter()
        self.times: list[float] = []
        self.own: list[float] = []

    def read(self, line: str, which: int = 0) -> None:
        geocoder = self._geocoders[which % len(self._geocoders)]
        start = time.thread_time()
        try:
            answer = geocoder.geocode(line)
        except Exception as error:
            self._note("exception", line, repr(error))
            return
        taken = time.thread_time() - start
        own = min(taken, *(self._again(geocoder, line) for _ in range(2))) if taken > _LONG_S else taken
        self.times.append(taken)
        self.own.append(own)
        if own > SLOWEST_S:
            self._note("slow", line, f"{own * 1000:.1f} ms")
        if lost := unaccounted(answer):
            self._note("lost", line, lost)

    def _again(self, geocoder: Geocoder, line: str) -> float:
        start = time.thread_time()
        geocoder.geocode(line)
        return time.thread_time() - start

    def _note(self, kind: str, line: str, what: str) -> None:
        self.found[kind] += 1
        if self.found[kind] <= _SHOWN:
            print(f"{kind}: {line[:200]!r} ({what[:80]})", flush=True)

    def report(self) -> None:
        print(f"{len(self.times):,} lines; {dict(self.found) or 'nothing found'}")
        for name, measured in (("as it came", self.times), ("the line itself", self.own)):
            times = sorted(measured)
            at = [times[min(len(times) - 1, int(len(times) * share))] * 1000 for share in (0.5, 0.99, 0.999, 0.9999, 1)]
            print(
                f"ms, {name}: " + "p50 {:.3f}  p99 {:.3f}  p99.9 {:.3f}  p99.99 {:.3f}  max {:.2f}".format(*at),
                flush=True,
            )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("suites", nargs="*", type=Path)
    options = asked.parse_args()
    chance = random.Random(options.seed)
    gazetteer = ensure(PlacesOfRun.from_environment().gazetteer)
    lines = [line for suite in options.suites for line in _lines_of(suite)]
    lines += made(gazetteer, chance, 20_000)
    watch = Watch(gazetteer)
    print(f"seed {options.seed}, {len(lines):,} lines to start from", flush=True)
    until = time.monotonic() + options.minutes * 60
    for line in (*slow(), *lines):
        watch.read(line)
    while time.monotonic() < until:
        for _ in range(20_000):
            line = chance.choice(lines)
            for _ in range(chance.choice((1, 1, 2, 4))):
                line = mutated(line, lines, chance)
            watch.read(line, chance.randrange(4))
        _hypothesis(watch, chance.randrange(10**9))
        watch.report()
    return 1 if watch.found else 0


def _hypothesis(watch: Watch, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=3_000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_TEXTS, st.integers(0, 3))
    def read(text: str, which: int) -> None:
        watch.read(text, which)

    read()


def _lines_of(suite: Path) -> Iterator[str]:
    for line in suite.read_text(encoding="utf-8").splitlines():
        if suite.suffix == ".jsonl":
            case = json.loads(line)
            line = case.get("input") or case.get("address_text") or ""
        if line:
            yield line


if __name__ == "__main__":
    sys.exit(main())
