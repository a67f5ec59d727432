"""After municipal pages: ひろば, 相談, 教室, clubs; closures, reception, changes and seasons."""

from datetime import date

from tests.directory.schedules.texts.said import (
    Said,
    at_most,
    dates,
    either,
    every_day,
    never,
    nothing,
    nth,
    surely,
    undated,
    weekly,
)

TEXTS: list[Said] = [
    at_most(
        "休館日：毎月第1月曜日（祝日の場合その翌日）、土曜日・日曜日・祝日、12月29日から翌年1月3日まで "
        "午前の部:午前9時から正午まで 午後の部:午後0時45分から午後3時まで",
        lambda d: d.workday and not d.new_year and not (d.weekday == "月" and d.nth == 1),
    ),
    surely(
        "■水～土曜日（祝日は休み）10:00～12:00、13:00～16:00",
        lambda d: d.weekday in "水木金土" and not d.holiday,
        "10:00-12:00,13:00-16:00",
    ),
    surely(
        "お休み 月曜・火曜・年末年始・祝日　利用時間 9:00〜15:00",
        lambda d: d.weekday not in "月火" and not d.new_year and not d.holiday,
        "09:00-15:00",
    ),
    surely("毎週月曜日から金曜日の午前10時～12時、午後1時～4時（12時～1時は清掃のため閉所）", weekly("月火水木金")),
    surely(
        "開催日（祝日は閉室）：火曜日～土曜日 9時30分～12時 12時30分～15時",
        lambda d: d.weekday in "火水木金土" and not d.holiday,
        "09:30-12:00,12:30-15:00",
    ),
    at_most(
        "毎月5日（週末にあたる場合は翌週火曜日）",
        lambda d: (d.day == 5 and d.weekday not in "土日") or (d.weekday == "火" and 6 <= d.day <= 13),
    ),
    surely(
        "毎月第2水曜日 11時から14時まで／毎月第4水曜日 午前10時から正午まで", nth("水", 2, 4), "11:00-14:00,10:00-12:00"
    ),
    at_most("第2日曜日または第3日曜日 午前10時から正午", never),
    surely(
        "- 第3土曜日 午後1時30分から午後3時30分\n- 第1水曜日 午後1時30分から午後3時30分",
        either(nth("土", 3), nth("水", 1)),
        "13:30-15:30",
    ),
    at_most("令和9年3月26日(木)13:30~15:00", never),
    surely("【日 時】 毎月 第2 金曜日 PM1:00~3:00", nth("金", 2), "13:00-15:00"),
    undated("7月19日（金）午後2時30分～4時", "14:30-16:00"),
    at_most(
        "令和9年1月31日（日）～2月2日（火）午前9時～午後4時（最終日は午後1時まで）",
        dates("2027-01-31", "2027-02-01", "2027-02-02"),
    ),
    # two sittings, reception
    surely("第1・3火 1部 10:00～11:00　2部 11:15～12:15", nth("火", 1, 3), "10:00-11:00,11:15-12:15"),
    surely("毎月第3土曜日 【第1部】11:00～12:30【第2部】13:00～14:30", nth("土", 3), "11:00-12:30,13:00-14:30"),
    surely("第2火曜 受付9:30～ 開始10:00～ 終了11:30", nth("火", 2), "10:00-11:30"),
    surely("毎月第1水曜日 受付：午後1時～1時30分、教室：午後1時30分～3時", nth("水", 1), "13:30-15:00"),
    surely("第3木曜日10時～11時半（9時45分受付開始）", nth("木", 3), "10:00-11:30"),
    surely("毎週水曜日 15:00～18:00（最終受付17:30）", weekly("水"), "15:00-18:00"),
    surely("月～金 9:00～17:00（昼休み12:00～13:00）", weekly("月火水木金"), "09:00-17:00"),
    surely(
        "毎月第2土曜日 11時～14時（ラストオーダー13時30分）、第4土曜日 17時～20時",
        nth("土", 2, 4),
        "11:00-14:00,17:00-20:00",
    ),
    # holidays
    surely(
        "第2・4月曜（祝日の場合は翌週）10:00～11:30",
        lambda d: (
            d.weekday == "月"
            and ((d.nth in (2, 4) and not d.holiday) or (d.before(7).nth in (2, 4) and d.before(7).holiday))
        ),
        "10:00-11:30",
    ),
    surely(
        "毎月第1月曜日、祝日の場合は第2月曜日",
        lambda d: d.weekday == "月" and ((d.nth == 1 and not d.holiday) or (d.nth == 2 and d.before(7).holiday)),
    ),
    surely(
        "第1月曜※祝日の場合は翌火曜日",
        lambda d: (
            not d.holiday
            and (
                (d.weekday == "月" and d.nth == 1)
                or (d.weekday == "火" and d.before(1).nth == 1 and d.before(1).holiday)
            )
        ),
    ),
    surely("毎月23日（祝日でも開催）", lambda d: d.day == 23, on_holiday="held"),
    surely("月・水・金（祝祭日は休み） 13時～15時", lambda d: d.weekday in "月水金" and not d.holiday, "13:00-15:00"),
    at_most(
        "毎週月曜日（祝祭日の場合は前週の金曜日）",
        lambda d: (d.weekday == "月" and not d.holiday) or (d.weekday == "金"),
    ),
    at_most(
        "第3月曜日（祝日と重なる月は第4月曜日または休み）", lambda d: d.weekday == "月" and d.nth == 3 and not d.holiday
    ),
    surely(
        "毎週火曜日（祝日、12/28～1/4、8/10～8/16を除く）",
        lambda d: (
            d.weekday == "火"
            and not d.holiday
            and not (d.month_day >= (12, 28) or d.month_day <= (1, 4))
            and not ((8, 10) <= d.month_day <= (8, 16))
        ),
    ),
    surely("平日（年末年始を除く） 9時～16時", lambda d: d.workday and not d.new_year, "09:00-16:00"),
    at_most("平日 10:00～16:00、土 10:00～12:00", lambda d: d.workday or d.weekday == "土"),
    # months
    surely(
        "毎月第3木曜（4月、8月、12月は休み）", lambda d: d.weekday == "木" and d.nth == 3 and d.month not in (4, 8, 12)
    ),
    surely("第2金曜 但し8月は休み", lambda d: d.weekday == "金" and d.nth == 2 and d.month != 8),
    surely(
        "毎月第4日曜日(8月・12月はお休みします) 11:30～",
        lambda d: d.weekday == "日" and d.nth == 4 and d.month not in (8, 12),
        "11:30-",
    ),
    surely(
        "第1土曜日（1月・5月・8月は第2土曜日）10:00～",
        lambda d: d.weekday == "土" and d.nth == (2 if d.month in (1, 5, 8) else 1),
        "10:00-",
    ),
    surely(
        "5月から10月の第2・4土曜日 7時～9時",
        lambda d: d.weekday == "土" and d.nth in (2, 4) and 5 <= d.month <= 10,
        "07:00-09:00",
    ),
    surely("毎週木曜日（6月～9月は9時から11時、10月～5月は10時から12時）", weekly("木"), "09:00-11:00,10:00-12:00"),
    surely("隔月（偶数月）第3日曜日 13時～", lambda d: d.weekday == "日" and d.nth == 3 and d.month % 2 == 0, "13:00-"),
    at_most("隔月第3日曜日 13時～", never),
    surely("2か月に1回（奇数月第1火曜日）", lambda d: d.weekday == "火" and d.nth == 1 and d.month % 2 == 1),
    at_most("3か月に1回 第2土曜日", never),
    surely("年2回（5月・11月の第2日曜日）", lambda d: d.weekday == "日" and d.nth == 2 and d.month in (5, 11)),
    at_most("年10回（8月・1月休み）第3水曜日", lambda d: d.weekday == "水" and d.nth == 3 and d.month not in (8, 1)),
    at_most("年20回程度 金曜日 19時～21時", never),
    at_most("4月～翌3月の第1水曜日", nth("水", 1)),
    surely(
        "毎月第2・4火曜日（12月第4、1月第2、8月は休み）",
        lambda d: (
            d.weekday == "火"
            and d.nth in (2, 4)
            and d.month != 8
            and not (d.month == 12 and d.nth == 4)
            and not (d.month == 1 and d.nth == 2)
        ),
    ),
    surely(
        "毎月第1・3水曜（1月は第3・4水曜）",
        lambda d: d.weekday == "水" and (d.nth in (3, 4) if d.month == 1 else d.nth in (1, 3)),
    ),
    at_most("毎月第1金曜日 1月・5月は変更あり", lambda d: d.weekday == "金" and d.nth == 1 and d.month not in (1, 5)),
    # dates of month
    surely("毎月1日・15日 早朝6時～", lambda d: d.day in (1, 15), "06:00-"),
    at_most(
        "毎月25日（25日が土日祝日の場合は前日の平日）",
        lambda d: (d.day == 25 and d.workday) or (d.workday and 20 <= d.day < 25),
    ),
    surely("毎月8日・18日・28日 9:00〜11:30", lambda d: d.day in (8, 18, 28), "09:00-11:30"),
    surely("毎月15日（8月は休み）10時～", lambda d: d.day == 15 and d.month != 8, "10:00-"),
    at_most("15日・30日 10時〜12時", lambda d: d.day in (15, 30)),
    at_most("毎月15日頃 10:00～", never),
    at_most("毎月10日前後の土曜日", never),
    at_most("毎月第2水曜日前後", never),
    surely("毎月末日（12月を除く）", lambda d: d.month_end and d.month != 12),
    surely(
        "毎月最終土曜日（12月は第3土曜日）14:00～16:00",
        lambda d: d.weekday == "土" and (d.nth == 3 if d.month == 12 else d.last),
        "14:00-16:00",
    ),
    surely("第1・最終木曜 10:00～", lambda d: d.weekday == "木" and (d.nth == 1 or d.last), "10:00-"),
    # weeks
    surely("毎週木曜日（第1・第5木曜日は休み）9時半～11時", nth("木", 2, 3, 4), "09:30-11:00"),
    surely("月曜（第2を除く） 10:00～", nth("月", 1, 3, 4, 5), "10:00-"),
    surely(
        "火曜（第1・3・5）13:30～、木曜（第2・4）10:00～", either(nth("火", 1, 3, 5), nth("木", 2, 4)), "13:30-,10:00-"
    ),
    surely("第5水曜日のみ 10:00～12:00", nth("水", 5), "10:00-12:00"),
    surely("毎月第1～第3金曜日 19時～21時（第4・5週は休み）", nth("金", 1, 2, 3), "19:00-21:00"),
    surely("第1・2・3・4日曜 9時～", nth("日", 1, 2, 3, 4), "09:00-"),
    at_most("月2回金曜日（不定期）", never),
    at_most("毎月2回 土曜日 10:00～12:00", never),
    surely("月2回（第1・第3月曜日）", nth("月", 1, 3)),
    surely("月1回（第4日曜日）11:30～13:30", nth("日", 4), "11:30-13:30"),
    at_most("月1～2回（第4日曜日）", nth("日", 4)),
    at_most("週2回（火・金など）", weekly("火金")),
    surely("週1回 水曜日 9:30～10:30", weekly("水"), "09:30-10:30"),
    at_most("週3日程度 13時〜17時", never),
    at_most("火曜日と木曜日を交互に開催", never),
    # kanji and marks
    surely("毎月第一土曜日　午前十一時三十分から午後一時まで", nth("土", 1), "11:30-13:00"),
    surely("毎週㈫㈭ １０：００～１１：３０", weekly("火木"), "10:00-11:30"),
    surely("第２㈯13:00ー15:00", nth("土", 2), "13:00-15:00"),
    surely("毎週（水） 10：00－11：00", weekly("水"), "10:00-11:00"),
    surely("水曜日/10:00～12:00/祝日休み", lambda d: d.weekday == "水" and not d.holiday, "10:00-12:00"),
    surely("曜日：火・金　時間：9:30～11:30", weekly("火金"), "09:30-11:30"),
    surely("開催日：第3日曜日　時間：12:00～14:00　対象：どなたでも", nth("日", 3), "12:00-14:00"),
    surely("日時/毎月第2土曜日11時～13時 参加費/子ども無料・大人300円", nth("土", 2), "11:00-13:00"),
    surely("毎月第4土曜日\r\n11：00～13：00\r\n（売切れ次第終了）", nth("土", 4), "11:00-13:00"),
    surely("毎週月曜日の18：30から20：30", weekly("月"), "18:30-20:30"),
    surely("木曜19時から21時", weekly("木"), "19:00-21:00"),
    surely("毎週金曜日 夕方5時30分～7時", weekly("金"), "17:30-19:00"),
    surely("毎朝6時25分～6時40分 年中無休", every_day, "06:25-06:40"),
    surely("日曜・祝日を除く毎日 6:30～", lambda d: d.weekday != "日" and not d.holiday, "06:30-"),
    surely("水曜日と日曜日以外の毎日 10時～16時", lambda d: d.weekday not in "水日", "10:00-16:00"),
    at_most("土日祝日を除く10:00～15:00", lambda d: d.workday),
    at_most("24時間365日", every_day),
    at_most("学校開校日の放課後～18時", lambda d: d.workday),
    at_most("小学校の給食がある月・水・金曜日 14:30～17:00", lambda d: d.weekday in "月水金" and not d.holiday),
    at_most("長期休暇期間の平日 9時～12時", lambda d: d.workday),
    at_most("学期中の毎週火曜日（夏休み等は除く）", lambda d: d.weekday == "火"),
    # changes
    at_most(
        "第2・第4水曜日（令和9年1月からは第1・第3水曜日）",
        lambda d: (
            d.weekday == "水"
            and ((d.date < date(2027, 1, 1) and d.nth in (2, 4)) or (d.date >= date(2027, 1, 1) and d.nth in (1, 3)))
        ),
    ),
    at_most(
        "第1火曜日（1月は5日から12日に変更）",
        lambda d: d.weekday == "火" and (d.nth == 1 if d.month != 1 else d.day == 12),
    ),
    at_most(
        "毎月第3金曜日 ※12月は18日→25日に変更",
        lambda d: d.weekday == "金" and (d.nth == 3 if d.month != 12 else d.day == 25),
    ),
    at_most(
        "第2火曜日　次回は12月15日です", lambda d: (d.weekday == "火" and d.nth == 2) or str(d.date) == "2026-12-15"
    ),
    at_most("毎月1回（次回：令和8年12月12日（土）10時～）", dates("2026-12-12")),
    surely(
        "12月から2月は休み、3月から11月の毎月第2日曜日 9時",
        lambda d: d.weekday == "日" and d.nth == 2 and 3 <= d.month <= 11,
        "09:00-",
    ),
    nothing("令和7年度で終了しました"),
    at_most("今年度は休会します", never),
    at_most("参加者募集中につき曜日未定", never),
    at_most("会員の都合により決定", never),
    at_most("農繁期を除く毎月第2土曜日", nth("土", 2)),
    at_most("第1・3水曜日（田植え・稲刈りの時期は休み）", nth("水", 1, 3)),
    at_most("毎月第2火曜日（猛暑の7・8月は室内で脳トレ）", nth("火", 2)),
    surely("第4火曜（7・8月は18時～19時） 14時～15時", nth("火", 4), "14:00-15:00,18:00-19:00"),
    surely("毎週水曜日　13:30～15:30（第3週のみ10:00～12:00）", weekly("水"), "13:30-15:30,10:00-12:00"),
    at_most("毎週金曜10:00～11:30（月末は休み）", lambda d: d.weekday == "金"),
    at_most("土曜 13:00～15:00　隔週で日曜日も開催", weekly("土")),
    at_most("第1土曜日と、その翌週の日曜日", nth("土", 1)),
]
