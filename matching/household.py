"""A household: who could accompany whom, and two places that meet at the same time for two people."""

from collections.abc import Sequence
from datetime import date

from directory.calendar.hours import Session, coming
from matching.answer import Match, SameTime
from matching.parameters import Parameters
from matching.person import Person

PAIRS_SHOWN = 3
AIDS_TO_HELP_WITH = frozenset({"cane", "rollator", "wheelchair"})


def accompanying(other: Person, household: Sequence[Person], weigh: Parameters, spared: frozenset[str]) -> str | None:
    """Who could go with `other`, in a sentence; None for whoever goes alone.

    `spared`: needs of those who are not asked to take somebody along (ひきこもり). Children never are.
    """
    if not _wants_company(other, weigh):
        return None
    able = [one for one in household if one is not other and _could_go_along(one, weigh, spared)]
    if not able:
        return "家族の中に付き添えそうな方が見あたりません。送迎や同行のボランティアがないか、窓口に聞いてください"
    who = "か".join(dict.fromkeys(f"{one.age_words}の方" for one in able))
    return f"{who}が付き添えるか、本人たちの気持ちを聞いてみてください"


def _wants_company(person: Person, weigh: Parameters) -> bool:
    child = person.oldest is not None and person.oldest < weigh["household.child_alone_from"]
    return child or bool(AIDS_TO_HELP_WITH & set(person.aids)) or "with_carer" in person.wished("target")


def _could_go_along(person: Person, weigh: Parameters, spared: frozenset[str]) -> bool:
    """Known to be a grown-up, not very old, on foot without aids, and not looking for a first step out."""
    if person.youngest is None or person.oldest is None or person.stays_home:
        return False
    grown = weigh["household.adult_from"] <= person.youngest and person.oldest <= weigh["household.companion_to"]
    return grown and not person.aids and not spared.intersection(person.needs) and person.stage != "daily"


def at_the_same_time(
    first: Sequence[Match], second: Sequence[Match], day: date, weigh: Parameters
) -> tuple[SameTime, ...]:
    """Pairs of a place for one and a place for the other that meet on the same day, best places first.

    Both hours known and overlapping come before hours that nobody stated; hours that do not overlap are no pair.
    """
    sessions = {match.listing.id: list(coming(match.listing, day)) for match in (*first, *second)}
    found: list[tuple[tuple[bool, int, date], SameTime]] = []
    for rank, mine in enumerate(first):
        for other_rank, theirs in enumerate(second):
            if mine.listing.id == theirs.listing.id:
                continue
            both = _meeting_of(sessions[mine.listing.id], sessions[theirs.listing.id], weigh)
            if both is not None:
                pair = SameTime(mine.listing, theirs.listing, both.day, both.start, both.end)
                found.append(((both.start is None, rank + other_rank, both.day), pair))
    found.sort(key=lambda one: one[0])
    return tuple(pair for _, pair in found[:PAIRS_SHOWN])


def _meeting_of(mine: Sequence[Session], theirs: Sequence[Session], weigh: Parameters) -> Session | None:
    """The first day on which both meet; with the hours they share where both are known."""
    unknown: Session | None = None
    for one in mine:
        for other in theirs:
            if one.day != other.day:
                continue
            if one.start is None or one.end is None or other.start is None or other.end is None:
                unknown = unknown or Session(one.day, None, None)
                continue
            start, end = max(one.start, other.start), min(one.end, other.end)
            if end - start >= weigh["household.shared_minutes"]:
                return Session(one.day, start, end)
    return unknown
