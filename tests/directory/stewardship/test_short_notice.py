"""One line by telephone becomes a change of the day, or a sentence saying what was not understood."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from directory.errors import InputWrong
from directory.stewardship.short_notice import Named, Several, read

FRIDAY = date(2026, 5, 8)
KNOWN = (
    Named("v1", "福祉会館", True, ("福祉会館", "市立福祉会館")),
    Named("v2", "沼間小学校区コミュニティセンター", True, ("沼間小学校区コミュニティセンター", "沼間コミセン")),
    Named("l1", "ひだまりサロン", False, ("ひだまりサロン", "ひだまりさろん")),
    Named("l2", "サロン", False, ("サロン",)),
    Named("l3", "山の会", False, ("山の会",)),
    Named("l4", "山の会", False, ("山の会",)),
    Named("l5", "福祉会館カフェ", False, ("福祉会館カフェ",)),
)


def meets(of: Named, first: date, last: date) -> Iterator[date]:
    """Every Tuesday and Thursday."""
    days = ((last - first).days + 1) if of.id == "l1" else 0
    yield from (day for n in range(days) if (day := first + timedelta(days=n)).weekday() in (1, 3))


@pytest.mark.parametrize(
    ("line", "of", "said"),
    [
        ("福祉会館は5月10日休館", "v1", {"kind": "closed", "first_day": "2026-05-10"}),
        ("福祉会館　８月１０日から１６日まで休館です", "v1", {"first_day": "2026-08-10", "last_day": "2026-08-16"}),
        ("沼間コミセン あすは使えない", "v2", {"kind": "closed", "first_day": "2026-05-09"}),
        ("福祉会館 12/28～1/4 休館", "v1", {"first_day": "2026-12-28", "last_day": "2027-01-04"}),
        ("ひだまりサロン きょう中止", "l1", {"kind": "cancelled", "first_day": "2026-05-08"}),
        ("ひだまりｻﾛﾝ、12日はお休みです", "l1", {"kind": "cancelled", "first_day": "2026-05-12"}),
        ("サロン 明日休み", "l2", {"kind": "cancelled", "first_day": "2026-05-09"}),
        ("ひだまりサロン 3日中止", "l1", {"first_day": "2026-06-03"}),
        ("福祉会館カフェ 5/20お休み", "l5", {"kind": "cancelled", "first_day": "2026-05-20"}),
        ("ひだまりサロンは5月12日は午後1時から3時に変更", "l1", {"kind": "changed", "start": "13:00", "end": "15:00"}),
        ("ひだまりサロン 5月12日 10:30〜", "l1", {"kind": "changed", "start": "10:30"}),
        ("ひだまりサロン 5月12日は10時半から", "l1", {"kind": "changed", "start": "10:30"}),
        ("ひだまりサロン 5/13は5/20に延期", "l1", {"first_day": "2026-05-13", "to_day": "2026-05-20"}),
        ("ひだまりサロンは12日、場所が市民会館に変わる", "l1", {"kind": "changed", "place": "市民会館"}),
        ("ひだまりサロン 来週お休み", "l1", {"kind": "cancelled", "first_day": "2026-05-12", "last_day": "2026-05-14"}),
        ("ひだまりサロンは来週の木曜日は中止", "l1", {"first_day": "2026-05-14", "last_day": "2026-05-14"}),
        ("ひだまりサロン 再来週（火）休み", "l1", {"first_day": "2026-05-19"}),
        ("ひだまりサロン 次の火曜お休みです", "l1", {"first_day": "2026-05-12"}),
        ("ひだまりサロン 次の金曜お休みです", "l1", {"first_day": "2026-05-15"}),
        ("ひだまりサロン、次回お休み", "l1", {"first_day": "2026-05-12", "last_day": "2026-05-12"}),
        ("ひだまりサロン 次回は13時から", "l1", {"kind": "changed", "first_day": "2026-05-12", "start": "13:00"}),
        ("福祉会館 来週は休館", "v1", {"kind": "closed", "first_day": "2026-05-11", "last_day": "2026-05-17"}),
        ("福祉会館 今週休館", "v1", {"first_day": "2026-05-08", "last_day": "2026-05-10"}),
        ("ひだまりサロン 1月10日は13:30~15:00", "l1", {"first_day": "2027-01-10", "end": "15:00"}),
    ],
)
def test_a_line_is_read_as_it_is_said(line: str, of: str, said: dict[str, str]) -> None:
    notice = read(line, KNOWN, FRIDAY, meets)
    assert notice.of.id == of
    told = notice.change.model_dump(mode="json")
    assert {name: told[name] for name in said} == said


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("なにかの会 きょう中止", "どの会"),
        ("ひだまりサロン中止", "いつ"),
        ("ひだまりサロン 2月30日中止", "いつ"),
        ("ひだまりサロン 5月10日", "どう変わる"),
        ("ひだまりサロン 今週お休み", "名簿から分かりません"),
        ("ひだまりサロン 来週は13時から", "何回か"),
        ("福祉会館 5月10日", "どうなる"),
        ("ひだまりサロン 5月10日休館", "会場ではありません"),
        ("山の会 きょう中止", "いくつか"),
        ("", "どの会"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_guessed(line: str, about: str) -> None:
    with pytest.raises(InputWrong, match=about):
        read(line, KNOWN, FRIDAY, meets)


def test_namesakes_are_asked_about_each_with_what_the_line_says_of_it() -> None:
    with pytest.raises(Several) as several:
        read("山の会 来週の月曜お休み", KNOWN, FRIDAY, meets)
    assert [(one.of.id, one.change.first_day) for one in several.value.notices] == [
        ("l3", date(2026, 5, 11)),
        ("l4", date(2026, 5, 11)),
    ]
