"""Days as people write them: 「5月10日（日）」, 「2026年（令和8年）4月1日」."""

from datetime import date

WEEKDAYS = "月火水木金土日"


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def near_words(day: date, today: date) -> str:
    """「8月1日」, with the year where it is not this one."""
    return f"{'' if day.year == today.year else f'{day.year}年'}{day.month}月{day.day}日"


def span_words(first: date, last: date) -> str:
    """「5月10日（日）」, or 「8月10日（月）から16日（日）まで」."""
    if first == last:
        return day_words(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    end = f"{last.day}日（{WEEKDAYS[last.weekday()]}）" if same_month else day_words(last)
    return f"{day_words(first)}から{end}まで"


def date_words(day: date) -> str:
    return f"{day.year}年（{_era(day)}）{day.month}月{day.day}日"


def month_of_year(day: date) -> str:
    """「2026年（令和8年）12月」"""
    return f"{day.year}年（{_era(day)}）{day.month}月"


def month_words(as_of: str) -> str:
    """「2023-01」 → 「2023年1月」; anything else as it is."""
    year, _, month = as_of[:7].partition("-")
    return f"{year}年{int(month)}月" if year.isdigit() and month.isdigit() else as_of


def _era(day: date) -> str:
    """和暦 of a day of 昭和 or later."""
    if day >= date(2019, 5, 1):
        year, era = day.year - 2018, "令和"
    elif day >= date(1989, 1, 8):
        year, era = day.year - 1988, "平成"
    else:
        year, era = day.year - 1925, "昭和"
    return f"{era}{'元' if year == 1 else year}年"
