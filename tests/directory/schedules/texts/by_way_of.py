"""Days said by way of other days or in other alphabets; hours, weekdays and months narrowed afterwards."""

from tests.directory.schedules.texts.said import (
    Held,
    Said,
    at_most,
    either,
    every_day,
    nothing,
    nth,
    partly,
    perhaps,
    surely,
    undated,
    weekly,
)


def _weekdays_and_two_saturdays(*ordinals: int) -> Held:
    return either(weekly("月火水木金"), nth("土", *ordinals))


TEXTS: list[Said] = [
    # the day after, the day before
    surely("第1日曜日の翌日", lambda d: d.before(1).weekday == "日" and d.before(1).nth == 1),
    surely("第2金曜の前日 10時～", lambda d: d.before(-1).weekday == "金" and d.before(-1).nth == 2, "10:00-"),
    surely("第1・3土曜の翌日", lambda d: d.before(1).weekday == "土" and d.before(1).nth in (1, 3)),
    surely("毎月10日の翌日", lambda d: d.day == 11),
    at_most("第1金曜の前日", lambda d: d.before(-1).weekday == "金" and d.before(-1).nth == 1),
    at_most("第4火曜の翌日", lambda d: d.before(1).weekday == "火" and d.before(1).nth == 4),
    surely(
        "第3月曜の翌日は休館 9時～17時",
        lambda d: not (d.before(1).weekday == "月" and d.before(1).nth == 3),
        "09:00-17:00",
    ),
    perhaps("毎週火曜 連休の翌日はお休み"),
    # an ordinal that borrows its weekday
    surely(
        "奇数月の第1・偶数月の第3日曜",
        lambda d: d.weekday == "日" and d.nth == (1 if d.month % 2 else 3),
    ),
    surely(
        "4月は第1、5月は第2、6月は第3土曜",
        lambda d: d.weekday == "土" and (d.month, d.nth) in ((4, 1), (5, 2), (6, 3)),
    ),
    # the months not yet named
    surely("12月のみ第2木曜ほかは第4木曜", lambda d: d.weekday == "木" and d.nth == (2 if d.month == 12 else 4)),
    surely(
        "4月～9月は第1日曜、それ以外は第3日曜", lambda d: d.weekday == "日" and d.nth == (1 if 4 <= d.month <= 9 else 3)
    ),
    surely("8月は第1水曜、その他の月は第2水曜", lambda d: d.weekday == "水" and d.nth == (1 if d.month == 8 else 2)),
    surely("1月は第3火曜、他の月は第1火曜", lambda d: d.weekday == "火" and d.nth == (3 if d.month == 1 else 1)),
    perhaps("第1火曜は公民館、それ以外は火曜 集会所", nth("火", 1)),
    # days of the month in a row
    surely("毎月1～7日", lambda d: d.day <= 7),
    surely("毎月1日から10日まで", lambda d: d.day <= 10),
    surely("毎月25日～末日", lambda d: d.day >= 25),
    surely("毎月末", lambda d: d.month_end),
    surely("毎月末日 10時", lambda d: d.month_end, "10:00-"),
    nothing("毎月末頃"),
    # one weekday of several, on some weeks
    surely("火・木・土(土は第2・4のみ)", either(weekly("火木"), nth("土", 2, 4))),
    surely("月～土 9時～17時（土曜は第2・4のみ）", _weekdays_and_two_saturdays(2, 4), "09:00-17:00"),
    surely("月～土（土曜は第1・3）10時～15時", _weekdays_and_two_saturdays(1, 3), "10:00-15:00"),
    surely("毎週火・木・土 10時～ ※土曜は第2・4のみ", either(weekly("火木"), nth("土", 2, 4)), "10:00-"),
    surely("毎週火・木・土（第2・4土曜のみ）", either(weekly("火木"), nth("土", 2, 4))),
    surely("毎週木曜 10時～（第3木曜のみ集会所）", weekly("木"), "10:00-"),
    surely("木曜日(月2回 第1・第3)", nth("木", 1, 3)),
    # a week's weekdays
    perhaps("毎月第2週目の月～金"),
    perhaps("毎月第1週の月曜～金曜"),
    surely("第2週の火・木", nth("火木", 2)),
    surely("火1・3 10時～", nth("火", 1, 3), "10:00-"),
    surely("木2,4 13:00～15:00", nth("木", 2, 4), "13:00-15:00"),
    surely("毎週火 2・4階", weekly("火")),
    # an ordinal's hours before or after those of the others
    surely("毎週水曜（第2水曜は午後2時～4時）10時～12時", weekly("水"), "10:00-12:00,14:00-16:00"),
    surely("毎週水曜10時～12時、毎月第2水曜は14時まで", weekly("水"), "10:00-12:00,10:00-14:00"),
    # 平日 and weekdays
    surely("平日の火曜・木曜 10時～12時", lambda d: d.weekday in "火木" and d.workday, "10:00-12:00"),
    surely("平日（月・水・金）13時～16時", lambda d: d.weekday in "月水金" and d.workday, "13:00-16:00"),
    surely("月・水・金（平日のみ）13時～16時", lambda d: d.weekday in "月水金" and d.workday, "13:00-16:00"),
    surely("平日（月～金）9時～17時", lambda d: d.workday, "09:00-17:00"),
    surely("平日（水、祝日を除く）13時～16時", lambda d: d.weekday in "月火木金" and d.workday, "13:00-16:00"),
    surely("平日の第2火曜 10時", lambda d: nth("火", 2)(d) and d.workday, "10:00-"),
    # hours that end later or earlier
    surely("月～金 9:00～17:00（金のみ19:00まで）", weekly("月火水木金"), "09:00-17:00,09:00-19:00"),
    surely(
        "月～金 9:00～12:00 13:00～17:00（金曜は19:00まで）",
        weekly("月火水木金"),
        "09:00-12:00,13:00-17:00,13:00-19:00",
    ),
    surely("毎日 9時～17時（4～9月は18時まで）", every_day, "09:00-17:00,09:00-18:00"),
    surely("火～日 9:00～17:00 ※11月～2月は16:00まで", weekly("火水木金土日"), "09:00-17:00,09:00-16:00"),
    surely("毎日 4～9月は9時～18時、それ以外は9時～17時", every_day, "09:00-18:00,09:00-17:00"),
    surely("平日 9時～17時（12時～13時を除く）", lambda d: d.workday, "09:00-17:00"),
    surely("毎週火曜 受付9:45 開始10:00 終了11:30", weekly("火"), "10:00-11:30"),
    surely("毎週水曜10時～11時（午前7時時点で暴風警報が出ている場合は中止）", weekly("水"), "10:00-11:00"),
    surely("毎週金曜 14:00〜15:30（気温35度以上の日は中止）", weekly("金"), "14:00-15:30"),
    surely("月～金曜 10:00～16:00（祝日も開所）", weekly("月火水木金"), "10:00-16:00", on_holiday="held"),
    # other marks and alphabets
    surely("㈪～㈮ ９時～１７時", weekly("月火水木金"), "09:00-17:00"),
    surely("(月)～(金) 9:00～17:00", weekly("月火水木金"), "09:00-17:00"),
    surely("毎月第②㈭ 14時～", nth("木", 2), "14:00-"),
    surely("第2木曜 930-1130", nth("木", 2), "09:30-11:30"),
    surely("毎週木曜 10時30～12時", weekly("木"), "10:30-12:00"),
    surely("第2･4火曜 10:00^12:00", nth("火", 2, 4), "10:00-12:00"),
    partly("第l・第3水曜 10時～", nth("水", 3), "10:00-"),
    surely("MON-FRI 9:00-17:00", weekly("月火水木金"), "09:00-17:00"),
    surely("Every Tue & Thu 10:00-11:30", weekly("火木"), "10:00-11:30"),
    surely("1st & 3rd Sat. 14:00~", nth("土", 1, 3), "14:00-"),
    surely("Every Sunday 10am-12pm", weekly("日"), "10:00-12:00"),
    surely("last Friday 18:00～", lambda d: d.weekday == "金" and d.last, "18:00-"),
    surely("毎週Wed 10:00～", weekly("水"), "10:00-"),
    surely("毎週火曜 Mon Cafe", weekly("火")),
    surely("毎週火曜 SUN ROOMにて", weekly("火")),
    surely("CLOSE 月曜", weekly("火水木金土日")),
    surely("Open Tue-Sun 10:00-18:00 (closed Mon)", weekly("火水木金土日"), "10:00-18:00"),
    surely("Closed on Mondays 10:00-18:00", weekly("火水木金土日"), "10:00-18:00"),
    partly("毎週日曜 10:00～（最終日曜は9:00～）", weekly("日")),
    surely("10時受付 10時半開始 第4金曜", nth("金", 4), "10:30-"),
    surely("9:30開場／10:00～11:30 毎月第2月曜", nth("月", 2), "10:00-11:30"),
    surely("10:00集合～12:00頃解散 第1日曜", nth("日", 1), "10:00-12:00"),
    surely("10:00受付開始 毎週火曜", weekly("火"), "10:00-"),
    surely("第1、第3火曜日 午后1時～3時", nth("火", 1, 3), "13:00-15:00"),
    perhaps("Every 2nd Tuesday 10:00-12:00"),
    undated("12月6日 日曜 10時", "10:00-"),
    perhaps("毎月11日 日曜なら翌日", lambda d: d.day == 11 and d.weekday != "日"),
]
