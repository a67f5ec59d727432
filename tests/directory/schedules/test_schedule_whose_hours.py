"""Whose hours they are, where a text says several: which days go with which."""

import pytest

from directory.schedules import read


def pairs(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(each.rrule.rpartition("BYDAY=")[2], each.start, each.end) for each in read(text).series}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "10:00～12:00（毎週火）・13:00～15:00（第2木）",
            {("TU", "10:00", "12:00"), ("2TH", "13:00", "15:00")},
        ),
        ("10時～11時 毎週月曜、14時～15時 毎週金曜", {("MO", "10:00", "11:00"), ("FR", "14:00", "15:00")}),
        ("毎週月曜 10時～11時、毎週金曜 14時～15時", {("MO", "10:00", "11:00"), ("FR", "14:00", "15:00")}),
        ("月・水・金（月は13時～、水・金は10時～）", {("MO", "13:00", None), ("WE,FR", "10:00", None)}),
        ("月水金（水13時～15時） 10時～12時", {("WE", "13:00", "15:00"), ("MO,FR", "10:00", "12:00")}),
        (
            "毎週火曜日 10:00～12:00（第1火曜のみ13:00～15:00）",
            {("1TU", "13:00", "15:00"), ("2TU,3TU,4TU,5TU", "10:00", "12:00")},
        ),
        ("月～金9:00～17:00（水曜は正午まで）", {("MO,TU,TH,FR", "09:00", "17:00"), ("WE", "09:00", "12:00")}),
        (
            "毎週土・日曜 9時～12時、13時～17時（日曜は15時まで）",
            {
                *(("SA", "09:00", "12:00"), ("SA", "13:00", "17:00")),
                *(("SU", "09:00", "12:00"), ("SU", "13:00", "15:00")),
            },
        ),
        ("次回は12/15（火）10時～、以後毎月第3火曜", {("3TU", "10:00", None)}),
    ],
)
def test_hours_go_with_their_days(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert pairs(text) == expected
