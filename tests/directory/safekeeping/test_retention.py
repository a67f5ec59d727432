"""What the register says is kept only so long is gone after that, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert, select, update

from directory import accounts
from directory.accounts import ACCOUNT, AUDIT, invitations
from directory.database import TABLES, reading, writing
from directory.safekeeping.retention import KEPT, forget_old
from directory.stewardship.confirm_links import CONFIRM_LINKS
from directory.store import save_listing
from tests.factories import a_listing

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
REGISTER = Path(__file__).parents[3] / "docs" / "personal-data.md"
PROPOSAL = TABLES["proposal"]


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_what_is_over_goes_and_what_is_not_stays(engine: Engine) -> None:
    listing = a_listing()
    with writing(engine) as session:
        save_listing(session, listing, actor="花子", action="create")
        for name in ("gone", "back", "lately", "works"):
            user = accounts.add_account(session, name, "さくら並木の坂道を下る", role="reader", actor="old")
            if name != "works":
                accounts.set_active(session, user.id, False, actor="old")
        session.execute(update(ACCOUNT).values(created_at=days_ago(2000)))
        session.execute(update(AUDIT).values(at=days_ago(1000)))
        session.execute(update(AUDIT).where(AUDIT.c.target == "lately").values(at=days_ago(100)))
        accounts.record(session, "back", "sign_in")
        session.execute(update(AUDIT).where(AUDIT.c.actor == "back").values(at=days_ago(700)))
        for days, status in ((400, "accepted"), (300, "declined"), (None, "open")):
            row = {"id": f"p{days}", "service_id": listing.id, "kind": "report", "value": "x", "status": status}
            decided = days_ago(days) if days else None
            session.execute(insert(PROPOSAL).values(**row, proposed_at=days_ago(2000), decided_at=decided))
        for days in (181, 179):
            row = {"id": f"u{days}", "kind": "unlisted", "value": "x", "status": "open", "said_by": "046-000-1234"}
            session.execute(insert(PROPOSAL).values(**row, proposed_at=days_ago(days)))
        for links, target in ((CONFIRM_LINKS, listing.id), (invitations.INVITATIONS, user.id)):
            for days in (links.valid_for.days + 91, links.valid_for.days + 80, 0):
                links.make(session, target, days_ago(days))
        session.execute(insert(AUDIT).values(at=days_ago(1100), actor="old", action="sign_out"))
    gone = forget_old(engine, NOW)
    assert gone == {
        "止めた利用者": 1,
        "操作の記録": 1,
        "招待": 1,
        "確認のページ": 1,
        "伝えられたこと": 1,
        "載っていない会の知らせ": 1,
    }
    with reading(engine) as session:
        assert {user.name for user in accounts.users(session)} == {"back", "lately", "works"}
        assert set(session.scalars(select(PROPOSAL.c.id))) == {"p300", "pNone", "u179"}
        actions = list(session.scalars(select(AUDIT.c.action)))
        assert "sign_out" not in actions
        assert actions[-1] == "retention"
    assert forget_old(engine, NOW) == {}


def test_the_register_says_the_same_days() -> None:
    rows = re.findall(r"^\| ([^|]+?) \|.*[^0-9]([0-9]+) 日", REGISTER.read_text("utf-8"), re.MULTILINE)
    stated = {label: int(days) for label, days in rows}
    assert {kept.label: kept.days for kept in KEPT} == {kept.label: stated.get(kept.label) for kept in KEPT}
