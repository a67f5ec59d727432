"""Proposed facts of listings (伝えられたこと): learnt by telephone, from a group's leader, or from a resident.

Never a fact about a person. Staff accept or decline each; an accepted one that names a field is written at once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from pydantic import ValidationError
from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from directory.clock import TOKYO
from directory.database import TABLES
from directory.errors import InputWrong, NotFound
from directory.identifiers import new_id
from directory.listing import Listing, Scheme, Word
from directory.models import utc_now
from directory.schedules import read
from directory.stewardship.changes import LABELS
from directory.store import listing_of, save_listing
from directory.vocabulary import Vocabulary

Kind = Literal["fact", "leader", "report", "unlisted"]
"""`unlisted`: a group that is not in the catalogue; `said_by` is then how to reach the teller, until it is decided."""
PROPOSAL, SERVICE = TABLES["proposal"], TABLES["service"]
LONGEST = 2000
WRITABLE = frozenset(
    {
        *("name", "reading", "description", "organization", "status", "status_reason", "district", "eligibility_text"),
        *("fees_text", "application_text", "website", "note_public", "note_supporter", "note_office", "assured_date"),
    }
)
"""Fields that an accepted proposal writes as they are. Besides these: hours where none are listed yet, and a word
(「word:access:wheelchair」, the value はい or いいえ), dated by the day on which it was heard."""
SCHEDULE, YES = "schedule_text", "はい"


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


def count_open(session: Session, kinds: Iterable[Kind]) -> int:
    """How many are not yet decided."""
    is_open = (PROPOSAL.c.status == "open") & PROPOSAL.c.kind.in_(tuple(kinds))
    return session.scalar(select(func.count()).select_from(PROPOSAL).where(is_open)) or 0


def open_proposals(
    session: Session, kinds: Iterable[Kind], limit: int = 50, of: Collection[str] | None = None
) -> tuple[Proposed, ...]:
    """Those not yet decided, the oldest first; `of`: only those of these listings."""
    statement = (
        select(PROPOSAL, SERVICE.c.name.label("service_name"))
        .outerjoin(SERVICE, SERVICE.c.id == PROPOSAL.c.service_id)
        .where(PROPOSAL.c.status == "open", PROPOSAL.c.kind.in_(tuple(kinds)))
        .order_by(PROPOSAL.c.proposed_at)
        .limit(limit)
    )
    if of is not None:
        statement = statement.where(PROPOSAL.c.service_id.in_(tuple(of)))
    return tuple(_proposed(row) for row in session.execute(statement).mappings())


def accept(session: Session, proposal_id: str, *, actor: str, today: date) -> tuple[Proposed, bool]:
    """Take it over, and remember who decided; True where it was written, False where staff have to read and act.

    Raises NotFound or InputWrong.
    """
    proposal = _decide(session, proposal_id, "accepted", actor)
    if not proposal.service_id or not proposal.field:
        return proposal, False
    listing = listing_of(session, proposal.service_id)
    stated = _stated(listing, proposal.field, proposal, today)
    if stated is None:
        return proposal, False
    if proposal.field == "assured_date":
        stated |= {"assurer": proposal.said_by, "assured_how": "link"}
    elif proposal.kind == "leader":
        # The leader saw the whole listing; one fact heard by telephone confirms only itself.
        stated |= {"assured_date": today, "assurer": proposal.said_by, "assured_how": "link"}
    try:
        changed = Listing.model_validate(listing.model_dump() | stated)
    except ValidationError as error:
        raise InputWrong("伝えられた内容を、そのまま書き込めませんでした。編集の画面で直してください。") from error
    save_listing(session, changed, actor=actor, action="accept_proposal", note=proposal.said_by)
    return proposal, True


def _stated(listing: Listing, field: str, proposal: Proposed, today: date) -> dict[str, Any] | None:
    """The listing's fields that it changes; None: it does not say what to write, or not in place of what."""
    if field == "status":
        # A day belongs to the status that it was said of.
        return {"status": proposal.value, "status_since": today, "status_reason": None}
    if field in WRITABLE:
        return {field: proposal.value}
    if field == SCHEDULE and not listing.meetings:
        return {"meetings": (read(proposal.value).meeting().model_dump(),)}
    if word := word_of(field):
        scheme, term = word
        said = Word(scheme=scheme, term=term, value=proposal.value == YES, basis="telephone", as_of=_day(proposal))
        others = [one for one in listing.words if (one.scheme, one.term) != word]
        return {"words": tuple(one.model_dump() for one in (*others, said))}
    return None


def word_of(field: str | None) -> tuple[Scheme, str] | None:
    """Scheme and term of a field 「word:access:wheelchair」; None: it is another field."""
    kind, _, word = (field or "").partition(":")
    scheme, _, term = word.partition(":")
    known = next((one for one in get_args(Scheme) if one == scheme), None)
    return (known, term) if kind == "word" and known and term else None


def label_of(field: str, vocabulary: Vocabulary) -> str:
    """How a field reads: 「予約・申込」, 「車いす可」."""
    if word := word_of(field):
        return vocabulary.label(*word)
    return "日時" if field == SCHEDULE else LABELS.get(field, field)


def _day(proposal: Proposed) -> date:
    moment = proposal.proposed_at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(TOKYO).date()


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
    decided = {"status": status, "decided_by": actor, "decided_at": utc_now()}
    contact = {"said_by": None} if row["kind"] == "unlisted" else {}
    session.execute(update(PROPOSAL).where(is_it).values(**decided, **contact))
    return _proposed(row)


def _proposed(row: Any) -> Proposed:
    return Proposed(**{name: row[name] for name in Proposed.__dataclass_fields__})
