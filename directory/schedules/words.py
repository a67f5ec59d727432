"""A meeting as one Japanese sentence, such that reading it again gives the same recurrences."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from directory.listing import Meeting, Series
from directory.schedules.days import ALL_MONTHS, WEEK, DayRule, rules_of
from directory.schedules.holidays import closure_dates

_KANJI = dict(zip(WEEK, "月火水木金土日", strict=True))
_NAMES = {
    "holiday": "祝日",
    "day_after_holiday": "祝日の翌日",
    "new_year": "年末年始",
    "obon": "お盆",
    "golden_week": "ゴールデンウィーク",
    "school_break": "学校の長期休み",
    "spring_break": "春休み",
    "summer_break": "夏休み",
    "winter_break": "冬休み",
    "spring": "春",
    "summer": "夏季",
    "autumn": "秋",
    "winter": "冬季",
}
_ON_HOLIDAY = {"next_day": "祝日の場合は翌日", "held": "祝日も開催", "unknown": "祝日の場合は要確認"}
_MOVED = {
    "holiday_next_week": "祝日の場合は翌週",
    "holiday_previous_week": "祝日の場合は前週",
    "holiday_previous_day": "祝日の場合は前日",
    "holiday_next_workday": "祝日の場合は翌平日",
}
_MOVES = {"closed_next_day": "祝日の場合は翌日", "open_if_holiday": "祝日の場合は開催"}
_OTHER = 2
# So few months missing are said as missing.
_FEW = 3
# An hour before this is taken for one of the afternoon, unless it says otherwise.
_EARLY = "06:30"
_YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(\d+);BYMONTHDAY=([\d,]+)")
_DAY = r"\d{4}-\d{2}-\d{2}"


def in_words(meeting: Meeting) -> str:
    """The meeting in Japanese: 「毎月第2・第4火曜日 10:00～12:00（祝日を除く）」; its own text if nothing was read."""
    recurring = [each for each in meeting.series if each.rrule]
    grouped = [(rule, list(group)) for rule, group in groupby(recurring, key=lambda each: (each.rrule, each.first))]
    few = len(grouped) == 1
    also = "と祝日" if "holiday_too" in meeting.exceptions else ""
    what = [
        f"{rule_in_words(rrule, few)}{also}{_since(first)} {hours_in_words(series)}".strip()
        for (rrule, first), series in grouped
    ]
    what += _dates(meeting)
    if not what:
        return "休止中" if "suspended" in meeting.exceptions else meeting.text
    since = {f"/{each.first}" for each in recurring}
    added = _exceptions([each for each in meeting.exceptions if each not in since])
    added += _on_holiday(meeting)
    if "suspended" in meeting.exceptions:
        added.append("休止中")
    return "、".join(what) + "".join(f"（{each}）" for each in added)


def _on_holiday(meeting: Meeting) -> list[str]:
    moved = [_MOVED[each] for each in meeting.exceptions if each in _MOVED]
    if moved or "holiday_too" in meeting.exceptions:
        return moved
    return [_ON_HOLIDAY[meeting.on_holiday]] if meeting.on_holiday in _ON_HOLIDAY else []


def _since(first: str | None) -> str:
    """The date that 隔週 counts from."""
    return f"（{_on(date.fromisoformat(first))}から）" if first else ""


def hours_in_words(series: Sequence[Series]) -> str:
    """「10:00～11:30、13:00～14:30」; nothing where no hours are said."""
    return "、".join(_hours(each) for each in series if each.start or each.end)


def _hours(series: Series) -> str:
    end = _clock(series.end)
    if series.start and series.end and series.end <= series.start:
        end = "24:00" if series.end == "00:00" else f"翌{end}"
    early = "午前" if series.start and series.start < _EARLY else ""
    return f"{early}{_clock(series.start)}～{end}{'' if series.start else 'まで'}"


def _clock(text: str | None) -> str:
    return (text or "").removeprefix("0")


def rule_in_words(rrule: str, few_missing: bool = False) -> str:
    """One RFC 5545 rule: 「偶数月の第3金曜日」; `few_missing`: 「毎月第3金曜日（8月は休み）」, not 「9月～7月の…」."""
    rules = rules_of(rrule)
    first = rules[0]
    missing = [month for month in ALL_MONTHS if month not in (first.months or ALL_MONTHS)]
    ending = ""
    if few_missing and 0 < len(missing) <= _FEW:
        rules = tuple(replace(rule, months=()) for rule in rules)
        ending = f"（{'・'.join(f'{month}月' for month in missing)}は休み）"
    days = "と".join(_days(rule) for rule in rules)
    months = _months(rules[0])
    if first.weekly and set(first.weekdays) == set(WEEK) and first.interval == 1:
        words = months + "毎日"
    elif first.interval > 1:
        words = _every_other(first) + days
    elif first.weekly:
        words = f"{months}毎週{days}"
    else:
        words = (months or "毎月") + days
    return words + ending + (f"（{_on(first.until)}まで）" if first.until else "")


def _every_other(rule: DayRule) -> str:
    if rule.interval == _OTHER:
        return "隔週" if rule.weekly else "隔月の"
    return f"{rule.interval}{'週間' if rule.weekly else 'か月'}ごとの"


def _days(rule: DayRule) -> str:
    names = _weekdays(rule.weekdays) if rule.weekdays else ""
    if rule.month_days and rule.weekdays:
        return f"{rule.month_days[0]}日から{rule.month_days[-1]}日のあいだの{names}"
    if rule.month_days:
        return "・".join("末日" if day < 0 else f"{day}日" for day in rule.month_days)
    nth = "・".join("最終" if n < 0 else f"第{n}" for n in rule.nth)
    return nth + names


def _weekdays(days: Sequence[str]) -> str:
    places = sorted(WEEK.index(day) for day in days)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{_KANJI[WEEK[places[0]]]}～{_KANJI[WEEK[places[-1]]]}曜日"
    return "・".join(_KANJI[WEEK[place]] for place in places) + "曜日"


def _months(rule: DayRule) -> str:
    months = rule.months
    if not months or set(months) == set(ALL_MONTHS):
        return ""
    if set(months) == set(ALL_MONTHS[0::2]):
        return "奇数月の"
    if set(months) == set(ALL_MONTHS[1::2]):
        return "偶数月の"
    for start in months:
        run = [(start - 1 + step) % 12 + 1 for step in range(len(months))]
        if len(months) > 2 and set(run) == set(months):
            return f"{run[0]}月～{run[-1]}月の"
    return "・".join(f"{month}月" for month in months) + "の"


def _dates(meeting: Meeting) -> list[str]:
    """Single dates with their hours, apart where those differ: 「…5日（土） 10:00～」「…19日（土） 13:00～」."""
    of_dates = [each for each in meeting.series if not each.rrule]
    groups = list(dict.fromkeys(each.dates for each in of_dates if each.dates)) or [meeting.dates]
    said = []
    for dates in filter(None, groups):
        hours = hours_in_words([each for each in of_dates if each.dates in ((), dates)])
        said.append(f"{'、'.join(_date(text) for text in dates)} {hours}".strip())
    return said


def _date(text: str) -> str:
    day_of = date.fromisoformat(text)
    return f"{_on(day_of)}（{_KANJI[WEEK[day_of.weekday()]]}）"


def _on(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _exceptions(exceptions: Sequence[str]) -> list[str]:
    """What falls out, since when and until when, each as one bracket."""
    seasons = _seasons([found for each in exceptions if (found := _YEARLY.fullmatch(each))])
    moved = any(each in _MOVED for each in exceptions)
    named = [words for each in exceptions if (words := _named(each)) and not (moved and each == "holiday")]
    rules = [_closing(each) for each in exceptions if each.startswith("FREQ=") and not _YEARLY.fullmatch(each)]
    moves = next((_MOVES[each] for each in exceptions if each in _MOVES), None)
    if moves:
        result = [f"休み：{'、'.join([*(f'{rule}（{moves}）' for rule in rules), *named, *seasons])}"]
    else:
        left_out = [*rules, *named, *seasons]
        result = [f"{'・'.join(left_out)}を除く"] if left_out else []
    for each in exceptions:
        if re.fullmatch(f"/{_DAY}", each):
            result.append(f"{_on(date.fromisoformat(each[1:]))}から")
        elif re.fullmatch(f"{_DAY}/", each):
            result.append(f"{_on(date.fromisoformat(each[:-1]))}まで")
    return result


def _closing(rrule: str) -> str:
    return rule_in_words(rrule).removeprefix("毎週").removeprefix("毎月")


def _named(text: str) -> str:
    if text in _NAMES:
        dates = closure_dates(text)
        return _NAMES[text] + (f"（{dates}）" if dates else "")
    if re.fullmatch(_DAY, text):
        return _date(text)
    if re.fullmatch(f"{_DAY}/{_DAY}", text):
        first, last = text.split("/")
        return f"{_on(date.fromisoformat(first))}～{_on(date.fromisoformat(last))}"
    return ""


def _seasons(found: Sequence[re.Match[str]]) -> list[str]:
    """Yearly rules, month by month, joined where one month runs on into the next (12月29日～1月3日)."""
    spans: list[list[int]] = []
    for each in found:
        month, days = int(each[1]), [int(day) for day in each[2].split(",")]
        if spans and days[0] == 1 and spans[-1][3] >= 29 and month == spans[-1][2] % 12 + 1:
            spans[-1][2:] = [month, days[-1]]
        else:
            spans.append([month, days[0], month, days[-1]])
    return [
        f"{first}月{start}日" + (f"～{last}月{end}日" if (first, start) != (last, end) else "")
        for first, start, last, end in spans
    ]
