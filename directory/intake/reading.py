"""From the values of a row to a `Listing` and its venues. What is not certain stays text; what is private, private."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from directory import schedules
from directory.clock import today
from directory.freshness import MEANS
from directory.identifiers import new_id, stable_id
from directory.intake import form, persons, wording
from directory.intake.contacts import Discretion
from directory.intake.fees import fee_range
from directory.intake.first_days import first_days_of, reach_of
from directory.intake.form_reading import listing_from_cells, settled
from directory.intake.problems import Note, note
from directory.intake.said_words import ages_of, words_of
from directory.intake.schedule_cells import in_fiscal_year
from directory.intake.statuses import Told, status_of
from directory.intake.values import Values
from directory.listing import Listing, Meeting, Venue, VenueUse
from directory.publishing.privacy import is_private
from directory.readings import in_hiragana
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded

_VIA_COUNCIL = "社協に連絡"


@dataclass(frozen=True, slots=True)
class Echo:
    """What an export says now of a row's listing. `further`: the row is of a listing's second venue, or a later one."""

    listing_id: str
    values: Values
    further: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading a row needs to know. `geocode`: text → place, None where no town table has been built.

    `published`: the list is open data, so its telephones are public. `source`: what the list is called.
    `today` decides which dated statuses hold already. `exported`: what an export writes of a listing now, by id; None
    where nothing has been published. `echoes`: where the file is an export of ours in a form that is read like any
    list, what each of its rows says now, by place in the report.
    """

    vocabulary: Vocabulary
    municipality_code: str
    source: str
    geocode: Callable[[str], Geocoded] | None = None
    published: bool = False
    exported: Callable[[str], Mapping[str, str] | None] | None = None
    today: date = field(default_factory=today)
    echoes: Mapping[int, Echo] = field(default_factory=dict)

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
    sorted_out = Discretion(values, office, notes)
    said = [sorted_out.public(text(field), heading) for field, heading in (("notes", "備考"), ("access_text", "設備"))]
    public_note = " ".join(filter(None, said)) or None
    venues = _venues(values, around, notes)
    least, most = fee_range(text("fee_text"))
    if text("fee_text") and least is None:
        notes.append(note("fee_unread", value=text("fee_text")))
    youngest, oldest = ages_of(text("target_text") or "")
    contact = sorted_out.public(text("contact_org"), "連絡先", contact=True)
    runs = sorted_out.public(text("organization"), "主催", contact=True)
    told = _status(text, around.today, notes)
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
        description=sorted_out.public(text("activity_text"), "内容"),
        organization=runs or contact,
        status=told.status if told.since is None else "unknown",
        visible=values.get("may_publish") is not False,
        status_reason=told.reason if told.since is None else None,
        coming_statuses=told.coming(),
        municipality=text("municipality"),
        district=text("district"),
        district_text=text("district"),
        minimum_age=_whole(text("minimum_age")) if text("minimum_age") else youngest,
        maximum_age=_whole(text("maximum_age")) if text("maximum_age") else oldest,
        eligibility_text=text("target_text"),
        fees_text=text("fee_text"),
        fee_yen_min=least,
        fee_yen_max=most,
        application_text=sorted_out.public(text("reservation_text"), "予約"),
        capacity=_whole(text("capacity")) or None,
        website=text("website"),
        **_assured(text, around),
        source_text=around.source,
        source_as_of=text("as_of"),
        publication_basis="表の掲載欄で同意" if values.get("may_publish") else None,
        note_public=public_note,
        note_office="\n".join(dict.fromkeys(office)) or None,
        words=words_of(values, around.vocabulary, notes),
        venues=tuple(VenueUse(location_id=venue.id) for venue in venues),
        meetings=meetings,
        first_days=first_days_of(values, sorted_out.public),
        reach=reach_of(values),
        phones=sorted_out.telephones(values, cells, contact, published=around.published),
    ).on(around.today)
    return Understood(listing, tuple({venue.id: venue for venue in venues}.values()), notes)


_OFFICE = {
    "contact_person": "代表・担当", "phone_extension": "内線", "office_notes": "覚え",
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


def _assured(text: _Texts, around: Surroundings) -> dict[str, Any]:
    """A list of this year's applications (補助金申請) confirms what stands in it: its groups filed it themselves."""
    how = next((means for means, word in MEANS.items() if word == text("assured_how")), None)
    day = wording.day(text("assured_date") or "")
    if how == "subsidy":
        return {"assured_date": day or around.today, "assured_how": how, "assurer": f"届け出（{around.source}）"}
    return {"assured_date": day, "assured_how": how if day else None}


def _venues(values: Values, around: Surroundings, notes: list[Note]) -> list[Venue]:
    """One venue a sitting, in order; none where only the municipality is known."""
    sittings = values.get("sittings")
    places: list[Values] = sittings if isinstance(sittings, list) else [values]
    return [venue for place in places if (venue := _venue(_Texts(place), _Texts(values), around, notes))]


def _venue(place: _Texts, text: _Texts, around: Surroundings, notes: list[Note]) -> Venue | None:
    name, address = place("venue_text"), place("address_text")
    if (not name and not address) or (name and _VIA_COUNCIL in name):
        return None
    if not name and wording.key(address or "") in _municipality(text):
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
    if is_private(venue) or any(persons.lives_there(said) for said in (name, address) if said):
        notes.append(note("private_home", "会場"))
        venue = venue.model_copy(update={"privacy": "private_home"})
    return venue if latitude is not None or around.geocode is None else placed(venue, text, around.geocode)


def _municipality(text: _Texts) -> tuple[str, str]:
    """How a list writes just its municipality where an address is asked for."""
    city = wording.key(text("municipality") or "")
    return city, wording.key(text("prefecture") or "") + city


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
        meeting = _dated(schedules.read(str(text), str(code) if code else None), values).meeting(venue)
        if meeting.certainty != "parsed":
            why = "schedule_partly_read" if meeting.certainty == "partial" else "schedule_unread"
            notes.append(note(why, value=text))
        meetings.append(meeting)
    return tuple(meetings)


def _dated(read: schedules.Reading, values: Values) -> schedules.Reading:
    """Dates that lack only their year, in the plan of a fiscal year, as that year's."""
    year = values.get("fiscal_year")
    lacking = bool(read.dates) and all(day.startswith("--") for day in read.dates)
    if not lacking or not isinstance(year, int) or any(series.rrule for series in read.series):
        return read
    return schedules.read(in_fiscal_year(read.text, year), read.code)


def _status(text: _Texts, day: date, notes: list[Note]) -> Told:
    passing = (text("notes"), text("schedule_text"), text("name"))
    year = text("fiscal_year")
    told = status_of(text("status"), passing, day, int(year) if year else None)
    if told.unread:
        notes.append(note("status_unread", "状態" if text("status") else "備考", value=told.unread))
    reason = text("status_reason")
    return replace(told, reason=reason) if reason else told


def _whole(text: str | None) -> int | None:
    found = re.search(r"\d+", text.replace(",", "")) if text else None
    return int(found[0]) if found else None
