"""Dates as printed: 令和7年7月16日(水), R8.12.5, 4月19日(土), and what they borrow from the date before."""

import re
from dataclasses import dataclass
from datetime import date

from directory.schedules.days import WEEK

_KANJI = dict(zip("月火水木金土日", WEEK, strict=True))
# The year before the era's first, and how many years it had (令和: so far as anybody plans).
_ERAS = {"令和": (2018, 60), "R": (2018, 60), "平成": (1988, 31), "H": (1988, 31), "昭和": (1925, 64), "S": (1925, 64)}
# A year in which no date lies: what is printed contradicts itself or its era.
NO_YEAR = 0
_ERA_YEAR = re.compile(r"(令和|平成|昭和|[RHS])\.?\s*(\d{1,2}|元)")
_WESTERN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[/.\-])\s*(\d{1,2})\s*日?(?:\s*\(?\s*([月火水木金土日]))?(?!\d)")
_DAY = re.compile(r"(\d{1,2})\s*日?(?:\s*\(?\s*([月火水木金土日]))?")


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
        return f"{'-' if self.year is None else f'{self.year:04}'}-{self.month:02}-{self.day:02}"


def year_in(text: str) -> int | None:
    """The year in `text`, None where there is none; NO_YEAR for 令和0年, or where era and western year differ."""
    western, era = _WESTERN_YEAR.search(text), _ERA_YEAR.search(text)
    from_era = _year_of_era(era[1], era[2]) if era else None
    if western and from_era is not None and int(western[1]) != from_era:
        return NO_YEAR
    return int(western[1]) if western else from_era


def _year_of_era(era: str, number: str) -> int:
    before, years = _ERAS[era]
    year = 1 if number == "元" else int(number)
    return before + year if 1 <= year <= years else NO_YEAR


def read_date(
    text: str, heading: int | None = None, fiscal: bool = False, before: WrittenDate | None = None
) -> WrittenDate:
    """A date as printed. It borrows its year from `before`, past December from the next year, or from a `heading`.

    `fiscal`: the heading is a 年度, which ends in March.
    """
    year = year_in(text)
    rest = re.sub(r"^.*?年度?(?:\s*\([^)]*\))?\s*の?", "", text) if year is not None else text
    rest = re.sub(r"^(?:(?:19|20)\d{2}|[RHS]\d{1,2})[/.\-]", "", rest)
    found = _MONTH_DAY.search(rest)
    if found is None:
        return (days_after(rest, before) if before else [WrittenDate(None, 0, 0)])[0]
    month = int(found[1])
    if year is not None:
        year += 1 if "年度" in text and month < 4 else 0
    elif before is not None and before.year is not None:
        year = before.year + (1 if month < before.month else 0)
    elif heading is not None:
        year = heading + (1 if fiscal and month < 4 else 0)
    return WrittenDate(year, month, int(found[2]), _KANJI.get(found[3] or ""))


def days_after(text: str, before: WrittenDate) -> list[WrittenDate]:
    """「12日、19日(土)」 after 「12月5日」: days of the same month."""
    return [WrittenDate(before.year, before.month, int(day), _KANJI.get(tag)) for day, tag in _DAY.findall(text)]
