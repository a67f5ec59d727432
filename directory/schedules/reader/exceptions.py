"""Which days fall out: what stands before 「を除く」「は休み」 and after 「休館日」, folded into one `Off`."""

from collections.abc import Sequence
from dataclasses import replace

from directory.schedules.days import WEEK
from directory.schedules.reader.around import WIDE, Parts, mark_at, part_at, parts_subjects, past
from directory.schedules.reader.closed_headings import closed_heading, is_heading
from directory.schedules.reader.excepted import subject_start
from directory.schedules.reader.gathering import gather
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Phrase, Span, Special

_CLAUSE_ENDS = frozenset({"end", "close", "note", "newline", "separator", "closed"})

_ASIDE = WIDE | {"open", "note", "newline", "close"}


def resolve(found: Sequence[Phrase | Off]) -> Parts:
    """The phrases with every exception folded into an `Off` at its place. Those that found no subject stay marks."""
    work: Parts = list(found)
    index = 0
    while index < len(work):
        phrase = work[index]
        if isinstance(phrase, Special) and (named := _named_break(work, index)):
            first, last = named
            off = gather([part for part in work[first:last] if isinstance(part, (Span, Months))], heading=False)
            work[first:last] = [replace(off, text="".join(part.text for part in work[first:last]))]
            index = first
        elif isinstance(phrase, Mark) and (phrase.kind in ("except", "closed") or _is_partly_closed(work, index)):
            index = _fold_at(work, index, phrase)
        index += 1
    return work


def _named_break(work: Parts, index: int) -> tuple[int, int] | None:
    """「8/10~8/20は夏休み」「8月は夏休み」「夏休み:8/10~8/20」 say what is closed: where that begins and ends."""
    if "休" not in work[index].text:
        return None
    before = past(work, index, -1, WIDE)
    ends = mark_at(work, past(work, index, 1, frozenset({"space"}))) in _CLAUSE_ENDS
    months = isinstance(part_at(work, before), Months) and work[index - 1].text == "は"
    if ends and (months or isinstance(part_at(work, before), Span)):
        return before, index + 1
    after = past(work, index, 1, WIDE | {"colon", "open"})
    if not isinstance(part_at(work, after), Span):
        return None
    end = past(work, after, 1, frozenset({"space", "close", "separator"}))
    return (index, after + 1) if mark_at(work, end) in _CLAUSE_ENDS else None


def _attach_dates(work: Parts, index: int) -> None:
    """「年末年始休(12月28日~1月4日)」: the dates of what was named."""
    off, opened = work[index], past(work, index, 1, frozenset({"space"}))
    span = part_at(work, opened + 1)
    if not (isinstance(off, Off) and off.specials and isinstance(span, Span)):
        return
    if mark_at(work, opened) == "open" and mark_at(work, opened + 2) == "close":
        named = gather([off.specials[-1], span], heading=False)
        text = "".join(part.text for part in work[index : opened + 2])
        work[index] = replace(
            off, specials=off.specials[:-1] + named.specials, spans=off.spans + named.spans, text=text
        )
        del work[index + 1 : opened + 2]


def _attach_holiday_case(work: Parts, index: int) -> None:
    """「月曜休館(祝日の場合は翌日)」: what becomes of the closing day, where nothing else can be meant."""
    off = work[index]
    after = past(work, index, 1, _ASIDE)
    while mark_at(work, after) == "text" and work[after].text.strip() in ("ただし", "但し"):
        after = past(work, after, 1, _ASIDE)
    case = part_at(work, after)
    if not (isinstance(off, Off) and off.rules and isinstance(case, HolidayCase)):
        return
    closed = {day for rule in off.rules for day in rule.weekdays}
    held = [part for part in work if isinstance(part, Days)]
    every_day = all(set(rule.weekdays) == set(WEEK) for part in held for rule in part.rules)
    if not (every_day or (case.weekdays and set(case.weekdays) <= closed)):
        return
    action = "next_day" if _shut_the_next_day(case, closed) else case.action
    work[index] = replace(off, rules=(), moved=off.rules, holiday_action=action, text=off.text + case.text)
    del work[after]


def _shut_the_next_day(case: HolidayCase, closed: set[str]) -> bool:
    """「月曜休み。ただし月曜が祝日の場合は火曜休み」."""
    next_days = {WEEK[(WEEK.index(day) + 1) % len(WEEK)] for day in closed}
    return case.action == "unknown" and case.target is not None and next_days == {case.target[1]} and not case.target[0]


def _fold_at(work: Parts, index: int, mark: Mark) -> int:
    if is_heading(work, index, mark):
        last, closed = closed_heading(work, index)
        if closed is not None:
            work[index:last] = [closed]
            return index
    first, sure = subject_start(work, index, mark)
    if first < index:
        subjects = [
            part
            for part in work[first:index]
            if not isinstance(part, Off) and (not isinstance(part, Mark) or parts_subjects(part))
        ]
        subjects = _without_topics(subjects)
        text = "".join(part.text for part in work[first : index + 1])
        work[first : index + 1] = [replace(gather(subjects, heading=False), choice=not sure, text=text)]
        if mark.kind == "closed":
            _attach_dates(work, first)
            _attach_holiday_case(work, first)
        return first
    return index


def _without_topics(parts: list[Phrase]) -> list[Phrase]:
    """Without the は of 「12~2月は冬季休業」, so that name and months stand side by side."""
    return [
        part
        for place, part in enumerate(parts)
        if not (isinstance(part, Mark) and part.text == "は" and isinstance(parts[place - 1], (Months, Span)))
    ]


def _is_partly_closed(work: Parts, index: int) -> bool:
    """「8月は休止」: a mark of stopping that speaks of months or dates, not of the whole meeting."""
    if mark_at(work, index) not in ("suspended", "cancelled"):
        return False
    before = index - 1
    while before >= 0 and mark_at(work, before) in ("space", "particle"):
        before -= 1
    part = work[before] if before >= 0 else None
    if isinstance(part, Dates) and any(isinstance(other, Days) for other in work):  # ※12月1日は中止
        return True
    return isinstance(part, (Months, Special)) or (isinstance(part, Span) and part.last is not None)
