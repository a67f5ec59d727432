"""What every test may ask for: a fresh catalogue on either database, an instance folder, the `tsunagi` command."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, create_engine, make_url
from sqlmodel import Session

from directory.database import open_database
from directory.migrations import migrate
from directory.models import Catalogue
from directory.views import assets, security, site
from tests import postgres

# A loaded machine is no failure; what only some random texts show is looked for by hand, not where changes land.
settings.register_profile("tests", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("tests")
ROOT = Path(__file__).parents[1]
AROUND = site.Site(title="見本市 つなぎ帖", telephone="046-000-0000", telephone_of="見本市社会福祉協議会")
TSUNAGI = Path(sys.executable).parent / "tsunagi"


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    exit: int
    out: str
    err: str


def set_up(url: str) -> Engine:
    """A catalogue, set up and empty. Of SQLite it is a copy of one that each process migrates once."""
    if path := make_url(url).database if url.startswith("sqlite") else None:
        shutil.copy(_empty_catalogue(), path)
        return open_database(url)
    return _migrated(url)


@cache
def _empty_catalogue() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tsunagi-empty-"))
    atexit.register(shutil.rmtree, folder)
    _migrated(f"sqlite:///{folder / 'catalogue.sqlite'}").dispose()
    return folder / "catalogue.sqlite"


def _migrated(url: str) -> Engine:
    engine = open_database(url)
    migrate(engine)
    with Session(engine) as session:
        session.add(Catalogue(profile="trial", municipality_code="14208", is_sample=True))
        session.commit()
    return engine


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    if not postgres.installed():
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL 15 is not installed (Debian: apt install postgresql)")
        pytest.skip("PostgreSQL 15 is not installed (Debian: apt install postgresql)")
    with postgres.server() as socket:
        url = f"postgresql+psycopg://postgres@/template1?host={socket}"
        set_up(url).dispose()
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A catalogue of its own, set up and empty; each test runs on both databases."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
        set_up(url).dispose()
        return url
    socket = request.getfixturevalue("postgres_socket")
    # template1 is set up already: a new database is a copy of it.
    name = f"t{uuid4().hex}"
    server = create_engine(f"postgresql+psycopg://postgres@/postgres?host={socket}", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder that a run keeps, empty."""
    folder = tmp_path / "instance"
    folder.mkdir()
    monkeypatch.setenv("TSUNAGI_INSTANCE", str(folder))
    for name in ("TSUNAGI_DATABASE_URL", "TSUNAGI_PROFILE", "TSUNAGI_DOOR", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance as `tsunagi demo --no-serve` leaves it. To be copied, not changed: see `demo`."""
    folder = tmp_path_factory.mktemp("demo") / "instance"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TSUNAGI_")}
    environment["TSUNAGI_INSTANCE"] = str(folder)
    subprocess.run([str(TSUNAGI), "demo", "--no-serve"], check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture
def demo(instance: Path, demo_folder: Path) -> Path:
    """The sample municipality, prepared: an instance folder of the test's own, with `TSUNAGI_INSTANCE` set to it."""
    shutil.copytree(demo_folder, instance, dirs_exist_ok=True)
    return instance


@pytest.fixture
def run(instance: Path) -> Callable[..., Ran]:
    """Runs `tsunagi` as a process of its own on `instance`."""

    def run_command(*words: str, stdin: str = "", timeout: float = 120, **environment: str) -> Ran:
        done = subprocess.run(
            [str(TSUNAGI), *words],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            env=os.environ | environment,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run_command


@pytest.fixture
def client_of() -> Callable[..., FlaskClient]:
    """A small application with the real templates and headers around blueprints."""

    def make(*blueprints: Blueprint, around: site.Site = AROUND) -> FlaskClient:
        app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=None)
        app.config.update(TESTING=True, SECRET_KEY="test")
        app.jinja_env.globals["csrf_token"] = lambda: "token"
        security.secure(app, tiles=False)
        site.install(app, around)
        for blueprint in (assets.blueprint(), *blueprints):
            app.register_blueprint(blueprint)
        return app.test_client()

    return make
