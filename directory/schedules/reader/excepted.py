"""Where the list of what is excepted begins, that stands before 「を除く」 or 「は休み」."""

from collections.abc import Sequence

from directory.schedules.reader.around import SUBJECTS, TIGHT, WIDE, Parts, mark_at, part_at
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Span, Special

_EDGES = frozenset({"open", "note", "newline", "bullet", "start", "colon"})


def subject_start(work: Parts, index: int, mark: Mark) -> tuple[int, bool]:
    """Where the list of excepted things before `index` begins, and whether that is certain."""
    tight = _run_back(work, index, TIGHT)
    wide = _run_back(work, index, WIDE)
    edge = mark_at(work, wide - 1)
    first = wide if edge in _EDGES - {"start"} else tight
    subjects = [part for part in work[first:index] if isinstance(part, SUBJECTS)]
    others = [part for place, part in enumerate(work) if isinstance(part, (Days, Dates)) and not first <= place < index]
    days = next((place for place in range(first, index) if isinstance(work[place], Days)), None)
    if _lists_dates(work, first, index, others):
        return _after_comma(work, first, index), not isinstance(work[index - 1], Dates)
    if len(subjects) > 1 and days is not None and not others and mark_at(work, first - 1) != "open":
        return _behind_the_days(work, first, days, index)
    if _follows_positive(work, first, index, mark):
        return _after_explicit(work, first, index), True
    return first, True


def _behind_the_days(work: Parts, first: int, days: int, index: int) -> tuple[int, bool]:
    """「第2土曜、8月は休み」: the only days there are, and behind a comma what is excepted of them.

    「火曜、祝日を除く」 leaves open whether the Tuesday is excepted too, 「第1日曜、祝日休み」 whether all of it is.
    """
    commas = [place for place in range(days, index) if work[place].text == "、"]
    held = work[days]
    on_sunday = isinstance(held, Days) and any("SU" in rule.weekdays for rule in held.rules)
    if commas and on_sunday and any(isinstance(part, Special) and part.name == "holiday" for part in work[days:index]):
        return first, False
    if not commas or (isinstance(held, Days) and held.bare):
        return first, not commas
    return commas[0] + 1, True


def _lists_dates(work: Parts, first: int, index: int, others: Sequence[object]) -> bool:
    """「5月14日、8月は休み、9月10日」: where nothing recurs, the dates of the list are those on which it is held."""
    recurs = any(isinstance(part, Days) for part in work)
    return not recurs and bool(others) and any(isinstance(part, Dates) for part in work[first:index])


def _follows_positive(work: Parts, first: int, index: int, mark: Mark) -> bool:
    """Whether some of the days before it are held, and not excepted; those straight before it are."""
    if mark_at(work, index - 1) == "close":
        index = _opening(work, index - 1) or index
    return (
        mark_at(work, first - 1) not in ("open", "note")
        and any(
            isinstance(part, Days) and not part.bare and any(rule.explicit for rule in part.rules)
            for part in work[first : index - 1]
        )
        and mark.kind in ("except", "closed")
        and _has_every(work[first:index])
    )


def _has_every(parts: Parts) -> bool:
    return any(isinstance(part, Days) and part.text.lstrip().startswith("毎") for part in parts[:-1])


def _after_explicit(work: Parts, first: int, index: int) -> int:
    """毎月第3木曜、8月を除く: what says 毎 is not excepted by what comes after it."""
    for place in range(index - 1, first - 1, -1):
        part = work[place]
        if isinstance(part, Days) and part.text.lstrip().startswith("毎"):
            return place + 1
    return first


def _run_back(work: Parts, index: int, joiners: frozenset[str]) -> int:
    first, place = index, index - 1
    while place >= 0:
        part = work[place]
        if isinstance(part, SUBJECTS):
            first = place
        elif isinstance(part, Mark) and part.kind == "close":
            opened = _opening(work, place)
            if opened is None:
                break
            place = opened
        elif isinstance(part, Mark) and part.kind == "particle" and part.text in ("は", "が") and first < index:
            if not _names_what_is_before(work, place):
                return _after_comma(work, first, index)
        elif not (isinstance(part, Mark) and (part.kind in joiners or (part.kind == "space" and first == index))):
            break
        place -= 1
    return first


def _names_what_is_before(work: Parts, topic: int) -> bool:
    """「12~2月は冬季休業」: 冬季 is the name of those months."""
    before, after = part_at(work, topic - 1), part_at(work, topic + 1)
    return isinstance(before, (Months, Span)) and isinstance(after, Special) and after.name != "holiday"


def _after_comma(work: Parts, first: int, index: int) -> int:
    """「12月は第3火曜、8月は休み」: what stands before the comma has its own topic."""
    commas = [place for place in range(first, index) if mark_at(work, place) == "separator"]
    return commas[-1] + 1 if commas else first


def _opening(work: Parts, close: int) -> int | None:
    """The bracket before `close` if it only explains: 年末年始(12/29~1/3)を除く, 月曜(祝日の場合は翌日)休館."""
    place = close - 1
    while place >= 0 and isinstance(work[place], (Span, Dates, Months, HolidayCase)):
        place -= 1
    return place if place >= 0 and place < close - 1 and mark_at(work, place) == "open" else None
