"""How far an item of a 担当地域 text reaches: narrowed by numbers and brackets, counted off, doubted."""

from collections.abc import Sequence
from dataclasses import replace

from geodata.zones.rule_words import buildings_of
from geodata.zones.rules import EVERY, LEVELS, Ground, Level, Span, TownNames


def widened(ground: Ground, level: Level) -> Ground:
    """What is above this level, without names and limits."""
    wide = replace(ground, named=None, named_words="", is_aza=False, buildings=(), partial=False, remaining=False)
    for lower in LEVELS[LEVELS.index(level) :]:
        wide = wide.with_span(lower, None)
    return wide if level == "number" else replace(wide, is_lot=False)


def shared(outer: Ground, inner: Sequence[Ground], *, leaving_out: bool = False) -> list[Ground]:
    """What is said of a range (1〜3丁目の5番まで) is said of its last number; of the others it may be said or not.

    Taken in: the others' same part for sure, the rest of them perhaps. Left out: the others' same part perhaps.
    """
    level = next((level for level in reversed(LEVELS) if outer.span(level)), None)
    span = outer.span(level) if level else None
    if level is None or span is None or span.low == span.high or span.high == EVERY.high:
        return list(inner)
    others = Span(span.low, span.high - 1, span.parity)
    found: list[Ground] = []
    for ground in inner:
        if ground.span(level) != span or ground == outer:
            found.append(ground)
            continue
        found.append(replace(ground.with_span(level, others), partial=leaving_out or ground.partial))
        found.append(ground.with_span(level, Span(span.high, span.high)))
    if not leaving_out and len(found) > len(inner):
        found.insert(0, replace(outer.with_span(level, others), partial=True))
    return found


def narrowed(outer: Ground, inner: Sequence[Ground], only: bool, towns: TownNames) -> list[Ground] | None:
    """The item before a bracket, as the bracket's items narrow it; None where that is not clear."""
    inner = [joined_name(outer, ground, towns) for ground in inner]
    if all(outer.holds(ground) or _is_joined(outer, ground) for ground in inner):
        mere_names = all(ground.named and ground.name_kind != "community" for ground in inner) and not outer.named
        if mere_names and not only:
            # 熊野(下村、上の段): these parts of it, or a name that it also has? Where an address says them, no matter.
            return [replace(outer, partial=True), *inner]
        return shared(outer, inner)
    if outer.named and all(ground.towns or ground.named for ground in inner):
        # 中央地区(本町、緑町): the towns that it consists of.
        return list(inner)
    return None


def joined_name(outer: Ground, ground: Ground, towns: TownNames) -> Ground:
    """大麻(宮町、園町): names in a bracket may leave out the name before it."""
    before, printed = (outer.towns[0], outer.town_words) if outer.towns else (outer.named or "", outer.named_words)
    name = before + (ground.named or "")
    if ground.named is None:
        return ground
    if name not in towns:
        # 市営住宅(1~3号棟): a part of what the name stands for.
        apart = outer.named is not None and outer.named != ground.named and ground.name_kind != "community"
        if not apart:
            return ground
        buildings = buildings_of(ground.named)
        return replace(
            outer, named_words=printed + ground.named_words, buildings=buildings, partial=outer.partial or not buildings
        )
    return Ground(towns=(name,), town_words=printed + ground.named_words)


def _is_joined(outer: Ground, ground: Ground) -> bool:
    return bool(outer.towns and ground.towns) and ground.towns[0].startswith(outer.towns[0])


def in_outer_town(path: Ground, name: str, printed: str, towns: TownNames) -> Ground | None:
    """鵠沼海岸、桜が岡: a name that leaves out how the town before it begins, where just one town is called so."""
    if len(path.towns) != 1:
        return None
    before = path.towns[0]
    found = [length for length in range(2, len(before)) if before[:length] + name in towns]
    if len(found) != 1:
        return None
    return Ground(towns=(before[: found[0]] + name,), town_words=path.town_words[: found[0]] + printed)


def limited(ground: Ground, kind: str) -> Ground:
    """As 「その他の区域」 or a direction (国道より北側) limits it."""
    return replace(ground, remaining=True) if kind == "remaining" else replace(ground, partial=True)


def alike(one: Ground, other: Ground) -> bool:
    """12番地、15番地を除く: of one town and as fine, so that both are left out."""
    return one.towns == other.towns and one.fineness == other.fineness and one.fineness > 1


def parent_of(ground: Ground) -> Ground | None:
    """What a narrowed item is part of; None for a whole town."""
    if ground.named is not None and ground.towns:
        return replace(ground, named=None, named_words="", is_aza=False, buildings=(), partial=False)
    level = next((level for level in reversed(LEVELS) if ground.span(level) is not None), None)
    return None if level is None or not ground.towns else widened(ground, level)
