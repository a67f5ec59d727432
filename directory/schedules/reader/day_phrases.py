"""Tokens → recurring days: 毎週火・木曜, 第1～3水曜, 水曜(第2・第4), 月~金, 平日, 毎月10日."""

import re
from dataclasses import replace

from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.cursor import LIST_MARKS, Cursor
from directory.schedules.reader.phrases import Days

_KANJI = dict(zip("月火水木金土日", WEEK, strict=True))
_WEEKDAY_ENDING = re.compile(r"曜\s*日?|よう(?:び|日)")
_OF_HOURS = frozenset({"space", "time", "tilde", "from"})
_NOT_ORDINALS_OF_IT = frozenset({"weekday", "except", "closed", "or", "particle"})
_OPENING = frozenset({"every_month", "every_week", "alternate", "space"})
_NAMED = frozenset({"nth", "last", "weekday"})
DAY_OPENERS = frozenset(
    {"every_month", "every_week", "every_day", "weekdays", "weekend", "nth", "last", "weekday", "alternate"}
    | {"digit_days", "month_end", "day_window"}
)


def weekdays_in(text: str) -> tuple[str, ...]:
    return tuple(_KANJI[kanji] for kanji in _WEEKDAY_ENDING.sub("", text) if kanji in _KANJI)


def nth_in(text: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"[1-5]", text)]
    if re.search(r"[1-5]\s*週?\s*[~\-]\s*第?\s*[1-5]", text) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return tuple(sorted(set(numbers)))


def days_at(here: Cursor) -> Days | None:
    """Days that begin at the cursor, which then stands behind them; None (and the cursor unmoved) if there are none."""
    begin = here.at
    opening: list[str] = []
    alternate = ""
    while here.kind() in _OPENING or (opening and here.text() in ("、", ",") and here.kind(1) in _NAMED):
        if here.kind() == "alternate":
            alternate = here.text().strip()
        opening.append(here.kind())
        here.at += 1
    every_month = "every_month" in opening
    days = _whole_days(here) or _named_days(here)
    if days is None:
        here.at = begin
        return None
    if alternate:
        rules = tuple(_alternating(rule, alternate) for rule in days.rules)
    elif every_month and days.bare:
        rules = tuple(replace(rule, monthly=True, explicit=True) for rule in days.rules)
    else:
        rules = tuple(replace(rule, explicit=not days.bare or "every_week" in opening) for rule in days.rules)
    explicit = bool(alternate or every_month or "every_week" in opening)
    return replace(
        days,
        rules=rules,
        text=here.since(begin),
        bare=days.bare and not explicit,
        column=days.column and not explicit,
    )


def _alternating(rule: DayRule, words: str) -> DayRule:
    """隔週, 3週間ごと, 隔月; 「隔週火曜(第1・3)」 says by its ordinals which weeks those are."""
    monthly = "月" in words
    if rule.nth and not monthly:
        return replace(rule, explicit=True)
    number = re.search(r"\d", words)
    interval = int(number[0]) + (1 if "おき" in words else 0) if number else 2
    return replace(rule, interval=interval, monthly=monthly, explicit=True)


def follows_months(here: Cursor) -> bool:
    """偶数月の10日; not 令和8年12月は11日, a date."""
    ahead = -2 if here.kind(-1) == "particle" else -1
    return here.kind(ahead) == "months" and here.kind(ahead - 1) != "year"


def _whole_days(here: Cursor) -> Days | None:
    """毎日, 平日, 土日祝, 毎月10日, 5のつく日, 末日."""
    kind, text = here.kind(), here.text()
    if kind == "month_days":
        days = _month_days(here)
        return None if here.kind() in ("tilde", "from") else Days((DayRule(month_days=days),), "")
    if kind not in ("every_day", "weekdays", "weekend", "month_end", "digit_days", "day_window"):
        return None
    here.at += 1
    if kind == "weekdays":
        return Days((DayRule(weekdays=WEEK[:5]),), "", workdays=True)
    if kind == "weekend":
        rules = (DayRule(weekdays=WEEK[5:]),)
        return Days(rules, "", bare=True, column=True, with_holidays="祝" in text, sure="週末" not in text)
    if kind == "month_end":
        return Days((DayRule(month_days=(-1,)),), "")
    if kind == "digit_days":
        digits = {int(digit) for digit in re.findall(r"\d", text)}
        return Days((DayRule(month_days=tuple(day for day in range(1, 32) if day % 10 in digits)),), "")
    if kind == "day_window":
        first, *others = (int(number) for number in re.findall(r"\d+", text))
        window = tuple(range(first, first + 7 if "以降" in text else others[0] + 1))
        if window[-1] > 28:
            here.at -= 1
            return None
        return Days((DayRule(weekdays=weekdays_in(here.take(1)), month_days=window),), "")
    return Days((DayRule(weekdays=WEEK),), "")


def _month_days(here: Cursor) -> tuple[int, ...]:
    numbers: list[int] = []
    while here.kind() == "month_days":
        numbers += _numbers_in(here.text())
        here.at += 1
        step = here.past(LIST_MARKS)
        if step and here.kind(step) == "month_days":
            here.at += step
    return tuple(sorted(set(numbers)))


def _numbers_in(text: str) -> list[int]:
    """「5・20日」, and every day of 「1~7日」 and 「25日から末日」."""
    said = [int(number) for number in re.findall(r"\d{1,2}", text)]
    if not re.search(r"[~\-]|から", text):
        return said
    last = said[1] if len(said) > 1 else 31
    return list(range(said[0], last + 1)) or said


def _named_days(here: Cursor) -> Days | None:
    """Ordinals and weekdays in any of their orders: 第1・3水曜, 水曜(第1・3), 第2・第4(火), 月~金曜."""
    begin = here.at
    nth = _ordinals(here)
    opened = bool(nth) and here.kind() == "open" and here.kind(1) == "weekday"
    if opened:
        here.at += 1
    listed = _weekday_list(here)
    if listed is None or (opened and here.kind() != "close"):
        here.at = begin
        return None
    weekdays, column, complete_first = listed
    if opened:
        here.at += 1
        while here.kind() == "open" and here.kind(1) == "weekday" and here.kind(2) == "close":
            weekdays += weekdays_in(here.text(1))
            here.at += 3
    nth = nth or _ordinals_after(here)
    rules = (DayRule(weekdays=weekdays, nth=nth),)
    return Days(rules, "", bare=not nth, column=column and not nth, sure=not (nth and complete_first))


def _ordinals(here: Cursor) -> tuple[int, ...]:
    """Ordinals before a weekday, also in brackets; leaves the cursor alone when none follow."""
    found: list[int] = []
    ahead = bracket = 1 if here.kind() == "open" and here.kind(1) in ("nth", "last") else 0
    if bracket and _is_of_bare_days_before(here):
        return ()
    while here.kind(ahead) in ("nth", "last"):
        found += [-1] if here.kind(ahead) == "last" else nth_in(here.text(ahead))
        after = here.past(LIST_MARKS, ahead + 1)
        if here.kind(after) in ("nth", "last", "weekday"):
            ahead = after
        else:
            ahead += 1
            break
    if bracket:
        if here.kind(ahead) != "close":
            return ()
        ahead = here.past({"particle", "space"}, ahead + 1)
    if here.kind(ahead) != "weekday" and not (here.kind(ahead) == "open" and here.kind(ahead + 1) == "weekday"):
        return ()
    here.at += ahead
    return tuple(dict.fromkeys(found))


def _is_of_bare_days_before(here: Cursor) -> bool:
    """「月曜 9:30-10:30(第2・4)木曜 13:30-」: whether weekdays with hours, but no weeks yet, stand before it."""
    back = -1
    while here.kind(back) in _OF_HOURS:
        back -= 1
    if back == -1 or here.kind(back) != "weekday" or here.kind(-1) == "separator":
        return False
    while here.kind(back) in ("weekday", "separator", "particle"):
        back -= 1
    return here.kind(back) in ("end", "space", "newline")


def _ordinals_after(here: Cursor) -> tuple[int, ...]:
    """「水曜(第1・第3)」 and 「水曜 第1・第3」; not 「水曜(第5を除く)」 nor 「水曜 第1金曜」."""
    opened = here.kind() == "open"
    ahead = 1 if opened else here.past({"space", "particle"})
    found: list[int] = []
    while here.kind(ahead) in ("nth", "last"):
        found += [-1] if here.kind(ahead) == "last" else nth_in(here.text(ahead))
        ahead += 1
        if here.kind(ahead) == "separator" and here.kind(ahead + 1) in ("nth", "last"):
            ahead += 1
    closing = here.kind(ahead)
    if not found or (opened and closing != "close") or closing in _NOT_ORDINALS_OF_IT:
        return ()
    if not opened and closing == "text":
        return ()
    if not opened and here.kind(here.past({"space"}, ahead)) in ("weekday", "except", "closed", "or"):
        return ()
    here.at += ahead + (1 if opened else 0)
    return tuple(dict.fromkeys(found))


def _weekday_list(here: Cursor) -> tuple[tuple[str, ...], bool, bool] | None:
    """Weekdays, whether written without 曜, and whether another followed a complete one (第2火曜日、木曜日)."""
    if here.kind() != "weekday":
        return None
    found = list(weekdays_in(here.text()))
    column, complete_first = "曜" not in here.text() and "よう" not in here.text(), False
    last_bare = column
    here.at += 1
    while True:
        step = here.past(LIST_MARKS)
        joiner = "".join(here.text(index) for index in range(step))
        kind = here.kind(step)
        if kind in ("tilde", "from") and here.kind(here.past({"space"}, step + 1)) == "weekday":
            step = here.past({"space"}, step + 1)
            first, ends = WEEK.index(found[-1]), weekdays_in(here.text(step))
            span = (WEEK.index(ends[0]) - first) % 7 + 1
            found += [WEEK[(first + index) % 7] for index in range(1, span)] + list(ends[1:])
        elif kind == "weekday" and _joins(here, joiner, last_bare, step):
            complete_first = complete_first or not last_bare
            found += weekdays_in(here.text(step))
        else:
            break
        last_bare = "曜" not in here.text(step)
        column = column and last_bare
        here.at += step + 1
        if kind in ("tilde", "from") and here.kind() == "until":
            here.at += 1
    return tuple(dict.fromkeys(found)), column, complete_first


def _joins(here: Cursor, joiner: str, last_bare: bool, step: int) -> bool:
    if joiner.strip() in ("", "の", "は", "が", "を", "に", "で", "も"):
        return last_bare and "曜" not in here.text(step) and joiner != "" and not joiner.strip()
    return True
