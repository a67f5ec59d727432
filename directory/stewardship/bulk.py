"""One change for many listings (まとめて直す): chosen by filter, looked at, written as one step, undone as one."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlmodel import Session

from directory.database import TABLES
from directory.errors import EditedMeanwhile, InputWrong
from directory.freshness import MEANS
from directory.identifiers import new_id
from directory.listing import DatedStatus, Listing, Means, Scheme, Word
from directory.loading import load_listings
from directory.models import ImportBatch
from directory.stewardship.workday import is_due, is_faded
from directory.store import chunks, save_listings

SERVICE, ATTRIBUTE = TABLES["service"], TABLES["attribute"]
LIST_NAME = "まとめて直す"
NOTES: Mapping[str, str] = {
    "note_public": "公開のメモ",
    "note_supporter": "支援者だけのメモ",
    "note_office": "社協だけのメモ",
}
MOST = 500
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which listings; None: any. `among`: only these ids. `due_since`: not confirmed since that day, and not ended;
    `confirmed_once`: of these, only what somebody confirmed before.
    """

    district: str | None = None
    type: str | None = None
    status: str | None = None
    due_since: date | None = None
    confirmed_once: bool = False
    words: str = ""
    among: Collection[str] | None = None

    def ids(self, session: Session) -> tuple[str, ...]:
        """By reading."""
        where: list[ColumnElement[bool]] = [true()]
        if self.district:
            where.append(SERVICE.c.district == self.district)
        if self.status:
            where.append(SERVICE.c.status == self.status)
        if self.due_since:
            where.append((is_faded if self.confirmed_once else is_due)(self.due_since))
        if self.words:
            where.append(SERVICE.c.name.contains(self.words, autoescape=True))
        if self.type:
            said = select(ATTRIBUTE.c.link_id).where(
                ATTRIBUTE.c.scheme == "type", ATTRIBUTE.c.term == self.type, ATTRIBUTE.c.value
            )
            where.append(SERVICE.c.id.in_(said))
        found = session.scalars(select(SERVICE.c.id).where(*where).order_by(SERVICE.c.reading, SERVICE.c.name))
        return tuple(one for one in found if self.among is None or one in self.among)


def districts(session: Session) -> tuple[str, ...]:
    """Every 地区 that a listing names."""
    named = select(SERVICE.c.district).where(SERVICE.c.district.is_not(None)).distinct().order_by(SERVICE.c.district)
    return tuple(session.scalars(named))


class Change(ABC):
    """What is done to each listing. `words` say it, for the preview and for the record."""

    words: str
    action = "bulk"

    @abstractmethod
    def of(self, listing: Listing) -> Listing:
        """The listing as it is to be; itself where nothing changes."""


@dataclass(frozen=True, slots=True)
class NewStatus(Change):
    status: DatedStatus
    words: str

    def of(self, listing: Listing) -> Listing:
        return listing if listing.status == self.status.status else listing.with_status(self.status)


@dataclass(frozen=True, slots=True)
class Rest(Change):
    """Closed from a day up to and with another. What is not running, or has ended by then, stays as it is."""

    first: date
    last: date
    reason: str | None
    today: date
    words: str

    def of(self, listing: Listing) -> Listing:
        back = DatedStatus(status="active", since=self.last + timedelta(days=1))
        rest = DatedStatus(status="paused", since=self.first, reason=self.reason)
        if listing.status not in ("active", "unknown") or any(c.since <= self.last for c in listing.coming_statuses):
            return listing
        if self.first <= self.today:
            return _checked(listing.with_status(rest), coming_statuses=(back, *listing.coming_statuses))
        return _checked(listing, coming_statuses=(rest, back, *listing.coming_statuses))


@dataclass(frozen=True, slots=True)
class AddWord(Change):
    scheme: Scheme
    term: str
    today: date
    words: str

    def of(self, listing: Listing) -> Listing:
        others = [w for w in listing.words if (w.scheme, w.term) != (self.scheme, self.term)]
        if any(w.value for w in listing.words if w not in others):
            return listing
        return _checked(listing, words=(*others, Word(scheme=self.scheme, term=self.term, as_of=self.today)))


@dataclass(frozen=True, slots=True)
class OnlyType(Change):
    """This type instead of those that stand there."""

    term: str
    today: date
    words: str

    def of(self, listing: Listing) -> Listing:
        types = [w for w in listing.words if w.scheme == "type" and w.value]
        if [w.term for w in types] == [self.term]:
            return listing
        others = [w for w in listing.words if w not in types and (w.scheme, w.term) != ("type", self.term)]
        kept = [w for w in types if w.term == self.term]
        new = kept or [Word(scheme="type", term=self.term, as_of=self.today)]
        return _checked(listing, words=(*new, *others))


@dataclass(frozen=True, slots=True)
class Confirmed(Change):
    on: date
    by: str | None
    how: Means | None
    words: str
    action = "assure"

    def of(self, listing: Listing) -> Listing:
        return _checked(listing, assured_date=self.on, assurer=self.by, assured_how=self.how)


@dataclass(frozen=True, slots=True)
class Note(Change):
    """A line below what the memo says already."""

    field: str
    text: str
    words: str

    def of(self, listing: Listing) -> Listing:
        said = getattr(listing, self.field) or ""
        if self.text in said.splitlines():
            return listing
        return _checked(listing, **{self.field: f"{said}\n{self.text}".strip()})


@dataclass(frozen=True, slots=True)
class Step:
    before: Listing
    after: Listing
    version: int

    @property
    def changes(self) -> bool:
        return self.before != self.after


def plan(session: Session, ids: Sequence[str], change: Change, today: date) -> tuple[Step, ...]:
    """What the change would do to each, in the order given; those that are gone are left out.

    Raises InputWrong without any, or with too many.
    """
    if not ids:
        raise InputWrong("登録を1つ以上、選んでください。")
    if len(ids) > MOST:
        raise InputWrong(f"一度に直せるのは {MOST} 件までです。条件でしぼってください。")
    found = {id: one for chunk in chunks(ids) for id, one in load_listings(session, chunk).items()}
    return tuple(
        Step(now := found[id][0].on(today), change.of(now), found[id][1]) for id in dict.fromkeys(ids) if id in found
    )


def carry_out(session: Session, versions: Mapping[str, int], change: Change, *, today: date, actor: str) -> int:
    """Write it for all, in the session's transaction, as a step that `undo_batch` takes back; returns how many changed.

    Raises EditedMeanwhile where one is no longer at the version that was looked at, InputWrong where nothing changes.
    """
    steps = plan(session, tuple(versions), change, today)
    moved = [step.before.name for step in steps if step.version != versions[step.before.id]]
    if moved or len(steps) < len(versions):
        names = "、".join(moved[:5]) or "消された登録"
        raise EditedMeanwhile(f"見ているあいだに直された登録があります（{names}）。何も書いていません。")
    changed = [step.after for step in steps if step.changes]
    if not changed:
        raise InputWrong("変わる登録がありません。")
    batch = ImportBatch(id=new_id(), list_name=LIST_NAME, file_name=change.words, actor=actor)
    session.add(batch)
    session.flush()
    save_listings(session, changed, actor=actor, action=change.action, batch_id=batch.id, note=change.words)
    return len(changed)


def how_words(how: Means | None) -> str:
    return MEANS[how] if how else "方法は書かない"


def _checked(listing: Listing, **values: Any) -> Listing:
    return Listing.model_validate(listing.model_dump() | values)
