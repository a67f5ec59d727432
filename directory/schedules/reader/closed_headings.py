"""「休館日 月曜日(祝日の場合は翌日)、年末年始」: what a heading says is closed."""

from collections.abc import Sequence

from directory.schedules.reader.around import SUBJECTS, WIDE, Parts, mark_at, parts_subjects
from directory.schedules.reader.gathering import gather
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Phrase, Span, Special
from directory.schedules.reader.walk_marks import may_matter

_SHUT_WORDS = ("休", "閉", "定休")


def is_heading(work: Parts, index: int, mark: Mark) -> bool:
    """「定休日 月曜」 and 「休み:8月」 speak of what follows; 「8月休み」 and 「8月 休み」 of what stands before."""
    if mark.kind != "closed" or mark.text.startswith(("は", "が")) or not any(w in mark.text for w in _SHUT_WORDS):
        return False
    if index and isinstance(work[index - 1], SUBJECTS):
        return False
    if mark.text.strip().endswith("日") or mark_at(work, index + 1) == "colon":
        return True
    before = index - 1
    if mark_at(work, before) == "text":  # 盆暮れ休み, 連休休み: closed then, not on what follows
        return False
    while before >= 0 and mark_at(work, before) == "space":
        before -= 1
    return before < 0 or not isinstance(work[before], (Months, Special, Dates, Span))


def closed_heading(work: Parts, index: int) -> tuple[int, Off | None]:
    """「休館日 月曜日(祝日の場合は翌日)、年末年始」: the list after a heading. Returns where it ends."""
    place, sure = index + 1, True
    subjects: list[Phrase] = []
    depth, last = 0, index + 1
    while place < len(work):
        part = work[place]
        kind = mark_at(work, place)
        if isinstance(part, Days) and _has_subject(subjects) and part.text.lstrip().startswith("毎週") and depth == 0:
            break
        if isinstance(part, (*SUBJECTS, HolidayCase)):
            if isinstance(part, Dates | Months) and _next_is(work, place, Hours):
                break
            subjects.append(part)
        elif isinstance(part, Mark) and parts_subjects(part):
            subjects.append(part)
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "text" and depth and not may_matter(work[place].text):
            pass  # 毎月末日(館内整理): why
        elif kind == "text" and _has_subject(subjects) and "翌年" not in work[place].text:
            sure = False
            break
        elif kind == "closed" and _has_subject(subjects):
            sure = False
        elif kind not in WIDE | {"colon", "until", "tilde", "newline"} or (
            kind == "newline" and _has_subject(subjects)
        ):
            break
        place += 1
        if depth <= 0 and kind not in WIDE | {"newline"}:
            last = place
    real = [subject for subject in subjects if not isinstance(subject, (HolidayCase, Mark))]
    if not real:
        return index, None
    return last, gather(subjects, heading=True, sure=sure)


def _has_subject(parts: Sequence[Phrase]) -> bool:
    return any(not isinstance(part, Mark) for part in parts)


def _next_is(work: Parts, place: int, kind: type) -> bool:
    after = place + 1
    while after < len(work) and mark_at(work, after) in WIDE:
        after += 1
    return after < len(work) and isinstance(work[after], kind)
