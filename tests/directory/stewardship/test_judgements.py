"""「別のもの」 is remembered, and asked again only where something new speaks for it."""

import pytest
from sqlalchemy import Engine

from directory.database import reading, writing
from directory.duplicates import Pair
from directory.errors import InputWrong
from directory.sameness.likeness import Reason
from directory.stewardship.judgements import Sorted, Verdict, judge, judgements, sort_out, withdraw

NAME, TIME = Reason("name", 5.5, "名前が同じです"), Reason("days", 0.8, "開催日が同じです")
PHONE = Reason("phone", 3.0, "電話番号が同じです")


def said(engine: Engine, verdict: Verdict, *known: Reason) -> None:
    with writing(engine) as session:
        judge(session, "b", "a", verdict, actor="花子", known=[reason.code for reason in known])


def sorted_out(engine: Engine, *why: Reason) -> Sorted:
    with reading(engine) as session:
        return sort_out([Pair("a", "b", 5.0, why)], judgements(session))


def test_a_pair_that_was_called_distinct_is_not_asked_again(engine: Engine) -> None:
    assert sorted_out(engine, NAME).open
    said(engine, "distinct", NAME)
    assert sorted_out(engine, NAME) == Sorted((), (), {})
    assert sorted_out(engine, NAME, TIME) == Sorted((), (), {})


def test_it_is_asked_again_where_the_listings_came_to_share_something_weighty(engine: Engine) -> None:
    said(engine, "distinct", NAME)
    again = sorted_out(engine, NAME, PHONE)
    assert [pair.a for pair in again.open] == ["a"]
    assert again.again["a", "b"].actor == "花子"


def test_what_is_set_aside_waits_and_what_is_withdrawn_is_asked(engine: Engine) -> None:
    said(engine, "later", NAME)
    assert [pair.b for pair in sorted_out(engine, NAME).later] == ["b"]
    with writing(engine) as session:
        withdraw(session, "b", "a")
    assert sorted_out(engine, NAME).open


def test_a_listing_is_not_distinct_from_itself(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(InputWrong):
        judge(session, "a", "a", "distinct", actor="花子")
