"""The matcher against the plain checker: `python -m bench.check_matching [COUNT [FIRST_SEED]]`, a town for each person.

100,000 take about 25 minutes on two cores; progress goes to standard error. Exit 1 when they differ anywhere.
"""

import sys
from collections import Counter
from multiprocessing import Pool

from tests.matching.agreement import differences

_AT_ONCE = 250
LISTINGS = 25


def check(seeds: range) -> list[tuple[int, str]]:
    return [(seed, said) for seed in seeds for said in differences(seed, LISTINGS)]


def main(count: int = 10_000, first: int = 0) -> int:
    wrong: Counter[str] = Counter()
    done = 0
    chunks = [range(at, min(at + _AT_ONCE, first + count)) for at in range(first, first + count, _AT_ONCE)]
    with Pool() as pool:
        for seeds, found in zip(chunks, pool.imap(check, chunks), strict=True):
            for seed, said in found:
                rule = said.split(" ")[0]
                if not wrong[rule]:
                    print(f"seed {seed}: {said}", flush=True)
                wrong[rule] += 1
            done += len(seeds)
            if done % 5000 == 0:
                print(f"{done:,} of {count:,}", file=sys.stderr, flush=True)
    print(f"{done:,} people, {done * LISTINGS:,} listings judged: {wrong.total()} differences {dict(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
