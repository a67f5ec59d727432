"""Sign-ins, accounts, exports and changes stand in one list, the newest first."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, update

from directory import accounts, store
from directory.audit import DEEDS, EVENT, KINDS, REVISION, Asked, Deed, deeds
from directory.cli.audit import audit_log_command
from directory.cli.safekeeping import backup_command
from directory.database import reading, writing
from tests.factories import a_listing


@pytest.fixture
def worked(engine: Engine) -> Engine:
    """An account, a sign-in, a refused one, an import of three listings and an export: a minute apart."""
    listings = [a_listing(name=f"会{n}") for n in range(3)]
    with writing(engine) as session:
        accounts.add_account(session, "hanako", "さくら並木の坂道を下る", role="staff", actor="command")
        accounts.sign_in(session, "hanako", "さくら並木の坂道を下る")
        accounts.sign_in(session, "nobody", "さくら並木の坂道を下る")
        accounts.record(session, "hanako", "confirm_link", target=listings[0].id)
        accounts.record(session, "hanako", "export_past", target="2026-04-01", detail="csv")
        accounts.record(session, "hanako", "newer.deed")
        store.save_listings(session, listings, actor="hanako", action="import")
    with writing(engine) as session:
        store.save_listing(session, a_listing(name="ひとつ"), actor="taro", action="create")
        for number in range(6):
            moment = datetime(2026, 4, 1, 15, number, tzinfo=UTC)
            session.execute(update(EVENT).where(EVENT.c.id == number + 1).values(at=moment))
        for number in (1, 2):
            moment = datetime(2026, 4, 2, 15, number, tzinfo=UTC)
            session.execute(update(REVISION).where(REVISION.c.change_number == number).values(at=moment))
    return engine


def found(engine: Engine, **asked: object) -> list[Deed]:
    with reading(engine) as session:
        return list(deeds(session, Asked(**asked)))


def test_the_newest_comes_first_and_an_import_is_one_deed(worked: Engine) -> None:
    listed = found(worked)
    assert [(deed.action, deed.target, deed.count) for deed in listed[:2]] == [
        ("create", "ひとつ", 1),
        ("import", "会2", 3),
    ]
    assert [deed.action for deed in listed[2:]] == [
        *("newer.deed", "export_past", "confirm_link", "sign_in.refused", "sign_in", "account.add")
    ]
    assert listed[4].target == "会0"
    with reading(worked) as session:
        assert deeds(session, Asked(), first=2, most=3) == tuple(listed[2:5])


NARROWED = (
    ({"kind": "sign_in"}, ["sign_in.refused", "sign_in"]),
    ({"kind": "account"}, ["account.add"]),
    ({"kind": "export"}, ["export_past"]),
    ({"kind": "change", "actor": "taro"}, ["create"]),
    ({"kind": "other"}, ["newer.deed", "confirm_link"]),
    ({"actor": "command"}, ["account.add"]),
    ({"actor": "x' OR 1=1 --"}, []),
    # 15:00 UTC is midnight in Japan.
    ({"since": date(2026, 4, 3)}, ["create", "import"]),
    ({"until": date(2026, 4, 1)}, []),
    ({"since": date(2026, 4, 2), "until": date(2026, 4, 2), "kind": "export"}, ["export_past"]),
)


def test_it_is_narrowed_by_kind_person_and_day_in_japan(worked: Engine) -> None:
    for asked, actions in NARROWED:
        assert [deed.action for deed in found(worked, **asked)] == actions, asked


def test_every_deed_has_a_kind_and_words() -> None:
    assert all(kind in KINDS and words for kind, words in DEEDS.values())


def test_by_command(demo: Path) -> None:
    def said(command: click.Command, *words: str, exit_code: int = 0) -> str:
        done = CliRunner().invoke(command, words)
        assert done.exit_code == exit_code, done.output
        return done.output

    said(backup_command, str(demo / "b.zip"))
    (line,) = said(audit_log_command, "--kind", "export", "--json").splitlines()
    assert json.loads(line)["action"] == "backup"
    assert "控えをとった" in said(audit_log_command, "--most", "1", "--kind", "export")
    said(audit_log_command, "--since", "きのう", exit_code=2)
