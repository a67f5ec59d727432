"""Dates, periods, months, holidays and seasons in the walk."""

import re
from dataclasses import replace
from datetime import date, timedelta

from directory.schedules.days import ALL_MONTHS, WEEK, DayRule, weekday_order
from directory.schedules.reader.draft import DateGroup, OnHoliday, Slot
from directory.schedules.reader.off import Off, closure_names, outside_rules, span_rules
from directory.schedules.reader.phrases import Action, Dates, Days, HolidayCase, Mark, Months, Span, Special
from directory.schedules.reader.progress import BETWEEN, Progress
from directory.schedules.reader.written_dates import WrittenDate

_ON_HOLIDAY: dict[Action, OnHoliday] = {
    "skip": "skip",
    "held": "held",
    "next_day": "next_day",
    "next_workday": "next_day",
}
# How a move is said in `except`.
_MOVES: dict[Action, tuple[str, ...]] = {
    "next_day": (),
    "next_workday": ("holiday_next_workday",),
    "next_open_day": (),
    "next_week": ("holiday_next_week",),
    "previous_week": ("holiday_previous_week",),
    "previous_day": ("holiday_previous_day",),
}
_HELD = re.compile(r"も?(?:開催|実施|営業|開館|開所|開室|開店|活動|対応)")
# 「月曜が祝日の場合は開館し、翌日休館」, said of days on which it is held: no meeting moves.
_NEXT_DAY_SHUT = re.compile(r"(?:翌(?:平日|日)|[月火水木金土日]曜日?)(?:は|を|が)?(?:振替|代休|お)?(?:休|閉)")
_CHANGES = re.compile(r"変更|変わ|異な|変動")


def read_dates(now: Progress, index: int, dates: Dates) -> None:
    draft = now.draft
    firm = [slot for slot in draft.slots if not slot.bare]
    if now.is_choice(index):
        draft.doubt(dates.text)
        return
    if any(slot.rule.interval > 1 for slot in firm):
        draft.dates += dates.dates
        return
    before = now.part(now.near(index, -1))
    if firm and isinstance(before, Mark) and before.text.strip().endswith("次回") and len(dates.dates) == 1:
        (draft.note if _may_be_of(dates.dates[0], firm) else draft.doubt)(dates.text)
        return
    if firm and not _is_example(now, dates, firm):
        draft.doubt(dates.text)
        if _says_change(now, index):
            draft.except_for(*(f"FREQ=DAILY;BYMONTH={written.month}" for written in dates.dates))
        return
    if firm:
        draft.note(dates.text)
        return
    if not all(written.agrees for written in dates.dates) or _other_weekday_follows(now, index, dates):
        draft.doubt(dates.text)
        return
    draft.dates += dates.dates
    if now.date_group is None or now.date_group.hours:
        now.date_group = DateGroup([])
        draft.date_groups.append(now.date_group)
    now.date_group.dates += dates.dates


def _other_weekday_follows(now: Progress, index: int, dates: Dates) -> bool:
    """「2026年4月26日 土」, which is a Sunday. 「毎週土曜」 after a date says something else."""
    days, last = now.part(now.near(index, 1, BETWEEN | {"note", "open"})), dates.dates[-1].on
    if last is None or not isinstance(days, Days) or days.text.lstrip().startswith("毎"):
        return False
    return all(rule.weekly and WEEK[last.weekday()] not in rule.weekdays for rule in days.rules)


def _may_be_of(written: WrittenDate, slots: list[Slot]) -> bool:
    """Whether the day of the month fits an ordinal: no 15th is a second Tuesday."""
    week = (written.day - 1) // len(WEEK) + 1
    return any(not slot.rule.nth or week in slot.rule.nth or (-1 in slot.rule.nth and week > 3) for slot in slots)


def _is_example(now: Progress, dates: Dates, slots: list[Slot]) -> bool:
    """「毎月第3土曜日 4月19日(土)」: one day of the recurrence, shown."""
    weekdays = {day for slot in slots for day in slot.rule.weekdays}
    return len(dates.dates) == 1 and dates.dates[0].weekday in weekdays


def read_span(now: Progress, index: int, span: Span) -> None:
    """A period in which the recurrence holds: bounds with a year are kept, others only doubted."""
    draft = now.draft
    first, last = span.first and span.first.on, span.last and span.last.on
    if first and last and (_says_change(now, index) or _has_other_days(now, index)):
        now.changed = _has_other_days(now, index)
        draft.except_for(f"{first}/{last}")
        draft.doubt(span.text)
        return
    if off := _excepted_then(now, index):
        (draft.note if off.dates_only else draft.doubt)(span.text)
        return
    if first and not span.last and _changes_over(now, index, first):
        return
    if _names_closure(now, index):
        draft.except_for(*span_rules(span))
        draft.doubt(span.text)
        return
    if span.first and span.last and first is None and last is None and span.first.agrees and span.last.agrees:
        draft.except_for(*outside_rules(span.first, span.last))
    if (span.first is None or span.last is None) and not (first or last):
        draft.open_bound = True
    if (span.first and first is None) or (span.last and last is None):
        draft.doubt(span.text)
        return
    if span.first and span.last and span.to_the_day:
        draft.spans.append((span.first, span.last))
    if first:
        draft.start = span.first
        draft.first_day = span.first if span.to_the_day else None
        draft.except_for(f"/{first}")
    if last:
        draft.except_for(f"{last}/")
    draft.note(span.text)


def _names_closure(now: Progress, index: int) -> bool:
    """「年末年始(12月27日から1月4日まで)」 where nothing says more: not held then, rather than only then."""
    named = now.part(index - 2)
    return now.kind(index - 1) == "open" and isinstance(named, Special) and named.name in ("new_year", "obon")


def _has_other_days(now: Progress, index: int) -> bool:
    """「第2水曜 ※令和9年1月は第3水曜」."""
    return bool(now.draft.slots) and now.text(index + 1) == "は" and now.kind(now.near(index, 1)) == "Days"


def _says_change(now: Progress, index: int) -> bool:
    """「(令和8年12月は11日から18日に変更)」: what is said of that time only, up to the end of the bracket."""
    ends = {"close", "note", "newline", "end"}
    while now.kind(index) not in ends:
        index += 1
        if now.kind(index) == "text" and _CHANGES.search(now.text(index)):
            return True
    return False


def _excepted_then(now: Progress, index: int) -> Off | None:
    """「(令和8年度は第1水曜休み)」 beside the days: the year of the exception, which another year may not have."""
    days = any(isinstance(part, Days) for part in now.found)
    off = now.part(now.near(index, 1))
    return off if days and now.text(index + 1) == "は" and isinstance(off, Off) else None


def _changes_over(now: Progress, index: int, first: date) -> bool:
    """「毎週火曜 令和9年1月から第1・3火曜」: the days before it hold until then."""
    before = [slot for slot in now.draft.slots if slot.block == now.block]
    if not before or now.kind(now.near(index, 1)) not in ("Days", "moved"):
        return False
    for slot in before:
        slot.rule = replace(slot.rule, until=first - timedelta(days=1))
    now.changed = True
    return True


def read_months(now: Progress, index: int, months: Months) -> None:
    open_end = months.text.endswith("まで") or now.kind(now.near(index, 1)) in ("from", "tilde")
    if len(months.months) == 1 and open_end:
        now.draft.open_bound = True
        now.draft.doubt(months.text)
        return
    if _limits_all(now, index):
        _limit(now, months)
        return
    skipped = BETWEEN | {"season", "only", "colon"} | ({"close"} if now.kind(index - 1) == "open" else set())
    after = now.near(index, 1, skipped)
    while now.kind(after) == "text" and now.text(after).strip() == "の":
        after = now.near(after, 1, skipped)
    kind = now.kind(after)
    if kind == "Off" and not now.last_days and len(months.months) > 1:  # 3月~11月 火曜を除く毎日
        others = [str(month) for month in ALL_MONTHS if month not in months.months]
        now.draft.except_for(*([f"FREQ=DAILY;BYMONTH={','.join(others)}"] if others else []))
    if _limits_days(now, index):
        _limit(now, months)
    elif kind == "Days" or (kind == "Nth" and now.last_days):
        now.months = months.months
    elif kind == "Hours":
        now.season = months.months
    else:
        now.draft.doubt(months.text)
        _limit_in_doubt(now, index, months)


def _limit_in_doubt(now: Progress, index: int, months: Months) -> None:
    """「毎週土曜 5月~10月」 leaves those months; 「8月は変更」 takes them away."""
    ends = now.kind(now.near(index, 1, frozenset({"space"}))) in ("end", "note", "newline", "close")
    if ends and len(months.months) > 2 and now.kind(now.near(index, -1)) in ("Days", "Hours"):
        _limit(now, months)
    elif now.kind(now.near(index, 1, BETWEEN | {"only"})) == "month_days" or _CHANGES.search(
        "".join(now.text(place) for place in range(index + 1, index + 4))
    ):
        now.draft.except_for(f"FREQ=DAILY;BYMONTH={','.join(map(str, months.months))}")


def _limit(now: Progress, months: Months) -> None:
    now.months = ()
    for slot in now.last_days:
        slot.rule = slot.rule.in_months(months.months) or slot.rule


def _limits_all(now: Progress, index: int) -> bool:
    """「毎週木曜 ※4月~11月のみ」."""
    after = now.near(index, 1, BETWEEN)
    ends = now.kind(now.near(after, 1, BETWEEN | {"held"})) not in ("Days", "Hours", "Nth", "Dates", "month_days")
    return bool(now.last_days) and now.kind(after) == "only" and ends


def _limits_days(now: Progress, index: int) -> bool:
    """「第2火曜(4月~11月)」「第2土曜(8月を除く偶数月)」: months in brackets straight after the days."""
    before = now.near(index, -1, frozenset({"space", "open"}))
    return (
        bool(now.last_days)
        and now.kind(before) in ("Days", "Off")
        and now.kind(index - 1) in ("open", "Off")
        and now.in_bracket(index)
        and now.kind(now.near(index, 1, frozenset({"space", "only"}))) == "close"
    )


def read_special(now: Progress, index: int, special: Special) -> None:
    draft = now.draft
    if special.name == "season" and now.kind(now.near(index, 1, BETWEEN | {"open", "held"})) == "Months":
        return
    if special.name == "season" and isinstance(now.part(now.near(index, -1, BETWEEN | {"text"})), Months):
        return
    if special.name == "holiday" and now.text(index + 1).startswith("でも") and now.kind(index + 1) == "also":
        draft.on_holiday = "held"
        return
    beside = {now.kind(now.near(index, -1)), now.kind(now.near(index, 1))}
    if special.name == "holiday" and "Days" in beside and now.kind(index - 1) in ("separator", "particle", "Days"):
        draft.open_on_holidays = True
        draft.on_holiday = "held"
        return
    after = now.near(index, 1)
    if special.name == "season" and now.kind(after) == "Hours":
        now.season = ()
    if special.name == "season" and now.kind(now.near(index, 1, BETWEEN | {"only"})) == "Days":
        now.season_unknown = True
    if special.name == "holiday" and (now.kind(index + 1) == "also" or _HELD.match(now.text(index + 1))):
        draft.on_holiday = "held"
        return
    if special.name != "holiday" and _is_only_then(now, index, special):
        draft.drop([slot for slot in draft.slots if slot.rule.weekly])
        draft.doubt(special.text)
        return
    if special.name in ("school_break", "school_off") and now.kind(now.near(index, 1, BETWEEN | {"only"})) == "Days":
        now.season_unknown = True
    if special.name not in ("holiday", "season"):
        draft.except_for(*closure_names(special))
    draft.doubt(special.text)


def _is_only_then(now: Progress, index: int, special: Special) -> bool:
    """「土曜(夏休みのみ)」「土曜(学校が休みの日)」: on no other Saturday, and it is not known when that is."""
    after = now.near(index, 1)
    if special.name == "school_off" and now.in_bracket(index) and now.kind(after) == "close":
        return True
    return now.kind(after) == "only" and now.kind(now.near(after, 1)) not in ("Hours", "Days")


def read_holiday_case(now: Progress, case: HolidayCase) -> None:
    draft = now.draft
    action = _named_move(now, case)
    if _NEXT_DAY_SHUT.search(case.text):
        action = "unknown"
        draft.except_for("day_after_holiday")
    if case.weekdays and action in _MOVES:
        action = "unknown"
    if case.holiday:
        draft.on_holiday = _ON_HOLIDAY.get(action, "unknown")
    if case.holiday and action not in ("held", "next_day"):
        draft.except_for("holiday", *_MOVES.get(action, ()))
    if case.weekdays and action != "held":
        draft.except_for(DayRule(weekdays=weekday_order(case.weekdays)).rrule())
    if case.holiday and "休日" in case.text and any(slot.rule.month_days for slot in draft.slots):
        draft.except_for("FREQ=WEEKLY;BYDAY=SA,SU")  # a day of rest may be any Sunday
        draft.doubt(case.text)
    if action in ("unknown", "next_open_day") or (action == "skip" and "週は" in case.text):
        draft.doubt(case.text)


def _named_move(now: Progress, case: HolidayCase) -> Action:
    """What becomes of the meeting, where a day is named: 「第3月曜(祝日の場合は第4月曜)」 is a week later."""
    if case.target is None or case.action in ("skip", "held"):
        return case.action
    nth, weekday = case.target
    rules = [slot.rule for slot in now.last_days]
    ahead = {(WEEK.index(weekday) - WEEK.index(day)) % len(WEEK) for rule in rules for day in rule.weekdays}
    if nth:
        weeks = {nth - each for rule in rules for each in rule.nth or (0,)}
        moves: dict[int, Action] = {1: "next_week", -1: "previous_week"}
        return moves.get(weeks.pop(), "unknown") if ahead == {0} and len(weeks) == 1 else "unknown"
    if case.action in ("next_day", "unknown"):
        if ahead == {0} and re.search("翌|次", case.text):
            return "next_week"
        return "next_day" if ahead == {1} else "unknown"
    agrees = ahead == ({len(WEEK) - 1} if case.action == "previous_day" else {0})
    return case.action if agrees else "unknown"
