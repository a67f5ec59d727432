"""Whom to compare: only listings that share a key: the work grows with the listings and not with their square.

A block that is too large (everything called 「オレンジカフェ」) is divided by what else two of them could share.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from directory.sameness.facts import Facts

LARGEST = 16


def pairs(facts: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Each pair worth comparing, once, in no order."""
    blocks: dict[int, list[int]] = {}
    alone: dict[int, int] = {}
    for position, one in enumerate(facts):
        # Most keys have one owner: a number for each keeps a hundred thousand listings within some hundred megabytes.
        for key in {hash(key) for key in keys(one)}:
            if (first := alone.setdefault(key, position)) != position:
                blocks.setdefault(key, [first]).append(position)
    alone.clear()
    seen: set[int] = set()
    for block in blocks.values():
        for first, second in _within(facts, block):
            pair = first * len(facts) + second
            if pair not in seen:
                seen.add(pair)
                yield facts[first], facts[second]


def _within(facts: Sequence[Facts], block: list[int]) -> Iterable[tuple[int, int]]:
    if len(block) <= LARGEST:
        return combinations(block, 2)
    parts: dict[Hashable, list[int]] = defaultdict(list)
    for position in block:
        for key in surroundings(facts[position]):
            parts[key].append(position)
    return (pair for part in parts.values() if len(part) <= LARGEST for pair in combinations(part, 2))


def keys(one: Facts) -> Iterator[Hashable]:
    """What two writings of one listing nearly always share: name, sound, half of either, telephone or house."""
    for phone in one.phones:
        yield "phone", phone
    for spot in one.spots:
        if spot.house:
            yield "house", spot.house, spot.town
        if len(spot.numbers) > 1:
            yield "address", spot.town, spot.numbers
    for name in one.names:
        yield "name", name.any_order
        for part in name.parts:
            yield "name", part
        yield "sound", name.sound
        for written in (name.typed, name.sound):
            for half in {len(written) // 2, (len(written) - 1) // 2} if len(written) > 4 else ():
                yield "begins", written[:half]
                yield "ends", written[-half:]


def surroundings(one: Facts) -> set[Hashable]:
    """What two of one name share where they are one: place, telephone, time."""
    found: set[Hashable] = {*one.phones, *one.places, *one.towns, *one.times, one.district}
    found |= {text for spot in one.spots for text in (spot.house, spot.town)}
    return found - {""}
