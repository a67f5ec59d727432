"""Which days fall out: what stands before 「を除く」「は休み」 and after 「休館日」, folded into one `Off`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from directory.schedules.days import DayRule
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off, assumed_rules, span_rules
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

_SUBJECTS = (Days, Nth, Months, Dates, Span, Special)
_TIGHT = frozenset({"separator", "particle"})
_WIDE = _TIGHT | {"space"}
_EDGES = frozenset({"open", "note", "newline", "bullet", "start", "colon"})
# Names that dates beside them make superfluous.
_DATELESS = frozenset({"new_year", "obon", "golden_week", "school_break"})
_SHUT_WORDS = ("休", "閉", "定休")


def _gather(subjects: Sequence[Phrase], heading: bool, sure: bool = True) -> Off:
    subjects, nth_in_months = _joined(subjects)
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
        sure=sure and all(subject.sure for subject in subjects if isinstance(subject, Days)),
        text="".join(subject.text for subject in subjects),
    )


def _joined(parts: Sequence[Phrase]) -> tuple[list[Phrase], tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]]:
    """Subjects without the marks between them; what stands side by side says one thing together.

    「8月第2火曜」「8月お盆」: the months only limit. 「年末年始(12月28日~1月4日)」「冬期(12月~3月)」: the name is only
    a name. Ordinals limited by months come second.
    """
    result: list[Phrase] = []
    ordinals: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    limit: tuple[int, ...] = ()
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else None
        if isinstance(part, Months) and (isinstance(after, (Days, Nth)) or _is_named(after, _DATELESS)):
            limit = part.months
            continue
        if isinstance(part, Days) and not part.sure:
            part = replace(part, rules=tuple(replace(rule, nth=()) for rule in part.rules))
        if limit and isinstance(part, Days):
            part = replace(part, rules=tuple(kept for rule in part.rules if (kept := rule.in_months(limit))))
        if limit and isinstance(part, Nth):
            ordinals.append((part.nth, limit))
        elif not _only_names(result, part, parts[place - 1] if place else None) and not isinstance(part, Mark):
            result.append(part)
        limit = ()
    return result, tuple(ordinals)


def _is_named(part: Phrase | None, names: frozenset[str]) -> bool:
    return isinstance(part, Special) and part.name in names


def _only_names(result: list[Phrase], part: Phrase, before: Phrase | None) -> bool:
    """Of a name and the dates beside it one is enough: the dates, unless they are those that the name is taken for."""
    if isinstance(part, Span) and _is_named(before, _DATELESS) and isinstance(before, Special):
        if span_rules(part) == assumed_rules(before.name):
            return True
        result.pop()
        return False
    if isinstance(part, Months) and _is_named(before, frozenset({"season"})):
        result.pop()
        return False
    names_span = isinstance(before, Span) and _is_named(part, _DATELESS)
    return names_span or (isinstance(before, Months) and _is_named(part, frozenset({"season"})))


def _specials(subjects: Sequence[Phrase]) -> tuple[Special, ...]:
    named = tuple(subject for subject in subjects if isinstance(subject, Special))
    weekends = any(isinstance(subject, Days) and subject.with_holidays for subject in subjects)
    return (*named, Special("holiday", "祝")) if weekends else named


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
            if not isinstance(part, Off) and (not isinstance(part, Mark) or _parts(part))
        ]
        text = "".join(part.text for part in work[first : index + 1])
        work[first : index + 1] = [replace(_gather(subjects, heading=False), choice=not sure, text=text)]
        return first
    return index


def _parts(mark: Mark) -> bool:
    """Whether a mark parts two subjects (8月、第2火曜), rather than joining them (8月の第2火曜)."""
    return mark.kind in ("separator", "space") or (mark.kind == "particle" and mark.text != "の")


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
        if isinstance(part, Days) and _has_subject(subjects) and part.text.lstrip().startswith("毎週") and depth == 0:
            break
        if isinstance(part, (*_SUBJECTS, HolidayCase)):
            if isinstance(part, Dates | Months) and _next_is(work, place, Hours):
                break
            subjects.append(part)
        elif isinstance(part, Mark) and _parts(part):
            subjects.append(part)
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "text" and _has_subject(subjects) and "翌年" not in work[place].text:
            sure = False
            break
        elif kind == "closed" and _has_subject(subjects):
            sure = False
        elif kind not in _WIDE | {"colon", "until", "tilde", "newline"} or (
            kind == "newline" and _has_subject(subjects)
        ):
            break
        place += 1
        if depth <= 0 and kind not in _WIDE | {"newline"}:
            last = place
    real = [subject for subject in subjects if not isinstance(subject, (HolidayCase, Mark))]
    if not real:
        return index, None
    return last, _gather(subjects, heading=True, sure=sure)


def _has_subject(parts: Sequence[Phrase]) -> bool:
    return any(not isinstance(part, Mark) for part in parts)


def _next_is(work: list[Phrase | Off], place: int, kind: type) -> bool:
    after = place + 1
    while after < len(work) and _mark_at(work, after) in _WIDE:
        after += 1
    return after < len(work) and isinstance(work[after], kind)
