"""What was heard by telephone and accepted becomes a dated fact of the listing."""

from datetime import date

import pytest
from sqlalchemy import Engine

from directory.database import reading, writing
from directory.listing import Listing, Meeting, Word
from directory.stewardship import proposals
from directory.store import listing_of, save_listing
from directory.vocabulary import Vocabulary
from tests.factories import a_listing

TODAY = date(2026, 11, 26)


def accepted(engine: Engine, listing: Listing, field: str | None, value: str) -> tuple[Listing, bool]:
    with writing(engine) as session:
        save_listing(session, listing, actor="t", action="edit")
        heard = proposals.propose(session, listing.id, "fact", value, said_by="推進員", field=field)
        _, written = proposals.accept(session, heard, actor="staff", today=TODAY)
    with reading(engine) as session:
        return listing_of(session, listing.id), written


@pytest.mark.parametrize(("value", "is_so"), [("はい", True), ("いいえ", False)])
def test_a_plain_answer_becomes_a_word_heard_by_telephone_on_its_day(engine: Engine, value: str, is_so: bool) -> None:
    before = a_listing(words=(Word(scheme="access", term="wheelchair", value=not is_so), Word(scheme="need", term="x")))
    after, written = accepted(engine, before, "word:access:wheelchair", value)
    (word,) = [one for one in after.words if one.term == "wheelchair"]
    assert (word.value, word.basis, written) == (is_so, "telephone", True)
    assert word.as_of is not None
    assert [one.term for one in after.words if one.scheme == "need"] == ["x"]
    assert after.assured_date == before.assured_date


def test_hours_are_written_where_none_were_listed_and_read_by_staff_where_some_are(engine: Engine) -> None:
    first, written = accepted(engine, a_listing(meetings=()), "schedule_text", "毎週火曜 10時から12時")
    assert written
    assert first.meetings[0].series[0].rrule == "FREQ=WEEKLY;BYDAY=TU"
    known = a_listing(meetings=(Meeting(text="毎月第1月曜", certainty="parsed"),))
    again, written = accepted(engine, known, "schedule_text", "毎週火曜 10時から12時")
    assert (again.meetings, written) == (known.meetings, False)


@pytest.mark.parametrize("field", [None, "word:access", "word:nothing:x", "word::", "unheard_of"])
def test_what_names_no_field_is_left_to_staff(engine: Engine, field: str | None) -> None:
    before = a_listing()
    after, written = accepted(engine, before, field, "はい")
    assert (after, written) == (before, False)


def test_a_proposed_word_reads_as_the_vocabulary_says() -> None:
    words = Vocabulary.load()
    assert proposals.label_of("word:access:wheelchair", words) == words.label("access", "wheelchair")
    assert proposals.label_of("schedule_text", words) == "日時"
    assert proposals.label_of("fees_text", words) == "費用"
