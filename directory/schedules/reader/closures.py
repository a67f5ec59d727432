"""Exceptions brought to bear on a draft: taken out of the rules where that can be said, else kept beside."""

from dataclasses import replace
from datetime import timedelta

from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.draft import Draft, Excepted, Slot
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
    """Apply every `Off` to the slots it speaks of."""
    for excepted in draft.offs:
        off = excepted.off
        if off.choice or not off.sure:
            draft.doubt(off.text)
        _apply_days(draft, excepted)
        _apply_months(draft, excepted)
        _apply_calendar(draft, off)


def open_otherwise(draft: Draft) -> None:
    """A text of closed days only starts from every day of the week."""
    offs = [each.off for each in draft.offs]
    says_days = any(off.rules or off.moved or (off.heading and off.specials) for off in offs)
    if any(off.choice for off in offs):
        draft.dropped_days = True
        return
    if draft.slots or draft.dates or draft.irregular or draft.dropped_days or not says_days:
        return
    if any(count.period != "week" for count in draft.counts):
        return
    draft.slots.append(Slot(DayRule(weekdays=WEEK, explicit=True), 0, hours=list(draft.loose_hours)))


def _scope(draft: Draft, excepted: Excepted) -> list[Slot]:
    """The slots of the bullet in which the exception stands; all of them where it has none."""
    if excepted.slots is not None:
        return [slot for slot in excepted.slots if slot in draft.slots]
    block = excepted.block
    here = [slot for slot in draft.slots if slot.block == block]
    if not here or block == 0:
        return list(draft.slots)
    others_excepted = {other.block for other in draft.offs} - {block}
    if here != draft.slots and not others_excepted and block == max(slot.block for slot in draft.slots):
        return list(draft.slots)
    return here


def _apply_days(draft: Draft, excepted: Excepted) -> None:
    off = excepted.off
    kept_apart = _KEPT_APART.get(off.holiday_action or "")
    for rule in (*off.rules, *off.moved):
        if (kept_apart and rule in off.moved) or rule.months or rule.month_days or rule.interval > 1:
            draft.except_for(rule.rrule())
            continue
        if draft.open_on_holidays and not kept_apart and not rule.nth:
            draft.doubt(off.text)  # 土・日・祝 9時~17時、月曜休館: is it open on a Monday that is a holiday?
            draft.except_for(rule.rrule())
        for slot in _scope(draft, excepted):
            _subtract(draft, slot, rule.weekdays, rule.nth, rule)
    if kept_apart and off.moved:
        draft.except_for(kept_apart)
        if off.holiday_action not in ("next_day", "next_workday", "next_open_day", "held"):
            draft.doubt(off.text)
    for nth, months in off.nth_in_months:
        for slot in _scope(draft, excepted):
            draft.except_for(DayRule(weekdays=slot.rule.weekdays, nth=nth, months=months).rrule())
    if off.nth:
        for slot in _scope(draft, excepted):
            _subtract(draft, slot, slot.rule.weekdays, off.nth, None)


def _subtract(draft: Draft, slot: Slot, weekdays: tuple[str, ...], nth: tuple[int, ...], off: DayRule | None) -> None:
    left = slot.rule.without_days(weekdays, nth)
    if left is None:
        days = weekdays if off is None else off.weekdays
        draft.except_for(DayRule(weekdays=days, nth=nth).rrule())
        return
    draft.split(slot, [replace(slot, rule=rule, hours=list(slot.hours)) for rule in left])


def _apply_months(draft: Draft, excepted: Excepted) -> None:
    off = excepted.off
    if not off.months:
        return
    for slot in _scope(draft, excepted):
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
