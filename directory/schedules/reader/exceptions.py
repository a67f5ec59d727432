"""Which days fall out: what stands before 「を除く」「は休み」 and after 「休館日」, folded into one `Off`."""

from collections.abc import Sequence
from dataclasses import replace

from directory.schedules.days import WEEK
from directory.schedules.reader.gathering import gather
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

_SUBJECTS = (Days, Nth, Months, Dates, Span, Special)
_TIGHT = frozenset({"separator", "particle"})
_WIDE = _TIGHT | {"space"}
_CLAUSE_ENDS = frozenset({"end", "close", "note", "newline", "separator", "closed"})
_EDGES = frozenset({"open", "note", "newline", "bullet", "start", "colon"})
_SHUT_WORDS = ("休", "閉", "定休")


def resolve(found: list[Phrase]) -> list[Phrase | Off]:
    """The phrases with every exception folded into an `Off` at its place. Those that found no subject stay marks."""
    work: list[Phrase | Off] = list(found)
    index = 0
    while index < len(work):
        phrase = work[index]
        if isinstance(phrase, Special) and (named := _named_break(work, index)):
            first, last = named
            off = gather([part for part in work[first:last] if isinstance(part, Span)], heading=False)
            work[first:last] = [replace(off, text="".join(part.text for part in work[first:last]))]
            index = first
        elif isinstance(phrase, Mark) and (phrase.kind in ("except", "closed") or _is_partly_closed(work, index)):
            index = _fold_at(work, index, phrase)
        index += 1
    return work


def _named_break(work: list[Phrase | Off], index: int) -> tuple[int, int] | None:
    """「8/10~8/20は夏休み」 and 「夏休み:8/10~8/20」 say what is closed: where that begins and ends."""
    if "休" not in work[index].text:
        return None
    before = _past(work, index, -1, _WIDE)
    ends = _mark_at(work, _past(work, index, 1, frozenset({"space"}))) in _CLAUSE_ENDS
    if ends and isinstance(_part(work, before), Span):
        return before, index + 1
    after = _past(work, index, 1, _WIDE | {"colon", "open"})
    if not isinstance(_part(work, after), Span):
        return None
    end = _past(work, after, 1, frozenset({"space", "close", "separator"}))
    return (index, after + 1) if _mark_at(work, end) in _CLAUSE_ENDS else None


def _past(work: list[Phrase | Off], index: int, step: int, kinds: frozenset[str]) -> int:
    index += step
    while _mark_at(work, index) in kinds:
        index += step
    return index


def _part(work: list[Phrase | Off], index: int) -> Phrase | Off | None:
    return work[index] if 0 <= index < len(work) else None


def _attach_dates(work: list[Phrase | Off], index: int) -> None:
    """「年末年始休(12月28日~1月4日)」: the dates of what was named."""
    off, opened = work[index], _past(work, index, 1, frozenset({"space"}))
    span = _part(work, opened + 1)
    if not (isinstance(off, Off) and off.specials and isinstance(span, Span)):
        return
    if _mark_at(work, opened) == "open" and _mark_at(work, opened + 2) == "close":
        named = gather([off.specials[-1], span], heading=False)
        text = "".join(part.text for part in work[index : opened + 2])
        work[index] = replace(
            off, specials=off.specials[:-1] + named.specials, spans=off.spans + named.spans, text=text
        )
        del work[index + 1 : opened + 2]


def _attach_holiday_case(work: list[Phrase | Off], index: int) -> None:
    """「月曜休館(祝日の場合は翌日)」: what becomes of the closing day, where nothing else can be meant."""
    off = work[index]
    after = _past(work, index, 1, _WIDE | {"open", "note", "newline", "close"})
    case = _part(work, after)
    if not (isinstance(off, Off) and off.rules and isinstance(case, HolidayCase)):
        return
    closed = {day for rule in off.rules for day in rule.weekdays}
    held = [part for part in work if isinstance(part, Days)]
    every_day = all(set(rule.weekdays) == set(WEEK) for part in held for rule in part.rules)
    if not (every_day or (case.weekdays and set(case.weekdays) <= closed)):
        return
    work[index] = replace(off, rules=(), moved=off.rules, holiday_action=case.action, text=off.text + case.text)
    del work[after]


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
    if _mark_at(work, before) == "text":  # 盆暮れ休み, 連休休み: closed then, not on what follows
        return False
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
    days = next((place for place in range(first, index) if isinstance(work[place], Days)), None)
    if len(subjects) > 1 and days is not None and not others and _mark_at(work, first - 1) != "open":
        return _behind_the_days(work, first, days, index)
    if _follows_positive(work, first, index, mark):
        return _after_explicit(work, first, index), True
    return first, True


def _behind_the_days(work: list[Phrase | Off], first: int, days: int, index: int) -> tuple[int, bool]:
    """「第2土曜、8月は休み」: the only days there are, and behind a comma what is excepted of them.

    「火曜、祝日を除く」 leaves open whether the Tuesday is excepted too.
    """
    commas = [place for place in range(days, index) if work[place].text == "、"]
    held = work[days]
    if not commas or (isinstance(held, Days) and held.bare):
        return first, not commas
    return commas[0] + 1, True


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
            if not _names_what_is_before(work, place):
                return _after_comma(work, first, index)
        elif not (isinstance(part, Mark) and (part.kind in joiners or (part.kind == "space" and first == index))):
            break
        place -= 1
    return first


def _names_what_is_before(work: list[Phrase | Off], topic: int) -> bool:
    """「12~2月は冬季休業」: 冬季 is the name of those months."""
    before, after = _part(work, topic - 1), _part(work, topic + 1)
    return isinstance(before, (Months, Span)) and isinstance(after, Special) and after.name != "holiday"


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
    return last, gather(subjects, heading=True, sure=sure)


def _has_subject(parts: Sequence[Phrase]) -> bool:
    return any(not isinstance(part, Mark) for part in parts)


def _next_is(work: list[Phrase | Off], place: int, kind: type) -> bool:
    after = place + 1
    while after < len(work) and _mark_at(work, after) in _WIDE:
        after += 1
    return after < len(work) and isinstance(work[after], kind)
