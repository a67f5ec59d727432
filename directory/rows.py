"""Between a `Listing` or `Venue` and the rows of its tables: two pure directions, nothing lost in either."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping

from directory.identifiers import part_id
from directory.listing import Listing, Venue, Word

Row = dict[str, Any]
PART_TABLES = ("service_at_location", "schedule", "phone", "service_area", "service_status")
_PARTS = {"organization", "words", "venues", "meetings", "phones", "extents", "coming_statuses"}
SERVICE_FIELDS = tuple(name for name in Listing.model_fields if name not in _PARTS)
VENUE_FIELDS = tuple(name for name in Venue.model_fields if name != "words")


@dataclass(slots=True)
class Rows:
    """Rows by table name, ready for executemany."""

    of: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self.of.setdefault(table, []).extend(rows)


def service_row(listing: Listing, organization_id: str | None) -> Row:
    row: Row = {name: getattr(listing, name) for name in SERVICE_FIELDS}
    row["alternate_names"] = list(listing.alternate_names)
    row["first_days"] = [said.model_dump() for said in listing.first_days]
    row["reach"] = listing.reach.model_dump(exclude_none=True)
    row["organization_id"] = organization_id
    return row


def location_row(venue: Venue) -> Row:
    row: Row = {name: getattr(venue, name) for name in VENUE_FIELDS}
    row["alternate_names"] = list(venue.alternate_names)
    return row


def add_parts(rows: Rows, listing: Listing) -> None:
    """The rows of everything that hangs on the service."""
    of = listing.id
    uses = [part_id(of, "location", position) for position in range(len(listing.venues))]
    rows.add(
        "service_at_location",
        (
            {"id": uses[n], "service_id": of, "location_id": use.location_id, "label": use.label, "position": n}
            for n, use in enumerate(listing.venues)
        ),
    )
    rows.add(
        "schedule",
        (
            {
                "id": part_id(of, "schedule", n),
                "service_id": of,
                "service_at_location_id": None if meeting.venue is None else uses[meeting.venue],
                "description": meeting.text,
                "frequency_code": meeting.frequency_code,
                "certainty": meeting.certainty,
                "series": [series.model_dump() for series in meeting.series],
                "dates": list(meeting.dates),
                "exceptions": list(meeting.exceptions),
                "on_holiday": meeting.on_holiday,
                "position": n,
            }
            for n, meeting in enumerate(listing.meetings)
        ),
    )
    rows.add(
        "phone",
        (
            {"id": part_id(of, "phone", n), "service_id": of, "position": n, **phone.model_dump()}
            for n, phone in enumerate(listing.phones)
        ),
    )
    rows.add(
        "service_area",
        (
            {"id": part_id(of, "area", n), "service_id": of, "position": n, **extent.model_dump()}
            for n, extent in enumerate(listing.extents)
        ),
    )
    rows.add(
        "service_status",
        (
            {"id": part_id(of, "status", n), "service_id": of, "position": n, **coming.model_dump()}
            for n, coming in enumerate(listing.coming_statuses)
        ),
    )
    add_words(rows, "service", of, listing.words)


def add_words(rows: Rows, entity: str, link_id: str, words: Iterable[Word]) -> None:
    rows.add(
        "attribute",
        (
            {
                "id": part_id(link_id, "word", n),
                "link_entity": entity,
                "link_id": link_id,
                "position": n,
                **word.model_dump(),
            }
            for n, word in enumerate(words)
        ),
    )


def words_from(rows: Iterable[RowMapping]) -> list[Row]:
    return [{name: row[name] for name in Word.model_fields} for row in rows]


def listing_from(service: RowMapping, organization: str | None, parts: Mapping[str, list[RowMapping]]) -> Listing:
    """`parts`: the rows of each table that belong to the service, in order of position."""
    values: Row = {name: service[name] for name in SERVICE_FIELDS if service[name] is not None}
    uses = parts.get("service_at_location", [])
    index = {use["id"]: n for n, use in enumerate(uses)}
    values["organization"] = organization
    values["venues"] = [{"location_id": use["location_id"], "label": use["label"]} for use in uses]
    values["meetings"] = [
        {
            "text": row["description"],
            "frequency_code": row["frequency_code"],
            "certainty": row["certainty"],
            "series": row["series"],
            "dates": row["dates"],
            "exceptions": row["exceptions"],
            "on_holiday": row["on_holiday"],
            "venue": index.get(row["service_at_location_id"]),
        }
        for row in parts.get("schedule", [])
    ]
    values["phones"] = [
        {"number": row["number"], "contact_text": row["contact_text"], "audience": row["audience"]}
        for row in parts.get("phone", [])
    ]
    values["extents"] = [
        {"extent": row["extent"], "residents_only": row["residents_only"]} for row in parts.get("service_area", [])
    ]
    values["coming_statuses"] = [
        {"status": row["status"], "since": row["since"], "reason": row["reason"]}
        for row in parts.get("service_status", [])
    ]
    values["words"] = words_from(parts.get("attribute", []))
    return Listing.model_validate(values)


def venue_from(location: RowMapping, words: Iterable[RowMapping]) -> Venue:
    return Venue.model_validate({**{name: location[name] for name in VENUE_FIELDS}, "words": words_from(words)})
