"""Tokens → phrases: which days, which dates, which hours, what is excepted. What means nothing here stays a `Mark`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from directory.schedules.days import ALL_MONTHS, WEEK, DayRule
from directory.schedules.hours import Clock, Hours, clock, hours_between, hours_without_marks
from directory.schedules.tokens import Token

_KANJI = dict(zip("月火水木金土日", WEEK, strict=True))
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_ERA_YEAR = re.compile(r"(令和|平成|昭和|[RHS])\.?\s*(\d{1,2}|元)")
_WESTERN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[/.\-])\s*(\d{1,2})\s*日?(?:\s*\(?\s*([月火水木金土日]))?(?!\d)")
_DAY = re.compile(r"(\d{1,2})\s*日?(?:\s*\(?\s*([月火水木金土日]))?")
_WEEKDAY_ENDING = re.compile(r"曜\s*日?|よう(?:び|日)")
_MONTH_RANGE = re.compile(r"(\d{1,2})\s*月?\s*(?:[~\-]|から)\s*(?:翌年?の?)?\s*(\d{1,2})")
_MOVES_NEXT = re.compile(r"翌(?:日|平日|開館日|営業日|開所日)|次の(?:日|開館日|平日)|直後の")
_MOVES_ELSEWHERE = re.compile(r"翌週|次週|次の週|前日|前週|変更|振り?替|ずら|別の?日|他の?日|曜")
_STAYS_SHUT = re.compile(r"休|中止|しない|しません|せず|ありません|なし|無し|除")
_STAYS_OPEN = re.compile(r"開催|実施|行|開館|営業|開所|オープン|あり|通常")
_LIST_MARKS = frozenset({"separator", "particle", "space"})
_DAY_OPENERS = frozenset(
    {
        "every_month",
        "every_week",
        "every_day",
        "weekdays",
        "weekend",
        "nth",
        "last",
        "weekday",
        "alternate",
        "digit_days",
        "month_end",
        "day_window",
    }
)
_NOT_ORDINALS_OF_IT = frozenset({"weekday", "except", "closed", "or", "particle"})
_SPECIALS = {"holiday", "new_year", "obon", "golden_week", "school_break", "season", "vague_span"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A token that is no phrase by itself; `kind` as in `tokens`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """Recurring days. `bare`: a weekday with neither 毎週 nor 第; `column`: as in a table's column (月水金)."""

    rules: tuple[DayRule, ...]
    text: str
    bare: bool = False
    column: bool = False
    workdays: bool = False
    with_holidays: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Nth:
    """Ordinals without a weekday (第5週)."""

    nth: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Months:
    months: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as printed; `year` None where none is written; `weekday` as printed beside it."""

    year: int | None
    month: int
    day: int
    weekday: str | None = None

    def day_of(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def on(self) -> date | None:
        """The date, where the year is known and it exists."""
        return None if self.year is None else self.day_of(self.year)

    @property
    def agrees(self) -> bool:
        """False when date and printed weekday contradict each other, or the date does not exist."""
        if self.year is None:
            return self.day_of(2024) is not None
        return self.on is not None and (self.weekday is None or WEEK[self.on.weekday()] == self.weekday)

    def printed(self) -> str:
        """ISO 8601; 「--07-16」 (as in RFC 6350) where the year is not written."""
        return f"{'-' if self.year is None else self.year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Dates:
    dates: tuple[WrittenDate, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another (either may be missing), both included."""

    first: WrittenDate | None
    last: WrittenDate | None
    text: str


@dataclass(frozen=True, slots=True)
class Special:
    """A named time of the year: holiday, new_year, obon, golden_week, school_break, season, vague_span."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HolidayCase:
    """「祝日の場合は…」 and what then; with `weekdays` also (or, without `holiday`, only) 「土日の場合は…」."""

    action: Literal["skip", "next_day", "held", "unknown"]
    text: str
    weekdays: tuple[str, ...] = ()
    holiday: bool = True


Phrase = Mark | Days | Nth | Months | Dates | Span | Special | HolidayCase | Hours


def phrases(tokens: list[Token]) -> list[Phrase]:
    """Phrases in order; their texts concatenate to the tokens' texts."""
    return _Reader(tokens).read()


def year_in(text: str) -> int | None:
    """The year written in `text`; an era and a western year that differ give None."""
    western, era = _WESTERN_YEAR.search(text), _ERA_YEAR.search(text)
    from_era = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2])) if era else None
    if western and from_era and int(western[1]) != from_era:
        return None
    return int(western[1]) if western else from_era


def _weekdays(text: str) -> tuple[str, ...]:
    return tuple(_KANJI[kanji] for kanji in _WEEKDAY_ENDING.sub("", text) if kanji in _KANJI)


def _month_list(text: str) -> tuple[int, ...]:
    if "数月" in text:
        return ALL_MONTHS[0 if text.startswith("奇") else 1 :: 2]
    found: list[int] = []
    for part in re.split(r"[・、,.と]|及び|および", text):
        ends = _MONTH_RANGE.search(part)
        if ends:
            first, last = int(ends[1]), int(ends[2])
            found += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
        elif number := re.search(r"\d{1,2}", part):
            found.append(int(number[0]))
    return tuple(dict.fromkeys(found))


def _nth_list(text: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"[1-5]", text)]
    if re.search(r"[1-5]\s*週?\s*[~\-]\s*第?\s*[1-5]", text) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return tuple(sorted(set(numbers)))


def _action(text: str) -> Literal["skip", "next_day", "held", "unknown"]:
    if _MOVES_NEXT.search(text):
        return "next_day"
    if _MOVES_ELSEWHERE.search(text):
        return "unknown"
    if _STAYS_SHUT.search(text):
        return "skip"
    return "held" if _STAYS_OPEN.search(text) else "unknown"


class _Reader:
    """A cursor over the tokens. Each method reads one kind of phrase and moves on, or leaves the cursor alone."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.year: int | None = None
        self.fiscal = False

    def read(self) -> list[Phrase]:
        found: list[Phrase] = []
        while self.at < len(self.tokens):
            found.append(self._next())
        return found

    def _kind(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else "end"

    def _text(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def _past(self, kinds: frozenset[str] | set[str], ahead: int = 0) -> int:
        while self._kind(ahead) in kinds:
            ahead += 1
        return ahead

    def _take(self, count: int) -> str:
        taken = "".join(token.text for token in self.tokens[self.at : self.at + count])
        self.at += count
        return taken

    def _next(self) -> Phrase:
        kind = self._kind()
        if kind in _DAY_OPENERS or (kind == "month_days" and self._follows_months()):
            days = self._days()
            if days is not None:
                return days
        if kind == "time":
            return self._hours()
        if kind == "lost_marks":
            return hours_without_marks(self._take(1))
        if kind == "date":
            return self._dates()
        if kind == "months":
            text = self._take(1)
            return Months(_month_list(text), text)
        if kind in ("nth", "last"):
            text = self._take(1)
            return Nth((-1,) if kind == "last" else _nth_list(text), text)
        if kind in ("holiday_case", "weekday_case"):
            return self._holiday_case()
        if kind in _SPECIALS:
            return Special(kind, self._take(1))
        if kind == "year":
            return self._year()
        return Mark(kind, self._take(1))

    # Days -----------------------------------------------------------------------------------------------------------

    def _days(self) -> Days | None:
        begin = self.at
        every = {"every_month": False, "every_week": False}
        interval, monthly_interval = 1, False
        while self._kind() in ("every_month", "every_week", "alternate", "space"):
            if self._kind() in every:
                every[self._kind()] = True
            if self._kind() == "alternate":
                interval, monthly_interval = 2, "月" in self._text()
                if not self._text().startswith("隔"):
                    self.at = begin
                    return None
            self.at += 1
        days = self._whole_days(every["every_month"] or self._follows_months()) or self._named_days()
        if days is None:
            self.at = begin
            return None
        rules, bare, column, sure, extra = days
        explicit = every["every_month"] or every["every_week"] or interval > 1 or not bare
        if interval > 1:
            rules = tuple(
                DayRule(
                    r.weekdays,
                    r.nth,
                    r.months,
                    r.month_days,
                    1 if r.nth and not monthly_interval else 2,
                    monthly_interval,
                    None,
                    True,
                )
                for r in rules
            )
        elif every["every_month"] and bare:
            rules = tuple(DayRule(weekdays=rule.weekdays, monthly=True, explicit=True) for rule in rules)
        elif explicit:
            rules = tuple(DayRule(r.weekdays, r.nth, r.months, r.month_days, explicit=True) for r in rules)
        return Days(
            rules=rules,
            text="".join(token.text for token in self.tokens[begin : self.at]),
            bare=bare and not explicit,
            column=column and not explicit,
            workdays=extra == "workdays",
            with_holidays=extra == "holidays",
            sure=sure,
        )

    def _follows_months(self) -> bool:
        """偶数月の10日."""
        return self._kind(-1) == "months" or (self._kind(-1) == "particle" and self._kind(-2) == "months")

    def _whole_days(self, every_month: bool) -> tuple[tuple[DayRule, ...], bool, bool, bool, str] | None:
        """毎日, 平日, 土日祝, 毎月10日, 5のつく日, 末日."""
        kind, text = self._kind(), self._text()
        if kind == "every_day":
            self.at += 1
            return (DayRule(weekdays=WEEK),), False, False, True, ""
        if kind == "weekdays":
            self.at += 1
            return (DayRule(weekdays=WEEK[:5]),), False, False, True, "workdays"
        if kind == "weekend":
            self.at += 1
            return (DayRule(weekdays=WEEK[5:]),), True, True, "週末" not in text, "holidays" if "祝" in text else ""
        if kind == "day_window":
            first, last = (int(number) for number in re.findall(r"\d+", text))
            self.at += 1
            weekdays = _weekdays(self._take(1))
            return (DayRule(weekdays=weekdays, month_days=tuple(range(first, last + 1))),), False, False, True, ""
        if kind == "month_end":
            self.at += 1
            return (DayRule(month_days=(-1,)),), False, False, True, ""
        if kind == "digit_days":
            self.at += 1
            digits = sorted({int(digit) for digit in re.findall(r"\d", text)})
            month_days = sorted(day for day in range(1, 32) if day % 10 in digits)
            return (DayRule(month_days=tuple(month_days)),), False, False, True, ""
        if kind == "month_days" and every_month:
            numbers: list[int] = []
            while self._kind() == "month_days":
                numbers += [int(number) for number in re.findall(r"\d{1,2}", self._text())]
                self.at += 1
                step = self._past(_LIST_MARKS)
                if self._kind(step) != "month_days" or step == 0:
                    break
                self.at += step
            return (DayRule(month_days=tuple(sorted(set(numbers)))),), False, False, True, ""
        return None

    def _named_days(self) -> tuple[tuple[DayRule, ...], bool, bool, bool, str] | None:
        """Ordinals and weekdays in any of their orders: 第1・3水曜, 水曜(第1・3), 第2・第4(火), 月~金曜."""
        begin = self.at
        nth = self._ordinals()
        opened = nth and self._kind() == "open" and self._kind(1) == "weekday"
        if opened:
            self.at += 1
        listed = self._weekday_list()
        if listed is None:
            self.at = begin
            return None
        weekdays, column, complete_first = listed
        if opened:
            if self._kind() != "close":
                self.at = begin
                return None
            self.at += 1
        if not nth:
            nth = self._ordinals_after()
        sure = not (nth and complete_first)
        return (DayRule(weekdays=weekdays, nth=nth),), not nth, column, sure, ""

    def _ordinals(self) -> tuple[int, ...]:
        """Ordinals before a weekday; leaves the cursor alone when none follow."""
        found: list[int] = []
        ahead = 0
        while self._kind(ahead) in ("nth", "last"):
            found += [-1] if self._kind(ahead) == "last" else _nth_list(self._text(ahead))
            after = self._past(_LIST_MARKS, ahead + 1)
            if self._kind(after) in ("nth", "last", "weekday"):
                ahead = after
            else:
                ahead += 1
                break
        if self._kind(ahead) != "weekday" and not (self._kind(ahead) == "open" and self._kind(ahead + 1) == "weekday"):
            return ()
        self.at += ahead
        return tuple(dict.fromkeys(found))

    def _ordinals_after(self) -> tuple[int, ...]:
        """「水曜(第1・第3)」 and 「水曜 第1・第3」; not 「水曜(第5を除く)」 nor 「水曜 第1金曜」."""
        opened = self._kind() == "open"
        ahead = 1 if opened else self._past({"space", "particle"})
        found: list[int] = []
        while self._kind(ahead) in ("nth", "last"):
            found += [-1] if self._kind(ahead) == "last" else _nth_list(self._text(ahead))
            ahead += 1
            if self._kind(ahead) == "separator" and self._kind(ahead + 1) in ("nth", "last"):
                ahead += 1
        closing = self._kind(ahead)
        if not found or (opened and closing != "close") or closing in _NOT_ORDINALS_OF_IT:
            return ()
        if not opened and closing == "text":
            return ()
        if not opened and self._kind(self._past({"space"}, ahead)) in ("weekday", "except", "closed", "or"):
            return ()
        self.at += ahead + (1 if opened else 0)
        return tuple(dict.fromkeys(found))

    def _weekday_list(self) -> tuple[tuple[str, ...], bool, bool] | None:
        """Weekdays, whether written without 曜, and whether another followed a complete one (第2火曜日、木曜日)."""
        if self._kind() != "weekday":
            return None
        found = list(_weekdays(self._text()))
        column, complete_first = "曜" not in self._text() and "よう" not in self._text(), False
        last_bare = column
        self.at += 1
        while True:
            step = self._past(_LIST_MARKS)
            joiner = "".join(self._text(index) for index in range(step))
            kind = self._kind(step)
            if kind in ("tilde", "from") and self._kind(self._past({"space"}, step + 1)) == "weekday":
                step = self._past({"space"}, step + 1)
                first, ends = WEEK.index(found[-1]), _weekdays(self._text(step))
                span = (WEEK.index(ends[0]) - first) % 7 + 1
                found += [WEEK[(first + index) % 7] for index in range(1, span)] + list(ends[1:])
            elif kind == "weekday" and self._joins(joiner, last_bare, step):
                complete_first = complete_first or not last_bare
                found += _weekdays(self._text(step))
            else:
                break
            last_bare = "曜" not in self._text(step)
            column = column and last_bare
            self.at += step + 1
            if kind in ("tilde", "from") and self._kind() == "until":
                self.at += 1
        return tuple(dict.fromkeys(found)), column, complete_first

    def _joins(self, joiner: str, last_bare: bool, step: int) -> bool:
        if joiner.strip() in ("", "の", "は", "が", "を", "に", "で", "も"):
            return last_bare and "曜" not in self._text(step) and joiner != "" and not joiner.strip()
        return True

    # Hours ----------------------------------------------------------------------------------------------------------

    def _hours(self) -> Hours:
        detail = self._is_detail_before()
        first = clock(self._text())
        ahead = self._past({"space"}, 1)
        last: Clock | None = None
        if self._kind(ahead) in ("tilde", "from"):
            after = self._past({"space"}, ahead + 1)
            if self._kind(after) == "text" and self._text(after).strip() == "翌":
                after += 1
            if self._kind(after) == "time" and not self._is_restated(ahead, after):
                last = clock(self._text(after))
                ahead = after + 1
                unreadable = last is None
            else:
                ahead, unreadable = ahead + 1, False
        else:
            ahead, unreadable = 1, False
        if self._kind(ahead) == "until":
            if ahead == 1:
                first, last = None, first
            ahead += 1
        detail = detail or (self._kind(self._past({"space"}, ahead)) == "detail" and self._kind(-1) == "open")
        read = hours_between(first, last, self._take(ahead), detail)
        if unreadable or (read.start is None and read.end is None):
            return Hours(read.start, read.end, read.text, sure=False, detail=detail)
        return read

    def _is_restated(self, mark: int, after: int) -> bool:
        """「14時~ 14:00-」: an open end, and the same start once more in figures."""
        return mark == 1 and self._kind(after - 1) == "space" and self._kind(after + 1) in ("tilde", "from")

    def _is_detail_before(self) -> bool:
        ahead = -1
        while self._kind(ahead) in ("particle", "colon", "space", "close"):
            ahead -= 1
        return self._kind(ahead) == "detail"

    # Dates ----------------------------------------------------------------------------------------------------------

    def _dates(self) -> Dates | Span:
        begin = self.at
        dates = [self._one_date(self._text())]
        self.at += 1
        while True:
            step = self._past({"separator", "space", "particle"})
            kind = self._kind(step)
            if kind in ("tilde", "from") and len(dates) == 1:
                after = self._past({"space"}, step + 1)
                if self._kind(after) == "text" and self._text(after).strip() in ("翌年", "翌年の", "翌"):
                    after += 1
                if self._kind(after) in ("date", "month_days"):
                    last = self._one_date(self._text(after), dates[0])
                    self.at += after + 1
                    if self._kind() == "until":
                        self.at += 1
                    return Span(dates[0], last, self._between(begin))
                if kind == "from" or self._kind(after) in ("end", "every_week", "every_month"):
                    self.at += step + 1
                    return Span(dates[0], None, self._between(begin))
                break
            if kind == "until" and step == 0:
                self.at += 1
                return Span(None, dates[0], self._between(begin))
            if kind not in ("date", "month_days") or (step == 0 and kind != "date"):
                break
            dates += self._more_dates(self._text(step), kind, dates[-1])
            self.at += step + 1
        return Dates(tuple(dates), self._between(begin))

    def _more_dates(self, text: str, kind: str, before: WrittenDate) -> list[WrittenDate]:
        """「12月5日、12日、19日」: one date, or the several days of one token."""
        if kind == "date":
            return [self._one_date(text, before)]
        numbers = _DAY.findall(text)
        return [WrittenDate(before.year, before.month, int(day), _KANJI.get(tag)) for day, tag in numbers]

    def _between(self, begin: int) -> str:
        return "".join(token.text for token in self.tokens[begin : self.at])

    def _one_date(self, text: str, before: WrittenDate | None = None) -> WrittenDate:
        """A date from its token; year and month carry over from `before`, past December into the next year."""
        year = year_in(text)
        rest = re.sub(r"^.*?年度?(?:\s*\([^)]*\))?\s*の?", "", text) if year is not None else text
        rest = re.sub(r"^(?:(?:19|20)\d{2}|[RHS]\d{1,2})[/.\-]", "", rest)
        found = _MONTH_DAY.search(rest)
        if found is None:
            day = _DAY.search(rest)
            month = before.month if before else 0
            return WrittenDate(
                before.year if before else None,
                month,
                int(day[1]) if day else 0,
                _KANJI.get(day[2] or "") if day else None,
            )
        month = int(found[1])
        if year is not None and "年度" in text and month < 4:
            year += 1
        if year is None and before is not None and before.year is not None:
            year = before.year + (1 if month < before.month else 0)
        elif year is None and self.year is not None:
            year = self.year + (1 if self.fiscal and month < 4 else 0)
        return WrittenDate(year, month, int(found[2]), _KANJI.get(found[3] or ""))

    def _year(self) -> Mark | Span:
        """「令和9年4月から」「令和8年度」: the time in which what follows holds."""
        begin = self.at
        self.year, self.fiscal = year_in(self._text()), "年度" in self._text()
        self.at += 1
        if self.year is None:
            return Mark("year", self._between(begin))
        first, months = WrittenDate(self.year, 4 if self.fiscal else 1, 1), 12
        if self._kind() == "months" and len(_month_list(self._text())) == 1 and not self.fiscal:
            first, months = WrittenDate(self.year, _month_list(self._text())[0], 1), 1
            self.at += 1
            if self._kind() in ("from", "tilde", "held"):
                self.at += 1
                return Span(first, None, self._between(begin))
        year, month = divmod(first.month - 1 + months, 12)
        end = date(self.year + year, month + 1, 1) - timedelta(days=1)
        return Span(first, WrittenDate(end.year, end.month, end.day), self._between(begin))

    def _holiday_case(self) -> HolidayCase:
        begin = self.at
        self.at += 1
        opening = len(self.tokens[begin].text)
        while self._kind() not in ("end", "close", "note", "newline", "bullet", "open"):
            if self._kind() in ("space", "time") and _action(self._between(begin)[opening:]) != "unknown":
                break
            if self._kind() == "separator" and self.at > begin + 1 and self._kind(-1) != "holiday_case":
                break
            self.at += 1
        text = self._between(begin)
        condition = self.tokens[begin].text
        weekdays = _weekdays(re.sub("祝日?", "", condition)) if self.tokens[begin].kind == "weekday_case" else ()
        return HolidayCase(_action(text[opening:]), text, weekdays, "祝" in condition or not weekdays)
