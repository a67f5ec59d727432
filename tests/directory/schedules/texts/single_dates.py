"""Dates, periods, and what counts from a date."""

from datetime import date

from tests.directory.schedules.texts.said import Said, at_most, dates, never, nth, perhaps, surely, undated, weekly

TEXTS: list[Said] = [
    undated("令和8年4月7日"),
    undated("R8.4.7 10:00～"),
    undated("令和8年4月7日(火) 13:30～15:00", "13:30-15:00"),
    perhaps("令和9年4月7日(月) 13:30～15:00"),
    surely("令和9年4月7日(水) 13:30～15:00", dates("2027-04-07"), "13:30-15:00"),
    surely("R9.4.7(水)10:00～12:00", dates("2027-04-07"), "10:00-12:00"),
    surely(
        "2027年4月7日（水）、5月12日（水）、6月9日（水）10:00～",
        dates("2027-04-07", "2027-05-12", "2027-06-09"),
        "10:00-",
    ),
    surely("2027/4/7 2027/5/12", dates("2027-04-07", "2027-05-12")),
    surely("2027-04-07 10:00", dates("2027-04-07")),
    surely("令和九年四月七日", dates("2027-04-07")),
    surely("2027年4月7日・14日・21日", dates("2027-04-07", "2027-04-14", "2027-04-21")),
    surely(
        "令和8年12月5日、令和9年1月9日、2月6日 各土曜日 10:00～12:00",
        dates("2026-12-05", "2027-01-09", "2027-02-06"),
        "10:00-12:00",
    ),
    surely(
        "令和8年度：12月9日、1月13日、2月10日、3月10日", dates("2026-12-09", "2027-01-13", "2027-02-10", "2027-03-10")
    ),
    surely(
        "令和8年度 12/9、1/13、2/10、3/10（全て水曜）", dates("2026-12-09", "2027-01-13", "2027-02-10", "2027-03-10")
    ),
    surely("令和8年12月9日(水)、令和9年1月13日(水)", dates("2026-12-09", "2027-01-13")),
    surely(
        "2026年12月5日(土) 10:00～12:00、12月19日(土) 13:00～15:00",
        dates("2026-12-05", "2026-12-19"),
        "10:00-12:00,13:00-15:00",
    ),
    surely("令和9年1月14日(木)～16日(土) 10:00～16:00", dates("2027-01-14", "2027-01-15", "2027-01-16"), "10:00-16:00"),
    at_most("2027年1月14日から1月16日まで", dates("2027-01-14", "2027-01-15", "2027-01-16")),
    at_most("2027年2月30日"),
    at_most("令和9年2月29日(月)"),
    surely("2028年2月29日(火)", dates("2028-02-29")),
    at_most("令和8年(2027年)4月7日"),
    undated("平成30年5月16日(水)"),
    undated("4/7・5/12"),
    undated("4/7・5/12 10:00～12:00", "10:00-12:00"),
    undated("4月7日(火)、5月12日(火)"),
    undated("12月5日、19日"),
    undated("12/5（土）・12/19（土）13:00～15:00", "13:00-15:00"),
    undated("7月2日(火)・8月5日(月)午前10時~11時30分", "10:00-11:30"),
    undated("10月21日(木)・22日(金) 両日とも正午から午後7時まで", "12:00-19:00"),
    undated("4月8日(土曜日)・29日(土曜日)10時~15時", "10:00-15:00"),
    at_most("4/7(月)"),
    at_most("次回は12月5日（土）"),
    at_most("次回開催：令和8年12月5日（土）10時～", dates("2026-12-05")),
    at_most("次回開催日 2026年12月5日(土)10時～12時", dates("2026-12-05")),
    surely("毎週水曜日（12/30、1/6は休み）", lambda d: d.weekday == "水" and d.month_day not in ((12, 30), (1, 6))),
    surely("毎週水曜日（ただし令和9年1月6日は休み）", lambda d: d.weekday == "水" and str(d.date) != "2027-01-06"),
    surely(
        "毎週水曜日 10:00～12:00（令和8年12月30日を除く）",
        lambda d: d.weekday == "水" and str(d.date) != "2026-12-30",
        "10:00-12:00",
    ),
    surely("第2水曜日（8月12日はお休み）", lambda d: d.weekday == "水" and d.nth == 2 and (d.month_day != (8, 12))),
    perhaps("第2水曜日 8月は12日に開催", lambda d: d.weekday == "水" and d.nth == 2),
    perhaps("毎月第2水曜日 ※12月は9日ではなく16日", lambda d: d.weekday == "水" and d.nth == 2 and (d.month != 12)),
    perhaps("毎月第1・第3金曜日 ※5月2日・8月15日・1月2日・3月20日", lambda d: d.weekday == "金" and d.nth in (1, 3)),
    surely("令和9年4月から毎週水曜日 10:00～", lambda d: d.weekday == "水" and d.date >= date(2027, 4, 1), "10:00-"),
    surely("毎週水曜日（令和9年4月開始）", lambda d: d.weekday == "水" and d.date >= date(2027, 4, 1)),
    surely("毎週水曜日 ※令和9年4月より開始", lambda d: d.weekday == "水" and d.date >= date(2027, 4, 1)),
    surely("毎週水曜日（令和9年3月まで）", lambda d: d.weekday == "水" and d.date < date(2027, 4, 1)),
    at_most("毎週水曜日（令和9年3月末まで）", lambda d: d.weekday == "水" and d.date < date(2027, 4, 1)),
    undated("毎週水曜日（令和7年3月で終了）"),
    undated("毎週水曜日 令和6年3月31日をもって終了しました"),
    surely(
        "令和8年4月から令和9年3月まで 毎月第2火曜日",
        lambda d: d.weekday == "火" and d.nth == 2 and (d.date < date(2027, 4, 1)),
    ),
    surely(
        "令和8年度 毎月第2火曜日 10時～",
        lambda d: d.weekday == "火" and d.nth == 2 and (d.date < date(2027, 4, 1)),
        "10:00-",
    ),
    surely(
        "2026年12月2日(水)～2027年3月24日(水)の毎週水曜日", lambda d: d.weekday == "水" and d.date <= date(2027, 3, 24)
    ),
    perhaps("隔週火曜日"),
    perhaps("隔週の火曜 10:00～11:30", never, "10:00-11:30"),
    perhaps("火曜日（隔週）"),
    perhaps("火曜 隔週"),
    perhaps("毎週月曜、隔週木曜", weekly("月")),
    surely("隔週火曜日（第1・3火曜日）", nth("火", 1, 3)),
    surely("隔週（第2・第4）土曜日", nth("土", 2, 4)),
    surely(
        "隔週土曜日（令和8年12月5日から）", lambda d: d.weekday == "土" and (d.date - date(2026, 12, 5)).days % 14 == 0
    ),
    surely(
        "令和8年12月5日(土)から隔週土曜日 10:00～12:00",
        lambda d: d.weekday == "土" and (d.date - date(2026, 12, 5)).days % 14 == 0,
        "10:00-12:00",
    ),
    surely("2026年4月4日より隔週土曜", lambda d: d.weekday == "土" and (d.date - date(2026, 4, 4)).days % 14 == 0),
    at_most(
        "隔週水曜日（2026年12月2日スタート）",
        lambda d: d.weekday == "水" and (d.date - date(2026, 12, 2)).days % 14 == 0,
    ),
    perhaps("隔週水曜日（12月2日から）"),
    perhaps("令和8年12月5日(土)から隔週水曜日"),
    perhaps("2週間に1回 金曜日"),
    perhaps("2週に1度の木曜日"),
    perhaps("第1・3・5週または隔週火曜"),
    perhaps("3週間ごとの日曜日"),
    surely("令和8年12月から偶数月第2土曜", lambda d: d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2)),
]
