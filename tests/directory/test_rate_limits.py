import subprocess
import sys
from pathlib import Path

import pytest

from directory.rate_limits import RateLimiter, caller_of, seconds_left

TRY = """
import sys
from pathlib import Path
from directory.rate_limits import RateLimiter
limiter = RateLimiter(Path(sys.argv[1]), b"secret")
print(sum(limiter.allows("search", "a", times=300, seconds=60, now=1000.0) for _ in range(250)))
"""


def test_the_limit_is_reached_and_ends_with_its_window(tmp_path: Path) -> None:
    limiter = RateLimiter(tmp_path / "limits.sqlite", b"secret")
    answers = [limiter.allows("sign-in", "192.0.2.1", times=2, seconds=60, now=1000.0) for _ in range(3)]
    assert answers == [True, True, False]
    assert limiter.allows("sign-in", "192.0.2.1", times=2, seconds=60, now=1070.0)


def test_callers_and_deeds_are_counted_apart(tmp_path: Path) -> None:
    limiter = RateLimiter(tmp_path / "limits.sqlite", b"secret")
    assert limiter.allows("sign-in", "a", times=1, seconds=60, now=1000.0)
    assert limiter.allows("sign-in", "b", times=1, seconds=60, now=1000.0)
    assert limiter.allows("search", "a", times=1, seconds=60, now=1000.0)
    assert not limiter.allows("sign-in", "a", times=1, seconds=60, now=1000.0)


def test_two_processes_at_once_share_one_count(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TRY, str(tmp_path / "limits.sqlite")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    allowed = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sum(allowed) == 300
    assert min(allowed) > 0


def test_no_address_lies_in_the_file_and_counts_do_not_stay(tmp_path: Path) -> None:
    path = tmp_path / "limits.sqlite"
    limiter = RateLimiter(path, b"secret")
    for window in range(5):
        limiter.allows("sign-in", "192.0.2.77", times=1, seconds=60, now=1000.0 + 60 * window)
    assert b"192.0.2.77" not in b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert len(limiter._db.execute("SELECT * FROM hit").fetchall()) <= 3


def test_the_wait_is_what_is_left_of_the_window() -> None:
    assert [seconds_left(600, now) for now in (1200.0, 1201.9, 1799.5)] == [600, 599, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        (None, "", True),
        ("unknown", "_hidden", False),
    ],
)
def test_whose_tries_are_counted_together(one: str | None, other: str, same: bool) -> None:
    assert (caller_of(one) == caller_of(other)) is same
