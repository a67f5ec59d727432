"""Confirming a listing (確認): on which day, by whom and how. Last confirmed is not last changed."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from directory.freshness import MEANS
from directory.listing import DatedStatus, Listing, Means
from directory.store import Saved, save_listing


def how_of(sent: Mapping[str, str]) -> Means | None:
    """The means that a form names; None where it names none."""
    return next((how for how in MEANS if how == sent.get("how")), None)


def confirm(
    session: Session,
    listing: Listing,
    how: Means | None,
    *,
    on: date,
    by: str | None,
    actor: str,
    note: str | None = None,
) -> Saved:
    """As it stands, it is right."""
    assured = {"assured_date": on, "assurer": by, "assured_how": how}
    return save_listing(session, listing.model_copy(update=assured), actor=actor, action="assure", note=note)


def close(
    session: Session, listing: Listing, status: DatedStatus, how: Means | None, *, by: str | None, actor: str, on: date
) -> Saved:
    """It rests or has ended since a day (today or before), or will from a day on: said and thereby confirmed."""
    if status.since <= on:
        changed = listing.with_status(status)
    else:
        changed = listing.model_copy(update={"coming_statuses": (*listing.coming_statuses, status)})
    return confirm(session, Listing.model_validate(changed.model_dump()), how, on=on, by=by, actor=actor)
