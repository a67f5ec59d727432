"""Tokens → 「祝日の場合は…」: on which days, and what becomes of a meeting then."""

import re

from directory.schedules.reader.cursor import Cursor
from directory.schedules.reader.day_phrases import weekdays_in
from directory.schedules.reader.phrases import Action, HolidayCase

_MOVES: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("next_week", re.compile(r"翌週|次週|次の週|1週間後")),
    ("previous_week", re.compile(r"前週|前の週|1週間前")),
    ("previous_day", re.compile(r"前日")),
    ("next_workday", re.compile(r"翌平日|次の平日")),
    ("next_open_day", re.compile(r"(?:翌|次の)(?:開館|営業|開所|開室)日")),
    ("next_day", re.compile(r"翌日|次の日|直後の|翌(?=[月火水木金土日]曜?)")),
)
_CHOICE = re.compile(r"または|又は|もしくは|若しくは|あるいは|か(?=[翌前中休第次])|or")
_MOVES_ELSEWHERE = re.compile(r"変更|振り?替|ずら|延期|順延|繰り|別の?日|他の?日|曜|翌々日|前々日")
_STAYS_SHUT = re.compile(r"休|中止|しない|しません|せず|ありません|なし|無し|除")
_STAYS_OPEN = re.compile(r"開催|実施|行|開館|営業|開所|オープン|あり|通常")
_TARGET = re.compile(r"第\s*([1-5])\s*(?:週の?)?([月火水木金土日])曜|(翌週の?)?([月火水木金土日])曜")


def holiday_case_at(here: Cursor) -> HolidayCase:
    begin = here.at
    here.at += 2 if here.kind() == "weekday" else 1
    opening = len(here.since(begin))
    while here.kind() not in ("end", "close", "note", "newline", "bullet", "open"):
        said = here.since(begin)[opening:]
        if here.kind() in ("space", "time") and _action(said) != "unknown":
            break
        if here.kind() == "space" and said and here.kind(1) == "time":
            break
        if here.kind() == "separator" and here.at > begin + 1 and here.kind(-1) != "holiday_case":
            if here.text(1).startswith("翌"):
                here.at += 1
                continue
            break
        here.at += 1
    text = here.since(begin)
    condition = here.tokens[begin].text
    weekdays = weekdays_in(re.sub("祝日?", "", condition)) if here.tokens[begin].kind == "weekday_case" else ()
    return HolidayCase(
        action=_action(text[opening:]),
        text=text,
        weekdays=weekdays,
        holiday="祝" in condition or not weekdays,
        target=_target(text[opening:]),
    )


def _action(text: str) -> Action:
    moves = [action for action, pattern in _MOVES if pattern.search(text)]
    if len(moves) > 1 or _CHOICE.search(text):
        return "unknown"
    if moves:
        return moves[0]
    if _MOVES_ELSEWHERE.search(text):
        return "unknown"
    if _STAYS_SHUT.search(text):
        return "skip"
    return "held" if _STAYS_OPEN.search(text) else "unknown"


def _target(text: str) -> tuple[int, str] | None:
    """The day moved to, where it is named: (4, "MO") for 第4月曜, (0, "TU") for a bare 火曜."""
    found = _TARGET.findall(text)
    if len(found) != 1 or _CHOICE.search(text):
        return None
    ((ordinal, of_month, _, bare),) = found
    (weekday,) = weekdays_in(of_month or bare)
    return int(ordinal or 0), weekday
