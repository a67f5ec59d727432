"""What changes, ends, or is closed: other days from a date on, days that have moved, closed days beside open ones."""

from datetime import date

from tests.directory.schedules.texts.said import (
    Day,
    Said,
    dates,
    every_day,
    nth,
    partly,
    perhaps,
    surely,
    undated,
    weekly,
)


def _not_on_closed_monday(day: Day) -> bool:
    """Open but on Mondays; on a Monday that is a holiday too, and then shut the next days up to a working day."""
    if day.weekday == "月":
        return day.holiday
    before = day.before(1)
    while before.holiday:
        if before.weekday == "月":
            return False
        before = before.before(1)
    return True


TEXTS: list[Said] = [
    # other days from a date on
    partly(
        "毎週火曜（令和9年4月から第1・3火曜）10時～",
        lambda d: d.weekday == "火" and d.date < date(2027, 4, 1),
        "10:00-",
    ),
    partly("令和9年3月まで毎週火曜、令和9年4月から第3火曜", lambda d: d.weekday == "火" and d.date < date(2027, 4, 1)),
    perhaps("令和8年度は第2火曜、令和9年度から第3火曜", lambda d: nth("火", 2)(d) and d.date < date(2027, 4, 1)),
    partly("令和8年度は第2火曜、令和9年度は第3火曜", lambda d: nth("火", 2)(d) and d.date < date(2027, 4, 1)),
    perhaps("令和9年1月から水曜に変更 毎週火曜"),
    perhaps("毎週火曜 令和9年1月から水曜に変更", lambda d: d.weekday == "火" and d.year == 2026),
    # of a year only
    perhaps("毎週水曜（令和8年度は第1水曜休み）", nth("水", 2, 3, 4, 5)),
    surely(
        "毎週月曜 10時～ ※令和8年度は12月28日、1月4日休み",
        lambda d: d.weekday == "月" and d.date not in (date(2026, 12, 28), date(2027, 1, 4)),
    ),
    # until a day of no known year
    perhaps("毎週火曜 ※11月30日まで"),
    perhaps("毎週火曜 3月25日まで"),
    # moved
    partly("毎週火曜 ただし第2火曜は木曜に変更", nth("火", 1, 3, 4, 5)),
    perhaps("第2火曜（ただし第2火曜は木曜に変更）"),
    partly("日曜（第2日曜は土曜に変更）", nth("日", 1, 3, 4, 5)),
    perhaps("第2土曜（12月は第1土曜に変更）", lambda d: nth("土", 1 if d.month == 12 else 2)(d)),
    partly("第2金曜（令和8年12月は11日→18日に変更）", lambda d: nth("金", 2)(d) and d.date > date(2026, 12, 31)),
    # dates and what is closed between them
    surely("2026年12月14日、8月は休み、2027年1月10日", dates("2026-12-14", "2027-01-10")),
    undated("5月14日、8月は休み、9月10日"),
    perhaps("2026年12月14日、12月21日は休み、2027年1月10日", dates("2026-12-14", "2027-01-10")),
    perhaps("9時～17時 8月13日、14日は休み"),
    # closed days that a bracket explains
    surely("月曜日（祝日の場合は翌日）休館", _not_on_closed_monday),
    surely("毎週月曜（祝日の場合は翌日）休み 9時～17時", _not_on_closed_monday, "09:00-17:00"),
    surely(
        "月曜日（祝日の場合は翌日）・年末年始は休館、9時～17時",
        lambda d: _not_on_closed_monday(d) and not d.new_year,
        "09:00-17:00",
    ),
    surely("月曜（祝日の場合は開館）休館 10:00～18:00", lambda d: d.weekday != "月" or d.holiday, "10:00-18:00"),
    surely("毎週月曜、8月は休み（祝日は開催）", lambda d: d.weekday == "月" and d.month != 8, on_holiday="held"),
    perhaps(
        "火～日曜 9:00～21:00 月曜が祝日の場合は開館し翌日休館",
        lambda d: d.weekday in "火水木金土日" and not (d.before(1).weekday == "月" and d.before(1).holiday),
    ),
    surely("毎週水曜（1日・15日が水曜の場合は休み）", lambda d: d.weekday == "水" and d.day not in (1, 15)),
    surely(
        "毎月第1・第3土曜（5月第1、1月第1は休み）9時半～",
        lambda d: nth("土", 1, 3)(d) and not (d.month in (1, 5) and d.nth == 1),
        "09:30-",
    ),
    surely("令和8年12月末まで休止 毎週水曜10時～", lambda d: d.weekday == "水" and d.year > 2026, "10:00-"),
    surely("毎週水曜10時～ 令和9年1月から休止", lambda d: d.weekday == "水" and d.year == 2026, "10:00-"),
    perhaps("毎週水曜10時～ 3月末まで休止"),
    perhaps("3月までの毎週土曜"),
    surely("11月から3月までの間は休み 毎週日曜 8時～", lambda d: d.weekday == "日" and 4 <= d.month <= 10, "08:00-"),
    surely("毎週月曜日9:30-11:30(除第3週)", lambda d: d.weekday == "月" and d.nth != 3, "09:30-11:30"),
    surely("毎週月曜（除く祝日）9:30～", lambda d: d.weekday == "月" and not d.holiday, "09:30-"),
    surely(
        "毎月第2水（祝→翌週）10:00～",
        lambda d: (nth("水", 2)(d) and not d.holiday) or (nth("水", 2)(d.before(7)) and d.before(7).holiday),
        "10:00-",
    ),
    surely("毎週月曜定休（祝日の場合は営業、翌日休み）11時～17時", _not_on_closed_monday, "11:00-17:00"),
    perhaps("第1土曜・第3土曜のいずれか"),
    surely(
        "令和8年12/12・26、令和9年1/9・23 13時～",
        dates("2026-12-12", "2026-12-26", "2027-01-09", "2027-01-23"),
        "13:00-",
    ),
    # closed days by name, or all of a list
    surely("館内整理日（毎月第4木曜）休館 9時～17時", lambda d: not (d.weekday == "木" and d.nth == 4), "09:00-17:00"),
    surely(
        "月曜日・祝日・館内整理日（毎月最終金曜日）休館 9時～17時",
        lambda d: d.weekday != "月" and not d.holiday and not (d.weekday == "金" and d.last),
        "09:00-17:00",
    ),
    surely("日祝定休 9時～17時", lambda d: d.weekday != "日" and not d.holiday, "09:00-17:00"),
    perhaps("第1・3日曜、祝日休み 9時～18時"),
    surely("月曜休館（ただし祝日は開館）10～17時", lambda d: d.weekday != "月" or d.holiday, "10:00-17:00"),
    surely("月曜休み。ただし月曜が祝日の場合は火曜休み 10時～17時", _not_on_closed_monday, "10:00-17:00"),
    perhaps("開館日：火～日、祝日の月曜"),
    partly("12月毎週火曜（29日除く）10時～", lambda d: d.weekday == "火" and d.month == 12 and d.day != 29),
    # every other week, a course, some time from now: not to be counted
    partly("毎週月～金 ※水曜は隔週", weekly("月火木金")),
    partly(
        "令和8年10月6日から毎週火曜全10回 10時～", lambda d: d.weekday == "火" and d.date <= date(2026, 12, 8), "10:00-"
    ),
    perhaps("10月6日から毎週火曜全10回 10時～"),
    perhaps("来月から毎週水曜"),
    perhaps("今月は第3水曜です"),
    perhaps("12月は17日まで 毎週木曜 10時～", lambda d: d.weekday == "木" and d.month != 12),
    perhaps("毎週木曜 12月のみ17日で終了", lambda d: d.weekday == "木" and d.month != 12),
    perhaps("毎週木曜 ※4月は第2週から", lambda d: d.weekday == "木" and (d.month != 4 or d.nth > 1)),
    perhaps("学校給食のある平日 15時～17時", lambda d: d.workday),
    perhaps("土曜（学校が休みの日）"),
    partly("毎週火曜（旧盆は休み）", lambda d: d.weekday == "火" and not d.obon),
    surely("毎日（水曜は休み）", weekly("月火水木金土日"[:2] + "木金土日")),
    surely("年中無休 24時間", every_day),
    # one date called off, with why
    surely("第2木曜日（12月10日は会場の都合により中止）", lambda d: nth("木", 2)(d) and d.month_day != (12, 10)),
    surely("毎週火曜日 ※12月1日は中止", lambda d: d.weekday == "火" and d.month_day != (12, 1)),
    surely("毎週火曜日 12月15日(火)は臨時休館", lambda d: d.weekday == "火" and d.month_day != (12, 15)),
    surely("第3日曜日 ※3月と9月は彼岸のため第2日曜日", lambda d: nth("日", 2 if d.month in (3, 9) else 3)(d)),
    perhaps("毎月第2・4水曜日 10:00から（年末は12月16日に変更）", lambda d: nth("水", 2, 4)(d) and d.month != 12),
    perhaps("3月～11月 火曜を除く毎日", lambda d: d.weekday != "火" and 3 <= d.month <= 11),
    perhaps("通年（火曜休園）9時～16時30分", lambda d: d.weekday != "火"),
    # hours of some of the days, said after those of all
    surely("月～金 9:00～16:00、水は12:00まで", weekly("月火水木金"), "09:00-16:00,09:00-12:00"),
    surely("月～金 9時～16時(水 ～12時)", weekly("月火水木金"), "09:00-16:00,09:00-12:00"),
    surely("毎週月曜 13時～15時、第4月曜は18時～20時も開催", weekly("月"), "13:00-15:00,18:00-20:00"),
    # other days in one month of one year
    partly("第2水曜 14時～ ※R9.1月は第3水曜", lambda d: nth("水", 2)(d) and (d.year, d.month) != (2027, 1), "14:00-"),
    perhaps("令和9年1月は第3水曜、それ以外は第2水曜", lambda d: nth("水", 3)(d) and (d.year, d.month) == (2027, 1)),
    perhaps("第1火曜（1月5日→1月12日）", lambda d: nth("火", 1)(d) and d.month != 1),
    perhaps("第1火曜 1/5→1/12", lambda d: nth("火", 1)(d) and d.month != 1),
    surely("第1・第3火曜 10時～（11/3は祝日のため休み）", lambda d: nth("火", 1, 3)(d) and d.month_day != (11, 3)),
    partly(
        "毎週木曜 8月と12月最終週を除く",
        lambda d: d.weekday == "木" and d.month != 8 and not (d.month == 12 and d.last),
    ),
]
