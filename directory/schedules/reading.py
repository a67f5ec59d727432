"""Schedule text → `Reading`. What is not understood stays in `notes`, and lowers the certainty where it may matter."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from directory.listing import Meeting, Series
from directory.schedules.reader.asides import set_aside
from directory.schedules.reader.derived import derive
from directory.schedules.reader.draft import DateGroup, Draft, OnHoliday, Slot, series_of
from directory.schedules.reader.exceptions import resolve
from directory.schedules.reader.folding import fold
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.order import days_first
from directory.schedules.reader.phrase_reader import phrases
from directory.schedules.reader.settling import settle
from directory.schedules.reader.tokens import tokenize
from directory.schedules.reader.walk import walk

# No cell that says when is longer; what is takes time that grows with its square.
_LONGEST = 400
Certainty = Literal["parsed", "partial", "unparsed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a schedule text says; the keys of the contract's `schedule` line, without `next`."""

    text: str
    certainty: Certainty
    series: tuple[Series, ...] = ()
    dates: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    on_holiday: OnHoliday | None = None
    notes: tuple[str, ...] = ()
    code: str | None = None

    def meeting(self, venue: int | None = None) -> Meeting:
        """This reading as a listing keeps it: of its dates, those with a year. `venue`: the place among its venues."""
        return Meeting(
            text=self.text,
            frequency_code=self.code,
            certainty=self.certainty,
            series=self.series,
            dates=tuple(text for text in self.dates if not text.startswith("-")),
            exceptions=self.exceptions,
            on_holiday=self.on_holiday,
            venue=venue,
        )


@lru_cache(maxsize=4096)
def read(text: str, code: str | None = None) -> Reading:
    """Read one schedule text; never raises. `code`: the 開催頻度 code beside it (4, 5: some weeks only)."""
    told, rest = _told(fold(text))
    draft = walk(days_first(resolve(derive(set_aside(phrases(tokenize(told)))))))
    if rest:
        draft.doubt(rest)
    settle(draft, code)
    return _conclude(draft, text, code or None)


def _told(folded: str) -> tuple[str, str]:
    """The text up to _LONGEST, whole words only, and what is left of it."""
    if len(folded) <= _LONGEST:
        return folded, ""
    cut = max(folded.rfind(mark, 0, _LONGEST) for mark in " \n。、※") + 1 or _LONGEST
    return folded[:cut], folded[cut:]


def _conclude(draft: Draft, text: str, code: str | None) -> Reading:
    if any(slot.workdays for slot in draft.slots):
        draft.except_for("holiday")
        draft.on_holiday = draft.on_holiday or "skip"
    draft.slots = [slot for slot in draft.slots if slot.hours or not _said_with_hours(slot, draft.slots)]
    dates = tuple(dict.fromkeys(written.printed() for written in draft.dates))
    series = series_of(draft.slots, draft.loose_hours or _hours_of_dates(draft))
    if draft.open_on_holidays and draft.slots:
        draft.except_for("holiday_too")
    exceptions = tuple(draft.exceptions) if draft.slots or draft.dates else ()
    date_hours = [hours for group in draft.date_groups for hours in group.hours]
    loose = [*draft.loose_hours, *(hours for _, hours in draft.season_hours if not draft.slots)]
    hours = bool(loose or date_hours or any(slot.hours for slot in draft.slots))
    if draft.suspended:
        certainty: Certainty = "parsed"
        exceptions = (*exceptions, "suspended")
    elif draft.slots or dates:
        certainty = "partial" if draft.doubtful else "parsed"
    else:
        certainty = "partial" if hours or draft.dropped_days or draft.standing else "unparsed"
    if not series:
        series = _hours_by_date(draft.date_groups, loose) or _hours_only([*date_hours, *loose])
    return Reading(
        text=text,
        certainty=certainty,
        series=series,
        dates=dates,
        exceptions=exceptions,
        on_holiday=draft.on_holiday,
        notes=tuple(draft.notes),
        code=code,
    )


def _said_with_hours(slot: Slot, slots: list[Slot]) -> bool:
    """Whether the same days stand elsewhere with hours (土 11:30-14:00 … 土曜配食; 月・水 10時~ (水は予約者のみ))."""
    days = set(slot.rule.weekdays)
    return any(
        other.hours
        and days <= set(other.rule.weekdays)
        and replace(other.rule, explicit=slot.rule.explicit, weekdays=slot.rule.weekdays) == slot.rule
        for other in slots
    )


def _hours_of_dates(draft: Draft) -> list[Hours]:
    """「次回は12/15 10時~、以後毎月第3火曜」: the hours of the dates, where they are alike and no others are said."""
    said = {tuple((each.start, each.end) for each in group.hours) for group in draft.date_groups}
    if len(said) != 1 or any(slot.hours for slot in draft.slots):
        return []
    return draft.date_groups[0].hours


def _hours_by_date(groups: list[DateGroup], loose: list[Hours]) -> tuple[Series, ...]:
    """「12月5日 10:00~、12月19日 13:00~」: hours that differ, each with its dates; none where it is not clear whose."""
    hours = [tuple((each.start, each.end) for each in group.hours) for group in groups]
    dates = [tuple(written.on.isoformat() for written in group.dates if written.on) for group in groups]
    if loose or len(set(hours)) < 2 or not all(hours) or not all(dates):
        return ()
    return tuple(
        Series(rrule="", start=start, end=end, dates=days)
        for sittings, days in zip(hours, dates, strict=True)
        for start, end in sittings
    )


def _hours_only(hours: list[Hours]) -> tuple[Series, ...]:
    """Hours whose days are dates, or unknown: series without a rule."""
    return tuple(dict.fromkeys(Series(rrule="", start=each.start, end=each.end) for each in hours))
