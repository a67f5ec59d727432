"""Exceptions brought to bear on a draft: taken out of the rules where that can be said, else kept beside."""

from dataclasses import replace
from datetime import timedelta

from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.draft import Draft, Slot
from directory.schedules.reader.off import Off, closure_names, span_rules
from directory.schedules.reader.phrases import Span
from directory.schedules.reader.written_dates import WrittenDate

_KEPT_APART = {
    **dict.fromkeys(("next_day", "next_workday", "next_open_day"), "closed_next_day"),
    **dict.fromkeys(("held", "unknown", "next_week", "previous_week", "previous_day"), "open_if_holiday"),
}
# Names whose dates are known well enough; 旧盆 is another day in each year and place.
_DATED = frozenset({"new_year", "obon", "golden_week", "day_after_holiday"})


def apply_offs(draft: Draft) -> None:
    """Apply every `Off` to the slots it speaks of; a text of closed days only starts from every day of the week."""
    _open_otherwise(draft)
    for block, off in draft.offs:
        if off.choice or not off.sure:
            draft.doubt(off.text)
        _apply_days(draft, off, block)
        _apply_months(draft, off, block)
        _apply_calendar(draft, off)


def _open_otherwise(draft: Draft) -> None:
    says_days = any(off.rules or off.moved or (off.heading and off.specials) for _, off in draft.offs)
    if any(off.choice for _, off in draft.offs):
        draft.dropped_days = True
        return
    if draft.slots or draft.dates or draft.irregular or draft.dropped_days or not says_days:
        return
    if any(count.period != "week" for count in draft.counts):
        return
    draft.slots.append(Slot(DayRule(weekdays=WEEK, explicit=True), 0, hours=list(draft.loose_hours)))


def _scope(draft: Draft, block: int) -> list[Slot]:
    """The slots of the bullet in which the exception stands; all of them where it has none."""
    here = [slot for slot in draft.slots if slot.block == block]
    if not here or block == 0:
        return list(draft.slots)
    others_excepted = {other for other, _ in draft.offs} - {block}
    if here != draft.slots and not others_excepted and block == max(slot.block for slot in draft.slots):
        return list(draft.slots)
    return here


def _apply_days(draft: Draft, off: Off, block: int) -> None:
    kept_apart = _KEPT_APART.get(off.holiday_action or "")
    for rule in (*off.rules, *off.moved):
        if (kept_apart and rule in off.moved) or rule.months or rule.month_days or rule.interval > 1:
            draft.except_for(rule.rrule())
            continue
        for slot in _scope(draft, block):
            _subtract(draft, slot, rule.weekdays, rule.nth, rule)
    if kept_apart and off.moved:
        draft.except_for(kept_apart)
        if off.holiday_action not in ("next_day", "next_workday", "next_open_day", "held"):
            draft.doubt(off.text)
    for nth, months in off.nth_in_months:
        for slot in _scope(draft, block):
            draft.except_for(DayRule(weekdays=slot.rule.weekdays, nth=nth, months=months).rrule())
    if off.nth:
        for slot in _scope(draft, block):
            _subtract(draft, slot, slot.rule.weekdays, off.nth, None)


def _subtract(draft: Draft, slot: Slot, weekdays: tuple[str, ...], nth: tuple[int, ...], off: DayRule | None) -> None:
    left = slot.rule.without_days(weekdays, nth)
    if left is None:
        days = weekdays if off is None else off.weekdays
        draft.except_for(DayRule(weekdays=days, nth=nth).rrule())
        return
    draft.split(slot, [replace(slot, rule=rule, hours=list(slot.hours)) for rule in left])


def _apply_months(draft: Draft, off: Off, block: int) -> None:
    if not off.months:
        return
    for slot in _scope(draft, block):
        left = slot.rule.without_months(off.months)
        if left is None:
            draft.slots.remove(slot)
            draft.doubt(off.text)
        else:
            slot.rule = left


def _apply_calendar(draft: Draft, off: Off) -> None:
    for special in off.specials:
        draft.except_for(*closure_names(special))
        if special.name in ("holiday", "holiday_and_after"):
            draft.on_holiday = "skip"
        elif special.name not in _DATED or special.text.startswith("旧"):
            draft.doubt(special.text)
    for dates in off.dates:
        for written in dates.dates:
            draft.except_for(written.on.isoformat() if written.on else _yearly(written))
    for span in off.spans:
        draft.except_for(*(span_rules(span) or _open_ended(span)))
        draft.open_bound = draft.open_bound or not (span_rules(span) or _open_ended(span))


def _open_ended(span: Span) -> list[str]:
    """「令和8年12月末まで休止」: held from then on. None where the year is not known."""
    day = timedelta(days=1)
    if span.last and span.last.on:
        return [f"/{span.last.on + day}"]
    return [f"{span.first.on - day}/"] if span.first and span.first.on else []


def _yearly(written: WrittenDate) -> str:
    return f"FREQ=YEARLY;BYMONTH={written.month};BYMONTHDAY={written.day}"
