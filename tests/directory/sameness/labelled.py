"""A labelled catalogue: real listings, each once more as somebody else wrote it, among look-alikes that are others.

Built at run time from `../shared` where it is there; nothing of it stands here. `half` 0 is for working on, 1 is held
out: neither a listing nor its look-alikes stand in both.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random as Chance

from directory.intake.reading import Surroundings, listing_from
from directory.listing import Listing, Venue
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded
from tests.directory.sameness import corruptions
from tests.directory.sameness.corruptions import Record, a_number, chance_of

REAL = Path(__file__).parents[4] / "shared" / "data" / "listings" / "listings.jsonl"
DISTRICTS = ("桜山", "沼間", "池子", "久木", "小坪", "山の根", "新宿", "東", "西", "中央")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One record and what it really is: records of one `root` are one listing. `why`: how it came about."""

    root: str
    why: tuple[str, ...]
    record: Record


def real_records(half: int | None = None) -> list[Record]:
    lines = (json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines())
    return [record(one) for one in lines if half is None or _half(one["id"]) == half]


def _half(key: str) -> int:
    return hashlib.sha256(key.encode()).digest()[0] % 2


def record(one: dict[str, str | None]) -> Record:
    chance = chance_of(f"telephone {one['id']}")
    city = one["municipality"]
    desk = a_number(chance_of(f"desk {city}"))
    has_desk = chance_of(f"has desk {city}").random() < 0.4
    phone = desk if has_desk else a_number(chance) if chance.random() < 0.6 else None
    address = one["address_text"]
    return {
        "id": one["id"], "name": one["name"], "kind": one["kind_label"], "city": city, "pref": one["pref"],
        "venue": one["venue_text"], "address": address and re.sub(r"\s+", " ", address),
        "schedule": one["schedule_text"], "org": one["contact_org"], "phone": phone,
        "district": one.get("district"), "has_desk": "x" if has_desk else None,
        "fee": one["fee_text"], "target": one["target_text"],
    }  # fmt: skip


def catalogue(records: Sequence[Record], seed: int = 1) -> list[Labelled]:
    """Every record, each written again once, and look-alikes of every kind."""
    by_city: dict[str | None, list[Record]] = defaultdict(list)
    for one in records:
        by_city[one["city"]].append(one)
    made = []
    taken = {(one["city"], None, str(one["name"])) for one in records}
    for one in records:
        chance = chance_of(f"{seed} {one['id']}")
        root = str(one["id"])
        halls = [h for h in by_city[one["city"]] if (h["venue"] or h["address"]) and h["address"] != one["address"]]
        again, done = corruptions.written_again(one, halls, chance)
        made += [Labelled(root, (), one), Labelled(root, done, again)]
        if one["city"]:
            found = list(_look_alikes(one, records, halls, chance))
            if not taken & (
                names := {
                    (one["city"], place, str(x.record["name"]))
                    for x in found
                    for place in (None, x.record["district"] or x.record["venue"])
                    if place or "/two" in x.root
                }
            ):
                made += found
                taken |= names
    return made


def _look_alikes(one: Record, records: Sequence[Record], halls: Sequence[Record], chance: Chance) -> Iterator[Labelled]:
    root = str(one["id"])
    kinds: Sequence[Callable[[], list[Record]]] = (
        lambda: _numbered(one, chance),
        lambda: _series(one, halls, chance),
        lambda: [_homonym(one, records, chance)],
        lambda: [_other_activity(one, records, chance)],
        lambda: _in_two_districts(one, halls, chance),
        lambda: _parts(one, chance),
    )
    kind = chance.randrange(len(kinds))
    for number, found in enumerate(kinds[kind]()):
        name = ("numbered", "series", "homonym", "other_activity", "two_districts", "parts")[kind]
        yield Labelled(f"{root}/{name}{number}", (name,), found)


def _numbered(one: Record, chance: Chance) -> list[Record]:
    base = str(one["name"])
    letters = [] if base[-1].isascii() else [("A", "B"), ("Ⅰ", "Ⅱ")]
    first, second = chance.choice([("第1", "第2"), ("第一", "第二"), ("1", "2"), ("1丁目", "3丁目"), *letters])
    made = []
    for mark in (first, second):
        name = mark + base if mark[0] == "第" and chance.random() < 0.3 else f"{base}{mark}"
        made.append(
            {**one, "name": name, "phone": a_number(chance) if one["phone"] and chance.random() < 0.5 else one["phone"]}
        )
    if chance.random() < 0.5:
        made[1] = corruptions.new_times(made[1], chance) or made[1]
    return made


def _series(one: Record, halls: Sequence[Record], chance: Chance) -> list[Record]:
    """One series in several 地区: 「ふれあいサロン 桜山」, 「ふれあいサロン 沼間」, with one desk's number."""
    series = chance.choice(["ふれあいサロン", "いきいき百歳体操", "オレンジカフェ", "子育てサロン", "地区社協サロン"])
    made = []
    for district, hall in _two_halls("会館", halls, chance):
        name = f"{series} {district}" if chance.random() < 0.5 else f"{district}{series}"
        made.append(
            {
                **one,
                "name": name,
                "district": district if chance.random() < 0.7 else None,
                **{k: hall[k] for k in ("venue", "address")},
            }
        )
    return made


def _homonym(one: Record, records: Sequence[Record], chance: Chance) -> Record:
    """The same name in another municipality."""
    others = [other for other in records if other["city"] and other["city"] != one["city"] and other["address"]]
    return {
        **chance.choice(others),
        "name": one["name"],
        "kind": one["kind"],
        "phone": a_number(chance) if one["phone"] else None,
    }


def _other_activity(one: Record, records: Sequence[Record], chance: Chance) -> Record:
    """Another group in the same hall, with the same desk."""
    other = chance.choice([r for r in records if r["city"] and r["city"] != one["city"]])
    return {**one, "name": other["name"], "schedule": other["schedule"], "kind": other["kind"]}


def _in_two_districts(one: Record, halls: Sequence[Record], chance: Chance) -> list[Record]:
    """A favourite name twice in one municipality, in two 地区, at other times."""
    name = chance.choice(
        [
            "ひまわりサロン",
            "にこにこサロン",
            "なかよし会",
            "みんなの食堂",
            "ほっとカフェ",
            "さくら会",
            "わくわく子ども食堂",
        ]
    )
    made = []
    for district, hall in _two_halls("自治会館", halls, chance):
        found = {**one, "name": name, "district": district, "phone": None, **{k: hall[k] for k in ("venue", "address")}}
        made.append(corruptions.new_times(found, chance) or found)
    return made


def _two_halls(kind: str, halls: Sequence[Record], chance: Chance) -> list[tuple[str, Record]]:
    """Two 地区, each with a hall of its own."""
    others = {(hall["venue"], hall["address"]): hall for hall in halls}
    here = chance.sample(DISTRICTS, 2)
    own: list[Record] = [{"venue": f"{district}{kind}", "address": None} for district in here]
    if len(others) > 1 and chance.random() < 0.5:
        own = chance.sample(list(others.values()), 2)
    return list(zip(here, own, strict=True))


def _parts(one: Record, chance: Chance) -> list[Record]:
    """One hall and one name, but not one group: by age, by day, by half of the day."""
    parts = chance.choice(
        [
            ("（0歳児）", "（1歳児）"),
            ("（午前の部）", "（午後の部）"),
            ("（月曜クラス）", "（木曜クラス）"),
            (" 男性コース", " 女性コース"),
            ("（初級）", "（中級）"),
        ]
    )
    made = [{**one, "name": f"{one['name']}{part}"} for part in parts]
    made[1] = corruptions.new_times(made[1], chance) or made[1]
    return made


def around(geocode: Callable[[str], Geocoded] | None = None) -> Surroundings:
    return Surroundings(vocabulary=Vocabulary.load(), municipality_code="00000", source="一覧", geocode=geocode)


def listing_of(one: Record, surroundings: Surroundings, listing_id: str) -> tuple[Listing, tuple[Venue, ...]]:
    """As the import reads it."""
    values = {
        "name": one["name"], "kind": one["kind"], "municipality": one["city"], "venue_text": one["venue"],
        "address_text": one["address"], "schedule_text": one["schedule"], "contact_org": one["org"],
        "phone": one["phone"], "district": one["district"], "fee_text": one["fee"], "target_text": one["target"],
    }  # fmt: skip
    read = listing_from({k: v for k, v in values.items() if v}, {}, surroundings)
    return read.listing.model_copy(update={"id": listing_id}), read.venues
