from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.views import desk
from tests.directory.views.standing import AREAS, ALocation, ANumber
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]
NORTH, SOUTH = AREAS


@pytest.fixture
def asked(client_of: ClientOf) -> Callable[[ALocation], FlaskClient]:
    def make(line: ALocation) -> FlaskClient:
        parts = desk.Parts(desk_of=lambda text: line, zones=AREAS, emergency=(ANumber(),), municipality="見本市")
        return client_of(desk.blueprint(parts))

    return make


def test_before_an_address_all_desks_and_the_emergency_numbers_stand_there(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("unknown")).get("/desk"))
    assert {"tel:046-000-0001", "tel:046-000-0002", "tel:119"} <= set(page.links())


def test_the_desk_in_charge_is_named_with_the_reason(asked: ClientOf) -> None:
    line = ALocation("assigned", zone=NORTH, because="北1丁目は北部の担当だからです。")
    page = page_of(asked(line).post("/desk", data={"address": "北1丁目2番"}))
    assert "北部包括" in page.text("main")
    assert "南部包括" not in page.text("main")
    assert "北1丁目は北部の担当だからです。" in page.text("main")
    assert "「北1丁目2番」" in page.text("main")


def test_too_little_to_decide_gives_the_question_and_every_candidate(asked: ClientOf) -> None:
    line = ALocation("ambiguous", candidates=(NORTH, SOUTH), ask="番を確認してください", because="番で分かれます。")
    page = page_of(asked(line).post("/desk", data={"address": "北3丁目"}))
    assert "番を確認してください" in page.text("main")
    assert {"/areas/north", "/areas/south"} <= set(page.links())


def test_further_layers_of_the_address_stand_below_the_desk(client_of: ClientOf) -> None:
    line = ALocation("assigned", zone=NORTH, because="北1丁目は北部の担当だからです。")
    layers = (("小学校区", ("北小",)), ("自治会連合", ("一区", "二区")))
    parts = desk.Parts(
        desk_of=lambda text: line, zones=AREAS, emergency=(), municipality="見本市", layers_at=lambda text: layers
    )
    text = page_of(client_of(desk.blueprint(parts)).post("/desk", data={"address": "北1丁目"})).text("main")
    assert "北小" in text
    assert "一区 か 二区" in text


def test_another_municipality_is_said_to_be_outside(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("outside", because="東京都新宿区です。")).post("/desk", data={"address": "新宿区"}))
    assert "見本市の外" in page.text("main")


def test_an_unreadable_address_leads_to_the_telephone(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("unknown")).post("/desk", data={"address": "<b>どこか</b>"}))
    assert "決められませんでした" in page.text("main")
    assert "「<b>どこか</b>」" in page.text("main")
    assert "tel:046-000-0001" in page.links()


def test_an_empty_address_is_asked_for_again(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("unknown")).post("/desk", data={"address": "  "}), 422)
    assert "住所を入れてください" in page.text("main")


def test_the_address_lies_in_no_cache_and_no_cookie(asked: ClientOf) -> None:
    answer = asked(ALocation("unknown")).post("/desk", data={"address": "北1丁目"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_an_address_in_the_query_is_ignored(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("assigned", zone=NORTH)).get("/desk?address=北1丁目"))
    assert "北1丁目" not in page.text("main")


def test_an_address_that_is_too_long_is_refused_not_cut(asked: ClientOf) -> None:
    page = page_of(asked(ALocation("assigned", zone=NORTH)).post("/desk", data={"address": "北" * 201}), 422)
    assert "長すぎます（200字まで）" in page.text("main")
