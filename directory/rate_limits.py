"""How often one caller may do one thing, counted in one SQLite file so that the limit holds across workers."""

import hashlib
import hmac
import sqlite3
import time
from contextlib import closing
from pathlib import Path

KEPT_SECONDS = 3600


class RateLimiter:
    """Fixed-window counts. Callers are kept as a keyed digest for at most two hours: no address lies in the file."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret
        with closing(self._connect()) as db, db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute(
                "CREATE TABLE IF NOT EXISTS hit"
                " (caller TEXT, ends_at INTEGER, count INTEGER, PRIMARY KEY (caller, ends_at)) WITHOUT ROWID"
            )

    def allows(self, deed: str, caller: str, *, times: int, seconds: int, now: float | None = None) -> bool:
        """Count one `deed` of `caller`; False when it is more than `times` within the current window of `seconds`."""
        moment = int(time.time() if now is None else now)
        ends_at = moment - moment % seconds + seconds
        key = hmac.new(self._secret, f"{deed}\0{caller}".encode(), hashlib.sha256).hexdigest()
        with closing(self._connect()) as db, db:
            db.execute("DELETE FROM hit WHERE ends_at < ?", (moment - KEPT_SECONDS,))
            (count,) = db.execute(
                "INSERT INTO hit VALUES (?, ?, 1)"
                " ON CONFLICT (caller, ends_at) DO UPDATE SET count = count + 1 RETURNING count",
                (key, ends_at),
            ).fetchone()
        return int(count) <= times

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10)
