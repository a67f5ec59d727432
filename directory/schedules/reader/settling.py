"""What a text says in several places, weighed: a table's weekday column, counts and codes against the days said."""

import re
from dataclasses import replace
from datetime import timedelta

from directory.schedules.days import WEEK
from directory.schedules.reader.closures import apply_offs, open_otherwise
from directory.schedules.reader.draft import Count, Draft, Slot
from directory.schedules.reader.folding import fold
from directory.schedules.reader.intervals import settle_intervals, settle_spans

# 開催頻度 codes of open data that do not mean every week: 4 月2~3回, 5 月1回, 6 隔月, 7 年数回, 8 不定期.
_NOT_WEEKLY = re.compile(r"\s*0*[45678]|.*[月年隔不随]", re.DOTALL)


def settle(draft: Draft, code: str | None) -> None:
    """Weigh the parts of a text against each other; `code` is the 開催頻度 code beside it."""
    settle_spans(draft)
    settle_intervals(draft)
    _settle_column(draft)
    _settle_bare(draft, code)
    open_otherwise(draft)
    _settle_seasons(draft)
    apply_offs(draft)
    _settle_counts(draft)
    if draft.moved or (draft.open_bound and draft.start is None):
        draft.drop(draft.slots)
    _settle_periods(draft)
    _settle_course(draft)


def _settle_course(draft: Draft) -> None:
    """「令和8年10月6日から毎週火曜 全10回」 is over some day: not shown beyond it, nor at all where it is not known."""
    if not draft.course or any(each.endswith("/") for each in draft.exceptions):
        return
    first = draft.first_day and draft.first_day.on
    slot = draft.slots[0] if len(draft.slots) == 1 else None
    if slot and first and slot.rule.weekly and slot.rule.weekdays == (WEEK[first.weekday()],):
        slot.rule = replace(slot.rule, until=first + timedelta(weeks=slot.rule.interval * (draft.course - 1)))
    else:
        draft.drop(draft.slots)


def _settle_periods(draft: Draft) -> None:
    """「令和8年度は第2火曜、令和9年度は第3火曜」: which days are of which time is not kept apart, so none is shown."""
    starts = sorted(each for each in draft.exceptions if each.startswith("/"))
    ends = sorted(each for each in draft.exceptions if each.endswith("/"))
    if len(starts) > 1 or len(ends) > 1 or (starts and ends and starts[0][1:] > ends[0][:-1]):
        draft.doubtful = True
        draft.drop(draft.slots)


def _settle_column(draft: Draft) -> None:
    """A table's weekday column beside a fuller text: the text says which weeks; a contradiction is doubtful."""
    heads = [slot for slot in draft.slots if slot.head]
    details = [slot for slot in draft.slots if not slot.head]
    if not heads or all(slot.bare for slot in details):
        return
    if any(slot.bare and slot.rule.weekly and slot.hours and slot.block != heads[0].block for slot in details):
        return  # a line for each weekday, and no column
    listed = {day for slot in heads for day in slot.rule.weekdays}
    said = {day for slot in details for day in slot.rule.weekdays}
    if not listed & said:
        if not draft.also:
            draft.doubtful = True
        return
    if not listed <= said:
        draft.doubtful = True
    hours = [each for slot in heads for each in slot.hours]
    for slot in details:
        sittings = len(slot.hours) > 1 and all(own.end is None for own in slot.hours)
        outer = [column for column in hours if sittings and all(column.holds(own) for own in slot.hours)]
        slot.hours = outer or slot.hours or list(hours)
    draft.slots = details


def _settle_bare(draft: Draft, code: str | None) -> None:
    """A bare weekday is weekly, unless the code, 不定 or an ordinal elsewhere says that it is not."""
    bare = [slot for slot in draft.slots if slot.bare and slot.rule.weekly]
    ordinal = {day for slot in draft.slots if not slot.rule.weekly for day in slot.rule.weekdays}
    restricted = [slot for slot in bare if not slot.head and set(slot.rule.weekdays) <= ordinal]
    draft.drop(restricted)
    if draft.irregular or _some_weeks_only(code):
        if bare:
            draft.doubtful = True
        draft.drop(bare)
    elif (draft.dates or draft.dropped_days) and bare:
        draft.doubtful = True
        draft.drop(bare)
    unknown_weeks = [slot for slot in draft.slots if slot.rule.monthly]
    if unknown_weeks:
        draft.doubtful = True
        draft.drop([slot for slot in unknown_weeks if slot.rule.interval == 1])
    if _some_weeks_only(code) and any(slot.rule.weekly for slot in draft.slots):
        draft.doubtful = True


def _settle_seasons(draft: Draft) -> None:
    """「4月から10月は9:00、11月から3月は10:00」, said before the days or in place of other hours."""
    for slot in list(draft.slots):
        for months, hours in draft.season_hours:
            draft.split_by_months(slot, months, [hours])
    if draft.season_hours and not draft.slots:
        draft.doubtful = True


def _some_weeks_only(code: str | None) -> bool:
    """Whether a 開催頻度 code, or the words in its place (月1回), mean less than every week."""
    return bool(code) and _NOT_WEEKLY.match(fold(code or "")) is not None


def _settle_counts(draft: Draft) -> None:
    for count in draft.counts:
        slots = draft.slots if count.slots is None else [slot for slot in count.slots if slot in draft.slots]
        if slots and not _agrees(count, slots):
            draft.doubtful = True
            _weaken(draft, count, slots)
        elif not slots and draft.dates:
            draft.doubtful = True


def _agrees(count: Count, slots: list[Slot]) -> bool:
    """Whether the days said are as many as the count says."""
    if count.period == "week":
        return all(slot.rule.weekly for slot in slots) and count.high == sum(len(slot.rule.weekdays) for slot in slots)
    if any(slot.rule.weekly or slot.rule.monthly or slot.rule.interval > 1 for slot in slots):
        return False
    a_month = sum(len(slot.rule.weekdays) * len(slot.rule.nth) or len(slot.rule.month_days) for slot in slots)
    if count.period == "month":
        return count.low == count.high == a_month
    a_year = sum(
        (len(s.rule.weekdays) * len(s.rule.nth) or len(s.rule.month_days)) * len(s.rule.months or range(12))
        for s in slots
    )
    return count.period == "year" and count.low == count.high == a_year


def _weaken(draft: Draft, count: Count, slots: list[Slot]) -> None:
    """Keep what is certain in spite of a count that does not fit: 毎週木曜(月4回) leaves the first four Thursdays."""
    firm_weekly = all(slot.rule.weekly and not slot.bare and len(slot.rule.weekdays) == 1 for slot in slots)
    if count.period == "month" and count.low == 4 and firm_weekly:
        for slot in slots:
            slot.rule = replace(slot.rule, nth=(1, 2, 3, 4))
        return
    more_than_said = count.period == "month" and all(slot.rule.nth for slot in slots)
    if not more_than_said:
        draft.drop(slots)
