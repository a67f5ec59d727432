from datetime import date

import pytest

from directory.japanese_days import date_words, month_words
from directory.listing import Meeting, Series, Word
from directory.public_view import PublicVenue
from directory.summary import Summaries, access, confirmed, cost, steps
from directory.vocabulary import Vocabulary
from tests.factories import a_public_listing

TODAY = date(2026, 11, 22)


def summaries() -> Summaries:
    return Summaries(Vocabulary.load(), {"n": "北部"})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, None),
        ({"fees_text": "お茶代100円", "fee_yen_min": 100}, "お茶代100円"),
        ({"fee_yen_min": 0, "fee_yen_max": 0}, "無料"),
        ({"fee_yen_min": 1000, "fee_yen_max": 1000}, "1,000円"),
        ({"fee_yen_min": 0, "fee_yen_max": 300}, "0〜300円"),
        ({"fee_yen_max": 300}, "300円"),
    ],
)
def test_a_cost_is_told_as_stated_and_never_made_up(values: dict[str, object], words: str | None) -> None:
    assert cost(a_public_listing(**values)) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), None),
        ((("stairs", True),), True),
        ((("stairs", False),), False),
        ((("no_stairs", True),), False),
        ((("no_stairs", False),), True),
        ((("stairs", True), ("no_stairs", True)), None),
    ],
)
def test_steps_are_known_whichever_way_they_were_stated(words: tuple[tuple[str, bool], ...], said: bool | None) -> None:
    stated = tuple(Word(scheme="access", term=term, value=value) for term, value in words)
    assert steps(a_public_listing(words=stated)) is said


def test_access_always_answers_the_four_questions_and_adds_what_was_stated() -> None:
    pickup = Word(scheme="access", term="pickup", value=False)
    told = {fact.label: fact.value for fact in access(a_public_listing(words=(pickup,)))}
    assert told == {
        "階段・段差": None,
        "車いすで入れる": None,
        "バリアフリートイレ": None,
        "駐車場": None,
        "送迎": False,
    }


def test_confirmation_names_the_day_in_both_calendars_or_the_source() -> None:
    assert confirmed(a_public_listing(assured_date=date(2026, 4, 1))) == "2026年（令和8年）4月1日に確認"
    assert confirmed(a_public_listing(source_as_of="2023-01", source_text="計画案")) == "2023年1月の計画案より・要確認"
    assert confirmed(a_public_listing()) == "要確認"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 5, 1), "2019年（令和元年）5月1日"),
        (date(2019, 4, 30), "2019年（平成31年）4月30日"),
        (date(1989, 1, 7), "1989年（昭和64年）1月7日"),
    ],
)
def test_a_day_is_told_in_the_era_it_lies_in(day: date, words: str) -> None:
    assert date_words(day) == words


def test_a_month_that_is_no_month_stays_as_it_was_written() -> None:
    assert month_words("令和5年頃") == "令和5年頃"


def test_a_text_that_was_not_understood_is_printed_as_it_is_and_gives_no_words_of_ours() -> None:
    listing = a_public_listing(meetings=(Meeting(text="そのつど相談"),))
    (when,) = summaries().of(listing, TODAY).when
    assert (when.words, when.certain) == ("そのつど相談", False)


def test_an_understood_text_keeps_the_printed_one_beside_it() -> None:
    meeting = Meeting(text="毎週月曜(祝休)", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=MO"),))
    summary = summaries().of(a_public_listing(meetings=(meeting,)), TODAY)
    assert (summary.when[0].words, summary.when[0].printed) == ("毎週月曜日", "毎週月曜(祝休)")
    assert summary.next_text == "11月23日（月）"


def test_a_meeting_names_its_venue_where_there_are_several() -> None:
    venues = (PublicVenue(place="公園"), PublicVenue(place="会館"))
    listing = a_public_listing(venues=venues, meetings=(Meeting(text="雨の日", venue=1),))
    assert summaries().of(listing, TODAY).when[0].place == "会館"


def test_a_target_gathers_words_ages_and_whose_residents_may_come() -> None:
    listing = a_public_listing(
        words=(Word(scheme="target", term="older"), Word(scheme="target", term="child", value=False)),
        minimum_age=65,
        residents_of=("北一丁目",),
    )
    assert summaries().of(listing, TODAY).target == "高齢者\n65歳以上\n北一丁目にお住まいの方"
    assert summaries().of(a_public_listing(), TODAY).target is None
