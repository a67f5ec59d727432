"""Dates, periods, months, holidays and seasons in the walk."""

import re

from directory.schedules.days import DayRule, weekday_order
from directory.schedules.reader.draft import Slot
from directory.schedules.reader.off import closure_name, outside_rules
from directory.schedules.reader.phrases import Dates, HolidayCase, Mark, Months, Span, Special
from directory.schedules.reader.progress import BETWEEN, Progress

_CHANGES = re.compile(r"変更|変わ|異な|変動")


def read_dates(now: Progress, index: int, dates: Dates) -> None:
    draft = now.draft
    firm = [slot for slot in draft.slots if not slot.bare]
    before = now.part(now.near(index, -1))
    if firm and isinstance(before, Mark) and before.text.strip().endswith("次回") and len(dates.dates) == 1:
        draft.note(dates.text)
        return
    if firm and not _is_example(now, dates, firm):
        draft.doubt(dates.text)
        return
    if firm:
        draft.note(dates.text)
        return
    if not all(written.agrees for written in dates.dates):
        draft.doubt(dates.text)
        return
    draft.dates += dates.dates
    now.dates_pending = True


def _is_example(now: Progress, dates: Dates, slots: list[Slot]) -> bool:
    """「毎月第3土曜日 4月19日(土)」: one day of the recurrence, shown."""
    weekdays = {day for slot in slots for day in slot.rule.weekdays}
    return len(dates.dates) == 1 and dates.dates[0].weekday in weekdays


def read_span(now: Progress, span: Span) -> None:
    """A period in which the recurrence holds: bounds with a year are kept, others only doubted."""
    draft = now.draft
    first, last = span.first and span.first.on, span.last and span.last.on
    if span.first and span.last and first is None and last is None and span.first.agrees and span.last.agrees:
        draft.except_for(*outside_rules(span.first, span.last))
    if (span.first and first is None) or (span.last and last is None):
        draft.doubt(span.text)
        return
    if first:
        draft.except_for(f"/{first}")
    if last:
        draft.except_for(f"{last}/")
    draft.note(span.text)


def read_months(now: Progress, index: int, months: Months) -> None:
    skipped = BETWEEN | {"season", "only", "colon"} | ({"close"} if now.kind(index - 1) == "open" else set())
    after = now.near(index, 1, skipped)
    while now.kind(after) == "text" and now.text(after).strip() == "の":
        after = now.near(after, 1, skipped)
    kind = now.kind(after)
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
    elif _CHANGES.search("".join(now.text(place) for place in range(index + 1, index + 4))):
        now.draft.except_for(f"FREQ=DAILY;BYMONTH={','.join(map(str, months.months))}")


def _limit(now: Progress, months: Months) -> None:
    now.months = ()
    for slot in now.last_days:
        slot.rule = slot.rule.in_months(months.months) or slot.rule


def _limits_days(now: Progress, index: int) -> bool:
    """「第2火曜(4月~11月)」: months in brackets straight after the days."""
    before = now.near(index, -1, frozenset({"space", "open"}))
    return (
        bool(now.last_days)
        and now.kind(before) == "Days"
        and now.kind(index - 1) == "open"
        and now.kind(now.near(index, 1, frozenset({"space", "only"}))) == "close"
    )


def read_special(now: Progress, index: int, special: Special) -> None:
    draft = now.draft
    if special.name == "season" and now.kind(now.near(index, 1, BETWEEN | {"open"})) == "Months":
        return
    if special.name == "season" and isinstance(now.part(now.near(index, -1, BETWEEN | {"text"})), Months):
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
    if special.name == "holiday" and now.kind(index + 1) == "also":
        draft.on_holiday = "held"
        return
    if special.name == "school_break" and now.kind(now.near(index, 1, BETWEEN | {"only"})) == "Days":
        now.season_unknown = True
    if special.name in ("school_break", "vague_span", "golden_week", "new_year", "obon", "day_after_holiday"):
        draft.except_for(closure_name(special))
    draft.doubt(special.text)


def read_holiday_case(now: Progress, case: HolidayCase) -> None:
    draft = now.draft
    if case.holiday:
        draft.on_holiday = case.action
    if case.action in ("skip", "unknown"):
        draft.except_for(*(("holiday",) if case.holiday else ()))
    if case.weekdays and case.action != "held":
        draft.except_for(DayRule(weekdays=weekday_order(case.weekdays)).rrule())
    if case.action == "unknown" or (case.weekdays and case.action == "next_day"):
        draft.doubt(case.text)
        if case.holiday and case.weekdays:
            draft.on_holiday = "unknown"
            draft.except_for("holiday")
