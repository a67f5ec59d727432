"""The staff's form for one schedule: which days, what hours, what falls out ↔ `Meeting`, with its next dates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from directory.errors import InputWrong
from directory.listing import Meeting, Series
from directory.schedules.days import WEEK, DayRule, rules_of, weekday_order
from directory.schedules.reader.draft import OnHoliday
from directory.schedules.recurrence import next_dates
from directory.schedules.words import in_words

Every = Literal["week", "nth", "month_day"]
_EVERY: tuple[Every, ...] = ("week", "nth", "month_day")
SHOWN_DATES = 6
LEFT_OUT = ("new_year", "obon", "golden_week")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_ON_HOLIDAY: tuple[OnHoliday, ...] = ("skip", "next_day", "held")


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """`every` week, `nth` week of the month, or `month_day`; `nth` 1..5 and -1 (最終); `months` empty: all year.

    `start` and `end` are "HH:MM" or None; `left_out` are names of LEFT_OUT; `on_holiday` None: nothing is said.
    """

    every: Every = "week"
    weekdays: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    start: str | None = None
    end: str | None = None
    left_out: tuple[str, ...] = ()
    on_holiday: OnHoliday | None = None

    def meeting(self) -> Meeting:
        """The meeting that the form says. Raises `InputWrong` with what to mend."""
        if problem := self.problem():
            raise InputWrong(problem)
        rule = self._rule().rrule()
        exceptions = (*(("holiday",) if self.on_holiday == "skip" else ()), *self.left_out)
        said = Meeting(
            text="",
            certainty="parsed",
            series=(Series(rrule=rule, start=self.start, end=self.end),),
            exceptions=exceptions,
            on_holiday=self.on_holiday,
        )
        return said.model_copy(update={"text": in_words(said)})

    def problem(self) -> str | None:
        """One sentence on what is missing or wrong; None when the form is complete."""
        if self.every == "month_day" and not self.month_days:
            return "毎月の何日かを選んでください。"
        if self.every != "month_day" and not self.weekdays:
            return "曜日を選んでください。"
        if self.every == "nth" and not self.nth:
            return "第何週かを選んでください。"
        if self.end and not self.start:
            return "終わりの時刻だけでなく、始まりの時刻も入れてください。"
        if self.start and self.end and self.end <= self.start:
            return f"終わりの時刻（{self.end}）が、始まりの時刻（{self.start}）より前になっています。"
        return None

    def preview(self, today: date) -> tuple[str, tuple[date, ...]]:
        """The sentence and the next six dates, to be shown as staff type. Raises `InputWrong`."""
        meeting = self.meeting()
        return meeting.text, tuple(next_dates(meeting, today, SHOWN_DATES))

    def _rule(self) -> DayRule:
        if self.every == "month_day":
            return DayRule(month_days=self.month_days, months=self.months)
        return DayRule(
            weekdays=weekday_order(self.weekdays),
            nth=self.nth if self.every == "nth" else (),
            months=self.months,
        )


def form_of(meeting: Meeting) -> ScheduleForm | None:
    """The form that says this meeting; None when it says more than the form can (several series, other exceptions)."""
    if len(meeting.series) != 1 or meeting.dates or meeting.certainty != "parsed" or meeting.on_holiday == "unknown":
        return None
    (series,) = meeting.series
    rules = rules_of(series.rrule) if series.rrule else ()
    left_out = tuple(name for name in meeting.exceptions if name in LEFT_OUT)
    if len(rules) != 1 or series.first or set(meeting.exceptions) - {"holiday", *left_out}:
        return None
    (rule,) = rules
    form = ScheduleForm(
        every="month_day" if rule.month_days else "nth" if rule.nth else "week",
        weekdays=rule.weekdays,
        nth=rule.nth,
        month_days=rule.month_days,
        months=rule.months,
        start=series.start,
        end=series.end,
        left_out=left_out,
        on_holiday=meeting.on_holiday,
    )
    same = form.problem() is None and rules_of(form.meeting().series[0].rrule) == rules
    return form if same and ("holiday" in meeting.exceptions) == (form.on_holiday == "skip") else None


def form_from(fields: Mapping[str, Sequence[str]]) -> ScheduleForm:
    """The form as posted: each field's values. Raises `InputWrong` for what no form sends and for unreadable hours."""
    chosen = _one(fields, "every") or "week"
    every = next((known for known in _EVERY if known == chosen), None)
    posted = _one(fields, "on_holiday")
    on_holiday = next((known for known in _ON_HOLIDAY if known == posted), None)
    if every is None or (posted and on_holiday is None):
        raise InputWrong("開催日の入力を読めませんでした。画面を開き直して、もう一度お試しください。")
    return ScheduleForm(
        every=every,
        weekdays=tuple(day for day in WEEK if day in fields.get("weekdays", ())),
        nth=_numbers(fields, "nth", (1, 2, 3, 4, 5, -1)),
        month_days=_numbers(fields, "month_days", range(1, 32)),
        months=_numbers(fields, "months", range(1, 13)),
        start=_clock(_one(fields, "start")),
        end=_clock(_one(fields, "end")),
        left_out=tuple(name for name in LEFT_OUT if name in fields.get("left_out", ())),
        on_holiday=on_holiday,
    )


def _one(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "").strip()


def _numbers(fields: Mapping[str, Sequence[str]], name: str, allowed: Sequence[int]) -> tuple[int, ...]:
    chosen = set(fields.get(name, ()))
    return tuple(number for number in allowed if str(number) in chosen)


def _clock(text: str) -> str | None:
    if not text:
        return None
    if not _CLOCK.fullmatch(text):
        raise InputWrong(f"時刻「{text}」を読めませんでした。「13:30」のように入れてください。")
    return text.rjust(5, "0")
