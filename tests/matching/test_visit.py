"""The first visit: what differs, the papers, and nothing of the person beyond what a host needs at the door."""

import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.listing import FirstDay
from directory.public_view import PublicVenue
from geodata.archives import font_folder
from matching.comparing import compare
from matching.person import read
from matching.views import blueprint as match_blueprint
from matching.views_visit import blueprint
from matching.visit import helpful
from tests.matching.listings import a_place, held
from tests.matching.places import DAY, VOCABULARY, rank
from tests.matching.test_views import Shown, parts_of
from tests.pages import page_of

SHEET = {
    "need": "isolation",
    "age_band": "80-84",
    "place": "北一丁目 みどり団地",
    "aids": ["cane"],
    "preferences": ["quiet"],
}
TOLD = ("孤立", "80-84", "80〜84", "80歳", "80代", "80さい", "北一丁目 みどり団地", "点）", "合いそう", "条件しだい")


@pytest.fixture
def there(client_of: Callable[..., FlaskClient], tmp_path: Path) -> Callable[..., FlaskClient]:
    def of(*listings: object, **values: object) -> FlaskClient:
        parts = parts_of(Shown(*listings), **values)
        return client_of(match_blueprint(parts), blueprint(parts, "社協　電話 000-1", lambda: font_folder(tmp_path)))

    return of


def form_of(client: FlaskClient, chosen: int) -> dict[str, object]:
    """The form of the answer with its first places ticked."""
    page = page_of(client.post("/match", data=SHEET))
    sheet = next(one.get("value") for one in page.all("input", name="sheet"))
    return {"sheet": sheet, "place": [box.get("value") for box in page.all("input", name="place")][:chosen]}


def test_what_nobody_knows_of_any_comes_first_then_what_differs() -> None:
    one = a_place("access:wheelchair", meetings=held("FREQ=WEEKLY;BYDAY=MO"), application_text="予約不要")
    two = a_place("!access:wheelchair", application_text="予約不要")
    found = compare(rank([one, two], needs=["孤立"], age=80).matches, VOCABULARY, DAY)
    assert {"費用", "迎えてくれる人がいます"} <= set(found.unknown)
    differing = {row.label: row.values for row in found.differing}
    assert set(differing["車いすで入れる"]) == {"はい", "いいえ"}
    assert None in differing["いつ"]
    assert ("予約", ("予約不要", "予約不要")) in [(row.label, row.values) for row in found.same]


def test_a_host_reads_what_helps_and_never_why() -> None:
    stated = {
        "needs": ["孤立"],
        "mobility": {"mode": "wheelchair", "aids": ["補聴器"]},
        "access_needs": ["車いす"],
        "preferences": ["1対1から", "無料", "麻雀"],
    }
    person = read(stated, VOCABULARY).main
    assert helpful(person) == ("車いすで入れる道と席", "静かな席で、ゆっくり話す", "はじめは1対1で話す人")


def test_the_papers_are_for_the_person_the_host_and_the_companion_and_label_nobody(there) -> None:
    client = there(a_place("first_visit:leave_early_ok", meetings=held("FREQ=WEEKLY;BYDAY=MO")), a_place())
    page = page_of(client.post("/match/visit", data=form_of(client, 2)))
    papers = page.text("section")
    for words in (
        "行ってみる方へ",
        "受け入れる会の方へ",
        "一緒に行く方へ",
        "次は 4月6日（月）",
        "帰って大丈夫です",
        "杖を置ける席",
        "静かな席",
    ):
        assert words in papers
    for wish in ("行ってみたい", "一緒に行く人がほしい", "手伝いたい"):
        assert papers.count(wish) == 2
    assert not [words for words in TOLD if words in papers]
    assert "どこも分からないこと" in page.text()


def test_what_a_group_says_of_a_first_day_is_printed_on_every_paper(there) -> None:
    said = (FirstDay(term="bring", text="上履き、飲み物"), FirstDay(term="greeter", text="入口の当番"))
    client = there(a_place(first_days=said))
    papers = page_of(client.post("/match/visit", data=form_of(client, 1))).text("section")
    assert (papers.count("入口の当番"), papers.count("上履き、飲み物")) == (3, 3)


def test_one_place_alone_is_not_compared(there) -> None:
    client = there(a_place())
    page = page_of(client.post("/match/visit", data=form_of(client, 1)))
    assert "どこも分からないこと" not in page.text()
    assert page.text("h2").count("これからの5週間") == 1


@pytest.mark.parametrize("chosen", [0, 4])
def test_none_or_too_many_are_asked_about_and_the_answer_stays(there, chosen: int) -> None:
    client = there(*(a_place() for _ in range(5)))
    answer = client.post("/match/visit", data=form_of(client, chosen))
    assert answer.status_code == 422
    assert "1つから3つまで" in page_of(answer, 422).text()
    assert page_of(answer, 422).all("input", name="place")
    assert client.post("/match/visit.pdf", data=form_of(client, chosen)).status_code == 422


def test_a_coarse_place_stands_coarsely_on_paper(there) -> None:
    venue = PublicVenue(place="北一丁目・社協に連絡", coarse=True, town="北一丁目")
    client = there(a_place(venues=(venue,), place=venue.place))
    papers = page_of(client.post("/match/visit", data=form_of(client, 1))).text("section")
    assert "社協の人が、くわしい場所をお知らせします" in papers


def test_what_only_supporters_know_stands_on_the_answer_and_not_beside_the_papers(there) -> None:
    def facts(ids: list[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        return dict.fromkeys(ids, (("支援者だけのメモ", "初めての男性に強い"),))

    client = there(a_place(), a_place(), supporter_facts=facts)
    assert "初めての男性に強い" in client.post("/match", data=SHEET).text
    assert "初めての男性に強い" not in client.post("/match/visit", data=form_of(client, 2)).text


def test_the_pdf_has_a_page_for_each_reader_and_the_same_bytes_twice(there) -> None:
    client = there(a_place(name="#strong[会] \\ $x$", meetings=held("FREQ=WEEKLY;BYDAY=MO")), a_place())
    form = form_of(client, 2)
    first, second = (client.post("/match/visit.pdf", data=form) for _ in "ab")
    assert first.mimetype == "application/pdf"
    assert first.data == second.data
    assert len(re.findall(rb"/Type\s*/Page\b", first.data)) == 7


def test_neither_the_sheet_nor_the_choice_is_logged_or_put_into_an_address(there, caplog) -> None:
    client = there(a_place())
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/match/visit", data=form_of(client, 1))
    assert "みどり団地" not in caplog.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/match/visit").status_code == 405
