"""休止, 再開 and 終了 have their days: each shows on its day at every door, and nobody has to do anything that day."""

from dataclasses import replace
from datetime import date

import pytest

from directory.calendar.occasions import next_days
from directory.listing import DatedStatus, Listing, Meeting, Series
from directory.statuses import announced, status_words
from tests.factories import a_listing, a_public_listing

WEDNESDAYS = (Meeting(text="毎週水曜", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=WE"),)),)
PAUSE = (
    DatedStatus(status="paused", since=date(2026, 8, 1), reason="会場の工事"),
    DatedStatus(status="active", since=date(2026, 9, 5)),
)
TODAY = date(2026, 7, 20)


def test_a_pause_begins_and_ends_by_itself() -> None:
    listing = a_listing(status="active", coming_statuses=PAUSE)
    seen = [(day, listing.on(day).status) for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 5))]
    assert [status for _, status in seen] == ["active", "paused", "active"]
    assert listing.on(date(2026, 8, 1)).status_reason == "会場の工事"
    assert listing.on(date(2026, 9, 5)).status_reason is None
    assert listing.on(date(2026, 9, 5)).coming_statuses == ()


def test_a_public_listing_knows_the_day_as_the_private_one_does() -> None:
    private = a_listing(status="active", coming_statuses=PAUSE)
    public = a_public_listing(status="active", coming_statuses=private.coming_statuses)
    for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 4), date(2026, 9, 5), date(2030, 1, 1)):
        one, other = private.on(day), public.on(day)
        assert (one.status, one.status_since, one.status_reason, one.coming_statuses) == (
            other.status,
            other.status_since,
            other.status_reason,
            other.coming_statuses,
        )


def test_no_date_falls_into_a_pause_and_those_after_it_are_known_before() -> None:
    listing = a_public_listing(status="active", meetings=WEDNESDAYS, coming_statuses=PAUSE)
    assert next_days(listing, TODAY, 4) == (
        date(2026, 7, 22),
        date(2026, 7, 29),
        date(2026, 9, 9),
        date(2026, 9, 16),
    )
    resting = listing.on(date(2026, 8, 3))
    assert next_days(resting, date(2026, 8, 3), 1) == (date(2026, 9, 9),)


@pytest.mark.parametrize("status", ["paused", "ended", "preparing"])
def test_while_it_rests_and_nobody_said_until_when_there_are_no_dates(status: str) -> None:
    assert next_days(a_public_listing(status=status, meetings=WEDNESDAYS), TODAY, 3) == ()


def test_the_last_day_is_held_and_none_after_it() -> None:
    ends = (DatedStatus(status="ended", since=date(2026, 7, 30)),)
    listing = a_public_listing(status="active", meetings=WEDNESDAYS, coming_statuses=ends)
    assert next_days(listing, TODAY, 9) == (date(2026, 7, 22), date(2026, 7, 29))


def test_what_has_begun_is_told_with_its_days() -> None:
    listing = a_public_listing(status="active", coming_statuses=PAUSE)
    assert status_words(listing, TODAY) is None
    assert announced(listing, TODAY) == ("8月1日から休止します（会場の工事）", "9月5日に再開します")
    resting = listing.on(date(2026, 8, 3))
    assert status_words(resting, date(2026, 8, 3)) == "休止中（8月1日から、会場の工事、9月5日に再開の予定）"
    assert announced(resting, date(2026, 8, 3)) == ()


def test_an_end_is_told_by_the_last_day() -> None:
    ends = (DatedStatus(status="ended", since=date(2027, 4, 1), reason="世話人の引退"),)
    listing = a_public_listing(status="active", coming_statuses=ends)
    assert announced(listing, TODAY) == ("2027年3月31日で終わります（世話人の引退）",)
    assert status_words(listing.on(date(2027, 4, 2)), date(2027, 4, 2)) == "終了（3月31日まで、世話人の引退）"


def test_the_same_day_said_twice_holds_once_and_days_are_put_in_order() -> None:
    later, sooner = PAUSE[1], PAUSE[0]
    again = DatedStatus(status="ended", since=sooner.since)
    listing = Listing(id="1", name="会", coming_statuses=(later, sooner, again))
    assert listing.coming_statuses == (again, later)


def test_preparing_then_open_tells_when_it_begins() -> None:
    opens = (DatedStatus(status="active", since=date(2026, 10, 1)),)
    listing = replace(a_public_listing(status="preparing", meetings=WEDNESDAYS), coming_statuses=opens)
    assert status_words(listing, TODAY) == "準備中（10月1日に開始の予定）"
    assert next_days(listing, TODAY, 1) == (date(2026, 10, 7),)
