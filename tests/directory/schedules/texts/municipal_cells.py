"""After the cells of municipal lists: exceptions of some days, clubs, holidays, breaks."""

from datetime import date, timedelta

from tests.directory.schedules.texts.said import (
    Day,
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
    surely(
        "毎月第2・4月曜日　13時～15時（祝日の場合は休み、8月は第4のみ）",
        lambda d: d.weekday == "月" and not d.holiday and (d.nth == 4 or (d.nth == 2 and d.month != 8)),
        "13:00-15:00",
    ),
    surely(
        "第1水曜日（5月、1月は第2水曜日）午前9時30分〜11時30分",
        lambda d: d.weekday == "水" and d.nth == (2 if d.month in (5, 1) else 1),
        "09:30-11:30",
    ),
    surely(
        "毎月第3日曜日13時〜（8月と12月は除く）",
        lambda d: d.weekday == "日" and d.nth == 3 and d.month not in (8, 12),
        "13:00-",
    ),
    surely("第2、第4木曜 13:00～16:00　※第5木曜は休み", nth("木", 2, 4), "13:00-16:00"),
    surely("毎週月曜日9:30〜11:00、毎週木曜日13:30〜15:00", weekly("月木"), "09:30-11:00,13:30-15:00"),
    surely(
        "月曜：13時～15時、木曜：10時～12時（第5週はどちらも休み）",
        lambda d: d.weekday in "月木" and d.nth < 5,
        "13:00-15:00,10:00-12:00",
    ),
    surely(
        "第2・4水曜（10時〜12時）、第3日曜（13時〜15時）",
        either(nth("水", 2, 4), nth("日", 3)),
        "10:00-12:00,13:00-15:00",
    ),
    surely("水曜（第1～第4）9時半～11時", nth("水", 1, 2, 3, 4), "09:30-11:00"),
    surely(
        "土曜・日曜（第1日曜は休み） 10:00～15:00",
        lambda d: d.weekday == "土" or (d.weekday == "日" and d.nth != 1),
        "10:00-15:00",
    ),
    at_most("日曜（第2・第4は休み）・祝日 9:00～", lambda d: (d.weekday == "日" and d.nth not in (2, 4)) or d.holiday),
    at_most(
        "火曜（祝日は休み）・土曜（第3は休み）10:00～12:00",
        lambda d: (d.weekday == "火" and not d.holiday) or (d.weekday == "土" and d.nth != 3),
    ),
    surely("毎週土曜（第1は除く）13:30～", nth("土", 2, 3, 4, 5), "13:30-"),
    at_most("毎週水曜（月によって変わります）", weekly("水")),
    at_most("水曜日または木曜日の午後（月2回）", never),
    at_most("主に水曜日 10:00～12:00", weekly("水")),
    at_most("毎月2回（第2と第4の週の都合のよい日）", never),
    at_most("第3木曜日を基本とし、会場の都合で変更", nth("木", 3)),
    at_most("第3木曜日　会場の都合により別の曜日になることがあります", nth("木", 3)),
    at_most("第3木曜日（役員会で決定）", nth("木", 3)),
    perhaps("第1金曜日 ※日程は変わることがあります。お問い合わせください。", nth("金", 1)),
    perhaps("毎月第4木曜日 10:00～（開催日は要問合せ）", nth("木", 4), "10:00-"),
    at_most("毎月第4木曜日 10:00～（参加希望の方はお問い合わせください）", nth("木", 4)),
    surely("第3金曜日 13:30〜15:00 ※参加費100円（茶菓代）、定員20名", nth("金", 3), "13:30-15:00"),
    surely("毎月第1月曜日 10時～11時30分 会場：中央公民館2階第1会議室", nth("月", 1), "10:00-11:30"),
    surely("毎月第2土曜日 10:00～12:00（会場 第3集会所）", nth("土", 2), "10:00-12:00"),
    surely("第1火曜：A会場、第3火曜：B会場 13:30～15:00", nth("火", 1, 3), "13:30-15:00"),
    surely(
        "毎月第1土曜 10:00～12:00（1丁目会館）、第3土曜 14:00～16:00（3丁目会館）",
        nth("土", 1, 3),
        "10:00-12:00,14:00-16:00",
    ),
    surely("毎週水曜日 10:00～11:30 TEL 046-873-1111", weekly("水"), "10:00-11:30"),
    surely("第2金曜日 11:00～13:00 大人300円、高校生以下無料、要予約（2日前まで）", nth("金", 2), "11:00-13:00"),
    surely("毎月最終月曜日（12月は休み）13:00～", lambda d: d.weekday == "月" and d.last and d.month != 12, "13:00-"),
    surely(
        "最終金曜日（祝日の場合はその前日）18:00～",
        lambda d: (
            (d.weekday == "金" and d.last and not d.holiday)
            or (d.weekday == "木" and Day(d.date + timedelta(1)).last and Day(d.date + timedelta(1)).holiday)
        ),
        "18:00-",
    ),
    surely("毎月最後の日曜日 9時～11時", last("日"), "09:00-11:00"),
    surely("月末最終日曜日 8:00～", last("日"), "08:00-"),
    at_most("月末の平日 10時～", lambda d: d.workday and d.day >= 24),
    at_most("毎月1日（1月は4日）9:00～", lambda d: d.day == (4 if d.month == 1 else 1)),
    surely("毎月1日・11日・21日（8月を除く）", lambda d: d.day in (1, 11, 21) and d.month != 8),
    surely("毎月2・12・22日 13時から15時", lambda d: d.day in (2, 12, 22), "13:00-15:00"),
    at_most("8のつく日（土日の場合は休み）10時～", lambda d: d.day in (8, 18, 28) and d.weekday not in "土日"),
    at_most(
        "毎月15日（土曜・日曜にあたるときは翌月曜日）",
        lambda d: (d.day == 15 and d.weekday not in "土日") or (d.weekday == "月" and d.day in (16, 17)),
    ),
    at_most(
        "毎月10日と25日。日曜・祝日のときは前日",
        lambda d: (d.day in (10, 25) and d.weekday != "日" and not d.holiday) or (d.day in (8, 9, 23, 24)),
    ),
    at_most("20日 10:00～12:00", never),
    at_most("毎月20日から月末まで 10:00～17:00", lambda d: d.day >= 20),
    surely(
        "毎月第2・4火曜13:00～（ただし、8月第2・12月第4は休み）",
        lambda d: (
            d.weekday == "火"
            and d.nth in (2, 4)
            and not (d.month == 8 and d.nth == 2)
            and not (d.month == 12 and d.nth == 4)
        ),
        "13:00-",
    ),
    surely(
        "毎月第1・3木曜日（5月第1、1月第1は休み）",
        lambda d: d.weekday == "木" and d.nth in (1, 3) and not (d.month in (5, 1) and d.nth == 1),
    ),
    surely(
        "7～9月を除く毎月第2火曜日 14:00～15:30",
        lambda d: d.weekday == "火" and d.nth == 2 and d.month not in (7, 8, 9),
        "14:00-15:30",
    ),
    surely(
        "4月から10月まで 毎月第1日曜日 6:30～ / 11月から3月まで 毎月第1日曜日 7:00～", nth("日", 1), "06:30-,07:00-"
    ),
    surely(
        "夏季（5月～9月）18:00～20:00、冬季（10月～4月）17:00～19:00 毎週金曜", weekly("金"), "18:00-20:00,17:00-19:00"
    ),
    at_most("夏時間9:00～、冬時間9:30～　毎週火曜", weekly("火")),
    at_most("毎週火曜　夏は17時～、冬は16時～", weekly("火")),
    surely(
        "奇数月第1土曜（1月は第2土曜）10時～",
        lambda d: d.weekday == "土" and d.month % 2 == 1 and d.nth == (2 if d.month == 1 else 1),
        "10:00-",
    ),
    surely(
        "2・5・8・11月の第4日曜日 10:00〜14:00",
        lambda d: d.weekday == "日" and d.nth == 4 and d.month in (2, 5, 8, 11),
        "10:00-14:00",
    ),
    at_most("年4回 第2土曜日", never),
    at_most("年に数回、土曜日か日曜日に開催", never),
    at_most("3月・6月・9月・12月に1回", never),
    at_most("毎年5月と11月の第3日曜日", lambda d: d.weekday == "日" and d.nth == 3 and d.month in (5, 11)),
    at_most("毎年8月の第1土・日曜日", lambda d: d.month == 8 and d.day <= 8),
    # holidays
    surely(
        "月～金（祝日、8/13～15、12/29～1/3は休み） 9:00～16:00",
        lambda d: d.workday and not ((8, 13) <= d.month_day <= (8, 15)) and not d.new_year,
        "09:00-16:00",
    ),
    surely("毎週水曜日（祝日及び年末年始はお休み）", lambda d: d.weekday == "水" and not d.holiday and not d.new_year),
    surely("日曜祝日休み 10:00～18:00", lambda d: d.weekday != "日" and not d.holiday, "10:00-18:00"),
    at_most("祝日のみ開催 10:00～", lambda d: d.holiday),
    surely("土・日・祝日のみ 10:00～16:00", lambda d: d.weekday in "土日" or d.holiday, "10:00-16:00"),
    surely("平日のみ 13:00～17:00", lambda d: d.workday, "13:00-17:00"),
    at_most("火～金曜日（祝日の翌日は休み）10時～15時", lambda d: d.weekday in "火水木金" and not d.before(1).holiday),
    at_most("月曜日（祝日の場合は火曜日）を除く毎日 10:00～17:00", lambda d: d.weekday != "月" or d.holiday),
    surely(
        "第2月曜日、ただし祝日にあたる場合は第3月曜日",
        lambda d: (
            d.weekday == "月"
            and ((d.nth == 2 and not d.holiday) or (d.nth == 3 and d.before(7).holiday and not d.holiday))
        ),
    ),
    at_most(
        "第3月曜日が祝日の場合は第2月曜日に変更。第3月曜日 10時～",
        lambda d: d.weekday == "月" and ((d.nth == 3 and not d.holiday) or d.nth == 2),
    ),
    surely(
        "毎週金曜日（祝日の場合は前日の木曜日）14:00～",
        lambda d: (
            (d.weekday == "金" and not d.holiday)
            or (d.weekday == "木" and not d.holiday and Day(d.date + timedelta(1)).holiday)
        ),
        "14:00-",
    ),
    at_most(
        "毎月第2水曜日（休日の場合は翌日）",
        lambda d: (d.weekday == "水" and d.nth == 2 and not d.holiday) or (d.weekday == "木"),
    ),
    # hours
    surely("毎週土曜日午前10時～正午、午後1時～4時", weekly("土"), "10:00-12:00,13:00-16:00"),
    at_most("水曜①9時②10時③11時（各45分）", weekly("水")),
    surely("毎月第2土曜 17:00～（食事 18:00～）", nth("土", 2), "17:00-"),
    surely("毎週木曜 15:30～17:30（小学生）、17:30～19:30（中学生）", weekly("木"), "15:30-17:30,17:30-19:30"),
    at_most("毎週月曜 19:00~20:30(小学生は20:00まで)", weekly("月")),
    surely("金曜日 21:00～翌1:00", weekly("金"), "21:00-01:00"),
    surely("毎週火曜 午後6時～午前0時", weekly("火"), "18:00-00:00"),
    surely("第4土曜 16:00～19:00頃", nth("土", 4), "16:00-19:00"),
    at_most("第4土曜 お昼頃", nth("土", 4)),
    perhaps("毎週木曜日　夕方から", weekly("木")),
    perhaps("第1・第3水曜日の午前", nth("水", 1, 3)),
    surely("第1・第3水曜日の午前中（9時半～11時半）", nth("水", 1, 3), "09:30-11:30"),
    surely("第2木曜日 14時00分から1時間程度", nth("木", 2), "14:00-"),
    surely("第2木曜日 14時～（1時間半）", nth("木", 2), "14:00-"),
    at_most("毎週火曜日８時３０分集合、９時出発", weekly("火")),
    surely("毎月第2日曜日 開場10:30 開演11:00", nth("日", 2), "11:00-"),
    surely("毎週土曜 9:30受付 10:00開始 12:00終了", weekly("土"), "10:00-12:00"),
    # breaks, marks
    surely("毎週火曜日｜10:00～12:00｜公民館", weekly("火"), "10:00-12:00"),
    surely("毎週火曜日，木曜日　10：00～12：00", weekly("火木"), "10:00-12:00"),
    surely("月､水､金 9:00-12:00", weekly("月水金"), "09:00-12:00"),
    surely("(月)(水)(金) 9:00-12:00", weekly("月水金"), "09:00-12:00"),
    surely("月・水・金曜日の　１３時～１６時", weekly("月水金"), "13:00-16:00"),
    surely(
        "月曜日～土曜日\n（祝日は休み）\n10：00～16：00", lambda d: d.weekday != "日" and not d.holiday, "10:00-16:00"
    ),
    at_most("第1\n第3\n水曜\n13:30～15:30", nth("水", 1, 3)),
    at_most("毎月第２\n火曜日\n10:00～", nth("火", 2)),
    surely("Every Tuesday 10:00-12:00", weekly("火"), "10:00-12:00"),
    surely("第１（水）・第３（水）13:30～15:00", nth("水", 1, 3), "13:30-15:00"),
    at_most("第1土曜 8:00～ 一斉清掃（雨天の場合は翌週）", nth("土", 1)),
    at_most("第1日曜（雨天順延）", nth("日", 1)),
    surely("第3日曜日 9:00～（小雨決行、荒天中止）", nth("日", 3), "09:00-"),
    # years
    surely(
        "令和9年4月3日（土）～ 毎月第1土曜日", lambda d: d.weekday == "土" and d.nth == 1 and d.date >= date(2027, 4, 3)
    ),
    surely(
        "令和9年1月から3月までの毎週金曜日 10:00～11:30",
        lambda d: d.weekday == "金" and date(2027, 1, 1) <= d.date <= date(2027, 3, 31),
        "10:00-11:30",
    ),
    at_most("1月8日から3月26日までの毎週金曜日（全12回）", weekly("金")),
    surely(
        "2027年1月15日、2月19日、3月19日（金曜日）10時～12時",
        dates("2027-01-15", "2027-02-19", "2027-03-19"),
        "10:00-12:00",
    ),
    at_most("令和6年度開催日：4/20、6/15、8/17、10/19", never),
    undated("5月16日（土）6月20日（土）7月18日（土）11時～", "11:00-"),
    at_most("毎月第3土曜日（令和8年4/18、5/16、6/20、7/18、9/19）", nth("土", 3)),
    at_most("令和7年4月より第2土曜から第3土曜に変更になりました", nth("土", 3)),
]
