"""Two changes of one meeting day: what is off is off, and what was said of the rest holds together."""

from datetime import date

import pytest

from directory.calendar.occasions import combined
from directory.listing import DayChange

DAY, LATER = date(2026, 5, 12), date(2026, 5, 19)


def change(kind: str = "changed", day: date = DAY, **values: object) -> DayChange:
    return DayChange.model_validate({"kind": kind, "first_day": day, "last_day": day} | values)


MOVED, HOURS = change(to_day=LATER), change(start="14:00", end="15:00")
OFF = change("cancelled")


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ((), ()),
        ((MOVED,), (MOVED,)),
        ((MOVED, HOURS), (change(to_day=LATER, start="14:00", end="15:00"),)),
        ((HOURS, MOVED), (change(to_day=LATER, start="14:00", end="15:00"),)),
        ((HOURS, change(start="13:00")), (change(start="13:00"),)),
        ((change(place="西会館"), change(place="東会館")), (change(place="東会館"),)),
        ((MOVED, OFF), (OFF,)),
        ((OFF, MOVED), (OFF,)),
        ((MOVED, change("cancelled", LATER)), (OFF, change("cancelled", LATER))),
        ((MOVED, change(day=LATER, start="14:00")), (MOVED, change(day=LATER, start="14:00"))),
        ((HOURS, change("cancelled", LATER)), (HOURS, change("cancelled", LATER))),
    ],
)
def test_changes_of_one_day_are_one(said: tuple[DayChange, ...], holds: tuple[DayChange, ...]) -> None:
    assert combined(said) == holds
    assert combined(holds) == holds
