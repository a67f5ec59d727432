"""The old address of a merged listing leads to the kept one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from flask.testing import FlaskClient

from directory.views import listings
from tests.directory.views.standing import Standing, parts
from tests.factories import a_public_listing


@dataclass(frozen=True)
class Merged(Standing):
    def moved(self, id: str) -> str | None:
        return self.kept[0].id if id == "old" else None


def test_an_old_address_leads_on_for_now(tmp_path: Path, client_of: Callable[..., FlaskClient]) -> None:
    one = a_public_listing()
    client = client_of(listings.blueprint(replace(parts(tmp_path, one), catalogue=Merged((one,)))))
    answer = client.get("/resources/old")
    assert (answer.status_code, answer.location) == (302, f"/resources/{one.id}")
