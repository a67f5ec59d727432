"""`tsunagi schedule FILE --from DATE --count N`: schedule texts, one a line → recurrences and their next dates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import IO

import click

from directory.clock import today
from directory.schedules import next_dates, read
from geodata.cli_lines import answer_lines, lines_argument

EMPTY = "開催日の文がありません。"


@click.command(
    "schedule", help="開催日の文（1行に1つ。タブの後に開催頻度コード）から、次の日付を求める。FILE が - なら標準入力。"
)
@lines_argument
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="この日から後の日付（既定: 今日）。")
@click.option("--count", type=click.IntRange(0, 1000), default=3, show_default=True, help="日付の数。")
def schedule_command(source: IO[bytes], start: datetime | None, count: int) -> None:
    first = start.date() if start else today()
    answer_lines(source, lambda line, problem: schedule_line(line, first, count, problem))


def schedule_line(line: str, start: date, count: int, problem: str | None = None) -> Mapping[str, object]:
    """The contract's `schedule` object for TEXT or TEXT<TAB>CODE."""
    text, _, code = line.partition("\t")
    if problem is None and not text.strip():
        problem = EMPTY
    reading = read("" if problem else text, code.strip() or None)
    return {
        "text": text,
        "certainty": reading.certainty,
        "series": [{"rrule": each.rrule or None, "start": each.start, "end": each.end} for each in reading.series],
        "dates": list(reading.dates),
        "except": list(reading.exceptions),
        "on_holiday": reading.on_holiday,
        "next": [day.isoformat() for day in next_dates(reading.meeting(), start, count)],
        "notes": list(reading.notes),
        "error": problem,
    }
