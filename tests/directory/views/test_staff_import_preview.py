"""The preview of an import: every row, every heading; a heading corrected once is read so ever after."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from directory.store import listings, reading
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, Around, an_account, doors
from tests.pages import Page, page_of

HEAD = "名称,あつまり方,会場,ひみつの欄\n"
ROW = "花のサロン,第2火曜日 10:00～12:00,中央会館,合言葉\n"


class Desk:
    def __init__(self, engine: Engine, client: FlaskClient) -> None:
        self.engine, self.client = engine, client

    def upload(self, text: str, name: str = "一覧.csv") -> str:
        sent = self.client.post("/staff/import", data={"file": (io.BytesIO(text.encode()), name)})
        assert sent.status_code == 303
        return str(sent.location)

    def page(self, address: str) -> Page:
        return page_of(self.client.get(address))

    def say(self, address: str, **fields: str) -> None:
        headings = {"heading": list(fields), "field": list(fields.values())}
        assert self.client.post(f"{address.split('?')[0]}/headings", data=headings).status_code == 303

    def apply(self, address: str) -> None:
        assert self.client.post(address.split("?")[0]).status_code == 303


@pytest.fixture
def desk(tmp_path: Path, client_of: Callable[..., FlaskClient]) -> Iterator[Desk]:
    engine = set_up(f"sqlite:///{tmp_path}/catalogue.sqlite")
    client = client_of(*doors(engine, Around(), tmp_path / "uploads"))
    an_account(engine, "staff")
    client.post("/staff/sign-in", data={"name": "staff", "password": PASSWORD})
    yield Desk(engine, client)
    engine.dispose()


def test_what_was_understood_and_what_was_not_stands_with_each_row(desk: Desk) -> None:
    text = desk.page(desk.upload(HEAD + ROW)).text()
    assert "中央会館" in text
    assert "取り込まない列 2列" in text
    assert "合言葉" in text


def test_the_next_dates_and_the_place_that_come_of_a_row_stand_with_it(desk: Desk) -> None:
    dated, undated = "花のサロン,第2火曜日 10:00～12:00,中央会館\n", "星のサロン,不定期,\n"
    text = desk.page(desk.upload(f"名称,開催日時,会場\n{dated}{undated}")).text()
    assert re.search(
        r"次の開催日\s*\d+月\d+日（火）、\d+月\d+日（火）、\d+月\d+日（火）\s*地図の場所\s*分かりませんでした", text
    )
    assert re.search(r"次の開催日\s*日付にはできませんでした", text)


def test_a_heading_that_staff_correct_is_read_so_at_once_and_in_the_next_list(desk: Desk) -> None:
    first = desk.upload(HEAD + ROW)
    desk.say(first, あつまり方="schedule_text")
    assert "第2火曜日 10:00~12:00" in desk.page(first).text("dd")
    assert "第2火曜日 10:00~12:00" in desk.page(desk.upload(HEAD + ROW, "べつの表.csv")).text("dd")
    desk.say(first, あつまり方="auto")
    assert "第2火曜日 10:00~12:00" not in desk.page(first).text("dd")


def test_a_heading_can_be_left_out(desk: Desk) -> None:
    address = desk.upload(HEAD + ROW)
    desk.say(address, 会場="")
    desk.apply(address)
    with reading(desk.engine) as session:
        assert [listing.venues for listing in listings(session)] == [()]


def test_a_field_that_there_is_not_is_refused(desk: Desk) -> None:
    address = desk.upload(HEAD + ROW).split("?")[0]
    sent = desk.client.post(f"{address}/headings", data={"heading": ["会場"], "field": ["password_hash"]})
    assert sent.status_code == 422


def test_an_update_shows_what_was_and_what_would_be(desk: Desk) -> None:
    desk.apply(desk.upload("名称,会場,参加費\n花のサロン,中央会館,100円\n"))
    page = desk.page(desk.upload("名称,会場,参加費\n花のサロン,中央会館,200円\n"))
    assert "100円" in page.text("del")
    assert "200円" in page.text("ins")


def test_five_hundred_rows_are_all_there_a_hundred_a_page_and_can_be_narrowed(desk: Desk) -> None:
    rows = "".join(f"ひろば{n},{'実費' if n == 321 else '100円'}\n" for n in range(500))
    address = desk.upload("名称,参加費\n" + rows)
    names = "".join(desk.page(f"{address.split('?')[0]}?page={number}").text("h3") for number in range(1, 6))
    assert all(f"ひろば{n}" in names for n in range(500))
    narrowed = desk.page(f"{address.split('?')[0]}?show=care")
    assert "ひろば321" in narrowed.text("h3")
    assert "ひろば1" not in narrowed.text("h3").replace("ひろば321", "")


def test_it_names_whom_a_list_of_applications_would_confirm(desk: Desk) -> None:
    filed = "届け出として取り込むと「確認ずみ」になる、いまの登録"
    two = HEAD + ROW + "月のサロン,第3火曜日 10:00～12:00,中央会館,\n"
    first = desk.upload(two)
    assert filed not in desk.page(first).text()
    desk.apply(first)
    page = desk.page(desk.upload(HEAD + ROW + "星のサロン,第4火曜日 10:00～12:00,東会館,\n"))
    (told,) = [text for one in page.all("details") if filed in (text := "".join(one.itertext()))]
    assert all(words in told for words in ("1件", "花のサロン", "まだ確認していません"))
    assert not any(name in told for name in ("月のサロン", "星のサロン"))


def test_a_list_without_news_says_so_and_one_without_rows_offers_nothing(desk: Desk) -> None:
    desk.apply(desk.upload(HEAD + ROW))
    same = desk.page(desk.upload(HEAD + ROW)).text()
    assert "読めた1行は、いまの登録と同じです" in same
    assert "届け出としてだけ取り込む" in same
    empty = desk.page(desk.upload(HEAD)).text()
    assert "見出しの行があるか" in empty
    assert "届け出" not in empty


def test_who_was_confirmed_today_is_not_named_again(desk: Desk) -> None:
    first = desk.upload(HEAD + ROW)
    assert desk.client.post(first.split("?")[0], data={"filed": "yes"}).status_code == 303
    assert "届け出として取り込むと" not in desk.page(desk.upload(HEAD + ROW)).text()


def test_every_value_that_a_list_may_say_has_a_name_that_staff_know(desk: Desk) -> None:
    told = dict.fromkeys(("駐車場", "車いす", "送迎", "多目的トイレ", "段差", "ベビーカー"), "1")
    told |= {
        "都道府県": "神奈川県",
        "市区町村コード": "142085",
        "対象年齢(下限)": "65",
        "内線": "12",
        "開始日": "2026/4/1",
    }
    text = f"名称,会場,{','.join(told)}\n花のサロン,中央会館,{','.join(told.values())}\n"
    page = desk.page(desk.upload(text, "令和8年度一覧.csv"))
    facts = page.text("dt")
    assert "駐車場" in facts
    assert not re.search("[a-z]+_?[a-z]+", facts)
