"""What leaves, in each format: from the public view only, harmless to open, nothing claimed that nobody stated."""

import csv
import io
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from directory.exporters import MODULES, exporter
from directory.exporters.open_data import COLUMNS, REQUIRED, with_check_digit
from directory.exporters.open_data_old import COLUMNS as OLD_COLUMNS
from directory.listing import Word
from directory.public_view import PublicListing, PublicVenue
from directory.schedules import read
from tests.directory.places import a_profile
from tests.factories import a_public_listing

TODAY = date(2026, 12, 1)
HALL = PublicVenue(
    place="東会館", address="逗子市沼間1-2-3", town="沼間一丁目", latitude=35.3, longitude=139.6, point_level=8
)
HOME = PublicVenue(
    place="逗子7丁目・社協に連絡", coarse=True, town="逗子七丁目", latitude=35.301, longitude=139.581, point_level=3
)


def exported(form: str, *listings: PublicListing) -> bytes:
    return exporter(form).export(listings, a_profile(), TODAY).data


def csv_rows(data: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))


def events(*listings: PublicListing) -> list[dict[str, object]]:
    return list(Calendar.from_ical(exported("ics", *listings)).walk("VEVENT"))


def meeting(text: str, code: str | None = None) -> PublicListing:
    return a_public_listing(meetings=(read(text, code).meeting(),), venues=(HALL,), status="active")


def test_a_workbook_is_dressed_as_staff_would_have_done_it() -> None:
    listing = a_public_listing(
        source_id="0012", telephone="046-873-0001", assured_date=date(2026, 4, 1), capacity=20, description="あ\nい"
    )
    book = load_workbook(io.BytesIO(exported("xlsx", listing)))
    sheet, about = book["名簿"], book["この表について"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["最終確認日"].value, row["最終確認日"].number_format) == (datetime(2026, 4, 1), "yyyy-mm-dd")
    assert (row["資源番号"].value, row["電話番号"].value, row["定員"].value) == ("0012", "046-873-0001", 20)
    assert {row[heading].number_format for heading in ("資源番号", "電話番号", "備考")} == {"@"}
    assert row["内容"].alignment.wrap_text
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C2", "$1:$1", "landscape")
    assert sheet.auto_filter.ref == f"A1:{row['つなぎ帖ID'].coordinate}"
    assert sheet.column_dimensions[row["別名"].column_letter].hidden
    said = [cell.value for cell in about["A"]]
    assert {"時点: 2026-12-01", "作成: 逗子市社会福祉協議会"} <= set(said)
    assert any("お問い合わせ" in line for line in said if line.startswith("ライセンス"))


@pytest.mark.parametrize("form", list(MODULES))
def test_every_format_takes_an_empty_catalogue(form: str) -> None:
    assert exported(form)


def test_no_cell_of_a_table_begins_a_formula() -> None:
    evil = a_public_listing(name="=HYPERLINK(1)", description="+1", note="@SUM(1)", organization="-2+3")
    for form, encoding in (
        ("csv", "utf-8-sig"),
        ("csv-cp932", "cp932"),
        ("ods", "utf-8-sig"),
        ("ods-old", "utf-8-sig"),
    ):
        for row in csv_rows(exported(form, evil), encoding):
            assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@")]


def test_letters_that_cp932_has_not_are_written_so_that_they_come_back_and_it_is_told_where() -> None:
    listings = [a_public_listing(name="𠮷田さんの会"), a_public_listing(name="茶の間", note="\ue000と\u3099")]
    made = exporter("csv-cp932").export(listings, a_profile(), TODAY)
    first, second = csv_rows(made.data, "cp932")
    assert (first["名称"], second["備考"]) == ("〔U+20BB7〕田さんの会", "〔U+E000〕と〔U+3099〕")
    assert "2 か所" in made.notes[0]
    assert "「名称」: 𠮷（U+20BB7）" in made.notes[1]
    assert "茶の間 の「備考」" in made.notes[2]


def test_many_letters_that_cp932_has_not_are_told_in_few_lines() -> None:
    made = exporter("csv-cp932").export([a_public_listing(name=f"𠮷{n}") for n in range(30)], a_profile(), TODAY)
    assert (len(made.notes), made.notes[-1]) == (22, "  ほか 10 か所")


def test_a_private_place_has_its_towns_point_and_no_address_in_geojson() -> None:
    (feature,) = json.loads(exported("geojson", a_public_listing(venues=(HOME,))))["features"]
    assert feature["geometry"]["coordinates"] == [139.581, 35.301]
    assert (feature["properties"]["address"], feature["properties"]["coarse"]) == (None, True)


def test_geojson_says_whose_it_is_and_claims_no_licence_that_nobody_stated() -> None:
    collection = json.loads(exported("geojson", a_public_listing(source_text="計画", source_as_of="2023-01")))
    assert collection["about"] == {
        "title": "逗子市 つなぎ帖 名簿（公開してよい部分）",
        "publisher": "逗子市社会福祉協議会",
        "date": "2026-12-01",
        "licence": None,
        "sources": ["計画（2023-01）"],
    }
    assert "crs" not in collection


def test_a_listing_without_a_point_is_in_geojson_without_geometry() -> None:
    city = PublicVenue(place="逗子市", latitude=35.29, longitude=139.58, point_level=2)
    features = json.loads(exported("geojson", a_public_listing(), a_public_listing(venues=(city,))))["features"]
    assert [feature["geometry"] for feature in features] == [None, None]


def test_a_weekly_meeting_is_one_event_that_recurs_for_a_year_in_tokyo() -> None:
    (event,) = events(meeting("毎週水曜日 13:30~15:30"))
    assert event["dtstart"].dt == datetime(2026, 12, 2, 13, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert event["dtend"].dt.hour == 15
    assert (event["rrule"]["FREQ"], event["rrule"]["BYDAY"]) == (["WEEKLY"], ["WE"])


def test_days_off_are_left_out_of_the_calendar() -> None:
    (event,) = events(meeting("毎週月曜日 10:00~12:00（祝日を除く）"))
    off = event["exdate"] if isinstance(event["exdate"], list) else [event["exdate"]]
    days = {moment.dt.date() for dates in off for moment in dates.dts}
    assert {date(2027, 1, 11), date(2027, 3, 22)} <= days


@pytest.mark.parametrize("text", ["月1回（不定期）", "毎月第2か第3土曜日", "日程はお問い合わせください"])
def test_what_is_not_certain_is_not_in_the_calendar(text: str) -> None:
    made = exporter("ics").export([meeting(text)], a_profile(), TODAY)
    assert b"VEVENT" not in made.data
    assert made.notes


def test_what_rests_is_not_in_the_calendar() -> None:
    resting = a_public_listing(meetings=(read("毎週水曜日 13:30").meeting(),), status="paused")
    assert not events(resting)


def test_open_data_has_the_columns_and_codes_of_the_standard() -> None:
    listing = a_public_listing(
        venues=(HALL,), meetings=(read("第2・4火曜日 13:30~15:30").meeting(),), telephone="046-873-0001"
    )
    (row,) = csv_rows(exported("ods", listing))
    assert tuple(row) == COLUMNS
    assert (row["全国地方公共団体コード"], row["利用可能曜日"], row["開始時間"]) == ("142085", "火", "13:30")
    assert row["利用可能日時特記事項"] == "第2・4火曜日 13:30~15:30"


def test_open_data_says_all_that_the_standard_requires_and_each_record_has_its_own_id() -> None:
    other = PublicVenue(place="西会館")
    listings = [
        a_public_listing(source_id="S01", venues=(HALL, other)),
        a_public_listing(source_id="第2号"),
        a_public_listing(venues=(HOME,)),
    ]
    made = exporter("ods").export(listings, a_profile(), TODAY)
    rows = csv_rows(made.data)
    assert all(row[column] for row in rows for column in REQUIRED)
    assert [row["ID"] for row in rows] == ["S01", "S01-2", listings[1].id, listings[2].id]
    assert [row["所在地_連結表記"] for row in rows] == [
        "神奈川県逗子市沼間1-2-3",
        "神奈川県逗子市",
        "神奈川県逗子市",
        "神奈川県逗子市逗子七丁目",
    ]
    assert "2 件" in made.notes[0]


def test_open_data_tells_facilities_by_the_columns_of_the_standard() -> None:
    words = tuple(Word(scheme="access", term=term, value=term != "stairs") for term in ("wheelchair", "stairs"))
    (row,) = csv_rows(exported("ods", a_public_listing(words=words, fees_text="100円")))
    assert (row["車椅子可"], row["多目的トイレ"], row["備考"]) == ("有", "", "参加費:100円 設備:階段あり:無")


def test_the_older_open_data_form_has_its_own_columns() -> None:
    meetings = (read("毎週火・木曜日 10:00~12:00").meeting(),)
    (row,) = csv_rows(exported("ods-old", a_public_listing(source_id="S01", venues=(HALL,), meetings=meetings)))
    assert tuple(row) == OLD_COLUMNS
    assert (row["NO"], row["都道府県名"], row["市区町村名"]) == ("S01", "神奈川県", "逗子市")
    assert (row["住所"], row["方書"]) == ("神奈川県逗子市沼間1-2-3", "東会館")
    assert (row["利用可能曜日"], row["開始時間"], row["終了時間"]) == ("火木", "10:00", "12:00")


def test_open_data_leaves_blank_what_nobody_stated() -> None:
    (row,) = csv_rows(exported("ods", a_public_listing()))
    assert (row["備考"], row["電話番号"], row["緯度"], row["利用可能曜日"]) == ("", "", "", "")


@pytest.mark.parametrize(("code", "whole"), [("14208", "142085"), ("01100", "011002"), ("13104", "131041")])
def test_a_municipality_code_gets_its_check_digit(code: str, whole: str) -> None:
    assert with_check_digit(code) == whole
