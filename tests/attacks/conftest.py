"""One site to attack: the sample municipality with accounts of every role, opened once for all attacks of a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.planted import HALL, LISTING
from tests.site import PASSWORD, Site

__all__ = ["PASSWORD", "Site"]


@pytest.fixture(scope="session")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site.open(demo_folder, tmp_path_factory.mktemp("attacked") / "instance", HALL, LISTING)
    yield site
    site.engine.dispose()
