"""To whom each fact of a listing may be shown (公開・支援者だけ・社協だけ), on what ground, and its withdrawal.

A fact of which nothing is recorded stands on the ground of the whole listing and is public, as it was printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from directory.listing import Audience, Listing, Reach, Scheme

Ground = Literal["published", "agreed"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a group agrees to have shown, or not: fields of a listing and groups of its words."""

    id: str
    label: str
    fields: tuple[str, ...] = ()
    schemes: tuple[Scheme, ...] = ()


ITEMS = (
    Item(WHOLE, "この会を載せること（全体）"),
    Item("meetings", "いつ", ("meetings",)),
    Item("venues", "どこで", ("venues",)),
    Item("phones", "電話", ("phones",)),
    Item("description", "していること", ("description",), ("content",)),
    Item("eligibility", "だれが行けるか", ("eligibility_text", "minimum_age", "maximum_age"), ("target",)),
    Item("fees", "費用", ("fees_text", "fee_yen_min", "fee_yen_max")),
    Item("application", "予約・申込", ("application_text",)),
    Item("capacity", "定員", ("capacity",)),
    Item("access", "移動・設備", (), ("access",)),
    Item("first_visit", "はじめての日", ("first_days",), ("first_visit",)),
    Item("organization", "運営団体", ("organization",)),
    Item("website", "ウェブサイト", ("website",)),
    Item("note", "公開のメモ", ("note_public",)),
)
ITEM_LABELS = {item.id: item.label for item in ITEMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What was last recorded of one item. `by`: where it is published, or who agreed (代表者; no names).

    `on`: the day of that. `withdrawn_on`: since then nobody but the office sees it.
    """

    item: str
    layer: Audience
    ground: Ground | None = None
    by: str | None = None
    on: date | None = None
    withdrawn_on: date | None = None

    @property
    def audience(self) -> Audience:
        """The widest audience that may know it."""
        return "office" if self.withdrawn_on else self.layer


Disclosures = Mapping[str, Disclosure]
"""By item."""


def may_see(audience: Audience, item: str, said: Disclosures) -> bool:
    widest = said[item].audience if item in said else "public"
    return AUDIENCES.index(audience) >= AUDIENCES.index(widest)


def seen_by(audience: Audience, listing: Listing, said: Disclosures) -> Listing | None:
    """The listing with just what that audience may know; None where it may not know of the listing at all."""
    if not may_see(audience, WHOLE, said):
        return None
    hidden = [item for item in ITEMS if not may_see(audience, item.id, said)]
    values: dict[str, Any] = {name: Listing.model_fields[name].get_default() for item in hidden for name in item.fields}
    if schemes := {scheme for item in hidden for scheme in item.schemes}:
        values["words"] = tuple(word for word in listing.words if word.scheme not in schemes)
    if "venues" in values:
        meetings = values.get("meetings", listing.meetings)
        values["meetings"] = tuple(meeting.model_copy(update={"venue": None}) for meeting in meetings)
    phones = values.get("phones", listing.phones)
    values["phones"] = tuple(phone for phone in phones if AUDIENCES.index(phone.audience) <= AUDIENCES.index(audience))
    if audience != "office":
        values |= {"note_office": None, "reach": Reach()}
    if audience == "public":
        values["note_supporter"] = None
    return listing.model_copy(update=values)
