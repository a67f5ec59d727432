"""`tsunagi schedule`: one JSON object a line, whatever stands in the lines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli.schedule import schedule_command

KEYS = ["text", "certainty", "series", "dates", "except", "on_holiday", "next", "notes", "error"]


def answers(data: bytes, *options: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(schedule_command, ["-", "--from", "2026-12-01", *options], input=data)
    assert result.exit_code == 0, result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_in_order_with_every_key() -> None:
    first, second = answers("第1月曜 10:00～\n毎月10日\n".encode())
    assert list(first) == KEYS
    assert first["series"] == [{"rrule": "FREQ=MONTHLY;BYDAY=1MO", "start": "10:00", "end": None}]
    assert second["next"] == ["2026-12-10", "2027-01-10", "2027-02-10"]


def test_a_code_stands_behind_a_tab() -> None:
    bare, coded = answers("金\n金\t5\n".encode())
    assert (bare["certainty"], coded["certainty"], coded["text"]) == ("parsed", "partial", "金")


def test_the_number_of_dates_is_the_asked_one() -> None:
    assert [len(each["next"]) for each in answers("毎日".encode(), "--count", "7")] == [7]


def test_a_bad_line_says_what_is_wrong_and_the_rest_goes_on() -> None:
    broken, empty, good = answers("第1月曜".encode("cp932") + "\n\n第1月曜\n".encode())
    assert "UTF-8" in str(broken["error"])
    assert empty["error"]
    assert (good["error"], good["certainty"]) == (None, "parsed")


def test_hours_whose_days_are_unknown_have_no_rule() -> None:
    (line,) = answers("月1回 13:00～15:00".encode())
    assert line["series"] == [{"rrule": None, "start": "13:00", "end": "15:00"}]
    assert line["next"] == []


def test_a_first_date_and_the_dates_of_hours_are_given_where_they_are_stated() -> None:
    fortnightly, apart = answers(
        "令和8年12月5日(土)から隔週土曜日\n2026年12月5日 10:00～、12月19日 13:00～15:00\n".encode()
    )
    assert fortnightly["series"] == [
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "start": None, "end": None, "first": "2026-12-05"}
    ]
    assert fortnightly["next"] == ["2026-12-05", "2026-12-19", "2027-01-02"]
    assert apart["series"] == [
        {"rrule": None, "start": "10:00", "end": None, "dates": ["2026-12-05"]},
        {"rrule": None, "start": "13:00", "end": "15:00", "dates": ["2026-12-19"]},
    ]


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (["--from", "tomorrow"], "--from"),
        (["--from", "2026-02-30"], "--from"),
        (["--from", "20261201"], "--from"),
        (["--from", "令和8年12月1日"], "--from"),
        (["--count", "-1"], "--count"),
        (["--count", "三"], "--count"),
        (["--count", "1.5"], "--count"),
    ],
)
def test_a_wrong_call_says_which_word_is_wrong_and_how_to_write_it(options: list[str], wrong: str) -> None:
    result = CliRunner().invoke(schedule_command, ["-", *options], input="毎日\n".encode())
    assert (result.exit_code, result.stdout) == (2, "")
    assert wrong in result.stderr
    assert "書いてください" in result.stderr


@pytest.mark.parametrize("day", ["0001-01-01", "1582-10-10", "2028-02-29", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_asked_from(day: str) -> None:
    lines = "毎日\n平日\n土日祝\n第5日曜\n毎月31日（祝日の場合は翌日）\n毎週月曜（祝日の場合は翌週）\n".encode()
    for line in answers(lines, "--from", day, "--count", "40"):
        assert all(str(each) >= day for each in line["next"])


def test_no_date_or_very_many_can_be_asked_for() -> None:
    assert answers("毎日\n".encode(), "--count", "0")[0]["next"] == []
    assert len(answers("毎日\n".encode(), "--count", "3000")[0]["next"]) == 3000


def test_a_file_is_read_too_and_a_missing_one_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("毎日\n", encoding="utf-8-sig")
    found = CliRunner().invoke(schedule_command, [str(tmp_path / "texts"), "--from", "2026-12-01"])
    assert json.loads(found.stdout)["text"] == "毎日"
    assert CliRunner().invoke(schedule_command, [str(tmp_path / "none")]).exit_code == 2
