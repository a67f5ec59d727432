"""Habits of real lists, one small sheet each: what is read, where it stands, what is skipped."""

import json
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from tests.directory.intake.sheets import codes, csv_file, records, report, workbook


def test_tables_side_by_side_are_told_apart_by_their_column(tmp_path: Path) -> None:
    rows = [
        ["サロン一覧"],
        ["№", "名称", "会場", "曜日", "", "№", "名称", "会場", "曜日"],
        ["1", "ひまわり", "東会館", "毎週月曜", "", "3", "すみれ", "西会館", "第1火曜"],
        ["2", "つばき", "南会館", "毎週水曜", "", "", "", "", ""],
    ]
    found = records(workbook(tmp_path, rows))
    assert [(row.row, row.col, row.values["name"], row.values["schedule_text"]) for row in found] == [
        (3, 1, "ひまわり", "毎週月曜"),
        (3, 6, "すみれ", "第1火曜"),
        (4, 1, "つばき", "毎週水曜"),
    ]


def test_tables_side_by_side_without_a_gap_are_cut_where_the_first_heading_comes_again(tmp_path: Path) -> None:
    rows = [["名称", "電話", "名称", "電話"], ["ひまわり", "046-873-0001", "すみれ", "046-873-0002"]]
    assert [(row.col, row.values["name"]) for row in records(csv_file(tmp_path, rows))] == [
        (1, "ひまわり"),
        (3, "すみれ"),
    ]


def test_vertical_cards_are_a_record_each(tmp_path: Path) -> None:
    rows = [
        ["居場所カード"], [],
        ["名称", "ひまわり"], ["日時", "毎週月曜 10:00～12:00"], ["会場", "東会館"], ["住所", "逗子市沼間1-2-3"], [],
        ["名称", "すみれ"], ["日時", "第2火曜"], ["参加費", "100円"], ["", "（お茶代）"],
    ]  # fmt: skip
    found = records(workbook(tmp_path, rows))
    assert [(row.row, row.col, row.values["name"]) for row in found] == [(3, None, "ひまわり"), (8, None, "すみれ")]
    assert found[0].values["address_text"] == "逗子市沼間1-2-3"
    assert found[1].values["fee_text"] == "100円 (お茶代)"


def test_cards_beside_each_other_say_their_column(tmp_path: Path) -> None:
    rows = [
        ["名称", "ひまわり", "", "名称", "すみれ"],
        ["日時", "毎週月曜", "", "日時", "第2火曜"],
        ["電話", "046-873-0001", "", "電話", "046-873-0002"],
    ]
    found = records(workbook(tmp_path, rows))
    assert [(row.row, row.col, row.values["schedule_text"]) for row in found] == [(1, 1, "毎週月曜"), (1, 4, "第2火曜")]


def test_a_table_on_its_side_is_read_by_columns(tmp_path: Path) -> None:
    rows = [
        ["名称", "ひまわり", "すみれ", "つばき"],
        ["開催日", "毎週月曜", "第2火曜", ""],
        ["参加費", "100", "無料", "200"],
    ]
    found = records(csv_file(tmp_path, rows))
    assert [(row.col, row.values["name"], row.values["fee_text"]) for row in found] == [
        (2, "ひまわり", "100円"), (3, "すみれ", "無料"), (4, "つばき", "200円")
    ]  # fmt: skip


def test_what_the_page_says_once_holds_for_every_row(tmp_path: Path) -> None:
    rows = [
        ["令和8年度　逗子市　認知症カフェ一覧"],
        ["対象：認知症の方とご家族", "", "令和8年4月1日現在"],
        ["カフェ名", "日時", "会場"],
        ["すみれ", "第1土曜", "東会館"],
        ["つばき", "第2土曜", "西会館"],
        ["※参加費はいずれも無料です。"],
    ]
    for row in records(csv_file(tmp_path, rows)):
        said = {name: row.values.get(name) for name in ("kind", "municipality", "target_text", "fee_text", "as_of")}
        assert said == {
            "kind": "認知症カフェ", "municipality": "逗子市", "target_text": "認知症の方とご家族", "fee_text": "無料",
            "as_of": "令和8年4月1日",
        }  # fmt: skip
        assert "default_used" in codes(row)


def test_a_note_that_only_mentions_a_heading_is_no_default(tmp_path: Path) -> None:
    rows = [
        ["※開催日は変更になることがあります。対象は各会場にお尋ねください"],
        ["名称", "日時", "対象"],
        ["すみれ", "", ""],
    ]
    (row,) = records(csv_file(tmp_path, rows))
    assert (row.values["schedule_text"], row.values["target_text"]) == (None, None)


def test_sections_of_districts_and_kinds_hold_for_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["名称", "会場"], ["■ サロン"], ["【沼間地区】"], ["ひまわり", "東会館"], ["小計", "1か所"],
        ["【桜山地区】（2か所）"], ["すみれ", "西会館"], ["■ こども食堂"], ["つばき", "南会館"],
    ]  # fmt: skip
    found = records(csv_file(tmp_path, rows))
    said = [(row.values["name"], row.values["kind"], row.values["district"]) for row in found]
    assert said == [("ひまわり", "サロン", "沼間"), ("すみれ", "サロン", "桜山"), ("つばき", "こども食堂", "桜山")]


def test_examples_totals_notes_and_repeated_headings_are_skipped_by_name(tmp_path: Path) -> None:
    rows = [
        ["№", "名称", "会場"], ["例", "（記入例）さくらサロン", "○○会館"], ["1", "ひまわり", "東会館"],
        ["№", "名称", "会場"], ["2", "すみれ", "西会館"], ["3", "", ""], ["合計", "2", ""],
        ["※会場は変更になることがあります"],
    ]  # fmt: skip
    rows_read = report(csv_file(tmp_path, rows)).rows
    assert [row.values["name"] for row in rows_read if row.status == "new"] == ["ひまわり", "すみれ"]
    skipped = [row.problems[0].code for row in rows_read if row.status == "skipped"]
    assert skipped == ["heading", "example", "heading", "number_only", "total", "note"]


def test_a_matrix_of_weekdays_may_hold_times_and_weeks(tmp_path: Path) -> None:
    rows = [
        ["名称", "開催曜日", "", "", "会場"],
        ["", "月", "火", "水", ""],
        ["ひまわり", "10:00～12:00", "", "13:00～15:00", "東会館"],
        ["すみれ", "", "第1・3", "", "西会館"],
        ["つばき", "○", "", "○", "南会館"],
    ]
    found = records(workbook(tmp_path, rows, merge=["B1:D1"]))
    texts = [row.values["schedule_text"] for row in found]
    assert texts == ["月曜日 10:00-12:00 水曜日 13:00-15:00", "第1・3火曜日", "月水"]


def test_weekday_week_and_hours_in_columns_of_their_own_become_one_text(tmp_path: Path) -> None:
    rows = [
        ["名称", "開催週", "曜日", "開始時間", "終了時間"],
        ["ひまわり", "第2・4", "火", "13:30", "15:30"],
        ["すみれ", "毎週", "水曜日", "10:00", ""],
        ["つばき", "", "金", "9:00:00", "11:30:00"],
    ]
    texts = [row.values["schedule_text"] for row in records(csv_file(tmp_path, rows))]
    assert texts == ["第2・4火曜日 13:30-15:30", "毎週水曜日 10:00-", "金 9:00-11:30"]


def test_times_dates_and_formatted_numbers_of_excel_are_read_as_they_are_shown(tmp_path: Path) -> None:
    rows = [
        ["名称", "開催日", "開始時間", "終了時間", "参加費", "更新日"],
        ["ひまわり", datetime(2026, 7, 2), time(13, 30), time(15, 0), 300, date(2026, 4, 1)],
    ]
    path = workbook(tmp_path, rows)
    book = load_workbook(path)
    book.active["E2"].number_format = '"1回"#,##0"円"'
    book.save(path)
    values = records(path)[0].values
    assert values["schedule_text"] == "2026年7月2日 13:30-15:00"
    assert (values["fee_text"], values["as_of"]) == ("1回300円", "2026年4月1日")


def test_a_name_merged_over_rows_is_one_listing_with_a_venue_for_each_sitting(tmp_path: Path) -> None:
    rows = [
        ["№", "名称", "日時", "会場"],
        ["1", "巡回相談", "第1月曜 10:00～12:00", "東会館"],
        ["", "", "第3月曜 10:00～12:00", "西会館"],
        ["2", "すみれ", "毎週水曜", "南会館"],
    ]
    found = records(workbook(tmp_path, rows, merge=["A2:A3", "B2:B3"]))
    assert [row.values["name"] for row in found] == ["巡回相談", "すみれ"]
    assert found[0].values["venue_text"] == "東会館 / 西会館"
    assert found[0].values["schedule_text"] == "第1月曜 10:00~12:00 第3月曜 10:00~12:00"
    everything = report(tmp_path / "list.xlsx").rows
    assert [(row.row, row.status) for row in everything] == [(1, "skipped"), (2, "new"), (3, "skipped"), (4, "new")]


def test_a_value_in_the_middle_of_its_group_holds_for_the_whole_group(tmp_path: Path) -> None:
    rows = [
        ["地区", "名称"], ["", "一"], ["沼間", "二"], ["", "三"], [], ["", "四"], ["桜山", "五"], ["", "六"],
    ]  # fmt: skip
    districts = [row.values["district"] for row in records(csv_file(tmp_path, rows))]
    assert districts == ["沼間"] * 3 + ["桜山"] * 3


def test_a_column_filled_only_where_it_changes_is_filled_downwards(tmp_path: Path) -> None:
    rows = [["地区", "名称"], ["沼間", "一"], ["", "二"], ["桜山", "三"], ["", "四"]]
    assert [row.values["district"] for row in records(csv_file(tmp_path, rows))] == ["沼間", "沼間", "桜山", "桜山"]


def test_a_blank_among_stated_districts_stays_unknown(tmp_path: Path) -> None:
    rows = [["地区", "名称"], ["沼間", "一"], ["沼間", "二"], ["", "三"], ["桜山", "四"]]
    assert records(csv_file(tmp_path, rows))[2].values["district"] is None


def test_ditto_marks_repeat_the_cell_above(tmp_path: Path) -> None:
    rows = [["名称", "会場", "参加費"], ["一", "東会館", "100円"], ["二", "〃", "同上"], ["三", "　〃　", "無料"]]
    found = records(csv_file(tmp_path, rows))
    assert [(row.values["venue_text"], row.values["fee_text"]) for row in found][1:] == [
        ("東会館", "100円"), ("東会館", "無料")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932"), ("euc_jp", "euc_jp"), ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"), ("iso2022_jp", "iso2022_jp_ext"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_text_file_is_read_in_its_own_encoding(tmp_path: Path, encoding: str, said: str, delimiter: str) -> None:
    rows = [
        ["名称", "会場", "日時"],
        ["ふれあい喫茶", "桜道会館", "第２火曜日、13時"],
        ["髙橋の会" if encoding == "cp932" else "会", "", ""],
    ]
    found = report(csv_file(tmp_path, rows, encoding=encoding, delimiter=delimiter))
    assert found.encoding == said
    assert found.rows[1].values["venue_text"] == "桜道会館"


def test_json_records_count_from_one(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps({"items": [{"名称": "ひまわり", "定員": 20}, {"名称": "すみれ", "定員": None}]}), "utf-8"
    )
    assert [(row.row, row.values["name"], row.values.get("capacity")) for row in report(path).rows] == [
        (1, "ひまわり", "20"), (2, "すみれ", None)
    ]  # fmt: skip


def test_open_data_of_children_s_canteens_keeps_its_frequency_code_beside_the_weekday(tmp_path: Path) -> None:
    head = [
        "全国地方公共団体コード",
        "ID",
        "名称",
        "所在地_連結表記",
        "建物名等(方書)",
        "緯度",
        "経度",
        "電話番号",
        "開催頻度",
        "開催曜日",
    ]
    head += ["開催開始時間", "開催終了時間", "開催日時特記事項", "予約方法"]
    row = ["142085", "1", "つばき食堂", "逗子市沼間1-2-3", "東ビル2階", "35.3", "139.6", "046-873-0001", "5", "金"]
    row += ["17:00", "19:00", "第4金曜日", "電話"]
    values = records(csv_file(tmp_path, [head, row], encoding="utf-8-sig"))[0].values
    assert (values["schedule_text"], values["frequency_code"]) == ("金 17:00-19:00 第4金曜日", "5")
    assert (values["venue_text"], values["address_text"], values["source_id"]) == ("東ビル2階", "逗子市沼間1-2-3", "1")


def test_a_list_of_groups_takes_the_groups_name_for_the_listing(tmp_path: Path) -> None:
    rows = [["団体名", "代表者", "活動内容", "活動日"], ["朗読の会", "山田花子", "朗読", "第1月曜"]]
    values = records(csv_file(tmp_path, rows))[0].values
    assert (values["name"], values["contact_person"], values["activity_text"]) == ("朗読の会", "山田花子", "朗読")


def test_a_group_beside_a_name_is_who_runs_it(tmp_path: Path) -> None:
    rows = [["活動名", "団体名", "施設名"], ["朗読の時間", "朗読の会", "東会館"]]
    values = records(csv_file(tmp_path, rows))[0].values
    assert (values["name"], values["organization"], values["venue_text"]) == ("朗読の時間", "朗読の会", "東会館")


@pytest.mark.parametrize(
    ("cell", "venue", "address"),
    [
        ("桜道会館（逗子市桜山1-2-3）", "桜道会館", "逗子市桜山1-2-3"),
        ("桜道会館\n逗子市桜山1丁目2番3号", "桜道会館", "逗子市桜山1丁目2番3号"),
        ("〒249-0005 逗子市桜山1-2-3 桜ビル2階", "桜ビル2階", "逗子市桜山1-2-3"),
        ("逗子市桜山1-2-3ヴィラ桜102", "ヴィラ桜102", "逗子市桜山1-2-3"),
        ("桜道会館 逗子市桜山1-2-3", "桜道会館", "逗子市桜山1-2-3"),
        ("南小学校（多目的室）", "南小学校(多目的室)", None),
        ("交流センター2-1会議室", "交流センター2-1会議室", None),
        ("逗子7丁目個人宅", "逗子7丁目個人宅", None),
        ("第3公園", "第3公園", None),
    ],
)
def test_a_cell_of_venue_and_address_is_told_apart(tmp_path: Path, cell: str, venue: str, address: str | None) -> None:
    values = records(csv_file(tmp_path, [["名称", "開催場所（住所）"], ["ひまわり", cell]]))[0].values
    assert (values["venue_text"], values["address_text"]) == (venue, address)


@pytest.mark.parametrize(
    ("cell", "venue", "address"),
    [
        ("さいたま市岩槻区東岩槻2-5-26　アライビル1F", "アライビル1F", "さいたま市岩槻区東岩槻2-5-26"),
        ("ふじみ野市上福岡1-5-31(STビル1階)", "STビル1階", "ふじみ野市上福岡1-5-31"),
        ("大分市田中町15組の2", None, "大分市田中町15組の2"),
        ("大分市大字皆春1662番地の1", None, "大分市大字皆春1662番地の1"),
        ("札幌市中央区北3条西1丁目7", None, "札幌市中央区北3条西1丁目7"),
        ("逗子市沼間", None, "逗子市沼間"),
    ],
)
def test_a_building_in_an_address_goes_to_the_venue(tmp_path: Path, cell: str, venue: str | None, address: str) -> None:
    values = records(csv_file(tmp_path, [["名称", "住所"], ["ひまわり", cell]]))[0].values
    assert (values["venue_text"], values["address_text"]) == (venue, address)


def test_a_row_without_a_name_is_kept_under_a_provisional_one(tmp_path: Path) -> None:
    rows = [["名称", "日時", "会場", "住所"], ["", "毎週月曜", "東会館", "逗子市沼間1-2-3"]]
    (row,) = records(csv_file(tmp_path, rows))
    assert (row.status, row.row) == ("new", 2)
    assert "name_missing" in codes(row)
    assert row.values["name"]


def test_hidden_rows_and_struck_out_rows_are_read_and_pointed_out(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["名称", "会場"], ["ひまわり", "東会館"], ["すみれ", "西会館"], ["つばき", "南会館"]])
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    for cell in book.active[4]:
        cell.font = Font(strike=True)
    book.create_sheet("前年度").append(["名称", "会場"])
    book["前年度"].sheet_state = "hidden"
    book.save(path)
    assert [codes(row) for row in records(path)] == [set(), {"hidden_row"}, {"struck"}]
    hidden = [row for row in report(path).rows if row.sheet == "前年度"]
    assert [(row.status, codes(row)) for row in hidden] == [("skipped", {"hidden_sheet"})]


def test_what_a_hidden_column_says_stays_in_the_office(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["名称", "備考"], ["ひまわり", "鍵は隣家"]])
    book = load_workbook(path)
    book.active.column_dimensions["B"].hidden = True
    book.save(path)
    values = records(path)[0].values
    assert ("notes" in values, values["office_notes"]) == (False, "鍵は隣家")


def test_broken_cells_are_named_and_the_rest_of_the_row_is_read(tmp_path: Path) -> None:
    rows = [["名称", "会場", "参加費"], ["ひまわり", "#REF!", "=A1"], ["すみれ", "西会館", "100"]]
    found = records(workbook(tmp_path, rows))
    assert {"broken_cell", "formula_without_value"} <= codes(found[0])
    assert [row.values["name"] for row in found] == ["ひまわり", "すみれ"]


def test_headings_that_staff_have_explained_are_read_their_way(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [["名称", "あつまり方"], ["ひまわり", "毎週月曜"]])
    assert records(path)[0].values["schedule_text"] is None
    (row,) = [row for row in report(path, {"あつまり方": "schedule_text"}).rows if row.status == "new"]
    assert row.values["schedule_text"] == "毎週月曜"


def test_sheets_named_by_kind_give_their_rows_that_kind(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "サロン"
    book.active.append(["名称"])
    book.active.append(["ひまわり"])
    book.create_sheet("こども食堂").append(["名称"])
    book["こども食堂"].append(["つばき"])
    book.save(tmp_path / "list.xlsx")
    assert [row.values["kind"] for row in records(tmp_path / "list.xlsx")] == ["サロン", "こども食堂"]


def test_marks_under_headings_answer_yes_no_or_nothing(tmp_path: Path) -> None:
    rows = [
        ["名称", "予約", "車いす", "駐車場", "無料"],
        ["一", "○", "×", "有", "○"],
        ["二", "×", "", "３台", ""],
        ["三", "電話で", "―", "", "×"],
    ]
    one, two, three = (row.values for row in records(csv_file(tmp_path, rows)))
    assert (one["reservation_text"], one["wheelchair"], one["parking"], one["fee_text"]) == (
        "要予約",
        False,
        True,
        "無料",
    )
    assert (two["reservation_text"], "wheelchair" in two, two["fee_text"]) == ("予約不要", False, None)
    assert (three["reservation_text"], "wheelchair" in three, three["fee_text"]) == ("電話で", False, "有料")


def test_target_groups_in_a_matrix_are_named_by_their_headings(tmp_path: Path) -> None:
    rows = [
        ["名称", "対象", "", "", "会場"],
        ["", "高齢者", "子ども", "どなたでも", ""],
        ["一", "○", "○", "", "東会館"],
        ["二", "", "", "○", "西会館"],
    ]
    found = records(workbook(tmp_path, rows, merge=["B1:D1"]))
    assert [row.values["target_text"] for row in found] == ["高齢者・子ども", "どなたでも"]


def test_a_file_without_headings_says_so_for_each_row(tmp_path: Path) -> None:
    found = report(csv_file(tmp_path, [["あいう", "えお"], ["かき", "くけこ"]])).rows
    assert [(row.status, codes(row)) for row in found] == [("error", {"no_heading"})] * 2


def test_the_older_open_data_form_numbers_its_records_by_no(tmp_path: Path) -> None:
    head = [
        "都道府県コード又は市区町村コード",
        "NO",
        "都道府県名",
        "市区町村名",
        "名称",
        "住所",
        "方書",
        "利用可能曜日",
    ]
    row = ["142085", "7", "神奈川県", "逗子市", "ひまわり会館", "逗子市沼間1-2-3", "2階", "月水"]
    values = records(csv_file(tmp_path, [head, row]))[0].values
    assert (values["source_id"], values["municipality"], values["prefecture"]) == ("7", "逗子市", "神奈川県")
    assert (values["venue_text"], values["schedule_text"]) == ("2階", "月水")


def test_headings_in_hiragana_and_everyday_words_mean_the_same(tmp_path: Path) -> None:
    heads = ["サロンのなまえ", "と　き", "ところ", "もちもの", "おといあわせ", "おねだん", "ていいん", "たいしょう"]
    rows = [heads, ["つくし", "第1月曜 10:00～", "北会館", "上ばき", "北地区社協", "100", "15名", "どなたでも"]]
    (row,) = records(csv_file(tmp_path, rows))
    assert [
        row.values.get(field)
        for field in (
            "name", "schedule_text", "venue_text", "notes", "contact_org", "fee_text", "capacity", "target_text"
        )
    ] == ["つくし", "第1月曜 10:00~", "北会館", "上ばき", "北地区社協", "100円", "15名", "どなたでも"]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "is_home"),
    [
        (["団体名", "代表者", "住所", "電話", "活動場所"], True),
        (["団体名", "代表者", "〒", "住所", "会場"], True),
        (["団体名", "会長名", "電話", "住所"], True),
        (["団体名", "代表者", "会場", "住所"], False),
        (["団体名", "会場", "住所", "代表者"], False),
        (["団体名", "代表者", "会場住所", "電話"], False),
        (["団体名", "住所", "代表者"], False),
    ],
)
def test_an_address_beside_a_person_is_a_home_and_stays_in_the_office(
    tmp_path: Path, head: list[str], is_home: bool
) -> None:
    row = ["逗子市桜山1-2-3" if "住所" in heading else "あ" for heading in head]
    values = records(csv_file(tmp_path, [head, row]))[0].values
    assert (values["address_text"] is None, values.get("contact_address") is not None) == (is_home, is_home)


@pytest.mark.parametrize("name", ["ペン字・書き方教室", "計画サークル"])
def test_a_name_that_holds_a_word_of_remarks_is_a_listing(tmp_path: Path, name: str) -> None:
    found = records(csv_file(tmp_path, [["名称", "会場"], [name, "東会館"], ["すみれ", "西会館"]]))
    assert [row.values["name"] for row in found] == [name, "すみれ"]
