"""The page of 掲載同意: staff record and take back; nobody else does."""

from collections.abc import Callable

from flask.testing import FlaskClient

from directory import store
from directory.stewardship.consent import disclosures_of
from directory.store import reading, writing
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, TODAY, Around, an_account, doors
from tests.factories import a_full_listing
from tests.pages import page_of


def test_staff_record_an_agreement_and_take_an_item_back(
    tmp_path: object, client_of: Callable[..., FlaskClient]
) -> None:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    listing = a_full_listing()
    with writing(engine) as session:
        store.save_listing(session, listing, actor="見本", action="create")
    client = client_of(*doors(engine, Around()))
    for role in ("worker", "staff"):
        an_account(engine, role)  # type: ignore[arg-type]
    path = f"/staff/resources/{listing.id}/consent"
    client.post("/staff/sign-in", data={"name": "worker", "password": PASSWORD})
    assert client.post(f"{path}/withdraw", data={"item": "whole"}).status_code == 403
    client.post("/staff/sign-out")
    client.post("/staff/sign-in", data={"name": "staff", "password": PASSWORD})
    page_of(client.get(path))
    sent = {"items": ["fees", "phones"], "layer": "public", "ground": "agreed", "by": "代表者", "on": "2026-04-10"}
    page = page_of(client.post(path, data=sent, follow_redirects=True))
    assert "同意した（代表者） 2026年（令和8年）4月10日" in page.text("ul")
    assert "どの項目" in page_of(client.post(path, data={"layer": "public", "ground": "agreed"}), 422).text("main")
    page_of(client.post(f"{path}/withdraw", data={"item": "phones"}, follow_redirects=True))
    with reading(engine) as session:
        said = disclosures_of(session, [listing.id])[listing.id]
    assert said["phones"].withdrawn_on == TODAY
    assert said["fees"].audience == "public"
    client.post("/staff/sign-out")
    client.post("/staff/sign-in", data={"name": "worker", "password": PASSWORD})
    assert "000-000-0001" not in page_of(client.get(f"/staff/resources/{listing.id}")).html
