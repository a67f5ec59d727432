"""Taking back one change where others may have come after it: only what nobody has touched since is put back."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlmodel import Session

from directory.clock import TOKYO
from directory.errors import InputWrong
from directory.history import Change, revision_of
from directory.listing import Listing, Venue
from directory.store import listing_of, save_listing, save_venue, venue_of

Kept = TypeVar("Kept", Listing, Venue)
# Fields that only make sense together: one touched since keeps them all.
TOGETHER = (
    ("venues", "meetings"),
    ("name", "name_text", "reading"),
    ("status", "status_reason", "status_since", "coming_statuses"),
    ("eligibility_text", "minimum_age", "maximum_age"),
    ("fees_text", "fee_yen_min", "fee_yen_max"),
    ("district", "district_text"),
    ("assured_date", "assurer", "assured_how"),
    ("latitude", "longitude", "point_level", "point_method", "town", "city_code", "address_text"),
)
# Lists whose members stand for themselves: what came is taken out, what went comes back, the rest stays.
_MEMBERS: dict[str, Callable[[Any], Hashable]] = {
    "words": lambda word: (word.scheme, word.term),
    "phones": lambda phone: phone.number,
    "alternate_names": lambda name: name,
    "extents": lambda extent: (extent.extent, extent.residents_only),
}


def without(change: Change, now: Kept) -> tuple[Kept, tuple[str, ...]]:
    """The state as it would be without `change`, and the names of the fields that were changed again since and stay.

    Raises InputWrong where there is no state before or after to compare.
    """
    before, after = change.before, change.after
    if before is None or after is None:
        raise InputWrong("登録したこと・消したことは、ここでは取り消せません。「消す」「元に戻す」を使ってください。")
    values: dict[str, Any] = {}
    left: list[str] = []
    for names in groups_of(type(now)):
        changed = [name for name in names if getattr(before, name) != getattr(after, name)]
        if not changed:
            continue
        if len(names) == 1 and names[0] in _MEMBERS:
            values[names[0]] = _members(_MEMBERS[names[0]], *(getattr(one, names[0]) for one in (before, after, now)))
        elif all(getattr(now, name) == getattr(after, name) for name in changed):
            values |= {name: getattr(before, name) for name in changed}
        elif any(getattr(now, name) != getattr(before, name) for name in changed):
            left += changed
    kind: type[Kept] = type(now)
    changed_back = {name: _plain(value) for name, value in values.items()}
    return kind.model_validate(now.model_dump() | changed_back), tuple(left)


def groups_of(kind: type[BaseModel]) -> list[tuple[str, ...]]:
    """The fields of a listing or venue, those together that only make sense together."""
    together = [tuple(name for name in names if name in kind.model_fields) for names in TOGETHER]
    grouped = {name for names in together for name in names}
    return [*filter(None, together), *((name,) for name in kind.model_fields if name not in grouped and name != "id")]


def _members(key: Callable[[Any], Hashable], before: Sequence[Any], after: Sequence[Any], now: Sequence[Any]) -> Any:
    """`now` with the change between before and after taken out, member by member."""
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    kept = [
        old[key(one)] if key(one) in old and new.get(key(one)) == one else one
        for one in now
        if key(one) in old or new.get(key(one)) != one
    ]
    there = {key(one) for one in kept}
    return (*kept, *(one for this, one in old.items() if this not in new and this not in there))


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def take_back(session: Session, revision_id: int, *, actor: str) -> tuple[str, ...]:
    """Undo one change of a listing or venue, whatever came after it; this too is a change. Returns the names of the
    fields that were changed again since and stay. Raises NotFound, or InputWrong where nothing is left to undo.
    """
    change = revision_of(session, revision_id)
    note = f"{change.at.astimezone(TOKYO):%Y-%m-%d %H:%M} の変更（{change.actor}）の取り消し"
    if change.entity == "service":
        listing, left = _still_to_undo(change, listing_of(session, change.entity_id))
        save_listing(session, listing, actor=actor, action="take_back", note=note)
    else:
        venue, left = _still_to_undo(change, venue_of(session, change.entity_id))
        save_venue(session, venue, actor=actor, action="take_back", note=note)
    return left


def _still_to_undo(change: Change, now: Kept) -> tuple[Kept, tuple[str, ...]]:
    result, left = without(change, now)
    if result == now:
        raise InputWrong("この変更は、もう残っていません（あとの変更で置きかわったか、取り消してあります）。")
    return result, left
