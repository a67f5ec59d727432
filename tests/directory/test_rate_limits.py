from pathlib import Path

from directory.rate_limits import RateLimiter


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


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    first, second = (RateLimiter(tmp_path / "limits.sqlite", b"secret") for _ in range(2))
    assert first.allows("sign-in", "a", times=1, seconds=60, now=1000.0)
    assert not second.allows("sign-in", "a", times=1, seconds=60, now=1000.0)


def test_no_address_lies_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "limits.sqlite"
    RateLimiter(path, b"secret").allows("sign-in", "192.0.2.77", times=1, seconds=60)
    assert b"192.0.2.77" not in b"".join(p.read_bytes() for p in tmp_path.iterdir())
