from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory.call_list import ToCall
from directory.listing import Word
from directory.public_view import PublicListing
from directory.views import find
from directory.views.find import Question, Suggestion, Suggestions
from directory.vocabulary import Vocabulary
from tests.directory.views.standing import TODAY, Standing, summaries
from tests.factories import a_public_listing
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]


@pytest.fixture
def asked(client_of: ClientOf) -> Callable[..., tuple[FlaskClient, list[Question]]]:
    def make(*kept: PublicListing, note: str | None = None) -> tuple[FlaskClient, list[Question]]:
        heard: list[Question] = []

        def find_places(question: Question) -> Suggestions:
            heard.append(question)
            places = tuple(
                Suggestion(listing_id=listing.id, reasons=("体操をする会です",), ask=("日時は？",)) for listing in kept
            )
            return Suggestions(places=places, place_note=note)

        vocabulary = Vocabulary.load()
        parts = find.Parts(
            find_places=find_places,
            listings=lambda ids: tuple(Standing(kept).listings(ids)),
            summaries=summaries(vocabulary),
            vocabulary=vocabulary,
            whom_to_call=lambda listing: ToCall("窓口", "046-000-0001", "聞きたいのですが。"),
            today=lambda: TODAY,
        )
        return client_of(find.blueprint(parts)), heard

    return make


def test_three_questions_are_asked_and_no_name(asked: Callable[..., tuple[FlaskClient, list[Question]]]) -> None:
    client, heard = asked()
    page = page_of(client.get("/find"))
    assert next(e.text for e in page.all("legend")).startswith("1. なに")
    assert {e.get("name") for e in page.all("input")} == {"what", "day", "half", "place"}
    assert heard == []


def test_the_answers_reach_the_matcher_and_the_places_come_back_with_reasons(
    asked: Callable[..., tuple[FlaskClient, list[Question]]],
) -> None:
    salon = a_public_listing(name="北の体操", words=(Word(scheme="content", term="exercise"),))
    client, heard = asked(salon, note="「北五丁目」の近くからさがしました。")
    form = {"what": ["exercise", "nonsense"], "day": ["WE", "MO", "XX"], "half": "am", "place": " 北五丁目 "}
    page = page_of(client.post("/find", data=form))
    assert heard == [Question(contents=("exercise",), days=("MO", "WE"), half="am", place="北五丁目")]
    assert (heard[0].begins, heard[0].ends) == ("09:00", "12:00")
    shown = page.text("li", class_="card")
    assert "北の体操" in shown
    assert "体操をする会です" in shown
    assert "□ 日時は？" in shown
    assert "046-000-0001" in shown
    assert "聞きたいのですが。" not in shown  # the questions stand there already
    assert "「北五丁目」の近く" in page.text("main")


def test_at_most_three_places_are_suggested(asked: Callable[..., tuple[FlaskClient, list[Question]]]) -> None:
    client, _ = asked(*(a_public_listing() for _ in range(5)))
    assert len(page_of(client.post("/find")).all("li", class_="card")) == 3


def test_places_for_no_answers_at_all_are_said_to_be_examples(
    asked: Callable[..., tuple[FlaskClient, list[Question]]],
) -> None:
    client, _ = asked(a_public_listing())
    unanswered = page_of(client.post("/find", data={"half": "", "place": " "})).text("main")
    assert "例としてお見せしています" in unanswered
    assert "選びました" not in unanswered
    answered = page_of(client.post("/find", data={"half": "am"})).text("main")
    assert "例として" not in answered
    assert "選びました" in answered


def test_no_answer_leads_to_a_person_and_calls_nobody_lonely(
    asked: Callable[..., tuple[FlaskClient, list[Question]]],
) -> None:
    client, _ = asked()
    page = page_of(client.post("/find", data={"half": "midnight"}))
    assert "/desk" in page.links()
    assert "孤" not in page.text()


def test_an_answer_lies_in_no_cache_and_sets_no_cookie(
    asked: Callable[..., tuple[FlaskClient, list[Question]]],
) -> None:
    client, _ = asked()
    answer = client.post("/find", data={"place": "北五丁目"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_places_found_have_an_address_of_their_own_that_tells_nothing_of_the_answers(
    asked: Callable[..., tuple[FlaskClient, list[Question]]],
) -> None:
    kept = [a_public_listing(name=f"会{n}") for n in range(4)]
    client, heard = asked(*kept)
    page = page_of(client.post("/find", data={"what": "exercise", "day": "WE", "place": "北五丁目"}))
    (share,) = (link for link in page.links() if link.startswith("/find/places"))
    assert share == "/find/places?" + "&".join(f"id={one.id}" for one in kept[:3])
    shared = page_of(client.get(share))
    assert [e.text for e in shared.all("a") if (e.get("href") or "").startswith("/resources/")] == ["会0", "会1", "会2"]
    assert "tel:046-000-0001" in shared.links()
    assert "北五丁目" not in shared.text()
    assert len(heard) == 1
    too_many = "/find/places?" + "&".join(f"id={one.id}" for one in (*kept[:1] * 2, *kept))
    assert len(page_of(client.get(too_many)).all("li", class_="card")) <= 3
    assert client.get("/find/places?id=nowhere").headers["Location"] == "/find"
