"""The matcher against the plain checker: `python -m bench.check_matching [FIRST_SEED [COUNT]]`, a town for each."""

import sys
from collections import Counter

from tests.matching.agreement import differences


def main(first: int = 0, count: int = 10_000) -> int:
    wrong: Counter[str] = Counter()
    for seed in range(first, first + count):
        for said in differences(seed):
            if not wrong[said.split(" ")[0]]:
                print(f"seed {seed}: {said}", flush=True)
            wrong[said.split(" ")[0]] += 1
    print(f"{count:,} people, {count * 25:,} listings judged: {sum(wrong.values())} differences {dict(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
