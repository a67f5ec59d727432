"""What a list says of whether a listing still goes on: with its day where told, and never silently running."""

from datetime import date
from pathlib import Path

import pytest

from directory.intake import Surroundings
from directory.intake.reading import listing_from
from directory.intake.statuses import status_of
from tests.directory.intake.sheets import VOCABULARY, csv_file, records

TODAY = date(2026, 11, 26)
FIRST = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("said", "status", "since"),
    [
        ("活動中", "active", None),
        ("○", "active", None),
        ("縮小して活動中", "active", None),
        ("R8.4再開", "active", FIRST),
        ("休止→R8.4から再開", "active", FIRST),
        ("R4.4休止、R8.4再開", "active", FIRST),
        ("令和8年3月解散", "ended", date(2026, 3, 1)),
        ("解散（令和８年３月）", "ended", date(2026, 3, 1)),
        ("2026/3/31 終了", "ended", date(2026, 3, 31)),
        ("R8.3で終了", "ended", FIRST),
        ("R8.3.31をもって終了", "ended", FIRST),
        ("令和7年度末で解散", "ended", FIRST),
        ("令和7年度で終了", "ended", FIRST),
        ("2026年3月末終了", "ended", FIRST),
        ("令和8年3月末日をもって活動を終了しました", "ended", FIRST),
        ("今年度で閉会", "ended", date(2027, 4, 1)),
        ("R元.5閉会", "ended", date(2019, 5, 1)),
        ("H31.3廃止", "ended", date(2019, 3, 1)),
        ("R7.4～休止", "paused", date(2025, 4, 1)),
        ("休止中（R7.4～）", "paused", date(2025, 4, 1)),
        ("R8.4.1～R9.3.31休止", "paused", FIRST),
        ("コロナで休止", "paused", None),
        ("中止", "paused", None),
    ],
)
def test_a_column_for_the_status_is_read_with_its_day(said: str, status: str, since: date | None) -> None:
    told = status_of(said, (), TODAY)
    assert (told.status, told.since, told.unread) == (status, since, None)


@pytest.mark.parametrize(
    "said",
    [
        "検討中",
        "満員",
        "？",
        "×",
        "活動していない",
        "活動なし",
        "廃止予定",
        "年内で終了予定",
        "R7.4〜R8.3休止",
        "活動中か不明",
    ],
)
def test_an_unclear_status_is_unknown_and_asked_about(said: str) -> None:
    told = status_of(said, (), TODAY)
    assert (told.status, told.unread) == ("unknown", said)


@pytest.mark.parametrize(
    ("said", "status", "since"),
    [
        ("令和8年3月末をもって活動終了。", "ended", FIRST),
        ("メンバー減のためR8.3解散", "ended", date(2026, 3, 1)),
        ("今年度で閉会予定", "ended", date(2027, 4, 1)),
        ("令和4年3月 休止、令和5年3月 解散", "ended", date(2023, 3, 1)),
        ("令和8年4月から休会しています", "paused", FIRST),
        ("※現在休止中", "paused", None),
        ("当面の間お休みします", "paused", None),
        ("令和2年3月から休止していましたが、令和4年4月に再開しました", "active", date(2022, 4, 1)),
    ],
)
def test_a_remark_tells_the_status_in_passing(said: str, status: str, since: date | None) -> None:
    told = status_of(None, (said,), TODAY)
    assert (told.status, told.since) == (status, since)


@pytest.mark.parametrize(
    "said",
    [
        "解散した会から独立", "令和3年に解散したひまわり会の有志で発足", "旧みどり会（令和2年解散）",
        "令和6年3月に終了した教室の後継", "15:00終了", "プログラム終了後に茶話会", "申込受付は3月で終了",
        "定員に達したため募集は終了しました", "イベントは令和8年3月で終了", "8月はお休み", "祝日はお休み",
        "年末年始休み", "毎週月曜（祝日休会）", "8/13～16休会", "12月～3月は休止", "冬期休止", "雨天中止",
        "休止しない", "現在は休止していません",
    ],
)  # fmt: skip
def test_history_days_off_and_ends_of_other_things_end_no_listing(said: str) -> None:
    assert status_of(None, (said,), TODAY).status == "unknown"


@pytest.mark.parametrize(
    ("cells", "now", "coming", "codes"),
    [
        ({"状況": "令和8年3月解散"}, ("ended", date(2026, 3, 1)), [], set()),
        ({"状況": "令和9年3月で終了予定"}, ("unknown", None), [("ended", date(2027, 4, 1))], set()),
        ({"備考": "R8.3で終了"}, ("ended", FIRST), [], set()),
        ({"状況": "相談中"}, ("unknown", None), [], {"status_unread"}),
        ({"状況": ""}, ("unknown", None), [], set()),
    ],
)
def test_a_listing_has_the_status_of_today_and_what_is_to_come(
    tmp_path: Path,
    cells: dict[str, str],
    now: tuple[str, date | None],
    coming: list[tuple[str, date]],
    codes: set[str],
) -> None:
    row = {"名称": "つくし", "会場": "東会館"} | cells
    (record,) = records(csv_file(tmp_path, [list(row), list(row.values())]))
    read = listing_from(record.values, record.cells, Surroundings(VOCABULARY, "14208", "一覧", today=TODAY))
    assert (read.listing.status, read.listing.status_since) == now
    assert [(one.status, one.since) for one in read.listing.coming_statuses] == coming
    assert {one.code for one in read.notes} == codes


def test_this_fiscal_year_is_the_lists(tmp_path: Path) -> None:
    rows = [["令和6年度 サロン一覧"], ["名称", "会場", "状況"], ["つくし", "東会館", "今年度で閉会"]]
    (record,) = records(csv_file(tmp_path, rows))
    read = listing_from(record.values, record.cells, Surroundings(VOCABULARY, "14208", "一覧", today=TODAY))
    assert (read.listing.status, read.listing.status_since) == ("ended", date(2025, 4, 1))
