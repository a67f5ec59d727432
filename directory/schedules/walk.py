"""The walk over the phrases: which hours belong to which days, which months limit them, what is doubtful."""

import re
from dataclasses import replace

from directory.schedules.days import DayRule, weekday_order
from directory.schedules.draft import Count, Draft, Slot
from directory.schedules.exceptions import Off, outside_rules
from directory.schedules.hours import Hours
from directory.schedules.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

# Words that may move, add or take away a date when they stand in text that was not read.
_MAY_MATTER = re.compile(
    r"休|閉[館店所室]|中止|変更|変動|変わ|異な|除|以外|のぞ|定期|未定|原則|目安|中心|どちら|いずれか|場合|によって|により|に限|に応じ|限り|隔|毎|交互|交代|"
    r"[ヶかヵカケ]月|月|週|曜|祝|年(?![齢配長少])|盆|春|夏|秋|冬|開始|以降|現在|今後|当面|次回(?!は?$)|初回|前半|後半|翌|前日|延期|順延|振替|ずら|倒し|臨時|"
    r"不在|せず|のうち|ローテ|終了|再開|予約時|応相談|その都度|相談の上|決め|時期|\d+\s*回(?!目)|\d+日"
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
        self.season_unknown = False
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
        if days.bare and draft.dates and not draft.slots:
            draft.note(days.text)
            return
        rules: tuple[DayRule | None, ...] = days.rules
        inherited: list[Hours] = []
        if self._kind(index - 1) == "following" and self.last_days:
            rules = tuple(self.last_days[-1].rule.day_after_nth(day) for rule in days.rules for day in rule.weekdays)
        if self.months:
            rules = tuple(rule.in_months(self.months) if rule else None for rule in rules)
            inherited = self._override(days)
        if not days.sure or None in rules or any(rule.interval > 1 for rule in days.rules):
            draft.doubt(days.text)
        head = index == 0 and days.column and self._kind(1) in ("space", "newline", "end")
        slots = [
            Slot(rule, self.block, days.bare, head, days.workdays, bool(inherited), list(inherited))
            for rule in rules
            if rule is not None
        ]
        if self.season_unknown:
            self.season_unknown = False
            draft.dropped_days = True
            draft.doubt(days.text)
            return
        self.pending, self.attached = self.pending + slots, []
        draft.slots += slots
        self.last_days = slots
        if self.counting:
            self.counting.slots, self.counting = slots, None
        if days.with_holidays:
            draft.open_on_holidays = True
            draft.on_holiday = "held"
        if not (self._kind(index + 1) in ("separator", "particle") and self._kind(self._near(index, 1)) == "Days"):
            self.months = ()

    def _override(self, days: Days) -> list[Hours]:
        """「8月は第1水曜」 in a line that has a Wednesday already: that one loses August. Returns its hours."""
        hours: list[Hours] = []
        weekdays = {day for rule in days.rules for day in rule.weekdays}
        for slot in list(self.draft.slots):
            same_day = weekdays & set(slot.rule.weekdays) or not weekdays
            if slot.block == self.block and not slot.head and same_day:
                left = slot.rule.without_months(self.months)
                hours = slot.hours
                if left is None:
                    self.draft.slots.remove(slot)
                else:
                    slot.rule = left
        return hours

    def _is_retimed(self, index: int, days: Days) -> bool:
        """「第3土曜 15:00-19:00 土曜日は10:00~19:00」: other hours for a weekday already named, no new days."""
        after = index + 1
        if (
            self._kind(after) != "particle"
            or self._kind(self._near(index, -1)) == "Months"
            or self._kind(self._near(index, 1)) != "Hours"
        ):
            return False
        if not days.bare:
            self._take_from_weekly(days)
            return False
        weekdays = set(days.rules[0].weekdays)
        named = [slot for slot in self.draft.slots if not slot.head and weekdays == set(slot.rule.weekdays)]
        if not named or not days.bare:
            return False
        for slot in named:
            slot.hours = []
        self.pending, self.attached = list(named), []
        return True

    def _take_from_weekly(self, days: Days) -> None:
        """「毎週木曜 9:30- ※第3木曜は13:30-」: the third Thursday has its own hours only."""
        for slot in list(self.draft.slots):
            for rule in days.rules:
                if (
                    slot.rule.weekly
                    and not slot.head
                    and slot.hours
                    and rule.nth
                    and set(rule.weekdays) <= set(slot.rule.weekdays)
                ):
                    left = slot.rule.without_days(rule.weekdays, rule.nth)
                    if left:
                        place = self.draft.slots.index(slot)
                        self.draft.slots[place : place + 1] = [
                            replace(slot, rule=each, hours=list(slot.hours)) for each in left
                        ]
                        break

    def _describes_date(self, index: int, days: Days) -> bool:
        """「2018年5月16日(水)※第3水曜日」: says which Wednesday that was, not that there is one every month."""
        before = self._near(index, -1, _BETWEEN | {"note", "open"})
        if not isinstance(self.found[before], Dates) or before < 0 or days.text.lstrip().startswith("毎"):
            return False
        self.draft.note(days.text)
        return True

    def _nth(self, index: int, nth: Nth) -> None:
        after = self.found[index + 1] if index + 1 < len(self.found) else None
        if isinstance(after, Mark) and after.kind == "text" and re.match(r"[一-龥ァ-ヶ]", after.text):
            self.draft.note(nth.text + after.text)
            return
        if self.months and self.last_days and not self._is_choice(index):
            self._nth_in_months(nth)
            return
        self.draft.doubt(nth.text)
        if self._is_choice(index) or self.last_days:
            self.draft.drop([slot for slot in self.draft.slots if slot.bare])

    def _nth_in_months(self, nth: Nth) -> None:
        """「第2・4水曜(8月は第4のみ)」."""
        for slot in [slot for slot in self.last_days if slot in self.draft.slots]:
            inside = replace(slot.rule, nth=nth.nth).in_months(self.months)
            outside = slot.rule.without_months(self.months)
            if inside and outside:
                slot.rule = outside
                self.draft.slots.append(replace(slot, rule=inside, hours=slot.hours))
        self.pending += [slot for slot in self.draft.slots if slot.hours == [] and slot not in self.pending]
        self.months = ()

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
        elif self._is_labelled(index) and any(slot.head and slot.hours for slot in draft.slots):
            draft.note(hours.text)
        elif self.pending:
            for slot in self.pending:
                if slot.inherited:
                    slot.inherited, slot.hours = False, []
                slot.add(hours)
            self.attached, self.pending = self.pending, []
        elif self.dates_pending:
            draft.date_hours.append(hours)
        elif self.attached:
            if self._is_labelled(index) and any(slot.head and slot.hours for slot in draft.slots):
                draft.note(hours.text)
                return
            known = any(each.repeats(hours) for slot in self.attached for each in slot.hours)
            added = [slot.add(hours) for slot in self.attached]
            if not any(added) and not known:
                draft.note(hours.text)
        else:
            draft.loose_hours.append(hours)

    def _is_labelled(self, index: int) -> bool:
        """「学習支援は中学生15:00~20:00」 beside a column's hours: those of something else."""
        before = self._near(index, -1, frozenset({"space", "particle", "colon"}))
        return self._kind(before) == "text" and len(self.found[before].text.strip()) > 1

    def _season_hours(self, hours: Hours) -> None:
        months, self.season = self.season, None
        targets = self.attached or self.pending
        if not months or hours.end is None or hours.start is None:
            self.draft.doubt(hours.text)
        elif not targets or not any(slot.hours for slot in targets):
            self.draft.season_hours.append((months, hours))
        else:
            for slot in targets:
                self.draft.split_by_months(slot, months, hours)

    # Dates and months -----------------------------------------------------------------------------------------------

    def _dates(self, index: int, dates: Dates) -> None:
        draft = self.draft
        firm = [slot for slot in draft.slots if not slot.bare]
        before = self.found[self._near(index, -1)] if index else None
        if firm and isinstance(before, Mark) and before.text.strip().endswith("次回") and len(dates.dates) == 1:
            draft.note(dates.text)
            return
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
        if span.first and span.last and first is None and last is None and span.first.agrees and span.last.agrees:
            draft.except_for(*outside_rules(span.first, span.last))
        if (span.first and first is None) or (span.last and last is None):
            draft.doubt(span.text)
            return
        if first:
            draft.except_for(f"/{first}")
        if last:
            draft.except_for(f"{last}/")
        draft.note(span.text)

    def _months(self, index: int, months: Months) -> None:
        skipped = _BETWEEN | {"season", "only"} | ({"close"} if self._kind(index - 1) == "open" else set())
        after = self._near(index, 1, skipped)
        while self._kind(after) == "text" and self.found[after].text.strip() == "の":
            after = self._near(after, 1, skipped)
        kind = self._kind(after)
        if self._limits_days(index):
            self._limit(months)
        elif kind == "Days" or (kind == "Nth" and self.last_days):
            self.months = months.months
        elif kind == "Hours":
            self.season = months.months
        else:
            self.draft.doubt(months.text)

    def _limit(self, months: Months) -> None:
        self.months = ()
        for slot in self.last_days:
            slot.rule = slot.rule.in_months(months.months) or slot.rule

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
        if special.name == "season" and self._kind(self._near(index, 1, _BETWEEN | {"open"})) == "Months":
            return
        if special.name == "season" and isinstance(self.found[self._near(index, -1, _BETWEEN | {"text"})], Months):
            return
        beside = {self._kind(self._near(index, -1)), self._kind(self._near(index, 1))}
        if special.name == "holiday" and "Days" in beside and self._kind(index - 1) in ("separator", "particle"):
            draft.open_on_holidays = True
            draft.on_holiday = "held"
            return
        after = self._near(index, 1)
        if special.name == "season" and self._kind(after) == "Hours":
            self.season = ()
        if special.name == "season" and self._kind(self._near(index, 1, _BETWEEN | {"only"})) == "Days":
            self.season_unknown = True
        if special.name == "holiday" and self._kind(index + 1) == "also":
            draft.on_holiday = "held"
            return
        if special.name in ("school_break", "vague_span", "golden_week", "new_year", "obon"):
            draft.except_for(closure_name(special))
        draft.doubt(special.text)

    def _holiday_case(self, case: HolidayCase) -> None:
        draft = self.draft
        if case.holiday:
            draft.on_holiday = case.action
        if case.action in ("skip", "unknown"):
            draft.except_for(*(("holiday",) if case.holiday else ()))
        if case.weekdays and case.action != "held":
            draft.except_for(DayRule(weekdays=weekday_order(case.weekdays)).rrule())
        if case.action == "unknown" or (case.weekdays and case.action == "next_day"):
            draft.doubt(case.text)
            if case.holiday and case.weekdays:
                draft.on_holiday = "unknown"
                draft.except_for("holiday")

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
                draft.irregular = True
            case "shifted":
                draft.doubt(mark.text)
                draft.drop(self.last_days)
            case "ask":
                draft.doubt(mark.text)
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
            case "weather" | "detail" | "secret" | "outside" | "money" | "telephone" | "duration":
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
        before = ""
        for place in range(index - 1, -1, -1):
            if self._kind(place) not in ("text", "particle", "separator", "space"):
                break
            before = self.found[place].text + before
        if _CONDITION.search(before.strip()):
            self.draft.doubt(before + mark.text)
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
        if (
            self._kind(self._near(index, -1)) == "Days"
            and self.last_days
            and len(self.draft.slots) > len(self.last_days)
        ):
            self.draft.drop(self.last_days)
            self.draft.note(mark.text)
            return
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
        if _MAY_MATTER.search(text) or _UNREAD_NUMBER.search(text):
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
