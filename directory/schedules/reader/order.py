"""「10:00~12:00(毎週火)・13:00~15:00(第2木)」: where every time stands before its days, days are put first."""

from itertools import pairwise

from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, Mark, Phrase

_Parts = list[Phrase | Off]
_WITHIN = frozenset({"separator", "particle", "space", "tilde", "or"})


def days_first(found: _Parts) -> _Parts:
    """The phrases, each group of hours behind its days; unchanged unless all hours stand before their days."""
    groups = _groups(found)
    if len(groups) < 4 or len(groups) % 2 or any(each[0] == after[0] for each, after in pairwise(groups)):
        return found
    if groups[0][0] != "hours":
        return found
    result, done = list(found[: groups[0][1]]), groups[0][1]
    for (_, first, after_hours), (_, days, after_days) in zip(groups[::2], groups[1::2], strict=True):
        begin, end = _with_bracket(found, days, after_days)
        result += [*found[done:first], *found[begin:end], *found[after_hours:begin], *found[first:after_hours]]
        done = end
    return result + found[done:]


def _groups(found: _Parts) -> list[tuple[str, int, int]]:
    """What alternates, as its kind and where it begins and ends: hours, and days or dates, listed together."""
    groups: list[tuple[str, int, int]] = []
    for place, part in enumerate(found):
        if isinstance(part, Hours) and part.detail:
            continue
        if not isinstance(part, (Hours, Days, Dates)):
            continue
        kind = "hours" if isinstance(part, Hours) else "days"
        if groups and groups[-1][0] == kind and all(_joins(each) for each in found[groups[-1][2] : place]):
            groups[-1] = (kind, groups[-1][1], place + 1)
        else:
            groups.append((kind, place, place + 1))
    return groups


def _joins(part: Phrase | Off) -> bool:
    return isinstance(part, Mark) and part.kind in _WITHIN


def _with_bracket(found: _Parts, begin: int, end: int) -> tuple[int, int]:
    before, after = found[begin - 1], found[end] if end < len(found) else None
    opened = isinstance(before, Mark) and before.kind == "open"
    closed = isinstance(after, Mark) and after.kind == "close"
    return (begin - 1, end + 1) if opened and closed else (begin, end)
