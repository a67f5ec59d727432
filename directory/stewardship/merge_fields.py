"""Two listings side by side, and the one that comes of choosing: field by field, what belongs together as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from directory.listing import Listing, Meeting, Reach

Side = Literal["kept", "other", "both"]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are chosen together. `joins`: 「両方」 can be had."""

    name: str
    label: str
    fields: tuple[str, ...]
    joins: bool = False


GROUPS = (
    Group("name", "名前", ("name", "name_text", "reading")),
    Group("alternate_names", "別の呼び名", ("alternate_names",), joins=True),
    Group("source_id", "元の番号", ("source_id",)),
    Group("visible", "公開", ("visible",)),
    Group("status", "状況", ("status", "status_reason", "status_since", "coming_statuses")),
    Group("when_where", "いつ・どこで", ("meetings", "venues"), joins=True),
    Group("description", "していること", ("description",), joins=True),
    Group("organization", "運営団体", ("organization",)),
    Group("district", "地区", ("municipality", "district", "district_text")),
    Group("target", "対象", ("eligibility_text", "minimum_age", "maximum_age")),
    Group("fees", "費用", ("fees_text", "fee_yen_min", "fee_yen_max")),
    Group("application", "予約・申込", ("application_text",)),
    Group("capacity", "定員", ("capacity",)),
    Group("phones", "電話", ("phones",), joins=True),
    Group("website", "ウェブサイト", ("website",)),
    Group("words", "分類", ("words",), joins=True),
    Group("first_days", "はじめての日（ことば）", ("first_days",), joins=True),
    Group("extents", "活動の範囲", ("extents",), joins=True),
    Group("assured", "最後の確認", ("assured_date", "assurer", "assured_how")),
    Group("source", "出典", ("source_text", "source_as_of", "publication_basis")),
    Group("note_public", "公開のメモ", ("note_public",), joins=True),
    Group("note_supporter", "支援者だけのメモ", ("note_supporter",), joins=True),
    Group("note_office", "社協だけのメモ", ("note_office",), joins=True),
    Group("reach", "連絡のしかた", ("reach",)),
)


_NOT_PUBLIC = ("note_office", "note_supporter", "reach")


@dataclass(frozen=True, slots=True)
class Choice:
    """One group that differs, and what is proposed."""

    group: Group
    proposed: Side


def choices(kept: Listing, other: Listing) -> tuple[Choice, ...]:
    """What differs between two listings. Proposed is what says more; of two opinions, the kept one's.

    What would show the public more than it could see is never proposed: nothing of a listing that is not shown goes
    by itself into one that is.
    """
    return tuple(
        Choice(group, _proposed(group, kept, other))
        for group in GROUPS
        if _values(group, kept) != _values(group, other)
    )


def merge(kept: Listing, other: Listing, chosen: Mapping[str, Side]) -> Listing:
    """The kept listing with what was chosen, by the name of the group; what was not is taken as proposed."""
    values: dict[str, Any] = {}
    for choice in choices(kept, other):
        side = chosen.get(choice.group.name, choice.proposed)
        if side == "both" and choice.group.joins:
            values |= _joined(choice.group, kept, other)
        elif side == "other":
            values |= {name: getattr(other, name) for name in choice.group.fields}
    merged = kept.model_copy(update=values)
    return Listing.model_validate(merged.model_dump() | {"alternate_names": _names(merged, kept, other, chosen)})


def _names(merged: Listing, kept: Listing, other: Listing, chosen: Mapping[str, Side]) -> tuple[str, ...]:
    """The other name stays findable; that of a listing which the public did not know only where staff said so."""
    names = list(merged.alternate_names)
    if chosen.get("alternate_names") not in ("kept", "other"):
        may_show = other.visible or not merged.visible or chosen.get("alternate_names") == "both"
        names += [kept.name, *([other.name] if may_show else [])]
    return tuple(dict.fromkeys(name for name in names if name != merged.name))


def _values(group: Group, listing: Listing) -> tuple[Any, ...]:
    return tuple(getattr(listing, name) for name in group.fields)


def _proposed(group: Group, kept: Listing, other: Listing) -> Side:
    nothing = (None, (), "unknown", Reach())
    mine, theirs = ([value for value in _values(group, one) if value not in nothing] for one in (kept, other))
    if group.name == "visible":
        return "kept"
    if not theirs or (kept.visible and not other.visible and group.name not in _NOT_PUBLIC):
        return "kept"
    if not mine:
        return "other"
    if group.name == "assured":
        return "other" if str(theirs[0]) > str(mine[0]) else "kept"
    if group.name in ("alternate_names", "phones", "words", "first_days", "extents", "note_supporter", "note_office"):
        return "both"
    return "kept"


def _joined(group: Group, kept: Listing, other: Listing) -> dict[str, Any]:
    if group.name == "when_where":
        return _times_and_places(kept, other)
    (name,) = group.fields
    mine, theirs = getattr(kept, name), getattr(other, name)
    if name == "phones":
        known = {phone.number for phone in mine}
        return {name: (*mine, *(phone for phone in theirs if phone.number not in known))}
    if isinstance(mine, tuple) or isinstance(theirs, tuple):
        return {name: tuple(dict.fromkeys((*(mine or ()), *(theirs or ()))))}
    return {name: "\n".join(dict.fromkeys(text for text in (mine, theirs) if text)) or None}


def _times_and_places(kept: Listing, other: Listing) -> dict[str, Any]:
    venues = list(kept.venues)
    at: dict[int, int] = {}
    for position, use in enumerate(other.venues):
        same = next((n for n, known in enumerate(venues) if known.location_id == use.location_id), None)
        if same is None:
            venues.append(use)
        at[position] = len(venues) - 1 if same is None else same
    texts = {meeting.text for meeting in kept.meetings}
    further = [_held_at(meeting, at) for meeting in other.meetings if meeting.text not in texts]
    return {"venues": tuple(venues), "meetings": (*kept.meetings, *further)}


def _held_at(meeting: Meeting, at: Mapping[int, int]) -> Meeting:
    return meeting if meeting.venue is None else meeting.model_copy(update={"venue": at[meeting.venue]})
