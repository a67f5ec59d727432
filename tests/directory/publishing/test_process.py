"""A process at the public door cannot open the private catalogue, whatever a bug may try."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from directory.database import open_database
from directory.migrations import migrate
from directory.settings import Settings

PREPARE = """
import os, sqlite3, sys
from pathlib import Path
from directory.publishing.process import renounce_private
from directory.settings import Settings
settings = Settings.from_environment()
assert settings.database_url is None
renounce_private(settings, os.environ.get("TSUNAGI_DATABASE_URL"))
folder = settings.instance
"""

ATTEMPTS = {
    "open": "open(folder / 'catalogue.sqlite', 'rb')",
    "os.open": "os.open(folder / 'catalogue.sqlite', os.O_RDONLY)",
    "read_bytes": "(folder / 'catalogue.sqlite').read_bytes()",
    "journal": "open(folder / 'catalogue.sqlite-wal', 'rb')",
    "relative path": "os.chdir(folder); open('catalogue.sqlite', 'rb')",
    "by way of": "open(folder / '..' / folder.name / 'catalogue.sqlite', 'rb')",
    "bytes": "open(os.fsencode(folder / 'catalogue.sqlite'), 'rb')",
    "sqlite3": "sqlite3.connect(folder / 'catalogue.sqlite')",
    "sqlite3 by URI": "sqlite3.connect(f'file:{folder}/catalogue.sqlite?mode=ro', uri=True)",
    "sqlite3 by quoted URI": "sqlite3.connect(f'file:{folder}/catalogue%2Esqlite?mode=ro', uri=True)",
    "an engine": "from sqlalchemy import create_engine; create_engine(f'sqlite:///{folder}/catalogue.sqlite').connect()",
    "symlink": "os.symlink(folder / 'catalogue.sqlite', folder / 'x')",
    "an old symlink": "open(folder / 'link', 'rb')",
    "hard link": "os.link(folder / 'catalogue.sqlite', folder / 'x')",
    "rename": "os.rename(folder / 'catalogue.sqlite', folder / 'x')",
    "the staff secret": "open(folder / 'secret_key')",
    "the driver of PostgreSQL": "import psycopg",
}


@pytest.fixture
def private(instance: Path) -> Path:
    migrate(open_database(f"sqlite:///{instance / 'catalogue.sqlite'}"))
    for name in ("secret_key", "public_secret_key", "public.sqlite", "catalogue.sqlite-wal"):
        (instance / name).write_bytes(b"")
    (instance / "link").symlink_to(instance / "catalogue.sqlite")
    return instance


def attempt(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PREPARE + code],
        env={**os.environ, "TSUNAGI_DOOR": "public"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("code", ATTEMPTS.values(), ids=ATTEMPTS)
def test_no_way_leads_to_the_private_side(private: Path, code: str) -> None:
    done = attempt(code)
    assert done.returncode == 1
    assert "PermissionError: the public process" in done.stderr


def test_the_same_ways_are_open_to_a_process_that_did_not_renounce(private: Path) -> None:
    """So that the test above cannot pass for another reason."""
    code = PREPARE.replace("renounce_private(settings", "(lambda *_: None)(settings")
    for name, way in ATTEMPTS.items():
        done = subprocess.run(
            [sys.executable, "-c", code + way],
            env={**os.environ, "TSUNAGI_DOOR": "public"},
            capture_output=True,
            text=True,
            check=False,
        )
        for left in ("x",):
            (private / left).unlink(missing_ok=True)
        if name == "rename":
            migrate(open_database(f"sqlite:///{private / 'catalogue.sqlite'}"))
        assert done.returncode == 0, (name, done.stderr)


def test_a_private_database_elsewhere_is_barred_too(private: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite"
    elsewhere.write_bytes(b"")
    done = attempt(f"open({str(elsewhere)!r})", TSUNAGI_DATABASE_URL=f"sqlite:///{elsewhere}")
    assert "PermissionError" in done.stderr


def test_the_public_files_stay_open(private: Path) -> None:
    done = attempt("open(folder / 'public.sqlite').close(); open(settings.secret_key_file).close(); print('read')")
    assert done.stdout == "read\n", done.stderr


def test_a_public_door_has_no_private_address(instance: Path) -> None:
    settings = Settings.from_environment({"TSUNAGI_DOOR": "public", "TSUNAGI_DATABASE_URL": "sqlite:///x.sqlite"})
    assert settings.database_url is None
    assert settings.secret_key_file.name == "public_secret_key"
