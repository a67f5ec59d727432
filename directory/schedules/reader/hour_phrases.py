"""Tokens → hours: 10:00~11:30, 午後1時から3時まで, 【午前】9時半~, ~15時."""

from directory.schedules.reader.cursor import Cursor
from directory.schedules.reader.hours import Clock, Hours, clock, half_of_day, hours_between

_RANGE = frozenset({"tilde", "from"})
# What may stand between 「午前」 and the hours that it heads: 【午前】9時, 午前の部:9時.
_LABEL_MARKS = frozenset({"close", "colon", "space", "separator", "newline"})
_SAME_HALF = ("翌", "同")


def hours_at(here: Cursor) -> Hours:
    """The hours that begin at the cursor, which then stands behind them."""
    detail, half = _is_detail_before(here), _half_before(here)
    first, last = clock(here.text(), half), None
    unreadable = first is None
    ahead = here.past({"space"}, 1)
    if here.kind(ahead) in _RANGE:
        after = _past_same_half(here, here.past({"space"}, ahead + 1))
        if here.kind(after) == "time" and not _is_restated(here, ahead, after):
            last = clock(here.text(after), half)
            ahead, unreadable = after + 1, unreadable or last is None
        else:
            ahead += 1
    else:
        ahead = 1
    if here.kind(ahead) in ("until", "ends"):
        if ahead == 1:
            first, last = None, first
        ahead += 1
    detail = detail or (here.kind(here.past({"space"}, ahead)) == "detail" and here.kind(-1) == "open")
    detail = detail or (here.text(ahead).startswith(("受付", "開場")) and _has_time_after(here, ahead))
    return _read(here, ahead, first, last, detail, unreadable)


def end_at(here: Cursor) -> Hours | None:
    """「~15時」 where no beginning is said; None (the cursor unmoved) for another tilde."""
    ahead = here.past({"space"}, 1)
    if here.kind(ahead) != "time" or here.kind(-1) not in ("space", "newline", "open", "close", "colon", "end"):
        return None
    last = clock(here.text(ahead))
    ahead += 2 if here.kind(ahead + 1) in ("until", "ends") else 1
    return _read(here, ahead, None, last, _is_detail_before(here), last is None)


def _read(here: Cursor, ahead: int, first: Clock | None, last: Clock | None, detail: bool, unreadable: bool) -> Hours:
    read = hours_between(first, last, here.take(ahead), detail)
    if unreadable or (read.start is None and read.end is None):
        return Hours(read.start, read.end, read.text, sure=False, detail=detail)
    return read


def _past_same_half(here: Cursor, ahead: int) -> int:
    """「22時~翌2時」「午後1時~同3時」."""
    return ahead + 1 if here.kind(ahead) == "text" and here.text(ahead).strip() in _SAME_HALF else ahead


def _is_restated(here: Cursor, mark: int, after: int) -> bool:
    """「14時~ 14:00-」: an open end, and the same start once more in figures."""
    return mark == 1 and here.kind(after - 1) == "space" and here.kind(after + 1) in _RANGE


def _has_time_after(here: Cursor, ahead: int) -> bool:
    """「10時受付 10時半開始」."""
    return any(token.kind == "time" for token in here.tokens[here.at + ahead : here.at + ahead + 4])


def _is_detail_before(here: Cursor) -> bool:
    ahead = -1
    while here.kind(ahead) in ("particle", "colon", "space", "close"):
        ahead -= 1
    belongs_before = here.kind(ahead - 1) == "time" and here.text(ahead).startswith(("受付", "開場"))
    return here.kind(ahead) == "detail" and not belongs_before


def _half_before(here: Cursor) -> str | None:
    """ "am" or "pm" where 「午前」「午後の部」 stands as a label before the hours."""
    ahead = -1
    while here.kind(ahead) in _LABEL_MARKS or here.text(ahead).strip() in ("の部", "は"):
        ahead -= 1
    return half_of_day(here.text(ahead)) if here.kind(ahead) == "vague_time" else None
