"""From the values of a row to a `Listing` and its venues. What is not certain stays text; what is private, private."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from directory import schedules
from directory.identifiers import new_id, stable_id
from directory.intake import form, personal, wording
from directory.intake.fees import fee_range
from directory.intake.form_reading import listing_from_cells, settled
from directory.intake.headings import is_for_publication
from directory.intake.problems import Note, note
from directory.intake.said_status import status_of
from directory.intake.said_words import ages_of, words_of
from directory.intake.values import Values
from directory.listing import Listing, Meeting, Telephone, Venue, VenueUse
from directory.publishing.privacy import is_private
from directory.readings import in_hiragana
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded

_ENDS_TOKEN = re.compile(r"(?<=.)様方|[一-龥々]{1,4}方$")
_VIA_COUNCIL = "社協に連絡"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading a row needs to know. `geocode`: text → place, None where no town table has been built.

    `published`: the list is open data, so its telephones are public. `source`: what the list is called.
    `exported`: what an export writes of a listing now, by id; None where nothing has been published.
    """

    vocabulary: Vocabulary
    municipality_code: str
    source: str
    geocode: Callable[[str], Geocoded] | None = None
    published: bool = False
    exported: Callable[[str], Mapping[str, str] | None] | None = None

    def types(self, label: str) -> tuple[str, ...]:
        """The types that a label names; those that bear just that label come first of all."""
        exact = tuple(term.id for term in self.vocabulary.terms("type") if term.label == label)
        return exact or tuple(term.id for term in self.vocabulary.resolve(label, ("type",)))


@dataclass(slots=True)
class Understood:
    """A listing with the venues it names, and what to tell of it."""

    listing: Listing
    venues: tuple[Venue, ...]
    notes: list[Note] = field(default_factory=list)


def listing_from(values: Values, cells: Mapping[str, str], around: Surroundings) -> Understood:
    """The listing that a row describes. Raises pydantic's ValidationError for what no listing can hold."""
    notes: list[Note] = []
    text = _Texts(values)
    if form.ID in cells:
        readable, notes = settled(cells, around.types)
        readable["名称"] = readable.get("名称") or text("name") or ""
        return Understood(*listing_from_cells(readable, around.municipality_code, around.types), notes)
    office = [line for line in (_office(text, name) for name in _OFFICE) if line]
    public_note = cleaned(text("notes"), "備考", office, notes)
    venues = _venues(values, around, notes)
    least, most = fee_range(text("fee_text"))
    if text("fee_text") and least is None:
        notes.append(note("fee_unread", value=text("fee_text")))
    youngest, oldest = ages_of(text("target_text") or "")
    contact = cleaned(text("contact_org"), "連絡先", office, notes)
    status, reason = status_of(text)
    if text("contact_address"):
        notes.append(note("personal_address"))
    if values.get("may_publish") is False:
        notes.append(note("not_for_publication"))
    meetings = _meetings(values, notes)
    listing = Listing(
        id=_id(text, around),
        source_id=_source_id(text),
        name=text("name") or "",
        reading=in_hiragana(text("reading") or "") or None,
        alternate_names=tuple(filter(None, (text("alternate_names") or "").split("、"))),
        description=cleaned(text("activity_text"), "内容", office, notes),
        organization=cleaned(text("organization"), "主催", office, notes) or contact,
        status=status,
        visible=values.get("may_publish") is not False,
        status_reason=reason,
        municipality=text("municipality"),
        district=text("district"),
        district_text=text("district"),
        minimum_age=_whole(text("minimum_age")) if text("minimum_age") else youngest,
        maximum_age=_whole(text("maximum_age")) if text("maximum_age") else oldest,
        eligibility_text=text("target_text"),
        fees_text=text("fee_text"),
        fee_yen_min=least,
        fee_yen_max=most,
        application_text=cleaned(text("reservation_text"), "予約", office, notes),
        capacity=_whole(text("capacity")) or None,
        website=text("website"),
        assured_date=wording.day(text("assured_date") or ""),
        source_text=around.source,
        source_as_of=text("as_of"),
        publication_basis="表の掲載欄で同意" if values.get("may_publish") else None,
        note_public=public_note,
        note_office="\n".join(dict.fromkeys(office)) or None,
        words=words_of(values, around.vocabulary, notes),
        venues=tuple(VenueUse(location_id=venue.id) for venue in venues),
        meetings=meetings,
        phones=_telephones(values, cells, contact, around, notes),
    )
    return Understood(listing, tuple({venue.id: venue for venue in venues}.values()), notes)


_OFFICE = {
    "contact_person": "代表・担当", "contact_address": "連絡先の住所", "email": "メール", "fax": "FAX",
    "phone_extension": "内線", "office_notes": "覚え",
}  # fmt: skip


class _Texts:
    """The values as texts; None where nobody stated it."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __call__(self, name: str) -> str | None:
        value = self._values.get(name)
        return str(value) if value not in (None, "") else None


def _office(text: _Texts, name: str) -> str | None:
    said = text(name)
    return f"{_OFFICE[name]}: {said}" if said else None


def _id(text: _Texts, around: Surroundings) -> str:
    try:
        return str(UUID(text("id") or ""))
    except ValueError:
        source_id = _source_id(text)
        return stable_id(around.municipality_code, source_id) if source_id else new_id()


def _source_id(text: _Texts) -> str | None:
    """The list's own number; open data number from 1 in each municipality, so theirs begin with its code."""
    number, code = text("source_id"), text("municipality_code")
    return f"{code}-{number}" if number and code and number.isdecimal() else number


def cleaned(text: str | None, column: str, office: list[str], notes: list[Note]) -> str | None:
    """The text without persons, mobile telephones and mail addresses, which go to the office's notes."""
    if text is None:
        return None
    if personal.is_person(text):
        taken, codes = [text], ["personal_name"]
    else:
        mobiles = [number for number in personal.PHONE.findall(wording.fold(text)) if personal.is_mobile(number)]
        found = {
            "personal_name": personal.names(text),
            "personal_phone": mobiles,
            "personal_mail": personal.MAIL.findall(text),
        }  # fmt: skip
        taken, codes = [one for many in found.values() for one in many], [code for code, many in found.items() if many]
    if not taken:
        return text
    notes += [note(code, column) for code in codes]
    office.append(f"{column}: {text}")
    return personal.without(text, taken)


def _venues(values: Values, around: Surroundings, notes: list[Note]) -> list[Venue]:
    """One venue a sitting, in order; none where only the municipality is known."""
    sittings = values.get("sittings")
    places: list[Values] = sittings if isinstance(sittings, list) else [values]
    return [venue for place in places if (venue := _venue(_Texts(place), _Texts(values), around, notes))]


def _venue(place: _Texts, text: _Texts, around: Surroundings, notes: list[Note]) -> Venue | None:
    name, address = place("venue_text"), place("address_text")
    if (not name and not address) or (name and _VIA_COUNCIL in name):
        return None
    identity = f"{wording.key(name or '')}/{wording.key(address or '')}"
    latitude, longitude = _point(text, notes)
    venue = Venue(
        id=stable_id(around.municipality_code, f"place/{identity}"),
        name=name,
        name_text=name,
        reading=in_hiragana(text("venue_reading") or "") or None,
        address_text=address,
        latitude=latitude,
        longitude=longitude,
        point_level=0 if latitude is None else 8,
        point_method=None if latitude is None else "stated",
        transportation=text("transportation"),
        note=text("venue_note"),
    )
    if is_private(venue) or any(_ENDS_TOKEN.search(said) for said in (name, address) if said):
        notes.append(note("private_home", "会場"))
        venue = venue.model_copy(update={"privacy": "private_home"})
    return venue if latitude is not None or around.geocode is None else placed(venue, text, around.geocode)


def placed(venue: Venue, text: Callable[[str], str | None], geocode: Callable[[str], Geocoded]) -> Venue:
    """With what the geocoder is sure of; the point never finer than it says."""
    said = venue.address_text or venue.name or ""
    city = text("municipality") or ""
    found = geocode(said if not city or city in said else f"{city}{said}")
    if found.status != "matched" or found.latitude is None:
        return venue
    return venue.model_copy(
        update={
            "town": found.town, "city_code": found.city_code, "latitude": found.latitude,
            "longitude": found.longitude, "point_level": found.level, "point_method": found.method,
        }
    )  # fmt: skip


def _point(text: _Texts, notes: list[Note]) -> tuple[float | None, float | None]:
    """Latitude and longitude where both are stated and lie in Japan."""
    if not text("latitude") and not text("longitude"):
        return None, None
    try:
        latitude, longitude = float(text("latitude") or ""), float(text("longitude") or "")
    except ValueError:
        latitude, longitude = 0.0, 0.0
    if 20 <= latitude <= 46 and 122 <= longitude <= 154:
        return latitude, longitude
    notes.append(note("point_wrong", "緯度・経度", value=f"{text('latitude')}, {text('longitude')}"))
    return None, None


def _meetings(values: Values, notes: list[Note]) -> tuple[Meeting, ...]:
    code = values.get("frequency_code")
    sittings = values.get("sittings")
    if isinstance(sittings, list):
        said: dict[int | None, object] = {n: s["schedule_text"] for n, s in enumerate(sittings) if s["schedule_text"]}
    else:
        said = {None: values["schedule_text"]} if values.get("schedule_text") else {}
    meetings = []
    for venue, text in said.items():
        meeting = schedules.read(str(text), str(code) if code else None).meeting(venue)
        if meeting.certainty != "parsed":
            why = "schedule_partly_read" if meeting.certainty == "partial" else "schedule_unread"
            notes.append(note(why, value=text))
        meetings.append(meeting)
    return tuple(meetings)


def _telephones(
    values: Values, cells: Mapping[str, str], contact: str | None, around: Surroundings, notes: list[Note]
) -> tuple[Telephone, ...]:
    """Office-only unless the heading says that they are for publication, or the list is open data."""
    found: dict[str, Telephone] = {}
    for number in [one for word in str(values.get("phone") or "").split() for one in personal.apart(word)[0]]:
        told = _told_under(number, cells)
        if told is None:  # the page told it to its readers
            public = True
        else:
            heading, rest = told
            person = personal.names(rest) or personal.is_person(rest)
            theirs = bool(person or (values.get("contact_person") and "代表" in heading))
            public = (around.published or is_for_publication(heading)) and not theirs
        if personal.is_mobile(number):
            public = False
            notes.append(note("personal_phone", told[0] if told else None))
        if values.get("phone_public") is False:
            public = False
        found.setdefault(
            number, Telephone(number=number, contact_text=contact, audience="public" if public else "office")
        )
    return tuple(found.values())


def _told_under(number: str, cells: Mapping[str, str]) -> tuple[str, str] | None:
    """The heading over the cell that holds the number, and what else the cell says; None where no cell does."""
    for heading, cell in cells.items():
        numbers, rest = personal.apart(wording.one_line(cell))
        if number in numbers:
            return heading, rest or ""
    return None


def _whole(text: str | None) -> int | None:
    found = re.search(r"\d+", text.replace(",", "")) if text else None
    return int(found[0]) if found else None
