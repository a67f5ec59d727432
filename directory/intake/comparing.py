"""A row against the catalogue: is it known, and what would change. A blank cell changes nothing: it says nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from rapidfuzz import fuzz

from directory.identifiers import new_id
from directory.intake import form, wording
from directory.intake.problems import note
from directory.intake.reading import Surroundings, Understood, listing_from
from directory.intake.report import Missing, Report, RowReport
from directory.listing import Listing, Venue

_ALIKE = 88.0
_RENAMED = 60.0

# The value of a row → the parts of the listing that it speaks of.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "reading": ("reading",),
    "alternate_names": ("alternate_names",),
    "district": ("district", "district_text"),
    "schedule_text": ("meetings",),
    "venue_text": ("venues",),
    "address_text": ("venues",),
    "fee_text": ("fees_text", "fee_yen_min", "fee_yen_max"),
    "target_text": ("eligibility_text", "minimum_age", "maximum_age"),
    "activity_text": ("description",),
    "organization": ("organization",),
    "contact_org": ("organization",),
    "reservation_text": ("application_text",),
    "phone": ("phones",),
    "capacity": ("capacity",),
    "website": ("website",),
    "notes": ("note_public",),
    "status": ("status", "status_since", "status_reason"),
    "assured_date": ("assured_date",),
    "as_of": ("source_as_of",),
    "may_publish": ("visible", "publication_basis"),
}
_LABELS = {
    "name": "名称", "reading": "よみ", "alternate_names": "別名",  "district": "地区",
    "schedule_text": "開催日時", "venue_text": "会場", "address_text": "住所", "fee_text": "参加費",
    "target_text": "対象",
    "activity_text": "内容", "organization": "主催", "contact_org": "連絡先", "reservation_text": "予約",
    "phone": "電話",
    "capacity": "定員", "website": "URL", "notes": "備考", "status": "状態", "assured_date": "最終確認日",
    "as_of": "時点", "may_publish": "公開",
}  # fmt: skip


@dataclass(slots=True)
class Known:
    """The catalogue, found by id, source_id, name, venue and telephone."""

    listings: dict[str, Listing]
    venues: dict[str, Venue]
    by_source: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_venue: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, listings: Iterable[Listing], venues: Iterable[Venue]) -> "Known":
        known = cls({listing.id: listing for listing in listings}, {venue.id: venue for venue in venues})
        for listing in known.listings.values():
            if listing.source_id:
                known.by_source[listing.source_id] = listing.id
            for name in {listing.name, *listing.alternate_names}:
                known.by_name[wording.key(name)].append(listing.id)
            for venue in known.held_at(listing):
                known.by_venue[wording.key(venue.name or "")].append(listing.id)
            for phone in listing.phones:
                known.by_phone[_digits(phone.number)].append(listing.id)
        return known

    def held_at(self, listing: Listing) -> list[Venue]:
        return [self.venues[use.location_id] for use in listing.venues if use.location_id in self.venues]


@dataclass(frozen=True, slots=True)
class Step:
    """One listing to write, and the venues that the catalogue does not have yet."""

    row: RowReport
    listing: Listing
    venues: tuple[Venue, ...]


def compare(report: Report, known: Known, around: Surroundings, last_import: Sequence[str] = ()) -> list[Step]:
    """Set each record's status and listing, and return what is to be written. `last_import`: ids that the last import
    of this list had: those that this one has not are `missing`."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    steps = []
    for row in report.rows:
        if row.status != "new":
            continue
        twin = seen.setdefault(_fingerprint(row), row.row)
        if twin != row.row:
            row.status = "duplicate"
            row.problems.append(note("same_in_file", row=twin))
            continue
        try:
            read = listing_from(row.values, row.cells, around)
        except ValidationError as error:
            row.status = "error"
            row.problems.append(note("row_broken", value="・".join(str(e["loc"][-1]) for e in error.errors())))
            continue
        row.problems += read.notes
        step = _step(row, read, known, taken, around)
        taken.add(step.listing.id)
        row.listing_id = step.listing.id
        if row.status != "unchanged":
            steps.append(step)
    report.missing = [
        Missing(known.listings[id].id, known.listings[id].source_id, known.listings[id].name)
        for id in last_import
        if id in known.listings and id not in taken
    ]
    return steps


def _step(row: RowReport, read: Understood, known: Known, taken: set[str], around: Surroundings) -> Step:
    match = _match(row, read, known, taken)
    if match is None:
        listing = read.listing
        if listing.id in taken or listing.id in known.listings or listing.source_id in known.by_source:
            row.problems.append(note("code_twice", value=listing.source_id or listing.id))
            listing = _without_code(row, read)
        if listing.source_id:
            known.by_source.setdefault(listing.source_id, listing.id)
        return Step(row, listing, tuple(v for v in read.venues if v.id not in known.venues))
    before = known.listings[match]
    changed = _changed_in_form(row, before, around) if form.ID in row.cells else _changed(row, read, before, known)
    update = {part: getattr(read.listing, part) for parts in changed.values() for part in parts}
    if "name" in update and not update["name"]:
        del update["name"]
    after = before.model_copy(update=update)
    row.status = "update" if after != before else "unchanged"
    if row.status == "update":
        row.problems.append(note("changed", value="・".join(changed)))
    return Step(row, after, tuple(v for v in read.venues if v.id not in known.venues) if "venues" in update else ())


def _changed(row: RowReport, read: Understood, before: Listing, known: Known) -> dict[str, tuple[str, ...]]:
    """What the row says otherwise than the catalogue: label → parts of the listing."""
    printed = _printed(before, known)
    changed = [
        name
        for name, text in row.values.items()
        if name in _PARTS and text not in (None, "") and _differs(name, str(text), printed.get(name))
    ]
    if len(read.venues) > 1 and {"venue_text", "address_text", "schedule_text"} & set(changed):
        changed += ["venue_text", "schedule_text"]
    return {_LABELS[name]: _PARTS[name] for name in dict.fromkeys(changed)}


def _changed_in_form(row: RowReport, before: Listing, around: Surroundings) -> dict[str, tuple[str, ...]]:
    """What the row says otherwise than an export would now. A private place is never changed from what is public."""
    now = around.exported(before.id) if around.exported else None
    if now is None:
        return {}
    changed = {
        heading: form.PARTS[heading]
        for heading, text in row.cells.items()
        if heading in form.PARTS and wording.key(text) != wording.key(now.get(heading, ""))
    }
    if now.get("位置の扱い"):
        changed = {heading: parts for heading, parts in changed.items() if "venues" not in parts}
    return changed


def _without_code(row: RowReport, read: Understood) -> Listing:
    """The listing under an id of its own, where its number is already somebody else's."""
    row.values["source_id"] = None
    return read.listing.model_copy(update={"id": new_id(), "source_id": None})


def _match(row: RowReport, read: Understood, known: Known, taken: set[str]) -> str | None:
    """The listing of the catalogue that the row is, by what is surest first; None where it is new or not certain."""
    listing, values = read.listing, row.values
    if listing.id in known.listings and listing.id not in taken and values.get("id"):
        return listing.id
    by_code = known.by_source.get(listing.source_id or "")
    if (
        by_code
        and by_code not in taken
        and by_code in known.listings
        and _alike(known.listings[by_code].name, listing.name) >= _RENAMED
    ):
        return by_code
    venue = wording.key(str(values.get("venue_text") or ""))
    same_name = [id for id in known.by_name.get(wording.key(listing.name), ()) if id not in taken]
    here = [id for id in same_name if venue and id in known.by_venue.get(venue, ())]
    if here:
        return here[0]
    if len(same_name) == 1 and not _elsewhere(known, same_name[0], read):
        return same_name[0]
    for phone in listing.phones:
        for id in known.by_phone.get(_digits(phone.number), ()):
            if id not in taken and _alike(known.listings[id].name, listing.name) >= _ALIKE:
                return id
    for id in known.by_venue.get(venue, ()) if venue else ():
        score = _alike(known.listings[id].name, listing.name)
        if id not in taken and score >= _ALIKE:
            return id
        if id not in taken and score >= _RENAMED + 15:
            row.problems.append(note("perhaps_same", value=known.listings[id].name))
    return None


def _elsewhere(known: Known, listing_id: str, read: Understood) -> bool:
    """Whether a listing of the same name is held in another municipality: 「みんなでごはん」 is in many."""
    old = {venue.city_code for venue in known.held_at(known.listings[listing_id]) if venue.city_code}
    new = {venue.city_code for venue in read.venues if venue.city_code}
    return bool(old and new and not old & new)


def _printed(listing: Listing, known: Known) -> dict[str, str]:
    """What a list would say of the listing, by the names of a row's values."""
    venues = known.held_at(listing)
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
    }
    return {name: text for name, text in said.items() if text}


def _differs(name: str, new: str, old: str | None) -> bool:
    if name == "phone":
        return not old or _digits(new) not in _digits(old)
    if name == "capacity":
        return _digits(new) != (old or "")
    return wording.key(new) != wording.key(old or "")


def _alike(one: str, other: str) -> float:
    return fuzz.ratio(wording.key(one), wording.key(other))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", wording.fold(text))


def _fingerprint(row: RowReport) -> str:
    said = (row.values.get(name) for name in ("name", "venue_text", "address_text", "schedule_text", "municipality"))
    return "|".join(wording.key(str(text or "")) for text in said)
