"""Many listings changed as one: looked at first, written whole or not at all, undone in one step."""

from datetime import date

import pytest

from directory import store
from directory.history import history_of
from directory.listing import DatedStatus, Listing
from directory.store import reading, writing
from tests.directory.views.staff_door import TODAY
from tests.directory.views.test_staff import Office, office
from tests.factories import a_listing
from tests.pages import Page, page_of

__all__ = ["office"]
NEXT = {"first": "2026-12-28", "last": "2027-01-04"}


@pytest.fixture
def two(office: Office) -> tuple[Office, Listing, Listing]:
    one = a_listing(name="花の会", status="active", district="北", note_office="まえのメモ")
    other = a_listing(name="鳥の会", status="ended", district="南")
    with writing(office.engine) as session:
        store.save_listings(session, [one, other], actor="見本", action="create")
    return office.signed_in("staff"), one, other


def looked_at(office: Office, *listings: Listing, **said: str) -> Page:
    return page_of(office.client.post("/staff/bulk", data={"id": [one.id for one in listings], **said}))


def applied(office: Office, page: Page) -> str:
    sent: dict[str, list[str]] = {"go": ["apply"]}
    for field in page.all("input", type="hidden"):
        sent.setdefault(field.get("name") or "", []).append(field.get("value") or "")
    answer = office.client.post("/staff/bulk", data=sent)
    assert answer.status_code == 303
    return next(link for link in page_of(office.client.get("/staff")).links() if link.endswith("/undo"))


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"deed": "status", "to": "paused", "reason": "工事"}, "status", "paused"),
        ({"deed": "confirm", "how": "telephone"}, "assured_date", TODAY),
        ({"deed": "note", "field": "note_office", "text": "春の調査"}, "note_office", "まえのメモ\n春の調査"),
        (
            {"deed": "rest", **NEXT},
            "coming_statuses",
            (
                DatedStatus(status="paused", since=date(2026, 12, 28)),
                DatedStatus(status="active", since=date(2027, 1, 5)),
            ),
        ),
    ],
    ids=lambda value: value.get("deed") if isinstance(value, dict) else "",
)
def test_a_change_is_looked_at_written_for_all_and_undone_as_one(
    two: tuple[Office, Listing, Listing], said: dict[str, str], field: str, value: object
) -> None:
    office, one, other = two
    page = looked_at(office, one, other, **said)
    assert "花の会" in page.text("main")
    assert (office.now(one.id), office.now(other.id)) == (one, other), "a preview writes nothing"
    undo = applied(office, page)
    assert getattr(office.now(one.id), field) == value
    if said["deed"] == "rest":
        assert office.now(other.id) == other, "what has ended does not rest"
    with reading(office.engine) as session:
        assert history_of(session, one.id)[0].actor == "staff"
    assert office.client.post(undo).status_code == 303
    assert (office.now(one.id), office.now(other.id)) == (one, other)


def test_a_need_is_added_and_a_type_takes_the_place_of_others(two: tuple[Office, Listing, Listing]) -> None:
    office, one, _ = two
    page = page_of(office.client.get("/staff/bulk"))
    choices = {s.get("name"): [o.get("value") for o in s.iter("option")] for s in page.all("select")}
    need, kind = choices["need"][0] or "", choices["term"][-1] or ""
    applied(office, looked_at(office, one, deed="need", need=need))
    applied(office, looked_at(office, one, deed="type", term=kind))
    words = {(word.scheme, word.term) for word in office.now(one.id).words}
    assert ("need", need) in words
    assert [term for scheme, term in words if scheme == "type"] == [kind]


def test_where_one_was_saved_meanwhile_nothing_is_written(two: tuple[Office, Listing, Listing]) -> None:
    office, one, other = two
    page = looked_at(office, one, other, deed="confirm")
    with writing(office.engine) as session:
        store.save_listing(session, other.model_copy(update={"capacity": 9}), actor="となり", action="edit")
    sent = {f.get("name") or "": f.get("value") or "" for f in page.all("input", type="hidden")}
    sent_ids = [f.get("value") or "" for f in page.all("input", name="seen")]
    answer = office.client.post("/staff/bulk", data={**sent, "seen": sent_ids, "go": "apply"})
    assert "鳥の会" in page_of(answer, 409).text("div", role="alert")
    assert office.now(one.id) == one


def test_what_has_faded_is_a_queue_of_its_own(two: tuple[Office, Listing, Listing]) -> None:
    office, one, _ = two
    with writing(office.engine) as session:
        store.save_listing(
            session, one.model_copy(update={"assured_date": date(2023, 5, 1)}), actor="見本", action="edit"
        )
    assert "長く未確認の登録" in page_of(office.client.get("/staff")).text("main")
    page = page_of(office.client.get("/staff/bulk?due=faded"))
    assert [box.get("value") for box in page.all("input", name="id")] == [one.id]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"district": "北"}, {"花の会"}),
        ({"status": "ended"}, {"鳥の会"}),
        ({"q": "鳥"}, {"鳥の会"}),
        ({"q": "%"}, set()),
        ({"due": "yes", "district": "南"}, set()),
        ({"type": "nothing"}, set()),
    ],
    ids=str,
)
def test_listings_are_chosen_by_filter(
    two: tuple[Office, Listing, Listing], filters: dict[str, str], names: set[str]
) -> None:
    office, one, other = two
    page = page_of(office.client.get("/staff/bulk", query_string=filters))
    shown = {box.get("value") for box in page.all("input", name="id")} & {one.id, other.id}
    assert shown == {known.id for known in (one, other) if known.name in names}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"deed": "x"},
        {"deed": "status", "to": "closed"},
        {"deed": "status", "to": "ended", "since": "2999-01-01"},
        {"deed": "rest", "first": "2027-01-04", "last": "2026-12-28"},
        {"deed": "rest", "first": "あした", "last": "2027-01-04"},
        {"deed": "note", "field": "name", "text": "x"},
        {"deed": "note", "field": "note_office", "text": " "},
        {"deed": "type", "term": "nothing"},
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_the_choice_stays(
    two: tuple[Office, Listing, Listing], said: dict[str, str]
) -> None:
    office, one, other = two
    page = page_of(office.client.post("/staff/bulk", data={"id": [one.id], **said}), 422)
    assert page.text("div", role="alert")
    chosen = {box.get("value") for box in page.all("input", name="id") if box.get("checked") is not None}
    assert one.id in chosen
    assert other.id not in chosen
