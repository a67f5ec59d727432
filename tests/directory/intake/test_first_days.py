"""What a list says of a first day in words, and how the office reaches the group: kept apart, nothing lost."""

from pathlib import Path

import pytest

from directory.database import reading, writing
from directory.intake import Surroundings, apply
from directory.intake.first_days import answer, channel
from directory.listing import FirstDay
from directory.store import listings
from tests.conftest import set_up
from tests.directory.intake.sheets import VOCABULARY, csv_file, report


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        *(("bring", text, True) for text in ("上履き", "飲み物、タオル", "室内履き（スリッパ可）", "○", "あり")),
        *(("bring", text, False) for text in ("なし", "特になし", "不要", "ありません", "×")),
        *(("bring", text, None) for text in ("汚れてもよい服でなくてもかまいません", "特に要らないが飲み物")),
        *(("visit_ok", text, True) for text in ("可", "できます", "いつでも歓迎", "可（要予約）", "どうぞ")),
        *(("visit_ok", text, False) for text in ("不可", "できません", "否")),
        *(("visit_ok", text, None) for text in ("電話で相談", "可能な日とできない日がある", "月による")),
        *(("men_share", text, None) for text in ("2割くらい", "少ない", "10人中3人")),
        *(("greeter", text, True) for text in ("入口の当番", "受付の人が席まで案内")),
        *(("leave_early_ok", text, True) for text in ("自由", "可", "大丈夫です", "出入り自由")),
    ],
)
def test_only_what_is_said_is_yes_or_no(field: str, text: str, said: bool | None) -> None:
    assert answer(field, text) is said


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("電話", "telephone"),
        ("ＦＡＸ（急ぎは電話）", "fax"),
        ("ファックスか郵送", "fax"),
        ("郵送・電話", "post"),
        ("代表者へ電話かメール", "telephone"),
        ("e-mail", "mail"),
        ("直接会場へ", "visit"),
        ("どれでも", None),
        ("", None),
    ],
)
def test_the_way_that_stands_first_is_preferred(text: str, way: str | None) -> None:
    assert channel(text) == way


HEAD = ["サロン名", "会場", "持ち物", "迎える人", "途中退出", "椅子", "FAX", "メール", "連絡方法", "連絡可能時間"]
ROW = ["ひまわり", "西会館", "上履き", "当番が入口で", "可", "なし", "000-000-0003", "a@example.jp", "FAX", "夕方から"]


def test_words_and_addresses_go_in_change_by_cell_and_stay_where_a_later_list_is_silent(tmp_path: Path) -> None:
    engine = set_up(f"sqlite:///{tmp_path}/c.sqlite")
    around = Surroundings(VOCABULARY, "14208", "サロン.csv")
    later = [*ROW[:2], "上履きと飲み物", *ROW[3:6], "000-000-0009", "", "", ""]
    for row in (ROW, later):
        with writing(engine) as session:
            apply(session, report(csv_file(tmp_path, [HEAD, row], name="サロン.csv")), around, actor="hanako")
    with reading(engine) as session:
        (found,) = listings(session)
    assert found.first_days == (
        FirstDay(term="greeter", text="当番が入口で"),
        FirstDay(term="bring", text="上履きと飲み物"),
    )
    said = {word.term: word.value for word in found.words if word.scheme == "first_visit"}
    assert said == {"greeter": True, "leave_early_ok": True, "bring": True, "chairs": False}
    reach = found.reach
    assert (reach.prefers, reach.fax, reach.mail, reach.hours) == ("fax", "000-000-0009", "a@example.jp", "夕方から")
    with writing(engine) as session:
        again = report(csv_file(tmp_path, [HEAD, later], name="サロン.csv"))
        apply(session, again, around, actor="hanako")
    assert [row.status for row in again.rows if row.values] == ["unchanged"]
