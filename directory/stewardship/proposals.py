"""Proposed facts of listings (伝えられたこと): learnt by telephone, from a group's leader, or from a resident.

Never a fact about a person. Staff accept or decline each; an accepted one that names a field is written at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import insert, select, update
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.identifiers import new_id
from directory.listing import Listing
from directory.models import utc_now
from directory.store import listing_of, save_listing

Kind = Literal["fact", "leader", "report"]
PROPOSAL, SERVICE = TABLES["proposal"], TABLES["service"]
LONGEST = 2000
WRITABLE = frozenset(
    {
        *("name", "reading", "description", "organization", "status", "status_reason", "district", "eligibility_text"),
        *("fees_text", "application_text", "website", "note_public", "note_supporter", "note_office", "assured_date"),
    }
)
"""Fields that an accepted proposal writes by itself; others are typed by staff beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One open proposal with the name of its listing; `field` None: words to read and act on."""

    id: str
    service_id: str | None
    service_name: str | None
    kind: str
    field: str | None
    value: str
    said_by: str | None
    proposed_at: datetime


def propose(
    session: Session, service_id: str | None, kind: Kind, value: str, *, said_by: str | None, field: str | None = None
) -> str:
    """Keep a proposal and return its id. Raises InputWrong when it is empty or too long."""
    text = value.strip()
    if not text or len(text) > LONGEST:
        raise InputWrong(f"伝えることを {LONGEST} 字までで書いてください。")
    row = {"id": new_id(), "service_id": service_id, "kind": kind, "field": field, "value": text, "said_by": said_by}
    session.execute(insert(PROPOSAL).values(**row, status="open", proposed_at=utc_now()))
    return str(row["id"])


def open_proposals(session: Session, kinds: Iterable[Kind], limit: int = 50) -> tuple[Proposed, ...]:
    """Those not yet decided, the oldest first."""
    statement = (
        select(PROPOSAL, SERVICE.c.name.label("service_name"))
        .outerjoin(SERVICE, SERVICE.c.id == PROPOSAL.c.service_id)
        .where(PROPOSAL.c.status == "open", PROPOSAL.c.kind.in_(tuple(kinds)))
        .order_by(PROPOSAL.c.proposed_at)
        .limit(limit)
    )
    return tuple(_proposed(row) for row in session.execute(statement).mappings())


def accept(session: Session, proposal_id: str, *, actor: str, today: date) -> Proposed:
    """Take it over: write its field where it names one, and remember who decided. Raises NotFound or InputWrong."""
    proposal = _decide(session, proposal_id, "accepted", actor)
    if proposal.service_id and proposal.field in WRITABLE:
        listing = listing_of(session, proposal.service_id)
        values: dict[str, Any] = listing.model_dump() | {proposal.field: proposal.value}
        if proposal.field == "status":
            # A day belongs to the status that it was said of.
            values |= {"status_since": today, "status_reason": None}
        if proposal.field == "assured_date":
            values |= {"assurer": proposal.said_by, "assured_how": "link"}
        elif proposal.kind == "leader":
            # The leader saw the whole listing; one fact heard by telephone confirms only itself.
            values |= {"assured_date": today, "assurer": proposal.said_by, "assured_how": "link"}
        try:
            changed = Listing.model_validate(values)
        except ValidationError as error:
            raise InputWrong("伝えられた内容を、そのまま書き込めませんでした。編集の画面で直してください。") from error
        save_listing(session, changed, actor=actor, action="accept_proposal", note=proposal.said_by)
    return proposal


def decline(session: Session, proposal_id: str, *, actor: str) -> Proposed:
    """Set it aside; it stays in the record. Raises NotFound."""
    return _decide(session, proposal_id, "declined", actor)


def _decide(session: Session, proposal_id: str, status: str, actor: str) -> Proposed:
    is_it = (PROPOSAL.c.id == proposal_id) & (PROPOSAL.c.status == "open")
    statement = select(PROPOSAL, SERVICE.c.name.label("service_name")).outerjoin(
        SERVICE, SERVICE.c.id == PROPOSAL.c.service_id
    )
    row = session.execute(statement.where(is_it)).mappings().one_or_none()
    if row is None:
        raise NotFound("この件は、もう片付いています。")
    session.execute(update(PROPOSAL).where(is_it).values(status=status, decided_by=actor, decided_at=utc_now()))
    return _proposed(row)


def _proposed(row: Any) -> Proposed:
    return Proposed(**{name: row[name] for name in Proposed.__dataclass_fields__})
