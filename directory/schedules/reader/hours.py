"""Clock times as printed: 午後1時半, 13:30, 正午, 15~19時; the second half of a range borrows from the first."""

import re
from dataclasses import dataclass

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.;時]\s*(?:(\d{1,2})\s*分?|(半))?)?")
_MORNING = re.compile(r"午前|AM|am|a\.m\.|朝|深夜")
_AFTERNOON = re.compile(r"午後|PM|pm|p\.m\.|夜|夕方|昼|放課後")
_HOUR, _NOON, _DAY = 60, 12 * 60, 24 * 60
# No gathering for residents starts between 1:00 and 6:30 at night: such an hour without 午前 lacks its 午後.
_IMPLAUSIBLY_EARLY = 6 * 60 + 30
# Nor does one that begins by daylight run into the night: 「10時~3時」 ends at 15:00.
_EVENING = 18 * 60
# Up to which hour a heading decides its half of the day; 「(午後) 10:00~12:00」 is not meant for it.
_LABELLED = 8
# How late 「午後10時~午前5時」 may be meant.
_SMALL_HOURS = 6 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight; `half` is "am", "pm" or None as written."""

    minutes: int
    half: str | None


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` to `end` ("HH:MM", None: not said). `sure` is false where marks or 午後 had to be guessed.

    `detail` hours are not opening hours (受付, 食事, ラストオーダー, 休憩).
    """

    start: str | None
    end: str | None
    text: str
    sure: bool = True
    detail: bool = False

    def repeats(self, other: "Hours") -> bool:
        """Whether `other` says these hours, or their start, once more."""
        return self.start == other.start and other.end in (None, self.end)

    def holds(self, other: "Hours") -> bool:
        """Whether `other` lies within these hours (an open end counts as inside when its start is)."""
        if self.start is None or other.start is None:
            return self.start == other.start and other.end is None
        if self.end is None:
            return self.start == other.start and other.end is None
        return self.start <= other.start and (other.end or other.start) <= self.end


def half_of_day(text: str) -> str | None:
    """ "am" for 午前, 朝 …, "pm" for 午後, 昼, 夜 …; None where neither is written."""
    return "am" if _MORNING.search(text) else "pm" if _AFTERNOON.search(text) else None


def clock(text: str, label: str | None = None) -> Clock | None:
    """Read one time; None when it is no time of day (25時, 午前13時). `label`: the half of the day that heads it."""
    if "正午" in text:
        return Clock(_NOON, "pm")
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), 30 if found[3] else int(found[2] or 0)
    half = half_of_day(text) or (label if hour <= _LABELLED else None)
    if half == "am" and hour > 12:
        return None
    if half == "pm" and hour < 12 and not ("昼" in text and hour > 6):
        hour += 12
    if minute >= _HOUR or hour * _HOUR + minute > _DAY:
        return None
    return Clock(hour * _HOUR + minute, half)


def _printed(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def hours_between(first: Clock | None, last: Clock | None, text: str, detail: bool = False) -> Hours:
    """Hours from two readings; 「午後6~9時」 borrows 午後; a bare 「1時」 is taken for 13:00, unsurely."""
    sure = True
    start = first.minutes if first else None
    end = last.minutes if last else None
    if first and start is not None and first.half is None and 0 < start < _IMPLAUSIBLY_EARLY:
        start, sure = start + _NOON, False
    if start is not None and end is not None and end <= start and "翌" not in text:
        borrowed = end + _NOON
        if last and last.half is None and end < _NOON and borrowed > start:
            end = borrowed
            sure = sure and (first is None or first.half is not None or borrowed <= _EVENING)
        elif not (first and last and first.half == "pm" and last.half == "am" and end <= _SMALL_HOURS):
            end, sure = None, False
    if end is not None and start is not None and end == start:
        end = None
    return Hours(
        start=None if start is None else _printed(start),
        end=None if end is None else _printed(end),
        text=text,
        sure=sure,
        detail=detail,
    )


def hours_without_marks(text: str) -> Hours:
    """「19002100」 and 「930-1130」: three or four digits each; the marks got lost."""
    begin, end = re.findall(r"\d{3,4}", text)
    read = hours_between(_unmarked(begin), _unmarked(end), text)
    return Hours(read.start, read.end, text, sure=bool(re.search(r"[~\-]", text)) and read.end is not None)


def _unmarked(digits: str) -> Clock:
    return Clock(int(digits[:-2]) * _HOUR + int(digits[-2:]), "am")
