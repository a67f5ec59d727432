"""Days in the walk: months that limit them, hours they take over, dates they only describe."""

import re
from dataclasses import replace

from directory.schedules.days import DayRule
from directory.schedules.reader.draft import Slot
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.phrases import Dates, Days, Mark, Nth
from directory.schedules.reader.progress import BETWEEN, Progress
from directory.schedules.reader.walk_marks import may_matter


def read_days(now: Progress, index: int, days: Days) -> None:
    draft = now.draft
    if now.is_choice(index):
        now.last_days, now.counting = [], None
        draft.dropped_days = True
        draft.doubt(days.text)
        return
    if _is_retimed(now, index, days) or _describes_date(now, index, days):
        return
    if days.bare and _is_relative(now, index):
        draft.dropped_days = True
        draft.doubt(days.text)
        return
    if days.bare and draft.dates and not draft.slots:
        draft.note(days.text)
        return
    rules: tuple[DayRule | None, ...] = days.rules
    inherited: list[Hours] = []
    if now.kind(index - 1) == "following" and now.last_days:
        rules = tuple(now.last_days[-1].rule.day_after_nth(day) for rule in days.rules for day in rule.weekdays)
    if now.months:
        rules = tuple(rule.in_months(now.months) if rule else None for rule in rules)
        inherited = _override(now, days)
    if not days.sure or None in rules or any(rule.interval > 1 for rule in days.rules):
        draft.doubt(days.text)
    head = index == 0 and days.column and now.kind(1) in ("space", "newline", "end")
    slots = [
        Slot(rule, now.block, days.bare, head, days.workdays, bool(inherited), list(inherited))
        for rule in rules
        if rule is not None
    ]
    if now.season_unknown:
        now.season_unknown = False
        draft.dropped_days = True
        draft.doubt(days.text)
        return
    now.pending, now.attached = now.pending + slots, []
    draft.slots += slots
    now.last_days = slots
    if now.counting:
        now.counting.slots, now.counting = slots, None
    if days.with_holidays:
        draft.open_on_holidays = True
        draft.on_holiday = "held"
    if not (now.kind(index + 1) in ("separator", "particle") and now.kind(now.near(index, 1)) == "Days"):
        now.months = ()


def _is_relative(now: Progress, index: int) -> bool:
    """「第2火曜以降の水曜」: a weekday that unread words place somewhere."""
    before = index - 2 if now.text(index - 1) == "の" else index - 1
    said = now.text(before) + (now.text(index - 1) if before < index - 1 else "")
    return now.kind(before) == "text" and said.endswith("の") and may_matter(said)


def _override(now: Progress, days: Days) -> list[Hours]:
    """「8月は第1水曜」 in a line that has a Wednesday already: that one loses August. Returns its hours."""
    hours: list[Hours] = []
    weekdays = {day for rule in days.rules for day in rule.weekdays}
    for slot in list(now.draft.slots):
        same_day = weekdays & set(slot.rule.weekdays) or not weekdays
        if slot.block == now.block and not slot.head and same_day:
            left = slot.rule.without_months(now.months)
            hours = slot.hours
            if left is None:
                now.draft.slots.remove(slot)
            else:
                slot.rule = left
    return hours


def _is_retimed(now: Progress, index: int, days: Days) -> bool:
    """「第3土曜 15:00-19:00 土曜日は10:00~19:00」: other hours for a weekday already named, no new days."""
    after = index + 1
    if (
        now.kind(after) != "particle"
        or now.kind(now.near(index, -1)) == "Months"
        or now.kind(now.near(index, 1)) != "Hours"
    ):
        return False
    if not days.bare:
        _take_from_weekly(now, days)
        return False
    weekdays = set(days.rules[0].weekdays)
    named = [slot for slot in now.draft.slots if not slot.head and weekdays == set(slot.rule.weekdays)]
    if not named or not days.bare:
        return False
    for slot in named:
        slot.hours = []
    now.pending, now.attached = list(named), []
    return True


def _take_from_weekly(now: Progress, days: Days) -> None:
    """「毎週木曜 9:30- ※第3木曜は13:30-」: the third Thursday has its own hours only."""
    for slot in list(now.draft.slots):
        for rule in days.rules:
            if (
                slot.rule.weekly
                and not slot.head
                and slot.hours
                and rule.nth
                and set(rule.weekdays) <= set(slot.rule.weekdays)
            ):
                left = slot.rule.without_days(rule.weekdays, rule.nth)
                if left:
                    place = now.draft.slots.index(slot)
                    now.draft.slots[place : place + 1] = [
                        replace(slot, rule=each, hours=list(slot.hours)) for each in left
                    ]
                    break


def _describes_date(now: Progress, index: int, days: Days) -> bool:
    """「2018年5月16日(水)※第3水曜日」: says which Wednesday that was, not that there is one every month."""
    before = now.near(index, -1, BETWEEN | {"note", "open"})
    if not isinstance(now.part(before), Dates) or days.text.lstrip().startswith("毎"):
        return False
    now.draft.note(days.text)
    return True


def read_ordinals(now: Progress, index: int, nth: Nth) -> None:
    after = now.part(index + 1)
    if isinstance(after, Mark) and after.kind == "text" and re.match(r"[一-龥ァ-ヶ]", after.text):
        now.draft.note(nth.text + after.text)
        return
    if now.months and now.last_days and not now.is_choice(index):
        _nth_in_months(now, nth)
        return
    if _completes(now, index, nth):
        return
    now.draft.doubt(nth.text)
    now.draft.irregular = True
    if now.is_choice(index) or now.last_days:
        now.draft.drop([slot for slot in now.draft.slots if slot.bare])


def _completes(now: Progress, index: int, nth: Nth) -> bool:
    """「金 17:00-19:00 第2・4」: ordinals at the end, for the only weekday there is."""
    only = now.draft.slots[0] if len(now.draft.slots) == 1 else None
    ends = now.kind(now.near(index, 1, frozenset({"space", "close"}))) in ("end", "newline", "note")
    if only is None or not (only.bare and only.rule.weekly and ends) or now.is_choice(index):
        return False
    only.rule, only.bare, only.head = replace(only.rule, nth=nth.nth, explicit=True), False, False
    return True


def _nth_in_months(now: Progress, nth: Nth) -> None:
    """「第2・4水曜(8月は第4のみ)」."""
    for slot in [slot for slot in now.last_days if slot in now.draft.slots]:
        inside = replace(slot.rule, nth=nth.nth).in_months(now.months)
        outside = slot.rule.without_months(now.months)
        if inside and outside:
            slot.rule = outside
            now.draft.slots.append(replace(slot, rule=inside, hours=slot.hours))
    now.pending += [slot for slot in now.draft.slots if slot.hours == [] and slot not in now.pending]
    now.months = ()
