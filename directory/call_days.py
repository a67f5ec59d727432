"""The calls of a new municipality split over two working weeks: about as many listings a day, a number on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from directory.call_list import Calls
from directory.schedules.holidays import is_holiday

WORKING_DAYS = 10


@dataclass(frozen=True, slots=True)
class CallDay:
    day: date
    calls: tuple[Calls, ...]

    @property
    def count(self) -> int:
        """How many listings are asked about."""
        return sum(len(call.listings) for call in self.calls)


def working_days(start: date, count: int) -> tuple[date, ...]:
    """The next days from `start` (included) on that are neither weekend nor holiday."""
    days: list[date] = []
    day = start
    while len(days) < count:
        if day.weekday() < 5 and not is_holiday(day):
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def split(calls: Sequence[Calls], start: date, days: int = WORKING_DAYS) -> tuple[CallDay, ...]:
    """Each call on a day, in the order given; one with more listings than a day holds goes on the next days."""
    total = sum(len(call.listings) for call in calls)
    most = max(1, -(-total // days))
    planned: list[list[Calls]] = [[]]
    room = most
    for call in calls:
        rest = call.listings
        while rest:
            if len(rest) > room and room < most and len(planned) < days:
                planned.append([])
                room = most
            last_day = len(planned) == days
            taken = rest if last_day else rest[:room]
            planned[-1].append(Calls(call.who, call.number, taken))
            rest, room = rest[len(taken) :], room - len(taken)
            if room <= 0 and not last_day:
                planned.append([])
                room = most
    return tuple(CallDay(day, tuple(one)) for day, one in zip(working_days(start, days), planned, strict=False) if one)
