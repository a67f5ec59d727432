"""A meeting as one sentence in English or やさしい日本語; None where a part of it has no words there.

Then the Japanese sentence stands: a schedule half said would send somebody on the wrong day.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from directory.listing import Meeting, Series
from directory.schedules.days import ALL_MONTHS, WEEK, DayRule, rules_of

# So few months missing are said as missing.
_FEW = 3
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language says the parts; `rule` gives None where it cannot."""

    rule: Callable[[DayRule], str | None]
    hours: Callable[[Series], str]
    date: Callable[[date], str]
    named: dict[str, str]
    left_out: Callable[[str], str]
    on_holiday: dict[str, str]
    suspended: str
    and_: str
    between: str


def english_words(meeting: Meeting) -> str | None:
    """「2nd Tuesday of every month, 10:00–12:00 (not on public holidays)」"""
    return _sentence(meeting, _ENGLISH)


def easy_words(meeting: Meeting) -> str | None:
    """「毎月 2回目の 火曜日 10:00から 12:00まで（祝日は 休み）」"""
    return _sentence(meeting, _EASY)


def _sentence(meeting: Meeting, words: _Words) -> str | None:
    what: list[str | None] = [
        _joined(_rules(rrule, words), list(group), words)
        for (rrule, first), group in groupby(meeting.series, key=lambda each: (each.rrule, each.first))
        if rrule
    ]
    singles = [each for each in meeting.series if not each.rrule]
    if any(each.dates for each in singles) or any(each.first for each in meeting.series):
        return None
    if meeting.dates:
        dates = words.and_.join(words.date(date.fromisoformat(day)) for day in meeting.dates)
        what.append(_joined(dates, singles, words))
    added = [_left_out(each, words) for each in meeting.exceptions]
    if meeting.on_holiday in words.on_holiday:
        added.append(words.on_holiday[meeting.on_holiday])
    if not what or None in what or None in added:
        return None
    brackets = ("（{}）" if words is _EASY else " ({})").format
    return words.between.join(filter(None, what)) + "".join(brackets(each) for each in added if each)


def _joined(days: str | None, series: Sequence[Series], words: _Words) -> str | None:
    hours = words.and_.join(words.hours(each) for each in series if each.start or each.end)
    comma = " " if words is _EASY else ", "
    return days and (f"{days}{comma}{hours}" if hours else days)


def _rules(rrule: str, words: _Words) -> str | None:
    said = [words.rule(rule) if rule.interval == 1 and rule.until is None else None for rule in rules_of(rrule)]
    return None if None in said else words.and_.join(filter(None, said))


def _left_out(exception: str, words: _Words) -> str | None:
    if exception == "suspended":
        return words.suspended
    if exception in words.named:
        return words.left_out(words.named[exception])
    return words.left_out(words.date(date.fromisoformat(exception))) if _DAY.fullmatch(exception) else None


def _clock(text: str | None) -> str:
    return (text or "").removeprefix("0")


# ---- English ----

_DAYS = dict(zip(WEEK, calendar.day_name, strict=True))
_NTH = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}


def _english_rule(rule: DayRule) -> str | None:
    months = _english_months(rule)
    if rule.month_days:
        if rule.weekdays:
            return None
        return f"{_listed(['last day' if day < 0 else _ordinal(day) for day in rule.month_days])} of {months}"
    if not rule.weekdays:
        return None
    if rule.nth:
        return f"{_listed([_NTH[n] for n in rule.nth])} {_listed([_DAYS[day] for day in rule.weekdays])} of {months}"
    every = "every day" if set(rule.weekdays) == set(WEEK) else f"every {_english_days(rule.weekdays)}"
    return every if months == "every month" else f"{every} in {months}"


def _english_days(weekdays: Sequence[str]) -> str:
    places = sorted(WEEK.index(day) for day in weekdays)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"day from {_DAYS[WEEK[places[0]]]} to {_DAYS[WEEK[places[-1]]]}"
    return _listed([_DAYS[WEEK[place]] for place in places])


def _english_months(rule: DayRule) -> str:
    if not rule.months or set(rule.months) == set(ALL_MONTHS):
        return "every month"
    if set(rule.months) == set(ALL_MONTHS[0::2]):
        return "odd months (January, March …)"
    if set(rule.months) == set(ALL_MONTHS[1::2]):
        return "even months (February, April …)"
    missing = [calendar.month_name[month] for month in ALL_MONTHS if month not in rule.months]
    if len(missing) <= _FEW:
        return f"every month but {_listed(missing)}"
    return _listed([calendar.month_name[month] for month in rule.months])


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _english_hours(series: Series) -> str:
    if not series.start:
        return f"until {_clock(series.end)}"
    return f"{_clock(series.start)}–{_clock(series.end)}" if series.end else f"from {_clock(series.start)}"


_ENGLISH = _Words(
    rule=_english_rule,
    hours=_english_hours,
    date=lambda day: f"{day.day} {calendar.month_name[day.month]} {day.year}",
    named={
        "holiday": "on public holidays",
        "new_year": "at the turn of the year",
        "obon": "during Obon (mid-August)",
        "golden_week": "in Golden Week (early May)",
        "school_break": "in school holidays",
        "spring_break": "in the spring holidays",
        "summer_break": "in the summer holidays",
        "winter_break": "in the winter holidays",
        "spring": "in spring",
        "summer": "in summer",
        "autumn": "in autumn",
        "winter": "in winter",
    },
    left_out=lambda what: f"not {what}" if not what[0].isdigit() else f"not on {what}",
    on_holiday={
        "next_day": "if that is a public holiday, the day after",
        "held": "also on public holidays",
        "unknown": "please ask about public holidays",
    },
    suspended="paused now",
    and_=" and ",
    between="; ",
)

# ---- やさしい日本語 ----

_KANJI = dict(zip(WEEK, "月火水木金土日", strict=True))


def _easy_rule(rule: DayRule) -> str | None:
    months = _easy_months(rule)
    if rule.month_days:
        days = ["さいごの 日" if day < 0 else f"{day}日" for day in rule.month_days]
        return None if rule.weekdays else f"{months} {'と '.join(days)}"
    if not rule.weekdays:
        return None
    if rule.nth:
        times = "と ".join("さいご" if n < 0 else f"{n}回目" for n in rule.nth)
        return f"{months} {times}の {_easy_days(rule.weekdays)}"
    every = "毎日" if set(rule.weekdays) == set(WEEK) else f"毎週 {_easy_days(rule.weekdays)}"
    return every if months == "毎月" else f"{months} {every}"


def _easy_days(weekdays: Sequence[str]) -> str:
    places = sorted(WEEK.index(day) for day in weekdays)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{_KANJI[WEEK[places[0]]]}曜日から {_KANJI[WEEK[places[-1]]]}曜日まで"
    return "と ".join(f"{_KANJI[WEEK[place]]}曜日" for place in places)


def _easy_months(rule: DayRule) -> str:
    if not rule.months or set(rule.months) == set(ALL_MONTHS):
        return "毎月"
    missing = [month for month in ALL_MONTHS if month not in rule.months]
    if len(missing) <= _FEW:
        return f"毎月（{'・'.join(f'{month}月' for month in missing)}は 休み）"
    return f"{'・'.join(f'{month}月' for month in rule.months)}の"


def _easy_hours(series: Series) -> str:
    begin = f"{_clock(series.start)}から" if series.start else ""
    end = f"{_clock(series.end)}まで" if series.end else ""
    return " ".join(filter(None, (begin, end)))


_EASY = _Words(
    rule=_easy_rule,
    hours=_easy_hours,
    date=lambda day: f"{day.year}年{day.month}月{day.day}日",
    named={
        "holiday": "祝日",
        "new_year": "年の おわりと はじめ",
        "obon": "8月の お盆",
        "golden_week": "5月の はじめ（ゴールデンウィーク）",
        "school_break": "学校の 長い 休み",
        "spring_break": "春休み",
        "summer_break": "夏休み",
        "winter_break": "冬休み",
        "spring": "春",
        "summer": "夏",
        "autumn": "秋",
        "winter": "冬",
    },
    left_out=lambda what: f"{what}は 休み",
    on_holiday={
        "next_day": "祝日の ときは 次の 日",
        "held": "祝日も します",
        "unknown": "祝日の ときは 電話で 聞いて ください",
    },
    suspended="いまは 休み",
    and_="と ",
    between="、",
)
