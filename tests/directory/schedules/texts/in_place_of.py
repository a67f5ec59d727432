"""What is held in place of something else: other days in some months, other hours on some of the days."""

from tests.directory.schedules.texts.said import Day, Held, either, nth, surely, undated, weekly


def in_months(months: tuple[int, ...], inside: Held, outside: Held) -> Held:
    return lambda day: inside(day) if day.month in months else outside(day)


def _saturday_or_summer_sunday(day: Day) -> bool:
    return day.weekday == ("日" if day.month in (7, 8) else "土")


TEXTS = [
    surely("第①③木曜", nth("木", 1, 3)),
    surely("①③木 10:00～", nth("木", 1, 3), "10:00-"),
    surely("第①・第③木曜日", nth("木", 1, 3)),
    surely("第❷❹土曜", nth("土", 2, 4)),
    surely("第Ⅰ・Ⅲ水曜", nth("水", 1, 3)),
    surely("第Ⅱ・第Ⅳ金曜 13時～15時", nth("金", 2, 4), "13:00-15:00"),
    surely("毎月第ⅠⅢ（水）", nth("水", 1, 3)),
    surely("②・④土曜", nth("土", 2, 4)),
    surely("①毎週月曜 10時～ ②毎週火曜 13時～", weekly("月火"), "10:00-,13:00-"),
    surely("毎週土曜（7・8月は日曜） 10:00～", _saturday_or_summer_sunday, "10:00-"),
    surely("毎週土曜 10:00～、7～8月は日曜", _saturday_or_summer_sunday, "10:00-"),
    surely("毎週水曜（8月は木曜）", in_months((8,), weekly("木"), weekly("水"))),
    surely("毎月第2土曜、12月のみ第3日曜", in_months((12,), nth("日", 3), nth("土", 2))),
    surely("第1火曜（1月は第2水曜） 14時～16時", in_months((1,), nth("水", 2), nth("火", 1)), "14:00-16:00"),
    surely("毎週土曜、8月は日曜も開催", either(weekly("土"), lambda day: day.month == 8 and day.weekday == "日")),
    surely("4～9月は毎週火曜、10～3月は毎週木曜", in_months((4, 5, 6, 7, 8, 9), weekly("火"), weekly("木"))),
    surely("毎週火・木曜（8月は金曜）", in_months((8,), weekly("金"), weekly("火木"))),
    surely(
        "10:00～12:00（毎週火）・13:00～15:00（第2木）", either(weekly("火"), nth("木", 2)), "10:00-12:00,13:00-15:00"
    ),
    surely("10時～11時 毎週月曜、14時～15時 毎週金曜", weekly("月金"), "10:00-11:00,14:00-15:00"),
    surely("月・水・金（月は13時～、水・金は10時～）", weekly("月水金"), "13:00-,10:00-"),
    surely("月水金（水13時～15時） 10時～12時", weekly("月水金"), "13:00-15:00,10:00-12:00"),
    surely("毎週火曜日 10:00～12:00（第1火曜のみ13:00～15:00）", weekly("火"), "10:00-12:00,13:00-15:00"),
    surely("毎週金曜 9時～11時（第3金曜だけ10時～12時）", weekly("金"), "09:00-11:00,10:00-12:00"),
    surely("毎週月曜～木曜の10時～15時（水曜は12時まで）", weekly("月火水木"), "10:00-15:00,10:00-12:00"),
    surely("月～金9:00～17:00（水曜は正午まで）", weekly("月火水木金"), "09:00-17:00,09:00-12:00"),
    surely(
        "毎週土・日曜 9時～12時、13時～17時（日曜は15時まで）", weekly("土日"), "09:00-12:00,13:00-17:00,13:00-15:00"
    ),
    surely("次回は12/15（火）10時～、以後毎月第3火曜", nth("火", 3), "10:00-"),
    surely("2026/12/05 00:00:00", lambda day: str(day.date) == "2026-12-05", ""),
    surely("2026-12-05T00:00:00", lambda day: str(day.date) == "2026-12-05", ""),
    surely("2026/12/05 10:30:00", lambda day: str(day.date) == "2026-12-05", "10:30-"),
    surely("毎週木（第5週は休み） 10-12", nth("木", 1, 2, 3, 4), "10:00-12:00"),
    surely("第2土 10～12", nth("土", 2), "10:00-12:00"),
    surely(
        "第1・3（金） 19時～21時、第2・4（土） 13時～15時",
        either(nth("金", 1, 3), nth("土", 2, 4)),
        "19:00-21:00,13:00-15:00",
    ),
    surely("1.3週木曜日", nth("木", 1, 3)),
    surely("2.4土曜日 10時～", nth("土", 2, 4), "10:00-"),
    undated("12月5日 10-12", "10:00-12:00"),
]
