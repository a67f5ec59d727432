"""Days that hang on a stated date: 隔週 counts from it, a short period is each of its days."""

from dataclasses import replace
from datetime import date, timedelta

from directory.schedules.days import ALL_MONTHS, WEEK
from directory.schedules.reader.draft import Draft, Slot
from directory.schedules.reader.written_dates import WrittenDate

# A period of no more days than this, with no weekday beside it, is held on each of them (14日~16日).
_FEW_DAYS = 7


def settle_spans(draft: Draft) -> None:
    """「1月14日(木)～16日(土) 10:00～」 and nothing else: each of those days."""
    if draft.slots or draft.dates or len(draft.spans) != 1 or draft.dropped_days:
        return
    ((first, last),) = draft.spans
    days = _days_between(first, last)
    if days:
        draft.dates += days
        draft.exceptions = [each for each in draft.exceptions if each not in (f"/{first.on}", f"{last.on}/")]


def _days_between(first: WrittenDate, last: WrittenDate) -> list[WrittenDate]:
    start, end = first.on, last.on
    if not (start and end and first.agrees and last.agrees and start < end < start + timedelta(days=_FEW_DAYS)):
        return []
    days = [start + timedelta(days=step) for step in range((end - start).days + 1)]
    return [WrittenDate(day.year, day.month, day.day) for day in days]


def settle_intervals(draft: Draft) -> None:
    """隔週 and 隔月 count from a stated first date, or are said again by ordinals or months; else no date is known."""
    for slot in [slot for slot in draft.slots if slot.rule.interval > 1]:
        if slot.rule.monthly and (months := _months_of(slot, draft)):
            slot.rule = replace(slot.rule, interval=1, monthly=False, months=months)
        elif any(_says_weeks_of(other, slot) for other in draft.slots):
            draft.slots.remove(slot)
        elif (first := _first_of(slot, draft)) is not None:
            slot.first = first
            draft.dates = [written for written in draft.dates if not _is_counted(slot, first, written.on)]
            draft.doubtful = draft.doubtful or bool(draft.dates)
        else:
            draft.doubtful = True


def _months_of(slot: Slot, draft: Draft) -> tuple[int, ...]:
    """「隔月(偶数月)第2土曜」, 「令和8年4月から隔月第2土曜」."""
    interval = slot.rule.interval
    if not (slot.rule.nth or slot.rule.month_days) or len(ALL_MONTHS) % interval:
        return ()
    if len(slot.rule.months) == len(ALL_MONTHS) // interval:
        return slot.rule.months
    if slot.rule.months or draft.start is None:
        return ()
    return tuple(sorted((draft.start.month - 1 + step) % 12 + 1 for step in range(0, 12, interval)))


def _says_weeks_of(other: Slot, slot: Slot) -> bool:
    """「隔週火曜(第1・3火曜)」."""
    same = set(other.rule.weekdays) == set(slot.rule.weekdays)
    return not slot.rule.monthly and same and len(other.rule.nth) > 1 and other.rule.interval == 1


def _first_of(slot: Slot, draft: Draft) -> date | None:
    """The earliest stated date on the slot's weekday, if all of them are whole intervals apart."""
    if slot.rule.monthly or slot.rule.months or len(slot.rule.weekdays) != 1:
        return None
    stated = [written for written in (draft.first_day, *draft.dates) if written and written.agrees]
    on = sorted(day for written in stated if (day := written.on) and WEEK[day.weekday()] == slot.rule.weekdays[0])
    return on[0] if on and all(_is_counted(slot, on[0], day) for day in on) else None


def _is_counted(slot: Slot, first: date, day: date | None) -> bool:
    return day is not None and (day - first) % timedelta(weeks=slot.rule.interval) == timedelta(0)
