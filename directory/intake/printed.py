"""A listing in the words of a list: what its cells would say now."""

from collections.abc import Sequence

from directory.listing import Listing, Venue


def printed_of(listing: Listing, venues: Sequence[Venue]) -> dict[str, str]:
    """What a list would say of the listing, by the names of a row's values; what nobody stated is not there."""
    said = {
        "name": listing.name,
        "reading": listing.reading,
        "alternate_names": "、".join(listing.alternate_names),
        "source_id": listing.source_id,
        "district": listing.district,
        "schedule_text": " ".join(meeting.text for meeting in listing.meetings),
        "venue_text": " / ".join(dict.fromkeys(v.name_text or v.name or "" for v in venues)),
        "address_text": " / ".join(dict.fromkeys(v.address_text or "" for v in venues)),
        "fee_text": listing.fees_text,
        "target_text": listing.eligibility_text,
        "activity_text": listing.description,
        "organization": listing.organization,
        "contact_org": listing.organization,
        "reservation_text": listing.application_text,
        "phone": " ".join(phone.number for phone in listing.phones),
        "capacity": str(listing.capacity or ""),
        "website": listing.website,
        "notes": listing.note_public,
        "assured_date": listing.assured_date.isoformat() if listing.assured_date else None,
        "as_of": listing.source_as_of,
        "may_publish": str(listing.visible),
        "fax": listing.reach.fax,
        "email": listing.reach.mail,
        "contact_address": listing.reach.post,
        "contact_hours": listing.reach.hours,
        **_first_days(listing),
    }
    return {name: text for name, text in said.items() if text}


def _first_days(listing: Listing) -> dict[str, str]:
    """Of each fact of はじめての日 its words, else ○ or ×."""
    said = {word.term: "○" if word.value else "×" for word in listing.words if word.scheme == "first_visit"}
    return said | {one.term: one.text for one in listing.first_days}
