"""Random people and catalogues of the tests' municipality: every rule's facts stated, denied, named or unknown."""

import random
from datetime import date
from uuid import UUID

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from tests.matching.places import TOWNS, VOCABULARY

WORDS = [(s, t.id) for s in ("need", "target", "content", "role", "access", "first_visit", "language", "ability")
         for t in VOCABULARY.terms(s)]  # fmt: skip
VENUE_WORDS = [("access", term) for term in ("wheelchair", "accessible_toilet", "stairs", "no_stairs", "toilet")]
TYPES = [term.id for term in VOCABULARY.terms("type")]
NAMES = ("つどい", "歩こう会", "麻雀の会", "みどり団地の茶の間", "ひかり台体操", "あおば荘クラブ", "自治会館サロン")
TEXTS = (None, "お茶と体操", "雨の日は休み", "麻雀はしません", "歌と麻雀", "カラオケなし", "女性のみ", "男性限定の麻雀")
BOOKING = (None, None, "予約不要", "要予約", "申込なし。直接会場へ", "電話で申込")
EXTENTS = ((), (), (), ("北",), ("南",), ("ひかり台",), ("みどり団地",), ("あおば荘",))
RRULES = ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=MONTHLY;BYMONTHDAY=15",
          "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260327", "")  # fmt: skip
HOURS = ((None, None), ("10:00", "12:00"), ("13:00", None), ("13:30", "15:30"), ("18:00", "20:00"))
PLACES = (None, "どこか", "市外", *TOWNS, *TOWNS, "北二丁目 ひかり台", "北二丁目 みどり団地", "南一丁目 あおば荘")
NEEDS = [term.label for term in VOCABULARY.terms("need")]
WISHES = [term.label for s in ("content", "preference", "target", "access", "language") for term in VOCABULARY.terms(s)]
WISHES += ["カラオケ", "麻雀", "茶の間", "無料", "300円まで", "女性中心", "男性歓迎"]


def some_listing(chance: random.Random) -> PublicListing:
    kinds = chance.sample(TYPES, chance.choice([0, 1, 1, 1, 1, 2]))
    words = [_word(chance, *pair) for pair in chance.sample(WORDS, chance.randrange(9))]
    venues = tuple(some_venue(chance) for _ in range(chance.choice([0, 1, 1, 1, 2])))
    name = chance.choice(NAMES) + str(chance.randrange(100))
    return PublicListing(
        id=str(UUID(int=chance.getrandbits(128))),
        source_id=None,
        name=name,
        reading=name,
        types=tuple(kinds),
        status=chance.choice(["active", "active", "unknown", "unknown", "paused", "ended", "preparing"]),
        description=chance.choice(TEXTS),
        district=chance.choice([None, "北", "南"]),
        venues=venues,
        meetings=tuple(_meeting(chance) for _ in range(chance.choice([0, 0, 1, 1, 2]))),
        words=tuple(words),
        minimum_age=chance.choice([None, None, None, 18, 65]),
        maximum_age=chance.choice([None, None, None, 18, 64]),
        fee_yen_max=chance.choice([None, 0, 100, 800]),
        application_text=chance.choice(BOOKING),
        capacity=chance.choice([None, 5, 8, 20, 40]),
        extents=chance.choice(EXTENTS),
        residents_of=chance.choice(EXTENTS),
        assured_date=chance.choice([None, date(2026, 2, 1), date(2023, 1, 1)]),
        place=venues[0].place if venues else "",
    )


def some_venue(chance: random.Random) -> PublicVenue:
    town = chance.choice([None, *TOWNS])
    point = TOWNS.get(town or "", (None, None))
    exact = town is not None and chance.random() < 0.5
    if exact:
        point = point[0] + chance.uniform(-0.004, 0.004), point[1] + chance.uniform(-0.004, 0.004)
    return PublicVenue(
        place=chance.choice(["会館", "みどり団地集会所", "ひかり台公園"]),
        town=town,
        latitude=point[0],
        longitude=point[1],
        point_level=8 if exact else 3 if town else 0,
        setting=chance.choice([None, "indoor", "outdoor", "both"]),
        words=tuple(_word(chance, *pair) for pair in chance.sample(VENUE_WORDS, chance.randrange(3))),
    )


def _word(chance: random.Random, scheme: str, term: str) -> Word:
    value = chance.random() < 0.75
    named = value and scheme in ("target", "content") and chance.random() < 0.3
    return Word(scheme=scheme, term=term, value=value, basis="name" if named else "stated")


def _meeting(chance: random.Random) -> Meeting:
    start, end = chance.choice(HOURS)
    series = () if chance.random() < 0.2 else (Series(rrule=chance.choice(RRULES), start=start, end=end),)
    single = not series or not series[0].rrule or chance.random() < 0.1
    dates = chance.choice([(), ("2026-05-02", "2026-05-12"), ("2026-03-30",)]) if single else ()
    certainty = (
        "unparsed"
        if not any(one.rrule for one in series) and not dates
        else chance.choice(["parsed", "parsed", "partial"])
    )
    return Meeting(text="書かれた日時", certainty=certainty, series=series, dates=dates)


def some_person(chance: random.Random) -> dict[str, object]:
    """PERSON.json of somebody; every field may be missing."""
    mode = chance.choice([None, None, "walk", "walk", "wheelchair", "bicycle", "bus", "car", "homebound"])
    days = chance.sample(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 2)
    hours = chance.choice([{}, {"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}])
    person = {
        "age": chance.choice([None, 3, 10, 16, 20, 35, 52, 58, 66, 70, 88]),
        "age_band": chance.choice([None, None, None, "60-69", "90+", "10代"]),
        "needs": chance.sample(NEEDS, chance.choice([0, 1, 1, 2, 3])),
        "interests": chance.sample(WISHES, chance.choice([0, 0, 1, 2])),
        "preferences": chance.sample(WISHES, chance.choice([0, 0, 0, 1, 2])),
        "avoid": chance.sample([*WISHES, "屋外", "大人数"], chance.choice([0, 0, 0, 1, 2])),
        "roles": chance.choice([[], [], ["参加者"], ["支え手"], ["ボランティア"], ["支え手にも受け手にも"],
                                ["有償ボランティア", "参加者"], ["就労体験"], ["主宰者"]]),
        "abilities": chance.sample(["料理", "軽作業", "裁縫", "車の運転", "大工"], chance.choice([0, 0, 1, 2])),
        "stage": chance.choice([None, None, "日常生活自立", "社会的自立", "就労自立"]),
        "place": chance.choice(PLACES),
        "mobility": {"mode": mode, "minutes": chance.choice([None, 3, 5, 10, 20, 45]),
                     "aids": chance.sample(["杖", "歩行器", "ベビーカー", "車いす"], chance.choice([0, 0, 1]))},
        "access_needs": chance.sample(["車いす", "バリアフリートイレ", "訪問", "段差なし", "筆談", "見学"],
                                      chance.choice([0, 0, 1, 2])),
        "availability": chance.choice([[], [], [{"days": days, **hours}], [{**hours}] if hours else []]),
        "household": [],
    }  # fmt: skip
    if chance.random() < 0.2:
        person["household"] = [{"age": chance.choice([4, 40, 82]), "needs": chance.sample(NEEDS, 1)}]
    if mode is None:
        del person["mobility"]
    return {name: value for name, value in person.items() if value not in (None, [])}
