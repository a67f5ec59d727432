"""Days and hours of another matter (申込みは毎月1日から, 受付は平日9~17時), set aside where others say when."""

from directory.schedules.reader.hours import Hours
from directory.schedules.reader.phrases import Dates, Days, Mark, Months, Phrase, Span, Special

_WHEN = (Days, Dates)
_OVER = frozenset({"note", "newline", "bullet"})
_MARKS = frozenset({"particle", "colon", "open"})
_JOINING = frozenset({"particle", "colon", "space", "open", "separator"})


def set_aside(found: list[Phrase]) -> list[Phrase]:
    """The phrases, those of another matter as marks; unchanged where nothing else says on which days it is held."""
    asides = _asides(found)
    if not any(isinstance(part, _WHEN) for place, part in enumerate(found) if place not in asides):
        return found
    return [_aside(part, asides[place]) if place in asides else part for place, part in enumerate(found)]


def _aside(part: Phrase, sure: bool) -> Phrase:
    if isinstance(part, Mark) and part.kind not in ("text", "or", "closed"):
        return part
    return Mark("aside" if sure or not isinstance(part, _WHEN) else "ask", part.text)


def _asides(found: list[Phrase]) -> dict[int, bool]:
    """The places of phrases of another matter, and whether that is certain."""
    places: dict[int, bool] = {}
    for place, part in enumerate(found):
        if isinstance(part, Mark) and part.kind == "application" and place not in places:
            sure = _kind(found, place + 1) in _MARKS
            places |= dict.fromkeys(range(place + 1, _end(found, place)), sure)
        elif isinstance(part, Mark) and part.kind == "detail" and part.text.startswith("受付"):
            places |= dict.fromkeys(_reception_days(found, place), True)
        elif isinstance(part, Hours) and place not in places:
            places |= dict.fromkeys(_shut_hours(found, place), True)
    return places


def _end(found: list[Phrase], place: int) -> int:
    """Where the matter begun at `place` ends: at a mark that begins something new, or with its bracket."""
    depth = 0
    for end in range(place + 1, len(found)):
        kind = _kind(found, end)
        if kind in _OVER or kind == "held":
            return end
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            return end
    return len(found)


def _reception_days(found: list[Phrase], place: int) -> range:
    """「受付は月~金 9~17時」: the days right behind 受付, and their hours. Hours alone are weighed with the others."""
    end = place + 1
    while _kind(found, end) in _JOINING:
        end += 1
    if end >= len(found) or not isinstance(found[end], (*_WHEN, Months, Span, Special)):
        return range(0)
    while end < len(found) and (
        isinstance(found[end], (*_WHEN, Months, Span, Special, Hours)) or _kind(found, end) in _JOINING
    ):
        end += 1
    return range(place + 1, end)


def _shut_hours(found: list[Phrase], place: int) -> range:
    """「(12時~1時は清掃のため閉所)」: a bracket of hours at which it is shut."""
    end = place + 2
    while _kind(found, end) in ("text", "particle", "space"):
        end += 1
    shut = _kind(found, end) == "closed" and _kind(found, end + 1) == "close"
    shut = shut and _kind(found, place - 1) == "open" and found[place + 1].text.startswith("は")
    return range(place, end + 1) if shut else range(0)


def _kind(found: list[Phrase], place: int) -> str:
    part = found[place] if place < len(found) else None
    return part.kind if isinstance(part, Mark) else ""
