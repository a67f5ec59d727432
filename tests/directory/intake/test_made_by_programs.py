"""Lists that a program wrote: forms, open data, a service's JSON, a sheet's own formats."""

import json
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook

from tests.directory.intake.sheets import codes, csv_file, records, report, workbook

HELD = ("name", "schedule_text", "venue_text", "address_text", "fee_text")


def held(path: Path) -> list[tuple[object, ...]]:
    return [tuple(row.values[name] for name in HELD) for row in records(path)]


def test_cells_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["行事名", "開催日", "開始", "終了", "会場", "参加費", "定員", "電話番号", "更新日"])
    sheet.append(["芋煮会", datetime(2026, 10, 18), time(10), time(12, 30), "沼間会館", 500, 30, 468738011, 46113])
    sheet.append(["餅つき", date(2026, 12, 20), 0.4166666667, 0.5, "桜山会館", 0, 25, "046-873-8012", None])
    formats = {
        2: 'm"月"d"日"(aaa)', 3: "h:mm", 4: 'h"時"mm"分"', 6: '"¥"#,##0', 7: '0"人"', 8: "0000000000",
        9: "[$-411]ge.m.d",
    }  # fmt: skip
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = formats.get(cell.column, "General")
    book.save(tmp_path / "list.xlsx")
    found = records(tmp_path / "list.xlsx")
    assert held(tmp_path / "list.xlsx") == [
        ("芋煮会", "2026年10月18日 10:00-12:30", "沼間会館", None, "¥500"),
        ("餅つき", "2026年12月20日 10:00-12:00", "桜山会館", None, "¥0"),
    ]
    assert [row.values.get("phone") for row in found] == ["0468738011", "046-873-8012"]
    assert (found[0].values["capacity"], found[0].values["as_of"]) == ("30人", "2026年4月1日")


def test_answers_to_an_online_form_are_read_by_its_questions(tmp_path: Path) -> None:
    rows = [
        [
            "タイムスタンプ", "団体の名称を教えてください", "ふりがな", "活動日時（例：毎週月曜 10時～12時）",
            "主な活動場所", "活動場所の住所", "参加費はかかりますか？", "対象となる方", "公開してよい連絡先電話番号",
            "代表者のお名前（公開しません）", "活動の様子・PR", "ホームページへの掲載に同意しますか",
        ],
        [
            "2026/04/02 13:05:11", "おしゃべり広場", "おしゃべりひろば", "毎月第3日曜 13時～15時", "桜山会館",
            "桜山4-5-6", "１回２００円", "子育て中の方", "046-873-0001", "佐藤 一郎",
            "わいわいやっています", "同意する",
        ],
        [
            "2026/04/03 9:41:00", "麻雀クラブ", "まーじゃんくらぶ", "毎週木曜 9:30～11:30", "沼間会館", "", "無料",
            "どなたでも", "", "鈴木 次郎", "", "同意しない",
        ],
    ]  # fmt: skip
    path = csv_file(tmp_path, rows, encoding="utf-8-sig")
    assert held(path) == [
        ("おしゃべり広場", "毎月第3日曜 13時~15時", "桜山会館", "桜山4-5-6", "1回200円"),
        ("麻雀クラブ", "毎週木曜 9:30~11:30", "沼間会館", None, "無料"),
    ]
    first, second = (row.values for row in records(path))
    assert (first["reading"], first["target_text"], first["phone"]) == (
        "おしゃべりひろば",
        "子育て中の方",
        "046-873-0001",
    )
    assert (first["contact_person"], first["activity_text"]) == ("佐藤 一郎", "わいわいやっています")
    assert (first["may_publish"], second["may_publish"]) == (True, False)


def test_objects_inside_the_records_of_a_service_are_read_by_their_path(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    venue = {"name": "沼間会館", "address": "逗子市沼間1-2-3"}
    records = [
        {
            "title": "ひまわり",
            "schedule": "第1月曜 10:00-11:30",
            "venue": venue,
            "price": 100,
            "tags": ["体操", "お茶"],
        },
        {"title": "すみれ", "schedule": None, "venue": None, "price": 0},
    ]
    path.write_text(json.dumps({"count": 2, "results": records}, ensure_ascii=False), "utf-8")
    assert held(path) == [
        ("ひまわり", "第1月曜 10:00-11:30", "沼間会館", "逗子市沼間1-2-3", "100円"),
        ("すみれ", None, None, None, "0円"),
    ]


def test_a_map_of_points_is_a_list_with_points(tmp_path: Path) -> None:
    path = tmp_path / "list.geojson"
    point = {"type": "Point", "coordinates": [139.58, 35.295]}
    feature = {"type": "Feature", "geometry": point, "properties": {"名称": "ひまわり", "会場": "沼間会館"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False), "utf-8")
    (row,) = records(path)
    assert (row.values["name"], row.values["latitude"], row.values["longitude"]) == ("ひまわり", "35.295", "139.58")


def test_the_open_data_of_events_has_its_day_in_two_columns(tmp_path: Path) -> None:
    head = [
        "都道府県コード又は市区町村コード",
        "NO",
        "都道府県名",
        "市区町村名",
        "イベント名",
        "イベント名_カナ",
        "開始日",
        "終了日",
    ]
    head += [
        "開始時間",
        "終了時間",
        "連絡先名称",
        "主催者",
        "場所名称",
        "住所",
        "方書",
        "参加申込終了日",
        "参加申込終了時間",
    ]
    row = [
        "142085",
        "0000000001",
        "神奈川県",
        "逗子市",
        "健康講座",
        "ケンコウコウザ",
        "2026-05-10",
        "2026-05-10",
        "10:00",
    ]
    row += ["12:00", "健康課", "逗子市", "保健センター", "神奈川県逗子市逗子5-2-16", "2階", "2026-05-01", "17:00"]
    path = csv_file(tmp_path, [head, row], encoding="cp932")
    (values,) = (one.values for one in records(path))
    assert (values["schedule_text"], values["organization"]) == ("2026-05-10 10:00-12:00", "逗子市")
    assert (values["venue_text"], values["address_text"]) == ("保健センター 2階", "神奈川県逗子市逗子5-2-16")
    assert (values["contact_org"], values["reading"], values["source_id"]) == ("健康課", "ケンコウコウザ", "0000000001")


def test_the_books_of_an_office_give_what_is_of_the_listing(tmp_path: Path) -> None:
    head = [
        "No",
        "団体名",
        "代表者",
        "住所",
        "電話",
        "携帯",
        "活動日",
        "活動場所",
        "会員数",
        "助成金額",
        "設立年月日",
        "通帳名義",
    ]
    row = [1, "さくら会", "山田花子", "逗子市沼間1-2-3", "046-873-0001", "090-1234-5678", "第2木曜13:30～", "沼間会館"]
    row += [25, 30000, datetime(2001, 4, 1), "さくら会 代表 山田花子"]
    path = workbook(tmp_path, [head, row])
    (values,) = (one.values for one in records(path))
    assert held(path) == [("さくら会", "第2木曜13:30~", "沼間会館", None, None)]
    assert values["contact_address"] == "逗子市沼間1-2-3", "it stands with a person: a home"
    assert (values["contact_person"], values.get("capacity")) == ("山田花子", None)
    unknown = {heading for heading, field in report(path).sheets[0].columns.items() if field is None}
    assert unknown == {"会員数", "助成金額", "設立年月日", "通帳名義"}


def test_a_municipality_that_has_none_is_passed_over(tmp_path: Path) -> None:
    rows = [
        ["エリア", "カフェ名称", "開催場所", "連絡先", "開催日", "時間"],
        ["岐阜市", "-", "", "", "", ""],
        ["大垣市", "ぽ～れ", "記念館ほか", "0584-47-7415", "毎月21日", "13:30-15:30"],
    ]
    path = csv_file(tmp_path, rows, encoding="cp932")
    (row,) = records(path)
    assert (row.values["municipality"], row.values["phone"], row.values["contact_org"]) == (
        "大垣市",
        "0584-47-7415",
        None,
    )
    assert codes(report(path).rows[1]) == {"nothing_said"}


def test_semicolons_in_an_old_encoding_with_ragged_rows(tmp_path: Path) -> None:
    rows = [
        ["サロン一覧（平成27年度）"],
        ["番号", "名称", "開催日", "開催場所", "備考"],
        ["1", "ひまわりサロン", "毎月第2火曜日\n10時〜12時", "沼間会館", "雨天中止、要連絡"],
        ["2", "すみれサロン", "第1・3木曜"],
        ["3", "つばき;ゆり合同サロン", "毎週金曜", "小坪会館", "", "", ""],
        ["以上3件"],
    ]
    path = csv_file(tmp_path, rows, encoding="euc_jp", delimiter=";")
    assert [row[:3] for row in held(path)] == [
        ("ひまわりサロン", "毎月第2火曜日 10時~12時", "沼間会館"),
        ("すみれサロン", "第1・3木曜", None),
        ("つばき;ゆり合同サロン", "毎週金曜", "小坪会館"),
    ]
    assert codes(report(path).rows[-1]) == {"total"}


def test_tabs_between_many_titles_of_one_cell(tmp_path: Path) -> None:
    rows = [
        ["名称", "会場", "日時"],
        ["【沼間】"],
        ["ひまわり", "東会館", "第1,3月曜"],
        ["【桜山】"],
        ["すみれ", "西会館", ""],
    ]
    path = csv_file(tmp_path, rows, delimiter="\t")
    assert [(row[0], row[2]) for row in held(path)] == [("ひまわり", "東会館"), ("すみれ", "西会館")]


def test_a_database_writes_days_hours_and_answers_in_its_own_way(tmp_path: Path) -> None:
    rows = [
        ["管理番号", "団体名", "開催曜日", "開始時刻", "終了時刻", "会場名", "要予約", "駐車場", "更新日"],
        ["12", "つくし", "第2金曜日", "1899/12/30 9:30:00", "1899/12/30 11:30:00",
         "東会館", "0", "-1", "2026/05/12 0:00:00"],
        ["13", "すみれ", "毎週水曜日", "", "", "西会館", "-1", "0", "2026/05/13 10:20:00"],
    ]  # fmt: skip
    one, other = (row.values for row in records(csv_file(tmp_path, rows, encoding="utf-16", delimiter="\t")))
    assert (one["schedule_text"], one["parking"], one["reservation_text"], one["as_of"]) == (
        "第2金曜日 9:30-11:30",
        True,
        "予約不要",
        "2026/05/12",
    )
    assert (other["schedule_text"], other["parking"], other["reservation_text"], other["as_of"]) == (
        "毎週水曜日",
        False,
        "要予約",
        "2026/05/13 10:20:00",
    )
