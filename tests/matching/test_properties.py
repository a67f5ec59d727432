"""What holds of every person and place: unknown excludes nobody, a fact takes nothing back, range only widens."""

import random
from dataclasses import replace

import pytest

from directory.listing import Word
from directory.public_view import PublicListing
from geodata.ways import Ways
from matching.judging import Verdicts
from matching.person import read
from matching.rules import Asked
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET
from matching.table import Table
from tests.matching import random_town
from tests.matching.listings import a_place, chance_of, held
from tests.matching.places import DAY, TOWNS, VOCABULARY, matcher, rank

WORDS = (
    "need:isolation", "need:care_prevention", "target:older", "target:anyone", "target:child", "content:tea_chat",
    "content:walking", "content:exercise", "~content:game", "access:wheelchair", "!access:wheelchair", "access:stairs",
    "!access:accessible_toilet", "access:pickup", "access:home_visit", "access:online", "role:supporter",
)  # fmt: skip
TYPES = ("salon", "kayoi_no_ba", "ibasho", "kodomo_shokudo", "mutual_aid", "consult_desk", "work_prep", None)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def some_listing(chance: random.Random) -> PublicListing:
    meetings = held(f"FREQ=WEEKLY;BYDAY={chance.choice(DAYS)}") if chance.random() < 0.5 else ()
    return a_place(
        *dict.fromkeys(chance.sample(WORDS, chance.randrange(5))),
        id=f"{chance.getrandbits(128):032x}",
        kind=chance.choice(TYPES),
        town=chance.choice([*TOWNS, None]),
        status=chance.choice(["active", "unknown", "unknown", "paused"]),
        minimum_age=chance.choice([None, None, 65]),
        maximum_age=chance.choice([None, None, None, 18]),
        capacity=chance.choice([None, 5, 40]),
        fee_yen_max=chance.choice([None, 0, 800]),
        residents_of=chance.choice([(), (), ("北",), ("ひかり台",)]),
        meetings=meetings,
    )


def some_person(chance: random.Random) -> dict[str, object]:
    mode = chance.choice([None, "walk", "walk", "wheelchair", "bicycle", "car", "homebound"])
    return {
        "age": chance.choice([None, 5, 16, 35, 52, 70, 88]),
        "needs": chance.sample(["孤立", "介護予防", "ひきこもり", "食", "子育て"], chance.randrange(3)),
        "interests": chance.sample(["お茶", "麻雀", "ウォーキング"], chance.randrange(2)),
        "place": chance.choice([None, *TOWNS]),
        "mobility": {"mode": mode, "minutes": chance.choice([None, 3, 10, 30])} if mode else None,
        "access_needs": chance.sample(["車いす", "多目的トイレ", "訪問"], chance.choice([0, 0, 1])),
        "availability": [{"days": [chance.choice(DAYS)]}] if chance.random() < 0.3 else [],
        "avoid": chance.sample(["体操", "麻雀"], chance.choice([0, 0, 1])),
        "roles": chance.choice([[], ["参加者"], ["支え手"]]),
    }


def verdicts(listing: PublicListing, stated: dict[str, object]) -> dict[str, int]:
    """Every applying rule's verdict on one listing, offered or not."""
    judged = Verdicts.of(asked_of(stated, Table.build([listing], VOCABULARY, 1))).judged
    return {rule.id: int(one.verdict[0]) for rule, one in judged}


def asked_of(stated: dict[str, object], table: Table) -> Asked:
    sheet = read(stated, VOCABULARY)
    return matcher()._asked(sheet.main, sheet.people, table, DAY, Ways())


def clean(person: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in person.items() if value not in (None, [])}


@pytest.mark.parametrize("seed", range(40))
def test_of_what_nothing_is_known_nothing_excludes(seed: int) -> None:
    stated = clean(some_person(chance_of(seed)))
    bare = a_place(kind=None, town=None, venues=(), place="")
    assert not rank([bare], **stated).excluded


@pytest.mark.parametrize("seed", range(150))
def test_learning_a_fact_never_makes_met_unknown(seed: int) -> None:
    chance = chance_of(seed)
    listing, stated = random_town.some_listing(chance), random_town.some_person(chance)
    known = {(word.scheme, word.term) for holder in (listing, *listing.venues) for word in holder.words}
    scheme, term = chance.choice([pair for pair in random_town.WORDS if pair not in known])
    more = Word(scheme=scheme, term=term, value=chance.random() < 0.7)
    before, after = verdicts(listing, stated), verdicts(replace(listing, words=(*listing.words, more)), stated)
    # Whom it is for is the exception: a stated target replaces what is usual for the type.
    lost = {rule for rule, said in before.items() if said == MET and after[rule] == UNKNOWN}
    assert not lost - ({"usual_target", "target", "age"} if scheme == "target" else set()), more


@pytest.mark.parametrize("seed", range(40))
def test_going_farther_never_loses_a_place_for_reach(seed: int) -> None:
    chance = chance_of(seed)
    listings = [some_listing(chance) for _ in range(20)]
    stated = clean(some_person(chance)) | {"place": "北一丁目"}

    def out_of_reach(minutes: int) -> set[str]:
        found = rank(listings, **stated | {"mobility": {"mode": "walk", "minutes": minutes}})
        return {out.listing.id for out in found.excluded if out.rule == "reach"}

    assert out_of_reach(60) <= out_of_reach(15) <= out_of_reach(6)


@pytest.mark.parametrize("seed", range(60))
def test_getting_about_more_easily_never_loses_a_place_for_reach(seed: int) -> None:
    chance = chance_of(seed)
    listing, person = random_town.some_listing(chance), random_town.some_person(chance)
    slower = [
        {"mode": "walk", "minutes": 15, "aids": ["歩行器"]},
        {"mode": "walk", "minutes": 15, "aids": ["杖"]},
        {"mode": "walk", "minutes": 15},
        {"mode": "bicycle", "minutes": 15},
        {"mode": "bicycle", "minutes": 40},
    ]
    order = {UNMET: 0, UNKNOWN: 1, MET: 2, SILENT: 2}
    reached = [order[verdicts(listing, person | {"mobility": one}).get("reach", SILENT)] for one in slower]
    assert reached == sorted(reached)
