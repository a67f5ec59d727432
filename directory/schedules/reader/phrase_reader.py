"""Tokens → phrases. What is no phrase stays a `Mark`; the phrases' texts concatenate to the text."""

import re

from directory.schedules.reader.cursor import Cursor
from directory.schedules.reader.date_phrases import dates_at, month_list, year_at, yearly_date_at
from directory.schedules.reader.day_phrases import DAY_OPENERS, days_at, follows_months, nth_in
from directory.schedules.reader.holiday_phrases import holiday_case_at
from directory.schedules.reader.hour_phrases import end_at, hours_at
from directory.schedules.reader.hours import hours_without_marks
from directory.schedules.reader.phrases import Mark, Months, Nth, Phrase, Special
from directory.schedules.reader.tokens import Token

_NAMES_A_MONTH = frozenset({"date", "months", "year", "vague_span"})
_SPECIALS = frozenset(
    {"holiday", "day_after_holiday", "holiday_and_after", "new_year", "obon", "golden_week"}
) | frozenset({"school_break", "school_off", "season", "vague_span"})


def phrases(tokens: list[Token]) -> list[Phrase]:
    """Phrases in order."""
    here = Cursor(tokens)
    found: list[Phrase] = []
    while here.at < len(tokens):
        found.append(_next(here))
    return found


def _opens_ordinals(here: Cursor) -> bool:
    return here.kind() == "open" and here.kind(1) in ("nth", "last")


def _is_monthly(here: Cursor) -> bool:
    """「偶数月の10日」, and 「1日と15日」 in a text that names no month. One day alone may lack its heading's month."""
    if follows_months(here):
        return True
    if here.kind(-1) in ("tilde", "from"):
        return False
    days = [token.text for token in here.tokens if token.kind == "month_days"]
    dated = any(token.kind in _NAMES_A_MONTH for token in here.tokens)
    return not dated and len(re.findall(r"\d+", "".join(days))) > 1 and not any("(" in text for text in days)


def _next(here: Cursor) -> Phrase:
    kind = here.kind()
    if kind in ("holiday_case", "weekday_case") or (kind == "weekday" and here.kind(1) == "holiday_case"):
        return holiday_case_at(here)
    if (
        kind in DAY_OPENERS
        or _opens_ordinals(here)
        or (kind == "month_days" and here.kind(1) not in ("until", "ended") and _is_monthly(here))
    ):
        days = days_at(here)
        if days is not None:
            return days
    if kind == "time":
        return hours_at(here)
    if kind == "tilde" and (ends := end_at(here)):
        return ends
    if kind == "every_year" and (yearly := yearly_date_at(here)):
        return yearly
    if kind == "lost_marks":
        return hours_without_marks(here.take(1))
    if kind == "date":
        return dates_at(here)
    if kind == "months":
        text = here.take(1)
        return Months(month_list(text), text)
    if kind in ("nth", "last"):
        text = here.take(1)
        return Nth((-1,) if kind == "last" else nth_in(text), text)
    if kind in _SPECIALS:
        return Special(kind, here.take(1))
    if kind == "year":
        return year_at(here)
    return Mark(kind, here.take(1))
