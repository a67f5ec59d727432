"""Days said by way of other days: 第1日曜の翌日, 奇数月の第1・偶数月の第3日曜, 第2火曜は木曜に変更."""

import re
from dataclasses import replace

from directory.schedules.days import WEEK, DayRule
from directory.schedules.reader.hours import Hours
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Days, HolidayCase, Mark, Months, Nth, Phrase

_AHEAD = {"翌日": 1, "翌々日": 2, "前日": -1, "前々日": -2}
_BETWEEN = frozenset({"separator", "particle", "space"})
_MOVED_TO = re.compile(r"\s*[にへ](?:変更|振り?替え?|移動|移り|移し|ずら)")

_Parts = list[Phrase | Off]


def derive(found: list[Phrase]) -> _Parts:
    """The phrases, such days in full.

    「第2火曜は木曜に変更」 is an `Off`, since which Thursday is not said, and 「木曜に変更」 of other days a mark.
    """
    return _conditional(_moved(_workdays(_shifted(_of_the_only_days(_sharing_weekday(_left_out(found)))))))


def _left_out(found: list[Phrase]) -> list[Phrase]:
    """「12月の毎週火曜(29日を除く)」: a day of the month without its month, of each lest one too many be shown."""
    result = list(found)
    for place, part in enumerate(found):
        if (
            isinstance(part, Days)
            and part.with_holidays
            and found[_next(found, place, 1)].text.endswith(("含む", "含みます"))
        ):
            of_a_month = any(rule.month_days for other in found if isinstance(other, Days) for rule in other.rules)
            result[place] = Mark("quantity", part.text) if of_a_month else part
        left_out = _kind(found[_next(found, place, 1)]) in ("except", "closed")
        if isinstance(part, Mark) and part.kind == "month_days" and left_out:
            days = tuple(int(number) for number in re.findall(r"\d+", part.text))
            result[place] = Days((DayRule(month_days=days),), part.text, sure=False)
    return result


def _sharing_weekday(found: list[Phrase]) -> list[Phrase]:
    """「奇数月の第1・偶数月の第3日曜」: an ordinal of some months, its weekday said with those of other months."""
    result = list(found)
    for place in range(len(result) - 1, -1, -1):
        part = result[place]
        months = _next(result, place, 1)
        days = result[_next(result, months, 1)] if _is(result, months, Months) else None
        if (
            isinstance(part, Nth)
            and _is(result, _next(result, place, -1), Months)
            and isinstance(days, Days)
            and all(rule.nth for rule in days.rules)
        ):
            rules = tuple(replace(rule, nth=part.nth) for rule in days.rules)
            result[place] = replace(days, rules=rules, text=part.text)
    return result


def _of_the_only_days(found: list[Phrase]) -> list[Phrase]:
    """「毎週水曜 13時~(第3週のみ10時~)」: an ordinal with hours, of the only weekday there is."""
    days = [part for part in found if isinstance(part, Days)]
    if len(days) != 1 or len(days[0].rules) != 1 or not (days[0].rules[0].weekly and days[0].rules[0].weekdays):
        return found
    result = list(found)
    for place, part in enumerate(found[:-2]):
        said = found[place + 1].text in ("は", "のみ", "だけ")
        if isinstance(part, Nth) and said and isinstance(found[_next(found, place + 1, 1)], Hours):
            rule = replace(days[0].rules[0], nth=part.nth, explicit=True)
            result[place] = Days((rule,), part.text)
    return result


def _next(found: list[Phrase], place: int, step: int) -> int:
    place += step
    while 0 <= place < len(found) and _kind(found[place]) in _BETWEEN:
        place += step
    return min(place, len(found) - 1)


def _is(found: list[Phrase], place: int, kind: type) -> bool:
    return place >= 0 and isinstance(found[place], kind)


def _kind(part: Phrase | Off | None) -> str:
    return part.kind if isinstance(part, Mark) else ""


def _shifted(found: list[Phrase]) -> list[Phrase]:
    result: list[Phrase] = []
    for part in found:
        before = result[-1] if result else None
        if isinstance(before, Days) and isinstance(part, Mark) and part.kind == "shifted":
            ahead = _AHEAD[part.text.removeprefix("の")]
            moved = [rule.shifted(ahead) for rule in before.rules]
            if all(moved):
                rules = tuple(each for rules in moved for each in rules)
                result[-1] = replace(before, rules=rules, text=before.text + part.text, bare=False, column=False)
                continue
        result.append(part)
    return result


def _workdays(found: list[Phrase]) -> list[Phrase]:
    """「平日の火・木」「平日(月・水)」「月・水・金(平日のみ)」: those weekdays, where they are no holidays."""
    result = list(found)
    for place in range(len(result) - 2, 0, -1):
        first, joint, second = result[place - 1 : place + 2]
        if not (isinstance(first, Days) and isinstance(second, Days) and first.workdays != second.workdays):
            continue
        bracket = _kind(joint) == "open"
        if not (joint.text == "の" and first.workdays) and not bracket:
            continue
        after = next((each for each in result[place + 2 :] if _kind(each) not in ("only", "space")), None)
        if (bracket and _kind(after) != "close") or _kind(after) in ("except", "closed"):
            continue
        days = second if first.workdays else first
        if all(rule.weekdays and set(rule.weekdays) <= set(WEEK[:5]) for rule in days.rules):
            named = replace(days, text=first.text + joint.text + second.text, workdays=True, bare=False, column=False)
            rest = [Mark("space", "")] if not bracket else [joint]
            result[place - 1 : place + 2] = [named, *rest]
    return result


def _conditional(found: _Parts) -> _Parts:
    """「毎週水曜(1日・15日が水曜の場合は休み)」: those days are no meetings, but a condition."""
    result: _Parts = []
    for part in found:
        if isinstance(part, HolidayCase) and part.weekdays and len(result) > 2 and result[-1].text == "が":
            days = result[-2]
            if isinstance(days, Days) and all(rule.month_days and not rule.weekdays for rule in days.rules):
                others = {
                    day for other in found if isinstance(other, Days) for rule in other.rules for day in rule.weekdays
                }
                sure = part.action == "skip" and others == set(part.weekdays)
                result[-2:] = [Off(rules=days.rules, choice=not sure, text=f"{days.text}が{part.text}")]
                continue
        result.append(part)
    return result


def _moved(found: list[Phrase]) -> _Parts:
    result: _Parts = []
    for part in found:
        target = result[-1] if result else None
        if isinstance(target, Days) and isinstance(part, Mark) and _MOVED_TO.match(part.text):
            source = result[-3] if len(result) > 2 and result[-2].text == "は" else None
            if isinstance(source, Days):
                text = f"{source.text}は{target.text}{part.text}"
                result[-3:] = [Off(rules=source.rules, choice=True, text=text)]
                continue
            others = any(isinstance(other, Days) and other is not target for other in found)
            if others and not isinstance(source, Months):
                result[-1] = Mark("moved", target.text + part.text)
                continue
        result.append(part)
    return result
