"""Other hours for some of the days already named: 「毎週木曜 9:30- ※第3木曜は13:30-」「9時~17時(火・金は19時まで)」."""

from dataclasses import replace

from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.draft import Slot
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Days
from directory.schedules.reader.progress import BETWEEN, Progress


def open_otherwise(now: Progress, index: int) -> None:
    """「9時~17時(火・金は19時まで)月曜休館」: hours of every day that is not closed, before those of some."""
    draft = now.draft
    closed = any(isinstance(part, Off) and part.rules for part in now.found)
    if closed and now.in_bracket(index) and draft.loose_hours and not (draft.slots or draft.dates):
        base = Slot(DayRule(weekdays=WEEK, explicit=True), now.block, hours=list(draft.loose_hours))
        draft.loose_hours.clear()
        draft.slots.append(base)
        now.last_days = [base]


def is_retimed(now: Progress, index: int, days: Days) -> bool:
    """「第3土曜 15:00-19:00 土曜日は10:00~19:00」: other hours for a weekday already named, no new days."""
    before, after = now.near(index, -1), now.near(index, 1, BETWEEN | {"only"})
    bracket = now.in_bracket(index) and now.kind(now.near(index, 1, frozenset({"space"}))) == "Hours"
    said = now.kind(index + 1) in ("particle", "only") or bracket
    if not said or now.kind(before) == "Months" or now.kind(after) != "Hours":
        return False
    if not days.bare:
        return False
    weekdays = {day for rule in days.rules for day in rule.weekdays}
    touched = [slot for slot in now.draft.slots if weekdays & set(slot.rule.weekdays)]
    named = [slot for slot in touched if now.in_bracket(index) or not slot.head] or touched
    if not weekdays <= {day for slot in named for day in slot.rule.weekdays}:
        return False
    now.waiting += [slot for slot in now.pending if slot not in named]
    now.pending, now.attached = [_retimed(now, slot, weekdays) for slot in named], []
    return True


def _retimed(now: Progress, slot: Slot, weekdays: set[str]) -> Slot:
    """The slot of those `weekdays` alone, waiting for its own hours; the others keep theirs."""
    rest = tuple(day for day in slot.rule.weekdays if day not in weekdays)
    if not rest:
        slot.inherited = True
        return slot
    inside = tuple(day for day in slot.rule.weekdays if day in weekdays)
    touched = replace(slot, rule=replace(slot.rule, weekdays=inside), inherited=True, hours=list(slot.hours))
    others = replace(slot, rule=replace(slot.rule, weekdays=rest), hours=list(slot.hours))
    now.draft.split(slot, [others, touched])
    now.last_days = [each for each in now.last_days if each != slot] + [others, touched]
    if slot in now.pending:
        now.waiting.append(others)
    return touched


def narrow(now: Progress, index: int, days: Days) -> list[Hours]:
    """「火・木・土(土は第2・4のみ)」: no other Saturdays. Returns their hours."""
    hours: list[Hours] = []
    only = now.kind(index + 1) == "only"
    ends = now.kind(now.near(index, 1, BETWEEN | {"only"})) in ("close", "end", "note", "newline")
    if not ends or not (only or now.in_bracket(index)) or any(not rule.nth for rule in days.rules):
        return hours
    weekdays = {day for rule in days.rules for day in rule.weekdays}
    for slot in [slot for slot in now.draft.slots if slot.rule.weekly and slot.block == now.block]:
        if only or (len(slot.rule.weekdays) > 1 and weekdays < set(slot.rule.weekdays)):
            left = [
                replace(slot, rule=rule, head=False, hours=list(slot.hours))
                for rule in slot.rule.without_days(weekdays) or ()
            ]
            hours = slot.hours if weekdays & set(slot.rule.weekdays) else hours
            now.draft.split(slot, left)
            if slot in now.pending:
                now.pending += left
    return hours


def take_from_weekly(now: Progress, index: int, days: Days) -> list[Hours]:
    """「毎週木曜 9:30- ※第3木曜は13:30-」: the third Thursday has its own hours only. Returns those it had.

    「(第2月曜のみ午後から)」: none are known of it.
    """
    hours: list[Hours] = []
    inside = now.in_bracket(index)
    said = now.kind(index + 1) in ("particle", "only") or (inside and now.kind(index + 1) == "Hours")
    after = now.near(index, 1, BETWEEN | {"only"})
    vague = now.kind(after) == "vague_time"
    if not said or not (vague or now.kind(after) == "Hours") or now.kind(after + 1) == "also":
        return hours
    weekdays = {day for rule in days.rules for day in rule.weekdays if rule.nth}
    for slot in [slot for slot in now.draft.slots if slot.rule.weekly and not slot.head]:
        waits = inside and slot in now.pending
        if not weekdays or not weekdays <= set(slot.rule.weekdays) or not (slot.hours or waits):
            continue
        left = slot.rule.without_days(weekdays, [n for rule in days.rules for n in rule.nth])
        now.draft.doubtful = now.draft.doubtful or left is None
        hours = [] if vague else slot.hours or hours
        rest = [replace(slot, rule=rule, hours=list(slot.hours)) for rule in left or ()]
        if waits:
            now.pending = [each for each in now.pending if each is not slot]
            now.waiting += rest or [slot]
        if rest:
            now.draft.split(slot, rest)
    return hours
