"""Days in the walk: months that limit them, hours they take over, dates they only describe."""

import re
from dataclasses import replace

from directory.schedules.days import DayRule
from directory.schedules.reader.draft import Draft, Excepted, Slot
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, Mark, Nth, Special
from directory.schedules.reader.progress import BETWEEN, Progress
from directory.schedules.reader.walk_marks import may_matter
from directory.schedules.reader.walk_retimed import is_retimed, narrow, open_otherwise, take_from_weekly

_CASE = re.compile(r"(?:場合|とき|時|なら|たら)(?:に?は)?、?$")
_AS_EVER = re.compile(r"通常|普段|ふだん|従来|本来")
_WEEK_OF_DAYS = re.compile(r"週目?の?\s*[月火水木金土日](?:曜日?)?\s*(?:[~\-]|から)")
# What a name goes on with; 開催, 実施 and the like have lexemes of their own.
_BEGINS_NAME = re.compile(r"(?!クラス|コース|組|班)[一-龥ァ-ヶA-Za-z]")


def read_days(now: Progress, index: int, days: Days) -> None:
    draft = now.draft
    if now.is_choice(index):
        now.last_days, now.counting = [], None
        draft.dropped_days = True
        draft.doubt(days.text)
        return
    open_otherwise(now, index)
    if is_retimed(now, index, days) or _describes_date(now, index, days):
        return
    if now.changed:
        now.changed = False
        _drop(draft, days)
        return
    if _is_for_a_case(now, index) or _is_of_other_times(now, index):
        draft.doubt(days.text)
        return
    if _is_calendar_week(days):
        _drop(draft, days)
        return
    if _is_relative(now, index, days):
        draft.drop(now.last_days if now.kind(index - 1) == "beside" else ())
        _drop(draft, days)
        return
    if _is_name(now, index, days) or _is_emphasis(now, index, days):
        return
    if _is_one_date(now, days):
        _without_months(draft, now.months)
        _drop(draft, days)
        now.months = ()
        return
    if days.bare and draft.dates and not draft.slots:
        draft.note(days.text)
        return
    rules: tuple[DayRule | None, ...] = days.rules
    inherited: list[Hours] = []
    if now.kind(index - 1) in ("following", "instead") and now.last_days:
        rules = tuple(now.last_days[-1].rule.day_after_nth(day) for rule in days.rules for day in rule.weekdays)
        if now.kind(index - 1) == "instead":
            draft.slots = [slot for slot in draft.slots if slot not in now.last_days]
            draft.dropped_days = True
    if now.months:
        rules = tuple(rule.in_months(now.months) if rule else None for rule in rules)
        inherited = _override(now, days, index)
    inherited = inherited or narrow(now, index, days) or take_from_weekly(now, index, days)
    if not days.sure or None in rules:
        draft.doubt(days.text)
    head = index == 0 and days.column and now.kind(1) in ("space", "newline", "end")
    slots = [
        Slot(rule, now.block, days.bare, head, days.workdays, bool(inherited), hours=list(inherited))
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


def _drop(draft: Draft, days: Days) -> None:
    draft.dropped_days = True
    draft.doubt(days.text)


def _is_for_a_case(now: Progress, index: int) -> bool:
    """「第2日曜(雨天の場合は第3日曜)」: held then only in that case."""
    before = now.near(index, -1)
    return now.kind(before) in ("text", "weather") and _CASE.search(now.text(before).strip()) is not None


def _is_of_other_times(now: Progress, index: int) -> bool:
    """「第2火曜のみ開催(通常は第2・4火曜)」: not those of now."""
    before = now.near(index, -1)
    hedged = now.kind(before) == "hedge" and _AS_EVER.match(now.text(before)) is not None
    return hedged and bool(now.draft.slots) and now.in_bracket(index)


def _is_calendar_week(days: Days) -> bool:
    """「第2週の月~金」: for some the second Monday and so on, for others one week of the calendar on the wall."""
    return _WEEK_OF_DAYS.search(days.text) is not None and any(rule.nth for rule in days.rules)


def _is_relative(now: Progress, index: int, days: Days) -> bool:
    """「第2火曜の前の月曜」「大安の日曜」「偶数週水曜」: unread words say which of these days."""
    kind = now.kind(index - 2 if now.text(index - 1) == "の" else index - 1)
    if kind in ("following", "instead") and not now.last_days:
        return True
    if (
        kind in ("beside", "except", "irregular")
        or (kind == "rest" and not now.months)
        or (days.workdays and kind == "Nth")
    ):
        return True
    before_it = now.part(index - 2 if now.text(index - 1) == "の" else index - 1)
    if isinstance(before_it, Special) and before_it.name in ("vague_span", "holiday"):
        return before_it.name == "vague_span" or now.text(index - 1) == "の"  # 祝日の月曜
    if kind in ("bad_nth", "mostly", "thinned") and all(rule.weekly for rule in days.rules):
        return True
    before = index - 2 if now.text(index - 1) == "の" else index - 1
    said = now.text(before) + (now.text(index - 1) if before < index - 1 else "")
    if now.kind(before) != "text":
        return False
    return may_matter(said) if not days.bare or not said.endswith("の") else True


def _is_name(now: Progress, index: int, days: Days) -> bool:
    """「火曜クラブ」「土曜会館」 beside days that are said in full: a name. Alone it may be one."""
    after = now.part(index + 1)
    if not (days.bare and isinstance(after, Mark) and after.kind == "text" and _BEGINS_NAME.match(after.text)):
        return False
    others = [part for place, part in enumerate(now.found) if isinstance(part, Days) and place != index]
    if any(not other.bare for other in others):
        now.draft.note(days.text)
        return True
    now.draft.doubtful = True
    return False


def _is_emphasis(now: Progress, index: int, days: Days) -> bool:
    """「平日は毎日」: every one of them, no other day."""
    before = now.part(now.near(index, -1, frozenset({"particle", "space"})))
    return "毎日" in days.text and now.kind(index - 1) == "particle" and isinstance(before, Days)


def _is_one_date(now: Progress, days: Days) -> bool:
    """「第2水曜 8月は12日」: a date of one year, not a rule."""
    on_weekdays = any(slot.rule.weekdays for slot in now.draft.slots)
    return bool(now.months) and on_weekdays and any(rule.month_days and not rule.weekdays for rule in days.rules)


def _without_months(draft: Draft, months: tuple[int, ...]) -> None:
    for slot in list(draft.slots):
        left = slot.rule.without_months(months)
        if left is None:
            draft.slots.remove(slot)
        else:
            slot.rule = left


def _override(now: Progress, days: Days, index: int) -> list[Hours]:
    """「8月は第1水曜」 in a line that has a Wednesday already: that one loses August. Returns its hours.

    「土曜(8月は日曜)」: so does any other weekday, for は and のみ say what is held in its place.
    """
    hours: list[Hours] = []
    weekdays = {day for rule in days.rules for day in rule.weekdays}
    instead = _says_instead(now, index)
    here = [slot for slot in now.draft.slots if slot.block == now.block and not slot.head]
    if instead and len(days_said := {slot.rule.weekdays for slot in here if _shares_months(slot, now.months)}) > 1:
        now.draft.doubtful = now.draft.doubtful or not weekdays <= {day for said in days_said for day in said}
    for slot in here:
        if weekdays & set(slot.rule.weekdays) or not weekdays or instead:
            left = slot.rule.without_months(now.months)
            hours = slot.hours if _shares_months(slot, now.months) or not instead else hours
            if left is None:
                now.draft.slots.remove(slot)
            else:
                slot.rule = left
    return hours


def _shares_months(slot: Slot, months: tuple[int, ...]) -> bool:
    return slot.rule.in_months(months) is not None


def _says_instead(now: Progress, index: int) -> bool:
    """「8月は」「12月のみ」 straight before the days, and not 「…も」 behind them."""
    months = now.near(index, -1, BETWEEN | {"only"})
    topic = {now.text(place).strip() for place in range(months + 1, index)}
    only = any(now.kind(place) == "only" for place in range(months + 1, index))
    also = any(now.kind(place) == "also" for place in range(index + 1, index + 3)) or now.text(index + 1) == "も"
    return now.kind(months) == "Months" and ("は" in topic or only) and not also


def _describes_date(now: Progress, index: int, days: Days) -> bool:
    """「2018年5月16日(水)※第3水曜日」: says which Wednesday that was, not that there is one every month."""
    before = now.near(index, -1, BETWEEN | {"note", "open"})
    if not isinstance(now.part(before), Dates) or days.text.lstrip().startswith("毎"):
        return False
    now.draft.note(days.text)
    return True


def read_off(now: Progress, index: int, off: Off) -> None:
    """「土曜(第1・3は休み)・日曜」: of the days before the bracket only, since others follow it, or have their own."""
    after = now.near(index, 1)
    in_bracket = now.kind(index - 1) == "open" and now.kind(after) == "close"
    others = in_bracket and any(now.kind(place) == "Days" for place in range(after, now.line_end(after)))
    own = in_bracket and any(each.slots is not None and each.block == now.block for each in now.draft.offs)
    alone = (others or own) and now.last_days
    now.draft.offs.append(Excepted(now.block, off, list(now.last_days) if alone else None))
    now.months = ()


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
    """「金 17:00-19:00 第2・4」「水曜(月3回:第1・2・4)」: ordinals at the end, for the only weekday there is.

    「月 9:30-10:30(第2・4)、木 13:30-14:30(第1・3のみ)」: in brackets of their own, for the days before those.
    """
    only = now.draft.slots[0] if len(now.draft.slots) == 1 else None
    if only is None and _has_bracket_of_its_own(now, index) and len(now.attached) == 1:
        only = now.attached[0]
    after = now.kind(now.near(index, 1, frozenset({"space", "only", "close"})))
    ends = after in ("end", "newline", "note") or (after == "Hours" and now.in_bracket(index))
    ends = ends or _has_bracket_of_its_own(now, index)
    if only is None or not (only.bare and only.rule.weekly and ends) or now.is_choice(index):
        return False
    only.rule, only.bare, only.head = replace(only.rule, nth=nth.nth, explicit=True), False, False
    return True


def _has_bracket_of_its_own(now: Progress, index: int) -> bool:
    """Whether nothing but these ordinals stands in a bracket right behind hours."""
    before = now.near(index, -1, frozenset({"space"}))
    after = now.near(index, 1, frozenset({"space", "only"}))
    behind_hours = now.kind(now.near(before, -1, frozenset({"space"}))) == "Hours"
    return behind_hours and now.kind(before) == "open" and now.kind(after) == "close"


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
