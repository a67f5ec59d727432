"""How well and how fast duplicates are found: `python -m bench.duplicates [work | held-out | speed [LISTINGS]]`.

`work` and `held-out` are two halves of the real listings of ../shared, each written again as people do and put among
look-alikes (tests/directory/sameness): the points were found on the first half only. Precision counts every pair
that is named; recall every pair that should be. `work` also shows what went wrong.
`speed` reads made-up listings of a hundred towns from a database, as `tsunagi duplicates` does, and names the pairs.
Times are of the processor; memory is the whole process's at its largest.
"""

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from itertools import combinations

from sqlmodel import Session

from directory import duplicates, store
from directory.database import open_database, reading, writing
from directory.identifiers import stable_id
from directory.listing import Listing, Meeting, Series, Telephone, Venue, VenueUse
from directory.migrations import migrate
from directory.models import Catalogue
from directory.sameness.catalogue import described_all
from directory.sameness.facts import described
from tests.directory.sameness import labelled
from tests.directory.sameness.labelled import Labelled

SEEDS = range(1, 11)
SHOWN = ("name", "city", "venue", "address", "schedule", "phone", "district", "org")


def quality(half: int, *, show: bool) -> None:
    totals: Counter[str] = Counter()
    for seed in SEEDS:
        made = {f"{n:06}": one for n, one in enumerate(labelled.catalogue(labelled.real_records(half), seed))}
        around = labelled.around()
        read = [labelled.listing_of(one.record, around, id) for id, one in made.items()]
        found = {
            (pair.a, pair.b): pair
            for pair in duplicates.find(described(one, {venue.id: venue for venue in held}) for one, held in read)
        }
        true = _true_pairs(made)
        right = true & found.keys()
        totals += Counter(listings=len(made), true=len(true), found=len(found), right=len(right))
        print(f"{seed:2}: {len(made)} listings, {len(true)} pairs; {_rates(len(true), len(found), len(right))}")
        for pair in sorted(found.keys() ^ true) if show else ():
            print("  missed" if pair in true else f"  wrong {found[pair].points} {found[pair].reasons}")
            for id in pair:
                print("     ", " | ".join(str(made[id].record[key]) for key in SHOWN), *made[id].why)
    print(f"all: {totals['listings']} listings; {_rates(totals['true'], totals['found'], totals['right'])}")


def _true_pairs(made: dict[str, Labelled]) -> set[tuple[str, str]]:
    by_root: dict[str, list[str]] = {}
    for id, one in made.items():
        by_root.setdefault(one.root, []).append(id)
    return {pair for ids in by_root.values() for pair in combinations(sorted(ids), 2)}


def _rates(true: int, found: int, right: int) -> str:
    return f"precision {right / found:.4f} ({found - right} wrong), recall {right / true:.4f} ({true - right} missed)"


def speed(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/catalogue.sqlite")
        migrate(engine)
        with Session(engine) as session:
            session.add(Catalogue(profile="bench", municipality_code="00000"))
            session.commit()
        chance = random.Random(1)
        venues = {venue.id: venue for venue in (_hall(n) for n in range(max(count // 4, 1)))}
        with writing(engine) as session:
            store.save_venues(session, venues.values(), actor="bench", action="create")
            listings = (_group(n, list(venues.values()), chance) for n in range(count))
            store.save_listings(session, listings, actor="bench", action="create")
        before, start = _memory_mb(), time.process_time()
        with reading(engine) as session:
            read = list(described_all(session))
        loaded = time.process_time()
        pairs = duplicates.find(read)
        done = time.process_time()
        engine.dispose()
    print(f"{len(read)} listings, {len(pairs)} pairs: read {loaded - start:.1f} s, compared {done - loaded:.1f} s, ")
    print(f"together {done - start:.1f} s of processor time; memory {before} MB before, {_memory_mb()} MB at most")


TOWNS = [f"{a}{b}" for a in "桜沼池久小山新東西中青緑若栄本旭富松竹梅" for b in "山間子木坪根宿町田原"]
KINDS = ("サロン", "カフェ", "の会", "子ども食堂", "体操クラブ", "ひろば", "茶話会", "健康教室")
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
FAVOURITES = ("ひまわり", "にこにこ", "さくら", "ほっと", "みんなの", "なかよし", "わくわく", "虹の", "笑顔")


def _hall(number: int) -> Venue:
    chance = random.Random(f"hall {number}")
    city, town = f"第{number % 100}市", chance.choice(TOWNS)
    numbers = f"{chance.randrange(1, 7)}-{chance.randrange(1, 60)}-{chance.randrange(1, 30)}"
    return Venue(
        id=stable_id("bench", f"hall {number}"),
        name=f"{town}{chance.choice(['会館', '公民館', '集会所', '福祉センター', '小学校'])}",
        address_text=f"{city}{town}{numbers}",
        city_code=f"{number % 100:05}",
    )


def _group(number: int, halls: list[Venue], chance: random.Random) -> Listing:
    hall = chance.choice(halls)
    own = (
        chance.choice(FAVOURITES) if chance.random() < 0.3 else "".join(chance.choices(KANA, k=chance.randrange(3, 6)))
    )
    series = f"ふれあいサロン{(hall.address_text or '').split('市')[1][:2]}"
    name = series if chance.random() < 0.2 else f"{own}{chance.choice(KINDS)}"
    rule = f"FREQ=MONTHLY;BYDAY={chance.randrange(1, 5)}{chance.choice(['MO', 'TU', 'WE', 'TH', 'FR'])}"
    number_of = f"0{chance.randrange(30, 99)}-{chance.randrange(200, 999)}-{chance.randrange(10000):04}"
    return Listing(
        id=stable_id("bench", f"listing {number}"),
        name=name,
        venues=(VenueUse(location_id=hall.id),),
        meetings=(
            Meeting(text="毎月", certainty="parsed", series=(Series(rrule=rule, start=f"{9 + number % 7:02}:00"),)),
        ),
        phones=(Telephone(number=number_of),) if chance.random() < 0.5 else (),
    )


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "held-out"
    if what == "speed":
        speed(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    elif labelled.REAL.is_file():
        quality(1 if what == "held-out" else 0, show=what == "work")
    else:
        sys.exit("../shared is not there")
