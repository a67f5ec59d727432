"""Which days fall out: what stands before 「を除く」「は休み」 and after 「休館日」, folded into one `Off`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from directory.schedules.days import DayRule
from directory.schedules.hours import Hours
from directory.schedules.off import Off
from directory.schedules.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

_SUBJECTS = (Days, Nth, Months, Dates, Span, Special)
_TIGHT = frozenset({"separator", "particle"})
_WIDE = _TIGHT | {"space"}
_EDGES = frozenset({"open", "note", "newline", "bullet", "start", "colon"})
_SHUT_WORDS = ("休", "閉", "定休")


def _gather(subjects: Sequence[Phrase], heading: bool, sure: bool = True) -> Off:
    subjects, nth_in_months = _months_of(subjects)
    months = [month for subject in subjects if isinstance(subject, Months) for month in subject.months]
    moved: tuple[DayRule, ...] = ()
    for before, subject in pairwise(subjects):
        if isinstance(subject, HolidayCase) and isinstance(before, Days):
            moved = before.rules
    days = [rule for subject in subjects if isinstance(subject, Days) for rule in subject.rules]
    return Off(
        rules=tuple(rule for rule in days if rule not in moved),
        nth_in_months=nth_in_months,
        moved=moved,
        nth=tuple(n for subject in subjects if isinstance(subject, Nth) for n in subject.nth),
        months=tuple(months),
        dates=tuple(subject for subject in subjects if isinstance(subject, Dates)),
        spans=tuple(subject for subject in subjects if isinstance(subject, Span)),
        specials=_specials(subjects),
        holiday_action=next((subject.action for subject in subjects if isinstance(subject, HolidayCase)), None),
        heading=heading,
        sure=sure,
        text="".join(subject.text for subject in subjects),
    )


def _months_of(subjects: Sequence[Phrase]) -> tuple[list[Phrase], tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]]:
    """「8月第2火曜」「8月第2週」「8月お盆」: months that stand straight before other subjects only limit them."""
    result: list[Phrase] = []
    ordinals: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    limit: tuple[int, ...] = ()
    for place, subject in enumerate(subjects):
        after = subjects[place + 1] if place + 1 < len(subjects) else None
        if isinstance(subject, Months) and subject.months and isinstance(after, (Days, Nth, Special)):
            limit = subject.months
            continue
        if limit and isinstance(subject, Days):
            rules = tuple(limited for rule in subject.rules if (limited := rule.in_months(limit)))
            subject = replace(subject, rules=rules)
        if limit and isinstance(subject, Nth):
            ordinals.append((subject.nth, limit))
        elif not (isinstance(subject, Mark) and subject.kind in _TIGHT):
            result.append(subject)
        limit = ()
    return result, tuple(ordinals)


def _specials(subjects: Sequence[Phrase]) -> tuple[Special, ...]:
    """年末年始 with its own dates beside it (年末年始(12月29日~1月3日)) is those dates; so is 夏休み."""
    dated = any(isinstance(subject, Span) for subject in subjects)
    in_months = any(isinstance(subject, Months) for subject in subjects)
    named = tuple(subject for subject in subjects if isinstance(subject, Special))
    workdays = any(isinstance(subject, Days) and subject.with_holidays for subject in subjects)
    kept = tuple(
        special
        for special in named
        if not (dated and special.name in ("new_year", "obon", "school_break"))
        and not (in_months and special.name == "season")
    )
    return (*kept, Special("holiday", "祝")) if workdays else kept


def _mark(phrase: Phrase) -> str:
    return phrase.kind if isinstance(phrase, Mark) else ""


def resolve(found: list[Phrase]) -> list[Phrase | Off]:
    """The phrases with every exception folded into an `Off` at its place. Those that found no subject stay marks."""
    work: list[Phrase | Off] = list(found)
    index = 0
    while index < len(work):
        phrase = work[index]
        if isinstance(phrase, Mark) and (phrase.kind in ("except", "closed") or _is_partly_closed(work, index)):
            index = _fold_at(work, index, phrase)
        index += 1
    return work


def _fold_at(work: list[Phrase | Off], index: int, mark: Mark) -> int:
    if _is_heading(work, index, mark):
        last, closed = _closed_heading(work, index)
        if closed is not None:
            work[index:last] = [closed]
            return index
    first, sure = _subject_start(work, index, mark)
    if first < index:
        subjects = [
            part
            for part in work[first:index]
            if not isinstance(part, Off) and (not isinstance(part, Mark) or part.kind == "separator")
        ]
        text = "".join(part.text for part in work[first : index + 1])
        work[first : index + 1] = [replace(_gather(subjects, heading=False), choice=not sure, text=text)]
        return first
    return index


def _is_partly_closed(work: list[Phrase | Off], index: int) -> bool:
    """「8月は休止」: a mark of stopping that speaks of months or dates, not of the whole meeting."""
    if _mark_at(work, index) not in ("suspended", "cancelled"):
        return False
    before = index - 1
    while before >= 0 and _mark_at(work, before) in ("space", "particle"):
        before -= 1
    part = work[before] if before >= 0 else None
    return isinstance(part, (Months, Special)) or (isinstance(part, Span) and part.last is not None)


def _is_heading(work: list[Phrase | Off], index: int, mark: Mark) -> bool:
    """「定休日 月曜」 and 「休み:8月」 speak of what follows; 「8月休み」 and 「8月 休み」 of what stands before."""
    if mark.kind != "closed" or mark.text.startswith(("は", "が")) or not any(w in mark.text for w in _SHUT_WORDS):
        return False
    if index and isinstance(work[index - 1], _SUBJECTS):
        return False
    if mark.text.strip().endswith("日") or _mark_at(work, index + 1) == "colon":
        return True
    before = index - 1
    while before >= 0 and _mark_at(work, before) == "space":
        before -= 1
    return before < 0 or not isinstance(work[before], (Months, Special, Dates, Span))


def _subject_start(work: list[Phrase | Off], index: int, mark: Mark) -> tuple[int, bool]:
    """Where the list of excepted things before `index` begins, and whether that is certain."""
    tight = _run_back(work, index, _TIGHT)
    wide = _run_back(work, index, _WIDE)
    edge = _mark_at(work, wide - 1)
    first = wide if edge in _EDGES - {"start"} else tight
    subjects = [part for part in work[first:index] if isinstance(part, _SUBJECTS)]
    others = [part for place, part in enumerate(work) if isinstance(part, (Days, Dates)) and not first <= place < index]
    if len(subjects) > 1 and isinstance(subjects[0], Days) and not others and _mark_at(work, first - 1) != "open":
        commas = [place for place in range(first, index) if isinstance(work[place], Mark) and work[place].text == "、"]
        if subjects[0].bare and not commas:
            return first, True
        if commas and subjects[0].bare:
            return first, False
        if commas:
            return commas[0] + 1, True
    if _follows_positive(work, first, index, mark):
        return _after_explicit(work, first, index), True
    return first, True


def _follows_positive(work: list[Phrase | Off], first: int, index: int, mark: Mark) -> bool:
    return (
        _mark_at(work, first - 1) not in ("open", "note")
        and any(
            isinstance(part, Days) and not part.bare and any(rule.explicit for rule in part.rules)
            for part in work[first : index - 1]
        )
        and mark.kind in ("except", "closed")
        and _has_every(work[first:index])
    )


def _has_every(parts: list[Phrase | Off]) -> bool:
    return any(isinstance(part, Days) and part.text.lstrip().startswith("毎") for part in parts[:-1])


def _after_explicit(work: list[Phrase | Off], first: int, index: int) -> int:
    """毎月第3木曜、8月を除く: what says 毎 is not excepted by what comes after it."""
    for place in range(index - 1, first - 1, -1):
        part = work[place]
        if isinstance(part, Days) and part.text.lstrip().startswith("毎"):
            return place + 1
    return first


def _run_back(work: list[Phrase | Off], index: int, joiners: frozenset[str]) -> int:
    first, place = index, index - 1
    while place >= 0:
        part = work[place]
        if isinstance(part, _SUBJECTS):
            first = place
        elif isinstance(part, Mark) and part.kind == "close":
            opened = _opening(work, place)
            if opened is None:
                break
            place = opened
        elif isinstance(part, Mark) and part.kind == "particle" and part.text in ("は", "が") and first < index:
            return _after_comma(work, first, index)
        elif not (isinstance(part, Mark) and (part.kind in joiners or (part.kind == "space" and first == index))):
            break
        place -= 1
    return first


def _after_comma(work: list[Phrase | Off], first: int, index: int) -> int:
    """「12月は第3火曜、8月は休み」: what stands before the comma has its own topic."""
    commas = [place for place in range(first, index) if _mark_at(work, place) == "separator"]
    return commas[-1] + 1 if commas else first


def _opening(work: list[Phrase | Off], close: int) -> int | None:
    """The bracket that opens before `close` when all between are spans or dates (年末年始(12/29~1/3)を除く)."""
    place = close - 1
    while place >= 0 and isinstance(work[place], (Span, Dates, Months)):
        place -= 1
    return place if place >= 0 and place < close - 1 and _mark_at(work, place) == "open" else None


def _mark_at(work: list[Phrase | Off], place: int) -> str:
    if not 0 <= place < len(work):
        return "start" if place < 0 else "end"
    part = work[place]
    return part.kind if isinstance(part, Mark) else ""


def _closed_heading(work: list[Phrase | Off], index: int) -> tuple[int, Off | None]:
    """「休館日 月曜日(祝日の場合は翌日)、年末年始」: the list after a heading. Returns where it ends."""
    place, sure = index + 1, True
    subjects: list[Phrase] = []
    depth, last = 0, index + 1
    while place < len(work):
        part = work[place]
        kind = _mark_at(work, place)
        if isinstance(part, Days) and subjects and part.text.lstrip().startswith("毎週") and depth == 0:
            break
        if isinstance(part, (*_SUBJECTS, HolidayCase)):
            if isinstance(part, Dates | Months) and _next_is(work, place, Hours):
                break
            subjects.append(part)
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "text" and subjects and "翌年" not in work[place].text:
            sure = False
            break
        elif kind == "closed" and subjects:
            sure = False
        elif kind not in _WIDE | {"colon", "until", "tilde", "newline"} or (kind == "newline" and subjects):
            break
        place += 1
        if depth <= 0 and kind not in _WIDE | {"newline"}:
            last = place
    real = [subject for subject in subjects if not isinstance(subject, HolidayCase)]
    if not real:
        return index, None
    return last, _gather(subjects, heading=True, sure=sure)


def _next_is(work: list[Phrase | Off], place: int, kind: type) -> bool:
    after = place + 1
    while after < len(work) and _mark_at(work, after) in _WIDE:
        after += 1
    return after < len(work) and isinstance(work[after], kind)
