"""The zones' verdicts on one address, weighed against each other."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from geodata.zones.communities import names_of_area
from geodata.zones.records import Zone
from geodata.zones.rules import Ground
from geodata.zones.verdicts import NO, ORDER, AddressPath, Verdict, judge, on_ground


class Layer(Protocol):
    """A further layer, as `zone_set.ZoneSet` is one."""

    layer_name: str
    zones: tuple[Zone, ...]


def judged(zones: Sequence[Zone], address: AddressPath) -> list[tuple[Zone, Verdict]]:
    """What each zone's words say of an address; 「その他の区域」 is what no other zone takes in."""
    found = [(zone, judge(zone.rule, address)) for zone in zones]
    return [(zone, _remaining(zone, verdict, found, address)) for zone, verdict in found]


def weighed(verdicts: list[tuple[Zone, Verdict]]) -> list[tuple[Zone, Verdict]]:
    """Without the faint ones, where a rule names the town."""
    spoken = any(verdict.inside or (verdict.inside is None and not verdict.is_faint) for _, verdict in verdicts)
    return [(zone, verdict) for zone, verdict in verdicts if not (spoken and verdict.is_faint)]


def in_communities(address: AddressPath, found: Sequence[tuple[Layer, tuple[str, ...]]]) -> AddressPath:
    """`found`: by layer, ids of the areas that the address may lie in; none where the layer does not tell."""
    within: set[str] = set()
    outside: set[str] = set()
    for layer, ids in found:
        for area in layer.zones if ids else ():
            names = names_of_area(area.name, layer.layer_name)
            if area.id not in ids:
                outside |= names
            elif len(ids) == 1:
                within |= names
    return replace(address, within=frozenset(within), outside=frozenset(outside - within))


def _remaining(zone: Zone, verdict: Verdict, found: Sequence[tuple[Zone, Verdict]], address: AddressPath) -> Verdict:
    """Of 「その他の区域」: inside where no other zone takes the address in, undecided where another is undecided."""
    if verdict.missing != "other":
        return verdict
    others = [other for one, other in found if one is not zone and other.missing != "other"]
    if any(other.inside for other in others):
        return NO
    if any(_all_taken(one, [other for other, _ in found if other is not one], address) for one, _ in found):
        return NO
    undecided = [other for other in others if other.inside is None and not other.is_faint]
    missing = min((other.missing or "part" for other in undecided), key=ORDER.index, default=None)
    return Verdict(None, missing, verdict.ground) if undecided else Verdict(True, ground=verdict.ground)


def _all_taken(zone: Zone, others: Sequence[Zone], address: AddressPath) -> bool:
    """Whether a zone takes the place in but for grounds that other zones take in whole: nothing remains of it."""
    if not any(on_ground(ground, address).inside for ground in zone.rule.includes):
        return False
    left_out = [ground for ground in zone.rule.excludes if on_ground(ground, address).inside is not False]
    return all(any(_takes(other, ground, address) for other in others) for ground in left_out)


def _takes(zone: Zone, ground: Ground, address: AddressPath) -> bool:
    if any(on_ground(one, address).inside is not False for one in zone.rule.excludes):
        return False
    return any(
        one.holds(ground) and one.is_lot == ground.is_lot and not (one.partial or one.remaining or ground.partial)
        for one in zone.rule.includes
    )
