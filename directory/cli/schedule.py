"""`tsunagi schedule FILE --from DATE --count N`: schedule texts, one a line → recurrences and their next dates."""

import re
from collections.abc import Mapping
from datetime import date
from typing import IO

import click

from directory.clock import today
from directory.listing import Series
from directory.schedules import next_dates, read
from geodata.cli.lines import answer_lines, lines_argument

EMPTY = "開催日の文がありません。"


@click.command(
    "schedule", help="開催日の文（1行に1つ。タブの後に開催頻度コード）から、次の日付を求める。FILE が - なら標準入力。"
)
@lines_argument
@click.option("--from", "start", metavar="DATE", help="この日から後の日付（2026-04-01）。書かなければ今日。")
@click.option("--count", metavar="N", default="3", show_default=True, help="日付の数（0 以上）。")
def schedule_command(source: IO[bytes], start: str | None, count: str) -> None:
    first, most = _day(start), _number(count)
    answer_lines(source, lambda line, problem: schedule_line(line, first, most, problem))


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("2026-04-01 のように書いてください", param_hint="--from") from error


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise click.BadParameter("0 以上の整数を書いてください", param_hint="--count")
    return int(text)


def _series(series: Series) -> Mapping[str, object]:
    """`first` and `dates` stand there only where the text states them."""
    said: dict[str, object] = {"rrule": series.rrule or None, "start": series.start, "end": series.end}
    if series.first:
        said["first"] = series.first
    if series.dates:
        said["dates"] = list(series.dates)
    return said


def schedule_line(line: str, start: date, count: int, problem: str | None = None) -> Mapping[str, object]:
    """The contract's `schedule` object for TEXT or TEXT<TAB>CODE."""
    text, _, code = line.partition("\t")
    if problem is None and not text.strip():
        problem = EMPTY
    reading = read("" if problem else text, code.strip() or None)
    return {
        "text": text,
        "certainty": reading.certainty,
        "series": [_series(each) for each in reading.series],
        "dates": list(reading.dates),
        "except": list(reading.exceptions),
        "on_holiday": reading.on_holiday,
        "next": [day.isoformat() for day in next_dates(reading.meeting(), start, count)],
        "notes": list(reading.notes),
        "error": problem,
    }
