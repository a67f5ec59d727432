"""Numbers of a 担当地域 text → grounds within where they stand: lists, chains (3-1~7), ranges of houses."""

from dataclasses import replace

from geodata.zones.rule_scopes import widened
from geodata.zones.rule_tokens import Chain, Houses, Numbers
from geodata.zones.rule_words import UNITS
from geodata.zones.rules import EVERY, LEVELS, Ground, Level, Span, TownNames

# What numbers come to, and what they narrow.
Made = tuple[list[Ground], Ground]


def of_numbers(numbers: Numbers, path: Ground, joined: bool, towns: TownNames) -> Made:
    """A list like 1・2・5丁目 or 2番29~59号: numbers without a unit take that of the list's next one."""
    level = UNITS[numbers.unit] if numbers.unit else _usual_level(path, joined, towns)
    base = widened(path, level)
    unit_free = numbers.unit is None and level == "block" and base.chome is None
    one = replace(base, is_lot=numbers.unit == "番地" or unit_free or base.is_lot)
    made = [one.with_span(level, span) for span in numbers.spans]
    if numbers.dashed and level == "block" and numbers.unit and not base.chome and _has_chome(base, towns):
        made = [replace(base, partial=True)]
    elif numbers.dashed and not numbers.unit:
        made = [ground for each in made for ground in _of_levels(each, level)]
    return made, base


def of_chain(chain: Chain, path: Ground, towns: TownNames) -> Made | None:
    """3-1~7: 3丁目1〜7番; in a town without 丁目, 3番1〜7号. None where there are more numbers than levels."""
    counts = path.chome is None and _has_chome(path, towns)
    levels: tuple[Level, ...] = ("chome", "block", "number") if counts else ("block", "number")
    base = widened(path, levels[0])
    if len(chain.parts) > len(levels):
        return None
    ground = replace(base, is_lot=chain.is_lot or not (counts or base.chome))
    for level, part in zip(levels, chain.parts, strict=False):
        ground = ground.with_span(level, Span(part, part))
    if chain.upto is not None:
        ground = ground.with_span(levels[len(chain.parts) - 1], Span(chain.parts[-1], chain.upto))
    return [ground], base


def of_houses(houses: Houses, path: Ground) -> Made:
    """1番3号から5番10号まで: the first block from a house on, the last up to one, those between whole."""
    base = widened(path, houses.level)
    return _range_of_two(replace(base, is_lot=houses.is_lot), houses.corners, houses.level), base


def _usual_level(path: Ground, joined: bool, towns: TownNames) -> Level:
    """What a number without a unit is: after 5丁目 a 番; after 5丁目, a further 丁目."""
    if path.block is not None:
        return "number" if joined else "block"
    if path.chome is not None:
        return "block" if joined else "chome"
    return "chome" if _has_chome(path, towns) else "block"


def _has_chome(ground: Ground, towns: TownNames) -> bool:
    return any(town in towns.with_chome for town in ground.towns)


def _of_levels(ground: Ground, level: Level) -> list[Ground]:
    """3-5 without a unit: from 3 to 5, or 3丁目5番? What both have in common for sure, the rest perhaps."""
    span = ground.span(level)
    if span is None or span.low == span.high or level == "number":
        return [ground]
    lower = LEVELS[LEVELS.index(level) + 1]
    one = ground.with_span(level, Span(span.low, span.low)).with_span(lower, Span(span.high, span.high))
    return [replace(ground, partial=True), one]


def _range_of_two(base: Ground, corners: tuple[int, int | None, int, int | None], level: Level) -> list[Ground]:
    low, first, high, last = corners
    lower = LEVELS[LEVELS.index(level) + 1]
    if low == high:
        return [base.with_span(level, Span(low, low)).with_span(lower, Span(first or 1, last or EVERY.high))]
    parts = []
    if first:
        parts.append(base.with_span(level, Span(low, low)).with_span(lower, Span(first, EVERY.high)))
    whole = Span(low + 1 if first else low, high - 1 if last else high)
    if whole.low <= whole.high:
        parts.append(replace(base.with_span(level, whole), is_lot=base.is_lot and level != "chome"))
    if last:
        parts.append(base.with_span(level, Span(high, high)).with_span(lower, Span(1, last)))
    return parts
