"""The form that is handed to groups: locked headings, words to choose, and it comes back by the import."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from directory.blank_form import columns, workbook
from directory.intake import Headings, Report, Surroundings, read_file, understand
from directory.intake.reading import listing_from
from directory.listing import Reach
from directory.profile import Profile
from directory.vocabulary import Vocabulary
from tests.directory.places import a_profile

PROFILE = a_profile()
HEADINGS = [column.heading for column in columns(PROFILE)]


def blank(profile: Profile = PROFILE) -> Workbook:
    return load_workbook(io.BytesIO(workbook(profile, date(2026, 12, 1))))


def filled(folder: Path, *groups: dict[str, str]) -> Report:
    book = blank()
    for row, said in enumerate(groups, 4):
        for heading, text in said.items():
            book["登録用紙"].cell(row, HEADINGS.index(heading) + 1).value = text
    book.save(folder / "登録用紙.xlsx")
    resolve = Vocabulary.load().resolve
    return understand(read_file(folder / "登録用紙.xlsx"), Headings(), lambda text: bool(resolve(text, ("type",))), {})


def test_headings_are_locked_and_the_rows_below_are_not() -> None:
    sheet = blank()["登録用紙"]
    assert sheet.protection.sheet
    assert [cell.value for cell in sheet[2]] == HEADINGS
    assert all(cell.protection.locked for cell in (*sheet[2], *sheet[3]))
    assert not any(cell.protection.locked for cell in (*sheet[4], *sheet[63]))


def test_words_come_from_the_vocabulary_and_every_column_has_a_hint() -> None:
    book = blank()
    rules = {str(rule.sqref): rule for rule in book["登録用紙"].data_validations.dataValidation}
    assert len(rules) == len(HEADINGS)
    assert all(rule.prompt and len(rule.prompt) <= 255 for rule in rules.values())
    kinds = [term.label for term in PROFILE.vocabulary.terms("type")]
    words = book["選ぶ言葉"]
    assert words.sheet_state == "hidden"
    assert [cell.value for cell in words["D"]][1 : len(kinds) + 1] == kinds
    assert rules["D4:D63"].formula1 == f"'選ぶ言葉'!$D$2:$D${len(kinds) + 1}"


def test_what_a_group_filled_in_comes_back_whole(tmp_path: Path) -> None:
    said = {
        "名称": "あおぞら体操", "ふりがな": "あおぞらたいそう", "種別": "こども食堂",
        "開催日時": "毎週月曜 10:00~11:00", "会場": "第一公園", "参加費": "無料", "予約": "予約不要", "車いす": "有",
        "問い合わせ電話番号": "046-873-0001",
        "掲載可否": "可", "内容": "体操",
    }  # fmt: skip
    report = filled(tmp_path, said)
    (row,) = [row for row in report.rows if row.status == "new"]
    assert not [one for one in report.rows if one.status == "error"]
    values = {
        name: row.values[name] for name in ("name", "kind", "schedule_text", "venue_text", "fee_text", "wheelchair")
    }
    assert values == {
        "name": "あおぞら体操", "kind": "こども食堂", "schedule_text": "毎週月曜 10:00~11:00", "venue_text": "第一公園",
        "fee_text": "無料", "wheelchair": True,
    }  # fmt: skip
    assert (row.values["reading"], row.values["may_publish"], row.values["phone"]) == (
        "あおぞらたいそう",
        True,
        "046-873-0001",
    )


def test_it_asks_how_to_reach_the_group_and_what_a_first_day_is_like(tmp_path: Path) -> None:
    said = {
        "名称": "花の会", "会場": "東会館", "迎える人": "受付の係", "見学の可否": "可", "途中退出": "不可",
        "持ち物": "上履き",
        "椅子": "有", "聞こえへの配慮": "筆談できます", "男性の参加": "3割くらい", "連絡のしかた（社協だけ）": "FAX",
        "連絡のつく時間（社協だけ）": "平日の夕方", "FAX（社協だけ）": "046-873-0002",
        "メール（社協だけ）": "hana@example.jp", "連絡先住所（社協だけ）": "逗子市桜山1-2-3",
    }  # fmt: skip
    (row,) = [row for row in filled(tmp_path, said).rows if row.status == "new"]
    listing = listing_from(row.values, row.cells, Surroundings(PROFILE.vocabulary, "14208", "登録用紙")).listing
    told = {word.term: word.value for word in listing.words if word.scheme == "first_visit"}
    assert told == {
        "greeter": True, "visit_ok": True, "leave_early_ok": False, "bring": True, "chairs": True, "hearing": True
    }  # fmt: skip
    assert {one.term: one.text for one in listing.first_days} == {
        "greeter": "受付の係", "bring": "上履き", "hearing": "筆談できます", "men_share": "3割くらい",
    }  # fmt: skip
    assert listing.reach == Reach(
        prefers="fax", hours="平日の夕方", fax="046-873-0002", post="逗子市桜山1-2-3", mail="hana@example.jp"
    )
    assert not listing.phones
    assert "046-873-0002" not in f"{listing.note_public}{listing.description}{listing.organization}"


def test_the_example_and_the_instructions_are_passed_over(tmp_path: Path) -> None:
    report = filled(tmp_path, {"名称": "花の会", "会場": "東会館"})
    assert [(row.sheet, row.values["name"]) for row in report.rows if row.status != "skipped"] == [
        ("登録用紙", "花の会")
    ]
    assert all(heading_field for heading_field in report.sheets[0].columns.values())


def test_it_names_whom_to_send_it_to() -> None:
    council = replace(PROFILE.council, volunteer_centre="ボランティアセンター", phone="046-000-0000")
    told = [cell.value for cell in blank(replace(PROFILE, council=council))["書き方"]["A"]]
    assert any("ボランティアセンター 電話 046-000-0000" in str(line) for line in told)
