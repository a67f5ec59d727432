"""On which days: one `DayRule` is one RFC 5545 rule with the little algebra that Japanese exceptions need."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ALL_MONTHS = tuple(range(1, 13))
# At the most (29 February).
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EVERY_NTH = (1, 2, 3, 4, 5)
# How many days a week's nth weekday spans: 3rd = 15..21.
_DAYS_A_WEEK = 7
_BY_DAY = re.compile(r"([+-]?\d)?([A-Z]{2})")


def weekday_order(weekdays: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(weekdays), key=WEEK.index))


@dataclass(frozen=True, slots=True)
class DayRule:
    """`weekdays` with `nth` (1..5, -1 the last; empty: every week), or `month_days`; `months` empty: all year.

    `explicit`: the text says 毎週, 毎月, 第2 or the like; false for a bare 「金」. `interval` 2 is 隔週 or 隔月.
    """

    weekdays: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    interval: int = 1
    monthly: bool = False
    until: date | None = None
    explicit: bool = False

    @property
    def weekly(self) -> bool:
        return not (self.nth or self.month_days or self.monthly)

    def rrule(self) -> str:
        parts = [f"FREQ={'WEEKLY' if self.weekly else 'MONTHLY'}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            nth = sorted(self.nth, key=lambda n: (n < 0, n))
            days = [f"{n}{day}" for day in self.weekdays for n in nth] if nth else self.weekdays
            parts.append("BYDAY=" + ",".join(days))
        if self.month_days:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.month_days)))
        if self.months:
            parts.append("BYMONTH=" + ",".join(map(str, self.months)))
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def in_months(self, months: Iterable[int]) -> "DayRule | None":
        """This rule in `months` only; None when no month is left. The order of `months` is kept (10, 11, 12, 1, 2)."""
        allowed = set(self.months or ALL_MONTHS)
        left = tuple(dict.fromkeys(month for month in months if month in allowed))
        if not left:
            return None
        return replace(self, months=() if set(left) == set(ALL_MONTHS) else left)

    def without_months(self, months: Iterable[int]) -> "DayRule | None":
        closed = set(months)
        return self.in_months(month for month in (self.months or ALL_MONTHS) if month not in closed)

    def without_days(self, weekdays: Iterable[str], nth: Iterable[int] = ()) -> "tuple[DayRule, ...] | None":
        """This rule less the (nth) weekdays, as no rule, one, or two.

        None when that cannot be said by RFC 5545 rules of the same kind (every Tuesday but the last): such an
        exception stays an exception.
        """
        off_days, off_nth = set(weekdays), set(nth)
        touched = tuple(day for day in self.weekdays if day in off_days)
        kept = tuple(day for day in self.weekdays if day not in off_days)
        if self.month_days or self.monthly:
            return None if off_days else (self,)
        if not touched:
            return (self,)
        rest = (replace(self, weekdays=kept),) if kept else ()
        if not off_nth:
            return rest
        if self.interval > 1 or (-1 in off_nth and self.nth != (-1,)) or (-1 in self.nth and off_nth - {-1}):
            return None
        left = tuple(n for n in (self.nth or _EVERY_NTH) if n not in off_nth)
        if not left:
            return rest
        return (*rest, replace(self, weekdays=touched, nth=left))

    def shifted(self, days: int) -> "tuple[DayRule, ...]":
        """So many days after each of these (before, where negative); none where that may be in another month."""
        plain = self.interval == 1 and not self.monthly
        if plain and self.weekly and not self.months:
            weekdays = {WEEK[(WEEK.index(day) + days) % _DAYS_A_WEEK] for day in self.weekdays}
            return (replace(self, weekdays=weekday_order(weekdays), explicit=True),)
        if plain and self.month_days and not self.weekdays:
            return _of_every_month(DayRule(month_days=tuple(day + days for day in self.month_days), months=self.months))
        found: list[DayRule] = []
        for n in self.nth:
            first = (n - 1) * _DAYS_A_WEEK + 1 + days
            for day in self.weekdays:
                weekday = WEEK[(WEEK.index(day) + days) % _DAYS_A_WEEK]
                window = tuple(range(first, first + _DAYS_A_WEEK))
                found += _of_every_month(DayRule(weekdays=(weekday,), month_days=window, months=self.months))
        return tuple(found) if plain and len(found) == len(self.nth) * len(self.weekdays) else ()

    def day_after_nth(self, weekday: str) -> "DayRule | None":
        """The first `weekday` after this nth weekday (第3火曜とその直後の木曜); None if that may be next month."""
        if len(self.weekdays) != 1 or len(self.nth) != 1 or self.nth[0] < 1:
            return None
        offset = (WEEK.index(weekday) - WEEK.index(self.weekdays[0])) % _DAYS_A_WEEK or _DAYS_A_WEEK
        first = (self.nth[0] - 1) * _DAYS_A_WEEK + 1 + offset
        days = tuple(range(first, first + _DAYS_A_WEEK))
        if days[-1] > 28:
            return None
        return DayRule(weekdays=(weekday,), month_days=days, months=self.months, explicit=True)


def _of_every_month(rule: DayRule) -> tuple[DayRule, ...]:
    """The rule, where each of its days of the month is in every month."""
    return (replace(rule, explicit=True),) if all(1 <= day <= min(MONTH_LENGTHS) - 1 for day in rule.month_days) else ()


def rules_of(rrule: str) -> tuple[DayRule, ...]:
    """An RFC 5545 rule of the kinds written here as day rules, one for each set of ordinals (2TU,4TH are two)."""
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    found = [_BY_DAY.fullmatch(text) for text in parts.get("BYDAY", "").split(",")]
    nth_of: dict[str, list[int]] = {}
    for each in found:
        if each:
            nth_of.setdefault(each[2], []).extend([int(each[1])] if each[1] else [])
    alike: dict[tuple[int, ...], list[str]] = {}
    for day, nth in nth_of.items():
        alike.setdefault(tuple(nth), []).append(day)
    until = parts.get("UNTIL")
    common = DayRule(
        months=_numbers(parts.get("BYMONTH")),
        month_days=_numbers(parts.get("BYMONTHDAY")),
        interval=int(parts.get("INTERVAL", "1")),
        monthly=parts.get("FREQ") == "MONTHLY",
        until=date.fromisoformat(until[:8]) if until else None,
        explicit=True,
    )
    return tuple(replace(common, weekdays=tuple(days), nth=nth) for nth, days in alike.items()) or (common,)


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",")) if text else ()
