"""How often one caller may do one thing, counted in one SQLite file so that the limit holds across workers.

What is counted is written at every try, so it must not wait for the disk: one open connection a process, and the
journal is not synced at each commit (in WAL mode the file stays whole; after a power cut the last counts are missing).
"""

import hashlib
import hmac
import sqlite3
import time
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from threading import Lock

WINDOW_S = 600
PATIENCE_S = 2
_OWN_BITS_OF_IPV6 = 64


class RateLimiter:
    """Counts in windows of `seconds` that are the same for everybody. Callers are kept as a keyed digest, and no longer
    than two windows: no address lies in the file.
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._secret = secret
        self._lock = Lock()
        self._swept = 0
        self._db = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS hit"
            " (caller TEXT, ends_at INTEGER, count INTEGER, PRIMARY KEY (caller, ends_at)) WITHOUT ROWID"
        )

    def allows(self, deed: str, caller: str, *, times: int, seconds: int = WINDOW_S, now: float | None = None) -> bool:
        """Count one `deed` of `caller`; False when it is more than `times` within the current window of `seconds`.

        Raises sqlite3.OperationalError where the file cannot be written.
        """
        moment = int(time.time() if now is None else now)
        ends_at = moment + seconds_left(seconds, moment)
        key = hmac.new(self._secret, f"{deed}\0{caller}".encode(), hashlib.sha256).hexdigest()
        with self._lock:
            if self._swept < ends_at:
                self._db.execute("DELETE FROM hit WHERE ends_at < ?", (moment - seconds,))
                self._swept = ends_at
            (count,) = self._db.execute(
                "INSERT INTO hit VALUES (?, ?, 1)"
                " ON CONFLICT (caller, ends_at) DO UPDATE SET count = count + 1 RETURNING count",
                (key, ends_at),
            ).fetchone()
        return int(count) <= times


def seconds_left(seconds: int = WINDOW_S, now: float | None = None) -> int:
    """Until the current window ends, at least 1: then everybody may try again."""
    moment = int(time.time() if now is None else now)
    return seconds - moment % seconds


def caller_of(address: str | None) -> str:
    """Whose tries are counted together: an IPv4 address, or the /64 of an IPv6 address, which is one household's."""
    try:
        ip = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or (int(ip) >> _OWN_BITS_OF_IPV6))
    return str(ip)
