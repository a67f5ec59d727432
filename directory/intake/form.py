"""The list's own form, the columns of `tsunagi export csv` and `xlsx`: a listing in cells, and back with nothing lost.

A cell that holds several things (venues, meetings) holds one a line; the n-th lines of the venue columns are one venue.
Unlike other lists it is read to the letter (`form_reading`): nothing is split, evened out or guessed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from directory.intake.safe_cells import plain
from directory.listing import DatedStatus, Meeting, Word
from directory.public_view import PublicListing, PublicVenue

ID = "つなぎ帖ID"
STATUSES = {"active": "活動中", "paused": "休止中", "ended": "終了", "preparing": "準備中", "unknown": "要確認"}
SETTINGS = {"indoor": "屋内", "outdoor": "屋外", "both": "屋内と屋外"}
BASES = {"stated": "", "name": "名称から", "telephone": "電話", "visit": "訪問", "confirmed": "確認"}
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "〔": "\\〔"}
Label = Callable[[str, str], str]
"""(scheme, id) → what people call it: `Vocabulary.label`."""

VENUE: Mapping[str, Callable[[PublicVenue], str]] = {
    "会場": lambda venue: venue.place,
    "会場のよみ": lambda venue: venue.reading or "",
    "会場の別名": lambda venue: "、".join(venue.alternate_names),
    "会場の使い分け": lambda venue: venue.label or "",
    "住所": lambda venue: venue.address or "",
    "町丁目": lambda venue: venue.town or "",
    "緯度": lambda venue: _number(venue.latitude),
    "経度": lambda venue: _number(venue.longitude),
    "位置の細かさ": lambda venue: str(venue.point_level or ""),
    "屋内・屋外": lambda venue: SETTINGS.get(venue.setting or "", ""),
    "行き方": lambda venue: venue.transportation or "",
    "会場のことば": lambda venue: _words(venue.words),
    "位置の扱い": lambda venue: "町丁目まで" if venue.coarse else "",
}
LISTING: Mapping[str, Callable[[PublicListing], str]] = {
    ID: lambda one: one.id,
    "資源番号": lambda one: one.source_id or "",
    "名称": lambda one: one.name,
    "よみ": lambda one: one.reading,
    "別名": lambda one: _lines(one.alternate_names),
    "状態": lambda one: STATUSES.get(one.status, one.status),
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
    "はじめての日のことば": lambda one: _lines(f"{said.term}={said.text}" for said in one.first_days),
}
KIND = "種別"
LINED = frozenset({*VENUE, "別名", "開催日時", "活動地域", "住民限定の地域", "これからの状態", "はじめての日のことば"})
NUMBERS = frozenset(heading for heading in LISTING if "年齢" in heading or "額" in heading or heading == "定員")
"""Columns whose cells are whole numbers."""

DAYS = frozenset({"状態の日", "最終確認日"})
"""Columns whose cells are dates, YYYY-MM-DD."""

SHOWN = (
    "資源番号", "名称", "よみ", KIND, "状態", "地区", "開催日時", "会場", "住所", "対象", "参加費", "予約", "定員",
    "内容", "主催", "電話番号", "電話の相手", "URL", "備考", "最終確認日",
)  # fmt: skip
"""What people read; the columns after these say it exactly, for programs and for the way back."""

HEADINGS = (*SHOWN, *(heading for heading in (*LISTING, *VENUE) if heading not in (*SHOWN, ID)), ID)


def cells_of(listing: PublicListing, label: Label) -> dict[str, str]:
    """What each column says of the listing; "" where nobody stated it."""
    cells = {heading: write(listing) for heading, write in LISTING.items()}
    for heading, write in VENUE.items():
        cells[heading] = _lines(write(venue) for venue in listing.venues)
    cells[KIND] = "、".join(label("type", one) for one in listing.types)
    return {heading: cells[heading] if heading in LINED else plain(cells[heading]) for heading in HEADINGS}


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
    **dict.fromkeys(VENUE, ("venues", "meetings")),
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
    "はじめての日のことば": ("first_days",),
    KIND: ("words",),
}
"""Column → the parts of the listing that it speaks of."""


def _meeting(meeting: Meeting) -> str:
    code = f" 〔頻度{meeting.frequency_code}〕" if meeting.frequency_code else ""
    venue = f" 〔会場{meeting.venue + 1}〕" if meeting.venue is not None else ""
    return _escaped(plain(meeting.text)) + code + venue


def _coming(status: DatedStatus) -> str:
    """「2026-08-01 休止中 会場の工事」"""
    return " ".join(filter(None, (status.since.isoformat(), STATUSES[status.status], status.reason)))


def _words(words: Sequence[Word]) -> str:
    return " ".join(
        f"{word.scheme}:{word.term}={'有' if word.value else '無'}"
        + (f"({BASES[word.basis]})" if BASES[word.basis] else "")
        + (f"@{word.as_of.isoformat()}" if word.as_of else "")
        for word in words
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(_escaped(plain(text)) for text in texts)


def _escaped(text: str) -> str:
    return re.sub(r"[\\\n〔]", lambda mark: _ESCAPES[mark[0]], text)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
