"""What staff changed in the list's own form: each cell against what an export says now.

A cleared cell takes away what it said; a column that the file does not have says nothing. What the form does not show
(telephones and words for the office, the venues that stayed) is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.intake import cp932_letters, form, personal
from directory.intake.contacts import Discretion
from directory.intake.fees import fee_range
from directory.intake.form_reading import listing_from_cells, read_words, settled, split
from directory.intake.problems import Note, note
from directory.intake.reading import Surroundings, placed
from directory.intake.said_words import ages_of
from directory.listing import Listing, Telephone, Venue, VenueUse, Word

_DEPENDENT: Mapping[str, tuple[str, ...]] = {
    "参加費": ("参加費の最低額(円)", "参加費の最高額(円)"),
    "対象": ("対象年齢(下限)", "対象年齢(上限)"),
    "状態": ("状態の日", "状態の理由"),
}
"""Columns that say the same more exactly: what they said before is not true of a retyped cell."""

_POINT = ("町丁目", "緯度", "経度", "位置の細かさ")
_FREE = {"内容": "description", "主催": "organization", "予約": "application_text", "備考": "note_public"}


@dataclass(frozen=True, slots=True)
class Edited:
    """The columns that were retyped, what becomes of the listing, the venues that are new, and what to tell."""

    headings: tuple[str, ...]
    update: Mapping[str, object]
    venues: tuple[Venue, ...]
    notes: Sequence[Note]


def edited(
    cells: Mapping[str, str], before: Listing, held: Sequence[Venue], now: Mapping[str, str], around: Surroundings
) -> Edited:
    """`now`: what an export says of the listing `before`; `held`: its venues, in order."""
    said, notes = settled(cells, around.types)
    said = {
        heading: text
        for heading, text in said.items()
        if heading in form.PARTS and not says_the_same(heading, text, now.get(heading, ""))
    }
    if said.get("名称") == "":
        del said["名称"]
        notes.append(note("name_cleared"))
    if now.get("位置の扱い", "").strip() and (places := [heading for heading in said if heading in form.VENUE]):
        said = {heading: text for heading, text in said.items() if heading not in places}
        notes.append(note("private_kept", places[0]))
    notes += [note("cleared", heading, value=now[heading]) for heading, text in said.items() if not text]
    whole = {**now, **said, **_dependent(said), form.ID: before.id}
    read, venues = listing_from_cells(_moved(whole, said, now), around.municipality_code, around.types)
    update: dict[str, object] = {part: getattr(read, part) for heading in said for part in form.PARTS[heading]}
    if "phones" in update:
        update["phones"] = _phones(read.phones, before, now, notes)
    if "words" in update:
        update["words"] = _words(read.words, before, now)
    if "venues" in update:
        update["venues"], venues = _venues(read, venues, before, held, whole, now, around)
    update |= _without_persons(read, said, before, held, notes)
    for heading in said.keys() & _DEPENDENT.keys():
        update |= {part: getattr(read, part) for other in _DEPENDENT[heading] for part in form.PARTS[other]}
    return Edited(tuple(said), update, venues if "venues" in update else (), notes)


def says_the_same(heading: str, text: str, now: str) -> bool:
    """Whether a settled cell says what an export says, as far as a spreadsheet leaves it whole: leading zeros go."""
    if heading in ("資源番号", "電話番号") and text.isdecimal():
        return text.lstrip("0") == "".join(now.split("-")).lstrip("0")
    return cp932_letters.could_be(text.rstrip("\n"), now.rstrip("\n"))


def _dependent(said: Mapping[str, str]) -> dict[str, str]:
    """What the more exact columns say of the retyped cells, where they were not retyped themselves."""
    found = {other: "" for heading, others in _DEPENDENT.items() if heading in said for other in others}
    for heading, read in (("参加費", fee_range), ("対象", ages_of)):
        if heading in said:
            numbers = read(said[heading])
            found |= {
                other: "" if number is None else str(number)
                for other, number in zip(_DEPENDENT[heading], numbers, strict=True)
            }
    return {heading: text for heading, text in found.items() if heading not in said}


def _moved(whole: dict[str, str], said: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Without the point and town of an address that was retyped, unless they were retyped too."""
    if "住所" not in said or not said.keys().isdisjoint(_POINT):
        return whole
    old, new = split(now.get("住所")), split(whole["住所"])
    kept = [n < len(old) and old[n] == line for n, line in enumerate(new)]
    columns = {heading: split(whole.get(heading)) for heading in _POINT}
    return whole | {
        heading: "\n".join(line if n < len(kept) and kept[n] else "" for n, line in enumerate(lines))
        for heading, lines in columns.items()
    }


def _phones(
    new: Sequence[Telephone], before: Listing, now: Mapping[str, str], notes: list[Note]
) -> tuple[Telephone, ...]:
    """The number that the form shows instead of what it showed; the others stay. A mobile is for the office."""
    shown = next((one for one in before.phones if one.number == now.get("電話番号")), None)
    found = []
    for one in new:
        mobile = personal.is_mobile(one.number) and (shown is None or shown.number != one.number)
        notes += [note("personal_phone", "電話番号")] if mobile else []
        found.append(one.model_copy(update={"audience": "office"}) if mobile else one)
    return (*found, *(one for one in before.phones if one is not shown))


def _words(new: Sequence[Word], before: Listing, now: Mapping[str, str]) -> tuple[Word, ...]:
    shown = {(word.scheme, word.term) for word in read_words(now.get("ことば"))}
    return (*new, *(word for word in before.words if (word.scheme, word.term) not in shown))


def _venues(
    read: Listing, venues: Sequence[Venue], before: Listing, held: Sequence[Venue], whole: Mapping[str, str],
    now: Mapping[str, str], around: Surroundings,
) -> tuple[tuple[VenueUse, ...], tuple[Venue, ...]]:  # fmt: skip
    """The venues that say what they said stay the same; the others are new, and looked up where their point is not."""
    was, by_id = _lines(now), {venue.id: venue for venue in venues}
    uses, made = [], []
    for n, (line, use) in enumerate(zip(_lines(whole), read.venues, strict=True)):
        if line in was and was.index(line) < len(before.venues):
            uses.append(before.venues[was.index(line)])
            continue
        venue = by_id[use.location_id]
        if venue.latitude is None and around.geocode:
            venue = placed(venue, lambda _: None, around.geocode)
        if len(held) == len(read.venues):
            venue = venue.model_copy(update={"note": held[n].note})
        uses.append(use)
        made.append(venue)
    return tuple(uses), tuple(made)


def _lines(cells: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What is said of each venue, in the order of the columns."""
    columns = [split(cells.get(heading)) for heading in form.VENUE]
    return [tuple(lines[n] if n < len(lines) else "" for lines in columns) for n in range(len(columns[0]))]


def _without_persons(
    read: Listing, said: Mapping[str, str], before: Listing, held: Sequence[Venue], notes: list[Note]
) -> dict[str, object]:
    """Retyped free texts without persons, mobiles and mail addresses, which go to the office's notes."""
    office: list[str] = []
    where = " ".join(text for venue in held for text in (venue.name, venue.address_text) if text)
    sorted_out = Discretion({"district": read.district, "venue_text": where}, office, notes)
    found: dict[str, object] = {
        field: sorted_out.public(getattr(read, field), heading, contact=heading == "主催")
        for heading, field in _FREE.items()
        if heading in said
    }
    if office:
        found["note_office"] = "\n".join(dict.fromkeys((*(before.note_office or "").splitlines(), *office)))
    return found
