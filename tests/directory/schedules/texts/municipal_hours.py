"""After municipal pages: opening hours, years, 隔週, lost marks, changes."""

from datetime import date, timedelta

from tests.directory.schedules.texts.said import (
    Day,
    Said,
    at_most,
    dates,
    either,
    every_day,
    never,
    nth,
    surely,
    undated,
    weekly,
)

TEXTS: list[Said] = [
    # salons and clubs
    at_most("月初めの水曜日（第1水曜日）13時30分から15時30分", nth("水", 1)),
    surely(
        "毎月第4木曜日（祝日の場合は第3木曜日）10時30分～12時",
        lambda d: (
            d.weekday == "木"
            and ((d.nth == 4 and not d.holiday) or (d.nth == 3 and Day(d.date + timedelta(7)).holiday))
        ),
        "10:30-12:00",
    ),
    at_most("第1・2・4火曜日　13:00-15:30（第3は役員会のため休み）", nth("火", 1, 2, 4)),
    at_most("毎月第2日曜日午前9時より清掃後、10時～お茶会", nth("日", 2)),
    surely("毎月第2・第3・第4木曜日 午後1時30分より3時まで", nth("木", 2, 3, 4), "13:30-15:00"),
    surely(
        "月・火・木 9:00～11:00、金 13:00～15:00（祝日は休み）",
        lambda d: d.weekday in "月火木金" and not d.holiday,
        "09:00-11:00,13:00-15:00",
    ),
    surely(
        "第1月曜・第2火曜・第3水曜・第4木曜 10:00～12:00",
        either(nth("月", 1), nth("火", 2), nth("水", 3), nth("木", 4)),
        "10:00-12:00",
    ),
    surely("毎週火曜日（第3火曜日は14:00～）10:00～", weekly("火"), "14:00-,10:00-"),
    surely(
        "毎週木曜 9:30～11:30、ただし祝日と第5木曜は休み",
        lambda d: d.weekday == "木" and d.nth < 5 and not d.holiday,
        "09:30-11:30",
    ),
    at_most("毎週木曜、祝日の週は休み", weekly("木")),
    surely("毎月第1火曜と第3金曜の13時半～15時", either(nth("火", 1), nth("金", 3)), "13:30-15:00"),
    surely("金曜日の10時～12時（第1・第3週）", nth("金", 1, 3), "10:00-12:00"),
    at_most("第2・4週の火曜日と木曜日", nth("火木", 2, 4)),
    at_most("毎週または隔週の水曜日", never),
    at_most("ほぼ毎週土曜日 10:00～12:00", weekly("土")),
    at_most("毎週金曜（月1回程度休みあり）", weekly("金")),
    at_most("毎月1回木曜日、10時から12時（日程は広報に掲載）", never),
    surely(
        "毎月第3金曜日 午後6時30分〜8時30分（12月は忘年会のため休み）",
        lambda d: d.weekday == "金" and d.nth == 3 and d.month != 12,
        "18:30-20:30",
    ),
    at_most("毎月第3土曜日（雪の時期を除く）", nth("土", 3)),
    surely(
        "4月～12月 第2火曜 9:30～（1～3月は冬季休業）",
        lambda d: d.weekday == "火" and d.nth == 2 and 4 <= d.month <= 12,
        "09:30-",
    ),
    surely(
        "1月、2月を除く毎月第3水曜日 10時～",
        lambda d: d.weekday == "水" and d.nth == 3 and d.month not in (1, 2),
        "10:00-",
    ),
    surely(
        "毎月第1水曜日（1月・8月除く）13:30～",
        lambda d: d.weekday == "水" and d.nth == 1 and d.month not in (1, 8),
        "13:30-",
    ),
    at_most(
        "第2土曜日（2月・8月を除く偶数月）", lambda d: d.weekday == "土" and d.nth == 2 and d.month in (4, 6, 10, 12)
    ),
    surely("偶数月の15日 10:00～", lambda d: d.day == 15 and d.month % 2 == 0, "10:00-"),
    surely("奇数月の末日 9時～", lambda d: d.month_end and d.month % 2 == 1, "09:00-"),
    # child
    surely(
        "こども食堂：毎月第2・第4金曜 17:30〜19:30／学習支援：毎週火曜 17:00〜19:00",
        lambda d: (d.weekday == "金" and d.nth in (2, 4)) or d.weekday == "火",
        "17:30-19:30,17:00-19:00",
    ),
    at_most("第3日曜 11:00～14:00（材料がなくなり次第終了、雨天決行）", nth("日", 3)),
    at_most("毎月第4土曜日（12月はクリスマス会のため日程変更）", lambda d: d.weekday == "土" and d.nth == 4),
    surely("毎月第1土曜日 お弁当配布 11:30～12:30", nth("土", 1), "11:30-12:30"),
    surely("第2水曜16時～18時半 第4水曜16時～18時半", nth("水", 2, 4), "16:00-18:30"),
    at_most("夏休み・冬休み・春休みの平日 11:00～13:00", lambda d: d.workday),
    at_most("毎月1回土曜（4月25日、5月23日、6月27日…）", never),
    at_most("4/25、5/23、6/27（いずれも土）11時～", never),
    surely(
        "R8.12.20（日）、R9.1.17（日）、R9.2.21（日） 11:30～13:30",
        dates("2026-12-20", "2027-01-17", "2027-02-21"),
        "11:30-13:30",
    ),
    surely("２０２６年１２月１３日（日）１１時～１３時", dates("2026-12-13"), "11:00-13:00"),
    at_most("令和8年12月13日（土）11時～13時", never),
    at_most("令和8年11月31日 10時～", never),
    surely("令和8年度 12月19日（土） 2月20日（土） 10:00～", dates("2026-12-19", "2027-02-20"), "10:00-"),
    at_most("令和5年度：6/3、9/2、12/2", never),
    # counters
    at_most(
        "毎週月～金曜日（祝日・年末年始除く）午前8時30分～午後5時15分　※水曜日は午後7時まで延長",
        lambda d: d.weekday in "月火水木金" and not d.holiday and not d.new_year,
    ),
    surely("平日8:30～17:15（年末年始12/29～1/3を除く）", lambda d: d.workday and not d.new_year, "08:30-17:15"),
    surely(
        "毎月第2火曜日13時～16時（祝日の場合は翌日）※1週間前までに要予約",
        lambda d: (
            (d.weekday == "火" and d.nth == 2 and not d.holiday)
            or (d.before(1).weekday == "火" and d.before(1).nth == 2 and d.before(1).holiday)
        ),
        "13:00-16:00",
    ),
    surely("第1・3木曜 13:00～16:00 要予約（電話受付は平日9:00～17:00）", nth("木", 1, 3), "13:00-16:00"),
    at_most("毎月第3水曜日 10時～15時（12時～13時を除く）", nth("水", 3)),
    at_most("毎月第4火曜日（ただし3月・12月は変更する場合があります）", nth("火", 4)),
    at_most(
        "毎月20日（閉庁日の場合は直前の開庁日）",
        lambda d: (d.day == 20 and d.workday) or (d.workday and 14 <= d.day < 20),
    ),
    at_most("毎月1日（1日が土・日・祝の場合は翌開庁日）9時～12時", lambda d: d.workday and d.day <= 6),
    at_most("毎月10日・20日・30日（土日祝を含む）13:00～", lambda d: d.day in (10, 20, 30)),
    at_most(
        "毎月5日と20日（休日の場合は翌日）", lambda d: (d.day in (5, 20) and not d.holiday) or d.day in (6, 7, 21, 22)
    ),
    surely(
        "毎週水曜日(12月30日を除く) 13:00～15:00",
        lambda d: d.weekday == "水" and d.month_day != (12, 30),
        "13:00-15:00",
    ),
    # opening hours
    surely(
        "火～土 10:00～17:00（木曜は20:00まで）日・月・祝休館",
        lambda d: d.weekday in "火水木金土" and not d.holiday,
        "10:00-17:00,10:00-20:00",
    ),
    surely("10時～18時（入館は17時30分まで）月曜休館", lambda d: d.weekday != "月", "10:00-18:00"),
    surely("9:00～21:00 第1・第3月曜休館", lambda d: not (d.weekday == "月" and d.nth in (1, 3)), "09:00-21:00"),
    surely("9時～22時（年中無休）", every_day, "09:00-22:00"),
    surely("9:00～17:00 休館日／年末年始（12/29～1/3）", lambda d: not d.new_year, "09:00-17:00"),
    surely(
        "定休日：日曜・祝日・第2土曜　営業：10時～16時",
        lambda d: d.weekday != "日" and not d.holiday and not (d.weekday == "土" and d.nth == 2),
        "10:00-16:00",
    ),
    at_most("不定休 11:00～16:00", never),
    at_most("木・金・土・日のみ営業 11:00～16:00（不定休あり）", weekly("木金土日")),
    at_most("火曜定休（祝日の場合は翌日休み） 11:00～17:00", lambda d: d.weekday != "火" or d.holiday),
    surely(
        "月曜日及び祝日の翌日休館　9:00～17:00", lambda d: d.weekday != "月" and not d.before(1).holiday, "09:00-17:00"
    ),
    surely(
        "4月～9月 9:00～18:00、10月～3月 9:00～17:00 水曜定休", lambda d: d.weekday != "水", "09:00-18:00,09:00-17:00"
    ),
    at_most("春分の日から秋分の日までの毎週日曜日", weekly("日")),
    at_most("3月第1日曜から11月最終日曜までの毎週日曜日 8時～", lambda d: d.weekday == "日" and 3 <= d.month <= 11),
    # biweekly
    at_most("隔週木曜日（次回12月10日）14:00～", lambda d: d.weekday == "木"),
    surely(
        "隔週木曜日（次回は令和8年12月10日）14:00～",
        lambda d: d.weekday == "木" and (d.date - date(2026, 12, 10)).days % 14 == 0 and d.date >= date(2026, 12, 10),
        "14:00-",
    ),
    surely(
        "令和8年12月7日（月）より隔週月曜日 10:00～11:00",
        lambda d: d.weekday == "月" and (d.date - date(2026, 12, 7)).days % 14 == 0,
        "10:00-11:00",
    ),
    at_most("隔週火・金曜日", never),
    at_most("毎週火曜・隔週金曜 13:00～", weekly("火")),
    surely("隔週水曜（第2・4水曜）9:30～", nth("水", 2, 4), "09:30-"),
    at_most("3週間に1回 土曜日", never),
    # lost, odd
    at_most("第2火曜日13時30分15時30分", nth("火", 2)),
    surely("第2火曜13:30‐15:30", nth("火", 2), "13:30-15:30"),
    surely("第2火曜 13：30　～　15：30", nth("火", 2), "13:30-15:30"),
    surely("第2火曜 13.30～15.30", nth("火", 2), "13:30-15:30"),
    surely("第2火曜 PM1:30～PM3:30", nth("火", 2), "13:30-15:30"),
    surely("第2火曜 午後1:30～3:30", nth("火", 2), "13:30-15:30"),
    surely("第2火曜　1330～1530", nth("火", 2), "13:30-15:30"),
    at_most("第2火曜 25:00～27:00", nth("火", 2)),
    at_most("第6火曜 10:00～", never),
    at_most("第２火第４木13～15時", either(nth("火", 2), nth("木", 4))),
    surely("第2･4(水)AM9:30〜AM11:30", nth("水", 2, 4), "09:30-11:30"),
    at_most("毎月第三日曜日　午後零時三十分～二時", nth("日", 3)),
    surely("毎月第3日曜日 午後0時30分～2時", nth("日", 3), "12:30-14:00"),
    surely("火曜　午前10時～11時30分／午後1時～2時30分（各回10名）", weekly("火"), "10:00-11:30,13:00-14:30"),
    surely(
        "水　10:00～12:00\n木　13:00～15:00\n第3土　10:00～12:00",
        lambda d: d.weekday in "水木" or (d.weekday == "土" and d.nth == 3),
        "10:00-12:00,13:00-15:00",
    ),
    surely("<定例会>第3木曜 19:00～ <サロン>第1・2木曜 13:30～", nth("木", 1, 2, 3), "19:00-,13:30-"),
    surely(
        "年末年始（12/28～1/5）を除く毎週月曜日 10:00～",
        lambda d: d.weekday == "月" and not (d.month_day >= (12, 28) or d.month_day <= (1, 5)),
        "10:00-",
    ),
    surely(
        "祝日・お盆（8/13～8/15）を除く毎週金曜",
        lambda d: d.weekday == "金" and not d.holiday and not ((8, 13) <= d.month_day <= (8, 15)),
    ),
    surely(
        "毎週月曜（ただし月曜が祝日の場合は火曜）10時",
        lambda d: (
            (d.weekday == "月" and not d.holiday) or (d.weekday == "火" and d.before(1).holiday and not d.holiday)
        ),
        "10:00-",
    ),
    at_most("毎週月曜日。火曜日に振り替えることもあります", weekly("月")),
    at_most(
        "月1回　第2水曜日または第3水曜日（奇数月は第2、偶数月は第3）",
        lambda d: d.weekday == "水" and d.nth == (2 if d.month % 2 else 3),
    ),
    surely(
        "奇数月は第2水曜日、偶数月は第3水曜日 10:00～",
        lambda d: d.weekday == "水" and d.nth == (2 if d.month % 2 else 3),
        "10:00-",
    ),
    surely(
        "4月・10月は第3土曜、その他の月は第2土曜 13時～",
        lambda d: d.weekday == "土" and d.nth == (3 if d.month in (4, 10) else 2),
        "13:00-",
    ),
    at_most("土曜日（学校登校日を除く） 9:00～12:00", weekly("土")),
    at_most("毎週火曜日（満潮時は時間変更）", weekly("火")),
    undated("当面の間、活動を休止します", None),
    undated("第2水曜（令和8年4月より休止中）", None),
    at_most(
        "第2水曜（令和9年4月より休止予定）", lambda d: d.weekday == "水" and d.nth == 2 and d.date < date(2027, 4, 1)
    ),
    at_most("第1水曜（令和9年1月再開予定）", lambda d: d.weekday == "水" and d.nth == 1 and d.date >= date(2027, 1, 1)),
    at_most("毎週水曜（冬期は土曜に変更）", lambda d: d.weekday in "水土"),
    at_most("毎週火曜日午前10時から（終了時間は決まっていません）", weekly("火")),
]
