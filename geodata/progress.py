"""Progress of long work: one line on standard error, only when that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def on_terminal() -> Iterator[Callable[[str, int, int], None]]:
    """Gives `report(what, done, total)`; wipes the line at the end."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return

    def report(what: str, done: int, total: int) -> None:
        sys.stderr.write(f"\r\x1b[K{what}を読んでいます… {done:,} / {total:,}")
        sys.stderr.flush()

    try:
        yield report
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
