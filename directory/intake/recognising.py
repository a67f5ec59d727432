"""Which listing of the catalogue each row of a list is: all rows and listings at once, so that swapped rows, sisters
and a group split in two each find their own. Where two answers are nearly as good, none is given: staff are asked.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.sameness import blocks
from directory.sameness.evidence import LIKELY, Common, about, evidence, points
from directory.sameness.facts import Described, Facts, facts_of
from directory.sameness.likeness import Reason, are_sisters

MARGIN = 1.0  # a second answer that is no more than this behind the first is as good
PERHAPS = 2.5
SAME_LIST = 1.5  # the listing stood in the last import of this list
SAME_NUMBER = 1.5
RENAMED = 4.0  # what must speak for a listing under another name
WEIGHTY = 2.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """`listing_id`: the listing that a row is. Where it is None, `perhaps` are those that it may be, the likeliest
    first. `renamed`: it is known by all but its name.
    """

    listing_id: str | None = None
    perhaps: tuple[str, ...] = ()
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    row: int
    listing_id: str
    points: float


class Recogniser:
    """Knows the listings of a catalogue. `last_import`: those that the last import of the same list had."""

    def __init__(self, listings: Iterable[Described], last_import: Collection[str] = ()) -> None:
        described = list(listings)
        self._facts = {one.id: facts_of(one) for one in described}
        self._numbers = {one.source_id: one.id for one in described if one.source_id}
        self._last = set(last_import)
        self._common = Common.among(self._facts.values())
        self._owners: dict[Hashable, list[str]] = defaultdict(list)
        for one in self._facts.values():
            for key in set(blocks.keys(one)):
                self._owners[key].append(one.id)

    def recognise(self, rows: Mapping[int, Described], taken: Collection[str] = ()) -> dict[int, Recognised]:
        """What each row is. `taken`: listings that other rows are for sure."""
        facts = {row: facts_of(one) for row, one in rows.items()}
        answers = [
            _Answer(row, id, value)
            for row, one in facts.items()
            for id in self._candidates(one, rows[row]) - set(taken)
            if (value := self._points(one, self._facts[id], rows[row])) >= PERHAPS
        ]
        found = _assigned(answers)
        used = {*taken, *(one.listing_id for one in found.values() if one.listing_id)}
        open_rows = {row: one for row, one in facts.items() if found.get(row, Recognised()).listing_id is None}
        for row, recognised in self._renamed(open_rows, used).items():
            known = found.get(row)
            found[row] = Recognised(perhaps=known.perhaps) if known and known.perhaps else recognised
        return {row: found.get(row, Recognised()) for row in rows}

    def _candidates(self, one: Facts, described: Described) -> set[str]:
        found: set[str] = set()
        for key in set(blocks.keys(one)):
            owners = self._owners.get(key, ())
            if len(owners) <= blocks.LARGEST:
                found.update(owners)
            else:
                around = blocks.surroundings(one)
                found.update(id for id in owners if around & blocks.surroundings(self._facts[id]))
        if (numbered := self._numbers.get(described.source_id or "")) is not None:
            found.add(numbered)
        return found

    def _points(self, one: Facts, other: Facts, described: Described) -> float:
        reasons = evidence(one, other, self._common)
        if not reasons:
            return 0.0
        number = SAME_NUMBER if self._numbers.get(described.source_id or "") == other.id else 0.0
        return points(reasons) + number + (SAME_LIST if other.id in self._last else 0.0)

    def _renamed(self, rows: Mapping[int, Facts], used: Collection[str]) -> dict[int, Recognised]:
        """Rows that are nobody by name, and listings of this list that no row is: one by place, time and telephone?"""
        left = [self._facts[id] for id in self._last if id in self._facts and id not in used]
        alike: dict[int, list[tuple[str, tuple[Reason, ...]]]] = defaultdict(list)
        for row, one in rows.items():
            for other in left:
                reasons = tuple(about(one, other, self._common))
                if points(reasons) >= RENAMED and sum(reason.points >= WEIGHTY for reason in reasons) >= 2:
                    alike[row].append((other.id, reasons))
        rivals = defaultdict(list)
        for row, some in alike.items():
            for id, _ in some:
                rivals[id].append(row)
        found = {}
        for row, some in alike.items():
            (id, reasons), *more = some
            sure = {reason.code for reason in reasons} & {"phone", "organization"}
            alone = not more and len(rivals[id]) == 1
            if alone and sure and not are_sisters(rows[row], self._facts[id]):
                found[row] = Recognised(id, renamed=True)
            else:
                found[row] = Recognised(perhaps=tuple(id for id, _ in some))
        return found


def _assigned(answers: Sequence[_Answer]) -> dict[int, Recognised]:
    """The best answers first; each row and each listing once."""
    by_row: dict[int, list[_Answer]] = defaultdict(list)
    by_listing: dict[str, list[_Answer]] = defaultdict(list)
    for one in answers:
        by_row[one.row].append(one)
        by_listing[one.listing_id].append(one)
    found: dict[int, Recognised] = {}
    gone: set[str] = set()
    for one in sorted(answers, key=lambda one: (-one.points, one.row, one.listing_id)):
        if one.row in found or one.listing_id in gone:
            continue
        close = [
            other
            for other in (*by_row[one.row], *by_listing[one.listing_id])
            if other != one
            and other.row not in found.keys() - {one.row}
            and other.listing_id not in gone
            and other.points > one.points - MARGIN
            and not _is_for_another(other, one, by_row, by_listing, found, gone)
        ]
        if one.points < LIKELY or close:
            candidates = (one, *(other for other in by_row[one.row] if other != one and other.listing_id not in gone))
            near = (a for a in candidates if a is one or a.points > one.points - MARGIN)
            found[one.row] = Recognised(perhaps=tuple(dict.fromkeys(a.listing_id for a in near)))
        else:
            found[one.row] = Recognised(one.listing_id)
            gone.add(one.listing_id)
    return found


def _is_for_another(
    rival: _Answer,
    one: _Answer,
    by_row: Mapping[int, Sequence[_Answer]],
    by_listing: Mapping[str, Sequence[_Answer]],
    found: Mapping[int, Recognised],
    gone: Collection[str],
) -> bool:
    """Whether a rival answer is no rival: its row, or its listing, has a better one elsewhere."""
    others = by_listing[rival.listing_id] if rival.row == one.row else by_row[rival.row]
    return any(
        other.points > rival.points and other.row not in found and other.listing_id not in gone
        for other in others
        if other.row != one.row and other.listing_id != one.listing_id
    )
