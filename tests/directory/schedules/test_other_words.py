"""Schedules in English and やさしい日本語, from what was read; where a part has no words, nothing is said."""

import pytest

from directory.schedules import read
from directory.schedules.other_words import easy_words, english_words


@pytest.mark.parametrize(
    ("text", "english", "easy"),
    [
        ("毎月第2火曜", "2nd Tuesday of every month", "毎月 2回目の 火曜日"),
        (
            "毎月第2・第4火曜 10:00~12:00（祝日除く）",
            "2nd and 4th Tuesday of every month, 10:00–12:00 (not on public holidays)",
            "毎月 2回目と 4回目の 火曜日 10:00から 12:00まで（祝日は 休み）",
        ),
        ("毎週木曜 13時から", "every Thursday, from 13:00", "毎週 木曜日 13:00から"),
        (
            "毎週月～金 9:00-17:00",
            "every day from Monday to Friday, 9:00–17:00",
            "毎週 月曜日から 金曜日まで 9:00から 17:00まで",
        ),
        ("毎週月・水・土", "every Monday, Wednesday and Saturday", "毎週 月曜日と 水曜日と 土曜日"),
        ("毎日", "every day", "毎日"),
        ("最終金曜", "last Friday of every month", "毎月 さいごの 金曜日"),
        ("毎月15日", "15th of every month", "毎月 15日"),
        ("毎月1日・22日", "1st and 22nd of every month", "毎月 1日と 22日"),
        (
            "偶数月の第3金曜",
            "3rd Friday of even months (February, April …)",
            "2月・4月・6月・8月・10月・12月の 3回目の 金曜日",
        ),
        (
            "毎週水曜（祝日の場合は翌日）",
            "every Wednesday (if that is a public holiday, the day after)",
            "毎週 水曜日（祝日の ときは 次の 日）",
        ),
        ("毎週火曜（8月は休み）", "every Tuesday in every month but August", "毎月（8月は 休み） 毎週 火曜日"),
        ("隔週金曜", None, None),
        ("随時", None, None),
    ],
)  # fmt: skip
def test_a_schedule_is_said_in_three_languages(text: str, english: str | None, easy: str | None) -> None:
    meeting = read(text).meeting()
    assert (english_words(meeting), easy_words(meeting)) == (english, easy)
