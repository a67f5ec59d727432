"""A listing and its venue whose every text is an attack: markup, a template, a formula, a path out of an attribute.

Every text field of the two is found by its type, so that one added later is attacked as well.
"""

from typing import Any, get_args

from pydantic import BaseModel

from directory.listing import Listing, Meeting, Telephone, Venue, VenueUse

TEMPLATE = "{{7*191}}${7*191}#{7*191}<%=7*191%>{%raw%}"
CALCULATED = "1337"
# Set by the program or taken from a list of words.
_OURS = {"id", "source_id", "municipality", "district", "source_as_of", "assurer", "city_code", "town", "point_method"}


def attack(field: str) -> str:
    """Text that would become an element or an attribute `attack-FIELD`, were it not escaped."""
    name = field.replace("_", "-")
    return (
        f"=cmd|'/c calc'!A1\"'><attack-{name} onerror=alert(1)></script></textarea></title>"
        f"<script>attack_{name}</script>' attack-{name}=1 \" attack-{name}=1 {TEMPLATE}&lt;attack-{name}&gt;"
    )


def texts_of(model: type[BaseModel]) -> list[str]:
    """The fields of `model` in which any text may stand."""
    fields = model.model_fields.items()
    plain = {name for name, field in fields if field.annotation is str or set(get_args(field.annotation)) == _OPTIONAL}
    return sorted(plain - _OURS)


_OPTIONAL: set[Any] = {str, type(None)}
HALL_ID, LISTING_ID = "5b1c2c38-0000-4000-8000-00000000a11a", "5b1c2c38-0000-4000-8000-00000000a11b"
HALL = Venue.model_validate(
    {name: attack(name) for name in texts_of(Venue)}
    | {"id": HALL_ID, "alternate_names": (attack("alternate_names"),), "town": "逗子七丁目", "city_code": "14208"}
    | {"latitude": 35.2987, "longitude": 139.5791, "point_level": 8}
)
LISTING = Listing.model_validate(
    {name: attack(name) for name in texts_of(Listing)}
    | {"id": LISTING_ID, "source_id": "ATTACK1", "status": "active", "district": "逗子"}
    | {"alternate_names": (attack("alternate_names"),), "website": f"javascript:alert(1)//{attack('website')}"}
    | {"venues": (VenueUse(location_id=HALL_ID, label=attack("label")),)}
    | {"meetings": (Meeting(text=attack("meeting")),), "words": ({"scheme": "type", "term": "salon"},)}
    | {"phones": (Telephone(number=attack("number"), contact_text=attack("contact_text"), audience="public"),)}
    | {"extents": ({"extent": attack("extent")},)}
)
