"""The form that is handed to groups: locked headings, words to choose, and it comes back by the import."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from directory.blank_form import columns, workbook
from directory.intake import Headings, Report, read_file, understand
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
