"""How alike two names are: what the likeness proves, and what tells two sisters apart."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from directory.sameness.facts import Facts
from directory.sameness.lexicon import loose, plain, told_apart
from directory.sameness.names import Name, is_popular, marks_in, numbers_in, parts_of, sound_of
from directory.search.words import is_kana

# What the same name proves: that nobody else has, that groups everywhere like, that is only the place, only the kind.
RARE, POPULAR, PLACE, KIND = 5.5, 4.3, 3.0, 2.5
_ALIKE = (
    *("そん", "しつ", "ろ口", "ー一", "か力", "に二", "え工", "た夕", "土士", "未末", "大太", "はわ", "日曰", "千干"),
    *("間問", "き木"),
)
_LOOK_ALIKE = frozenset(pair for both in _ALIKE for pair in ((both[0], both[1]), (both[1], both[0])))


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence. `code` names its kind, `text` is the sentence."""

    code: str
    points: float
    text: str


def name_reason(one: Facts, other: Facts) -> Reason | None:
    """What their names prove; None where they are not alike, or there to tell two apart."""
    found = [reason for a in one.names for b in other.names if (reason := _compared(a, b, one, other))]
    return max(found, key=lambda reason: reason.points, default=None)


def _compared(a: Name, b: Name, one: Facts, other: Facts) -> Reason | None:
    if a.numbers != b.numbers and not _explained(a, b, one, other):
        return None
    if a.marks != b.marks and (a.is_part or b.is_part or (a.marks and b.marks)):
        return None
    more, more_there = _unmatched(a, b), _unmatched(b, a)
    if more and more_there:
        return None
    extra = [aside for aside in (*more, *more_there) if not _said_elsewhere(aside, a, b, one, other)]
    if any(numbers_in(aside) or marks_in(aside) for aside in extra):
        return None
    found = _likeness(a, b, one, other)
    if found is None:
        return None
    less = 1.0 if extra else 0.0
    less += 3.0 if a.marks != b.marks else 0.0
    less += 2.0 if a.kinds and b.kinds and not a.kinds & b.kinds else 0.0
    return Reason(found.code, found.points - less, found.text)


def _explained(a: Name, b: Name, one: Facts, other: Facts) -> bool:
    """Whether the numbers that only one name has are said of both places: 「北11区」 in 「北11区会館」."""
    said = {number for number in {*a.numbers, *b.numbers} if a.numbers.count(number) != b.numbers.count(number)}
    places = [" ".join((*(f"{s.house} {s.town}" for s in facts.spots), facts.district)) for facts in (one, other)]
    for number in said:
        written = re.compile(rf"(?<!\d){number}(?:区|丁目|番|条|号|組|線)")
        if not any(written.search(name.whole) for name in (a, b)) or not all(map(written.search, places)):
            return False
    return True


def _likeness(a: Name, b: Name, one: Facts, other: Facts) -> Reason | None:
    if a.whole == b.whole or a.any_order == b.any_order or loose(a.typed) == loose(b.typed) != "":
        return Reason("name", _weight(a, b, one, other), "名前が同じです")
    if a.parts and b.parts and (a.core == b.core or sorted(a.parts) == sorted(b.parts)):
        weight = _weight(a, b, one, other)
        return Reason("name", weight - (0.3 if weight > PLACE else 1.6), "名前の主な部分が同じです")
    if a.sound and a.sound == b.sound:
        return Reason("sound", _weight(a, b, one, other) - 0.3, "読みが同じです")
    if fuzz.ratio(a.typed, b.typed) < 50 and fuzz.ratio(a.core, b.core) < 50 and not set(a.parts) & set(b.parts):
        return None
    if told_apart(a.typed, b.typed) or told_apart(a.core, b.core):
        return None
    slip = min(filter(None, (_slip(x, y) for x, y in _writings(a, b))), default=0.0)
    if slip:
        return Reason("slip", _weight(a, b, one, other) - slip, "名前がほぼ同じです")
    if _may_sound_alike(a.core, b.core):
        return Reason("sound", _weight(a, b, one, other) - 0.7, "一方の名前は、かなで書かれています")
    return _partly(a, b)


def _writings(a: Name, b: Name) -> Iterator[tuple[str, str]]:
    yield a.typed, b.typed
    yield a.whole, b.whole
    yield a.core, b.core
    if fuzz.ratio(a.whole, b.whole) >= 75:
        yield sound_of(a.typed), sound_of(b.typed)


def _partly(a: Name, b: Name) -> Reason | None:
    if not a.parts or not b.parts:
        return Reason("part", 2.0, "名前が似ています") if a.parts == b.parts and a.kinds == b.kinds else None
    first, second, shared = a.core, b.core, set(a.parts) & set(b.parts)
    short = min(first, second, key=len)
    if shared in (set(a.parts), set(b.parts)) or (len(short) >= 3 and (first in second or second in first)):
        common = all(map(is_popular, shared or {short}))
        return Reason("part", 0.5 if common else 1.4, "一方の名前が、もう一方に含まれます")
    if shared and len(a.parts) == len(b.parts):
        # 「本島 移動販売」 and 「広島 移動販売」: one series, two members.
        return None
    return Reason("part", 1.4, "名前が似ています") if len(short) >= 3 and fuzz.ratio(first, second) >= 75 else None


def _slip(one: str, other: str) -> float:
    """What is to be taken off where one is the other with a slip of the hand; 0 where it is not.

    A letter left out, doubled or swapped, or a look-alike, is a slip; another letter in its place may be another word.
    """
    shorter = min(len(one), len(other))
    if shorter < 5 or one == other or abs(len(one) - len(other)) > 2:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance > 2:
        return 0.0
    edits = _edits(one, other)
    if all(map(_looks_alike, edits)):
        return 0.8 * len(set(edits))
    if distance > (2 if shorter >= 9 else 1):
        return 0.0
    if sorted(one) == sorted(other):
        return 0.8
    if all(not here or not there for here, there in edits):
        return (0.8 if all(is_kana(here + there) for here, there in edits) else 1.6) * distance
    return 1.5 if distance == 1 and shorter >= 6 and is_kana("".join(edits[0])) else 0.0


def _edits(one: str, other: str) -> list[tuple[str, str]]:
    return [
        (one[edit.src_start : edit.src_end], other[edit.dest_start : edit.dest_end])
        for edit in Levenshtein.opcodes(one, other)
        if edit.tag != "equal"
    ]


def _looks_alike(pair: tuple[str, str]) -> bool:
    """ソ and ン, or ぴ and び."""
    here, there = (unicodedata.normalize("NFD", text)[:1] for text in pair)
    return pair in _LOOK_ALIKE or (len(pair[0]) == len(pair[1]) == 1 and here == there)


def _may_sound_alike(one: str, other: str) -> bool:
    """Whether they differ by one word, in kana here and in kanji there, that is its reading."""
    edits = [edit for edit in Levenshtein.opcodes(one, other) if edit.tag != "equal"]
    if not edits or min(len(one), len(other)) < 2:
        return False
    first, last = edits[0], edits[-1]
    if first.src_start == 0 and last.src_end == len(one):
        return False
    here, there = one[first.src_start : last.src_end], other[first.dest_start : last.dest_end]
    return any(
        kana != ""
        and is_kana(kana)
        and re.fullmatch("[一-龠々]+", kanji) is not None
        and sound_of(kanji) == loose(kana)
        for kanji, kana in ((here, there), (there, here))
    )


def _weight(a: Name, b: Name, one: Facts, other: Facts) -> float:
    """What it proves that the two names are the same."""
    return min(_rarity(a, one), _rarity(b, other))


def _rarity(name: Name, facts: Facts) -> float:
    if not name.parts:
        return KIND
    stems = (spot.stem for spot in facts.spots if spot.stem != spot.house)
    places = {facts.district, *(spot.town for spot in facts.spots), *stems}
    own = [part for part in name.parts if part not in places]
    if not own:
        return PLACE
    return POPULAR if all(map(is_popular, own)) else RARE


def _unmatched(a: Name, b: Name) -> list[str]:
    """What stands in brackets in `a` and not, a slip of the hand aside, in `b`."""
    return [x for x in a.asides if not any(map(partial(_same_aside, x), b.asides))]


def _same_aside(x: str, y: str) -> bool:
    if (numbers_in(x), marks_in(x)) != (numbers_in(y), marks_in(y)):
        return False
    slip = OSA.distance(x, y) <= (1 if len(x) > 3 else 0)
    return slip or x in y or y in x or sound_of(x) == sound_of(y) or _may_sound_alike(x, y)


def _said_elsewhere(aside: str, a: Name, b: Name, one: Facts, other: Facts) -> bool:
    """Whether what stands in brackets is its place, its kind or its reading."""
    said = {a.whole, b.whole, a.sound, b.sound}
    for facts in (one, other):
        said |= {text for spot in facts.spots for text in (spot.house, spot.stem, spot.town)}
        said |= {facts.district, facts.organization, *map(plain, facts.cities)}
    said.discard("")
    return any(aside in text or text in aside for text in said) or not parts_of(aside)


def are_sisters(one: Facts, other: Facts) -> bool:
    """Whether their names are there to tell the two apart: 第1 and 第2, 午前 and 午後, 東 and 西."""
    return all(
        a.numbers != b.numbers or a.marks != b.marks or told_apart(a.typed, b.typed)
        for a in one.names
        for b in other.names
    )
