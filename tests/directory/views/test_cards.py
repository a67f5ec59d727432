"""返信カード: large print with a QR; what came back is one tap for staff."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient

from directory import store
from directory.listing import Listing
from directory.paper.cards import Card, Sender, cards_pdf
from directory.store import listing_of, reading, writing
from geodata.archives import font_folder
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, TODAY, Around, an_account, doors
from tests.factories import a_full_listing
from tests.pages import page_of


class Desk:
    def __init__(self, folder: Path, client_of: Callable[..., FlaskClient]) -> None:
        self.engine = set_up(f"sqlite:///{folder}/catalogue.sqlite")
        self.listing: Listing = a_full_listing(assured_date="2025-04-01")
        with writing(self.engine) as session:
            store.save_listing(session, self.listing, actor="見本", action="create")
        self.client = client_of(*doors(self.engine, Around(), uploads=folder / "fonts"))
        self.card = f"/staff/card/{self.listing.id}/1"

    def sign_in(self) -> None:
        an_account(self.engine, "staff")
        self.client.post("/staff/sign-in", data={"name": "staff", "password": PASSWORD})

    def now(self) -> Listing:
        with reading(self.engine) as session:
            return listing_of(session, self.listing.id)


def test_the_qr_of_a_card_asks_for_sign_in_and_then_takes_one_tap(
    tmp_path: Path, client_of: Callable[..., FlaskClient]
) -> None:
    desk = Desk(tmp_path, client_of)
    assert "/staff/sign-in" in desk.client.get(desk.card).headers["Location"]
    desk.sign_in()
    page = page_of(desk.client.get(desk.card))
    assert "刷ったあとで" not in page.text("main")
    assert desk.client.post(desk.card, data={"answer": "same", "how": "fax"}).status_code == 303
    now = desk.now()
    assert (now.assured_date, now.assured_how, now.assurer) == (TODAY, "fax", "代表者（返信カード）")
    assert now.fees_text == desk.listing.fees_text


def test_a_rest_from_a_day_to_come_is_announced_and_an_end_today_holds_today(
    tmp_path: Path, client_of: Callable[..., FlaskClient]
) -> None:
    desk = Desk(tmp_path, client_of)
    desk.sign_in()
    desk.client.post(desk.card, data={"answer": "paused", "how": "post", "since": "2027-01-10"})
    assert [(one.status, one.since) for one in desk.now().coming_statuses] == [("paused", date(2027, 1, 10))]
    assert desk.now().status == "active"
    desk.client.post(desk.card, data={"answer": "ended", "how": "post"})
    assert (desk.now().status, desk.now().status_since, desk.now().assured_how) == ("ended", TODAY, "post")
    assert desk.client.post(desk.card, data={"answer": "nonsense"}).status_code == 422


def test_a_card_printed_before_a_change_says_what_changed(
    tmp_path: Path, client_of: Callable[..., FlaskClient]
) -> None:
    desk = Desk(tmp_path, client_of)
    with writing(desk.engine) as session:
        store.save_listing(session, desk.listing.model_copy(update={"fees_text": "200円"}), actor="花子", action="edit")
    desk.sign_in()
    page = page_of(desk.client.get(desk.card))
    assert "刷ったあとで" in page.text("main")
    assert "200円" in page.text("ins")


def test_due_groups_stand_in_their_queue_and_a_fax_sheet_says_where_to(
    tmp_path: Path, client_of: Callable[..., FlaskClient]
) -> None:
    desk = Desk(tmp_path, client_of)
    desk.sign_in()
    fax = page_of(desk.client.get("/staff/cards?by=fax")).text("main")
    assert "FAXで確かめる会" in fax
    assert "000-000-0003" in fax
    assert desk.listing.name not in page_of(desk.client.get("/staff/cards?by=post")).text("form")
    assert desk.listing.name in page_of(desk.client.get("/staff/cards")).text("form")
    answer = desk.client.post("/staff/cards", data={"listing": desk.listing.id, "by": "fax"})
    assert answer.data.startswith(b"%PDF")
    assert b"/Count 1" in answer.data


def test_a_print_run_has_a_page_a_group_and_is_never_markup(tmp_path: Path) -> None:
    cards = [Card(f"会{n} #panic()", (("いつ", "*毎週*"), ("費用", "")), f"https://example.org/{n}") for n in range(3)]
    fonts = font_folder(tmp_path)
    pdf = cards_pdf(cards, Sender(name="見本市社協", fax="046-000-0001"), TODAY, fonts)
    assert pdf.startswith(b"%PDF")
    assert pdf == cards_pdf(cards, Sender(name="見本市社協", fax="046-000-0001"), TODAY, fonts)
    assert b"/Count 3" in pdf
