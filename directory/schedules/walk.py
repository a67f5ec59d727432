"""The walk over the phrases: which hours belong to which days, which months limit them, what is doubtful."""

import re

from directory.schedules.days import DayRule
from directory.schedules.draft import Count, Draft, Slot
from directory.schedules.exceptions import Off
from directory.schedules.hours import Hours
from directory.schedules.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

# Words that may move, add or take away a date when they stand in text that was not read.
_MAY_MATTER = re.compile(
    r"休|閉[館店所室]|中止|変更|変動|変わ|異な|除|以外|のぞ|定期|未定|原則|目安|中心|どちら|いずれ|場合|によって|により|に限|に応じ|限り|隔|毎|交互|交代|"
    r"[ヶかヵカケ]月|月|週|曜|祝|年(?![齢配長少])|盆|春|夏|秋|冬|開始|以降|現在|今後|当面|次回|初回|前半|後半|翌|前日|延期|順延|振替|ずら|倒し|臨時|"
    r"不在|せず|のうち|ローテ|終了|再開|予約時|応相談|その都度|相談の上|決め|時期|\d+\s*回|\d+日"
)
_ASK_FOR_DATES = re.compile(
    r"(?:日程|開催日|日時|日にち|曜日|スケジュール).{0,12}(?:問|確認|連絡|チラシ|広報|ホームページ|HP|お知らせ|掲示|参照|覧|周知)"
)
_UNREAD_NUMBER = re.compile(
    r"\d(?!\d*\s*(?:人|名|円|組|歳|才|階|号|棟|[カヶケか]所|箇所|世帯|セット|食|番|km|分|部|室|年生|丁目|つ|F|%|\)|$))"
)
_CONDITION = re.compile(r"(?:場合|とき|時|際|たら|れば|次第)(?:は|に|には)?[、,]?$")
_COUNT = re.compile(r"(\d+)(?:\s*(?:[~、,・\-]|から|か|or|または)\s*(\d+))?\s*(?:回|度|日|$)")
_NOTHING_TO_DO_WITH_DAYS = frozenset(
    {
        "space",
        "separator",
        "particle",
        "colon",
        "open",
        "close",
        "note",
        "held",
        "outside",
        "until",
        "secret",
        "or_done",
    }
)
_BETWEEN = frozenset({"space", "separator", "particle"})


class Walk:
    """Fills a `Draft` from phrases, left to right."""

    def __init__(self, found: list[Phrase | Off]) -> None:
        self.found = found
        self.draft = Draft()
        self.block = 0
        self.pending: list[Slot] = []
        self.attached: list[Slot] = []
        self.dates_pending = False
        self.months: tuple[int, ...] = ()
        self.season: tuple[int, ...] | None = None
        self.last_days: list[Slot] = []
        self.counting: Count | None = None

    def go(self) -> Draft:
        for index, part in enumerate(self.found):
            match part:
                case Days():
                    self._days(index, part)
                case Hours():
                    self._hours(index, part)
                case Dates():
                    self._dates(index, part)
                case Span():
                    self._span(part)
                case Months():
                    self._months(index, part)
                case Nth():
                    self._nth(index, part)
                case Special():
                    self._special(index, part)
                case HolidayCase():
                    self._holiday_case(part)
                case Off():
                    self.draft.offs.append((self.block, part))
                    self.months = ()
                case Mark():
                    self._mark(index, part)
        return self.draft

    # Looking around -------------------------------------------------------------------------------------------------

    def _kind(self, index: int) -> str:
        if not 0 <= index < len(self.found):
            return "end"
        part = self.found[index]
        return part.kind if isinstance(part, Mark) else type(part).__name__

    def _near(self, index: int, step: int, past: frozenset[str] = _BETWEEN) -> int:
        index += step
        while self._kind(index) in past:
            index += step
        return index

    def _is_choice(self, index: int) -> bool:
        return "or" in (self._kind(self._near(index, 1)), self._kind(self._near(index, -1)))

    # Days -----------------------------------------------------------------------------------------------------------

    def _days(self, index: int, days: Days) -> None:
        draft = self.draft
        if self._is_choice(index):
            self.last_days, self.counting = [], None
            draft.dropped_days = True
            draft.doubt(days.text)
            return
        if self._is_retimed(index, days) or self._describes_date(index, days):
            return
        rules: tuple[DayRule | None, ...] = days.rules
        if self._kind(index - 1) == "following" and self.last_days:
            rules = tuple(self.last_days[-1].rule.day_after_nth(day) for rule in days.rules for day in rule.weekdays)
        if self.months:
            rules = tuple(rule.in_months(self.months) if rule else None for rule in rules)
            self._override(days)
        if not days.sure or None in rules or any(rule.interval > 1 for rule in days.rules):
            draft.doubt(days.text)
        head = index == 0 and days.column and self._kind(1) in ("space", "newline", "end")
        slots = [Slot(rule, self.block, days.bare, head) for rule in rules if rule is not None]
        self.pending, self.attached = self.pending + slots, []
        draft.slots += slots
        self.last_days = slots
        if self.counting:
            self.counting.slots, self.counting = slots, None
        if days.workdays:
            draft.except_for("holiday")
            draft.on_holiday = draft.on_holiday or "skip"
        if days.with_holidays:
            draft.open_on_holidays = True
            draft.on_holiday = "held"
        if not (self._kind(index + 1) in ("separator", "particle") and self._kind(self._near(index, 1)) == "Days"):
            self.months = ()

    def _override(self, days: Days) -> None:
        """「8月は第1水曜」 in a line that has a Wednesday already: that one loses August."""
        weekdays = {day for rule in days.rules for day in rule.weekdays}
        for slot in list(self.draft.slots):
            if slot.block == self.block and not slot.head and weekdays & set(slot.rule.weekdays):
                left = slot.rule.without_months(self.months)
                if left is None:
                    self.draft.slots.remove(slot)
                else:
                    slot.rule = left

    def _is_retimed(self, index: int, days: Days) -> bool:
        """「第3土曜 15:00-19:00 土曜日は10:00~19:00」: other hours for a weekday already named, no new days."""
        after = index + 1
        if not days.bare or self._kind(after) != "particle" or self._kind(self._near(index, 1)) != "Hours":
            return False
        weekdays = set(days.rules[0].weekdays)
        named = [slot for slot in self.draft.slots if not slot.head and weekdays == set(slot.rule.weekdays)]
        if not named:
            return False
        for slot in named:
            slot.hours = []
        self.pending, self.attached = list(named), []
        return True

    def _describes_date(self, index: int, days: Days) -> bool:
        """「2018年5月16日(水)※第3水曜日」: says which Wednesday that was, not that there is one every month."""
        before = self._near(index, -1, _BETWEEN | {"note", "open"})
        if not isinstance(self.found[before], Dates) or before < 0 or days.text.lstrip().startswith("毎"):
            return False
        self.draft.note(days.text)
        return True

    def _nth(self, index: int, nth: Nth) -> None:
        self.draft.doubt(nth.text)
        if self._is_choice(index) or self.last_days:
            self.draft.drop([slot for slot in self.draft.slots if slot.bare])

    # Hours ----------------------------------------------------------------------------------------------------------

    def _hours(self, index: int, hours: Hours) -> None:
        draft = self.draft
        if hours.detail:
            draft.note(hours.text)
            return
        if self._is_choice(index) or self._kind(self._near(index, 1, _BETWEEN | {"open"})) == "or":
            draft.doubt(hours.text)
            return
        if not hours.sure:
            draft.doubt(hours.text)
        if self.season is not None:
            self._season_hours(hours)
        elif self.pending:
            for slot in self.pending:
                slot.add(hours)
            self.attached, self.pending = self.pending, []
        elif self.dates_pending:
            draft.date_hours.append(hours)
        elif self.attached:
            added = [slot.add(hours) for slot in self.attached]
            if not any(added):
                draft.note(hours.text)
        else:
            draft.loose_hours.append(hours)

    def _season_hours(self, hours: Hours) -> None:
        months, self.season = self.season, None
        targets = self.attached or self.pending
        if not months or not targets or hours.end is None or hours.start is None:
            self.draft.doubt(hours.text)
            return
        for slot in targets:
            inside, outside = slot.rule.in_months(months), slot.rule.without_months(months)
            if inside is None:
                continue
            if outside is None:
                slot.hours = [hours]
                continue
            slot.rule = outside
            self.draft.slots.append(Slot(inside, slot.block, slot.bare, slot.head, [hours]))

    # Dates and months -----------------------------------------------------------------------------------------------

    def _dates(self, index: int, dates: Dates) -> None:
        draft = self.draft
        firm = [slot for slot in draft.slots if not slot.bare]
        if firm and not self._is_example(dates, firm):
            draft.doubt(dates.text)
            return
        if firm:
            draft.note(dates.text)
            return
        if not all(written.agrees for written in dates.dates):
            draft.doubt(dates.text)
            return
        draft.dates += dates.dates
        self.dates_pending = True

    def _is_example(self, dates: Dates, slots: list[Slot]) -> bool:
        """「毎月第3土曜日 4月19日(土)」: one day of the recurrence, shown."""
        weekdays = {day for slot in slots for day in slot.rule.weekdays}
        return len(dates.dates) == 1 and dates.dates[0].weekday in weekdays

    def _span(self, span: Span) -> None:
        """A period in which the recurrence holds: bounds with a year are kept, others only doubted."""
        draft = self.draft
        first, last = span.first and span.first.on, span.last and span.last.on
        if (span.first and first is None) or (span.last and last is None):
            draft.doubt(span.text)
            return
        if first:
            draft.except_for(f"/{first}")
        if last:
            draft.except_for(f"{last}/")
        draft.note(span.text)

    def _months(self, index: int, months: Months) -> None:
        after = self._near(index, 1, _BETWEEN | {"season"})
        while self._kind(after) == "text" and self.found[after].text.strip() == "の":
            after = self._near(after, 1, _BETWEEN | {"season"})
        kind = self._kind(after)
        if kind == "Days":
            self.months = months.months
        elif kind == "Hours":
            self.season = months.months
        elif self._limits_days(index):
            for slot in self.last_days:
                limited = slot.rule.in_months(months.months)
                slot.rule = limited or slot.rule
        else:
            self.draft.doubt(months.text)

    def _limits_days(self, index: int) -> bool:
        """「第2火曜(4月~11月)」: months in brackets straight after the days."""
        before = self._near(index, -1, frozenset({"space", "open"}))
        return (
            bool(self.last_days)
            and self._kind(before) == "Days"
            and self._kind(index - 1) == "open"
            and self._kind(self._near(index, 1, frozenset({"space", "only"}))) == "close"
        )

    def _special(self, index: int, special: Special) -> None:
        draft = self.draft
        if special.name == "season" and self._kind(self._near(index, 1)) == "Months":
            return
        if special.name == "season" and isinstance(self.found[self._near(index, -1, _BETWEEN | {"text"})], Months):
            return
        beside = {self._kind(self._near(index, -1)), self._kind(self._near(index, 1))}
        if special.name == "holiday" and "Days" in beside and self._kind(index - 1) in ("separator", "particle"):
            draft.open_on_holidays = True
            draft.on_holiday = "held"
            return
        if special.name == "season" and self._kind(self._near(index, 1)) == "Hours":
            self.season = ()
        if special.name in ("school_break", "vague_span", "golden_week", "new_year", "obon"):
            draft.except_for(closure_name(special))
        draft.doubt(special.text)

    def _holiday_case(self, case: HolidayCase) -> None:
        draft = self.draft
        draft.on_holiday = case.action
        if case.action == "skip":
            draft.except_for("holiday")
        if case.action == "unknown":
            draft.except_for("holiday")
            draft.doubt(case.text)

    # Everything else ------------------------------------------------------------------------------------------------

    def _mark(self, index: int, mark: Mark) -> None:
        draft = self.draft
        match mark.kind:
            case "newline" | "bullet" | "note":
                if mark.kind != "note":
                    self.block += 1
                self.months = ()
            case "suspended" | "cancelled":
                self._stopped(index, mark)
            case "following" if self._kind(index + 1) == "Days":
                pass
            case "hedge" | "or" | "broken_time" | "broken_date" | "except" | "following" | "alternate":
                self._doubtful(index, mark)
            case "count":
                self._count(index, mark)
            case "irregular":
                self._irregular(index, mark)
            case "every_week":
                for slot in self.last_days:
                    slot.bare = False
            case "every_month":
                draft.doubt(mark.text)
                draft.drop([slot for slot in draft.slots if slot.bare])
            case "vague_time":
                self._vague_time(index, mark)
            case "closed":
                if re.search(r"休|閉|しな|しません|せず|行い|行わ|行って|ござい", mark.text):
                    draft.doubt(mark.text)
            case "also":
                self._also(index, mark)
            case "permanent":
                draft.standing = True
                draft.doubt(mark.text)
            case "from" | "tilde":
                if self._kind(self._near(index, -1)) in ("Days", "Months", "Special", "vague_span"):
                    draft.doubt(mark.text)
            case "month_days" | "year" | "digit_days":
                draft.doubt(mark.text)
            case "weather" | "detail" | "secret" | "outside":
                draft.note(mark.text)
            case "text":
                self._text(mark)
            case _:
                pass

    def _doubtful(self, index: int, mark: Mark) -> None:
        if mark.kind == "alternate":
            self.draft.drop([slot for slot in self.draft.slots if slot.bare])
        self.draft.doubt(mark.text)

    def _stopped(self, index: int, mark: Mark) -> None:
        before = self.found[index - 1] if index else None
        if isinstance(before, Mark) and before.kind == "text" and _CONDITION.search(before.text.strip()):
            self.draft.doubt(before.text + mark.text)
            return
        self.draft.note(mark.text)
        self.draft.suspended = True

    def _vague_time(self, index: int, mark: Mark) -> None:
        after = self._near(index, 1)
        if self._kind(after) in ("Hours", "colon") or (
            self._kind(after) == "text" and self.found[after].text.startswith("の部")
        ):
            return
        if self._kind(self._near(index, -1)) in ("Days", "Nth", "Dates", "vague_time", "held"):
            self.draft.doubt(mark.text)
        else:
            self.draft.note(mark.text)

    def _also(self, index: int, mark: Mark) -> None:
        if mark.text.startswith(("他", "ほか", "その他")):
            if self._kind(self._near(index, 1)) == "irregular" or self._kind(self._near(index, -1)) not in (
                "Days",
                "Dates",
            ):
                self.draft.note(mark.text)
            else:
                self.draft.doubt(mark.text)
            return
        self.draft.also = True

    def _irregular(self, index: int, mark: Mark) -> None:
        before, after = self._near(index, -1, _BETWEEN | {"open", "held"}), self._near(index, 1, _BETWEEN)
        beside = [self.found[place] for place in (before, after) if 0 <= place < len(self.found)]
        other = any(isinstance(part, Mark) and part.kind == "text" and len(part.text.strip()) > 1 for part in beside)
        other = other or any(isinstance(part, Mark) and part.kind == "also" for part in beside)
        if other and any(not slot.bare or slot.head for slot in self.draft.slots):
            self.draft.note(mark.text)
            return
        self.draft.irregular = True
        self.draft.doubt(mark.text)

    def _count(self, index: int, mark: Mark) -> None:
        found = _COUNT.search(re.sub(r"^\s*\d+\s*[ヶケかカヵ]?\s*(?:月|年|週間?)に", "", mark.text))
        period = "week" if "週" in mark.text else "year" if "年" in mark.text else "month"
        if re.match(r"\s*\d", mark.text):
            period = "other"
        low = int(found[1]) if found else 0
        high = int(found[2]) if found and found[2] else low
        if found is None or re.search(r"程度|くらい|ぐらい|ほど|目安|位", mark.text):
            self.draft.doubt(mark.text)
        after = self._near(index, 1, _BETWEEN)
        count = Count(period, low, high, None)
        if self._kind(after) == "Days":
            self.counting = count
        elif self._kind(self._near(index, -1, _BETWEEN | {"open"})) == "Days":
            count.slots = self.last_days
        self.draft.counts.append(count)
        self.draft.note(mark.text)

    def _text(self, mark: Mark) -> None:
        text = mark.text.strip()
        if _MAY_MATTER.search(text) or _ASK_FOR_DATES.search(text) or _UNREAD_NUMBER.search(text):
            self.draft.doubt(text)
        elif re.search(r"\w{2,}", text):
            self.draft.note(text)


def closure_name(special: Special) -> str:
    """The `except` word of a named time of the year."""
    if special.name != "school_break":
        return special.name
    for kanji, name in (("春", "spring_break"), ("夏", "summer_break"), ("冬", "winter_break")):
        if kanji in special.text:
            return name
    return "school_break"
