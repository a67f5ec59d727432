"""GeoJSON (RFC 7946): a feature for each place of a listing, longitude first, WGS 84 as good as JGD2011.

A listing without a point (a municipality's is none) has a feature without geometry: it is not left out. Private places
have their 町丁目's point. `about` is a foreign member (6.1): whose data it is, of which day, under which licence.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from directory.calendar.occasions import notices
from directory.exporters.credits import credits_of
from directory.exporters.exported import Exported
from directory.profile import Profile
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.coarsening import TOWN_LEVEL
from directory.statuses import announced


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    features = [feature for listing in listings for feature in _features(listing, profile, today)]
    credits = credits_of(listings, profile, today)
    about = {
        "title": credits.title,
        "publisher": credits.publisher,
        "date": credits.day.isoformat(),
        "licence": credits.licence,
        "sources": list(credits.sources),
    }
    collection = {"type": "FeatureCollection", "name": profile.name, "about": about, "features": features}
    return Exported(json.dumps(collection, ensure_ascii=False, indent=1).encode())


def _features(listing: PublicListing, profile: Profile, today: date) -> Iterator[dict[str, object]]:
    for number, venue in enumerate(listing.venues or (None,)):
        yield {
            "type": "Feature",
            "id": f"{listing.id}/{number}",
            "geometry": _point(venue),
            "properties": _properties(listing, venue, profile, today),
        }


def _point(venue: PublicVenue | None) -> dict[str, object] | None:
    if venue is None or venue.latitude is None or venue.longitude is None or venue.point_level < TOWN_LEVEL:
        return None
    return {"type": "Point", "coordinates": [venue.longitude, venue.latitude]}


def _properties(listing: PublicListing, venue: PublicVenue | None, profile: Profile, today: date) -> dict[str, object]:
    return {
        "id": listing.id,
        "source_id": listing.source_id,
        "name": listing.name,
        "reading": listing.reading,
        "types": [profile.vocabulary.label("type", one) for one in listing.types],
        "status": listing.status,
        "status_since": listing.status_since.isoformat() if listing.status_since else None,
        "notices": [*announced(listing, today), *notices(listing)],
        "district": listing.district,
        "place": venue.place if venue else listing.place,
        "address": venue.address if venue else None,
        "coarse": venue.coarse if venue else None,
        "point_level": venue.point_level if venue else None,
        "when": venue.label if venue else None,
        "schedule": [meeting.text for meeting in listing.meetings],
        "target": listing.eligibility_text,
        "fee": listing.fees_text,
        "fee_yen_min": listing.fee_yen_min,
        "fee_yen_max": listing.fee_yen_max,
        "reservation": listing.application_text,
        "description": listing.description,
        "organization": listing.organization,
        "telephone": listing.telephone,
        "website": listing.website,
        "assured_date": listing.assured_date.isoformat() if listing.assured_date else None,
    }
