"""Random people × catalogues against the slow checker: hard rules hold, unknown excludes nobody, sums are right."""

import json
import random
from dataclasses import replace

import pytest

from directory.public_view import PublicListing
from matching.person import read
from tests.matching.listings import a_place, chance_of, held, words_of
from tests.matching.places import TOWNS, VOCABULARY, rank
from tests.matching.slow_checker import broken

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


def clean(person: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in person.items() if value not in (None, [])}


@pytest.mark.parametrize("seed", range(60))
def test_no_hard_rule_is_broken_and_every_sum_is_right(seed: int) -> None:
    chance = chance_of(seed)
    listings = [some_listing(chance) for _ in range(30)]
    for _ in range(5):
        stated = clean(some_person(chance))
        person = read(stated, VOCABULARY).main
        here = TOWNS.get(str(stated.get("place")))
        found = rank(listings, **stated)
        for match in found.matches:
            assert not list(broken(person, match.listing, VOCABULARY, here)), (stated, match.listing)
            assert match.points == sum(finding.points for finding in match.findings)
            assert all(f.points == 0 for f in match.findings if f.verdict == "unknown" and f.rule != "exertion")
        assert not {m.listing.id for m in found.matches} & {out.listing.id for out in found.excluded}
        assert json.dumps(rank(listings[::-1], **stated).as_json()) == json.dumps(found.as_json())


@pytest.mark.parametrize("seed", range(40))
def test_of_what_nothing_is_known_nothing_excludes(seed: int) -> None:
    stated = clean(some_person(chance_of(seed)))
    bare = a_place(kind=None, town=None, venues=(), place="")
    assert not rank([bare], **stated).excluded


@pytest.mark.parametrize("seed", range(40))
def test_learning_a_fact_never_makes_met_unknown(seed: int) -> None:
    chance = chance_of(seed)
    listing = replace(some_listing(chance), status="active", residents_of=(), minimum_age=None, maximum_age=None)
    said = {(word.scheme, word.term) for word in listing.words}
    (more,) = words_of(
        [chance.choice([w for w in WORDS if w.startswith("access") and tuple(w.split(":")) not in said])]
    )
    stated = clean(some_person(chance))
    before, after = rank([listing], **stated), rank([replace(listing, words=(*listing.words, more))], **stated)
    for old, new in zip(before.matches, after.matches, strict=False):
        met = {finding.rule for finding in old.findings if finding.verdict == "met"}
        assert not met & {finding.rule for finding in new.findings if finding.verdict == "unknown"}


@pytest.mark.parametrize("seed", range(40))
def test_going_farther_never_loses_a_place_for_reach(seed: int) -> None:
    chance = chance_of(seed)
    listings = [some_listing(chance) for _ in range(20)]
    stated = clean(some_person(chance)) | {"place": "北一丁目"}

    def out_of_reach(minutes: int) -> set[str]:
        found = rank(listings, **stated | {"mobility": {"mode": "walk", "minutes": minutes}})
        return {out.listing.id for out in found.excluded if out.rule == "reach"}

    assert out_of_reach(60) <= out_of_reach(15) <= out_of_reach(6)
