from pathlib import Path

import pytest

from geodata import archives
from geodata.gazetteer import Gazetteer, ensure
from tests.geodata.places_fixture import small_gazetteer

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return small_gazetteer(tmp_path_factory.mktemp("small") / "gazetteer.sqlite")


@pytest.fixture(scope="session")
def national_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole country's table, built once a session out of the pinned archives (about three seconds)."""
    if not archives.folder().is_dir():
        pytest.skip("the pinned archives have not been fetched")
    path = tmp_path_factory.mktemp("national") / "gazetteer.sqlite"
    ensure(path)
    return path


@pytest.fixture(scope="session")
def national(national_path: Path) -> Gazetteer:
    return Gazetteer.open(national_path)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data are not here")
    return SHARED
