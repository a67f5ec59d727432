"""The residents' three questions: few words, and nothing that the card says anyway."""

from datetime import date

from directory.views.find import Question
from matching.views_find import find_places
from tests.matching.listings import a_place, held
from tests.matching.places import DAY, VOCABULARY, matcher
from tests.matching.test_views import Shown


def test_a_suggestion_says_neither_the_hours_nor_the_distance_again() -> None:
    shown = Shown(a_place("content:game", "target:anyone", meetings=held("FREQ=WEEKLY;BYDAY=TU", text="毎週火曜")))
    answer = find_places(matcher(), shown, shown.fetch, VOCABULARY, lambda: DAY)
    question = Question(contents=("game",), days=("TU",), half="am", place="北一丁目")
    (place,) = answer(question).places
    assert place.reasons == ("希望の「ゲーム・麻雀」と合います", "選んだ曜日と時間に開かれます")
    assert place.minutes is not None
    assert all(text.rstrip("）").endswith(("か", "未登録")) for text in place.ask)


def test_nobody_is_sent_where_nothing_has_been_confirmed_for_years() -> None:
    faded = [a_place("content:game", "target:anyone", assured_date=date(2020, 5, 1)) for _ in range(3)]
    held = a_place("content:game", town="南一丁目", assured_date=None)
    shown = Shown(*faded, held)
    answer = find_places(matcher(), shown, shown.fetch, VOCABULARY, lambda: DAY)
    assert [place.listing_id for place in answer(Question(contents=("game",), place="北一丁目")).places] == [held.id]
