"""Values with defaults, so that a test names only what it is about."""

from itertools import count
from typing import Any

from directory.identifiers import new_id, stable_id
from directory.listing import Listing, Meeting, Series, Telephone, Venue, VenueUse, Word
from directory.public_view import PublicListing

_numbers = count(1)


def a_listing(**values: Any) -> Listing:
    number = next(_numbers)
    return Listing.model_validate({"id": new_id(), "name": f"ひだまりサロン{number}"} | values)


def a_venue(**values: Any) -> Venue:
    return Venue.model_validate({"id": new_id(), "name": f"第{next(_numbers)}会館"} | values)


def a_private_home(**values: Any) -> Venue:
    home = {"name": "青葉山荘花子さん宅", "privacy": "private_home", "town": "逗子七丁目"}
    return a_venue(**home | {"address_text": "逗子市逗子7丁目12番34号"} | values)


def a_full_listing(*venues: Venue, number: int = 1, **values: Any) -> Listing:
    """Every kind of fact stated."""
    full = {
        "id": stable_id("00000", f"T{number}"),
        "source_id": f"T{number}",
        "name": f"みんなの茶の間{number}",
        "name_text": "みんなの茶の聞",
        "reading": f"みんなのちゃのま{number}",
        "alternate_names": ("茶の間",),
        "description": "お茶とおしゃべり。",
        "organization": "茶の間の会",
        "status": "active",
        "district": "北",
        "minimum_age": 65,
        "eligibility_text": "65歳以上の方",
        "fees_text": "100円",
        "fee_yen_min": 100,
        "fee_yen_max": 100,
        "capacity": 20,
        "assured_date": "2026-04-01",
        "note_public": "上履きをお持ちください。",
        "note_supporter": "初めての方に向く",
        "note_office": "鍵は会長",
        "first_days": ({"term": "bring", "text": "上履き"},),
        "reach": {"prefers": "fax", "fax": "000-000-0003", "hours": "夕方"},
        "words": (Word(scheme="type", term="salon"), Word(scheme="need", term="isolation", basis="name")),
        "venues": tuple(VenueUse(location_id=venue.id) for venue in venues),
        "meetings": (
            Meeting(
                text="第1・3火曜 10時から",
                certainty="parsed",
                series=(Series(rrule="FREQ=MONTHLY;BYDAY=1TU,3TU", start="10:00"),),
                venue=0 if venues else None,
            ),
        ),
        "phones": (
            Telephone(number="000-000-0001", audience="public"),
            Telephone(number="000-000-0002", contact_text="代表", audience="office"),
        ),
        "extents": ({"extent": "北"}, {"extent": "北一丁目", "residents_only": True}),
    }
    return Listing.model_validate(full | values)


def a_public_listing(**values: Any) -> PublicListing:
    number = next(_numbers)
    return PublicListing(
        **{"id": new_id(), "source_id": None, "name": f"ひだまりサロン{number}", "reading": f"ひだまりさろん{number}"}
        | values
    )
