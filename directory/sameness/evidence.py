"""What speaks for and against two descriptions being one listing: points, each with its reason in Japanese.

The points are odds in halves of tens, found on one half of a labelled set (`bench/duplicates.py`) and tried on the
other: a rare name alone is enough, a popular one wants a place, a time or a telephone beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.sameness.facts import Facts, shared
from directory.sameness.likeness import Reason, name_reason
from directory.sameness.places import Spot, alike

LIKELY = 4.0
COMMON = 3


@dataclass(frozen=True, slots=True)
class Common:
    """What many listings have: it proves nothing of two of them."""

    phones: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()

    @classmethod
    def among(cls, facts: Iterable[Facts]) -> "Common":
        facts = list(facts)
        return cls(shared((one.phones for one in facts), COMMON), shared(([one.organization] for one in facts), COMMON))


def evidence(one: Facts, other: Facts, common: Common) -> tuple[Reason, ...]:
    """The reasons; none where the two are surely not one."""
    if _in_other_cities(one, other):
        return ()
    name = name_reason(one, other)
    return () if name is None else (name, *about(one, other, common))


def about(one: Facts, other: Facts, common: Common) -> Iterator[Reason]:
    """What speaks for and against, the names aside."""
    if one.types and other.types and not one.types & other.types:
        yield Reason("kind", -1.0, "種類は違います")
    if one.district and other.district and one.district != other.district:
        yield Reason("district_other", -2.0, "地区は違います")
    yield from _place(one, other)
    yield from _people(one, other, common)
    yield from _time(one, other)


def points(reasons: Iterable[Reason]) -> float:
    return sum(reason.points for reason in reasons)


def _in_other_cities(one: Facts, other: Facts) -> bool:
    if one.city_codes and other.city_codes and not one.city_codes & other.city_codes:
        return True
    if not one.cities or not other.cities or one.cities == other.cities:
        return False
    return not any(a.startswith(b) or b.startswith(a) for a in one.cities for b in other.cities)


def _place(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.places & other.places:
        yield Reason("venue", 2.5, "会場が同じです")
        return
    house = max((alike(a, b) for a in one.spots for b in other.spots if a.house and b.house), default=None)
    address = max((_nearness(a, b) for a in one.spots for b in other.spots if a.town and b.town), default=None)
    if address == _HERE:
        yield Reason("venue", 2.5, "会場の住所が同じです")
    elif house is not None and house >= 0.8 and address != _ELSEWHERE:
        same = house == 1.0
        value = 2.5 if same else 2.2 if house >= 0.9 else 1.2
        yield Reason("venue", value, "会場の名前が同じです" if same else "会場の名前が似ています")
    elif house is None and (address == _IN_TOWN or (address is None and one.towns & other.towns)):
        yield Reason("town", 0.7, "会場の町が同じです")
    elif address == _IN_TOWN or (house is not None and one.towns & other.towns):
        yield Reason("venue_other", -0.7, "会場は違います")
    elif address == _ELSEWHERE or house is not None or (one.towns and other.towns):
        yield Reason("venue_other", -1.2, "会場は違います")
    elif one.district and one.district == other.district:
        yield Reason("district", 0.5, "地区が同じです")


_ELSEWHERE, _IN_TOWN, _HERE = 0, 1, 2


def _nearness(a: Spot, b: Spot) -> int:
    """Whether two addresses are one house or block, one town, or neither."""
    within = min(len(a.town), len(b.town)) >= 2 and (a.town.endswith(b.town) or b.town.endswith(a.town))
    if a.town != b.town and not within:
        return _ELSEWHERE
    shorter = min(len(a.numbers), len(b.numbers))
    if a.numbers[:shorter] == b.numbers[:shorter]:
        # 「栄町3」 may be a 丁目; a 番地 has larger numbers.
        return _HERE if shorter >= 2 or (shorter and a.numbers == b.numbers and a.numbers[0] >= 20) else _IN_TOWN
    return _IN_TOWN


def _people(one: Facts, other: Facts, common: Common) -> Iterator[Reason]:
    if (one.phones & other.phones) - common.phones:
        yield Reason("phone", 3.0, "電話番号が同じです")
    elif one.phones and other.phones and not one.phones & other.phones:
        yield Reason("phone_other", -0.3, "電話番号は違います")
    if one.organization and one.organization == other.organization and one.organization not in common.organizations:
        yield Reason("organization", 0.7, "運営団体が同じです")


def _time(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.times and other.times:
        if one.times == other.times:
            yield Reason("time", 2.0, "開催日時が同じです")
        elif {rule for rule, _ in one.times} == {rule for rule, _ in other.times}:
            yield Reason("days", 0.8, "開催日が同じです")
        elif not one.times & other.times:
            yield Reason("time_other", -0.7, "開催日時は違います")
    elif one.times_text and one.times_text == other.times_text:
        yield Reason("time", 1.0, "開催日の書き方が同じです")
