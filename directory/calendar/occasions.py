"""When a listing is next held: its schedule, less the days on which it rests, with what is different this time only."""

from collections.abc import Sequence
from datetime import date, timedelta

from directory.japanese_days import day_words, span_words
from directory.listing import DayChange, Meeting, Series
from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.schedules.holidays import in_closure
from directory.schedules.recurrence import occurrences
from directory.statuses import closed_spans


def next_days(listing: PublicListing, start: date, count: int) -> tuple[date, ...]:
    """The next days from `start` (included) on: at most `count` of each meeting. Only what its words support."""
    return tuple(sorted({day for meeting in held(listing) for day in next_dates(meeting, start, count)}))


def held(listing: PublicListing) -> tuple[Meeting, ...]:
    """The listing's meetings as they are really held: first its own in their order, then one for each changed day."""
    closed = closed_spans(listing)
    regular = tuple(
        without(meeting, (*closed, *(_span(change) for change in listing.changes if concerns(change, meeting))))
        for meeting in listing.meetings
    )
    changed = (changed_day(listing, change) for change in listing.changes if change.kind == "changed")
    return (*regular, *(without(meeting, closed) for meeting in changed))


def combined(changes: Sequence[DayChange]) -> tuple[DayChange, ...]:
    """A listing's own changes, in the order in which they were said, with those of one day made one.

    What is cancelled is off, whatever else was said of that day or of the day that it was moved to; of two changes of
    the same days the later holds in what it says, and the earlier in the rest.
    """
    off = [one for one in changes if one.kind == "cancelled"]
    found: dict[object, DayChange] = {}
    for n, one in enumerate(changes):
        if one.kind != "changed":
            found[n] = one
        elif _any_covers(off, one.first_day) and _any_covers(off, one.last_day):
            continue
        elif one.to_day and _any_covers(off, one.to_day):
            found[n] = DayChange(kind="cancelled", first_day=one.first_day, last_day=one.last_day)
        else:
            days = (one.first_day, one.last_day)
            found[days] = _laid_over(found[days], one) if days in found else one
    return tuple(found.values())


def _any_covers(changes: Sequence[DayChange], day: date) -> bool:
    return any(one.first_day <= day <= one.last_day for one in changes)


def _laid_over(earlier: DayChange, later: DayChange) -> DayChange:
    """Hours go together: an old end does not hold of a new start."""
    said = {name: value for name in ("to_day", "place", "reason") if (value := getattr(later, name)) is not None}
    hours = {"start": later.start, "end": later.end} if later.start else {}
    return earlier.model_copy(update=said | hours)


def without(meeting: Meeting, spans: Sequence[str]) -> Meeting:
    """The meeting less some days, given as ISO 8601 intervals."""
    return meeting.model_copy(update={"exceptions": (*meeting.exceptions, *spans)}) if spans else meeting


def concerns(change: DayChange, meeting: Meeting) -> bool:
    """Whether the change touches the meeting. A meeting that may be at any of its venues may be at the closed one."""
    return change.kind != "closed" or meeting.venue is None or change.venue is None or meeting.venue == change.venue


def meeting_on(listing: PublicListing, day: date) -> Meeting | None:
    """The meeting that its schedule has on that day, whatever is different this time."""
    return next((meeting for meeting in listing.meetings if next_dates(meeting, day, 1) == [day]), None)


def changed_day(listing: PublicListing, change: DayChange) -> Meeting:
    """What is held instead, as a meeting of one day: where no new hours are said, the usual ones."""
    usual = meeting_on(listing, change.first_day)
    start, end = (change.start, change.end) if change.start else _hours(usual, change.first_day)
    return Meeting(
        text=change_words(listing, change),
        certainty="parsed",
        series=(Series(rrule="", start=start, end=end),) if start else (),
        dates=((change.to_day or change.first_day).isoformat(),),
        venue=None if change.place or usual is None else usual.venue,
    )


def change_words(listing: PublicListing, change: DayChange) -> str:
    """「5月10日（日）は、会場（福祉会館）が休館のため、お休みです」"""
    days = span_words(change.first_day, change.last_day)
    reason = f"（{change.reason}）" if change.reason else ""
    if change.kind == "closed":
        place = "" if change.venue is None else f"（{listing.venues[change.venue].place}）"
        return f"{days}は、会場{place}が休館のため、お休みです{reason}"
    if change.kind == "cancelled":
        return f"{days}は、お休みです{reason}"
    new = [f"{day_words(change.to_day)}に"] if change.to_day else []
    new += [f"{_clock(change.start)}〜{_clock(change.end)}に"] if change.start else []
    new += [f"場所が{change.place}に"] if change.place else []
    return f"{days}の回は、{'、'.join(new)}変わります{reason}"


def notices(listing: PublicListing) -> tuple[str, ...]:
    """What is different in the days to come, the next first."""
    return tuple(change_words(listing, change) for change in sorted(listing.changes, key=lambda one: one.first_day))


def may_rest(listing: PublicListing, day: date) -> bool:
    """Whether a day that only a rule gives (毎月1日) lies in the 年末年始 of public offices; a stated date is meant."""
    return in_closure("new_year", day) and not any(day.isoformat() in meeting.dates for meeting in held(listing))


def perhaps_resting(listing: PublicListing, days: Sequence[date]) -> tuple[str, ...]:
    """「1月1日（金）は年末年始です。お休みでないか、電話で確かめてください」, or nothing."""
    found = [day_words(day) for day in days if may_rest(listing, day)]
    return (f"{'、'.join(found)}は年末年始です。お休みでないか、電話で確かめてください",) if found else ()


def _span(change: DayChange) -> str:
    return f"{change.first_day}/{change.last_day}"


def _hours(meeting: Meeting | None, day: date) -> tuple[str | None, str | None]:
    """The hours of the series that falls on that day; of the only one where the day was moved there."""
    if meeting is None or not meeting.series:
        return None, None
    near = day - timedelta(days=1)
    on_day = [one for one in meeting.series if day in occurrences(one, near, day)]
    one = (on_day or list(meeting.series))[0]
    return one.start, one.end


def _clock(text: str | None) -> str:
    return (text or "").removeprefix("0")
