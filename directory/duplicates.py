"""Likely duplicates among listings (重なっていそうな登録), each with its reasons. Staff decide; nothing is merged here.

Only listings that share a block are compared: a telephone, a venue, a reading, a whole name, or a rare piece of a name.
So the work grows with the listings and not with their square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from directory.listing import Listing, Venue
from directory.search.words import fold, one_spelling, pieces, sound

LARGEST_BLOCK = 40
COMMON = 3
SHORTEST_SLIP = 6
LIKELY = 5.0
_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十]+(?=丁目|番|号|区|班|部|組)")
_ASIDE = re.compile(r"\(([^()]+)\)")
_TELLING = frozenset("一二三四五六七八九十東西南北上下中前後左右新旧元本男女親子朝昼夜春夏秋冬月火水木金土日")
_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings (`a` < `b`) that may be one. `points` orders the pairs; `reasons` are Japanese sentences."""

    a: str
    b: str
    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is compared of one listing, normalised. Empty: not known."""

    id: str
    names: tuple[str, ...]
    reading: str
    numbers: frozenset[str]
    phones: frozenset[str]
    venues: frozenset[str]
    venue_names: tuple[str, ...]
    towns: frozenset[str]
    cities: frozenset[str]
    district: str
    organizations: frozenset[str]
    asides: frozenset[str]
    times: frozenset[str]


def find(
    listings: Iterable[Listing], venues: Mapping[str, Venue], distinct: Set[tuple[str, str]] = frozenset()
) -> list[Pair]:
    """Pairs that may be one listing, the likeliest first. `distinct`: pairs (a < b) that staff called 「別のもの」."""
    entries = [_entry(listing, venues) for listing in listings]
    shared = _shared(entry.phones for entry in entries) | _shared(entry.organizations for entry in entries)
    found = []
    for one, other in _candidates(entries):
        first, second = (one, other) if one.id < other.id else (other, one)
        if (first.id, second.id) not in distinct and (pair := _compare(first, second, shared)):
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.points, pair.a, pair.b))


def plain(text: str | None) -> str:
    """Folded characters in one spelling, without spaces and marks."""
    return one_spelling("".join(pieces(text or "")))


def digits(number: str) -> str:
    return re.sub("[^0-9]", "", fold(number))


def _entry(listing: Listing, venues: Mapping[str, Venue]) -> _Entry:
    used = [venues[use.location_id] for use in listing.venues if use.location_id in venues]
    names = dict.fromkeys(plain(text) for text in (listing.name, *listing.alternate_names))
    return _Entry(
        id=listing.id,
        names=tuple(name for name in names if name),
        reading=plain(listing.reading) or sound(listing.name),
        numbers=frozenset(found.translate(_KANJI_DIGITS) for found in _NUMBER.findall(fold(listing.name))),
        phones=frozenset(digits(phone.number) for phone in listing.phones),
        venues=frozenset(venue.id for venue in used),
        venue_names=tuple(plain(venue.name) for venue in used if venue.name),
        towns=frozenset(venue.town for venue in used if venue.town),
        cities=frozenset(venue.city_code for venue in used if venue.city_code),
        district=listing.district or "",
        organizations=frozenset({plain(listing.organization)} - {""}),
        asides=frozenset(plain(found) for found in _ASIDE.findall(fold(listing.name))),
        times=frozenset(plain(meeting.text) for meeting in listing.meetings),
    )


def _shared(values: Iterable[Iterable[str]]) -> frozenset[str]:
    """What stands beside many listings (a desk's number, 社協): it says nothing about any two of them."""
    owners = Counter(value for held in values for value in held)
    return frozenset(value for value, count in owners.items() if count > COMMON)


def _candidates(entries: list[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        for key in set(_keys(entry)):
            blocks[key].append(position)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) <= LARGEST_BLOCK:
            seen.update(combinations(block, 2))
    for one, other in sorted(seen):
        yield entries[one], entries[other]


def _keys(entry: _Entry) -> Iterator[str]:
    yield from (f"phone {phone}" for phone in entry.phones)
    yield from (f"venue {venue}" for venue in entry.venues)
    if entry.reading:
        yield f"reading {entry.reading}"
    places = {*entry.towns, entry.district, *entry.venue_names, ""}
    for name in entry.names:
        for place in places:
            yield f"name {name} {place}"
            yield from (f"piece {name[at : at + 3]} {place}" for at in range(len(name) - 2))


def _compare(one: _Entry, other: _Entry, shared: frozenset[str]) -> Pair | None:
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return None
    if one.cities and other.cities and not one.cities & other.cities:
        return None
    if one.asides and other.asides and not _same_asides(one.asides, other.asides):
        return None
    evidence = [*_name_evidence(one, other)]
    if not evidence:
        return None
    evidence += _place_evidence(one, other)
    if (one.phones & other.phones) - shared:
        evidence.append((3.0, "電話番号が同じです"))
    if (one.organizations & other.organizations) - shared:
        evidence.append((1.0, "運営団体が同じです"))
    if one.times & other.times:
        evidence.append((0.5, "開催日の書き方が同じです"))
    points = sum(value for value, _ in evidence)
    if points < LIKELY:
        return None
    return Pair(one.id, other.id, round(points, 1), tuple(reason for value, reason in evidence))


def _name_evidence(one: _Entry, other: _Entry) -> Iterator[tuple[float, str]]:
    if set(one.names) & set(other.names):
        yield 5.0, "名前が同じです"
        return
    if one.reading and one.reading == other.reading:
        yield 5.0, "読みが同じです"
        return
    likeness, first, second = max(
        ((fuzz.ratio(a, b) / 100, a, b) for a in one.names for b in other.names), default=(0.0, "", "")
    )
    inside = min(len(first), len(second)) >= 4 and (first in second or second in first)
    if _told_apart(first, second):
        return
    if min(len(first), len(second)) >= SHORTEST_SLIP and Levenshtein.distance(_core(first), _core(second)) <= 1:
        yield 4.5, "名前がほぼ同じです"
    elif likeness >= 0.85 or inside:
        yield 3.0, "名前がよく似ています"
    elif likeness >= 0.6:
        yield 1.5, "名前が似ています"


def _same_asides(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the notes in brackets say the same, a slip of the hand aside."""
    return any(Levenshtein.distance(a, b) <= (1 if len(a) > 3 else 0) for a in one for b in other)


def _core(name: str) -> str:
    """The name without what is put before or after any name."""
    return name.removeprefix("ふれあい").removesuffix("の会") or name


def _told_apart(first: str, second: str) -> bool:
    """「東サロン」 and 「西サロン」: nearly one name, but the letter that differs is there to tell them apart."""
    edits = Levenshtein.opcodes(first, second)
    changed = [(first[e.src_start : e.src_end], second[e.dest_start : e.dest_end]) for e in edits if e.tag != "equal"]
    return bool(changed) and all(set(a + b) <= _TELLING for a, b in changed)


def _place_evidence(one: _Entry, other: _Entry) -> Iterator[tuple[float, str]]:
    if one.venues & other.venues:
        yield 2.5, "会場が同じです"
        return
    elsewhere = bool(one.district and other.district and one.district != other.district)
    alike = max((fuzz.ratio(a, b) for a in one.venue_names for b in other.venue_names), default=None)
    if alike is not None and alike >= 88 and not elsewhere:
        yield 2.0, "会場の名前がほぼ同じです"
    elif one.towns & other.towns:
        yield 1.0, "会場の町が同じです"
    elif one.towns and other.towns:
        yield -3.0, "会場の町は違います"
    elif alike is not None and alike < 60:
        yield -2.0, "会場の名前は違います"
    elif one.district and one.district == other.district:
        yield 0.5, "地区が同じです"
    elif elsewhere:
        yield -2.0, "地区は違います"
