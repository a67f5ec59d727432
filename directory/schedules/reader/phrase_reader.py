"""Tokens → phrases. What is no phrase stays a `Mark`; the phrases' texts concatenate to the text."""

import re
from calendar import monthrange

from directory.schedules.days import ALL_MONTHS
from directory.schedules.reader.cursor import Cursor
from directory.schedules.reader.day_phrases import DAY_OPENERS, days_at, follows_months, nth_in, weekdays_in
from directory.schedules.reader.hours import Clock, Hours, clock, hours_between, hours_without_marks
from directory.schedules.reader.phrases import Action, Dates, HolidayCase, Mark, Months, Nth, Phrase, Span, Special
from directory.schedules.reader.tokens import Token
from directory.schedules.reader.written_dates import WrittenDate, days_after, read_date, year_in

_MONTH_RANGE = re.compile(r"(\d{1,2})\s*月?\s*(?:[~\-]|から)\s*(?:翌年?の?)?\s*(\d{1,2})")
_MOVES_NEXT = re.compile(r"翌(?:日|平日|開館日|営業日|開所日)|次の(?:日|開館日|平日)|直後の")
_MOVES_ELSEWHERE = re.compile(r"翌週|次週|次の週|前日|前週|変更|振り?替|ずら|別の?日|他の?日|曜")
_STAYS_SHUT = re.compile(r"休|中止|しない|しません|せず|ありません|なし|無し|除")
_STAYS_OPEN = re.compile(r"開催|実施|行|開館|営業|開所|オープン|あり|通常")
_SPECIALS = {"day_after_holiday", "holiday", "new_year", "obon", "golden_week", "school_break", "season", "vague_span"}


def phrases(tokens: list[Token]) -> list[Phrase]:
    """Phrases in order."""
    here = Cursor(tokens)
    found: list[Phrase] = []
    while here.at < len(tokens):
        found.append(_next(here))
    return found


def _month_list(text: str) -> tuple[int, ...]:
    if "数月" in text:
        return ALL_MONTHS[0 if text.startswith("奇") else 1 :: 2]
    found: list[int] = []
    for part in re.split(r"[・、,.と]|及び|および", text):
        ends = _MONTH_RANGE.search(part)
        if ends:
            first, last = int(ends[1]), int(ends[2])
            found += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
        elif number := re.search(r"\d{1,2}", part):
            found.append(int(number[0]))
    return tuple(dict.fromkeys(found))


def _action(text: str) -> Action:
    if _MOVES_NEXT.search(text):
        return "next_day"
    if _MOVES_ELSEWHERE.search(text):
        return "unknown"
    if _STAYS_SHUT.search(text):
        return "skip"
    return "held" if _STAYS_OPEN.search(text) else "unknown"


def _next(here: Cursor) -> Phrase:
    kind = here.kind()
    if kind in ("holiday_case", "weekday_case") or (kind == "weekday" and here.kind(1) == "holiday_case"):
        return holiday_case_at(here)
    if kind in DAY_OPENERS or (kind == "month_days" and follows_months(here)):
        days = days_at(here)
        if days is not None:
            return days
    if kind == "time":
        return hours_at(here)
    if kind == "lost_marks":
        return hours_without_marks(here.take(1))
    if kind == "date":
        return dates_at(here)
    if kind == "months":
        text = here.take(1)
        return Months(_month_list(text), text)
    if kind in ("nth", "last"):
        text = here.take(1)
        return Nth((-1,) if kind == "last" else nth_in(text), text)
    if kind in _SPECIALS:
        return Special(kind, here.take(1))
    if kind == "year":
        return year_at(here)
    return Mark(kind, here.take(1))


def hours_at(here: Cursor) -> Hours:
    detail = _is_detail_before(here)
    first = clock(here.text())
    ahead = here.past({"space"}, 1)
    last: Clock | None = None
    if here.kind(ahead) in ("tilde", "from"):
        after = here.past({"space"}, ahead + 1)
        if here.kind(after) == "text" and here.text(after).strip() == "翌":
            after += 1
        if here.kind(after) == "time" and not _is_restated(here, ahead, after):
            last = clock(here.text(after))
            ahead = after + 1
            unreadable = last is None
        else:
            ahead, unreadable = ahead + 1, False
    else:
        ahead, unreadable = 1, False
    if here.kind(ahead) in ("until", "ends"):
        if ahead == 1:
            first, last = None, first
        ahead += 1
    detail = detail or (here.kind(here.past({"space"}, ahead)) == "detail" and here.kind(-1) == "open")
    read = hours_between(first, last, here.take(ahead), detail)
    if unreadable or (read.start is None and read.end is None):
        return Hours(read.start, read.end, read.text, sure=False, detail=detail)
    return read


def _is_restated(here: Cursor, mark: int, after: int) -> bool:
    """「14時~ 14:00-」: an open end, and the same start once more in figures."""
    return mark == 1 and here.kind(after - 1) == "space" and here.kind(after + 1) in ("tilde", "from")


def _is_detail_before(here: Cursor) -> bool:
    ahead = -1
    while here.kind(ahead) in ("particle", "colon", "space", "close"):
        ahead -= 1
    return here.kind(ahead) == "detail"


def dates_at(here: Cursor) -> Dates | Span:
    begin = here.at
    dates = [_one_date(here, here.text())]
    here.at += 1
    while True:
        step = here.past({"separator", "space", "particle"})
        kind = here.kind(step)
        if kind in ("tilde", "from") and len(dates) == 1:
            after = here.past({"space"}, step + 1)
            if here.kind(after) == "text" and here.text(after).strip() in ("翌年", "翌年の", "翌"):
                after += 1
            if here.kind(after) in ("date", "month_days"):
                last = _one_date(here, here.text(after), dates[0])
                here.at += after + 1
                if here.kind() == "until":
                    here.at += 1
                return Span(dates[0], last, here.since(begin))
            if kind == "from" or here.kind(after) in ("end", "every_week", "every_month"):
                here.at += step + 1
                return Span(dates[0], None, here.since(begin))
            break
        if kind == "until" and step == 0:
            here.at += 1
            return Span(None, dates[0], here.since(begin))
        if kind not in ("date", "month_days") or (step == 0 and kind != "date"):
            break
        dates += _more_dates(here, step, dates[-1])
        here.at += step + 1
    return Dates(tuple(dates), here.since(begin))


def _more_dates(here: Cursor, ahead: int, before: WrittenDate) -> list[WrittenDate]:
    """「12月5日、12日、19日」: one date, or the several days of one token."""
    text = here.text(ahead)
    return [_one_date(here, text, before)] if here.kind(ahead) == "date" else days_after(text, before)


def _one_date(here: Cursor, text: str, before: WrittenDate | None = None) -> WrittenDate:
    return read_date(text, here.year, here.fiscal, before)


def year_at(here: Cursor) -> Mark | Span:
    """「令和9年4月から」「令和8年度」: the time in which what follows holds."""
    begin = here.at
    here.year, here.fiscal = year_in(here.text()), "年度" in here.text()
    here.at += 1
    if here.year is None:
        return Mark("year", here.since(begin))
    first, months = WrittenDate(here.year, 4 if here.fiscal else 1, 1), 12
    if here.kind() == "months" and not here.fiscal and (span := _months_of_years(here, begin)):
        return span
    if here.kind() == "months" and len(_month_list(here.text())) == 1 and not here.fiscal:
        first, months = WrittenDate(here.year, _month_list(here.text())[0], 1), 1
        here.at += 1
        if here.kind() in ("from", "tilde", "held"):
            here.at += 1
            return Span(first, None, here.since(begin))
    last = _last_of_month(here.year + (1 if here.fiscal else 0), (first.month + months - 2) % 12 + 1)
    return Span(first, last, here.since(begin))


def _months_of_years(here: Cursor, begin: int) -> Span | None:
    """「令和8年10月～令和9年3月」, the cursor on the first month; None (the cursor unmoved) for anything else."""
    kinds = [here.kind(ahead) for ahead in range(4)]
    first, last = _month_list(here.text()), _month_list(here.text(3))
    years = here.year, year_in(here.text(2))
    if kinds[1] not in ("tilde", "from") or kinds[2:] != ["year", "months"] or len(first) != 1 or len(last) != 1:
        return None
    if years[0] is None or years[1] is None:
        return None
    here.at += 4
    end = _last_of_month(years[1], last[0])
    return Span(WrittenDate(years[0], first[0], 1), end, here.since(begin))


def _last_of_month(year: int, month: int) -> WrittenDate:
    return WrittenDate(year, month, monthrange(year, month)[1])


def holiday_case_at(here: Cursor) -> HolidayCase:
    begin = here.at
    here.at += 2 if here.kind() == "weekday" else 1
    opening = len(here.since(begin))
    while here.kind() not in ("end", "close", "note", "newline", "bullet", "open"):
        if here.kind() in ("space", "time") and _action(here.since(begin)[opening:]) != "unknown":
            break
        if here.kind() == "separator" and here.at > begin + 1 and here.kind(-1) != "holiday_case":
            break
        here.at += 1
    text = here.since(begin)
    condition = here.tokens[begin].text
    weekdays = weekdays_in(re.sub("祝日?", "", condition)) if here.tokens[begin].kind == "weekday_case" else ()
    return HolidayCase(_action(text[opening:]), text, weekdays, "祝" in condition or not weekdays)
