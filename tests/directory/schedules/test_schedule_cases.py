"""The cases of cases.toml: wording, certainty, next dates."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from directory.schedules import next_dates, read

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_wording_gives_its_certainty_and_its_dates(case: dict[str, Any]) -> None:
    reading = read(case["text"], case.get("code"))
    start = case.get("from", date(2026, 12, 1))
    assert (reading.certainty, next_dates(reading.meeting(), start, 3)) == (case["certainty"], case["next"])
