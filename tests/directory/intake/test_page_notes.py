"""Lines around a table: a default where that is safe, else a problem that names the line. Never a listing."""

from pathlib import Path

import pytest

from directory.intake import wording
from directory.intake.summary import in_words
from tests.directory.intake.sheets import codes, csv_file, records, report

LIST = [["名称", "日時", "会場"], ["すみれ", "毎週月曜 10:00～11:00", "東会館"], ["つばき", "第2土曜", ""]]

DEFAULTS = [
    ("すべて参加費100円", "fee_text", "100円"),
    ("参加費はすべて100円です", "fee_text", "100円"),
    ("すべての会場で参加費100円をいただきます", "fee_text", "100円"),
    ("参加費無料", "fee_text", "無料"),
    ("※いずれも無料です", "fee_text", "無料"),
    ("会場はすべて中央公民館", "venue_text", "中央公民館"),
    ("場所はすべて沼間会館です。", "venue_text", "沼間会館"),
    ("対象は65歳以上の方", "target_text", "65歳以上の方"),
    ("どなたでも参加できます", "target_text", "どなたでも"),
    ("申込不要", "reservation_text", "不要"),
    ("すべて予約制です", "reservation_text", "予約制"),
    ("※定員20名", "capacity", "20名"),
    ("お問い合わせ　沼間地区社協　電話046-871-0000", "contact_org", "沼間地区社協"),
    ("問い合わせは社協 046-873-8011へ", "phone", "046-873-8011"),
    ("※各会場とも10時から12時まで", "schedule_text", "第2土曜 10時から12時まで"),
    ("祝日はお休みです", "schedule_text", "第2土曜 祝日はお休みです"),
    ("※8月は休み", "schedule_text", "第2土曜 8月は休み"),
    ("年末年始・お盆は休みです。", "schedule_text", "第2土曜 年末年始・お盆は休みです"),
    ("第5週はお休み", "schedule_text", "第2土曜 第5週はお休み"),
]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(("line", "field", "value"), DEFAULTS)
def test_a_line_that_holds_for_all_fills_what_a_row_leaves_open(
    tmp_path: Path, line: str, field: str, value: str, *, above: bool
) -> None:
    rows = [[line], *LIST] if above else [*LIST, [line]]
    read = report(csv_file(tmp_path, rows)).rows
    records = [row for row in read if row.status == "new"]
    assert [row.values["name"] for row in records] == ["すみれ", "つばき"]
    assert records[1].values[field] == value
    assert "default_used" in codes(records[1])
    assert not any(problem.code == "note_unheard" for row in read for problem in row.problems)


@pytest.mark.parametrize(
    "line",
    [
        "※参加費は1回100円（つばきは200円）", "※費用は各会場にお問い合わせください",
        "会場は都合により異なる場合があります。", "※雨天中止", "持ち物：上履き", "飲み物をご持参ください",
        "毎月第1・3水曜に開催", "※一部の会場は祝日休み", "ただし祝日は休みの会場があります。",
    ],
)  # fmt: skip
def test_a_line_that_is_not_safe_for_all_is_named_and_applied_to_none(tmp_path: Path, line: str) -> None:
    found = report(csv_file(tmp_path, [*LIST, [line]]))
    records = [row for row in found.rows if row.status == "new"]
    assert [(row.values["schedule_text"], row.values["fee_text"]) for row in records] == [
        ("毎週月曜 10:00~11:00", None),
        ("第2土曜", None),
    ]
    (told,) = [problem.message for row in found.rows for problem in row.problems if problem.code == "note_unheard"]
    assert wording.one_line(line) in told
    assert any(told in sentence for sentence in in_words(found, applied=False))


def test_a_note_between_the_rows_may_be_of_some_of_them_alone(tmp_path: Path) -> None:
    rows = [["【沼間地区】"], *LIST[:2], ["（祝日は休み）"], ["【桜山地区】"], ["つばき", "毎週火曜", "西会館"]]
    found = report(csv_file(tmp_path, rows))
    said = [(row.values["district"], row.values["schedule_text"]) for row in found.rows if row.status == "new"]
    assert said == [("沼間", "毎週月曜 10:00~11:00"), ("桜山", "毎週火曜")]
    assert [row.row for row in found.rows if "note_unheard" in codes(row)] == [4]


@pytest.mark.parametrize(
    "name", ["定員20名の会", "予約制サロン", "無料塾", "みんなの時間", "第2土曜の会", "土曜サロン"]
)
def test_a_name_alone_that_reads_a_little_like_a_line_for_all_is_a_listing(tmp_path: Path, name: str) -> None:
    found = report(csv_file(tmp_path, [*LIST, [name, "", ""]]))
    assert [row.values["name"] for row in found.rows if row.status == "new"] == ["すみれ", "つばき", name]


def test_what_a_row_says_itself_comes_before_the_page(tmp_path: Path) -> None:
    rows = [["名称", "日時"], ["すみれ", "毎週月曜（祝日も開催）"], ["つばき", "毎週火曜"], ["祝日はお休みです"]]
    first, second = (row for row in report(csv_file(tmp_path, rows)).rows if row.status == "new")
    assert first.values["schedule_text"] == "毎週月曜（祝日も開催）".replace("（", "(").replace("）", ")")
    assert codes(first) == {"note_unsure"}
    assert second.values["schedule_text"] == "毎週火曜 祝日はお休みです"


@pytest.mark.parametrize(
    "title",
    [
        "ふれあいサロン設備一覧",
        "ふれあいサロン実施団体名簿",
        "令和8年度 ふれあいサロン連絡先一覧表",
        "ふれあいサロン会場等一覧",
    ],
)
def test_what_a_list_tells_of_its_places_is_no_part_of_their_kind(tmp_path: Path, title: str) -> None:
    (row,) = records(csv_file(tmp_path, [[title], ["名称", "会場", "日時"], ["つくし", "東会館", "毎週月曜日"]]))
    assert row.values["kind"] == "ふれあいサロン"
