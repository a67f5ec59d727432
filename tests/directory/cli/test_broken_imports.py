"""An import that is killed leaves the catalogue as it was, and the next start says so."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.database import open_database, reading
from directory.safekeeping.attempts import Attempts
from directory.settings import Settings
from directory.store import listings
from tests.conftest import Ran

Run = Callable[..., Ran]
# Where the process kills itself, as a power cut would: while it reads, with half of it written, before it is committed.
MOMENTS = {"reading": "directory.intake.read_file", "writing": "directory.store.save_listings", "ending": "COMMIT"}
KILLED = """
import importlib, os, signal, sys
from sqlmodel import Session
import app
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
moment = sys.argv[1]
if moment == "COMMIT":
    Session.commit = die
else:
    module, name = moment.rsplit(".", 1)
    setattr(importlib.import_module(module), name, die)
sys.argv = ["tsunagi", "import", sys.argv[2]]
app.main()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "一覧.csv"
    path.write_text("名称,会場\n" + "".join(f"ひろば{n},第{n}会館\n" for n in range(50)), "utf-8")
    return path


def names(demo: Path) -> list[str]:
    with reading(open_database(Settings.from_environment().database_url or "")) as session:
        return sorted(listing.name for listing in listings(session))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_is_told_at_the_next_start_until_somebody_has_seen_it(
    demo: Path, run: Run, file: Path, moment: str
) -> None:
    before = names(demo)
    killed = subprocess.run([sys.executable, "-c", KILLED, MOMENTS[moment], str(file)], env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert names(demo) == before
    again = run("import", str(file))
    assert "「一覧.csv」の取り込み" in again.err
    assert "取り込む前のまま" in again.err
    assert len(names(demo)) == len(before) + 50
    assert run("import", str(file)).err == ""


def test_an_import_under_way_is_not_one_that_was_broken_off(demo: Path) -> None:
    attempts = Attempts(demo / "imports")
    with reading(open_database(Settings.from_environment().database_url or "")) as session:
        with attempts.under_way("一覧.csv", "hanako"):
            assert attempts.broken_off(session) == []
        assert attempts.broken_off(session) == []


def test_an_import_that_could_not_be_read_is_told_at_once_and_not_again(demo: Path, run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    assert run("import", str(empty)).exit != 0
    assert not list((demo / "imports").glob("*"))
