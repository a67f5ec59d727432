"""One public listing → one row of the table, in plain Python values."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from directory.listing import Meeting, Word
from directory.public_view import PublicListing, PublicVenue
from geodata.characters import key

NOT_STATED = -1
OLDEST, MOST = 127, 32_000  # what fits the columns: years, and yen or people
NO_UUID = UUID("6f0d3b7e-2f63-5b0a-9c55-0d1a0f4b6c11")
TOWN_LEVEL = 3
STATUS_CODES = {"unknown": 0, "active": 1, "preparing": 2, "paused": 3, "ended": 4}
OUTDOOR, INDOOR, BOTH = 1, 0, 2
ALL_READ, SOME_READ, NONE_READ = 1, 0, NOT_STATED
NEEDS_NO_BOOKING, NEEDS_BOOKING = 1, 0
_NO_BOOKING = re.compile(
    r"(予約|申込|申し込み|事前)[^。、]{0,8}(不要|なし|無し|いりません|要りません)|自由参加|当日参加|直接会場"
)
_WEEKDAY = re.compile(r"(?:[+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"UNTIL=(\d{8})")
_DAY_BITS = {"MO": 1, "TU": 2, "WE": 4, "TH": 8, "FR": 16, "SA": 32, "SU": 64}
_KANA_FROM, _KANA_TO = 0x3041, 0x3096


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The names are those of `Columns`. `held`, `named` and `denied`: scheme → terms."""

    id: str
    id_start: int
    reading: int
    status: int
    assured_day: int
    last_day: int
    latitude: float
    longitude: float
    level: int
    region: str
    minimum_age: int
    maximum_age: int
    fee_yen: int
    capacity: int
    outdoors: int
    schedule: int
    booking: int
    held: dict[str, list[str]]
    named: dict[str, list[str]]
    denied: dict[str, list[str]]
    series: list[tuple[int, ...]]
    extents: list[tuple[str, int]]
    names: str
    texts: str


def row_of(listing: PublicListing) -> Row:
    placed = [v for v in listing.venues if v.latitude is not None and v.point_level >= TOWN_LEVEL]
    best = max(placed, key=lambda v: v.point_level) if placed else None
    held, named, denied = _words(listing)
    series, certainty = _series(listing.meetings)
    return Row(
        id=listing.id,
        id_start=id_start(listing.id),
        reading=reading_key(listing.reading or listing.name),
        status=STATUS_CODES[listing.status],
        assured_day=day_number(listing.assured_date) if listing.assured_date else NOT_STATED,
        last_day=_last_day(listing.meetings),
        latitude=float("nan") if best is None or best.latitude is None else best.latitude,
        longitude=float("nan") if best is None or best.longitude is None else best.longitude,
        level=best.point_level if best else 0,
        region=region_of(listing),
        minimum_age=NOT_STATED if listing.minimum_age is None else min(listing.minimum_age, OLDEST),
        maximum_age=NOT_STATED if listing.maximum_age is None else min(listing.maximum_age, OLDEST),
        fee_yen=NOT_STATED if listing.fee_yen_max is None else min(listing.fee_yen_max, MOST),
        capacity=NOT_STATED if listing.capacity is None else min(listing.capacity, MOST),
        outdoors=_outdoors(listing, held, denied),
        schedule=certainty,
        booking=_booking(listing.application_text),
        held=held,
        named=named,
        denied=denied,
        series=series,
        extents=[(e, 1) for e in listing.residents_of] + [(e, 0) for e in listing.extents],
        names=_joined(listing.name, *listing.alternate_names, listing.place, *_venue_names(listing.venues)),
        texts=_joined(
            listing.description, listing.organization, listing.note, listing.eligibility_text, listing.application_text
        ),
    )


def reading_key(reading: str) -> int:
    """The first eight characters of a reading as one number, in the order of the 五十音; enough to cut ties by."""
    packed = 0
    for character in key(reading)[:8].ljust(8, "\0"):
        code = ord(character)
        place = 0 if code == 0 else code - _KANA_FROM + 40 if _KANA_FROM <= code <= _KANA_TO else min(code % 40, 39)
        packed = packed << 8 | place
    return packed


def region_of(listing: PublicListing) -> str:
    """The smallest named region that holds every venue (町:沼間五丁目, 地区:沼間), empty where none is known."""
    towns = {venue.town for venue in listing.venues}
    if len(towns) == 1 and (town := towns.pop()):
        return f"町:{town}"
    return f"地区:{listing.district}" if listing.district else ""


def id_start(listing_id: str) -> int:
    """The first half of the id's UUID: enough to tell listings apart."""
    try:
        return UUID(listing_id).int >> 64
    except ValueError:
        return uuid5(NO_UUID, listing_id).int >> 64


def _words(listing: PublicListing) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    held: dict[str, list[str]] = {"type": list(listing.types)}
    named: dict[str, list[str]] = {}
    denied: dict[str, list[str]] = {}
    said: dict[tuple[str, str], Word] = {}
    for word in (*listing.words, *(word for venue in listing.venues for word in venue.words)):
        said.setdefault((word.scheme, word.term), word)
    for (scheme, term), word in said.items():
        value = listing.has(scheme, term)
        if value is None:
            continue
        (held if value else denied).setdefault(scheme, []).append(term)
        if value and word.basis == "name":
            named.setdefault(scheme, []).append(term)
    return held, named, denied


def _outdoors(listing: PublicListing, held: dict[str, list[str]], denied: dict[str, list[str]]) -> int:
    """Whether it is held outdoors, indoors or both, by its venues' setting, else by what is said of it."""
    settings = {venue.setting for venue in listing.venues}
    if settings == {"outdoor"}:
        return OUTDOOR
    if settings == {"indoor"}:
        return INDOOR
    if settings & {"both", "outdoor"}:
        return BOTH
    access = held.get("access", ())
    if "outdoor" in access:
        return BOTH if "indoor" in access else OUTDOOR
    return INDOOR if "indoor" in access or "outdoor" in denied.get("access", ()) else NOT_STATED


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def _last_day(meetings: tuple[Meeting, ...]) -> int:
    """The day after which nothing is held any more, where all was read and no rule goes on without end."""
    lasts = [_last_of(meeting) for meeting in meetings]
    return max((day for day in lasts if day is not None), default=NOT_STATED) if all(lasts) else NOT_STATED


def _last_of(meeting: Meeting) -> int | None:
    untils = [_UNTIL.search(one.rrule) for one in meeting.series if one.rrule]
    days = [date.fromisoformat(text) for text in meeting.dates]
    days += [date.fromisoformat(found[1]) for found in untils if found]
    if meeting.certainty != "parsed" or None in untils or not days:
        return None
    return day_number(max(days))


def _series(meetings: tuple[Meeting, ...]) -> tuple[list[tuple[int, ...]], int]:
    """(weekday bits, start, end in minutes) of each series, and whether all, some or none of the meetings were read."""
    series: list[tuple[int, ...]] = []
    for meeting in meetings:
        single = sum({1 << date.fromisoformat(text).weekday() for text in meeting.dates})
        for one in meeting.series:
            series.append((_days(one.rrule) if one.rrule else single, _minutes(one.start), _minutes(one.end)))
        if single and all(one.rrule for one in meeting.series):
            series.append((single, NOT_STATED, NOT_STATED))
    if not series:
        return [], NONE_READ
    whole = all(meeting.certainty == "parsed" for meeting in meetings)
    return series, ALL_READ if whole else SOME_READ


def _booking(text: str | None) -> int:
    if not text:
        return NOT_STATED
    return NEEDS_NO_BOOKING if _NO_BOOKING.search(text) else NEEDS_BOOKING


def _days(rrule: str) -> int:
    """Weekday bits (Monday 1) that a rule names; every day of a daily rule; 0 where the rule names no weekday."""
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    if "BYDAY" in parts:
        return sum(_DAY_BITS[day] for day in set(_WEEKDAY.findall(parts["BYDAY"])))
    return 127 if parts.get("FREQ") == "DAILY" else 0


def _minutes(time: str | None) -> int:
    if not time:
        return NOT_STATED
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _venue_names(venues: tuple[PublicVenue, ...]) -> list[str | None]:
    return [name for venue in venues for name in (venue.place, *venue.alternate_names)]


def _joined(*texts: str | None) -> str:
    return " ".join(key(text) for text in texts if text).replace("\n", " ")
