"""After the lists of municipalities: salons, 子ども食堂, カフェ, 体操, 図書館, 移動図書館, 相談."""

from datetime import date

from tests.directory.schedules.texts.said import (
    Said,
    at_most,
    dates,
    either,
    last,
    never,
    nth,
    perhaps,
    surely,
    undated,
    weekly,
)

TEXTS: list[Said] = [
    # salons
    surely(
        "第1・第3木曜日（1月は第3のみ） 13:30〜15:30",
        lambda d: d.weekday == "木" and (d.nth == 3 or (d.nth == 1 and d.month != 1)),
        "13:30-15:30",
    ),
    surely(
        "毎月第2火曜日（8月・12月は第1火曜日） 10:00~12:00",
        lambda d: d.weekday == "火" and d.nth == (1 if d.month in (8, 12) else 2),
        "10:00-12:00",
    ),
    surely(
        "第1火曜日（祝日の場合は第2火曜日）13：00～15：00",
        lambda d: d.weekday == "火" and ((d.nth == 1 and not d.holiday) or (d.nth == 2 and d.before(7).holiday)),
        "13:00-15:00",
    ),
    perhaps("毎月1回 第2または第3水曜日 10:00～11:30", never, "10:00-11:30"),
    surely(
        "毎月第2火曜日 ※5月と11月は第3火曜日", lambda d: d.weekday == "火" and d.nth == (3 if d.month in (5, 11) else 2)
    ),
    surely(
        "・毎月第1火曜日 ※8月は開催なし ※5月と11月は第2火曜日 ・毎月第3水曜日 ※8月は開催なし",
        lambda d: (
            d.month != 8
            and (
                (d.weekday == "火" and d.nth == (2 if d.month in (5, 11) else 1)) or (d.weekday == "水" and d.nth == 3)
            )
        ),
    ),
    surely(
        "・毎月第2水曜日 ※8月は開催なし ※2月は第1水曜日\n"
        "・毎月第4火曜日 ※8月は開催なし ※7月と9月は第5火曜日、2月は第3火曜日",
        lambda d: (
            d.month != 8
            and (
                (d.weekday == "水" and d.nth == (1 if d.month == 2 else 2))
                or (d.weekday == "火" and d.nth == ({7: 5, 9: 5, 2: 3}.get(d.month, 4)))
            )
        ),
    ),
    at_most(
        "毎月第1・第3金曜日 ※5月2日・8月15日・1月2日・3月20日は開催なし",
        lambda d: d.weekday == "金" and d.nth in (1, 3) and d.month_day not in ((5, 2), (8, 15), (1, 2), (3, 20)),
    ),
    perhaps("週不確定日曜日 13:00~14:00", never, "13:00-14:00"),
    surely("月曜日～金曜日 8:30～17:15（12:00～13:00を除く）", weekly("月火水木金")),
    surely(
        "【昼の部】毎週水曜日 11:00～14:00 【夜の部】第2、4金曜日 17:00～20:00",
        lambda d: d.weekday == "水" or (d.weekday == "金" and d.nth in (2, 4)),
        "11:00-14:00,17:00-20:00",
    ),
    perhaps("(基本)毎月第1・3水曜日 午後1時30分～", nth("水", 1, 3), "13:30-"),
    surely(
        "4～9月 第1・3水曜日実施（10:00～11:30）",
        lambda d: d.weekday == "水" and d.nth in (1, 3) and 4 <= d.month <= 9,
        "10:00-11:30",
    ),
    surely(
        "10～2月毎週水曜日（10:00～11:30）",
        lambda d: d.weekday == "水" and d.month in (10, 11, 12, 1, 2),
        "10:00-11:30",
    ),
    at_most("第2・4火曜日実施(9:30～12:00、無料) ※変動有", nth("火", 2, 4)),
    perhaps("毎週木曜日開催（10:00～14:00）※休み有", weekly("木"), "10:00-14:00"),
    undated("【コロナ感染拡大予防のため現在中止しております】毎週月・水曜日実施（10:00～14:00）", "10:00-14:00"),
    at_most(
        "毎月第4火曜日 14時～15時30分（3・6・9月は粟生団地、4・7・10月はコミセン、5・8・11月は東集会所）", nth("火", 4)
    ),
    surely("毎月第3金曜日　16時～20時　ラストオーダー19時半", nth("金", 3), "16:00-20:00"),
    surely("毎月最終金曜日　時間：16:00〜20:00", last("金"), "16:00-20:00"),
    perhaps("毎月第2土曜日、第4日曜日の2回開催。変更の場合あり", either(nth("土", 2), nth("日", 4))),
    surely("毎月第2土曜日、第4日曜日の2回開催。", either(nth("土", 2), nth("日", 4))),
    undated("4月8日(土曜日)・29日(土曜日)10時～15時", "10:00-15:00"),
    surely("令和8年12月12日(土曜日)・26日(土曜日)10時～15時", dates("2026-12-12", "2026-12-26"), "10:00-15:00"),
    surely(
        "令和9年1月9日（土）、2月13日（土）、3月13日（土）いずれも14時～15時30分",
        dates("2027-01-09", "2027-02-13", "2027-03-13"),
        "14:00-15:30",
    ),
    at_most("令和9年1月10日（土）14時～", never),
    # 相談会
    surely("毎週月・水・金曜日 午後1時から4時まで（受付は午後3時30分まで）", weekly("月水金"), "13:00-16:00"),
    surely("毎月第1・第3水曜日 13:00～16:00（受付12:30～15:30）", nth("水", 1, 3), "13:00-16:00"),
    surely(
        "第2・4木曜日（祝日を除く）午前9時30分～正午、午後1時～3時",
        lambda d: d.weekday == "木" and d.nth in (2, 4) and not d.holiday,
        "09:30-12:00,13:00-15:00",
    ),
    at_most(
        "毎月10日（土・日・祝日の場合は翌開庁日）午後1時～4時",
        lambda d: (d.day == 10 and d.workday) or (d.day in (11, 12, 13, 14) and d.workday),
    ),
    at_most(
        "毎月15日（土日の場合は翌月曜日） 10:00～12:00",
        lambda d: (d.day == 15 and d.weekday not in "土日") or (d.weekday == "月" and d.day in (16, 17)),
    ),
    surely("毎月1日・15日 9:00～11:00", lambda d: d.day in (1, 15), "09:00-11:00"),
    at_most(
        "毎月1日、15日（土日祝の場合は翌営業日）",
        lambda d: (d.day in (1, 15) and d.workday) or (d.workday and (d.day in (2, 3, 4, 5, 16, 17, 18, 19))),
    ),
    surely("平日 8時30分～17時15分", lambda d: d.workday, "08:30-17:15"),
    surely("平日の午前9時から午後5時まで（正午から午後1時までを除く）", lambda d: d.workday),
    surely(
        "月曜～金曜（祝日・年末年始を除く）8:30～17:00",
        lambda d: d.weekday in "月火水木金" and not d.holiday and not d.new_year,
        "08:30-17:00",
    ),
    surely("毎月第3火曜日 13時～16時（予約制、前日正午までに電話）", nth("火", 3), "13:00-16:00"),
    surely("第2水曜日（要予約・先着6人）13:00～16:00", nth("水", 2), "13:00-16:00"),
    surely("毎月第4金曜日13:30～16:30（1人30分）", nth("金", 4), "13:30-16:30"),
    surely(
        "偶数月の第2木曜日 午後1時30分～3時30分",
        lambda d: d.weekday == "木" and d.nth == 2 and d.month % 2 == 0,
        "13:30-15:30",
    ),
    surely(
        "奇数月の第4土曜 10時～正午", lambda d: d.weekday == "土" and d.nth == 4 and d.month % 2 == 1, "10:00-12:00"
    ),
    surely(
        "奇数月第2日曜日・偶数月第2土曜日 10:00～",
        lambda d: d.nth == 2 and d.weekday == ("日" if d.month % 2 else "土"),
        "10:00-",
    ),
    surely(
        "1月・4月・7月・10月の第3水曜日 13:00～15:00",
        lambda d: d.weekday == "水" and d.nth == 3 and d.month in (1, 4, 7, 10),
        "13:00-15:00",
    ),
    surely(
        "年4回（3・6・9・12月の第1日曜日）9時～",
        lambda d: d.weekday == "日" and d.nth == 1 and d.month in (3, 6, 9, 12),
        "09:00-",
    ),
    at_most("年数回（不定期）", never),
    at_most("年に3～4回程度、日曜日の午前中", never),
    at_most("年6回 土曜日 13:30～15:30", never),
    at_most("年3回（6月・10月・2月）", never),
    # 図書館
    at_most(
        "火～金 午前9時～午後7時　土・日・祝日 午前9時～午後5時（月曜休館）", lambda d: d.weekday != "月" or d.holiday
    ),
    at_most(
        "開館時間 9:00～17:00（火曜日と金曜日は19:00まで） 休館日 毎週月曜日、"
        "毎月末日（館内整理）、国民の祝日、年末年始（12月27日から1月4日まで）",
        lambda d: (
            d.weekday != "月"
            and not d.month_end
            and not d.holiday
            and not (d.month_day >= (12, 27) or d.month_day <= (1, 4))
        ),
    ),
    surely(
        "午前10時から午後6時まで　休館日：月曜日・第3木曜日・年末年始（12月28日～1月4日）",
        lambda d: (
            d.weekday != "月"
            and not (d.weekday == "木" and d.nth == 3)
            and not (d.month_day >= (12, 28) or d.month_day <= (1, 4))
        ),
        "10:00-18:00",
    ),
    at_most(
        "9:30～18:00　休館日：月曜日（祝日の場合は翌平日）、第4金曜日（館内整理日）、特別整理期間",
        lambda d: (d.weekday != "月" or d.holiday) and not (d.weekday == "金" and d.nth == 4),
    ),
    at_most(
        "火曜～日曜 10時～17時。月曜が祝日のときは開館し、翌々日の水曜日が休館",
        lambda d: d.weekday != "月" or d.holiday,
    ),
    surely(
        "休館日:毎週火曜日、毎月第2・第4水曜日 開館時間:10時～18時",
        lambda d: d.weekday != "火" and not (d.weekday == "水" and d.nth in (2, 4)),
        "10:00-18:00",
    ),
    at_most(
        "月曜休館（ただし祝日のときは開館）。月末の平日は図書整理のため休館。9時～17時",
        lambda d: d.weekday != "月" or d.holiday,
    ),
    surely("9時～17時（7月・8月は9時～18時）月曜休館", lambda d: d.weekday != "月", "09:00-17:00,09:00-18:00"),
    # 移動図書館
    at_most("隔週水曜日 14:10～14:40", never),
    perhaps("原則隔週火曜日 11時～11時30分", never, "11:00-11:30"),
    surely(
        "隔週金曜日（令和8年12月4日から）10:30～11:00",
        lambda d: d.weekday == "金" and (d.date.toordinal() - date(2026, 12, 4).toordinal()) % 14 == 0,
        "10:30-11:00",
    ),
    at_most("12月8日（火）から隔週火曜日", lambda d: d.weekday == "火"),
    surely("2週間に1回水曜日（第1・第3）13:40～14:10", nth("水", 1, 3), "13:40-14:10"),
    surely("第1木曜　13時40分から14時10分まで（雨天中止）", nth("木", 1), "13:40-14:10"),
    surely("毎週日曜日 朝6時半～7時（雨天中止）", weekly("日"), "06:30-07:00"),
    surely(
        "毎日　午前6時30分～（雨天・荒天は中止、1月1日～3日は休み）",
        lambda d: d.month_day not in ((1, 1), (1, 2), (1, 3)),
        "06:30-",
    ),
    at_most("夏休み期間中の毎日 6:30～6:45", lambda d: (7, 15) <= d.month_day <= (9, 5)),
    surely("毎週火・木・土 7:00集合 雨天の場合は休み", weekly("火木土"), "07:00-"),
    # 体操
    surely("毎週火曜日 10:00～11:00（第5週は休み）", nth("火", 1, 2, 3, 4), "10:00-11:00"),
    surely(
        "毎週金曜日 9:30～11:00　第5金曜日はお休み　8月は夏休み",
        lambda d: d.weekday == "金" and d.nth < 5 and d.month != 8,
        "09:30-11:00",
    ),
    surely("月4回（第1～第4月曜）13:30～15:00", nth("月", 1, 2, 3, 4), "13:30-15:00"),
    at_most("月3回 木曜日 10:00～11:30", never),
    at_most("月２～３回火曜日 午前中", never),
    surely("水曜日（月3回：第1・2・4） 14:00～15:00", nth("水", 1, 2, 4), "14:00-15:00"),
    perhaps("毎週水曜日　午前中", weekly("水")),
    perhaps("毎週金曜日の夕方", weekly("金")),
    perhaps("第2・第4木曜日 午後", nth("木", 2, 4)),
    surely("毎週月曜 午前の部9:30～10:30 午後の部13:30～14:30", weekly("月"), "09:30-10:30,13:30-14:30"),
    surely("火・木 ①9:30～10:30 ②10:45～11:45", weekly("火木"), "09:30-10:30,10:45-11:45"),
    surely(
        "毎週水曜 (1)10時～11時 (2)11時15分～12時15分 ※祝日は休み",
        lambda d: d.weekday == "水" and not d.holiday,
        "10:00-11:00,11:15-12:15",
    ),
    surely("【Aコース】月曜 10:00～11:30 【Bコース】木曜 13:30～15:00", weekly("月木"), "10:00-11:30,13:30-15:00"),
    surely("月曜日クラス 10:00～、水曜日クラス 14:00～", weekly("月水"), "10:00-,14:00-"),
    surely("毎週土曜日20時～24時", weekly("土"), "20:00-00:00"),
    surely("金・土 18:00～24:00", weekly("金土"), "18:00-00:00"),
    surely("第3土曜日 10:00～正午", nth("土", 3), "10:00-12:00"),
    surely("第1日曜日 正午～14:00", nth("日", 1), "12:00-14:00"),
    surely("第2日曜日 11時30分〜（なくなり次第終了）", nth("日", 2), "11:30-"),
    surely("毎月第3日曜日 11:30～13:30（無くなり次第終了）", nth("日", 3), "11:30-13:30"),
    surely("第1金曜日17:00-19:00（受付18:30まで）", nth("金", 1), "17:00-19:00"),
    surely("第2・4土 11:00-14:00（食事は12:00～13:00）", nth("土", 2, 4), "11:00-14:00"),
    surely("毎月第4水曜日 16:30～19:00（食事提供は17:30～）", nth("水", 4), "16:30-19:00"),
    perhaps("第2土曜日　※学校行事等により変更になる場合があります", nth("土", 2)),
    perhaps("毎月第3土曜日　11時30分から（次回の開催日はSNSでご確認ください）", nth("土", 3), "11:30-"),
    perhaps("第1・第3火曜日 17:00～20:00　※日程変更の可能性あり", nth("火", 1, 3), "17:00-20:00"),
    at_most("毎月1回土曜日または日曜日 11:30～13:30", never),
    at_most("第2・第4土曜日のいずれか", never),
    at_most("毎月第3土曜日か日曜日", never),
    at_most("おおむね第4木曜日 17:30～", nth("木", 4)),
    surely(
        "毎月第2金曜日 17時～19時（1月は第3金曜日、8月はお休み）",
        lambda d: d.weekday == "金" and d.month != 8 and d.nth == (3 if d.month == 1 else 2),
        "17:00-19:00",
    ),
    surely(
        "毎週木曜日（ただし第3木曜日、祝日、年末年始を除く）",
        lambda d: d.weekday == "木" and d.nth != 3 and not d.holiday and not d.new_year,
    ),
    surely("毎週月・木（祝日も開催）10:00～15:00", weekly("月木"), "10:00-15:00", on_holiday="held"),
    surely("毎週月曜日（祝日も開催します）", weekly("月"), on_holiday="held"),
    surely("毎週月曜日、祝日でも行います 9:30～", weekly("月"), "09:30-", on_holiday="held"),
    surely(
        "毎月第2月曜（祝日の場合は翌日）13:30～15:00",
        lambda d: (
            (d.weekday == "月" and d.nth == 2 and not d.holiday)
            or (d.weekday == "火" and d.before(1).holiday and d.before(1).nth == 2)
        ),
        "13:30-15:00",
    ),
    surely(
        "第3月曜（祝日の場合は第4月曜）10:00～11:30",
        lambda d: d.weekday == "月" and ((d.nth == 3 and not d.holiday) or (d.nth == 4 and d.before(7).holiday)),
        "10:00-11:30",
    ),
    surely(
        "第1月曜日(祝日の時は翌週の月曜日) 10:00-12:00",
        lambda d: (
            d.weekday == "月" and ((d.nth == 1 and not d.holiday) or (d.before(7).nth == 1 and d.before(7).holiday))
        ),
        "10:00-12:00",
    ),
    at_most("第2月曜日（祝日の場合は変更あり）", lambda d: d.weekday == "月" and d.nth == 2 and not d.holiday),
    surely("第4月曜日　祝日の場合は休み", lambda d: d.weekday == "月" and d.nth == 4 and not d.holiday),
    surely(
        "毎月第1水曜日、8月休み、1月は第2水曜日",
        lambda d: d.weekday == "水" and d.month != 8 and d.nth == (2 if d.month == 1 else 1),
    ),
    surely(
        "第3水曜日 13：30～15：30 （7月・8月は休会）",
        lambda d: d.weekday == "水" and d.nth == 3 and d.month not in (7, 8),
        "13:30-15:30",
    ),
    surely("毎月２０日　13時～15時", lambda d: d.day == 20, "13:00-15:00"),
    surely("毎月5のつく日（5日・15日・25日）10時～", lambda d: d.day in (5, 15, 25), "10:00-"),
    surely("毎月末日 9:00～12:00", lambda d: d.month_end, "09:00-12:00"),
    surely("月末の金曜日 18時～20時", last("金"), "18:00-20:00"),
    at_most("毎月下旬の土曜日", lambda d: d.weekday == "土" and d.day >= 21),
    at_most("月初めの平日", lambda d: d.day <= 5),
    at_most("毎月最終週の火曜日 10:00～", last("火")),
    surely("最終水曜日を除く毎週水曜日 13:00～16:00", lambda d: d.weekday == "水" and not d.last, "13:00-16:00"),
    surely(
        "月～土（第2土曜・祝日休み） 10:00～16:00",
        lambda d: d.weekday in "月火水木金土" and not (d.weekday == "土" and d.nth == 2) and not d.holiday,
        "10:00-16:00",
    ),
    surely(
        "月曜・水曜・金曜 ９：３０～１１：３０、第１・３土曜 １３：３０～１５：３０",
        lambda d: d.weekday in "月水金" or (d.weekday == "土" and d.nth in (1, 3)),
        "09:30-11:30,13:30-15:30",
    ),
    surely(
        "平日13:00～17:00、土曜10:00～17:00（日祝休み）",
        lambda d: d.weekday != "日" and not d.holiday,
        "13:00-17:00,10:00-17:00",
    ),
    surely(
        "月〜金 14:00〜18:00／土 10:00〜17:00／日・祝 休み",
        lambda d: d.weekday != "日" and not d.holiday,
        "14:00-18:00,10:00-17:00",
    ),
    surely("火水木 10-15時", weekly("火水木"), "10:00-15:00"),
    surely(
        "水・土 13時-17時（第1土曜休み）",
        lambda d: d.weekday == "水" or (d.weekday == "土" and d.nth != 1),
        "13:00-17:00",
    ),
    surely(
        "土曜（第2は休み）・日曜 10:00～16:00",
        lambda d: d.weekday == "日" or (d.weekday == "土" and d.nth != 2),
        "10:00-16:00",
    ),
    surely(
        "木曜日（第5週除く）、金曜日 10時～", lambda d: d.weekday == "金" or (d.weekday == "木" and d.nth < 5), "10:00-"
    ),
    surely("毎週火曜日 1000-1200", weekly("火"), "10:00-12:00"),
    at_most("毎週火曜日 10:00 12:00", weekly("火")),
    surely("毎週火曜日 10：00∼12：00", weekly("火"), "10:00-12:00"),
    surely("毎週火曜日 10時〰12時", weekly("火"), "10:00-12:00"),
    at_most("第2木曜日 13:30～10:00", nth("木", 2)),
    at_most("毎月第2木曜日 13 30～15 00", nth("木", 2)),
    surely("R9.1.16(土) 10:00~", dates("2027-01-16"), "10:00-"),
    surely("2027/2/6（土）、2027/3/6（土） 13:30～", dates("2027-02-06", "2027-03-06"), "13:30-"),
    undated("10/3（土）10時～12時", "10:00-12:00"),
    undated("平成30年9月15日（土）10時～", "10:00-"),
    at_most("12月：5日、19日　1月：9日、23日", never),
    surely(
        "令和8年12月5日、19日、令和9年1月9日、23日 各土曜日10時～",
        dates("2026-12-05", "2026-12-19", "2027-01-09", "2027-01-23"),
        "10:00-",
    ),
    surely(
        "毎週土曜日（12月26日、1月2日は休み）10:00～12:00",
        lambda d: d.weekday == "土" and d.month_day not in ((12, 26), (1, 2)),
        "10:00-12:00",
    ),
    surely(
        "毎週水曜日 13:30～15:30（12/30、1/6休み）",
        lambda d: d.weekday == "水" and d.month_day not in ((12, 30), (1, 6)),
        "13:30-15:30",
    ),
    at_most("毎週水曜日（12月23日は開催、30日は休み）", lambda d: d.weekday == "水" and d.month_day != (12, 30)),
    surely(
        "令和9年4月から毎月第2火曜日 10時",
        lambda d: d.weekday == "火" and d.nth == 2 and d.date >= date(2027, 4, 1),
        "10:00-",
    ),
    surely("毎週月曜日（令和9年3月まで）", lambda d: d.weekday == "月" and d.date <= date(2027, 3, 31)),
    undated("令和8年10月から休止中", None),
    undated("休止中（再開時期未定）", None),
    undated("現在活動を休止しています。毎月第1月曜 10:00～", "10:00-"),
    at_most("コロナのため第2火曜日のみ開催（通常は第2・4火曜）", nth("火", 2)),
    at_most(
        "冬期間（12～3月）は休み。毎週火曜 10時～12時", lambda d: d.weekday == "火" and d.month not in (12, 1, 2, 3)
    ),
    surely(
        "4月～11月 毎週日曜 7:00～8:00、12月～3月は休み",
        lambda d: d.weekday == "日" and 4 <= d.month <= 11,
        "07:00-08:00",
    ),
    surely("毎週日曜 7時～（11～2月は8時～）", weekly("日"), "07:00-,08:00-"),
    surely("4～10月 9:00～、11～3月 9:30～ 毎週木曜日", weekly("木"), "09:00-,09:30-"),
    at_most(
        "毎週日曜日(お盆と正月は休み)",
        lambda d: d.weekday == "日" and not d.obon and d.month_day not in ((1, 1), (1, 2), (1, 3)),
    ),
    surely("第1・第2・第3・第4火曜", nth("火", 1, 2, 3, 4)),
    surely("第１，３，５土曜日 ９時～１２時", nth("土", 1, 3, 5), "09:00-12:00"),
    at_most("毎月第2第4水曜日の1時半から3時半", nth("水", 2, 4)),
]
