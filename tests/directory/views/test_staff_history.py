"""The history: any two states side by side; a venue's as a listing's."""

from directory import store
from directory.history import history_of
from directory.store import reading, venue_of, writing
from tests.directory.views.test_staff import Office, office
from tests.pages import page_of

__all__ = ["office"]


def test_two_states_are_compared_whatever_lies_between_in_whatever_order(office: Office) -> None:
    with writing(office.engine) as session:
        for capacity, name in ((11, "なか"), (22, "あと")):
            changed = office.now().model_copy(update={"capacity": capacity, "name": name})
            store.save_listing(session, changed, actor="見本", action="edit")
    with reading(office.engine) as session:
        last, _, first = (step.id for step in history_of(session, office.listing.id))
    path = f"/staff/resources/{office.listing.id}/history"
    page = page_of(office.signed_in("staff").client.get(f"{path}?a={last}&b={first}"))
    table = page.text("table")
    assert table.index(office.listing.name) < table.index("あと")
    assert "なか" not in table
    for asked in (f"?a={last}", f"?a={last}&b=999999", "?a=x&b=y"):
        assert not page_of(office.client.get(path + asked)).all("table")


def test_a_venues_history_is_shown_and_a_change_of_it_taken_back(office: Office) -> None:
    with writing(office.engine) as session:
        for said in ({"note": "靴をぬぐ"}, {"note": "靴をぬぐ", "setting": "indoor"}):
            store.save_venue(session, office.hall.model_copy(update=said), actor="見本", action="edit")
    path = f"/staff/venues/{office.hall.id}"
    assert f"{path}/history" in page_of(office.signed_in("staff").client.get(path)).links()
    page = page_of(office.client.get(f"{path}/history"))
    assert "靴をぬぐ" in page.text("dd")
    undo = next(f.get("action") or "" for f in page.all("form") if (f.get("action") or "").endswith("/undo"))
    other = undo.replace(office.hall.id, office.listing.id).replace("/venues/", "/resources/")
    assert office.client.post(other).status_code == 404
    assert office.client.post(undo).status_code == 303
    with reading(office.engine) as session:
        assert venue_of(session, office.hall.id) == office.hall.model_copy(update={"setting": "indoor"})
