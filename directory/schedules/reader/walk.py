"""The walk over the phrases: which hours belong to which days, which months limit them, what is doubtful."""

from directory.schedules.reader.draft import Draft
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special
from directory.schedules.reader.progress import Progress
from directory.schedules.reader.walk_calendar import read_dates, read_holiday_case, read_months, read_span, read_special
from directory.schedules.reader.walk_days import read_days, read_off, read_ordinals
from directory.schedules.reader.walk_hours import read_hours
from directory.schedules.reader.walk_marks import read_mark


def walk(found: list[Phrase | Off]) -> Draft:
    """Go through the phrases of one text, left to right."""
    now = Progress(found)
    for index, part in enumerate(found):
        match part:
            case Days():
                read_days(now, index, part)
            case Hours():
                read_hours(now, index, part)
            case Dates():
                read_dates(now, index, part)
            case Span():
                read_span(now, index, part)
            case Months():
                read_months(now, index, part)
            case Nth():
                read_ordinals(now, index, part)
            case Special():
                read_special(now, index, part)
            case HolidayCase():
                read_holiday_case(now, part)
            case Off():
                read_off(now, index, part)
            case Mark():
                read_mark(now, index, part)
    return now.draft
