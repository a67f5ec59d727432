"""What is excepted, folded into one `Off`: subjects that stand side by side say one thing together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from directory.schedules.days import DayRule
from directory.schedules.reader.off import Off, assumed_rules, span_rules
from directory.schedules.reader.phrases import Dates, Days, HolidayCase, Mark, Months, Nth, Phrase, Span, Special

# Names that dates beside them make superfluous.
_DATELESS = frozenset({"new_year", "obon", "golden_week", "school_break"})


def gather(subjects: Sequence[Phrase], heading: bool, sure: bool = True) -> Off:
    sure = sure and not any(_may_be_two(before, after) for before, after in pairwise(subjects))
    subjects, nth_in_months = _joined(subjects)
    months = [month for subject in subjects if isinstance(subject, Months) for month in subject.months]
    moved: tuple[DayRule, ...] = ()
    for before, subject in pairwise(subjects):
        if isinstance(subject, HolidayCase) and isinstance(before, Days):
            moved = before.rules
    days = [rule for subject in subjects if isinstance(subject, Days) for rule in subject.rules]
    return Off(
        rules=tuple(rule for rule in days if rule not in moved),
        nth_in_months=nth_in_months,
        moved=moved,
        nth=tuple(n for subject in subjects if isinstance(subject, Nth) for n in subject.nth),
        months=tuple(months),
        dates=tuple(subject for subject in subjects if isinstance(subject, Dates)),
        spans=tuple(subject for subject in subjects if isinstance(subject, Span)),
        specials=_specials(subjects),
        holiday_action=next((subject.action for subject in subjects if isinstance(subject, HolidayCase)), None),
        heading=heading,
        sure=sure and all(subject.sure for subject in subjects if isinstance(subject, Days)),
        text="".join(subject.text for subject in subjects),
    )


def _joined(parts: Sequence[Phrase]) -> tuple[list[Phrase], tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]]:
    """Subjects without the marks between them; what stands side by side says one thing together.

    「8月第2火曜」「8月お盆」: the months only limit. 「年末年始(12月28日~1月4日)」「冬期(12月~3月)」: the name is only
    a name. Ordinals limited by months come second.
    """
    result: list[Phrase] = []
    ordinals: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    limit: tuple[int, ...] = ()
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else None
        if isinstance(part, Months) and (isinstance(after, (Days, Nth)) or _is_named(after, _DATELESS)):
            limit = part.months
            if after and _may_be_two(part, after):
                result.append(replace(part, months=part.months[:-1]))
            continue
        if isinstance(part, Days) and not part.sure:
            part = replace(part, rules=tuple(replace(rule, nth=()) for rule in part.rules))
        if limit and isinstance(part, Days):
            part = replace(part, rules=tuple(kept for rule in part.rules if (kept := rule.in_months(limit))))
        if limit and isinstance(part, Nth):
            ordinals.append((part.nth, limit))
        elif not _only_names(result, part, parts[place - 1] if place else None) and not isinstance(part, Mark):
            result.append(part)
        limit = ()
    return result, tuple(ordinals)


def _may_be_two(months: Phrase, after: Phrase) -> bool:
    """「8月と12月最終週を除く」: all of August, or its last week; so the whole of it is left out."""
    return isinstance(months, Months) and months.text.count("月") > 1 and "と" in months.text and isinstance(after, Nth)


def _is_named(part: Phrase | None, names: frozenset[str]) -> bool:
    return isinstance(part, Special) and part.name in names


def _only_names(result: list[Phrase], part: Phrase, before: Phrase | None) -> bool:
    """Of a name and the dates beside it one is enough: the dates, unless they are those that the name is taken for."""
    if isinstance(part, Span) and _is_named(before, _DATELESS) and isinstance(before, Special):
        if span_rules(part) == assumed_rules(before.name):
            return True
        result.pop()
        return False
    if isinstance(part, Months) and _is_named(before, frozenset({"season"})):
        result.pop()
        return False
    names_span = isinstance(before, Span) and _is_named(part, _DATELESS)
    return names_span or (isinstance(before, Months) and _is_named(part, frozenset({"season"})))


def _specials(subjects: Sequence[Phrase]) -> tuple[Special, ...]:
    named = tuple(subject for subject in subjects if isinstance(subject, Special))
    weekends = any(isinstance(subject, Days) and subject.with_holidays for subject in subjects)
    return (*named, Special("holiday", "祝")) if weekends else named
