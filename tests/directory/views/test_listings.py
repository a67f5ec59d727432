from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from directory.errors import NotFound
from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from directory.search import SearchAnswer
from directory.views import listings
from tests.directory.views.standing import parts
from tests.factories import a_public_listing
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]


def a_salon(**values: object) -> PublicListing:
    salon = {
        "types": ("salon",),
        "place": "北会館",
        "venues": (PublicVenue(place="北会館", town="北五丁目", zone_id="north"),),
        "zone_ids": ("north",),
        "district": "北",
        "meetings": (
            Meeting(
                text="第1水曜 10時から",
                certainty="parsed",
                series=(Series(rrule="FREQ=MONTHLY;BYDAY=1WE", start="10:00"),),
            ),
        ),
        "words": (Word(scheme="type", term="salon"), Word(scheme="target", term="anyone")),
    }
    return a_public_listing(**salon | values)


@pytest.fixture
def asked(client_of: ClientOf, tmp_path: Path) -> Callable[..., FlaskClient]:
    def make(*kept: PublicListing, report: Callable[[str, str], None] | None = None) -> FlaskClient:
        return client_of(listings.blueprint(parts(tmp_path, *kept, report=report)))

    return make


def test_the_front_page_answers_when_where_and_for_whom_at_one_glance(asked: ClientOf) -> None:
    page = page_of(asked(a_salon(name="北のサロン")).get("/"))
    card = page.text("li", class_="card")
    assert "毎月第1水曜日 10:00" in card
    assert "次は 12月2日（水）" in card
    assert "北会館" in card
    assert "どなたでも" in card


def test_what_nobody_stated_is_said_to_be_unknown(asked: ClientOf) -> None:
    bare = a_public_listing(name="名前だけの会")
    page = page_of(asked(bare).get(f"/resources/{bare.id}"))
    facts = {e.findtext("dt"): "".join(e.find("dd").itertext()) for e in page.all("div") if e.find("dt") is not None}
    assert facts["費用"].startswith("不明")
    assert facts["予約"].startswith("不明")
    assert facts["バリアフリートイレ"] == "不明"
    assert "無料" not in page.text("main")


def test_a_listing_shows_stated_facts_as_words(asked: ClientOf) -> None:
    words = (
        Word(scheme="access", term="wheelchair"),
        Word(scheme="access", term="accessible_toilet", value=False),
        Word(scheme="access", term="no_stairs"),
    )
    listing = a_salon(words=words, fee_yen_min=100, fee_yen_max=300)
    page = page_of(asked(listing).get(f"/resources/{listing.id}"))
    facts = {e.findtext("dt"): "".join(e.find("dd").itertext()) for e in page.all("div") if e.find("dt") is not None}
    assert (facts["車いすで入れる"], facts["バリアフリートイレ"], facts["階段・段差"]) == ("はい", "なし", "なし")
    assert facts["費用"] == "100〜300円"


def test_an_unconfirmed_listing_names_its_source_and_whom_to_call(asked: ClientOf) -> None:
    listing = a_salon(name="北のサロン", source_text="計画案", source_as_of="2023-01")
    page = page_of(asked(listing).get(f"/resources/{listing.id}"))
    assert "2023年1月の計画案より・要確認" in page.text("main")
    assert "tel:046-000-0001" in page.links()
    assert "「北のサロン」のことを聞きたいのですが。" in page.text("blockquote")


def test_a_listing_long_unconfirmed_fades_and_says_so_in_words(asked: ClientOf) -> None:
    faded, due = (a_salon(assured_date=date(year, 5, 1), name=f"{year}の会") for year in (2023, 2025))
    client = asked(faded, due)
    page = page_of(client.get(f"/resources/{faded.id}"))
    assert "この会のことは、長く確かめられていません" in page.text("main")
    assert "いまは開いていないかもしれません" in page.text("main")
    assert "そのあとは、まだ確かめていません" in page_of(client.get(f"/resources/{due.id}")).text("main")
    cards = {"長く未確認" in page_text: "2023の会" in page_text for page_text in _cards(client)}
    assert cards == {True: True, False: False}


def _cards(client: FlaskClient) -> list[str]:
    items = page_of(client.get("/resources")).all("li")
    return ["".join(item.itertext()) for item in items if "card" in item.get("class", "").split()]


def test_a_listing_that_rests_says_so_and_promises_no_date(asked: ClientOf) -> None:
    listing = a_salon(status="paused", status_reason="会場の工事")
    page = page_of(asked(listing).get(f"/resources/{listing.id}"))
    assert "休止中（会場の工事）" in page.text("main")
    assert "12月2日" not in page.text("main")


def test_a_private_place_has_no_link_to_another_map(asked: ClientOf) -> None:
    venue = PublicVenue(place="北七丁目・社協に連絡", coarse=True, latitude=35.3, longitude=139.6, point_level=8)
    listing = a_salon(venues=(venue,), place=venue.place)
    assert "maps.gsi.go.jp" not in page_of(asked(listing).get(f"/resources/{listing.id}")).html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=salon", ["体操サロン"]),
        ("type=サロン", ["体操サロン"]),
        ("area=north", ["体操サロン"]),
        ("area=北部", ["体操サロン"]),
        ("target=anyone", ["体操サロン"]),
        ("day=WE", ["体操サロン"]),
        ("day=水曜", ["体操サロン"]),
        ("town=北五丁目", ["体操サロン"]),
        ("district=北", ["体操サロン"]),
        ("district=北地区", ["体操サロン"]),
        ("q=たいそう", ["体操サロン"]),
        ("area=south", ["子ども食堂みなみ"]),
        ("area=atlantis", []),
        ("area=north&area=south", ["体操サロン", "子ども食堂みなみ"]),
        ("", ["体操サロン", "子ども食堂みなみ"]),
    ],
)
@pytest.mark.parametrize("path", ["/", "/resources"])
def test_every_filter_of_the_address_works(asked: ClientOf, path: str, query: str, found: list[str]) -> None:
    client = asked(
        a_salon(name="体操サロン", reading="たいそうさろん"),
        a_public_listing(
            name="子ども食堂みなみ",
            reading="こどもしょくどうみなみ",
            types=("kodomo_shokudo",),
            words=(Word(scheme="type", term="kodomo_shokudo"),),
            zone_ids=("south",),
        ),
    )
    page = page_of(client.get(f"{path}?{query}"))
    names = [e.text for e in page.all("a") if (e.get("href") or "").startswith("/resources/")]
    assert sorted(names) == sorted(found)


def test_chips_count_what_a_choice_would_leave_and_undo_it_when_chosen(asked: ClientOf) -> None:
    client = asked(a_salon(), a_salon(), a_public_listing(types=("ibasho",)))
    chips = {e.get("href"): "".join(e.itertext()) for e in page_of(client.get("/resources")).all("a", class_="chip")}
    assert chips["/resources?type=salon"] == "ふれあい・いきいきサロン2件"
    chosen = page_of(client.get("/resources?type=salon")).all("a", aria_current="true")
    assert [e.get("href") for e in chosen] == ["/resources"]


def test_what_cannot_be_shown_in_an_address_neither_filters_nor_stands_on_the_page(asked: ClientOf) -> None:
    client = asked(a_salon(), a_salon())
    everything = page_of(client.get("/resources")).all("h3")
    page = page_of(client.get("/resources?day=XX&town=%00&q=%0b&district=%1f"))
    assert len(page.all("h3")) == len(everything)
    assert "条件をすべて外す" not in page.text()


def test_an_empty_answer_says_what_to_do_next(asked: ClientOf) -> None:
    page = page_of(asked(a_salon()).get("/resources?q=ぬぬぬぬ"))
    assert "見つかりませんでした" in page.text("main")
    assert {"/resources", "/find", "/desk"} <= set(page.links())


def test_a_likely_word_is_offered_and_not_applied(client_of: ClientOf, tmp_path: Path) -> None:
    made = parts(tmp_path)
    hint = SearchAnswer(total=0, hits=(), did_you_mean="ウォーキング")
    made = replace(made, finding=replace(made.finding, search=lambda asked: hint))
    page = page_of(client_of(listings.blueprint(made)).get("/resources?q=ウオキング&day=MO"))
    offered = next(e for e in page.all("a") if e.text == "ウォーキング")
    assert parse_qs(urlsplit(offered.get("href")).query) == {"q": ["ウォーキング"], "day": ["MO"]}


def test_a_page_beyond_the_last_leads_to_the_last(asked: ClientOf) -> None:
    client = asked(*(a_salon() for _ in range(25)))
    assert client.get("/resources?page=9").headers["Location"] == "/resources?page=2"
    assert len(page_of(client.get("/resources?page=2")).all("li", class_="card")) == 5
    page_of(client.get("/resources?page=zwei"))


def test_an_unchanged_page_is_not_sent_again(asked: ClientOf) -> None:
    client = asked(a_salon())
    first = client.get("/resources")
    assert client.get("/resources", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert "Set-Cookie" not in first.headers
    client.set_cookie("tsunagi_view", "large")
    other = client.get("/resources", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200, "letters of another size are another page"
    assert "Cookie" in first.headers["Vary"]


def test_text_of_a_listing_cannot_become_markup(asked: ClientOf) -> None:
    listing = a_salon(name="<script>alert(1)</script>", website="javascript:alert(1)")
    page = page_of(asked(listing).get(f"/resources/{listing.id}"))
    assert not [e for e in page.all("script") if e.text]
    assert not [href for href in page.links() if href.startswith("javascript:")]


def test_an_unknown_listing_is_not_found(asked: ClientOf) -> None:
    with pytest.raises(NotFound):
        asked().get("/resources/nothing")


def test_a_report_is_handed_over_once_and_thanked_for(asked: ClientOf) -> None:
    kept: list[tuple[str, str]] = []
    listing = a_salon()
    client = asked(listing, report=lambda id, text: kept.append((id, text)))
    page_of(client.get(f"/resources/{listing.id}/report"))
    page_of(client.post(f"/resources/{listing.id}/report", data={"text": " "}), 422)
    assert kept == []
    page = page_of(client.post(f"/resources/{listing.id}/report", data={"text": "第2水曜に変わりました"}))
    assert kept == [(listing.id, "第2水曜に変わりました")]
    assert "受け取りました" in page.text("main")


def test_where_no_report_can_be_kept_the_page_asks_for_a_call(asked: ClientOf) -> None:
    listing = a_salon()
    page = page_of(asked(listing).get(f"/resources/{listing.id}/report"))
    assert not page.all("textarea")
    assert "tel:046-000-0001" in page.links()


def held(day: str, **values: object) -> PublicListing:
    return a_salon(meetings=(Meeting(text="その日", certainty="parsed", dates=(day,)),), **values)


def test_what_is_open_today_or_this_week_is_counted_and_found_beside_other_filters(asked: ClientOf) -> None:
    client = asked(
        held("2026-11-22", name="きょうの会"),
        held("2026-11-28", name="土曜の会"),
        held("2026-11-29", name="来週の会"),
        a_salon(name="日時なしの会", meetings=()),
    )
    chips = page_of(client.get("/resources")).text("ul", class_="chips")
    assert "今日ひらく1件" in chips
    assert "7日以内にひらく2件" in chips
    page = page_of(client.get("/resources?open=week&type=salon"))
    assert [e.text for e in page.all("a") if (e.get("href") or "").startswith("/resources/")] == [
        "きょうの会",
        "土曜の会",
    ]
    assert "日時がまだ分からない会が 1件" in page.text("main")
    assert "次は 今日 11月22日（日）" in page.text("main")
    assert "きょうの会" in page_of(client.get("/?day=today")).text("main")
    assert "きょうの会" not in page_of(client.get("/?day=today&type=ibasho")).text("main")
