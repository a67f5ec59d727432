"""Two editors at once, as the second one sees it: what the other saved, and a choice where both changed something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request
from sqlmodel import Session

from directory.history import Change, history_of
from directory.listing import Listing, Venue
from directory.stewardship.changes import Difference
from directory.stewardship.clashes import Clash, clashes, merged
from directory.store import venues, version_of
from directory.views.staff_parts import Parts

Kept = TypeVar("Kept", Listing, Venue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What others saved since the form was opened, and what both changed."""

    steps: Sequence[Change]
    differences: tuple[Difference, ...]
    clashes: tuple[Clash, ...]


def overtaken(parts: Parts, session: Session, mine: Kept, theirs: Kept, version: int) -> tuple[Kept, Conflict]:
    """Mine, made from what was there at `version`, laid over theirs; and what to tell of it."""
    steps = history_of(session, mine.id, limit=max(version_of(session, mine.id) - version, 0))
    before = steps[-1].before if steps else None
    base = before if isinstance(before, type(mine)) else theirs
    wording = parts.wording(tuple(venues(session)))
    conflict = Conflict(
        steps=steps, differences=wording.differences(base, theirs), clashes=clashes(base, mine, theirs, wording)
    )
    return merged(base, mine, theirs)[0], conflict


def chosen_theirs() -> tuple[str, ...]:
    """The clashes for which the form says: theirs."""
    return tuple(
        name.removeprefix("take-") for name, said in request.form.items() if name[:5] == "take-" and said == "theirs"
    )
