"""One line as it comes by telephone (「福祉会館は5月10日休館」), read as a change of the day for staff to look at."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from directory.errors import InputWrong
from directory.japanese_days import span_words
from directory.listing import DayChange
from directory.vocabulary import fold

_NEAR_DAYS = {"きょう": 0, "今日": 0, "本日": 0, "あす": 1, "明日": 1, "あした": 1, "あさって": 2, "明後日": 2}
_DAY = r"(?:(?:(\d{4})年)?(\d{1,2})[月/](\d{1,2})日?|(?<![\d:時分])(\d{1,2})日|(" + "|".join(_NEAR_DAYS) + "))"
_DAYS = re.compile(_DAY)
_UNTIL = re.compile(rf"(?:から|~|〜|～|-)\s*{_DAY}")
_SHUT = re.compile("休館|閉館|使えな|使用できな|利用できな")
_OFF = re.compile("中止|休み|休会|休講|とりやめ|取りやめ|ありません|やりません|なし")
_CLOCK = re.compile(r"(午前|午後|AM|PM)?\s*(\d{1,2})(?:時(?:(半)|(\d{1,2})分)?|:(\d{2}))")
_WEEKDAYS = "月火水木金土日"
_WEEKS = {"今週": 0, "来週": 1, "再来週": 2, "さ来週": 2, "さらいしゅう": 2, "らいしゅう": 1, "こんしゅう": 0}
_WEEKDAY = rf"([{_WEEKDAYS}])曜日?"
_WEEK = re.compile(f"({'|'.join(sorted(_WEEKS, key=len, reverse=True))})の?(?:{_WEEKDAY}|[(]([{_WEEKDAYS}])[)])?")
_COMING = re.compile(f"(?:今度|こんど|次|つぎ)の?{_WEEKDAY}")
_NEXT_TIME = re.compile("次回|(?:次|つぎ|今度|こんど)の回")
_PLACE = re.compile("(?:場所|会場)[はがを]?([^、。はがを]{2,30}?)(?:に|へ|で)")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A listing or venue that may be meant; every way of writing its name. `where` tells it from its namesakes."""

    id: str
    name: str
    is_venue: bool
    names: tuple[str, ...]
    where: str = ""


Meets = Callable[[Named, date, date], Iterable[date]]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the line says of what."""

    of: Named
    change: DayChange


class Several(InputWrong):
    """The name is borne by more than one; `notices` is what the line says of each."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        super().__init__(f"「{notices[0].of.name}」という名前がいくつかあります。どれのことかを選んでください。")
        self.notices = tuple(notices)


def read(text: str, known: Iterable[Named], today: date, meets: Meets = lambda of, first, last: ()) -> Notice:
    """`meets` gives the days on which a listing meets from a day to another: 「来週お休み」 is of those.

    Raises InputWrong saying which part of the line was not understood, or Several.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    found = [_of(said, of, today, meets) for of in _named(said, known, bool(_SHUT.search(said)))]
    if len(found) > 1:
        raise Several(found)
    return found[0]


def _of(said: str, of: Named, today: date, meets: Meets) -> Notice:
    """What the line says of one that its name may mean."""
    shut = bool(_SHUT.search(said))
    first, last, days = _when(said, of, today, meets)
    if shut or (of.is_venue and _OFF.search(said)):
        if not of.is_venue:
            raise InputWrong(f"「{of.name}」は会場ではありません。休館なら、会場の名前を入れてください。")
        return Notice(of, DayChange(kind="closed", first_day=first, last_day=last))
    if of.is_venue:
        raise InputWrong(f"「{of.name}」がどうなるのか分かりませんでした。「休館」と入れてください。")
    if _OFF.search(said):
        return Notice(of, DayChange(kind="cancelled", first_day=first, last_day=last))
    start, end = _hours(said)
    place = found[1].strip() if (found := _PLACE.search(said)) else None
    to_day = days[1] if len(days) > 1 and days[1] != first else None
    if not (start or place or to_day):
        raise InputWrong(
            "どう変わるのか分かりませんでした。「中止」「13時から」「5月20日に変更」のように入れてください。"
        )
    if first != last and not _UNTIL.search(said):
        raise InputWrong("その週には何回かあります。「5月10日」のように日付を入れてください。")
    return Notice(
        of,
        DayChange(kind="changed", first_day=first, last_day=first, to_day=to_day, start=start, end=end, place=place),
    )


def _when(said: str, of: Named, today: date, meets: Meets) -> tuple[date, date, list[date]]:
    """First and last day, and every day that is named, in turn."""
    days = list(_in_turn(_DAYS.finditer(said), today))
    if days:
        first, until = days[0], _UNTIL.search(said)
        return first, max(first, _day(until, first) or first) if until else first, days
    if span := _span(said, today):
        first, last = span
        if of.is_venue or first == last:
            return first, last, [first]
        held = sorted(day for day in meets(of, first, last) if first <= day <= last)
        if not held:
            raise InputWrong(
                f"{span_words(first, last)}に「{of.name}」の開く日は、名簿から分かりません。日付を入れてください。"
            )
        return held[0], held[0] if _NEXT_TIME.search(said) else held[-1], held[:1]
    raise InputWrong("いつのことか分かりませんでした。「5月10日」「きょう」「来週」のように入れてください。")


def _span(said: str, today: date) -> tuple[date, date] | None:
    """The week or the weekday that is named (「来週」「来週の水曜」「次の土曜」), or the time until 「次回」."""
    if found := _WEEK.search(said):
        word, weekday = found[1], found[2] or found[3]
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS[word])
        if weekday:
            day = monday + timedelta(days=_WEEKDAYS.index(weekday))
            return day, day
        return max(monday, today), monday + timedelta(days=6)
    if found := _COMING.search(said):
        day = today + timedelta(days=(_WEEKDAYS.index(found[1]) - today.weekday() - 1) % 7 + 1)
        return day, day
    return (today, today + timedelta(days=366)) if _NEXT_TIME.search(said) else None


def _named(said: str, known: Iterable[Named], shut: bool) -> tuple[Named, ...]:
    """Whom the longest name in the line may mean: several where several bear it."""
    plain = fold(said)
    hits = [
        (len(key), one)
        for one in known
        for name in one.names
        if len(key := fold(unicodedata.normalize("NFKC", name))) >= SHORTEST and key in plain
    ]
    if not hits:
        raise InputWrong("どの会・会場か分かりませんでした。名簿にある名前を入れてください。")
    longest = max(length for length, _ in hits)
    best = {one.id: one for length, one in hits if length == longest}
    fitting = {id: one for id, one in best.items() if one.is_venue == shut} or best
    return tuple(fitting.values())


def _in_turn(found: Iterable[re.Match[str]], today: date) -> Iterator[date]:
    """The days as they are said: each is reckoned from the one before (「8月10日から16日」)."""
    near = today
    for one in found:
        if day := _day(one, today if one[5] else near):
            near = day
            yield day


def _day(found: re.Match[str], today: date) -> date | None:
    """The next such day: a month and day without a year is never in the past by more than a month."""
    year, month, day, only_day, near = found.groups()
    if near:
        return today + timedelta(days=_NEAR_DAYS[near])
    try:
        if only_day:
            this = date(today.year, today.month, int(only_day))
            return this if this >= today else _next_month(this)
        this = date(int(year) if year else today.year, int(month), int(day))
        return this if year or this >= today - timedelta(days=31) else this.replace(year=this.year + 1)
    except ValueError:
        return None


def _next_month(day: date) -> date:
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(day=day.day)


def _hours(said: str) -> tuple[str | None, str | None]:
    clocks, afternoon = [], False
    for half, hour, and_half, minute, colon in _CLOCK.findall(said):
        afternoon = half in ("午後", "PM") or (afternoon and half == "")
        hours = int(hour) + (12 if afternoon and int(hour) < 12 else 0)
        minutes = 30 if and_half else int(minute or colon or 0)
        if hours < 24 and minutes < 60:
            clocks.append(f"{hours:02}:{minutes:02}")
    start = clocks[0] if clocks else None
    return start, clocks[1] if len(clocks) > 1 and clocks[1] > clocks[0] else None
