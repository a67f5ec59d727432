"""Imports against a real catalogue: new, known, changed, missing; all or nothing, and back again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from directory import store
from directory.database import reading, writing
from directory.errors import InputWrong
from directory.history import undo_batch
from directory.intake import Report, Surroundings, apply, plan
from directory.intake.applying import list_name
from directory.listing import Listing, Venue
from directory.models import SourceRow
from tests.directory.intake.sheets import VOCABULARY, codes, csv_file, report

HEAD = ["サロン名", "開催日時", "会場", "住所", "参加費", "電話番号", "備考"]
SALON = ["サロンひまわり", "第2火曜日 13:30~15:30", "中央会館", "青葉市中央1-2-3", "100円", "046-873-0001", ""]
CAFE = ["カフェすみれ", "毎週水曜日 10:00~12:00", "東会館", "", "", "", ""]
AROUND = Surroundings(VOCABULARY, "14208", "list.csv")


def imported(engine: Engine, folder: Path, *rows: list[str], name: str = "list.csv") -> tuple[Report, str]:
    found = report(csv_file(folder, [HEAD, *rows], name=name))
    with writing(engine) as session:
        return found, apply(session, found, AROUND, actor="staff")


def previewed(engine: Engine, folder: Path, *rows: list[str], name: str = "list.csv") -> Report:
    found = report(csv_file(folder, [HEAD, *rows], name=name))
    with reading(engine) as session:
        plan(session, found, AROUND)
    return found


def venues(engine: Engine) -> list[Venue]:
    with reading(engine) as session:
        return sorted(store.venues(session), key=lambda venue: venue.id)


def listings(engine: Engine) -> list[Listing]:
    with reading(engine) as session:
        return sorted(store.listings(session), key=lambda listing: listing.name)


def test_rows_become_listings_with_their_venue_schedule_and_raw_cells(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON, CAFE)
    cafe, salon = listings(engine)
    assert (salon.name, salon.fee_yen_min, salon.meetings[0].series[0].rrule) == (
        "サロンひまわり", 100, "FREQ=MONTHLY;BYDAY=2TU"
    )  # fmt: skip
    assert (cafe.fees_text, cafe.fee_yen_min) == (None, None)
    with reading(engine) as session:
        assert store.venue_of(session, salon.venues[0].location_id).address_text == "青葉市中央1-2-3"
        cells = {row.service_id: row.cells for row in session.exec(select(SourceRow))}
    assert cells[salon.id]["開催日時"] == "第2火曜日 13:30~15:30"


def test_the_same_list_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON, CAFE)
    again, _ = imported(engine, tmp_path, SALON, CAFE)
    assert [row.status for row in again.rows[1:]] == ["unchanged", "unchanged"]
    assert len(listings(engine)) == 2


def test_a_preview_says_what_would_change_and_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON)
    moved = previewed(engine, tmp_path, [*SALON[:2], "南会館", "", *SALON[4:]])
    assert [row.status for row in moved.rows] == ["skipped", "update"]
    assert "会場" in moved.rows[1].problems[-1].message
    assert previewed(engine, tmp_path, SALON).rows[1].status == "unchanged"


def test_a_blank_cell_takes_nothing_away(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON)
    bare, _ = imported(engine, tmp_path, [SALON[0], "", "中央会館", "", "", "", ""])
    assert bare.rows[1].status == "unchanged"
    assert listings(engine)[0].fees_text == "100円"


def test_a_renamed_listing_is_known_by_its_venue_and_telephone(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON)
    renamed, _ = imported(engine, tmp_path, ["サロン ひまわり会", *SALON[1:]])
    assert renamed.rows[1].status == "update"
    assert [listing.name for listing in listings(engine)] == ["サロン ひまわり会"]


def test_a_row_that_comes_twice_in_the_file_is_a_duplicate(engine: Engine, tmp_path: Path) -> None:
    twice, _ = imported(engine, tmp_path, SALON, SALON)
    assert [row.status for row in twice.rows] == ["skipped", "new", "duplicate"]
    assert len(listings(engine)) == 1


def test_what_the_last_list_had_and_this_one_has_not_is_asked_about(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON, CAFE, name="サロン一覧_R7.csv")
    found, _ = imported(engine, tmp_path, SALON, name="サロン一覧_R8.csv")
    assert [one.name for one in found.missing] == ["カフェすみれ"]
    assert len(listings(engine)) == 2


def test_an_import_is_undone_as_one_step(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON)
    before, places = listings(engine), venues(engine)
    _, batch = imported(engine, tmp_path, [*SALON[:4], "200円", *SALON[5:]], CAFE)
    assert listings(engine) != before
    with writing(engine) as session:
        assert undo_batch(session, batch, actor="staff") == []
    assert (listings(engine), venues(engine)) == (before, places)
    with writing(engine) as session, pytest.raises(InputWrong, match="もう取り消して"):
        undo_batch(session, batch, actor="staff")


def test_undoing_leaves_alone_what_somebody_changed_since(engine: Engine, tmp_path: Path) -> None:
    _, batch = imported(engine, tmp_path, SALON, CAFE)
    salon = listings(engine)[1].model_copy(update={"note_public": "上履き"})
    with writing(engine) as session:
        store.save_listing(session, salon, actor="staff", action="edit")
    with writing(engine) as session:
        assert undo_batch(session, batch, actor="staff") == ["サロンひまわり"]
    assert listings(engine) == [salon]
    assert [venue.name for venue in venues(engine)] == ["中央会館"]


def test_an_import_that_fails_midway_leaves_the_catalogue_as_it_was(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(store, "save_listings", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        imported(engine, tmp_path, SALON)
    with reading(engine) as session:
        assert not list(store.venues(session))
        assert not session.exec(select(SourceRow)).all()


def test_persons_mobiles_and_mail_stay_in_the_office(engine: Engine, tmp_path: Path) -> None:
    row = [*SALON[:5], "090-1234-5678", "代表 山田花子 hanako@example.jp 上履き持参"]
    found, _ = imported(engine, tmp_path, row)
    assert {"personal_name", "personal_phone", "personal_mail"} <= codes(found.rows[1])
    salon = listings(engine)[0]
    assert salon.note_public == "上履き持参"
    assert "山田花子" in (salon.note_office or "")
    assert [phone.audience for phone in salon.phones] == ["office"]


@pytest.mark.parametrize("venue", ["逗子7丁目個人宅", "山田様方", "世話人の自宅", "鈴木宅"])
def test_somebodys_home_is_a_private_venue(engine: Engine, tmp_path: Path, venue: str) -> None:
    found, _ = imported(engine, tmp_path, [*SALON[:2], venue, "", *SALON[4:]])
    assert "private_home" in codes(found.rows[1])
    with reading(engine) as session:
        assert [one.privacy for one in store.venues(session)] == ["private_home"]


@pytest.mark.parametrize("venue", ["県営住宅集会所", "在宅総合センターすこやか", "宅老所ひなた", "山の根会館"])
def test_a_hall_with_a_like_word_in_its_name_is_open(engine: Engine, tmp_path: Path, venue: str) -> None:
    imported(engine, tmp_path, [*SALON[:2], venue, "", *SALON[4:]])
    with reading(engine) as session:
        assert [one.privacy for one in store.venues(session)] == ["open"]


@pytest.mark.parametrize("edition", ["_R8.4.xlsx", "（令和7年度）.xlsx", " 2026-04-01.csv", "最新版.csv", ".csv"])
def test_a_list_keeps_its_name_from_year_to_year(edition: str) -> None:
    assert list_name(f"サロン一覧{edition}") == "サロン一覧"


def test_a_list_of_this_years_applications_confirms_what_stands_in_it_until_it_is_undone(
    engine: Engine, tmp_path: Path
) -> None:
    imported(engine, tmp_path, SALON, CAFE)
    later = replace(AROUND, today=date(2026, 5, 1))
    found = report(csv_file(tmp_path, [HEAD, SALON], name="補助金申請.csv"), assured_how="補助金申請")
    with writing(engine) as session:
        batch = apply(session, found, replace(later, source="補助金申請.csv"), actor="staff")
    cafe, salon = listings(engine)
    assert (salon.assured_date, salon.assured_how) == (date(2026, 5, 1), "subsidy")
    assert salon.assurer == "届け出（補助金申請.csv）"
    assert cafe.assured_date is None
    with writing(engine) as session:
        undo_batch(session, batch, actor="staff")
    assert [one.assured_date for one in listings(engine)] == [None, None]


def test_an_older_list_does_not_take_back_a_later_confirmation(engine: Engine, tmp_path: Path) -> None:
    imported(engine, tmp_path, SALON)
    (salon,) = listings(engine)
    confirmed = salon.model_copy(update={"assured_date": date(2026, 6, 1), "assured_how": "telephone"})
    with writing(engine) as session:
        store.save_listing(session, confirmed, actor="staff", action="assure")
    for day in ("2026-04-01", "2026-06-01"):
        found = report(csv_file(tmp_path, [[*HEAD, "確認日"], [*SALON, day]]))
        with writing(engine) as session:
            apply(session, found, AROUND, actor="staff")
        assert listings(engine) == [confirmed]
