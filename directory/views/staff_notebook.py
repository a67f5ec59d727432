"""What 推進員 write down during a call: answers of groups, and unmet needs as counts. Never anything of a person."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Engine

from directory.database import reading, writing
from directory.errors import InputWrong
from directory.stewardship import gaps, proposals
from directory.stewardship.changes import STATUSES
from directory.store import listing_of
from directory.views.days import tokyo
from directory.vocabulary import Vocabulary

UNNAMED = "推進員"
MOST_PENDING = 200


class Heard(Protocol):
    @property
    def field(self) -> str | None: ...
    @property
    def value(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Pending:
    """What was heard already and is not yet decided: its words, who wrote it down, and when (「11月26日 14:05」)."""

    words: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """`who`: the signed-in worker's name."""

    engine: Engine
    vocabulary: Vocabulary
    who: Callable[[], str | None]
    today: Callable[[], date]

    def keep(self, listing_id: str, heard: Sequence[Heard]) -> str:
        """Propose facts of a listing; its name. Raises NotFound, or InputWrong where there is nothing to keep."""
        if not heard:
            raise InputWrong("聞いたことを書くか、「はい」「いいえ」を選んでから、控えてください。")
        with writing(self.engine) as session:
            listing = listing_of(session, listing_id)
            for one in heard:
                by = self.who() or UNNAMED
                proposals.propose(session, listing.id, "fact", one.value, said_by=by, field=one.field)
        return listing.name

    def pending(self, listing_ids: Collection[str]) -> Mapping[str, tuple[Pending, ...]]:
        """By listing, what was heard and waits for staff."""
        found: dict[str, tuple[Pending, ...]] = {}
        with reading(self.engine) as session:
            for one in proposals.open_proposals(session, ("fact",), MOST_PENDING, of=listing_ids):
                if one.service_id:
                    found[one.service_id] = (*found.get(one.service_id, ()), self._pending(one))
        return found

    def _pending(self, one: proposals.Proposed) -> Pending:
        value = STATUSES.get(one.value, one.value) if one.field == "status" else one.value
        label = f"{proposals.label_of(one.field, self.vocabulary)}：" if one.field else ""
        return Pending(f"{label}{value}", one.said_by or UNNAMED, tokyo(one.proposed_at))

    def count_gap(self, words: Collection[tuple[str, str]], zone_id: str | None) -> None:
        """Raise the counts of unmet needs. Raises InputWrong where nothing was chosen."""
        if not words:
            raise InputWrong("足りなかったことを、ひとつ以上選んでください。")
        with writing(self.engine) as session:
            gaps.record(session, words, zone_id, self.today())
