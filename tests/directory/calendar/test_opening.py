"""「今日ひらく」「7日以内にひらく」: certain days only, and what is different this time counts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from directory.calendar.opening import UNDATED, Opening
from directory.listing import DatedStatus, DayChange, Meeting, Series
from directory.public_view import PublicListing
from tests.factories import a_public_listing

TODAY = date(2026, 11, 26)  # a Thursday
THURSDAYS = Meeting(text="毎週木曜", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=TH"),))
WEDNESDAYS = Meeting(text="毎週水曜", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=WE"),))
PAUSED = DatedStatus(status="paused", since=TODAY)


@dataclass
class Changing:
    kept: tuple[PublicListing, ...]
    version: int = 1

    def all(self) -> tuple[PublicListing, ...]:
        return self.kept


def cancelled(day: date, **values: object) -> DayChange:
    return DayChange(**{"kind": "cancelled", "first_day": day, "last_day": day} | values)


@pytest.mark.parametrize(
    ("values", "today", "week", "undated"),
    [
        ({"meetings": (THURSDAYS,)}, True, True, False),
        ({"meetings": (WEDNESDAYS,)}, False, True, False),
        ({"meetings": ()}, False, False, True),
        ({"meetings": (THURSDAYS.model_copy(update={"certainty": "partial"}),)}, False, False, True),
        ({"meetings": (THURSDAYS.model_copy(update={"exceptions": ("suspended",)}),)}, False, False, True),
        ({"meetings": (Meeting(text="?", certainty="parsed", dates=("2026-12-02",)),)}, False, True, False),
        ({"meetings": (Meeting(text="?", certainty="parsed", dates=("2026-12-03",)),)}, False, False, False),
        ({"meetings": (THURSDAYS,), "status": "paused"}, False, False, False),
        ({"meetings": (THURSDAYS,), "coming_statuses": (PAUSED,)}, False, False, True),
        ({"meetings": (THURSDAYS,), "changes": (cancelled(TODAY),)}, False, False, False),
        ({"meetings": (WEDNESDAYS,), "changes": (cancelled(date(2026, 12, 2)),)}, False, False, False),
        (
            {
                "meetings": (WEDNESDAYS,),
                "changes": (cancelled(date(2026, 12, 2), kind="changed", to_day=date(2026, 11, 26)),),
            },
            True,
            True,
            False,
        ),
    ],
)  # fmt: skip
def test_what_counts_as_open(values: dict[str, object], today: bool, week: bool, undated: bool) -> None:
    listing = a_public_listing(**values)
    held = Opening(Changing((listing,)), lambda: TODAY).held()
    assert [listing.id in held[span] for span in ("today", "week", UNDATED)] == [today, week, undated]


def test_the_answer_follows_the_day_and_the_catalogue() -> None:
    listing = a_public_listing(meetings=(THURSDAYS,))
    catalogue, day = Changing((listing,)), TODAY
    opening = Opening(catalogue, lambda: day)
    assert opening.held()["today"] == {listing.id}
    day += timedelta(days=1)
    assert not opening.held()["today"]
    day = TODAY
    assert opening.held()["today"] == {listing.id}
    catalogue.kept, catalogue.version = (replace(listing, changes=(cancelled(TODAY),)),), 2
    assert not opening.held()["today"]
