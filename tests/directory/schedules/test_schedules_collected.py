"""The collected real texts (not part of this repository): annotations, published dates, the official examples."""

import csv
import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from directory.schedules import Reading, next_dates, read

COLLECTED = Path(__file__).parents[4] / "shared/data/listings"
DISPUTED = tomllib.loads((Path(__file__).parent / "disputed.toml").read_text())["disputed"]
START = date(2026, 12, 1)
CERTAINTY = {"unparseable": "unparsed"}

pytestmark = pytest.mark.skipif(not COLLECTED.is_dir(), reason="the collected lists are not on this machine")


def rows(name: str) -> list[dict[str, str]]:
    with (COLLECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def annotated() -> Iterator[tuple[dict[str, str], Reading]]:
    for row in rows("schedules.tsv"):
        if row["certainty"]:
            yield row, read(row["text"], row["freq_code"] or None)


def disputed(row: dict[str, str], field: str) -> bool:
    return any(each["words"] in row["text"] and each["field"] == field for each in DISPUTED)


def three(reading: Reading) -> list[str]:
    return [day.isoformat() for day in next_dates(reading.meeting(), START, 3)]


def expected(row: dict[str, str]) -> list[str]:
    return [text for text in row["next3"].split(",") if text]


def days_of(rules: Iterator[str]) -> set[date]:
    """Two years of the rules' days, so that two ways of writing one recurrence are equal."""
    first, last = datetime(2026, 12, 1), datetime(2028, 11, 30)
    return {
        moment.date()
        for rule in rules
        if rule.startswith("FREQ=")
        for moment in rrulestr(rule, dtstart=first).between(first, last, inc=True)
    }


def annotated_rules(row: dict[str, str]) -> Iterator[str]:
    return (rule.partition("@")[0].strip() for rule in row["rrule"].split("|"))


def sittings(row: dict[str, str]) -> set[tuple[str, str]]:
    """The annotated hours: those behind @ where several are given, else the row's own."""
    found = set()
    for rule in row["rrule"].split("|"):
        for span in rule.partition("@")[2].strip().split(","):
            start, _, end = span.partition("-")
            if start:
                found.add((start.zfill(5), end.zfill(5) if end else ""))
    return found or {(row["start"], row["end"])}


def test_recurrences_and_next_dates_of_parsed_rows_are_right() -> None:
    wrong = [
        row["text"]
        for row, reading in annotated()
        if row["certainty"] == "parsed"
        and (
            (reading.certainty != "parsed" and not disputed(row, "certainty"))
            or three(reading) != expected(row)
            or days_of(series.rrule for series in reading.series) != days_of(annotated_rules(row))
        )
    ]
    assert wrong == []


def test_hours_of_parsed_rows_are_among_the_annotated() -> None:
    wrong = []
    for row, reading in annotated():
        said = {(series.start or "", series.end or "") for series in reading.series} or {("", "")}
        if row["certainty"] == "parsed" and not sittings(row) <= said | {(row["start"], row["end"])}:
            wrong.append(row["text"])
    assert wrong == []


def test_no_wrong_date_is_printed_as_parsed() -> None:
    wrong = [
        row["text"]
        for row, reading in annotated()
        if reading.certainty == "parsed" and three(reading) and three(reading) != expected(row)
    ]
    assert wrong == []


def test_what_is_not_certain_is_not_called_parsed() -> None:
    called = [
        row["text"]
        for row, reading in annotated()
        if CERTAINTY.get(row["certainty"], row["certainty"]) != reading.certainty and not disputed(row, "certainty")
    ]
    assert called == []


def test_every_dispute_still_speaks_of_a_collected_text() -> None:
    texts = [row["text"] for row, _ in annotated()]
    assert all(any(each["words"] in text for text in texts) for each in DISPUTED)


def published() -> list[dict[str, Any]]:
    path = COLLECTED / "oracle_dates.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize("case", published(), ids=lambda case: case["source_id"])
def test_dates_are_those_that_were_published(case: dict[str, Any]) -> None:
    first, last = (date.fromisoformat(text) for text in case["window"])
    found = next_dates(read(case["schedule_text"]).meeting(), first, 100)
    assert [day.isoformat() for day in found if day <= last] == case["published_dates"]


def test_the_official_examples_have_their_hours_and_are_parsed_where_a_code_can_say_them() -> None:
    for case in rows("gif_schedule_cases.tsv"):
        reading = read(case["expression"])
        if case["structured_ok"].startswith("yes"):
            assert reading.certainty == "parsed", case["expression"]
        if case["start"]:
            assert case["start"] in {series.start for series in reading.series}, case["expression"]
        if case["end"]:
            assert case["end"] in {series.end for series in reading.series}, case["expression"]
