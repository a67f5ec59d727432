"""From a record's cells to the values of the report: joined, split, evened out; nothing guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from directory.intake import former_names, personal, wording
from directory.intake.columns import Column
from directory.intake.legends import blank_means_no, meant
from directory.intake.notices import Page
from directory.intake.problems import Note, note
from directory.intake.records import Record
from directory.intake.rows import topic_or_place
from directory.intake.schedule_cells import WEEKS_UNKNOWN, frequency_code, joined_schedule, sitting_text
from directory.intake.venue_cells import Place, place_of

Values = dict[str, object]
Cells = Sequence[tuple[Column, str]]
REPORTED = (
    "id", "source_id", "name", "reading", "kind", "prefecture", "municipality", "district", "schedule_text",
    "fee_text", "venue_text", "address_text", "target_text", "activity_text", "organization", "contact_org",
    "reservation_text",
)  # fmt: skip
"""Always present in the report's `values`, null where nobody stated it."""

_AS_PRINTED = (
    "id", "source_id", "municipality_code", "prefecture", "municipality", "kind", "status", "status_reason",
    "organization", "contact_org", "contact_person", "contact_address", "phone_extension", "fax", "email", "website",
    "start_date", "end_date", "venue_reading", "venue_note", "postal", "latitude", "longitude", "transportation",
    "minimum_age",
    "maximum_age", "capacity", "access_text", "greeter", "visit_ok", "leave_early_ok", "men_share", "bring", "chairs",
    "hearing", "contact_by", "contact_hours", "notes", "office_notes", "as_of", "assured_date", "assured_how", "words",
)  # fmt: skip
_NAMED = ("name", "reading", "alternate_names", "organization", "contact_org", "venue_text")
_WHERE = ("venue_text", "address_text", "town", "address_rest", "building")
DAYS_SAID = frozenset({"schedule_text", "days_text", "weekdays", "months", "start_date"})
ACCESS = ("wheelchair", "accessible_toilet", "parking", "pickup", "stairs", "stroller")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.0)?")
_READING_BELOW = re.compile(r"[(（]?([ぁ-ゖァ-ヺー・\s]{2,})[)）]?")
_MUNICIPALITY = re.compile(r"\S{1,8}(?:[市町村]|(?<![地校学])区)")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})日?(?:\s*[(（][月火水木金土日][)）])?")
_NO_FAX = re.compile(r"なし|無し?|ありません|持っていない")
_SAME_FAX = re.compile(
    r"(?:電話(?:番号)?|TEL|上記?|左記?)?(?:と|に)?(?:同じ|同一|同番)(?:番号)?|同左|同上|兼用|電話兼用|共用",
    re.IGNORECASE,
)
_DISTRICT_SUFFIX = re.compile(r"(?<=\S)\s*地\s*区$")


def values_of(record: Record, is_kind: Callable[[str], bool], page: Page) -> tuple[Values, list[Note]]:
    """The values of a record by field, and what there is to say of them. `page`: what its sheet says for all."""
    notes = list(record.notes)
    record = _as_meant(record, page)
    cells = _by_field(record)
    values: Values = dict.fromkeys(REPORTED)
    for field in _AS_PRINTED:
        _put(values, field, _plain(cells.get(field, ())))
    _name(values, cells)
    _put(values, "district", _district(_plain(cells.get("district", ()))))
    if values["district"] and not values["municipality"] and _MUNICIPALITY.fullmatch(str(values["district"])):
        values["municipality"] = values["district"]
    _sections(values, record, is_kind)
    values["schedule_text"] = joined_schedule(_rows_with_days(record, page), notes, page.fiscal_year)
    _put(values, "frequency_code", frequency_code(record.rows[0]))
    if record.weeks_unknown and cells.get("weekdays"):
        values["frequency_code"] = WEEKS_UNKNOWN
        notes.append(note("weeks_unknown", value=values["schedule_text"]))
    values["fee_text"], free = _fee(cells)
    if free is not None:
        values["free"] = free
    values["target_text"] = _list_or_text(cells.get("target_text", ()))
    values["activity_text"] = _list_or_text(cells.get("activity_text", ()))
    values["reservation_text"] = _reservation(cells)
    _places(values, record)
    _access(values, cells)
    _contacts(values, cells, notes)
    _publication(values, cells)
    return values, notes


def _as_meant(record: Record, page: Page) -> Record:
    """The record with marks as its list explains them, and with what a program wrote as people would."""
    rows = [[(c, meant(c, _typed(c, text), page.marks)) for c, text in row] for row in record.rows]
    said = {column.field for row in rows for column, _ in row}
    no = [(c, "×") for c in record.blank if c.field in ACCESS and c.field not in said and blank_means_no(c, page.marks)]
    return replace(record, rows=[rows[0] + no, *rows[1:]])


def _typed(column: Column, text: str) -> str:
    plain = wording.of_one_kind(text)
    return plain if column.field in _NAMED else wording.ticked(plain)


def _by_field(record: Record) -> Mapping[str, Cells]:
    found: dict[str, list[tuple[Column, str]]] = {}
    for row in record.rows:
        for column, text in row:
            if column.field:
                found.setdefault(column.field, []).append((column, text))
    return found


def _put(values: Values, field: str, text: str | None) -> None:
    if text:
        values[field] = text


def _plain(cells: Cells) -> str | None:
    """The distinct texts of the cells on one line; None where all say nothing."""
    texts = dict.fromkeys(wording.one_line(wording.across(text)) for _, text in cells if not wording.says_nothing(text))
    return " ".join(texts) or None


def _name(values: Values, cells: Mapping[str, Cells]) -> None:
    """The name on one line; kana in brackets or on a line of its own is its reading; what it was before is another."""
    lines = [line for _, text in cells.get("name", ()) for line in wording.lines(text)]
    reading = _plain(cells.get("reading", ()))
    if len(lines) > 1 and (below := _READING_BELOW.fullmatch(lines[-1])) and lines[-1][0] in "(（":
        reading, lines = reading or below[1], lines[:-1]
    name, former = former_names.apart(" ".join(lines))
    _put(values, "name", None if wording.says_nothing(name) else name)
    _put(values, "reading", reading)
    stated = _plain(cells.get("alternate_names", ()))
    _put(values, "alternate_names", "、".join(dict.fromkeys([*filter(None, [stated]), *former])))


def _district(text: str | None) -> str | None:
    """「帯広地区」 of a column 地区 is 帯広; 地区 alone or 第3地区 stays."""
    if not text:
        return None
    shortened = _DISTRICT_SUFFIX.sub("", text)
    return shortened if not shortened[-1:].isdecimal() else text


def _fee(cells: Mapping[str, Cells]) -> tuple[str | None, bool | None]:
    """The fee as printed, tiers named, and what a column 無料 says by itself."""
    said = [
        (column, wording.one_line(text)) for column, text in cells.get("fee_text", ()) if not wording.says_nothing(text)
    ]
    several = len({column.heading for column, _ in said}) > 1
    texts = []
    for column, text in said:
        label = column.part or (column.heading if several and "料金" not in column.heading else None)
        texts.append(f"{label}:{_yen(text)}" if label else _yen(text))
    free = next((wording.yes_or_no(text) for _, text in cells.get("free", ())), None)
    if not texts and free is not None:
        texts = ["無料" if free else "有料"]
    return " ".join(dict.fromkeys(texts)) or None, free


def _yen(text: str) -> str:
    return f"{text.removesuffix('.0')}円" if _NUMBER.fullmatch(text) else text


def _list_or_text(cells: Cells) -> str | None:
    """Texts as they are; under headings of a ○ matrix, the headings that are marked."""
    marked = [column.part for column, text in cells if column.part and wording.yes_or_no(text)]
    texts = [
        f"{column.part}:{wording.one_line(text)}" if column.part else wording.one_line(text)
        for column, text in cells
        if not wording.says_nothing(text) and not (column.part and wording.yes_or_no(text) is not None)
    ]
    return " ".join(dict.fromkeys(["・".join(filter(None, marked)), *texts])).strip() or None


def _reservation(cells: Mapping[str, Cells]) -> str | None:
    texts = []
    for column, text in cells.get("reservation_text", ()):
        answer = wording.yes_or_no(text)
        word = "申込" if "申" in column.heading else "予約"
        if answer is not None:
            texts.append(f"要{word}" if answer else f"{word}不要")
        elif not wording.says_nothing(text):
            texts.append(wording.one_line(text))
    if not texts and any(wording.yes_or_no(text) for _, text in cells.get("no_reservation", ())):
        texts = ["予約不要"]
    return " ".join(dict.fromkeys(texts)) or None


def _places(values: Values, record: Record) -> None:
    """Venue and address; `sittings`, one for each place, where the rows of one record name different places."""
    sittings: dict[Place, list[str]] = {}
    for row in record.rows:
        by = {name: [t for c, t in row if c.field == name] for name in _WHERE}
        town = "".join(wording.one_line(t) for name in ("town", "address_rest") for t in by[name])
        address = by["address_text"] or ([town] if town else [])
        both = any(column.also for column, _ in row if column.field in ("venue_text", "address_text"))
        place = place_of([*by["venue_text"]], address, both=both)
        building = " ".join(wording.one_line(t) for t in by["building"] if not wording.says_nothing(t))
        if building and wording.key(building) not in wording.key(place.venue or ""):
            place = Place(f"{place.venue} {building}" if place.venue else building, place.address, place.postal)
        if place != Place():
            sittings.setdefault(place, []).extend(filter(None, [sitting_text(row, [])]))
    places = list(sittings)
    values["venue_text"] = " / ".join(dict.fromkeys(p.venue for p in places if p.venue)) or None
    values["address_text"] = " / ".join(dict.fromkeys(p.address for p in places if p.address)) or None
    if "postal" not in values:
        _put(values, "postal", next((place.postal for place in places if place.postal), None))
    if len(places) > 1:
        values["sittings"] = [
            {"schedule_text": " ".join(texts) or None, "venue_text": place.venue, "address_text": place.address}
            for place, texts in sittings.items()
        ]


def _access(values: Values, cells: Mapping[str, Cells]) -> None:
    """Yes or no, and in words what a cell says beyond that, with its heading: 駐車場:あり(3台)."""
    told = [str(values["access_text"])] if values.get("access_text") else []
    for field in ACCESS:
        for column, text in cells.get(field, ()):
            plain = wording.one_line(text)
            answer = wording.yes_or_no(plain)
            if answer is None and not wording.says_nothing(plain):
                answer = wording.answered_first(plain)
                told.append(f"{wording.one_line(column.heading)}:{plain}")
            if answer is not None:
                values[field] = answer
    _put(values, "access_text", " ".join(told))


def _sections(values: Values, record: Record, is_kind: Callable[[str], bool]) -> None:
    """What titles above the record said, where its own cells say nothing."""
    for field, text in record.sections.items():
        target = field or topic_or_place(text, is_kind)
        if target != "weekdays" and not values.get(target):
            values[target] = _district(text) if target == "district" else text


def _rows_with_days(record: Record, page: Page) -> list[list[tuple[Column, str]]]:
    """The record's rows, with the day that a title above them said; 「3日」 of a month's plan is dated."""
    day = record.sections.get("weekdays") or (page.values["weekdays"][0] if "weekdays" in page.values else None)
    rows = [[(column, _dated(column, text, page)) for column, text in row] for row in record.rows]
    if day is None or any(c.field in DAYS_SAID for c, _ in rows[0]):
        return rows
    return [[(Column(-1, "", "days_text"), day), *rows[0]], *rows[1:]]


def _dated(column: Column, text: str, page: Page) -> str:
    day = _DAY_OF_MONTH.fullmatch(wording.one_line(text)) if column.field == "days_text" and page.month else None
    return f"{page.month[0]}年{page.month[1]}月{day[1]}日" if day and page.month else text


def _contacts(values: Values, cells: Mapping[str, Cells], notes: list[Note]) -> None:
    """Telephones apart from whom they reach: 「社協 ℡046-873-8011」 is a name and a number, under either heading."""
    numbers: dict[str, None] = {}
    said: dict[str, str | None] = {}
    for field in ("phone", "contact_org", "organization", "contact_person"):
        texts = [wording.one_line(text) for _, text in _dialled(field, cells, notes)]
        apart = [personal.apart(text) for text in texts]
        numbers.update(dict.fromkeys(number for found, _ in apart for number in found))
        said[field] = " ".join(dict.fromkeys(rest for _, rest in apart if rest and not wording.says_nothing(rest)))
    values |= {field: text or None for field, text in said.items() if field in values and field != "phone"}
    if numbers:
        values["phone"] = " ".join(numbers)
        values["contact_org"] = values["contact_org"] or said["phone"] or None
    else:
        _put(values, "phone", said["phone"])
        if said["phone"] and re.search(r"\d", said["phone"]):
            notes.append(note("phone_unread", value=said["phone"]))
    fax = _plain(_dialled("fax", cells, notes))
    values.pop("fax", None)
    if fax and not _NO_FAX.fullmatch(fax):
        _put(values, "fax", str(values.get("phone") or "") if _SAME_FAX.fullmatch(fax) else fax)


def _dialled(field: str, cells: Mapping[str, Cells], notes: list[Note]) -> Cells:
    """The cells of a field; under telephones and FAX with the 0 that a spreadsheet drops in front of numbers."""
    if field not in ("phone", "fax"):
        return cells.get(field, ())
    whole = [(column, personal.with_zero(text)) for column, text in cells.get(field, ())]
    for (column, text), (_, said) in zip(cells.get(field, ()), whole, strict=True):
        if wording.one_line(text) != wording.one_line(said):
            notes.append(
                note("zero_restored", column.heading, value=wording.one_line(text), said=wording.one_line(said))
            )
    return whole


def _publication(values: Values, cells: Mapping[str, Cells]) -> None:
    """Whether the list may be shown and its telephone, where a column asks so."""
    for field in ("may_publish", "phone_public"):
        for _, text in cells.get(field, ()):
            answer = wording.agrees(text)
            if answer is not None:
                values[field] = answer
