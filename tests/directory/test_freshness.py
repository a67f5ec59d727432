"""What a catalogue lacks: due, incomplete, not placed; whom to call about it, and what to say."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from directory.call_list import CallList, call_sentence
from directory.freshness import health, is_due, is_placed, unknown_facts
from directory.listing import Meeting, Series, Word
from directory.profile import Claim, Council, District, Profile
from directory.public_view import PublicListing, PublicVenue
from directory.settings import PROFILES
from directory.vocabulary import Vocabulary
from geodata.zones import Desk
from tests.factories import a_public_listing

VOCABULARY = Vocabulary.load()
SINCE = date(2026, 4, 1)
HALL = PublicVenue(place="北会館", zone_id="north", latitude=35.0, longitude=139.0, point_level=3)
FULL = {
    "types": ("salon",),
    "status": "active",
    "meetings": (Meeting(text="毎週月曜", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=MO"),)),),
    "venues": (HALL,),
    "zone_ids": ("north",),
    "eligibility_text": "どなたでも",
    "fees_text": "無料",
    "application_text": "予約不要",
    "telephone": "000-0000-0001",
    "assured_date": date(2026, 5, 1),
    "words": (
        Word(scheme="access", term="stairs", value=False),
        Word(scheme="access", term="accessible_toilet", value=False),
    ),
}


def a_full_public_listing(**values: object) -> PublicListing:
    return a_public_listing(**(FULL | values))


def unknown(listing: PublicListing) -> list[str]:
    return [fact.id for fact in unknown_facts(listing, VOCABULARY)]


@pytest.mark.parametrize(
    ("assured", "status", "due"),
    [
        (None, "unknown", True),
        (date(2026, 3, 31), "active", True),
        (date(2026, 4, 1), "active", False),
        (None, "ended", False),
    ],
)
def test_what_is_due(assured: date | None, status: str, due: bool) -> None:
    assert is_due(a_public_listing(assured_date=assured, status=status), SINCE) is due


def test_nothing_is_asked_where_everything_is_stated() -> None:
    assert unknown(a_full_public_listing()) == []


@pytest.mark.parametrize(
    ("missing", "fact"),
    [
        ({"status": "unknown"}, "status"),
        ({"meetings": (Meeting(text="不定期", certainty="unparsed"),)}, "schedule"),
        ({"venues": ()}, "venue"),
        ({"venues": (PublicVenue(place="北会館"),)}, "address"),
        ({"eligibility_text": None}, "target"),
        ({"fees_text": None}, "fees"),
        ({"application_text": None}, "application"),
        ({"words": ()}, "access"),
        ({"telephone": None}, "telephone"),
    ],
)
def test_just_what_is_missing_is_asked(missing: dict, fact: str) -> None:
    assert unknown(a_full_public_listing(**missing)) == [fact]


def test_free_of_charge_is_known_and_is_not_the_same_as_unknown() -> None:
    assert unknown(a_full_public_listing(fees_text=None, fee_yen_min=0)) == []


def test_halls_that_differ_in_their_access_are_known_all_the_same() -> None:
    toilet = Word(scheme="access", term="accessible_toilet")
    halls = [
        replace(HALL, words=(toilet, Word(scheme="access", term="stairs", value=value))) for value in (True, False)
    ]
    assert unknown(a_full_public_listing(venues=tuple(halls), words=())) == []
    assert unknown(a_full_public_listing(venues=(*halls, HALL), words=())) == ["access"]


def test_those_who_come_to_the_house_are_not_asked_for_a_hall_or_its_toilet() -> None:
    visiting = a_full_public_listing(types=("mutual_aid",), venues=(), words=())
    assert unknown(visiting) == []


def test_a_place_is_known_when_every_venue_is() -> None:
    assert is_placed(a_full_public_listing())
    assert not is_placed(a_full_public_listing(venues=(HALL, PublicVenue(place="南会館"))))
    assert not is_placed(a_full_public_listing(venues=()))


def test_the_state_of_a_catalogue() -> None:
    fine, old = a_full_public_listing(), a_full_public_listing(assured_date=date(2025, 1, 1))
    nowhere = a_full_public_listing(venues=(PublicVenue(place="どこか"),), zone_ids=(), assured_date=None)
    across = a_full_public_listing(zone_ids=("north", "south"))
    ended = a_full_public_listing(status="ended", assured_date=None, venues=())
    claim = Claim(subject="サロン", figure=4, unit="か所", type="salon", quotation="4箇所", place="1頁")
    found = health([fine, old, nowhere, across, ended], [claim], VOCABULARY, SINCE)
    assert found.total == 5
    assert found.confirmed_long_ago == (old,)
    assert found.never_confirmed == (nowhere,)
    assert found.unplaced == (nowhere,)
    assert found.without_area == (nowhere,)
    assert found.several_areas == (across,)
    assert [(check.listed, check.agrees) for check in found.claims] == [(5, False)]
    assert {lack.fact.id: lack.unknown for lack in found.incomplete}["address"] == 1


def test_an_entry_that_stands_for_several_is_not_counted_against_a_claim() -> None:
    claim = Claim(
        subject="食堂", figure=1, unit="団体", type="kodomo_shokudo", quotation="", place="", umbrella=("E14",)
    )
    listings = [a_public_listing(types=("kodomo_shokudo",), source_id=name) for name in ("E03", "E14")]
    assert health(listings, [claim], VOCABULARY, SINCE).claims[0].agrees


def test_a_kind_of_engawa_counts_as_engawa() -> None:
    claim = Claim(subject="縁側", figure=1, unit="か所", type="engawa", quotation="", place="")
    assert health([a_public_listing(types=("engawa.core",))], [claim], VOCABULARY, SINCE).claims[0].listed == 1


def test_the_sentence_names_the_listing_and_asks_only_for_what_is_unknown() -> None:
    listing = a_full_public_listing(name="サロンこはる", fees_text=None, application_text=None)
    sentence = call_sentence(listing, VOCABULARY)
    assert sentence.startswith("「つなぎ帖」に載っている『サロンこはる』のことでお尋ねします。")
    assert sentence.endswith("。費用、申し込みが要るかを教えていただけますか。")
    assert "変わりはありませんか" in call_sentence(a_full_public_listing(), VOCABULARY)


def a_call_list(phone: str | None = None) -> CallList:
    profile = Profile(
        folder=PROFILES / "zushi",
        name="試験市",
        municipality_code="00000",
        prefecture="",
        city="試験市",
        council=Council(name="試験市社協", phone=phone),
        districts=(District(name="北", reading="きた"), District(name="境", reading="さかい")),
        listing_defaults={},
    )
    north = SimpleNamespace(id="north", desk=Desk("北包括", "", "000-0000-0009"))
    zones = SimpleNamespace(
        zones=(north,),
        locate_text=lambda text: SimpleNamespace(
            status="assigned" if text.endswith("北") else "ambiguous", zone=north if text.endswith("北") else None
        ),
    )
    return CallList(profile, zones)


@pytest.mark.parametrize(
    ("listing", "who", "number"),
    [
        ({"telephone": "000-1"}, "会", "000-1"),
        ({"telephone": None, "zone_ids": ("north",)}, "北包括", "000-0000-0009"),
        ({"telephone": None, "zone_ids": (), "district": "北"}, "北包括", "000-0000-0009"),
        ({"telephone": None, "zone_ids": (), "district": "境"}, "試験市社協", None),
        ({"telephone": None, "zone_ids": ("north", "south"), "district": "北"}, "試験市社協", None),
        ({"telephone": None, "zone_ids": (), "district": None}, "試験市社協", None),
    ],
)
def test_whom_to_call(listing: dict, who: str, number: str | None) -> None:
    call = a_call_list().whom(a_public_listing(name="会", **listing))
    assert (call.who, call.number) == (who, number)
    assert call.sentence


def test_calls_are_grouped_by_whom_to_call_and_known_numbers_come_first() -> None:
    lost = [a_public_listing(reading=f"い{n}") for n in range(3)]
    north = [a_public_listing(zone_ids=("north",), reading=reading) for reading in ("う", "あ")]
    groups = a_call_list().calls([*lost, *north])
    assert [(group.who, len(group.listings)) for group in groups] == [("北包括", 2), ("試験市社協", 3)]
    assert [listing.reading for listing, _ in groups[0].listings] == ["あ", "う"]
