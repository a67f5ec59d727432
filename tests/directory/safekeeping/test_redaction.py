"""A blacked-out name is nowhere any more, and does not come back."""

import json

import pytest
from sqlalchemy import Engine, insert, select

from directory import store
from directory.database import TABLES, reading, writing
from directory.errors import EditedMeanwhile, InputWrong
from directory.listing import Meeting, Telephone
from directory.models import utc_now
from directory.safekeeping import redaction
from tests.factories import a_full_listing, a_listing, a_venue

BY = {"actor": "花子", "action": "edit"}
NAME = "山田太郎"


def everything(engine: Engine) -> str:
    with reading(engine) as session:
        rows = [dict(row) for table in TABLES.values() for row in session.execute(select(table)).mappings()]
    return json.dumps(rows, ensure_ascii=False, default=str)


def fill(engine: Engine, name: str = NAME) -> str:
    """The name wherever staff may have typed it; returns the listing's id."""
    hall = a_venue(name=f"{name}会館", note=name)
    listing = a_full_listing(
        hall,
        description=f"代表は{name}です。",
        organization=f"{name}の会",
        note_office=name,
        alternate_names=(name,),
        phones=(Telephone(number="000", contact_text=name),),
        meetings=(Meeting(text=f"月曜（{name}宅）"),),
    )
    with writing(engine) as session:
        store.save_venue(session, hall, **BY)
        store.save_listing(session, listing, **BY, note=name)
        store.save_listing(session, listing.model_copy(update={"description": "代表は交代しました。"}), **BY)
        batch = {"id": "b", "list_name": "名簿", "file_name": f"{name}.xlsx", "at": utc_now(), "actor": "花子"}
        session.execute(insert(TABLES["import_batch"]).values(batch))
        row = {"id": "r", "batch_id": "b", "service_id": listing.id, "sheet": "1", "row": 1, "cells": {"代表": name}}
        session.execute(insert(TABLES["source_row"]).values(row))
        said = {"id": "p", "service_id": listing.id, "kind": "fact", "value": f"{name}より", "said_by": name}
        session.execute(insert(TABLES["proposal"]).values(**said, status="open", proposed_at=utc_now()))
    return listing.id


def redact(engine: Engine, name: str = NAME) -> dict[str, int]:
    with writing(engine) as session:
        return redaction.redact(session, name, actor="管理者")


def test_the_name_is_taken_out_of_every_table(engine: Engine) -> None:
    fill(engine)
    assert NAME in everything(engine)
    found = redact(engine)
    assert NAME not in everything(engine)
    assert found["資源"] == 1
    assert found["履歴"] == 3
    assert found["取り込んだ行"] == found["伝えられたこと"] == found["会場"] == found["団体"] == 1


@pytest.mark.parametrize("written", ["山田 太郎", "山田　太郎", "山\u200b田太郎", "(山田太郎)"])
def test_however_the_name_is_spaced_it_is_found(engine: Engine, written: str) -> None:
    fill(engine, written)
    redact(engine)
    text = everything(engine)
    assert "山田" not in text
    assert "太郎" not in text


@pytest.mark.parametrize("written", ["ﾔﾏﾀﾞﾊﾅｺﾞ", "ヤマダハナゴ", "やまだ はなご"])
def test_however_the_kana_are_written_it_is_found(engine: Engine, written: str) -> None:
    fill(engine, written)
    redact(engine, "やまだはなご")
    assert written not in everything(engine)


def test_the_rest_of_each_text_stays(engine: Engine) -> None:
    listing_id = fill(engine)
    redact(engine)
    with reading(engine) as session:
        listing = store.listing_of(session, listing_id)
    assert listing.meetings[0].text == "月曜（■■宅）"
    assert listing.organization == "■■の会"
    assert listing.phones[0].number == "000"


def test_history_still_reads_and_shows_the_mark(engine: Engine) -> None:
    from directory.history import history_of

    listing_id = fill(engine)
    redact(engine)
    with reading(engine) as session:
        first = history_of(session, listing_id)[-1]
    assert first.after is not None
    assert first.after.description == "代表は■■です。"  # type: ignore[union-attr]


def test_a_trace_without_the_name_stays(engine: Engine) -> None:
    fill(engine)
    redact(engine)
    with reading(engine) as session:
        event = session.execute(select(TABLES["audit_event"])).mappings().one()
    assert (event["actor"], event["action"]) == ("管理者", "redact")
    assert "履歴3件" in event["detail"]


def test_everything_is_published_again_after_a_redaction(engine: Engine) -> None:
    listing_id = fill(engine)
    redact(engine)
    with reading(engine) as session:
        assert [listing.id for listing in store.listings(session, after=1)] == [listing_id]


def test_an_edit_page_opened_before_cannot_bring_the_name_back(engine: Engine) -> None:
    listing_id = fill(engine)
    with reading(engine) as session:
        opened, version = store.listing_of(session, listing_id), store.version_of(session, listing_id)
    redact(engine)
    with pytest.raises(EditedMeanwhile), writing(engine) as session:
        store.save_listing(session, opened, **BY, expected_version=version)


def test_a_remembered_name_is_found_again_without_being_kept(engine: Engine) -> None:
    redact(engine)
    fill(engine)
    assert NAME in everything(engine)
    with writing(engine) as session:
        assert redaction.redact_again(session, actor="管理者")
    assert NAME not in everything(engine)


def test_other_names_stay(engine: Engine) -> None:
    with writing(engine) as session:
        store.save_listing(session, a_listing(description="山田花子と田太郎"), **BY)
    redact(engine)
    assert "山田花子と田太郎" in everything(engine)


@pytest.mark.parametrize("name", ["", "あ", " 山 ", "abc"])
def test_a_name_too_short_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(InputWrong):
        redact(engine, name)
