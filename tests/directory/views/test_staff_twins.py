"""Staff look at likely duplicates side by side, decide, merge after a look at it, and take it back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from directory import store
from directory.database import TABLES
from directory.exporters import MODULES
from directory.listing import Listing
from directory.store import reading, writing
from directory.views.staff_exports import FORMATS
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, Around, an_account, doors
from tests.factories import a_full_listing, a_listing, a_venue
from tests.pages import page_of

HALL = a_venue(name="沼間会館")
ONE = a_full_listing(HALL, name="ほたるの茶の間", reading="ほたるのちゃのま")
OTHER = a_full_listing(
    HALL, number=2, name="蛍の茶の間", reading="ほたるのちゃのま", fees_text="無料", fee_yen_min=0, fee_yen_max=0
)
PAIR = tuple(sorted((ONE.id, OTHER.id)))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    with writing(engine) as session:
        store.save_venue(session, HALL, actor="見本", action="create")
        store.save_listings(session, [ONE, OTHER, a_listing(name="将棋の会")], actor="見本", action="create")
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    client = client_of(*doors(engine, Around()))
    an_account(engine, "staff")
    client.post("/staff/sign-in", data={"name": "staff", "password": PASSWORD})
    return client


def names(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return {listing.name for listing in store.listings(session)}


def now(engine: Engine, listing: Listing) -> Listing:
    with reading(engine) as session:
        return store.listing_of(session, listing.id)


def test_a_pair_stands_side_by_side_with_its_reasons(client: FlaskClient) -> None:
    page = page_of(client.get("/staff/duplicates"))
    text = page.text("main")
    assert "読みが同じです" in text
    assert "会場が同じです" in text
    assert "100円" in text
    assert "無料" in text
    assert f"/staff/duplicates/{PAIR[0]}/{PAIR[1]}" in page.links()


def test_what_was_called_distinct_is_gone_and_can_be_asked_again(client: FlaskClient) -> None:
    decision = {"a": ONE.id, "b": OTHER.id}
    assert client.post("/staff/duplicates", data=decision | {"verdict": "distinct"}).status_code == 303
    page = page_of(client.get("/staff/duplicates"))
    assert "重なっていそうな組はありません" in page.text("main")
    assert "「別のもの」とした組" in page.text("main")
    client.post("/staff/duplicates", data=decision | {"verdict": "withdraw"})
    assert "読みが同じです" in page_of(client.get("/staff/duplicates")).text("main")
    client.post("/staff/duplicates", data=decision | {"verdict": "later"})
    assert "あとで見るもの" in page_of(client.get("/staff/duplicates")).text("main")
    assert client.post("/staff/duplicates", data=decision).status_code == 422


def test_merging_shows_what_would_come_and_then_does_it_and_undoes_it(client: FlaskClient, engine: Engine) -> None:
    path = f"/staff/duplicates/{ONE.id}/{OTHER.id}"
    page = page_of(client.get(path))
    versions = {name: page.all("input", name=name)[0].get("value") or "" for name in ("version-0", "version-1")}
    chosen = versions | {"take-fees": "other"}
    look = page_of(client.post(path, data=chosen | {"deed": "look"}))
    assert "まだ変えていません" in look.text("main")
    assert names(engine) == {ONE.name, OTHER.name, "将棋の会"}
    checked = [e for e in look.all("input", name="take-fees") if e.get("checked") is not None]
    assert [e.get("value") for e in checked] == ["other"]
    answer = client.post(path, data=chosen | {"deed": "merge"})
    assert answer.location == f"/staff/resources/{ONE.id}"
    assert names(engine) == {ONE.name, "将棋の会"}
    assert now(engine, ONE).fees_text == "無料"
    assert client.get(f"/staff/resources/{OTHER.id}").location == f"/staff/resources/{ONE.id}"
    assert client.get(f"/staff/resources/{OTHER.source_id}/history").location == f"/staff/resources/{ONE.id}/history"
    page = page_of(client.get("/staff/duplicates"))
    undo = next(f.get("action") or "" for f in page.all("form") if "/undo" in (f.get("action") or ""))
    client.post(undo)
    assert now(engine, ONE) == ONE
    assert now(engine, OTHER) == OTHER


def test_two_that_differ_in_everything_are_put_side_by_side(client: FlaskClient, engine: Engine) -> None:
    with reading(engine) as session:
        bare = next(one for one in store.listings(session) if one.name == "将棋の会")
    for path in (f"/staff/duplicates/{ONE.id}/{bare.id}", f"/staff/duplicates/{bare.id}/{ONE.id}"):
        assert "ちがうところ" in page_of(client.get(path)).text("main")
        assert "将棋の会" in page_of(client.post(path, data={"deed": "look"})).text("main")


def test_a_merge_chosen_from_an_older_state_is_refused(client: FlaskClient, engine: Engine) -> None:
    path = f"/staff/duplicates/{ONE.id}/{OTHER.id}"
    with writing(engine) as session:
        store.save_listing(session, ONE.model_copy(update={"capacity": 7}), actor="花子", action="edit")
    answer = client.post(path, data={"deed": "merge", "version-0": "1", "version-1": "1"})
    assert answer.status_code == 409
    assert len(names(engine)) == 3


def test_a_listing_is_deleted_with_a_reason_and_brought_back(client: FlaskClient, engine: Engine) -> None:
    page_of(client.get(f"/staff/resources/{ONE.id}/delete"))
    answer = client.post(f"/staff/resources/{ONE.id}/delete", data={"reason": "二重に登録した"})
    assert answer.location == "/staff/deleted"
    assert ONE.name not in names(engine)
    page = page_of(client.get("/staff/deleted"))
    assert "二重に登録した" in page.text("main")
    assert client.get(f"/staff/resources/{ONE.id}").location == "/staff/deleted"
    recover = next(f.get("action") or "" for f in page.all("form") if "/recover" in (f.get("action") or ""))
    client.post(recover)
    assert now(engine, ONE) == ONE


@pytest.mark.parametrize("role", ["reader", "worker"])
def test_only_staff_decide(engine: Engine, client_of: Callable[..., FlaskClient], role: str) -> None:
    client = client_of(*doors(engine, Around()))
    an_account(engine, role)  # type: ignore[arg-type]
    client.post("/staff/sign-in", data={"name": role, "password": PASSWORD})
    for path in ("/staff/duplicates", f"/staff/duplicates/{ONE.id}/{OTHER.id}", "/staff/deleted", "/staff/past"):
        assert client.get(path).status_code == 403
    for path in ("/staff/duplicates", f"/staff/duplicates/{ONE.id}/{OTHER.id}", f"/staff/resources/{ONE.id}/delete"):
        assert client.post(path, data={"deed": "merge"}).status_code == 403
    assert len(names(engine)) == 3


def test_the_history_undoes_one_change_and_shows_those_of_what_was_merged(client: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        store.save_listing(session, ONE.model_copy(update={"capacity": 7}), actor="太郎", action="edit")
        later = ONE.model_copy(update={"capacity": 7, "description": "あとの変更"})
        store.save_listing(session, later, actor="次郎", action="edit")
    page = page_of(client.get(f"/staff/resources/{ONE.id}/history"))
    undo = next(f.get("action") or "" for f in page.all("form") if (f.get("action") or "").endswith("/undo"))
    assert client.post(undo).status_code == 303
    assert now(engine, ONE) == ONE.model_copy(update={"description": "あとの変更"})
    assert client.post(undo).status_code == 422
    client.post(f"/staff/duplicates/{ONE.id}/{OTHER.id}", data={"deed": "merge"})
    text = page_of(client.get(f"/staff/resources/{ONE.id}/history")).text("main")
    assert f"まとめた登録「{OTHER.name}」の履歴" in text


def test_the_catalogue_of_a_day_is_listed_and_written_to_a_file(client: FlaskClient, engine: Engine) -> None:
    with engine.begin() as connection:
        long_ago = datetime(2026, 4, 1, tzinfo=UTC)
        connection.execute(update(TABLES["revision"]).values(at=long_ago))
    page = page_of(client.get("/staff/past"))
    assert ONE.name in page.text("main")
    assert "沼間会館" in page.text("main")
    assert "記録がありません" in page_of(client.get("/staff/past?day=2020-01-01")).text("main")
    for wrong in ("2999-01-01", "きのう"):
        page_of(client.get(f"/staff/past?day={wrong}"), 422)
    for name in MODULES:
        assert page.all("button", name="format", value=name)
        answer = client.post("/staff/past/export", data={"day": "2026-01-02", "format": name})
        assert answer.data == f"2026-01-02 {name}".encode()
        assert answer.mimetype == FORMATS[name].mimetype
        assert f"tsunagi-2026-01-02.{FORMATS[name].suffix}" in answer.headers["Content-Disposition"]
    assert client.post("/staff/past/export", data={"day": "2026-01-02", "format": "exe"}).status_code == 422


def test_what_never_was_is_not_found(client: FlaskClient) -> None:
    assert client.get("/staff/resources/nobody").status_code == 404


def test_nobody_without_an_account_gets_in(engine: Engine, client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(*doors(engine, Around()))
    for path in ("/staff/duplicates", "/staff/deleted", f"/staff/resources/{ONE.id}/delete"):
        assert "/staff/sign-in" in client.get(path).location
    assert client.get("/staff/resources/nobody").status_code == 303
