"""The catalogue of a past day as it may be given out today: what was public then and still may be.

What was withdrawn or hidden since, or is a private place now, is kept out of the past too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from directory import store
from directory.disclosure import seen_by
from directory.listing import Listing, Venue
from directory.past import Past
from directory.profile import Profile
from directory.public_view import PublicListing
from directory.publishing.coarsening import Geocoder, PublicView, Zones
from directory.publishing.privacy import NameTable, is_private, telling_names
from directory.publishing.publisher import telling_elsewhere
from directory.stewardship.consent import disclosures_of
from directory.stewardship.departures import leads_to


@dataclass(frozen=True, slots=True)
class PublicPast:
    """By reading. `left_out`: how many of that day may not be given out, or were deleted since."""

    listings: tuple[PublicListing, ...]
    left_out: int


def public_past(session: Session, past: Past, profile: Profile, zones: Zones, geocoder: Geocoder) -> PublicPast:
    """What of the catalogue of a past day may be given out."""
    today = {listing.id: listing for listing in store.listings(session)}
    merged = leads_to(session)
    places = {venue.id: venue for venue in store.venues(session)}
    venues = {id: _guarded(venue, places.get(id)) for id, venue in past.venues.items()}
    view = PublicView(profile, zones, geocoder, _telling(session, venues.values()))
    said = disclosures_of(session, list(past.listings))
    found = []
    for listing in past.listings.values():
        now = today.get(listing.id) or today.get(merged.get(listing.id, ""))
        if not listing.visible or now is None or not now.visible:
            continue
        shown = seen_by("public", listing, said.get(listing.id, {}))
        if shown is not None:
            numbers = {phone.number for phone in (*listing.phones, *now.phones) if phone.audience != "public"}
            shown = _without_numbers(shown, numbers)
            private = tuple(phone for phone in listing.phones if phone not in shown.phones)
            found.append(view.of(shown, venues, 0, unsaid=private))
    return PublicPast(
        tuple(sorted(found, key=lambda one: (one.reading, one.id))), left_out=len(past.listings) - len(found)
    )


def _guarded(then: Venue, now: Venue | None) -> Venue:
    """The venue as it was; private where it is so now."""
    if now is None or not is_private(now) or is_private(then):
        return then
    return then.model_copy(update={"privacy": now.privacy if now.privacy != "open" else "consent_pending"})


def _without_numbers(listing: Listing, numbers: Iterable[str]) -> Listing:
    """Without telephones that are not public any more."""
    gone = set(numbers)
    return listing.model_copy(update={"phones": tuple(p for p in listing.phones if p.number not in gone)})


def _telling(session: Session, venues: Iterable[Venue]) -> NameTable:
    """What tells of a private place now, or told of one then."""
    then = {name for venue in venues if is_private(venue) for name in telling_names(venue, elsewhere=True)}
    return telling_elsewhere(session, then)
