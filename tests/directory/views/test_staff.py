"""The staff door: who may pass, what can be done there, and that nothing typed or saved is lost."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from directory import store
from directory.accounts import Role, set_active, set_password, users
from directory.database import TABLES
from directory.history import history_of
from directory.identifiers import new_id
from directory.listing import Listing, Venue
from directory.stewardship import proposals
from directory.stewardship.uploads import LARGEST_BYTES
from directory.store import listing_of, reading, writing
from directory.views.signing import safe_next
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, TODAY, Around, an_account, doors, recorded
from tests.factories import a_full_listing, a_listing, a_private_home, a_venue
from tests.pages import Page, page_of


@dataclass
class Office:
    engine: Engine
    client: FlaskClient
    known: Around
    hall: Venue
    listing: Listing

    def signed_in(self, role: Role) -> "Office":
        with reading(self.engine) as session:
            known = {user.name for user in users(session)}
        if role not in known:
            an_account(self.engine, role)
        assert self.sign_in(role).status_code == 303
        return self

    def sign_in(self, name: str, password: str = PASSWORD, **further: str) -> TestResponse:
        return self.client.post("/staff/sign-in", data={"name": name, "password": password, **further})

    def now(self, listing_id: str | None = None) -> Listing:
        with reading(self.engine) as session:
            return listing_of(session, listing_id or self.listing.id)

    def form(self, path: str | None = None) -> dict[str, list[str]]:
        """Every field of the page's big form as a browser would send it."""
        page = page_of(self.client.get(path or f"/staff/resources/{self.listing.id}"))
        return fields_of(page)


def fields_of(page: Page) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    form = next(f for f in page.all("form") if any(e.get("name") == "version" for e in f.iter("input")))
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if not name or element.tag == "button" or (kind in ("radio", "checkbox") and element.get("checked") is None):
            continue
        if element.tag == "select":
            options = list(element.iter("option"))
            value = next((o.get("value") for o in options if o.get("selected") is not None), options[0].get("value"))
        else:
            value = "".join(element.itertext()) if element.tag == "textarea" else element.get("value")
        sent.setdefault(name, []).append(value or "")
    return sent


@pytest.fixture
def office(tmp_path: object, client_of: Callable[..., FlaskClient]) -> Iterator[Office]:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    known = Around()
    hall = a_venue(name="沼間会館")
    listing = a_full_listing(hall)
    with writing(engine) as session:
        store.save_venues(session, [hall], actor="見本", action="create")
        store.save_listings(session, [listing], actor="見本", action="create")
    yield Office(engine, client_of(*doors(engine, known)), known, hall, listing)
    engine.dispose()


def test_without_signing_in_every_staff_page_leads_to_the_sign_in_and_back(office: Office) -> None:
    for path in ("/staff", "/staff/resources/new", f"/staff/venues/{office.hall.id}", "/staff/resources?q=x"):
        answer = office.client.get(path)
        assert answer.status_code == 303
        assert urlsplit(answer.location).path == "/staff/sign-in"
    page = page_of(office.client.get("/staff/sign-in?next=/staff/resources/new"))
    assert page.all("input", name="next")[0].get("value") == "/staff/resources/new"
    an_account(office.engine, "staff")
    answer = office.sign_in("staff", next="/staff/resources")
    assert answer.location == "/staff/resources"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "/staff\r\nX: y",
        "",
    ],
)
def test_after_signing_in_nobody_is_led_to_another_site(target: str) -> None:
    assert safe_next(target) == "/staff"


def test_a_wrong_password_is_told_without_saying_which_was_wrong_and_leaves_a_trace(office: Office) -> None:
    an_account(office.engine, "staff")
    for name in ("staff", "nobody"):
        page = page_of(office.sign_in(name, "ちがう合言葉です"), 422)
        assert "名前か合言葉が違います" in page.text()
    assert [action for _, action in recorded(office.engine)] == ["sign_in.refused"] * 2
    assert office.client.get("/staff").status_code == 303


def test_too_many_tries_are_stopped_even_with_the_right_password(office: Office) -> None:
    an_account(office.engine, "staff")
    office.known.tries = 0
    page_of(office.sign_in("staff"), 429)
    assert office.client.get("/staff").status_code == 303


def test_sign_in_and_out_are_recorded(office: Office) -> None:
    office.signed_in("staff").client.post("/staff/sign-out")
    assert recorded(office.engine) == [("staff", "sign_in"), ("staff", "sign_out")]
    assert office.client.get("/staff").status_code == 303


@pytest.mark.parametrize("end", ["new password", "disabled"])
def test_a_session_ends_when_its_account_does_or_has_a_new_password(office: Office, end: str) -> None:
    office.signed_in("staff")
    with writing(office.engine) as session:
        (user,) = users(session)
        if end == "disabled":
            set_active(session, user.id, False, actor="test")
        else:
            set_password(session, user.id, "あたらしい合言葉その二", actor="test")
    assert office.client.get("/staff").status_code == 303


def test_a_session_ends_by_itself(office: Office) -> None:
    office.signed_in("staff")
    with office.client.session_transaction() as session:
        session["seen"] -= 2 * 3600 + 1
    assert office.client.get("/staff").status_code == 303


@pytest.mark.parametrize("role", ["reader", "worker"])
def test_readers_and_workers_look_but_do_not_edit(office: Office, role: Role) -> None:
    office.signed_in(role)
    path = f"/staff/resources/{office.listing.id}"
    text = page_of(office.client.get(path)).text()
    assert "鍵は会長" not in text
    assert "000-000-0002" not in text
    assert ("初めての方に向く" in text) == (role == "worker")
    for method, address in (
        ("post", path),
        ("get", "/staff/resources/new"),
        ("get", f"/staff/venues/{office.hall.id}"),
    ):
        assert getattr(office.client, method)(address).status_code == 403
    assert office.now() == office.listing


def test_a_reader_does_not_learn_the_name_of_a_private_home(office: Office) -> None:
    home = a_private_home()
    listing = a_listing(venues=({"location_id": home.id},))
    with writing(office.engine) as session:
        store.save_venue(session, home, actor="見本", action="create")
        store.save_listing(session, listing, actor="見本", action="create")
    page = page_of(office.signed_in("reader").client.get(f"/staff/resources/{listing.id}"))
    assert "青葉山荘" not in page.text()
    assert "社協に連絡" in page.text()


def test_a_worker_proposes_and_staff_take_it_over(office: Office) -> None:
    office.signed_in("worker")
    office.client.post(f"/staff/resources/{office.listing.id}/propose", data={"value": "9月から木曜"})
    office.client.post("/staff/sign-out")
    page = page_of(office.signed_in("staff").client.get("/staff"))
    assert "9月から木曜" in page.text()
    address = next(f.get("action") for f in page.all("form") if "/proposals/" in (f.get("action") or ""))
    assert office.client.post(address, data={"decision": "accept"}).status_code == 303
    assert "9月から木曜" not in page_of(office.client.get("/staff")).text("ul")
    assert office.client.post(address, data={"decision": "accept"}).status_code == 404


def test_an_accepted_fact_is_written_at_once_with_who_said_it(office: Office) -> None:
    with writing(office.engine) as session:
        proposal = proposals.propose(session, office.listing.id, "leader", "200円", said_by="代表者", field="fees_text")
    office.signed_in("staff").client.post(f"/staff/proposals/{proposal}", data={"decision": "accept"})
    changed = office.now()
    assert (changed.fees_text, changed.assured_date, changed.assurer) == ("200円", TODAY, "代表者")


def test_one_fact_heard_by_telephone_does_not_confirm_the_whole_listing(office: Office) -> None:
    with writing(office.engine) as session:
        proposal = proposals.propose(session, office.listing.id, "fact", "200円", said_by="推進員", field="fees_text")
    office.signed_in("staff").client.post(f"/staff/proposals/{proposal}", data={"decision": "accept"})
    assert office.now() == office.listing.model_copy(update={"fees_text": "200円"})


def test_a_form_sent_as_it_was_opened_saves_nothing(office: Office) -> None:
    office.signed_in("staff")
    answer = office.client.post(f"/staff/resources/{office.listing.id}", data=office.form())
    assert answer.status_code == 303
    assert office.now() == office.listing


def test_an_edit_is_saved_with_who_and_why(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form() | {"name": ["新しい名"], "reason": ["名が変わった"], "meeting-1-text": ["毎週月曜 10時〜11時"]}
    assert office.client.post(f"/staff/resources/{office.listing.id}", data=sent).status_code == 303
    changed = office.now()
    assert changed.name == "新しい名"
    assert changed.meetings[1].series[0].rrule == "FREQ=WEEKLY;BYDAY=MO"
    with reading(office.engine) as session:
        step = history_of(session, office.listing.id)[0]
    assert (step.actor, step.action, step.note) == ("staff", "edit", "名が変わった")


def test_a_preview_shows_the_next_dates_and_saves_nothing(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form() | {"meeting-0-text": ["毎週月曜 10時〜11時"], "deed": ["preview"]}
    page = page_of(office.client.post(f"/staff/resources/{office.listing.id}", data=sent))
    assert "11月23日" in page.text()
    assert "つまり：毎週月曜日 10:00～11:00" in page.text()
    assert office.now() == office.listing


def test_the_form_can_show_the_next_dates_as_they_are_typed(office: Office) -> None:
    """The script takes [data-reading] of the preview's answer, also where another field is wrong."""
    office.signed_in("staff")
    sent = office.form() | {"meeting-0-text": ["毎週月曜 10時〜11時"], "deed": ["preview"], "name": [""]}
    answer = office.client.post(f"/staff/resources/{office.listing.id}", data=sent)
    reading = answer.text.partition("data-reading")[2].partition("<button")[0]
    assert reading.count("（月）") == 6
    assert "site.js" in answer.text


def test_buttons_write_a_sentence_into_the_first_empty_row_and_save_nothing(office: Office) -> None:
    office.signed_in("staff")
    chosen = {"pick-weekdays": ["WE"], "pick-nth": ["2", "4"], "pick-start": ["13:30"], "pick-on_holiday": ["skip"]}
    sent = office.form() | chosen | {"meeting-0-text": [""], "meeting-1-text": ["毎週月曜"], "deed": ["compose"]}
    page = page_of(office.client.post(f"/staff/resources/{office.listing.id}", data=sent))
    assert page.all("input", name="meeting-0-text")[0].get("value") == "毎月第2・第4水曜日 13:30～（祝日を除く）"
    assert page.all("input", name="meeting-1-text")[0].get("value") == "毎週月曜"
    assert not [each for each in page.all("input", name="pick-weekdays") if "checked" in each.attrib]
    assert office.now() == office.listing


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "曜日（または毎月の何日）を選んでください。"),
        ({"pick-nth": ["2"]}, "曜日（または毎月の何日）を選んでください。"),
        ({"pick-weekdays": ["MO"], "pick-month_days": ["10"]}, "どちらか一方だけ"),
        ({"pick-month_days": ["40"]}, "「40」という日はありません。"),
    ],
)
def test_buttons_say_what_is_missing_and_keep_what_is_chosen(
    office: Office, chosen: dict[str, list[str]], said: str
) -> None:
    office.signed_in("staff")
    sent = office.form() | chosen | {"deed": ["compose"]}
    page = page_of(office.client.post(f"/staff/resources/{office.listing.id}", data=sent), 422)
    assert said in page.text()
    assert bool(page.all("input", name="pick-month_days")[0].get("value")) == ("pick-month_days" in chosen)


def test_the_dates_of_the_buttons_are_shown_as_they_are_chosen(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form() | {"pick-weekdays": ["MO"], "deed": ["preview"]}
    answer = office.client.post(f"/staff/resources/{office.listing.id}", data=sent)
    shown = answer.text.rpartition("data-reading")[2].partition("<button")[0]
    assert "毎週月曜日" in shown
    assert shown.count("（月）") == 6


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form() | {"name": [""], "minimum_age": ["ろくじゅう"], "description": ["書きかけの文"]}
    page = page_of(office.client.post(f"/staff/resources/{office.listing.id}", data=sent), 422)
    assert page.all("p", id="f-minimum_age-error")
    assert page.all("input", name="minimum_age")[0].get("value") == "ろくじゅう"
    assert "書きかけの文" in page.text("textarea")
    assert office.now() == office.listing


def test_two_at_once_are_told_and_both_edits_survive(office: Office) -> None:
    office.signed_in("staff")
    mine = office.form() | {"description": ["わたしの文"], "fees_text": ["300円"]}
    with writing(office.engine) as session:
        theirs = office.listing.model_copy(update={"capacity": 30, "fees_text": "200円"})
        store.save_listing(session, theirs, actor="となりの人", action="edit")
    page = page_of(office.client.post(f"/staff/resources/{office.listing.id}", data=mine), 409)
    assert "となりの人" in page.text()
    assert "両方が直したところ：費用" in page.text()
    assert office.now() == theirs
    assert office.client.post(f"/staff/resources/{office.listing.id}", data=fields_of(page)).status_code == 303
    changed = office.now()
    assert (changed.description, changed.capacity, changed.fees_text) == ("わたしの文", 30, "300円")


@pytest.mark.parametrize("kind", ["resources", "venues"])
def test_where_both_changed_something_the_second_sees_both_and_may_take_theirs(office: Office, kind: str) -> None:
    of_venue = kind == "venues"
    path = f"/staff/{kind}/{office.hall.id if of_venue else office.listing.id}"
    field = "transportation" if of_venue else "eligibility_text"
    mine = office.signed_in("staff").form(path) | {field: ["わたしの文"], "reading": ["よみ"]}
    with writing(office.engine) as session:
        if of_venue:
            theirs = office.hall.model_copy(update={field: "となりの文", "note": "靴をぬぐ"})
            store.save_venue(session, theirs, actor="となりの人", action="edit")
        else:
            changed = office.listing.model_copy(update={field: "となりの文", "capacity": 30})
            store.save_listing(session, changed, actor="となりの人", action="edit")
    page = page_of(office.client.post(path, data=mine), 409)
    for text in ("となりの人", "わたしの文", "となりの文"):
        assert text in page.text("main")
    choice = next(e.get("name") or "" for e in page.all("input", value="theirs"))
    assert office.client.post(path, data=fields_of(page) | {choice: ["theirs"]}).status_code == 303
    with reading(office.engine) as session:
        now = store.venue_of(session, office.hall.id) if of_venue else office.now()
    assert (getattr(now, field), now.reading) == ("となりの文", "よみ")
    assert getattr(now, "note", None) == "靴をぬぐ" if of_venue else office.now().capacity == 30


def test_a_new_listing_with_a_new_venue_is_made_and_the_venue_is_not_shown_finely(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form("/staff/resources/new") | {"name": ["花の会"], "add_venue": ["花の家"]}
    page = page_of(office.client.post("/staff/resources/new", data=sent), 422)
    assert "まだありません" in page.text()
    answer = office.client.post("/staff/resources/new", data=sent | {"make_venue": ["yes"]})
    assert answer.status_code == 303
    made = office.now(answer.location.rsplit("/", 1)[1])
    with reading(office.engine) as session:
        venue = store.venue_of(session, made.venues[0].location_id)
    assert (made.name, venue.name, venue.privacy) == ("花の会", "花の家", "consent_pending")


def test_a_new_listing_sent_twice_makes_no_twin_and_overwrites_nobody(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form("/staff/resources/new") | {"name": ["花の会"]}
    assert office.client.post("/staff/resources/new", data=sent).status_code == 303
    assert office.client.post("/staff/resources/new", data=sent | {"name": ["別の会"]}).status_code == 409
    stolen = sent | {"id": [office.listing.id], "name": ["のっとり"]}
    assert office.client.post("/staff/resources/new", data=stolen).status_code == 409
    assert office.client.post("/staff/resources/new", data=sent | {"id": ["no uuid"]}).status_code == 303
    assert office.now() == office.listing


def test_a_known_venue_is_added_by_its_name_however_it_is_written(office: Office) -> None:
    office.signed_in("staff")
    sent = office.form("/staff/resources/new") | {"name": ["花の会"], "add_venue": ["沼間会館"]}
    answer = office.client.post("/staff/resources/new", data=sent)
    assert office.now(answer.location.rsplit("/", 1)[1]).venues[0].location_id == office.hall.id


def test_confirmed_today_writes_the_day_and_who(office: Office) -> None:
    office.signed_in("staff").client.post(f"/staff/resources/{office.listing.id}/confirmed")
    assert (office.now().assured_date, office.now().assurer) == (TODAY, "職員の人")


def test_the_history_shows_before_and_after_and_leads_back(office: Office) -> None:
    office.signed_in("staff")
    office.client.post(f"/staff/resources/{office.listing.id}", data=office.form() | {"name": ["まちがい"]})
    path = f"/staff/resources/{office.listing.id}/history"
    page = page_of(office.client.get(path))
    assert office.listing.name in page.text("dd")
    assert "まちがい" in page.text("dd")
    address = next(f.get("action") for f in page.all("form") if (f.get("action") or "").endswith("/return"))
    assert office.client.post(address).status_code == 303
    assert office.now() == office.listing
    with reading(office.engine) as session:
        assert [step.action for step in history_of(session, office.listing.id)] == ["revert", "edit", "create"]


def test_a_venue_is_edited_for_all_that_meet_there_and_located_when_asked(
    tmp_path: object, client_of: Callable[..., FlaskClient]
) -> None:
    engine = set_up(f"sqlite:///{tmp_path}/other.sqlite")
    hall, known = a_venue(name="沼間会館"), Around()
    with writing(engine) as session:
        store.save_venue(session, hall, actor="見本", action="create")
        for number in (1, 2):
            store.save_listing(session, a_full_listing(hall, number=number), actor="見本", action="create")
    located = doors(engine, known, locate=lambda v: v.model_copy(update={"town": "沼間一丁目"}))
    office = Office(engine, client_of(*located), known, hall, a_listing()).signed_in("staff")
    path = f"/staff/venues/{hall.id}"
    sent = office.form(path)
    page = page_of(office.client.get(path))
    assert "2 の登録すべて" in page.text()
    office.client.post(path, data=sent | {"address_text": ["沼間1-1"], "access-wheelchair": ["no"], "locate": ["yes"]})
    with reading(engine) as session:
        changed = store.venue_of(session, hall.id)
    assert (changed.address_text, changed.town, changed.words[0].value) == ("沼間1-1", "沼間一丁目", False)
    stale = page_of(office.client.post(path, data=sent | {"name": ["あとから"]}), 409)
    assert stale.all("input", name="name")[0].get("value") == "あとから"
    engine.dispose()


def test_the_words_of_a_listing_never_run_on_a_page(office: Office) -> None:
    evil = "</textarea><script>alert(1)</script>{{ 7*7 }}"
    with writing(office.engine) as session:
        changed = office.listing.model_copy(update={"name": evil, "description": evil, "note_office": evil})
        store.save_listing(session, changed, actor=evil, action="edit")
    office.signed_in("staff")
    for path in ("/staff", f"/staff/resources/{office.listing.id}", f"/staff/resources/{office.listing.id}/history"):
        page = page_of(office.client.get(path))
        assert not [s for s in page.all("script") if "alert" in "".join(s.itertext())]
        assert "49" not in page.text("h1")


def test_found_lists_also_what_is_not_published(office: Office) -> None:
    with writing(office.engine) as session:
        store.save_listing(session, a_listing(name="ひみつの庭", visible=False), actor="見本", action="create")
    page = page_of(office.signed_in("reader").client.get("/staff/resources?q=ひみつ"))
    assert "ひみつの庭" in page.text("table")
    assert "非公開" in page.text("table")


LIST = "区民サロン一覧\n名称,開催日時,会場\n花のサロン,毎週月曜 10時〜11時,沼間会館\n鳥のサロン,第2水曜,第一会館\n"


@pytest.fixture
def desk(tmp_path: Path, client_of: Callable[..., FlaskClient]) -> Iterator[Office]:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    known = Around()
    office = Office(engine, client_of(*doors(engine, known, tmp_path / "uploads")), known, a_venue(), a_listing())
    yield office.signed_in("staff")
    engine.dispose()


def upload(desk: Office, name: str, data: bytes) -> TestResponse:
    return desk.client.post("/staff/import", data={"file": (io.BytesIO(data), name), "kind": "salon"})


def names_of(desk: Office) -> set[str]:
    with reading(desk.engine) as session:
        return {listing.name for listing in store.listings(session)}


def test_a_list_is_looked_at_then_taken_in_then_undone(desk: Office) -> None:
    sent = upload(desk, "サロン一覧.csv", LIST.encode("cp932"))
    assert sent.status_code == 303
    page = page_of(desk.client.get(sent.location))
    assert "2件を取り込む" in page.text("button")
    assert "花のサロン" in page.text("h3")
    assert names_of(desk) == set(), "a preview writes nothing"

    address = next(f.get("action") or "" for f in page.all("form") if "preview" in (f.get("action") or ""))
    assert desk.client.post(address, data={"kind": "salon"}).status_code == 303
    assert names_of(desk) == {"花のサロン", "鳥のサロン"}
    assert desk.client.get(sent.location).status_code == 404, "the file is not kept once it was taken in"

    day = page_of(desk.client.get("/staff"))
    undo = next(link for link in day.links() if link.endswith("/undo"))
    page_of(desk.client.get(undo))
    assert desk.client.post(undo).status_code == 303
    assert names_of(desk) == set()
    assert "取り消してあります" in page_of(desk.client.get(undo)).text()


@pytest.mark.parametrize(
    ("name", "data"),
    [("", b"x"), ("list.exe", b"x"), ("list.csv", b""), ("list.xlsx", b"PK\x03\x04broken"), ("../../etc/passwd", b"x")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(desk: Office, name: str, data: bytes) -> None:
    page = page_of(upload(desk, name, data), 422)
    assert page.text("div", role="alert")


def test_a_file_that_is_too_large_is_refused(desk: Office) -> None:
    assert upload(desk, "list.csv", b"a" * (LARGEST_BYTES + 1)).status_code in (413, 422)


@pytest.mark.parametrize("token", ["guess", "..%2F..", "A" * 22])
def test_a_guessed_upload_opens_nothing(desk: Office, token: str) -> None:
    assert desk.client.get(f"/staff/import/preview/{token}").status_code == 404


def test_a_group_told_of_waits_for_staff_and_its_tellers_telephone_goes_when_it_is_decided(office: Office) -> None:
    told = "会の名前：夕やけ体操\nどこで：北公園"
    with writing(office.engine) as session:
        proposal = proposals.propose(session, None, "unlisted", told, said_by="046-000-1234")
    page = page_of(office.signed_in("staff").client.get("/staff"))
    assert "載っていない会の知らせ" in page.text("main")
    assert "046-000-1234" in page.text("main")
    copy = next(link for link in page.links() if link.startswith("/staff/resources/new?name="))
    assert page_of(office.client.get(copy)).all("input", name="name")[0].get("value") == "夕やけ体操"
    office.client.post(f"/staff/proposals/{proposal}", data={"decision": "accept", "csrf_token": "token"})
    with reading(office.engine) as session:
        kept = session.execute(select(TABLES["proposal"]).where(TABLES["proposal"].c.id == proposal)).mappings().one()
    assert (kept["status"], kept["said_by"], kept["value"]) == ("accepted", None, told)


def test_the_day_counts_all_that_waits_and_leads_to_each(office: Office) -> None:
    with writing(office.engine) as session:
        for number in range(10):
            proposals.propose(session, office.listing.id, "report", f"ちがう {number}", said_by=None)
        twin = office.listing.model_copy(update={"id": new_id(), "source_id": None})
        store.save_listing(session, twin, actor="見本", action="create")
    page = page_of(office.signed_in("staff").client.get("/staff"))
    jobs = {link.get("href") or "": "".join(link.itertext()) for link in page.all("a") if link.get("class") == "chip"}
    assert jobs["#reported"].endswith("10件")
    assert jobs["/staff/duplicates"].endswith("1件")
    assert "#unlisted" not in jobs
    assert all(page.all("h2", id=href[1:]) for href in jobs if href.startswith("#"))
    assert "ほか 2件" in page.text("main")


def test_a_memo_of_several_lines_comes_back_from_a_browser_unchanged(office: Office) -> None:
    with writing(office.engine) as session:
        memo = office.now().model_copy(update={"note_office": "一行目\n二行目\n\n四行目"})
        store.save_listing(session, memo, actor="見本", action="edit")
    sent = office.signed_in("staff").form()
    sent = {name: [value.replace("\n", "\r\n") for value in values] for name, values in sent.items()}
    office.client.post(f"/staff/resources/{office.listing.id}", data=sent)
    assert office.now() == memo
