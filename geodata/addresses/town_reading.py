"""Finds the town at a place in folded text, within one municipality. Never bends a name into another."""

import re
from dataclasses import dataclass, replace

from geodata.addresses.koaza_reading import says_aza
from geodata.addresses.parts import is_boundary, read_chome, within_a_number
from geodata.characters import Folded
from geodata.gazetteer.towns import Chome, Town, TownLookup, Towns, unpacked

# 京都の通り名: … 上る, 下る, 東入, 西入 …; a town follows or stands before.
_DIRECTION = re.compile(r"[東西南北]入る?|[上下]が?る|(?<=[条通門小路])[上下](?![立之代鳥切])|[東西南北]側")
# What the name of a street has, and how far from its beginning a town is looked for.
_STREET = re.compile(r"[通筋条路辻]|[東西南北上下]")
_STREETS_LENGTH = 40
# What no name of a street has: it is another address.
_NO_STREET = re.compile(r"[/、,]|[0-9]-[0-9]|[0-9]番|[県郡]")
# Words that may stand right after a place's name.
_AFTER = ("及び", "および", "又は", "または", "ほが", "付近", "周辺", "近辺", "近く", "地内", "地先")
_DIGIT = re.compile(r"[0-9]")
_NUMBER = re.compile(r"[0-9]+")
_LETTERED = re.compile(r"([^0-9 ()、,]{2,14}?)([甲乙丙丁戊己])(?=[0-9])")


@dataclass(frozen=True, slots=True)
class TownReading:
    """`end`: where the town ends. `street`: from, to of a 京都の通り名. `same`: other rows that the same words name.

    `named`: from, to of a 小字 within the town's words. `chome` is set where 丁目 exist but none was said,
    `wrong_chome` where one was said that does not exist.
    """

    town: Town
    end: int
    street: tuple[int, int] | None = None
    chome: Chome | None = None
    same: tuple[Town, ...] = ()
    wrong_chome: int | None = None
    named: tuple[int, int] | None = None


def read_town(towns: TownLookup, folded: Folded, start: int) -> TownReading | None:
    while folded.text.startswith(" ", start):
        start += 1
    if towns.municipality.city.startswith("京都市"):
        return _read_in_kyoto(towns, folded, start)
    return _longest(towns, folded, start)


def _longest(lookup: TownLookup, folded: Folded, start: int) -> TownReading | None:
    if start >= len(folded.text):
        return None
    towns = lookup.beginning(folded.text[start : start + 2])
    if not towns.by_key:
        return _koaza_alone(lookup, folded, start)
    listed = _listed(towns, folded, start)
    if listed is not None and folded.text.startswith("区", listed.end):
        # 水沢区大手町, where the table has 水沢 beside 水沢大手町.
        return _without_ward(towns, folded, start) or listed
    return (
        listed
        or _without_cho(towns, folded, start)
        or _without_ward(towns, folded, start)
        or _lettered(towns, folded, start)
        or _koaza_alone(lookup, folded, start)
    )


def _listed(towns: Towns, folded: Folded, start: int) -> TownReading | None:
    """The longest name of the table that stands here."""
    rows, chome, numbered_towns, text = towns.by_key.rows, towns.chome, towns.numbered, folded.text
    for end in range(min(len(text), start + towns.longest), start, -1):
        name = text[start:end]
        if name in chome:
            reading = _with_chome(towns, name, folded, end)
            if reading is not None:
                return reading
        if name in numbered_towns and (numbered := _numbered(towns, name, folded.counted, end)) is not None:
            return numbered
        if name in rows and not (name[-1].isdecimal() and end < len(text) and text[end].isdecimal()):
            if len(name) == 1 and not is_boundary(folded.counted, end) and not says_aza(folded, end):
                # 中 is not the beginning of 中央公園.
                continue
            same = towns.by_key[name]
            if text.startswith(" ", end) and (koaza := _koaza_after_space(towns, name, text, end + 1)) is not None:
                return koaza
            return _of_a_chome(towns, name, folded.counted, end) or TownReading(same[0], end, same=tuple(same[1:]))
    return None


def _of_a_chome(towns: Towns, name: str, counted: str, end: int) -> TownReading | None:
    """南郷通1丁目, where the table has 南郷通1丁目南 and 南郷通1丁目北."""
    said = read_chome(counted, end)
    if said is None or said[1] != "丁目":
        return None
    stem = f"{name}{said[0]}丁目"
    found = [towns.by_key[name][0] for name in towns.by_key if name.startswith(stem)]
    return TownReading(found[0], said[2], same=tuple(found[1:])) if found else None


def _numbered(towns: Towns, name: str, counted: str, end: int) -> TownReading | None:
    """温根湯温泉1, where the table has 温根湯温泉 一区: a number without a unit and with nothing joined to it."""
    number = _NUMBER.match(counted, end)
    if number is None or (number.end() < len(counted) and not counted.startswith((" ", "("), number.end())):
        return None
    row = towns.numbered[name].get(int(number[0]))
    return TownReading(unpacked(row), number.end()) if row is not None else None


def _koaza_after_space(towns: Towns, name: str, text: str, start: int) -> TownReading | None:
    """藤橋町 亥 45: a 小字 of the table set off by a space."""
    for end in range(min(len(text), start + 12), start, -1):
        same = towns.by_key.get(name + text[start:end])
        if same is not None and same[0].koaza and is_boundary(text, end):
            return TownReading(same[0], end, same=tuple(same[1:]))
    return None


def _has_sibling(towns: Towns, stem: str) -> bool:
    """Whether another town begins like this one without its 町."""
    return any(name.startswith(stem) and not name.startswith(stem + "町") for name in towns.by_key)


def _koaza_alone(towns: TownLookup, folded: Folded, start: int) -> TownReading | None:
    """A 小字 without its 大字, where the municipality has one of that name and nothing runs on after it."""
    text = folded.text
    for end in range(min(len(text), start + 12), start + 1, -1):
        if not is_boundary(folded.counted, end) or text[start:end].isdecimal():
            continue
        if same := towns.of_koaza(text[start:end]):
            return TownReading(same[0], end, same=tuple(same[1:]))
    return None


def _without_ward(towns: Towns, folded: Folded, start: int) -> TownReading | None:
    """南郷区大字島守 for 南郷大字島守: the 区 of a former municipality, gone from the towns' names since."""
    ward = folded.text.find("区", start + 2, start + 7)
    if ward < 0:
        return None
    reading = _listed(towns, folded.without(ward), start)
    return replace(reading, end=reading.end + 1) if reading is not None and reading.end > ward else None


def _lettered(towns: Towns, folded: Folded, start: int) -> TownReading | None:
    """赤野字谷尻甲2994 for 赤野甲2994: the letter of the town stands before its number, after the 小字."""
    text = folded.text
    found = _LETTERED.match(folded.counted, start)
    if found is None:
        return None
    for end in range(found.start(2), start + 1, -1):
        town = towns.lettered.get(text[start:end], {}).get(found[2])
        if town is not None:
            return TownReading(town, found.end(2), named=(end, found.start(2)) if end < found.start(2) else None)
    return None


def _without_cho(towns: Towns, folded: Folded, start: int) -> TownReading | None:
    """豊川8-19 for 豊川町8-19: 町 left out before a number, where the municipality has no other town of that stem."""
    number = _DIGIT.search(folded.counted, start)
    if number is None or number.start() - start < 2:
        return None
    stem = folded.text[start : number.start()]
    if stem not in towns.chome and stem + "町" in towns.chome and not _has_sibling(towns, stem):
        return _with_chome(towns, stem + "町", folded, number.start())
    same = towns.by_key.get(stem + "町")
    if same is None or _has_sibling(towns, stem):
        return None
    return TownReading(same[0], number.start(), same=tuple(same[1:]))


def _with_chome(towns: Towns, name: str, folded: Folded, end: int) -> TownReading | None:
    """A town that has 丁目: the one said, or the whole where none is said."""
    base, text = towns.chome[name], folded.counted
    # 助七1丁目 and 助七1 are folded to 助7-1: the dash keeps two numbers apart.
    after_number = name[-1].isdecimal() and text.startswith("-", end)
    said = read_chome(text, end + after_number)
    if said is not None and said[1] and ("番" in said[1]) != ("番" in base.unit):
        # 甲子園3丁目 is not 甲子園三番町.
        return TownReading(_whole(base), end, chome=base, wrong_chome=said[0]) if is_boundary(text, end) else None
    if said is not None and said[0] in base:
        return TownReading(base.numbered(said[0]), said[2])
    own = towns.by_key.get(name)
    wrong = said[0] if said is not None and said[1] else None
    if own is not None:
        return TownReading(own[0], end, chome=base, same=tuple(own[1:]), wrong_chome=wrong)
    if not is_boundary(text, end):
        return None
    return TownReading(_whole(base), end, chome=base, wrong_chome=wrong)


def _whole(base: Chome) -> Town:
    """The 大字 or 町 as a whole, at the middle of its 丁目."""
    points = [(t.latitude, t.longitude) for t in base.towns() if t.latitude is not None and t.longitude is not None]
    if not points:
        return Town(base.name, "", None, None, None)
    latitude = round(sum(p[0] for p in points) / len(points), 6)
    longitude = round(sum(p[1] for p in points) / len(points), 6)
    return Town(base.name, "", None, latitude, longitude)


def _read_in_kyoto(towns: TownLookup, folded: Folded, start: int) -> TownReading | None:
    text = folded.text
    marks = [found.end() for found in _DIRECTION.finditer(text, start, start + _STREETS_LENGTH)]
    for mark in reversed(marks):
        after = mark + 1 if text.startswith(" ", mark) else mark
        reading = _longest(towns, folded, after)
        if reading is not None and is_boundary(folded.counted, reading.end):
            return replace(reading, street=(start, mark))
    reading = _longest(towns, folded, start)
    if reading is not None and marks and marks[-1] >= reading.end:
        return replace(reading, end=marks[-1], street=(reading.end, marks[-1]))
    if reading is not None and (
        is_boundary(folded.counted, reading.end) or "通" not in text[reading.end : reading.end + 12]
    ):
        return reading
    # 五条通大宮 南門前町: the earliest place from which a town reaches up to a number or the end; not 門前町 in it.
    if not _STREET.search(text, start, start + _STREETS_LENGTH):
        return reading
    for position in range(start + 1, _end_of_streets(text, start)):
        beginning = towns.beginning(text[position : position + 2])
        if not beginning.by_key or within_a_number(text, position):
            continue
        later = _listed(beginning, folded, position)
        if later is not None and later.end - position >= 3 and is_boundary(folded.counted, later.end):
            return replace(later, street=(start, position))
    return reading


def _end_of_streets(text: str, start: int) -> int:
    """The place up to which names of streets may run on."""
    furthest = min(len(text) - 2, start + _STREETS_LENGTH)
    ends = [mark.end() for mark in _NO_STREET.finditer(text, start, furthest)]
    return min([furthest, *ends])


def ends_well(folded: Folded, end: int) -> bool:
    """Without its municipality, a town counts only where nothing runs on: 新宿会館 is not 新宿."""
    return is_boundary(folded.counted, end) or folded.text[end - 1] in "目丁" or folded.text.startswith(_AFTER, end)
