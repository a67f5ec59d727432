"""Looking around in phrases of which some are folded already: what stands at, before and behind a place."""

from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, Mark, Months, Nth, Phrase, Span, Special

Parts = list[Phrase | Off]
# What can be excepted.
SUBJECTS = (Days, Nth, Months, Dates, Span, Special)
TIGHT = frozenset({"separator", "particle"})
WIDE = TIGHT | {"space"}


def mark_at(work: Parts, place: int) -> str:
    if not 0 <= place < len(work):
        return "start" if place < 0 else "end"
    part = work[place]
    return part.kind if isinstance(part, Mark) else ""


def part_at(work: Parts, index: int) -> Phrase | Off | None:
    return work[index] if 0 <= index < len(work) else None


def past(work: Parts, index: int, step: int, kinds: frozenset[str]) -> int:
    index += step
    while mark_at(work, index) in kinds:
        index += step
    return index


def parts_subjects(mark: Mark) -> bool:
    """Whether a mark parts two subjects (8月、第2火曜), rather than joining them (8月の第2火曜)."""
    return mark.kind in ("separator", "space") or (mark.kind == "particle" and mark.text != "の")
