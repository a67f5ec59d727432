"""Days of the month, months, seasons, holidays."""

from tests.directory.schedules.texts.said import Day, Said, at_most, never, partly, perhaps, surely, weekly


def _run_from_monday(day: Day) -> bool:
    """Whether holidays run from a Monday up to the day before: 翌日 may mean any day until they are over."""
    before = day.before(1)
    while before.holiday:
        if before.weekday == "月":
            return True
        before = before.before(1)
    return False


TEXTS: list[Said] = [
    surely("1日と15日", lambda d: d.day in (1, 15)),
    surely("毎月1日・15日 10:00～", lambda d: d.day in (1, 15), "10:00-"),
    surely("毎月１日、１５日", lambda d: d.day in (1, 15)),
    surely("毎月一日と十五日", lambda d: d.day in (1, 15)),
    surely("毎月10・20・30日", lambda d: d.day in (10, 20, 30)),
    surely("毎月5日、15日、25日 13時～15時", lambda d: d.day in (5, 15, 25), "13:00-15:00"),
    surely("5のつく日", lambda d: d.day in (5, 15, 25)),
    surely("毎月5のつく日（5・15・25日）10:00～12:00", lambda d: d.day in (5, 15, 25), "10:00-12:00"),
    surely("毎月５の付く日 10:00～", lambda d: d.day in (5, 15, 25), "10:00-"),
    surely("毎月3と8のつく日", lambda d: d.day % 10 in (3, 8)),
    surely("0の付く日", lambda d: d.day in (10, 20, 30)),
    surely("毎月20日 14:00～16:00", lambda d: d.day == 20, "14:00-16:00"),
    surely("毎月20日（土日祝の場合も開催）", lambda d: d.day == 20),
    surely("毎月15日（日曜日の場合は休み）", lambda d: d.day == 15 and d.weekday != "日"),
    surely("偶数月の15日", lambda d: d.day == 15 and d.month % 2 == 0),
    surely("偶数月第2土曜", lambda d: d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2)),
    surely("奇数月第2土曜", lambda d: d.month % 2 == 1 and d.weekday == "土" and (d.nth == 2)),
    surely(
        "奇数月の第2土曜日 13:30～15:30",
        lambda d: d.month % 2 == 1 and d.weekday == "土" and (d.nth == 2),
        "13:30-15:30",
    ),
    surely(
        "奇数月：第2土曜\u3000偶数月：第2日曜",
        lambda d: (
            (d.month % 2 == 1 and d.weekday == "土" and (d.nth == 2))
            or (d.month % 2 == 0 and d.weekday == "日" and (d.nth == 2))
        ),
    ),
    surely(
        "偶数月は第2土曜日、奇数月は第3水曜日",
        lambda d: (
            (d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2))
            or (d.month % 2 == 1 and d.weekday == "水" and (d.nth == 3))
        ),
    ),
    surely("第2土曜日（偶数月のみ）", lambda d: d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2)),
    surely("第2土曜日（奇数月）", lambda d: d.month % 2 == 1 and d.weekday == "土" and (d.nth == 2)),
    surely("隔月（偶数月）第2土曜日", lambda d: d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2)),
    surely("隔月第2土曜日（奇数月）", lambda d: d.month % 2 == 1 and d.weekday == "土" and (d.nth == 2)),
    surely("2か月に1回（偶数月の第2土曜日）", lambda d: d.month % 2 == 0 and d.weekday == "土" and (d.nth == 2)),
    perhaps("隔月第2土曜日 13:00～", never, "13:00-"),
    perhaps("2ヶ月に1回 第2土曜日"),
    surely("4・7・10・1月の第3水曜日", lambda d: d.month in (1, 4, 7, 10) and d.weekday == "水" and (d.nth == 3)),
    surely(
        "年4回（4月・7月・10月・1月の第3水曜日）",
        lambda d: d.month in (1, 4, 7, 10) and d.weekday == "水" and (d.nth == 3),
    ),
    surely("5月、8月、11月、2月 第1日曜日", lambda d: d.month in (2, 5, 8, 11) and d.weekday == "日" and (d.nth == 1)),
    surely("4月～11月の毎週木曜", lambda d: 4 <= d.month <= 11 and d.weekday == "木"),
    surely("4月から11月まで 毎週木曜日 10時～", lambda d: 4 <= d.month <= 11 and d.weekday == "木", "10:00-"),
    surely("毎週木曜（4～11月）", lambda d: 4 <= d.month <= 11 and d.weekday == "木"),
    surely("毎週木曜日 ※4月～11月のみ", lambda d: 4 <= d.month <= 11 and d.weekday == "木"),
    surely("12月～3月を除く毎週木曜", lambda d: 4 <= d.month <= 11 and d.weekday == "木"),
    surely("毎週木曜日（12月～3月は休み）", lambda d: 4 <= d.month <= 11 and d.weekday == "木"),
    surely("毎週木曜（1・2月は休止）", lambda d: d.month > 2 and d.weekday == "木"),
    surely("毎週木曜日（12～2月は冬季休業）", lambda d: 3 <= d.month <= 11 and d.weekday == "木"),
    surely("第3金曜日（8月休み）", lambda d: d.month != 8 and d.weekday == "金" and (d.nth == 3)),
    surely("第3金曜日 ８月はお休みです", lambda d: d.month != 8 and d.weekday == "金" and (d.nth == 3)),
    surely("第3金曜日(8月と1月は除く)", lambda d: d.month not in (1, 8) and d.weekday == "金" and (d.nth == 3)),
    surely(
        "第3金曜日（８月、１２月、１月を除く）",
        lambda d: d.month not in (1, 8, 12) and d.weekday == "金" and (d.nth == 3),
    ),
    surely("8月を除く毎月第3金曜日", lambda d: d.month != 8 and d.weekday == "金" and (d.nth == 3)),
    surely("8月以外の第3金曜日", lambda d: d.month != 8 and d.weekday == "金" and (d.nth == 3)),
    surely("毎月第3金曜日。8月なし。", lambda d: d.month != 8 and d.weekday == "金" and (d.nth == 3)),
    surely(
        "毎月第3金曜日\u3000※8月、12月は開催しません",
        lambda d: d.month not in (8, 12) and d.weekday == "金" and (d.nth == 3),
    ),
    surely(
        "毎月第1・3水曜日（1月は第3のみ）",
        lambda d: d.weekday == "水" and (d.nth == 3 or (d.nth == 1 and d.month != 1)),
    ),
    surely(
        "毎月第1・3水曜日（1月は第3水曜日のみ）",
        lambda d: d.weekday == "水" and (d.nth == 3 or (d.nth == 1 and d.month != 1)),
    ),
    surely(
        "毎月第1水曜日（1月は第2水曜日）", lambda d: d.weekday == "水" and (d.nth == 2 if d.month == 1 else d.nth == 1)
    ),
    surely(
        "毎月第1水曜日\u3000※1月・5月は第2水曜日",
        lambda d: d.weekday == "水" and (d.nth == 2 if d.month in (1, 5) else d.nth == 1),
    ),
    surely(
        "第3水曜日 ただし、8月は第4水曜日に開催",
        lambda d: d.weekday == "水" and (d.nth == 4 if d.month == 8 else d.nth == 3),
    ),
    surely(
        "第3水曜日（12月のみ第2水曜日）10:00～",
        lambda d: d.weekday == "水" and (d.nth == 2 if d.month == 12 else d.nth == 3),
        "10:00-",
    ),
    perhaps("第4水曜日（12月は20日頃）", lambda d: d.weekday == "水" and d.nth == 4 and (d.month != 12)),
    surely(
        "第2月曜（1月・10月は第3月曜）",
        lambda d: d.weekday == "月" and (d.nth == 3 if d.month in (1, 10) else d.nth == 2),
    ),
    surely("毎週火曜 10時～12時（10～2月は13時から）", weekly("火")),
    surely("毎週火曜日 4月～9月 9:00～11:00／10月～3月 10:00～12:00", weekly("火"), "09:00-11:00,10:00-12:00"),
    surely("4～9月 毎週水曜 9:30～、10～3月 毎週水曜 10:00～", weekly("水"), "09:30-,10:00-"),
    surely("毎週金曜日14:00～16:00（11月～2月は13:30～15:30）", weekly("金"), "14:00-16:00,13:30-15:30"),
    surely("毎週金曜日14:00～16:00 冬期（11月～2月）は13:30～15:30", weekly("金"), "14:00-16:00,13:30-15:30"),
    surely("夏時間（4月～9月）9:00～11:00 冬時間（10月～3月）10:00～12:00 毎週月曜日", weekly("月")),
    surely(
        "4月～6月、9月～12月の第2火曜日",
        lambda d: d.month in (4, 5, 6, 9, 10, 11, 12) and d.weekday == "火" and (d.nth == 2),
    ),
    surely("5・6・9・10月の毎週土曜", lambda d: d.month in (5, 6, 9, 10) and d.weekday == "土"),
    surely("11月から翌年3月までの毎週日曜日", lambda d: d.month in (11, 12, 1, 2, 3) and d.weekday == "日"),
    surely("11月～翌3月 第2日曜", lambda d: d.month in (11, 12, 1, 2, 3) and d.weekday == "日" and (d.nth == 2)),
    partly("毎週水曜日（冬期休業）", lambda d: d.weekday == "水" and d.month not in (12, 1, 2, 3)),
    partly("毎週水曜日 冬季は休み", lambda d: d.weekday == "水" and d.month not in (12, 1, 2, 3)),
    at_most("夏休み中のみ"),
    perhaps("夏休み中のみ 毎週水曜日", never),
    perhaps("夏休み期間中の月～金 10:00～15:00", never, "10:00-15:00"),
    perhaps("春・夏・冬休み期間中 平日 9時～12時"),
    perhaps("学校の長期休業中 毎週火曜日"),
    perhaps("毎週水曜日（夏休み期間は除く）", lambda d: d.weekday == "水" and (not (7, 15) <= d.month_day <= (9, 5))),
    perhaps(
        "毎週水曜（春休み・夏休み・冬休みを除く）",
        lambda d: (
            d.weekday == "水"
            and (
                not (
                    (3, 15) <= d.month_day <= (4, 10)
                    or (7, 15) <= d.month_day <= (9, 5)
                    or d.month_day >= (12, 20)
                    or (d.month_day <= (1, 10))
                )
            )
        ),
    ),
    perhaps("学校のある日 15:00～18:00"),
    perhaps(
        "毎週水曜 学校のある日",
        lambda d: d.weekday == "水" and (not d.holiday) and (not (7, 20) <= d.month_day <= (8, 31)),
    ),
    perhaps("月～金（学校開校日） 15:00～18:00", lambda d: d.workday and (not (7, 20) <= d.month_day <= (8, 31))),
    at_most("学校給食のない日"),
    at_most("給食のある日の放課後"),
    surely(
        "第2月曜日（祝日の場合は翌日）",
        lambda d: (
            (d.weekday == "月" and d.nth == 2 and (not d.holiday))
            or (d.weekday == "火" and (not d.holiday) and (d.before(1).nth == 2) and d.before(1).holiday)
        ),
        on_holiday="next_day",
    ),
    surely(
        "第2月曜日（祝日は翌日に開催）",
        lambda d: (
            (d.weekday == "月" and d.nth == 2 and (not d.holiday))
            or (d.weekday == "火" and (not d.holiday) and (d.before(1).nth == 2) and d.before(1).holiday)
        ),
        on_holiday="next_day",
    ),
    surely(
        "第2月曜日 ※祝日と重なった場合は翌火曜日",
        lambda d: (
            (d.weekday == "月" and d.nth == 2 and (not d.holiday))
            or (d.weekday == "火" and (not d.holiday) and (d.before(1).nth == 2) and d.before(1).holiday)
        ),
    ),
    surely(
        "第2月曜日（祝日の場合は翌週）",
        lambda d: (
            (d.weekday == "月" and d.nth == 2 and (not d.holiday))
            or (
                d.weekday == "月"
                and (not d.holiday)
                and (d.nth == 3)
                and d.before(7).holiday
                and (d.before(7).nth == 2)
            )
        ),
    ),
    surely(
        "第1・3月曜日（祝日の場合は翌週に振替）",
        lambda d: (
            d.weekday == "月"
            and (not d.holiday)
            and (d.nth in (1, 3) or (d.before(7).holiday and d.before(7).nth in (1, 3)))
        ),
    ),
    surely(
        "第3月曜日（祝日の場合は第4月曜日）",
        lambda d: d.weekday == "月" and (not d.holiday) and (d.nth == 3 or (d.nth == 4 and d.before(7).holiday)),
    ),
    surely(
        "第3月曜日 祝日のときは第4月曜に変更",
        lambda d: d.weekday == "月" and (not d.holiday) and (d.nth == 3 or (d.nth == 4 and d.before(7).holiday)),
    ),
    surely(
        "毎月第3月曜日。祝日の場合は翌週の月曜日に開催します。",
        lambda d: d.weekday == "月" and (not d.holiday) and (d.nth == 3 or (d.nth == 4 and d.before(7).holiday)),
    ),
    surely(
        "毎月第1水曜日（祝日の場合は第2水曜日）",
        lambda d: d.weekday == "水" and (not d.holiday) and (d.nth == 1 or (d.nth == 2 and d.before(7).holiday)),
    ),
    at_most(
        "第3月曜日（祝日の場合は前日）",
        lambda d: (d.weekday == "月" and d.nth == 3 and (not d.holiday)) or d.weekday == "日",
    ),
    surely(
        "第3月曜日（祝日の場合は休み）",
        lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday),
        on_holiday="skip",
    ),
    surely(
        "第3月曜日（祝日の場合は中止）",
        lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday),
        on_holiday="skip",
    ),
    surely("第3月曜日（祝日も開催）", lambda d: d.weekday == "月" and d.nth == 3, on_holiday="held"),
    surely("第3月曜日（祝日でも実施）", lambda d: d.weekday == "月" and d.nth == 3, on_holiday="held"),
    surely("第3月曜日（祝日含む）", lambda d: d.weekday == "月" and d.nth == 3, on_holiday="held"),
    perhaps(
        "第3月曜日（祝日の場合は変更）",
        lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday),
        on_holiday="unknown",
    ),
    perhaps(
        "第3月曜日（祝日の場合は要問合せ）",
        lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday),
        on_holiday="unknown",
    ),
    perhaps(
        "第3月曜日（祝日の場合は別日に振替）",
        lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday),
        on_holiday="unknown",
    ),
    perhaps("第3月曜日（祝日の場合は翌日または翌週）", lambda d: d.weekday == "月" and d.nth == 3 and (not d.holiday)),
    surely(
        "毎週月曜日（祝日の場合は火曜日）",
        lambda d: (
            (d.weekday == "月" and (not d.holiday)) or (d.weekday == "火" and (not d.holiday) and d.before(1).holiday)
        ),
    ),
    surely(
        "休館日：月曜日（祝日の場合は開館し翌日休館）9:00～17:00",
        lambda d: not ((d.weekday == "月" and (not d.holiday)) or _run_from_monday(d)),
        "09:00-17:00",
    ),
    surely(
        "毎週月曜休館（月曜が祝日の場合はその翌日）",
        lambda d: not ((d.weekday == "月" and (not d.holiday)) or _run_from_monday(d)),
    ),
    surely("毎日 9:00～17:00（月曜休館、祝日の場合は開館）", lambda d: d.weekday != "月" or d.holiday, "09:00-17:00"),
]
