"""Cells that say when: put into one text, 「DAY HH:MM-HH:MM」, as the contract joins what a list spreads over cells."""

import re
from collections.abc import Sequence

from directory.intake import wording
from directory.intake.columns import Column
from directory.intake.problems import Note, note

Cells = Sequence[tuple[Column, str]]
WEEKS_UNKNOWN = "不明"
"""In place of a 開催頻度 code: some weekday, but nobody said of which weeks."""

_HOURS = ("start_time", "end_time", "time_text")
_EARLIEST, _LATEST = 5, 23
_APRIL = 4
_SPAN = re.compile(r"(\d{1,2}[:時]\d{0,2}分?)(?::00)?\s*[-~〜–—−]\s*(\d{1,2}[:時]\d{0,2}分?)?(?::00)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_HAS_WEEKDAY = re.compile(
    r"[月火水木金土日]曜|(?:第?[0-9一二三四五]|毎週?|最終)[・、,0-9第]*[月火水木金土日]|平日|毎日|土日"
)
_MOMENT = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)\s+(\d{1,2}:\d{2})")
_OF_THE_MONTH = frozenset({"日", "日付", "日にち", "月日", "期日"})
_BARE_WEEKS = re.compile(r"[第・、,\s1-5一二三四五週目&と]+")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:日)?(?:\s*[(（]?[月火水木金土日][)）曜]?)?")
_BETWEEN_DAYS = re.compile(r"[・、,，/／\s&と]+")
_NO_DATE = re.compile(r"(?:お?休み?|なし|無し?|休止|中止|[×✕])[。*※]*")
_FULL_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_DATE_LAST, _BARE_LETTER = re.compile(r"\d月\d{1,2}日$"), re.compile("[月火水木金土日]")
_MONTH_AND_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(?=\d{1,2}日)")
_SAYS_HOURS = re.compile(r"\d{1,2}[:時]|午前|午後|正午|終日|随時|休止|休会|夕方|夜間|昼")
_DAY_LETTERS = re.compile(r"[月火水木金土日祝](?:[・、,/\s]?[月火水木金土日祝])*")


def joined_schedule(rows: Sequence[Cells], notes: list[Note], year: int | None = None) -> str | None:
    """The text of every row that the record takes, each once; None where nothing is said.

    `year`: the fiscal year (from April) that the page says it is for.
    """
    texts = dict.fromkeys(text for row in rows if (text := sitting_text(row, notes, year)))
    return " ".join(texts) or None


def sitting_text(cells: Cells, notes: list[Note], year: int | None = None) -> str | None:
    """What the cells of one row say of when."""
    said = {
        field: _said(cells, field) for field in ("schedule_text", "days_text", "time_text", "schedule_note", "weeks")
    }
    days, odd = _days(cells, notes)
    weeks = said["weeks"]
    frequency = _frequency(cells)
    day_text = " ".join(text for text in (said["schedule_text"], said["days_text"]) if text)
    dated = any(c.field == "days_text" and c.heading in _OF_THE_MONTH for c, _ in cells)
    if day_text and days and _BARE_WEEKS.fullmatch(day_text) and not dated:
        day_text, weeks = "", day_text
    if _DATE_LAST.search(day_text) and _BARE_LETTER.fullmatch(days):
        day_text, days = f"{day_text}({days})", ""
    by_week, weekly = _weeks_matrix(cells)
    weeks = weeks or weekly
    after = [odd, said["schedule_note"]]
    if weeks and (_HAS_WEEKDAY.search(weeks) or not days):
        after.insert(0, weeks)
    elif weeks:
        days = _week_days(weeks, days)
    dates = _calendar(cells, year)
    if not day_text and not days:
        day_text = _moment(cells)
    day_text = " ".join(
        part for part in (day_text or (said_span(cells) if not days else ""), days, by_week, dates) if part
    )
    if frequency and day_text:
        after.append(frequency)
    elif frequency:
        day_text = frequency
    half = _half_days(cells)
    hours = _time(cells, " ".join(part for part in (half, _MOMENT.sub(r"\2", said["time_text"])) if part))
    said_twice = _MOMENT.fullmatch(day_text)
    if said_twice and hours.startswith(said_twice[2]):
        day_text = said_twice[1]
    parts = [day_text, hours, *after]
    return wording.times_marked(" ".join(part for part in parts if part)) or None


def frequency_code(cells: Cells) -> str | None:
    """The 開催頻度 code of open data that stands beside a weekday: one digit, no text."""
    for column, text in cells:
        if column.field == "frequency" and wording.one_line(text).isdecimal() and "頻度" in column.heading:
            return wording.one_line(text)
    return None


def in_fiscal_year(text: str, year: int) -> str:
    """Dates without a year as those of the fiscal year, which begins in April; a text that says a year as it is.

    >>> in_fiscal_year("9月7日(月)、2月22日(月)", 2026)
    '2026年9月7日(月)、2027年2月22日(月)'
    """
    if "年" in text:
        return text
    return _MONTH_AND_DAY.sub(lambda found: f"{year + (int(found[1]) < _APRIL)}年{found[0]}", text)


def _said(cells: Cells, field: str) -> str:
    texts = [wording.one_line(t) for c, t in cells if c.field == field and not c.part and not wording.says_nothing(t)]
    return " ".join(dict.fromkeys(texts))


def has_hours(text: str) -> bool:
    """Whether a schedule text says at what time of the day."""
    return _SAYS_HOURS.search(text) is not None


def said_span(cells: Cells) -> str:
    """The day or days of an event that has a first and a last day."""
    first, last = _said(cells, "start_date"), _said(cells, "end_date")
    return "" if not (first and last) else first if first == last else f"{first}~{last}"


def _weeks_matrix(cells: Cells) -> tuple[str, str]:
    """(weekdays by week, marked weeks): 第1 over 月 is 第1月曜日; 第1 and 第3 over ○ are 第1・3."""
    days: dict[str, list[str]] = {}
    marked = []
    for column, text in cells:
        if column.field != "weeks" or column.part is None or wording.says_nothing(text):
            continue
        cell = wording.one_line(text)
        if wording.yes_or_no(cell):
            marked.append(column.part)
        elif _DAY_LETTERS.fullmatch(cell.replace("曜日", "").replace("曜", "")):
            letters = "・".join(re.findall("[月火水木金土日]", cell.replace("曜日", "")))
            days.setdefault(letters, []).append(column.part.removesuffix("週"))
    by_week = [f"{_one_week(weeks)}{letters}曜日" for letters, weeks in days.items()]
    return "・".join(by_week), _one_week(marked) if marked and all(w.startswith("第") for w in marked) else "・".join(
        marked
    )


def _one_week(weeks: Sequence[str]) -> str:
    """第1 and 第3 as 第1・3."""
    if not all(week.startswith("第") for week in weeks):
        return "・".join(weeks)
    plain = [week.removesuffix("週") for week in weeks]
    return "・".join([*plain[:1], *(week.removeprefix("第") for week in plain[1:])])


def _calendar(cells: Cells, year: int | None) -> str:
    """Columns of months, as dates one by one; the year said where the page says it, once for all that follow."""
    found = ""
    told = None
    for column, text in cells:
        if column.field != "months" or not column.part:
            continue
        dates = _dates(column, text)
        of = year if year and int(column.part.removesuffix("月")) >= 4 else year and year + 1
        if dates and dates[0].isdecimal() and "年" not in dates and of:
            dates, told = (f"{of}年{dates}", of) if of != told else (dates, told)
        found += f"、{dates}" if dates else ""
    return found.removeprefix("、")


def _dates(column: Column, text: str) -> str:
    """A cell under 「4月」: 「9・23」 as 「4月9・23日」; other words as they are."""
    cell = wording.one_line(text)
    if wording.says_nothing(text) or not column.part or _NO_DATE.fullmatch(cell):
        return ""
    if _FULL_DATE.search(cell):
        return cell
    days = [_DAY_OF_MONTH.fullmatch(piece) for piece in _BETWEEN_DAYS.split(cell)]
    if not all(days):
        return f"{column.part}は{cell}" if not re.search(r"\d", cell) else f"{column.part}{cell}"
    return column.part + "・".join(found[1] for found in days if found) + "日"


def _half_days(cells: Cells) -> str:
    """Columns 午前 and 午後: what stands under each, the half of the day said with it."""
    texts = []
    for column, text in cells:
        if column.field == "time_text" and column.part and not wording.says_nothing(text):
            cell = wording.one_line(text)
            if wording.yes_or_no(cell):
                texts.append(column.part)
            elif _HAS_WEEKDAY.search(cell) or _DAY_LETTERS.fullmatch(cell):
                texts.append(f"{cell} {column.part}")
            else:
                texts.append(f"{column.part} {_clocked(cell)}")
    return " ".join(texts)


def _days(cells: Cells, notes: list[Note]) -> tuple[str, str]:
    """The weekdays, and what else stands in a matrix of them (times, 第1, △)."""
    plain, odd = [], []
    for column, text in cells:
        if column.field != "weekdays" or wording.says_nothing(text):
            continue
        cell = wording.one_line(text)
        if column.part is None:
            plain.append(cell.replace(";", ""))
        elif wording.yes_or_no(cell):
            plain.append(column.part)
        elif wording.yes_or_no(cell) is None:
            weekday = f"{column.part}曜日"
            odd.append(
                f"{cell}{weekday}" if _BARE_WEEKS.fullmatch(cell) or cell == "毎週" else f"{weekday} {_clocked(cell)}"
            )
            if len(cell) == 1 and not cell.isalnum():
                notes.append(note("unknown_mark", column.heading, value=cell))
    return "".join(plain), " ".join(odd)


def _week_days(weeks: str, days: str) -> str:
    letters = days if not _DAY_LETTERS.fullmatch(days) else "・".join(re.findall("[月火水木金土日祝]", days)) + "曜日"
    return f"第{weeks}{letters}" if weeks[0].isdecimal() else f"{weeks}{letters}"


def _frequency(cells: Cells) -> str:
    text = _said(cells, "frequency")
    return "" if text.isdecimal() else text


def _time(cells: Cells, time_text: str) -> str:
    start, end = (_hour(_MOMENT.sub(r"\2", _said(cells, field))) for field in ("start_time", "end_time"))
    if start or end:
        span = f"{clock(start)}-{clock(end)}"
        return f"{_clocked(time_text)} {span}" if time_text else span
    return _clocked(time_text)


def _hour(text: str) -> str:
    """「10」 under 開始時間 as 10:00."""
    return f"{text}:00" if text.isdecimal() and _EARLIEST <= int(text) <= _LATEST else text


def _moment(cells: Cells) -> str:
    """The day that stands with the hour in a cell for hours, where no other cell says one."""
    days = [found[1] for c, t in cells if c.field in _HOURS and (found := _MOMENT.search(wording.one_line(t)))]
    return days[0] if days and len(set(days)) == 1 else ""


def _clocked(text: str) -> str:
    """「１３：００～１５：００」 as 「13:00-15:00」; anything else as it is."""
    found = _SPAN.fullmatch(text)
    return f"{clock(found[1])}-{clock(found[2] or '')}" if found else clock(text)


def clock(text: str) -> str:
    """「13:00:00」 and a sheet's 0.5416 of a day as 「13:00」; other texts unchanged."""
    found = _CLOCK.fullmatch(text)
    if found:
        return f"{found[1]}:{found[2]}"
    try:
        share = float(text)
    except ValueError:
        return text
    if not 0 < share < 1:
        return text
    minutes = round(share * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"
