"""The key that signs sessions: made once, readable by its owner only, the same for every worker."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_of(path: Path) -> bytes:
    """The key in `path`; makes it where there is none. Two processes that make it at once end with the same one."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
        # Where another worker was first, its key counts.
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_bytes()
