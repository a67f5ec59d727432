"""Duplicates are named with reasons; look-alikes that people tell apart are not."""

import pytest

from directory.duplicates import Pair, find
from directory.listing import Listing, Venue
from directory.sameness.blocks import pairs
from directory.sameness.facts import described, facts_of
from tests.factories import a_listing, a_venue

HALL = a_venue(id="hall", name="沼間会館", town="沼間一丁目", city_code="14208")
OTHER_HALL = a_venue(id="other-hall", name="小坪会館", town="小坪五丁目", city_code="14208")
SAME_HALL_TWICE = a_venue(id="hall-again", name="沼間会館1階", town="沼間一丁目", city_code="14208")
FAR_HALL = a_venue(id="far", name="沼間会館", city_code="13101")
VENUES = {venue.id: venue for venue in (HALL, OTHER_HALL, SAME_HALL_TWICE, FAR_HALL)}


def held(listing_id: str, name: str, venue: Venue | None = None, phone: str | None = None, **values: object) -> Listing:
    venues = [{"location_id": venue.id}] if venue else []
    phones = [{"number": phone}] if phone else []
    return a_listing(id=listing_id, name=name, venues=venues, phones=phones, **values)


def find_in(*listings: Listing) -> list[Pair]:
    return find(described(listing, VENUES) for listing in listings)


def pair(one: Listing, other: Listing) -> Pair | None:
    found = find_in(one, other)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (held("a", "子ども食堂ひまわり", HALL), held("b", "こども食堂 ひまわり", SAME_HALL_TWICE)),
        (held("a", "サロンぬままさん"), held("b", "さろん・ぬままさん")),
        (held("a", "ふれあいサロン桜山", HALL), held("b", "ふれあいサロン さくらやま", HALL)),
        (held("a", "髙橋さんちの縁側", HALL), held("b", "高橋さんちの縁側")),
        (held("a", "楽食会", HALL, "046-871-0000"), held("b", "楽食の会", None, "０４６（８７１）００００")),
        (held("a", "にじいろ広場", reading="にじいろひろば"), held("b", "虹色ひろば", HALL, reading="ニジイロヒロバ")),
        (held("a", "南台サロン", HALL), held("b", "旧名", HALL, alternate_names=("南台さろん",))),
    ],
)
def test_one_thing_written_twice_is_found(one: Listing, other: Listing) -> None:
    found = pair(one, other)
    assert found is not None
    assert (found.a, found.b) == ("a", "b")
    assert all(reason.endswith(("です", "います")) for reason in found.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (held("a", "沼間第1サロン", HALL), held("b", "沼間第2サロン", HALL)),
        (held("a", "逗子六丁目サロン", HALL), held("b", "逗子一丁目サロン", HALL)),
        (held("a", "東サロン", HALL), held("b", "西サロン", HALL)),
        (held("a", "みんなでごはん", HALL), held("b", "みんなでごはん", FAR_HALL)),
        (held("a", "みんなでごはん", HALL), held("b", "みんなでごはん", OTHER_HALL)),
        (held("a", "沼間会館太極拳", HALL), held("b", "沼間会館麻雀の会", HALL)),
        (held("a", "おしゃべりサロン(0歳児)", HALL), held("b", "おしゃべりサロン(障がい児)", HALL)),
        (held("a", "将棋の会", HALL, "046-871-0000"), held("b", "フラダンス", HALL, "046-871-0000")),
    ],
)
def test_two_things_that_look_alike_are_left_alone(one: Listing, other: Listing) -> None:
    assert pair(one, other) is None


def test_the_number_of_a_desk_beside_many_listings_proves_nothing() -> None:
    listings = [held(f"{n}", f"桜{'一二三四五六'[n]}会サロン", HALL, "046-873-8011") for n in range(6)]
    assert find_in(*listings) == []


def test_the_likeliest_pair_comes_first_whatever_the_order() -> None:
    listings = [held("a", "楽食会"), held("b", "楽食会", HALL), held("c", "楽食会", HALL)]
    found = find_in(*listings)
    assert [(p.a, p.b) for p in found] == [("b", "c"), ("a", "b"), ("a", "c")]
    assert find_in(*listings[::-1]) == found


def test_a_name_of_marks_only_is_compared_without_falling_over() -> None:
    assert pair(held("a", "☆", HALL), held("b", "○", HALL)) is None


def test_the_work_grows_with_the_listings_and_not_with_their_square() -> None:
    listings = [held(f"{n:05}", f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}サロン", HALL) for n in range(2000)]
    facts = [facts_of(described(listing, VENUES)) for listing in listings]
    assert sum(1 for _ in pairs(facts)) < 20 * len(facts)
