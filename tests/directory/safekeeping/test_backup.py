"""A backup holds one whole state, is checked when made and before it is used, and comes back on either database."""

import json
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlmodel import Session

from directory import accounts, store
from directory.accounts import sessions
from directory.database import CATALOGUE, TABLES, open_database, reading, writing
from directory.errors import InputWrong, NotReady
from directory.migrations import migrate
from directory.models import utc_now
from directory.public_catalogue import PublicCatalogue
from directory.publishing.publisher import Publisher
from directory.safekeeping import backup, redaction
from tests.conftest import set_up
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.directory.test_operations import Run
from tests.factories import a_full_listing, a_listing, a_venue

DISCLOSURE = TABLES["disclosure"]
BY = {"actor": "花子", "action": "edit"}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    halls = [a_venue() for _ in range(3)]
    with writing(engine) as session:
        store.save_venues(session, halls, **BY)
        store.save_listings(session, [a_full_listing(halls[n % 3], number=n) for n in range(20)], **BY)
        accounts.add_account(session, "hanako", "ひみつの合言葉です1", role="admin", actor="command")
    return engine


def content(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """All rows, but the catalogue's own, what a restore itself counts on, and that everybody signs in anew."""
    with reading(engine) as session:
        rows = {
            name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]
            for name, table in TABLES.items()
            if name not in ("catalogue", "audit_event")
        }
    for service in rows["service"]:
        del service["change_number"]
    for account in rows["account"]:
        del account["session_epoch"]
    return json.loads(json.dumps(rows, default=lambda value: str(value).replace("+00:00", "")))


def restore(engine: Engine, file: Path, tmp_path: Path, profile: str = "trial") -> backup.Manifest:
    return backup.restore_backup(engine, file, tmp_path / "zones", profile=profile, actor="command")


def test_what_was_backed_up_comes_back_exactly(filled: Engine, tmp_path: Path) -> None:
    before = content(filled)
    made = backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    assert made.counts["service"] == 20
    with writing(filled) as session:
        store.remove_listing(session, a_full_listing(number=3).id, **BY)
        store.save_listings(session, [a_listing(), a_listing()], **BY)
    assert content(filled) != before
    assert restore(filled, tmp_path / "b.zip", tmp_path) == made
    assert content(filled) == before


def test_it_also_moves_a_catalogue_between_databases(filled: Engine, tmp_path: Path, postgres_socket: str) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    other = set_up(f"sqlite:///{tmp_path / 'other.sqlite'}")
    restore(other, tmp_path / "b.zip", tmp_path)
    assert content(other) == content(filled)


def test_new_changes_after_a_restore_get_numbers_and_ids_of_their_own(filled: Engine, tmp_path: Path) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    restore(filled, tmp_path / "b.zip", tmp_path)
    with writing(filled) as session:
        assert store.save_listing(session, a_listing(), **BY).change_number == 3
    with reading(filled) as session:
        assert len(session.execute(select(TABLES["revision"])).all()) == 24


def test_readers_of_the_public_view_notice_a_restore(filled: Engine, tmp_path: Path) -> None:
    publisher = Publisher(filled, tmp_path / "public.sqlite", a_profile(), FakeZones(), FakeGeocoder())
    catalogue = PublicCatalogue(tmp_path / "public.sqlite")
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    later = a_listing()
    with writing(filled) as session:
        store.save_listing(session, later, **BY)
    publisher.catch_up()
    seen = catalogue.version
    restore(filled, tmp_path / "b.zip", tmp_path)
    publisher.catch_up()
    changes = catalogue.changed_since(seen)
    assert changes.number > seen
    assert len(changes.listings) == 20
    assert changes.gone == (later.id,)


def test_a_name_blacked_out_since_is_blacked_out_in_the_restored_backup(filled: Engine, tmp_path: Path) -> None:
    with writing(filled) as session:
        store.save_listing(session, a_listing(note_office="鍵は山田太郎さん"), **BY)
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    with writing(filled) as session:
        redaction.redact(session, "山田太郎", actor="管理者")
    restore(filled, tmp_path / "b.zip", tmp_path)
    assert "山田太郎" not in str(content(filled))
    assert "鍵は■■さん" in str(content(filled))


def test_what_happened_since_outlives_a_restore(filled: Engine, tmp_path: Path) -> None:
    listing = a_listing()
    with writing(filled) as session:
        store.save_listing(session, listing, **BY)
        grant(session, listing.id)
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    with writing(filled) as session:
        before = accounts.recall(session, "hanako")
        accounts.record(session, "hanako", "export", detail="csv")
        session.execute(update(DISCLOSURE).values(withdrawn_on=date(2026, 11, 1), withdrawn_actor="hanako"))
        grant(session, listing.id, layer="office")
        sessions.end(session, "signed out since")
    restore(filled, tmp_path / "b.zip", tmp_path)
    with reading(filled) as session:
        actions = list(session.scalars(select(accounts.AUDIT.c.action).order_by(accounts.AUDIT.c.id)))
        assert actions == ["account.add", "export", "restore"]
        words = session.execute(select(DISCLOSURE).order_by(DISCLOSURE.c.at)).all()
        assert [(word.layer, word.withdrawn_actor) for word in words] == [("public", "hanako"), ("office", None)]
        assert sessions.has_ended(session, "signed out since")
        after = accounts.recall(session, "hanako")
    assert before is not None
    assert after is not None
    assert after.session_epoch > before.session_epoch
    with writing(filled) as session:
        grant(session, listing.id)


def grant(session: Session, service_id: str, layer: str = "public") -> None:
    row = {"service_id": service_id, "item": "phones", "layer": layer, "ground": "agreed", "actor": "花子"}
    session.execute(insert(DISCLOSURE).values(**row, at=utc_now()))


def test_boundaries_come_along(filled: Engine, tmp_path: Path) -> None:
    (tmp_path / "zones").mkdir()
    (tmp_path / "zones" / "2026.geojson").write_text("{}")
    backup.make_backup(filled, tmp_path / "zones", tmp_path / "b.zip")
    (tmp_path / "zones" / "2026.geojson").unlink()
    restore(filled, tmp_path / "b.zip", tmp_path)
    assert (tmp_path / "zones" / "2026.geojson").read_text() == "{}"


def test_a_backup_is_for_its_owner_only_and_holds_no_secret(filled: Engine, tmp_path: Path) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert set(zipfile.ZipFile(tmp_path / "b.zip").namelist()) == {"catalogue.sqlite", "manifest.json"}


@pytest.mark.parametrize("damage", ["cut", "flip", "catalogue", "no manifest", "not a zip", "missing", "wrong count"])
def test_a_damaged_backup_changes_nothing(filled: Engine, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "b.zip"
    backup.make_backup(filled, tmp_path / "none", file)
    whole = file.read_bytes()
    members = {name: zipfile.ZipFile(file).read(name) for name in zipfile.ZipFile(file).namelist()}
    manifest = json.loads(members["manifest.json"])
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "flip":
        file.write_bytes(whole[:2000] + bytes([whole[2000] ^ 255]) + whole[2001:])
    elif damage == "catalogue":
        members["catalogue.sqlite"] = b"SQLite format 3\0" + b"x" * 5000
    elif damage == "no manifest":
        del members["manifest.json"]
    elif damage == "not a zip":
        file.write_bytes(b"hello")
    elif damage == "missing":
        file.unlink()
    elif damage == "wrong count":
        manifest["counts"]["service"] += 1
        members["manifest.json"] = json.dumps(manifest).encode()
    if damage in ("catalogue", "no manifest", "wrong count"):
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    before = content(filled)
    with pytest.raises(InputWrong):
        restore(filled, file, tmp_path)
    assert content(filled) == before


def test_another_municipalitys_backup_is_refused(filled: Engine, tmp_path: Path) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    with pytest.raises(InputWrong, match="trial"):
        restore(filled, tmp_path / "b.zip", tmp_path, profile="zushi")


def test_an_empty_database_has_nothing_to_back_up(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    migrate(engine)
    with pytest.raises(NotReady):
        backup.make_backup(engine, tmp_path / "none", tmp_path / "b.zip")


def test_the_number_of_a_restored_catalogue_is_above_both(filled: Engine, tmp_path: Path) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    for _ in range(3):
        with writing(filled) as session:
            store.save_listing(session, a_listing(), **BY)
    restore(filled, tmp_path / "b.zip", tmp_path)
    with reading(filled) as session:
        assert session.scalar(select(CATALOGUE.c.change_number)) == 5


def test_backup_restore_and_redact_by_command(demo: Path, run: Run, tmp_path: Path) -> None:
    catalogue = PublicCatalogue(demo / "public.sqlite")
    file = tmp_path / "控え.zip"
    before = [listing.name for listing in catalogue.all()]
    assert run("backup", str(file)).exit == 0
    assert run("backup", str(file)).exit == 1
    done = run("redact", "サロンもくれん", "--yes")
    assert (done.exit, done.err) == (0, "")
    assert "サロンもくれん" not in done.out
    hidden = "サロンもくれん".encode()
    assert not [path for path in demo.rglob("*") if path.is_file() and hidden in path.read_bytes()]
    refused = run("restore", str(file))
    assert refused.exit == 1
    assert "--yes" in refused.err
    restored = run("restore", str(file), "--yes")
    assert (restored.exit, restored.err) == (0, "")
    after = [listing.name for listing in catalogue.all()]
    assert len(after) == len(before)
    assert "サロンもくれん" not in after
    assert run("search", "もくれん").exit == 0


def test_who_may_enter_stays_as_it_is_now(filled: Engine, tmp_path: Path) -> None:
    with writing(filled) as session:
        for name in ("taro", "jiro", "gone"):
            accounts.add_account(session, name, "ひみつの合言葉です1", role="admin", actor="command")
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    with writing(filled) as session:
        people = {user.name: user.id for user in accounts.users(session)}
        accounts.set_active(session, people["taro"], False, actor="hanako")
        accounts.set_role(session, people["jiro"], "reader", None, actor="hanako")
        accounts.set_password(session, people["hanako"], "べつの合言葉です22", actor="hanako")
        accounts.add_account(session, "new", "ひみつの合言葉です1", role="worker", actor="hanako")
        session.execute(delete(TABLES["account"]).where(TABLES["account"].c.name == "gone"))
    restore(filled, tmp_path / "b.zip", tmp_path)
    with writing(filled) as session:
        now = {user.name: (user.role, user.active) for user in accounts.users(session)}
        assert now == {
            "hanako": ("admin", True),
            "taro": ("admin", False),
            "jiro": ("reader", True),
            "gone": ("admin", False),
            "new": ("worker", True),
        }
        assert accounts.sign_in(session, "hanako", "べつの合言葉です22")
        assert not accounts.sign_in(session, "hanako", "ひみつの合言葉です1")


def test_a_link_that_was_used_or_taken_back_since_opens_nothing_again(filled: Engine, tmp_path: Path) -> None:
    links, listing = TABLES["confirm_link"], a_full_listing(number=3)
    with writing(filled) as session:
        for token in ("used", "taken back"):
            session.execute(insert(links).values(token_digest=token, service_id=listing.id, expires_at=utc_now()))
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    with writing(filled) as session:
        session.execute(update(links).where(links.c.token_digest == "used").values(used_at=utc_now()))
        session.execute(delete(links).where(links.c.token_digest == "taken back"))
        newer = store.save_listing(session, a_listing(), **BY).id
        for token, of in (("new", listing.id), ("of none", newer)):
            session.execute(insert(links).values(token_digest=token, service_id=of, expires_at=utc_now()))
    restore(filled, tmp_path / "b.zip", tmp_path)
    with reading(filled) as session:
        found = {row.token_digest: row.used_at is not None for row in session.execute(select(links))}
    assert found == {"used": True, "new": False}


def test_on_a_new_machine_the_backups_people_come_in(filled: Engine, tmp_path: Path) -> None:
    backup.make_backup(filled, tmp_path / "none", tmp_path / "b.zip")
    other = set_up(f"sqlite:///{tmp_path / 'other.sqlite'}")
    restore(other, tmp_path / "b.zip", tmp_path)
    with writing(other) as session:
        assert accounts.sign_in(session, "hanako", "ひみつの合言葉です1")
