"""Tokens → dates, periods and the years that head them: 12月5日・19日, 4月1日~9月30日, 令和8年度."""

import re
from calendar import monthrange

from directory.schedules.days import ALL_MONTHS, DayRule
from directory.schedules.reader.cursor import Cursor
from directory.schedules.reader.phrases import Dates, Days, Mark, Span
from directory.schedules.reader.written_dates import WrittenDate, days_after, read_date, year_in

_MONTH_RANGE = re.compile(r"(\d{1,2})\s*月?\s*(?:[~\-]|から)\s*(?:翌年?の?)?\s*(\d{1,2})")
_ENDS = frozenset({"until", "ended"})
_BEGINS = re.compile(r"\s*に?(?:開設|スタート|オープン|開始|始動)")


def month_list(text: str) -> tuple[int, ...]:
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


def dates_at(here: Cursor) -> Dates | Span:
    """Dates, or the period from one to another, that begin at the cursor."""
    begin = here.at
    dates = [_one_date(here, here.text())]
    here.at += 1
    while True:
        step = here.past({"separator", "space", "particle"})
        kind = here.kind(step)
        if step and kind == "text" and _is_day(here.text(step).strip()) and "・" in here.text(step - 1) + here.text():
            dates += days_after(here.text(step), dates[-1])
            here.at += step + 1
            continue
        if kind in ("tilde", "from") and len(dates) == 1:
            span = _span_at(here, begin, step, dates[0])
            if span is not None:
                return span
            break
        if kind in _ENDS and step == 0:
            here.at += 1
            return Span(None, dates[0], here.since(begin))
        if kind not in ("date", "month_days") or (step == 0 and kind != "date"):
            break
        dates += _more_dates(here, step, dates[-1])
        here.at += step + 1
    if len(dates) == 1 and _begins(here):
        here.at += 1
        return Span(dates[0], None, here.since(begin))
    if dates[-1].year is not None:
        here.dated = dates[-1]
    return Dates(tuple(dates), here.since(begin))


def _span_at(here: Cursor, begin: int, step: int, first: WrittenDate) -> Span | None:
    """The period whose 「~」 or 「から」 stands `step` ahead; None where no period comes of it."""
    after = here.past({"space"}, step + 1)
    if here.kind(after) == "text" and here.text(after).strip() in ("翌年", "翌年の", "翌"):
        after += 1
    if here.kind(after) in ("date", "month_days") or _is_day(here.text(after)):
        last = _one_date(here, here.text(after), first)
        here.at += after + 1
        if here.kind() in _ENDS:
            here.at += 1
        return Span(first, last, here.since(begin))
    if here.kind(step) == "from" or here.kind(after) in ("end", "every_week", "every_month", "alternate"):
        here.at += step + 1
        return Span(first, None, here.since(begin))
    return None


def _is_day(text: str) -> bool:
    """The 16 of 「8/11~16」."""
    return re.fullmatch(r"[12]\d|3[01]|[1-9]", text) is not None


def yearly_date_at(here: Cursor) -> Days | None:
    """「毎年5月5日」, the cursor on 毎年; None (the cursor unmoved) for anything else."""
    begin, step = here.at, here.past({"space"}, 1)
    if here.kind(step) != "date" or here.kind(step + 1) in ("tilde", "from", "until"):
        return None
    written = read_date(here.text(step))
    if written.year is not None or written.weekday is not None or not written.agrees:
        return None
    here.at += step + 1
    rule = DayRule(month_days=(written.day,), months=(written.month,), explicit=True)
    return Days((rule,), here.since(begin))


def _more_dates(here: Cursor, ahead: int, before: WrittenDate) -> list[WrittenDate]:
    """「12月5日、12日、19日」: one date, or the several days of one token."""
    text = here.text(ahead)
    return [_one_date(here, text, before)] if here.kind(ahead) == "date" else days_after(text, before)


def _one_date(here: Cursor, text: str, before: WrittenDate | None = None) -> WrittenDate:
    return read_date(text, here.year, here.fiscal, before or here.dated)


def year_at(here: Cursor) -> Mark | Span:
    """「令和9年4月から」「令和8年度」: the time in which what follows holds."""
    begin = here.at
    here.year, here.fiscal = year_in(here.text()) or None, "年度" in here.text()
    here.at += 1
    if here.year is None:
        return Mark("year", here.since(begin))
    if here.kind() == "date":  # 「令和8年12/12、令和9年1/9」
        return Mark("aside", here.since(begin))
    months = month_list(here.text()) if here.kind() == "months" and not here.fiscal else ()
    if months and here.text().endswith("まで"):
        start = WrittenDate(here.year, months[0], 1) if len(months) > 1 else None
        end = _last_of_month(here.year + (1 if months[-1] < months[0] else 0), months[-1])
        here.at += 1
        return Span(start, end, here.since(begin), to_the_day=False)
    if months and (span := _months_of_years(here, begin)):
        return span
    first, count = WrittenDate(here.year, 4 if here.fiscal else 1, 1), 12
    if len(months) == 1:
        first, count = WrittenDate(here.year, months[0], 1), 1
        here.at += 1
    last = _last_of_month(here.year + (1 if here.fiscal else 0), (first.month + count - 2) % 12 + 1)
    if here.kind() in ("from", "tilde") or _begins(here):
        here.at += 1
        return Span(first, None, here.since(begin), to_the_day=False)
    if here.kind() in _ENDS:
        here.at += 1
        return Span(None, last, here.since(begin), to_the_day=False)
    return Span(first, last, here.since(begin), to_the_day=False)


def _begins(here: Cursor) -> bool:
    return here.kind() in ("held", "text") and _BEGINS.match(here.text()) is not None


def _months_of_years(here: Cursor, begin: int) -> Span | None:
    """「令和8年10月～令和9年3月」, the cursor on the first month; None (the cursor unmoved) for anything else."""
    kinds = [here.kind(ahead) for ahead in range(4)]
    first, last = month_list(here.text()), month_list(here.text(3))
    years = here.year, year_in(here.text(2))
    if kinds[1] not in ("tilde", "from") or kinds[2:] != ["year", "months"] or len(first) != 1 or len(last) != 1:
        return None
    if not years[0] or not years[1]:
        return None
    here.at += 4
    if here.kind() == "until":
        here.at += 1
    end = _last_of_month(years[1], last[0])
    return Span(WrittenDate(years[0], first[0], 1), end, here.since(begin), to_the_day=False)


def _last_of_month(year: int, month: int) -> WrittenDate:
    return WrittenDate(year, month, monthrange(year, month)[1])
