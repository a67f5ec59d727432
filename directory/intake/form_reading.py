"""The list's own form, read back: every cell to the letter, and as a spreadsheet may have saved or staff retyped it."""

import re
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from directory import schedules
from directory.identifiers import new_id, stable_id
from directory.intake import form, wording
from directory.intake.problems import Note, note
from directory.intake.statuses import STATUSES
from directory.listing import Extent, Listing, Meeting, Telephone, Venue, VenueUse, Word

Types = Callable[[str], Sequence[str]]
"""A label of a type → its identifiers in the vocabulary; none where it is not known."""

_WORD = re.compile(r"(\w+):([\w.]+)=(有|無)(?:\((\S+?)\))?(?:@(\d{4}-\d\d-\d\d))?")
_MEETING = re.compile(r"(.*?)(?: 〔頻度(\w+)〕)?(?: 〔会場(\d+)〕)?", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\n〔])")
_WHOLE = re.compile(r"([\d,]+)\s*(?:円|歳|才|名|人)?(?:以上|以下|まで)?")
_POINT = re.compile(r"-?\d+(?:\.\d+)?")


def settled(cells: Mapping[str, str], types: Types) -> tuple[dict[str, str], list[Note]]:
    """The cells as an export writes them: days as YYYY-MM-DD, numbers in digits, the form's own words.

    What cannot be read so is left out, and told.
    """
    found, notes = {}, []
    for heading, text in cells.items():
        plain = _settled(heading, text) if text else ""
        if heading == form.KIND and (strange := [one for one in text.split("、") if text and not types(one)]):
            notes.append(note("kind_unknown", heading, value="、".join(strange)))
        elif plain is None:
            notes.append(note("form_unread", heading, value=wording.one_line(text)))
        else:
            found[heading] = plain
    return found, notes


def _settled(heading: str, text: str) -> str | None:
    """The cell as an export would write it; None where that cannot be told."""
    if heading in form.DAYS:
        day = wording.whole_day(text)
        return day.isoformat() if day else None
    if heading in form.NUMBERS:
        number = _WHOLE.fullmatch(wording.one_line(text))
        return str(int(number[1].replace(",", ""))) if number and number[1].strip(",") else None
    if heading == "状態":
        status = STATUSES.get(wording.one_line(text))
        return form.STATUSES[status] if status else None
    check = _LINES.get(heading)
    return text if check is None or all(check(line) for line in split(text)) else None


_LINES: Mapping[str, Callable[[str], object]] = {
    "緯度": lambda line: not line or _POINT.fullmatch(line),
    "経度": lambda line: not line or _POINT.fullmatch(line),
    "位置の細かさ": lambda line: not line or line.isdecimal(),
    "屋内・屋外": lambda line: not line or line in form.SETTINGS.values(),
    "ことば": lambda line: all(map(_WORD.fullmatch, line.split())),
    "会場のことば": lambda line: all(map(_WORD.fullmatch, line.split())),
    "はじめての日のことば": lambda line: not line or re.fullmatch(r"\w+=.*", line, re.DOTALL),
    "これからの状態": lambda line: len(_read_coming(line)) == 1 and wording.whole_day(line.split()[0]),
}


def listing_from_cells(
    cells: Mapping[str, str], municipality_code: str, types: Types
) -> tuple[Listing, tuple[Venue, ...]]:
    """The listing that the cells describe, with its venues. Raises ValidationError for what no listing can hold."""
    said = {heading: text for heading, text in cells.items() if text}
    venues = _venues(cells, municipality_code)
    extents = [Extent(extent=place) for place in split(said.get("活動地域"))]
    extents += [Extent(extent=place, residents_only=True) for place in split(said.get("住民限定の地域"))]
    listing = {
        "id": _id(said.get(form.ID)),
        "source_id": said.get("資源番号"),
        "name": said.get("名称", ""),
        "reading": said.get("よみ"),
        "alternate_names": split(said.get("別名")),
        "description": said.get("内容"),
        "organization": said.get("主催"),
        "status": _key(form.STATUSES, said.get("状態")) or "unknown",
        "status_since": said.get("状態の日"),
        "status_reason": said.get("状態の理由"),
        "coming_statuses": _read_coming(said.get("これからの状態")),
        "district": said.get("地区"),
        "minimum_age": said.get("対象年齢(下限)"),
        "maximum_age": said.get("対象年齢(上限)"),
        "eligibility_text": said.get("対象"),
        "fees_text": said.get("参加費"),
        "fee_yen_min": said.get("参加費の最低額(円)"),
        "fee_yen_max": said.get("参加費の最高額(円)"),
        "application_text": said.get("予約"),
        "capacity": said.get("定員"),
        "website": said.get("URL"),
        "assured_date": said.get("最終確認日"),
        "source_text": said.get("出典"),
        "source_as_of": said.get("出典の時点"),
        "note_public": said.get("備考"),
        "first_days": _first_days(said.get("はじめての日のことば")),
        "words": _words(said.get("ことば"), said.get(form.KIND, ""), types),
        "venues": [VenueUse(location_id=venue.id, label=label or None) for venue, label in venues],
        "meetings": [_read_meeting(line, len(venues)) for line in said.get("開催日時", "").split("\n") if line],
        "phones": [
            Telephone(number=said["電話番号"], contact_text=said.get("電話の相手"), audience="public")
        ] if "電話番号" in said else (),
        "extents": extents,
    }  # fmt: skip
    return Listing.model_validate(listing), tuple({venue.id: venue for venue, _ in venues}.values())


def _venues(cells: Mapping[str, str], municipality_code: str) -> list[tuple[Venue, str]]:
    """Each venue with the label that says when it is used."""
    columns = {heading: split(cells.get(heading)) for heading in form.VENUE}
    found = []
    for n in range(len(columns["会場"])):
        said = {heading: lines[n] for heading, lines in columns.items() if n < len(lines) and lines[n]}
        coarse = "位置の扱い" in said
        # The whole of what is said: two halls of one name that differ in anything are two venues.
        identity = "/".join(said.get(heading, "") for heading in form.VENUE if heading != "会場の使い分け")
        latitude = None if coarse else said.get("緯度")
        venue = {
            "id": stable_id(municipality_code, f"place/{identity}"),
            "name": None if coarse else said.get("会場"),
            "reading": said.get("会場のよみ"),
            "alternate_names": said.get("会場の別名", "").split("、") if "会場の別名" in said else (),
            "privacy": "consent_pending" if coarse else "open",
            "setting": _key(form.SETTINGS, said.get("屋内・屋外")),
            "address_text": said.get("住所"),
            "town": said.get("町丁目"),
            "latitude": latitude,
            "longitude": None if coarse else said.get("経度"),
            "point_level": said.get("位置の細かさ", 0) if latitude else 0,
            "transportation": said.get("行き方"),
            "words": read_words(said.get("会場のことば")),
        }
        found.append((Venue.model_validate(venue), said.get("会場の使い分け", "")))
    return found


def _read_meeting(line: str, venues: int) -> Meeting:
    found = _MEETING.fullmatch(line)
    text, code, number = found.groups() if found else (line, None, None)
    venue = int(number) - 1 if number and 0 < int(number) <= venues else None
    return schedules.read(_unescaped(text), code).meeting(venue)


def _first_days(text: str | None) -> list[dict[str, str]]:
    said = (line.partition("=") for line in split(text))
    return [{"term": term, "text": words} for term, _, words in said if term and words.strip()]


def _read_coming(text: str | None) -> list[dict[str, str | None]]:
    found = []
    for line in split(text):
        since, _, rest = line.partition(" ")
        word, _, reason = rest.partition(" ")
        if status := _key(form.STATUSES, word):
            found.append({"since": since, "status": status, "reason": reason or None})
    return found


def read_words(text: str | None) -> tuple[Word, ...]:
    return tuple(
        Word.model_validate(
            {
                "scheme": scheme,
                "term": term,
                "value": value == "有",
                "basis": _key(form.BASES, basis) or "stated",
                "as_of": day,
            }
        )
        for scheme, term, value, basis, day in (found.groups() for found in _WORD.finditer(text or ""))
    )


def split(text: str | None) -> list[str]:
    return [_unescaped(line) for line in text.split("\n")] if text else []


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] == "n" else mark[1], text)


def _key(labels: Mapping[str, str], label: str | None) -> str | None:
    return next((key for key, text in labels.items() if text == label), None) if label else None


def _id(text: str | None) -> str:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return new_id()


def _words(text: str | None, kinds: str, types: Types) -> tuple[Word, ...]:
    """The words, with the types that 種別 names: what staff retyped there holds."""
    words = read_words(text)
    named = [one for label in kinds.split("、") for one in types(label)]
    if not kinds or set(named) == {word.term for word in words if word.scheme == "type" and word.value}:
        return words
    return (*(Word(scheme="type", term=one) for one in named), *(word for word in words if word.scheme != "type"))
