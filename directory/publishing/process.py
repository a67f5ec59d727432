"""What a process at the public door gives up: after `renounce_private`, not even a bug can open the private side."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import make_url

from directory.settings import Settings

_OPENING = frozenset({"open", "sqlite3.connect", "os.link", "os.symlink", "os.rename", "shutil.copyfile"})
_DRIVERS = ("psycopg", "psycopg2", "psycopg_c", "psycopg_binary", "asyncpg")


def renounce_private(settings: Settings, database_url: str | None) -> None:
    """Bar this process from the private database, its journals and backups, and the staff side's secret. For good:
    Python's audit hooks cannot be taken away again. `database_url`: where the private catalogue is.

    On PostgreSQL the driver cannot be loaded. The process must not have opened any of these before.
    """
    private = {settings.instance / "secret_key", settings.instance / "catalogue.sqlite"}
    if database_url:
        address = make_url(database_url)
        if address.get_backend_name() == "sqlite" and address.database:
            private.add(Path(address.database))
    sys.addaudithook(_refusing(frozenset(os.path.realpath(path) for path in private)))


def _refusing(private: frozenset[str]) -> Callable[[str, tuple[object, ...]], None]:
    """A hook that raises PermissionError at any of `private`, and at what stands beside it under the same name
    (-wal, -shm, .zip).
    """

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "import" and str(arguments[0]).split(".")[0] in _DRIVERS:
            raise PermissionError("the public process loads no driver of the private database")
        if event in _OPENING:
            for argument in arguments[:2]:
                path = _path(argument)
                if path and any(path.startswith(one) for one in private):
                    raise PermissionError(f"the public process opens nothing private: {event}")

    return refuse


def _path(argument: object) -> str | None:
    if not isinstance(argument, str | bytes | os.PathLike):
        return None
    text = os.fsdecode(argument)
    if text.startswith("file:"):
        text = unquote(urlsplit(text).path)
    return os.path.realpath(text)
