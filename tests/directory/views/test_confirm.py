"""The door of a group's leader: one listing, one answer, no account, nothing changed before staff agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from directory import store
from directory.models import utc_now
from directory.stewardship.confirm_links import CONFIRM_LINKS
from directory.stewardship.proposals import Proposed, accept, open_proposals
from directory.store import reading, writing
from tests.conftest import set_up
from tests.directory.views.staff_door import TODAY, Around, doors
from tests.factories import a_full_listing, a_public_listing
from tests.pages import page_of

LISTING = a_full_listing()
PUBLIC = a_public_listing(id=LISTING.id, name=LISTING.name, fees_text="100円", place="逗子七丁目・社協に連絡")


@dataclass
class Leader:
    engine: Engine
    client: FlaskClient
    known: Around
    path: str

    def proposed(self) -> dict[str | None, str]:
        with reading(self.engine) as session:
            return {one.field: one.value for one in self.all(session)}

    def all(self, session: object) -> tuple[Proposed, ...]:
        return open_proposals(session, ("leader",))  # type: ignore[arg-type]


@pytest.fixture
def leader(tmp_path: object, client_of: Callable[..., FlaskClient]) -> Iterator[Leader]:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    known = Around()
    with writing(engine) as session:
        store.save_listing(session, LISTING, actor="見本", action="create")
        token, _ = CONFIRM_LINKS.make(session, LISTING.id)
    client = client_of(*doors(engine, known, published=lambda i: PUBLIC if i == LISTING.id else None))
    yield Leader(engine, client, known, f"/confirm/{token}")
    engine.dispose()


def test_the_leader_sees_what_the_public_sees_and_nothing_more(leader: Leader) -> None:
    page = page_of(leader.client.get(leader.path))
    assert "100円" in page.text()
    assert "社協に連絡" in page.text()
    assert "鍵は会長" not in page.html
    assert "000-000-0002" not in page.html


def test_as_it_is_becomes_a_proposed_day_and_the_link_is_used_up(leader: Leader) -> None:
    assert leader.client.post(leader.path, data={"answer": "same"}).status_code == 303
    assert leader.proposed() == {"assured_date": TODAY.isoformat()}
    for again in (leader.client.get(leader.path), leader.client.post(leader.path, data={"answer": "same"})):
        assert again.status_code == 404
    with reading(leader.engine) as session:
        assert store.listing_of(session, LISTING.id) == LISTING, "nothing changes before staff agree"


def test_each_thing_that_changed_becomes_a_proposal_of_its_own(leader: Leader) -> None:
    answer = {"answer": "changed", "meetings": "第3木曜", "fees_text": "無料", "other": "新しい方も歓迎", "venues": " "}
    page = page_of(leader.client.post(leader.path, data=answer))
    assert "毎月第3木曜日" in page.text("main")
    assert "12月17日（木）" in page.text("main")
    assert leader.proposed() == {}, "nothing is sent before the days were read back"
    kept = {one.get("name"): one.get("value") for one in page.all("input", type="hidden")}
    page_of(leader.client.post(leader.path, data=kept | {"read": "yes"}, follow_redirects=True))
    assert leader.proposed() == {"meetings": "第3木曜", "fees_text": "無料", None: "新しい方も歓迎"}


def test_days_that_cannot_be_read_are_sent_as_they_were_written_and_may_be_written_anew(leader: Leader) -> None:
    answer = {"answer": "changed", "meetings": "そのうち", "fees_text": "無料"}
    page = page_of(leader.client.post(leader.path, data=answer))
    assert "読み取れませんでした" in page.text("main")
    again = page_of(leader.client.post(leader.path, data=answer | {"read": "again"}))
    assert [one.get("value") for one in again.all("input", name="meetings")] == ["そのうち"]
    leader.client.post(leader.path, data=answer | {"read": "yes"})
    assert leader.proposed() == {"meetings": "そのうち", "fees_text": "無料"}


def test_closing_becomes_a_proposed_status_with_its_reason(leader: Leader) -> None:
    leader.client.post(leader.path, data={"answer": "closed", "ending": "ended", "reason": "世話人がいない"})
    assert leader.proposed() == {"status": "ended", "status_reason": "世話人がいない"}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"answer": "changed"},
        {"answer": "closed"},
        {"answer": "closed", "ending": "made up"},
        {"answer": "x"},
        {"answer": "changed", "other": "あ" * 2001},
    ],
)
def test_an_empty_or_impossible_answer_is_asked_again_and_the_link_stays(
    leader: Leader, answer: dict[str, str]
) -> None:
    page = page_of(leader.client.post(leader.path, data=answer), 422)
    assert page.text("div", role="alert")
    assert leader.proposed() == {}
    assert leader.client.get(leader.path).status_code == 200


def test_a_link_expires_and_a_guessed_one_opens_nothing(leader: Leader) -> None:
    with writing(leader.engine) as session:
        token, _ = CONFIRM_LINKS.make(
            session, LISTING.id, now=utc_now() - CONFIRM_LINKS.valid_for - timedelta(minutes=1)
        )
    answers = [leader.client.get(path) for path in (f"/confirm/{token}", "/confirm/guess", "/confirm/' OR 1=1")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.get_data() for answer in answers}) == 1


def test_only_the_digest_of_a_token_is_kept(leader: Leader) -> None:
    with leader.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM confirm_link").fetchall()
    assert leader.path.rsplit("/", 1)[1] not in repr(rows)


def test_many_tries_are_stopped(leader: Leader) -> None:
    leader.known.tries = 0
    page_of(leader.client.get(leader.path), 429)
    assert leader.client.post(leader.path, data={"answer": "same"}).status_code == 429
    assert leader.proposed() == {}


def test_who_answered_already_is_thanked_and_told_whom_to_call(leader: Leader) -> None:
    leader.client.post(leader.path, data={"answer": "same"})
    page = page_of(leader.client.get(leader.path), 404)
    assert "お返事をいただいています" in page.text("main")
    assert "046-000-0000" in page.text("main")


def test_an_answer_to_what_has_changed_meanwhile_is_asked_again_and_the_link_stays(leader: Leader) -> None:
    page = page_of(leader.client.get(leader.path))
    version = page.all("input", name="version")[0].get("value") or ""
    with writing(leader.engine) as session:
        changed = LISTING.model_copy(update={"fees_text": "200円"})
        store.save_listing(session, changed, actor="花子", action="edit")
    page = page_of(leader.client.post(leader.path, data={"answer": "same", "version": version}), 409)
    assert "変わりました" in page.text("div", role="alert")
    assert leader.proposed() == {}
    newer = page.all("input", name="version")[0].get("value") or ""
    assert leader.client.post(leader.path, data={"answer": "same", "version": newer}).status_code == 303


def test_a_link_is_for_its_own_listing_only(leader: Leader) -> None:
    other = a_full_listing(number=2)
    with writing(leader.engine) as session:
        store.save_listing(session, other, actor="見本", action="create")
    leader.client.post(leader.path, data={"answer": "same", "listing": other.id, "service_id": other.id})
    with reading(leader.engine) as session:
        assert {one.service_id for one in leader.all(session)} == {LISTING.id}


def test_an_accepted_answer_confirms_by_link_with_the_day_it_was_given(leader: Leader) -> None:
    leader.client.post(leader.path, data={"answer": "closed", "ending": "paused", "when": "8月から", "reason": "改修"})
    with writing(leader.engine) as session:
        for one in leader.all(session):
            accept(session, one.id, actor="花子", today=TODAY)
        now = store.listing_of(session, LISTING.id)
    assert (now.status, now.status_since, now.status_reason) == ("paused", TODAY, "8月から、改修")
    assert (now.assured_date, now.assured_how) == (TODAY, "link")
