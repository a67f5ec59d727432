"""Days and hours chosen by buttons → a `Meeting` and the sentence that says it, for staff who would rather not type."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.errors import InputWrong
from directory.listing import Meeting, Series
from directory.schedules.days import WEEK, DayRule, weekday_order
from directory.schedules.reader.draft import OnHoliday
from directory.schedules.recurrence import next_dates
from directory.schedules.words import in_words

SHOWN_DATES = 6
LEFT_OUT = ("new_year", "obon", "golden_week")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_ON_HOLIDAY: tuple[OnHoliday, ...] = ("skip", "next_day", "held")


@dataclass(frozen=True, slots=True)
class ScheduleForm:
    """Either `weekdays`, each week or the `nth` of a month (1..5, -1 最終), or `month_days`; `months` empty: all year.

    `start` and `end` are "HH:MM" or None; `left_out` are names of LEFT_OUT; `on_holiday` None: nothing is said.
    """

    weekdays: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    start: str | None = None
    end: str | None = None
    left_out: tuple[str, ...] = ()
    on_holiday: OnHoliday | None = None

    def meeting(self) -> Meeting:
        """The meeting that is chosen, with its sentence as text. Raises `InputWrong` with what to mend."""
        if problem := self.problem():
            raise InputWrong(problem)
        rule = DayRule(weekday_order(self.weekdays), self.nth, self.months, self.month_days)
        said = Meeting(
            text="",
            certainty="parsed",
            series=(Series(rrule=rule.rrule(), start=self.start, end=self.end),),
            exceptions=(*(("holiday",) if self.on_holiday == "skip" else ()), *self.left_out),
            on_holiday=self.on_holiday,
        )
        return said.model_copy(update={"text": in_words(said)})

    def problem(self) -> str | None:
        """One sentence on what is missing or wrong; None when the form is complete."""
        if self.month_days and (self.weekdays or self.nth):
            return "曜日と「毎月の何日」は、どちらか一方だけにしてください。"
        if not self.month_days and not self.weekdays:
            return "曜日（または毎月の何日）を選んでください。"
        if self.end and not self.start:
            return "終わりの時刻だけでなく、始まりの時刻も入れてください。"
        if self.start and self.end and self.end <= self.start:
            return f"終わりの時刻（{self.end}）が、始まりの時刻（{self.start}）より前になっています。"
        return None

    def preview(self, today: date) -> tuple[str, tuple[date, ...]]:
        """The sentence and the next six dates, to be shown while staff choose. Raises `InputWrong`."""
        meeting = self.meeting()
        return meeting.text, tuple(next_dates(meeting, today, SHOWN_DATES))


def form_from(fields: Mapping[str, Sequence[str]]) -> ScheduleForm:
    """The form as posted: each field's values. Raises `InputWrong` for what no form sends and for unreadable hours."""
    posted = _one(fields, "on_holiday")
    on_holiday = next((known for known in _ON_HOLIDAY if known == posted), None)
    if posted and on_holiday is None:
        raise InputWrong("開催日の入力を読めませんでした。画面を開き直して、もう一度お試しください。")
    return ScheduleForm(
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
    return unicodedata.normalize("NFKC", next(iter(fields.get(name, ())), "")).strip()


def _numbers(fields: Mapping[str, Sequence[str]], name: str, allowed: Sequence[int]) -> tuple[int, ...]:
    """Numbers that are ticked, or typed in one field in any width (「１０、２０」)."""
    chosen = set(re.findall(r"-?\d+", unicodedata.normalize("NFKC", " ".join(fields.get(name, ())))))
    if unknown := chosen - {str(number) for number in allowed}:
        raise InputWrong(f"「{'、'.join(sorted(unknown))}」という日はありません。1から31までの数字で入れてください。")
    return tuple(number for number in allowed if str(number) in chosen)


def _clock(text: str) -> str | None:
    if not text:
        return None
    if not _CLOCK.fullmatch(text):
        raise InputWrong(f"時刻「{text}」を読めませんでした。「13:30」のように入れてください。")
    return text.rjust(5, "0")
