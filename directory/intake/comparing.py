"""A row against the catalogue: is it known, and what would change. A blank cell changes nothing: it says nothing."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from directory.identifiers import new_id
from directory.intake import form, wording
from directory.intake.first_days import FACTS
from directory.intake.form_changes import edited
from directory.intake.printed import printed_of
from directory.intake.private_places import with_own_venues
from directory.intake.problems import note
from directory.intake.reading import Echo, Surroundings, Understood, listing_from
from directory.intake.recognising import Recognised, Recogniser
from directory.intake.report import Missing, Report, RowReport
from directory.intake.understanding import tell_of
from directory.listing import Listing, Venue
from directory.sameness.facts import described
from directory.sameness.names import without_status

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
    "access_text": ("note_public",),
    "status": ("status", "status_since", "status_reason"),
    "assured_date": ("assured_date", "assured_how", "assurer"),
    "as_of": ("source_as_of",),
    "may_publish": ("visible", "publication_basis"),
    **dict.fromkeys(("fax", "email", "contact_address", "contact_by", "contact_hours"), ("reach",)),
    **dict.fromkeys(FACTS, ("words", "first_days")),
}
_TELLING = {"name", "notes", "schedule_text"}
"""Values that may say in passing that a listing has ended or pauses."""
_LABELS = {
    "name": "名称", "reading": "よみ", "alternate_names": "別名",  "district": "地区",
    "schedule_text": "開催日時", "venue_text": "会場", "address_text": "住所", "fee_text": "参加費",
    "target_text": "対象",
    "activity_text": "内容", "organization": "主催", "contact_org": "連絡先", "reservation_text": "予約",
    "phone": "電話",
    "capacity": "定員", "website": "URL", "notes": "備考", "access_text": "備考",
    "status": "状態", "assured_date": "最終確認日",
    "as_of": "時点", "may_publish": "公開",
    **dict.fromkeys(("fax", "email", "contact_address", "contact_by", "contact_hours"), "連絡のしかた"),
    **dict.fromkeys(FACTS, "はじめての日"),
}  # fmt: skip


@dataclass(slots=True)
class Known:
    """The catalogue. `merged`: ids and numbers of listings that were merged → the one that was kept; `deleted`: those
    of listings that staff took out.
    """

    listings: dict[str, Listing]
    venues: dict[str, Venue]
    merged: Mapping[str, str] = field(default_factory=dict)
    deleted: Collection[str] = ()
    by_source: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        listings: Iterable[Listing],
        venues: Iterable[Venue],
        merged: Mapping[str, str] | None = None,
        deleted: Collection[str] = (),
    ) -> "Known":
        known = cls(
            {listing.id: listing for listing in listings}, {venue.id: venue for venue in venues}, merged or {}, deleted
        )
        known.by_source |= {one.source_id: one.id for one in known.listings.values() if one.source_id}
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
    read = _read(report, around)
    for position in [n for n in read if n in around.echoes and around.echoes[n].further]:
        _further_venue(read.pop(position)[0], around.echoes[position])
    recognised = _recognised(read, known, last_import, around)
    taken = {found.listing_id for found in recognised.values() if found.listing_id}
    steps = []
    for position, (row, understood) in read.items():
        step = _step(row, understood, recognised[position], known, taken, around, around.echoes.get(position))
        if step is None:
            continue
        taken.add(step.listing.id)
        row.listing_id = step.listing.id
        if row.status != "unchanged":
            steps.append(step)
    report.missing = [
        Missing(known.listings[id].id, known.listings[id].source_id, known.listings[id].name)
        for id in last_import or _exported(read.values(), taken, known, around)
        if id in known.listings and id not in taken
    ]
    return steps


def _exported(
    read: Iterable[tuple[RowReport, Understood]], taken: Collection[str], known: Known, around: Surroundings
) -> list[str]:
    """Where the file is an export of ours that holds most of the catalogue: all that an export writes now."""
    if around.exported is None or not any(form.ID in row.cells for row, _ in read):
        return []
    given_out = [id for id in known.listings if around.exported(id) is not None]
    return given_out if 2 * len(set(given_out).intersection(taken)) >= len(given_out) else []


def _read(report: Report, around: Surroundings) -> dict[int, tuple[RowReport, Understood]]:
    """The records that can be taken over, by their place in the report."""
    seen: dict[str, int] = {}
    read = {}
    for position, row in enumerate(report.rows):
        if row.status != "new":
            continue
        twin = seen.setdefault(_fingerprint(row), row.row)
        if twin != row.row:
            row.status = "duplicate"
            row.problems.append(note("same_in_file", row=twin))
            continue
        try:
            read[position] = row, listing_from(row.values, row.cells, around)
        except ValidationError as error:
            row.status = "error"
            row.problems.append(note("row_broken", value="・".join(str(e["loc"][-1]) for e in error.errors())))
            continue
        except Exception as error:
            tell_of("row", error)
            row.status = "error"
            row.problems.append(note("row_unreadable"))
            continue
        row.problems += read[position][1].notes
    return read


def _recognised(
    read: Mapping[int, tuple[RowReport, Understood]], known: Known, last_import: Sequence[str], around: Surroundings
) -> dict[int, Recognised]:
    """Which listing each record is: by its id where it says one, the rest by what they say."""
    found: dict[int, Recognised] = {}
    taken: set[str] = set()
    for position, (row, understood) in read.items():
        echo = around.echoes.get(position)
        listing_id = echo.listing_id if echo else understood.listing.id
        if (echo or row.values.get("id")) and listing_id in known.listings and listing_id not in taken:
            found[position] = Recognised(listing_id)
            taken.add(listing_id)
    rest = {position: one for position, one in read.items() if position not in found}
    if known.listings and rest:
        recogniser = Recogniser((described(one, known.venues) for one in known.listings.values()), last_import)
        rows = {
            position: described(one.listing, {venue.id: venue for venue in one.venues})
            for position, (_, one) in rest.items()
        }
        found |= recogniser.recognise(rows, taken)
    return {position: found.get(position, Recognised()) for position in read}


def _step(
    row: RowReport,
    read: Understood,
    found: Recognised,
    known: Known,
    taken: Collection[str],
    around: Surroundings,
    echo: Echo | None,
) -> Step | None:
    kept = known.merged.get(read.listing.id) or known.merged.get(read.listing.source_id or "")
    if kept in known.listings and (found.listing_id is None or form.ID in row.cells) and found.listing_id != kept:
        # What it says is of a listing that staff made part of another: it must neither come back nor overwrite that.
        row.status = "duplicate"
        row.problems.append(note("merged_into", value=known.listings[str(kept)].name))
        return None
    if found.listing_id is None:
        return _new(row, read, found, known, taken)
    before = known.listings[found.listing_id]
    if form.ID in row.cells:
        return _step_of_form(row, before, known, around)
    changed = _retyped(row, echo) if echo else _changed(row, read, before, known)
    update = {part: getattr(read.listing, part) for parts in changed.values() for part in parts}
    if "name" in update and not update["name"]:
        del update["name"]
    update |= _beside(read.listing, before, update)
    venues = read.venues
    if "venues" in update:
        update, venues = with_own_venues(row, read, update, known.held_at(before))
    after = before.model_copy(update=update)
    row.status = "update" if after != before else "unchanged"
    if row.status == "update":
        if found.renamed:
            row.problems.append(note("renamed", value=before.name))
        row.problems.append(note("changed", value="・".join(changed)))
    elif echo:
        row.problems = []
    return Step(row, after, tuple(v for v in venues if v.id not in known.venues) if "venues" in update else ())


def _beside(read: Listing, before: Listing, update: Mapping[str, object]) -> dict[str, object]:
    """Parts that hold several things at once: what the row says, and what it is silent about as it was."""
    beside: dict[str, object] = {}
    if "alternate_names" in update:
        beside["alternate_names"] = tuple(dict.fromkeys((*before.alternate_names, *read.alternate_names)))
    if "reach" in update:
        beside["reach"] = before.reach.model_copy(update=read.reach.model_dump(exclude_none=True))
    if "first_days" in update:
        said = [word for word in read.words if word.scheme == "first_visit"]
        new = {(word.scheme, word.term) for word in said}
        beside["words"] = (*(word for word in before.words if (word.scheme, word.term) not in new), *said)
        terms = {one.term for one in read.first_days} | {word.term for word in said}
        beside["first_days"] = (*(one for one in before.first_days if one.term not in terms), *read.first_days)
    return beside


def _further_venue(row: RowReport, echo: Echo) -> None:
    """A row of an export of ours for a listing's second venue: the first row is the one that is taken over."""
    row.status, row.listing_id, row.problems = "unchanged", echo.listing_id, []
    if _retyped(row, echo):
        row.problems.append(note("second_place"))


def _retyped(row: RowReport, echo: Echo) -> dict[str, tuple[str, ...]]:
    """What the row says otherwise than the export that it comes from would now: label → parts of the listing."""
    changed = [
        name
        for name, said in row.values.items()
        if name in _PARTS and said not in (None, "") and said != echo.values.get(name)
    ]
    return {_LABELS[name]: _PARTS[name] for name in changed}


def _step_of_form(row: RowReport, before: Listing, known: Known, around: Surroundings) -> Step:
    """Of a row of our own form, what was retyped since the export."""
    now = around.exported(before.id) if around.exported else None
    row.problems = [one for one in row.problems if one.code not in ("form_unread", "kind_unknown", "name_missing")]
    if now is None:
        row.status = "unchanged"
        return Step(row, before, ())
    edit = edited(row.cells, before, known.held_at(before), now, around)
    after = before.model_copy(update=dict(edit.update))
    row.status = "update" if after != before else "unchanged"
    row.problems += edit.notes
    if row.status == "update":
        row.problems.append(note("changed", value="・".join(edit.headings)))
    return Step(row, after, tuple(venue for venue in edit.venues if venue.id not in known.venues))


def _new(row: RowReport, read: Understood, found: Recognised, known: Known, taken: Collection[str]) -> Step:
    listing = read.listing
    for listing_id in found.perhaps:
        row.problems.append(note("perhaps_same", value=known.listings[listing_id].name))
    if listing.id in known.deleted or (listing.source_id or "") in known.deleted:
        row.problems.append(note("deleted_before", value=listing.name))
    if listing.id in taken or listing.id in known.listings or listing.source_id in known.by_source:
        row.problems.append(note("code_twice", value=listing.source_id or listing.id))
        listing = _without_code(row, read)
    if listing.source_id:
        known.by_source.setdefault(listing.source_id, listing.id)
    return Step(row, listing, tuple(v for v in read.venues if v.id not in known.venues))


def _changed(row: RowReport, read: Understood, before: Listing, known: Known) -> dict[str, tuple[str, ...]]:
    """What the row says otherwise than the catalogue: label → parts of the listing."""
    printed = printed_of(before, known.held_at(before))
    changed = [
        name
        for name, text in row.values.items()
        if name in _PARTS and text not in (None, "") and _differs(name, str(text), printed.get(name))
    ]
    if _TELLING & set(changed) and read.listing.status not in ("unknown", before.status):
        changed.append("status")
    # What somebody confirmed later than the list says stands.
    if (day := read.listing.assured_date) and (before.assured_date is None or day > before.assured_date):
        changed.append("assured_date")
    elif "assured_date" in changed:
        changed.remove("assured_date")
    if "name" in changed and _is_same_name(before.name, read.listing.name):
        changed.remove("name")
    if len(read.venues) > 1 and {"venue_text", "address_text", "schedule_text"} & set(changed):
        changed += ["venue_text", "schedule_text"]
    parts = {_LABELS[name]: _PARTS[name] for name in dict.fromkeys(changed)}
    if read.listing.coming_statuses and read.listing.coming_statuses != before.coming_statuses:
        parts["これからの状態"] = ("coming_statuses",)
    return parts


def _without_code(row: RowReport, read: Understood) -> Listing:
    """The listing under an id of its own, where its number is already somebody else's."""
    row.values["source_id"] = None
    return read.listing.model_copy(update={"id": new_id(), "source_id": None})


def _is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in width, spaces, or what is said beside them of how things stand: （休止中）."""
    return wording.key(without_status(one)) == wording.key(without_status(other))


def _differs(name: str, new: str, old: str | None) -> bool:
    if name == "phone":
        return not old or _digits(new) not in _digits(old)
    if name == "capacity":
        return _digits(new) != (old or "")
    return wording.key(new) != wording.key(old or "")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", wording.fold(text))


def _fingerprint(row: RowReport) -> str:
    said = (
        row.values.get(name) for name in ("id", "name", "venue_text", "address_text", "schedule_text", "municipality")
    )
    return "|".join(wording.key(str(text or "")) for text in said)
