"""A list against a private place that staff know better: what it says in fewer words changes nothing."""

import re
from collections.abc import Sequence

from directory.intake import wording
from directory.intake.problems import note
from directory.intake.reading import Understood
from directory.intake.report import RowReport
from directory.listing import Venue
from directory.publishing.privacy import is_private


def with_own_venues(
    row: RowReport, read: Understood, update: dict[str, object], held: Sequence[Venue]
) -> tuple[dict[str, object], tuple[Venue, ...]]:
    """The listing's own venues where the row names the same ones with fewer words; a private place stays private.

    A list that says only 「個人宅」, or only the 町丁目, says nothing new of a place that staff know better.
    """
    private = [venue for venue in held if is_private(venue)]
    if not private:
        return update, read.venues
    said = [text for venue in read.venues for text in (venue.name, venue.address_text) if text]
    if all(is_private(venue) or not venue.name for venue in read.venues) and _is_coarse(said, private):
        return {name: value for name, value in update.items() if name != "venues"}, ()
    guarded = tuple(
        venue if is_private(venue) else venue.model_copy(update={"privacy": "consent_pending"}) for venue in read.venues
    )
    row.problems.append(note("private_moved", "会場"))
    return update, guarded


def _is_coarse(said: Sequence[str], private: Sequence[Venue]) -> bool:
    """Whether texts name no house: 「個人宅」, a 町丁目, or what is known already."""
    known = {wording.key(text) for venue in private for text in (venue.name, venue.address_text, venue.town) if text}
    known |= {wording.key(text) for text in ("個人宅", "個人のお宅", "自宅")}
    return all(wording.key(text) in known or not re.search(r"\d", text.split("丁目")[-1]) for text in said)
