"""What staff type becomes the listing they mean, and nothing they did not touch changes."""

from datetime import date

import pytest

from directory.listing import Listing, Meeting, Venue, Word
from directory.stewardship.forms import Form, listing_form, read_listing, read_venue, venue_form
from directory.vocabulary import Vocabulary
from tests.factories import a_full_listing, a_listing, a_private_home, a_venue

TODAY = date(2026, 11, 22)
VOCABULARY = Vocabulary.load()


def typed_back(listing: Listing, **typed: list[str]) -> tuple[Listing | None, Form]:
    sent = dict(listing_form(listing).typed) | {f"has-{scheme}": ["1"] for scheme in ("type", "need")}
    form = Form(sent | {name.replace("__", "-"): values for name, values in typed.items()})
    schedules = {meeting.text: meeting for meeting in listing.meetings}
    return read_listing(form, listing, VOCABULARY, lambda t, c: schedules.get(t, Meeting(text=t)), TODAY), form


def test_a_form_sent_back_untouched_changes_nothing() -> None:
    listing = a_full_listing(a_venue(), words=(Word(scheme="access", term="wheelchair", value=False, basis="visit"),))
    assert typed_back(listing)[0] == listing


def test_what_the_form_does_not_show_stays() -> None:
    listing = a_listing(source_id="S1", name_text="元の名", words=(Word(scheme="language", term="en"),))
    changed, _ = typed_back(listing, name=["新しい名"])
    assert changed == listing.model_copy(update={"name": "新しい名"})


def test_three_values_become_rows_and_unknown_becomes_none() -> None:
    term = VOCABULARY.terms("access")[0].id
    yes, _ = typed_back(a_listing(), **{f"access__{term}": ["yes"]})
    assert yes is not None
    assert yes.words == (Word(scheme="access", term=term, value=True, as_of=TODAY),)
    unknown, _ = typed_back(yes, **{f"access__{term}": [""]})
    assert unknown is not None
    assert unknown.words == ()


def test_a_word_that_is_ticked_off_goes_and_one_that_stays_keeps_its_basis() -> None:
    kept = Word(scheme="need", term="isolation", basis="telephone")
    listing = a_listing(words=(Word(scheme="type", term="salon"), kept))
    changed, _ = typed_back(listing, type=["engawa"])
    assert changed is not None
    assert changed.words == (kept, Word(scheme="type", term="engawa", as_of=TODAY))


def test_a_term_that_no_vocabulary_knows_is_not_written() -> None:
    changed, _ = typed_back(a_listing(), type=["made_up"])
    assert changed is not None
    assert changed.words == ()


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("name", "", "name"),
        ("minimum_age", "六十", "minimum_age"),
        ("capacity", "0", "capacity"),
        ("minimum_age", "131", "minimum_age"),
        ("phone__0__number", "でんわ", "phone-0-number"),
    ],
)
def test_a_wrong_value_is_named_beside_its_field_and_stays_as_typed(field: str, value: str, wrong: str) -> None:
    made, form = typed_back(a_listing(), **{field: [value]})
    assert made is None
    assert wrong in form.errors
    assert form.value(field.replace("__", "-")) == value


def test_numbers_may_be_typed_in_any_width_and_with_their_unit() -> None:
    changed, _ = typed_back(a_listing(), minimum_age=["６５歳"], fee_yen_min=["1,000円"])
    assert changed is not None
    assert (changed.minimum_age, changed.fee_yen_min) == (65, 1000)


def test_limits_the_wrong_way_round_are_refused() -> None:
    made, form = typed_back(a_listing(), minimum_age=["70"], maximum_age=["60"])
    assert made is None
    assert "maximum_age" in form.errors


def test_an_emptied_row_goes_and_the_others_close_up() -> None:
    listing = a_full_listing(a_venue())
    changed, _ = typed_back(listing, phone__0__number=[""], meeting__1__text=["毎週月曜"])
    assert changed is not None
    assert [phone.number for phone in changed.phones] == ["000-000-0002"]
    assert [meeting.text for meeting in changed.meetings] == [listing.meetings[0].text, "毎週月曜"]


def test_a_venue_taken_off_is_no_longer_the_place_of_a_schedule() -> None:
    listing = a_full_listing(a_venue())
    changed, _ = typed_back(listing, venue__0__keep=[])
    assert changed is not None
    assert changed.venues == ()
    assert changed.meetings[0].venue is None


def venue_back(venue: Venue, **typed: list[str]) -> tuple[Venue | None, Form]:
    form = Form(dict(venue_form(venue).typed) | typed)
    return read_venue(form, venue, VOCABULARY, TODAY), form


def test_a_venue_sent_back_untouched_changes_nothing() -> None:
    home = a_private_home(latitude=35.3, longitude=139.6, point_level=3, point_method="address")
    assert venue_back(home)[0] == home


def test_a_point_set_by_hand_is_marked_so() -> None:
    moved, _ = venue_back(a_venue(), latitude=["35.2951"], longitude=["１３９．５８"])
    assert moved is not None
    assert (moved.latitude, moved.longitude, moved.point_method) == (35.2951, 139.58, "hand")


@pytest.mark.parametrize(("latitude", "longitude"), [("35.3", ""), ("北緯", "139"), ("95", "139"), ("nan", "139")])
def test_half_a_point_or_none_at_all_is_refused(latitude: str, longitude: str) -> None:
    made, form = venue_back(a_venue(), latitude=[latitude], longitude=[longitude])
    assert made is None
    assert form.errors
