"""What the walk over the phrases has understood so far: slots (days with their hours), dates, doubts and notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from directory.listing import Series
from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.written_dates import WrittenDate

OnHoliday = Literal["skip", "next_day", "held", "unknown"]


@dataclass(slots=True)
class Slot:
    """One recurrence with its hours. `head`: a table's weekday column; `block`: which bullet or line it stands in.

    `inherited` hours are those of the slot that it takes some months from, until its own are said. `first`: the date
    that an interval counts from.
    """

    rule: DayRule
    block: int
    bare: bool = False
    head: bool = False
    workdays: bool = False
    inherited: bool = False
    first: date | None = None
    hours: list[Hours] = field(default_factory=list)

    def add(self, hours: Hours) -> bool:
        """Add hours as one more sitting; false when they are a detail of hours it has (or say the same again)."""
        for index, known in enumerate(self.hours):
            if known.holds(hours):
                return False
            if hours.holds(known) and known.end is None:
                self.hours[index] = hours
                return True
        self.hours.append(hours)
        return True


@dataclass(slots=True)
class Count:
    """「月2回」: `period` month, week, year or months; how often; which slots it speaks of (None: all)."""

    period: str
    low: int
    high: int
    slots: list[Slot] | None


@dataclass(slots=True)
class Excepted:
    """An `Off`, which bullet or line it stands in, and of which slots alone it speaks (None: of all there)."""

    block: int
    off: Off
    slots: list[Slot] | None = None


@dataclass(slots=True)
class DateGroup:
    """Single dates said together, and the hours said for them."""

    dates: list[WrittenDate]
    hours: list[Hours] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """`start`: since when it is held; `first_day`: that, where the day itself is said. `open_bound`: since or
    until a month or day of no known year. `spans`: periods to the day.
    """

    slots: list[Slot] = field(default_factory=list)
    dates: list[WrittenDate] = field(default_factory=list)
    offs: list[Excepted] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    date_groups: list[DateGroup] = field(default_factory=list)
    loose_hours: list[Hours] = field(default_factory=list)
    spans: list[tuple[WrittenDate, WrittenDate]] = field(default_factory=list)
    start: WrittenDate | None = None
    first_day: WrittenDate | None = None
    open_bound: bool = False
    season_hours: list[tuple[tuple[int, ...], Hours]] = field(default_factory=list)
    on_holiday: OnHoliday | None = None
    doubtful: bool = False
    suspended: bool = False
    irregular: bool = False
    also: bool = False
    open_on_holidays: bool = False
    dropped_days: bool = False
    standing: bool = False
    moved: bool = False
    course: int = 0

    def split_by_months(self, slot: Slot, months: tuple[int, ...], hours: list[Hours]) -> None:
        """Give `slot` other hours in some months."""
        inside, outside = slot.rule.in_months(months), slot.rule.without_months(months)
        if inside is None or slot not in self.slots:
            return
        if outside is None:
            slot.hours = list(hours)
            return
        slot.rule = outside
        there = replace(slot, rule=inside, hours=list(hours))
        self.slots.append(there)
        self._speak_of(slot, [slot, there])

    def split(self, slot: Slot, parts: list[Slot]) -> None:
        """Put `parts` in the place of `slot`, also where a count or an exception speaks of it."""
        place = self.slots.index(slot)
        self._speak_of(slot, parts)
        self.slots[place : place + 1] = parts

    def _speak_of(self, slot: Slot, parts: list[Slot]) -> None:
        said: list[Count | Excepted] = [*self.counts, *self.offs]
        for about in said:
            if about.slots is not None and slot in about.slots:
                about.slots = [other for other in about.slots if other != slot] + parts

    def doubt(self, text: str) -> None:
        """Something that may change a date could not be read: `text` goes to the notes, the reading is partial."""
        self.doubtful = True
        self.note(text)

    def note(self, text: str) -> None:
        text = text.strip()
        if text and text not in self.notes:
            self.notes.append(text)

    def except_for(self, *exceptions: str) -> None:
        self.exceptions += [exception for exception in exceptions if exception not in self.exceptions]

    def drop(self, slots: Iterable[Slot]) -> None:
        """Forget slots whose weeks are not known; their hours stay known."""
        for slot in list(slots):
            if slot in self.slots:
                self.slots.remove(slot)
                self.dropped_days = True
                self.loose_hours += slot.hours


Sittings = tuple[tuple[str | None, str | None], ...]
"""Begin and end of each sitting of a day, "HH:MM"."""


def series_of(slots: list[Slot], default: list[Hours]) -> tuple[Series, ...]:
    """Slots as RFC 5545 series, those alike in hours and months joined, one series a sitting."""
    grouped: dict[tuple[Sittings, date | None, tuple[object, ...]], list[DayRule]] = {}
    for slot in slots:
        sittings: Sittings = tuple((hours.start, hours.end) for hours in (slot.hours or default)) or ((None, None),)
        rule = slot.rule
        alike = (rule.months, rule.interval, rule.until, rule.weekly, rule.monthly, rule.month_days)
        grouped.setdefault((sittings, slot.first, alike), []).append(rule)
    return tuple(
        dict.fromkeys(
            Series(rrule=rrule, start=start, end=end, first=first.isoformat() if first else None)
            for (sittings, first, _), rules in grouped.items()
            for rrule in [_joined(rules)]
            for start, end in sittings
        )
    )


def _joined(rules: list[DayRule]) -> str:
    first = rules[0]
    if not first.weekdays:
        return first.rrule()
    days = {(n, day) for rule in rules for day in rule.weekdays for n in (rule.nth or (0,))}
    ordered = sorted(days, key=lambda pair: (WEEK.index(pair[1]), pair[0] < 0, pair[0]))
    by_day = ",".join(f"{n or ''}{day}" for n, day in ordered)
    return ";".join(f"BYDAY={by_day}" if part.startswith("BYDAY=") else part for part in first.rrule().split(";"))
