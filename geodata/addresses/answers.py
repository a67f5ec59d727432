"""What was read of an address → the answer: matched, or asked about where the town is not certain."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.addresses.koaza_reading import grid_koaza, numbered_koaza, plain_koaza, says_aza, unlisted_koaza
from geodata.addresses.municipality_reading import Start
from geodata.addresses.near_towns import near_towns, stem_at
from geodata.addresses.parts import Numbers, read_numbers
from geodata.addresses.town_reading import TownReading, read_town
from geodata.characters import Folded, key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality, Town
from geodata.geocoded import Geocoded

MAX_CANDIDATES = 10
# About a kilometre.
_SAME_GROUND_DEGREES = 0.01
# After a town: more of a name that ends in 町 before a number; or a 町 alone, which its official name has not.
_RUNS_ON = re.compile(r"[^ 0-9()、,・/の-]{0,4}[町村][0-9]")
# Right after a town, up to a number or a mark: 逗子会館 is a name, not the town 逗子; nor is 桜山ハイツ.
_VENUE = re.compile(
    r"(?:(?![0-9])[^ 0-9()「」、,・/-]{0,12}?(?:会館|公民館|集会所|せんたー|自治会|町内会|学校|保育園|幼稚園|公園|病院"
    r"|郵便局|図書館|体育館|市役所|役場|支所|ほーる|ぷらざ|神社|駅|こみせん|くりにつく)"
    r"|団地|住宅|[荘寮]|はいつ|こーぽ|まんしょん|あぱーと|びる|はうす|ほーむ|ほてる|たわー)"
    r"(?:$|[ 0-9a-zA-Z()「」、,・/])"
)
# A municipality whose stem is written in kana, as ずし市 and 横浜市つづき区.
_KANA_CITY = re.compile("[ぁ-ゖー]{2,}[市区]")
EDGES = " 　\t\r\n、,。"
_CLOSING = {"（": "）", "(": ")", "「": "」", "[": "]", "［": "］", "〈": "〉", "＜": "＞", "<": ">"}
_CLOSING |= dict(zip("【〔《『｛", "】〕》』｝", strict=True))


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read: folded, with its postcode (7 digits; `written` from, to) and where the address begins."""

    folded: Folded
    postcode: str | None
    begin: int
    written: tuple[int, int] = (0, 0)

    def unread(self, begin: int, end: int) -> tuple[str, str]:
        """All that stands before and after the address but its postcode, and of it what stands after, with the marks
        between; a pair of brackets torn apart is dropped.
        """
        pieces = (
            (self.folded.original(0, begin),)
            if self.postcode is None
            else (self.folded.original(0, self.written[0]), self.folded.original(self.written[1], begin))
        )
        before = " ".join(filter(None, [piece.strip(EDGES) for piece in pieces]))
        after = self.folded.original(end)
        if (closing := _CLOSING.get(before[-1:])) is not None:
            before, after = before[:-1].strip(EDGES), after.replace(closing, "", 1)
        elif (bare := after.lstrip(EDGES))[:1] in _CLOSING.values() and bare:
            after = bare[1:]
        return " ".join(filter(None, (before, after.strip(EDGES)))), after


def is_venue_name(text: Text, reading: TownReading) -> bool:
    """Whether the town's name only begins the name of a venue (逗子会館)."""
    return _VENUE.match(text.folded.text, reading.end) is not None


def of_town(
    text: Text, start: Start, municipality: Municipality, reading: TownReading, gazetteer: Gazetteer
) -> Geocoded:
    """One reading of the whole text. A 丁目 that the town has not is asked about, never taken for the town."""
    if reading.wrong_chome is not None and reading.chome is not None:
        return _wrong_chome(text, start, municipality, reading)
    if (asked := _unsure_of_town(text, start, municipality, reading, gazetteer)) is not None:
        return asked
    towns: tuple[Town, ...] = (reading.town, *reading.same)
    if reading.same:
        towns = _as_written(text.folded.original(start.end, reading.end), towns)
    town, *same = towns
    if town is not reading.town:
        reading = replace(reading, town=town)
    koaza, numbers = _koaza_and_numbers(text.folded, municipality, reading)
    level, latitude, longitude = 3, town.latitude, town.longitude
    if numbers.block is not None:
        named = town if (koaza or "") == town.koaza else town._replace(koaza=koaza or "")
        finer = gazetteer.block_point(municipality, named, numbers.block, numbers.number)
        if finer is None and koaza and not town.koaza:
            finer = gazetteer.block_point(municipality, town, numbers.block, numbers.number)
        level, latitude, longitude = finer or (level, latitude, longitude)
    rest, after = text.unread(start.begin, numbers.end)
    answer = Geocoded(
        input=text.folded.source,
        status="matched",
        prefecture=municipality.prefecture,
        city=municipality.city,
        city_code=municipality.code,
        city_in_kana=_in_kana(text, start, municipality),
        town=town.town or None,
        koaza=koaza,
        street=text.folded.original(*reading.street).strip(EDGES) if reading.street else None,
        town_id=town.town_id,
        block=numbers.block,
        number=numbers.number,
        rest=rest,
        after=after,
        level=level,
        latitude=latitude,
        longitude=longitude,
        method="address",
        postcode=text.postcode,
        is_lot=numbers.is_lot,
        town_is_whole=reading.chome is not None,
    )
    others = [
        replace(answer, town=t.town, koaza=t.koaza or koaza, latitude=t.latitude, longitude=t.longitude) for t in same
    ]
    return ambiguous([answer, *others], text.folded.source) if others else answer


def _as_written(written: str, towns: tuple[Town, ...]) -> tuple[Town, ...]:
    """Of towns that only variant letters tell apart: the one spelt so, one of several rows of one ground, or all."""
    spelt = unicodedata.normalize("NFKC", written)
    exact = tuple(t for t in towns if t.town + t.koaza in spelt) or towns
    near = all(_near(exact[0], other) for other in exact)
    return exact[:1] if near else exact


def _near(one: Town, other: Town) -> bool:
    if key(one.town + one.koaza) != key(other.town + other.koaza):
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return one.town == other.town
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < _SAME_GROUND_DEGREES


def of_city(text: Text, start: Start, municipality: Municipality) -> Geocoded:
    """The municipality alone; all after it stands in `rest`."""
    rest, after = text.unread(start.begin, start.end)
    return Geocoded(
        input=text.folded.source,
        status="matched",
        prefecture=municipality.prefecture,
        city=municipality.city,
        city_code=municipality.code,
        city_in_kana=_in_kana(text, start, municipality),
        rest=rest,
        after=after,
        level=2,
        latitude=municipality.latitude,
        longitude=municipality.longitude,
        method="address",
        postcode=text.postcode,
    )


def _in_kana(text: Text, start: Start, municipality: Municipality) -> str | None:
    if not start.said or not _KANA_CITY.search(text.folded.text[start.begin : start.end].replace(" ", "")):
        return None
    written = text.folded.original(start.begin, start.end).strip(EDGES)
    name = key(written)
    return written if _KANA_CITY.search(name) and key(municipality.short_name) not in name else None


def of_prefecture(text: Text, start: Start) -> Geocoded:
    rest, after = text.unread(start.begin, start.end)
    return Geocoded(
        input=text.folded.source,
        status="matched",
        prefecture=start.prefecture,
        rest=rest,
        after=after,
        level=1,
        method="address",
        postcode=text.postcode,
    )


def ambiguous(answers: Sequence[Geocoded], source: str) -> Geocoded:
    """What the answers agree on, and the answers as candidates."""
    first = answers[0]

    def common(name: str) -> str | None:
        values = {getattr(answer, name) for answer in answers}
        return values.pop() if len(values) == 1 else None

    city = common("city_code")
    return Geocoded(
        input=source,
        status="ambiguous",
        prefecture=common("prefecture"),
        city=common("city"),
        city_code=city,
        town=common("town") if city else None,
        block=common("block"),
        number=common("number"),
        rest=first.rest,
        after=first.after,
        level=2 if city else 1 if common("prefecture") else 0,
        method=first.method,
        candidates=tuple(answers[:MAX_CANDIDATES]),
        postcode=first.postcode,
        is_lot=first.is_lot,
    )


def of_near_towns(text: Text, start: Start, municipality: Municipality, gazetteer: Gazetteer) -> Geocoded | None:
    """A town that the table lacks, where others of the municipality are written nearly so: asked about."""
    stem = stem_at(text.folded.counted, start.end)
    if stem is None:
        return None
    towns = gazetteer.lookup(municipality)
    names = near_towns(towns, text.folded.text[slice(*stem)])
    return asked(text, start, municipality, names, stem[1], gazetteer)


def _koaza_and_numbers(folded: Folded, municipality: Municipality, reading: TownReading) -> tuple[str | None, Numbers]:
    """The 小字, of the table or only of the text, and the numbers after it."""
    if reading.town.koaza:
        # イ部25, where the table has イ.
        part = len(reading.town.koaza) == 1 and folded.text.startswith("部", reading.end)
        return reading.town.koaza + ("部" if part else ""), read_numbers(folded.counted, reading.end + part)
    if reading.named is not None:
        return _aza_name(folded, *reading.named), read_numbers(folded.counted, reading.end)
    numbers = read_numbers(folded.counted, reading.end)
    named = grid_koaza(folded, reading.end)
    if named is not None:
        pass
    elif numbers.block is None and numbers.number is None:
        named = unlisted_koaza(folded, reading.end)
        # Where a 丁目 was said, or streets lead the way, a word before a number is rather a building.
        if named is None and "丁目" not in folded.text[: reading.end] and not municipality.city.startswith("京都市"):
            named = plain_koaza(folded, reading.end)
    elif numbers.number is None:
        named = numbered_koaza(folded, reading.end)
    if named is None:
        return None, numbers
    after = read_numbers(folded.counted, named)
    return _aza_name(folded, reading.end, named), after if after.end >= named else replace(after, end=named)


def _aza_name(folded: Folded, begin: int, end: int) -> str:
    return folded.original(begin, end).strip(EDGES).removeprefix("大字").removeprefix("字").rstrip("-")


def _unsure_of_town(
    text: Text, start: Start, municipality: Municipality, reading: TownReading, gazetteer: Gazetteer
) -> Geocoded | None:
    """七瀬中町161 where the table has 七瀬 only, 鵠沼桜ヶ丘 beside 鵠沼桜が岡: perhaps another town, so one asks."""
    folded = text.folded.text
    if reading.town.koaza or reading.street or folded[reading.end - 1] in "目丁":
        return None
    stem = stem_at(folded, start.end)
    if stem is None or stem[1] <= reading.end or says_aza(text.folded, reading.end):
        return None
    said = folded[stem[0] : reading.end]
    towns = gazetteer.lookup(municipality)
    tail = set(folded[reading.end : stem[1]])
    near = [
        name
        for name in near_towns(towns, folded[slice(*stem)])
        if name != said and name.startswith(said) and tail.intersection(name[len(said) :])
    ]
    if not near and _RUNS_ON.match(folded, reading.end) is None:
        return None
    return asked(text, start, municipality, [*near, said], stem[1], gazetteer)


def asked(
    text: Text,
    start: Start,
    municipality: Municipality,
    names: Sequence[str],
    end: int,
    gazetteer: Gazetteer,
) -> Geocoded | None:
    """The municipality as far as it is certain, and a candidate for each name with the numbers that follow."""
    base = replace(of_city(text, start, municipality), status="ambiguous")
    candidates = []
    for name in names:
        written = text.folded.with_name(name, end)
        found = read_town(gazetteer.lookup(municipality), written, 0)
        if found is None or found.wrong_chome is not None:
            continue
        numbers = read_numbers(written.counted, found.end)
        town = found.town
        candidates.append(
            replace(
                base,
                status="matched",
                town=town.town,
                koaza=town.koaza or None,
                block=numbers.block,
                number=numbers.number,
                latitude=town.latitude,
                longitude=town.longitude,
                level=3,
                town_is_whole=found.chome is not None,
            )
        )
    name = text.folded.original(start.end, end).strip(EDGES)
    error = f"{municipality.city}に「{name}」という町は見当たりません"
    return replace(base, candidates=tuple(candidates), error=error) if candidates else None


def _wrong_chome(text: Text, start: Start, municipality: Municipality, reading: TownReading) -> Geocoded:
    rows: list[Town] = reading.chome.towns() if reading.chome else []
    base = replace(of_city(text, start, municipality), status="ambiguous")
    nearby = tuple(
        replace(base, status="matched", town=t.town, latitude=t.latitude, longitude=t.longitude, level=3) for t in rows
    )
    error = f"{reading.town.town}に{reading.wrong_chome}丁目は見当たりません"
    return replace(base, candidates=nearby[:MAX_CANDIDATES], error=error)
