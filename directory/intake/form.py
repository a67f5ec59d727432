"""The list's own form, the columns of `tsunagi export csv` and `xlsx`: a listing in cells, and back with nothing lost.

A cell that holds several things (venues, meetings) holds one a line; the n-th lines of the venue columns are one venue.
Unlike other lists it is read to the letter: nothing is split, evened out or guessed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from directory import schedules
from directory.identifiers import new_id, stable_id
from directory.intake.safe_cells import plain
from directory.listing import DatedStatus, Extent, Listing, Meeting, Telephone, Venue, VenueUse, Word
from directory.public_view import PublicListing, PublicVenue

ID = "つなぎ帖ID"
_STATUSES = {"active": "活動中", "paused": "休止中", "ended": "終了", "preparing": "準備中", "unknown": "要確認"}
_SETTINGS = {"indoor": "屋内", "outdoor": "屋外", "both": "屋内と屋外"}
_BASES = {"stated": "", "name": "名称から", "telephone": "電話", "visit": "訪問", "confirmed": "確認"}
_WORD = re.compile(r"(\w+):([\w.]+)=(有|無)(?:\((\S+?)\))?(?:@(\d{4}-\d\d-\d\d))?")
_MEETING = re.compile(r"(.*?)(?: 〔頻度(\w+)〕)?(?: 〔会場(\d+)〕)?", re.DOTALL)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "〔": "\\〔"}
_ESCAPED = re.compile(r"\\([\\n〔])")
Label = Callable[[str, str], str]
"""(scheme, id) → what people call it: `Vocabulary.label`."""

_VENUE: Mapping[str, Callable[[PublicVenue], str]] = {
    "会場": lambda venue: venue.place,
    "会場のよみ": lambda venue: venue.reading or "",
    "会場の別名": lambda venue: "、".join(venue.alternate_names),
    "会場の使い分け": lambda venue: venue.label or "",
    "住所": lambda venue: venue.address or "",
    "町丁目": lambda venue: venue.town or "",
    "緯度": lambda venue: _number(venue.latitude),
    "経度": lambda venue: _number(venue.longitude),
    "位置の細かさ": lambda venue: str(venue.point_level or ""),
    "屋内・屋外": lambda venue: _SETTINGS.get(venue.setting or "", ""),
    "行き方": lambda venue: venue.transportation or "",
    "会場のことば": lambda venue: _words(venue.words),
    "位置の扱い": lambda venue: "町丁目まで" if venue.coarse else "",
}
_LISTING: Mapping[str, Callable[[PublicListing], str]] = {
    ID: lambda one: one.id,
    "資源番号": lambda one: one.source_id or "",
    "名称": lambda one: one.name,
    "よみ": lambda one: one.reading,
    "別名": lambda one: _lines(one.alternate_names),
    "状態": lambda one: _STATUSES.get(one.status, one.status),
    "状態の日": lambda one: one.status_since.isoformat() if one.status_since else "",
    "状態の理由": lambda one: one.status_reason or "",
    "これからの状態": lambda one: _lines(map(_coming, one.coming_statuses)),
    "地区": lambda one: one.district or "",
    "開催日時": lambda one: "\n".join(map(_meeting, one.meetings)),
    "対象": lambda one: one.eligibility_text or "",
    "対象年齢(下限)": lambda one: _number(one.minimum_age),
    "対象年齢(上限)": lambda one: _number(one.maximum_age),
    "参加費": lambda one: one.fees_text or "",
    "参加費の最低額(円)": lambda one: _number(one.fee_yen_min),
    "参加費の最高額(円)": lambda one: _number(one.fee_yen_max),
    "予約": lambda one: one.application_text or "",
    "定員": lambda one: _number(one.capacity),
    "内容": lambda one: one.description or "",
    "主催": lambda one: one.organization or "",
    "電話番号": lambda one: one.telephone or "",
    "電話の相手": lambda one: one.telephone_note or "",
    "URL": lambda one: one.website or "",
    "活動地域": lambda one: _lines(one.extents),
    "住民限定の地域": lambda one: _lines(one.residents_of),
    "ことば": lambda one: _words(one.words),
    "最終確認日": lambda one: one.assured_date.isoformat() if one.assured_date else "",
    "出典": lambda one: one.source_text or "",
    "出典の時点": lambda one: one.source_as_of or "",
    "備考": lambda one: one.note or "",
}
_KIND = "種別"
_LINED = frozenset({*_VENUE, "別名", "開催日時", "活動地域", "住民限定の地域", "これからの状態"})
NUMBERS = frozenset(heading for heading in _LISTING if "年齢" in heading or "額" in heading or heading == "定員")
"""Columns whose cells are whole numbers."""

_FIRST = (
    ID,
    "資源番号",
    "名称",
    "よみ",
    "別名",
    _KIND,
    "状態",
    "状態の日",
    "状態の理由",
    "これからの状態",
    "地区",
    "開催日時",
)
HEADINGS = (*_FIRST, *_VENUE, *(heading for heading in _LISTING if heading not in _FIRST))


def cells_of(listing: PublicListing, label: Label) -> dict[str, str]:
    """What each column says of the listing; "" where nobody stated it."""
    cells = {heading: write(listing) for heading, write in _LISTING.items()}
    for heading, write in _VENUE.items():
        cells[heading] = _lines(write(venue) for venue in listing.venues)
    cells[_KIND] = "、".join(label("type", one) for one in listing.types)
    return {heading: cells[heading] if heading in _LINED else plain(cells[heading]) for heading in HEADINGS}


def listing_from_cells(cells: Mapping[str, str], municipality_code: str) -> tuple[Listing, tuple[Venue, ...]]:
    """The listing that the cells describe, with its venues. Raises ValidationError for what no listing can hold."""
    said = {heading: text for heading, text in cells.items() if text}
    venues = _venues(cells, municipality_code)
    extents = [Extent(extent=place) for place in _split(said.get("活動地域"))]
    extents += [Extent(extent=place, residents_only=True) for place in _split(said.get("住民限定の地域"))]
    listing = {
        "id": said.get(ID) or new_id(),
        "source_id": said.get("資源番号"),
        "name": said.get("名称", ""),
        "reading": said.get("よみ"),
        "alternate_names": _split(said.get("別名")),
        "description": said.get("内容"),
        "organization": said.get("主催"),
        "status": _key(_STATUSES, said.get("状態")) or "unknown",
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
        "words": _read_words(said.get("ことば")),
        "venues": [VenueUse(location_id=venue.id, label=label or None) for venue, label in venues],
        "meetings": [_read_meeting(line, len(venues)) for line in said.get("開催日時", "").split("\n") if line],
        "phones": [
            Telephone(number=said["電話番号"], contact_text=said.get("電話の相手"), audience="public")
        ] if "電話番号" in said else (),
        "extents": extents,
    }  # fmt: skip
    return Listing.model_validate(listing), tuple({venue.id: venue for venue, _ in venues}.values())


PARTS: Mapping[str, tuple[str, ...]] = {
    "資源番号": ("source_id",),
    "名称": ("name",),
    "よみ": ("reading",),
    "別名": ("alternate_names",),
    "状態": ("status",),
    "状態の日": ("status_since",),
    "状態の理由": ("status_reason",),
    "これからの状態": ("coming_statuses",),
    "地区": ("district", "district_text"),
    "開催日時": ("meetings",),
    **dict.fromkeys(_VENUE, ("venues", "meetings")),
    "対象": ("eligibility_text",),
    "対象年齢(下限)": ("minimum_age",),
    "対象年齢(上限)": ("maximum_age",),
    "参加費": ("fees_text",),
    "参加費の最低額(円)": ("fee_yen_min",),
    "参加費の最高額(円)": ("fee_yen_max",),
    "予約": ("application_text",),
    "定員": ("capacity",),
    "内容": ("description",),
    "主催": ("organization",),
    "電話番号": ("phones",),
    "電話の相手": ("phones",),
    "URL": ("website",),
    "活動地域": ("extents",),
    "住民限定の地域": ("extents",),
    "ことば": ("words",),
    "最終確認日": ("assured_date",),
    "出典": ("source_text",),
    "出典の時点": ("source_as_of",),
    "備考": ("note_public",),
}
"""Column → the parts of the listing that it speaks of."""


def _venues(cells: Mapping[str, str], municipality_code: str) -> list[tuple[Venue, str]]:
    """Each venue with the label that says when it is used."""
    columns = {heading: _split(cells.get(heading)) for heading in _VENUE}
    found = []
    for n in range(len(columns["会場"])):
        said = {heading: lines[n] for heading, lines in columns.items() if n < len(lines) and lines[n]}
        coarse = "位置の扱い" in said
        # The whole of what is said: two halls of one name that differ in anything are two venues.
        identity = "/".join(said.get(heading, "") for heading in _VENUE if heading != "会場の使い分け")
        latitude = None if coarse else said.get("緯度")
        venue = {
            "id": stable_id(municipality_code, f"place/{identity}"),
            "name": None if coarse else said.get("会場"),
            "reading": said.get("会場のよみ"),
            "alternate_names": said.get("会場の別名", "").split("、") if "会場の別名" in said else (),
            "privacy": "consent_pending" if coarse else "open",
            "setting": _key(_SETTINGS, said.get("屋内・屋外")),
            "address_text": said.get("住所"),
            "town": said.get("町丁目"),
            "latitude": latitude,
            "longitude": None if coarse else said.get("経度"),
            "point_level": said.get("位置の細かさ", 0) if latitude else 0,
            "transportation": said.get("行き方"),
            "words": _read_words(said.get("会場のことば")),
        }
        found.append((Venue.model_validate(venue), said.get("会場の使い分け", "")))
    return found


def _meeting(meeting: Meeting) -> str:
    code = f" 〔頻度{meeting.frequency_code}〕" if meeting.frequency_code else ""
    venue = f" 〔会場{meeting.venue + 1}〕" if meeting.venue is not None else ""
    return _escaped(plain(meeting.text)) + code + venue


def _read_meeting(line: str, venues: int) -> Meeting:
    found = _MEETING.fullmatch(line)
    text, code, number = found.groups() if found else (line, None, None)
    venue = int(number) - 1 if number and 0 < int(number) <= venues else None
    return schedules.read(_unescaped(text), code).meeting(venue)


def _coming(status: DatedStatus) -> str:
    """「2026-08-01 休止中 会場の工事」"""
    return " ".join(filter(None, (status.since.isoformat(), _STATUSES[status.status], status.reason)))


def _read_coming(text: str | None) -> list[dict[str, str | None]]:
    found = []
    for line in _split(text):
        since, _, rest = line.partition(" ")
        word, _, reason = rest.partition(" ")
        if status := _key(_STATUSES, word):
            found.append({"since": since, "status": status, "reason": reason or None})
    return found


def _words(words: Sequence[Word]) -> str:
    return " ".join(
        f"{word.scheme}:{word.term}={'有' if word.value else '無'}"
        + (f"({_BASES[word.basis]})" if _BASES[word.basis] else "")
        + (f"@{word.as_of.isoformat()}" if word.as_of else "")
        for word in words
    )


def _read_words(text: str | None) -> tuple[Word, ...]:
    return tuple(
        Word.model_validate(
            {
                "scheme": scheme,
                "term": term,
                "value": value == "有",
                "basis": _key(_BASES, basis) or "stated",
                "as_of": day,
            }
        )
        for scheme, term, value, basis, day in (found.groups() for found in _WORD.finditer(text or ""))
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(_escaped(plain(text)) for text in texts)


def _split(text: str | None) -> list[str]:
    return [_unescaped(line) for line in text.split("\n")] if text else []


def _escaped(text: str) -> str:
    return re.sub(r"[\\\n〔]", lambda mark: _ESCAPES[mark[0]], text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] == "n" else mark[1], text)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _key(labels: Mapping[str, str], label: str | None) -> Literal[None] | str:
    return next((key for key, text in labels.items() if text == label), None) if label else None
