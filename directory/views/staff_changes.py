"""「きょうの変更」: cancelled, moved, at other hours, a hall shut; said in fifteen seconds, taken back in one tap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, url_for
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.calendar.occasions import change_words, held
from directory.errors import InputWrong
from directory.listing import DayChange, Meeting, Venue
from directory.public_view import PublicListing
from directory.schedules import next_dates
from directory.stewardship.day_changes import Standing, change_day, checked, held_at, standing, take_back
from directory.stewardship.short_notice import Named, Notice, Several, read
from directory.store import listing_of, reading, venue_of, venues, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts
from directory.vocabulary import fold

DAYS_AHEAD = 7
MOST_SHOWN = 60
DATES_OFFERED = 4
FIELDS = ("kind", "first_day", "last_day", "to_day", "start", "end", "place", "reason")


@dataclass(frozen=True, slots=True)
class Row:
    """One listing that meets on a day. `start` None: its hour is not known."""

    listing: PublicListing
    start: str | None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    standing: tuple[tuple[Standing, str], ...]
    days: tuple[Day, ...]
    hidden: int
    words: str
    line: str = ""
    error: str | None = None
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """The form of one change. `held` are the listings that meet at a venue."""

    target: str
    name: str
    at_venue: bool
    typed: dict[str, str]
    dates: tuple[date, ...]
    held: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    error: str | None = None


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/today")
    @door.require("reader")
    def today() -> Response:
        return _today_page(parts)

    @views.post("/today/read")
    @door.require("staff", keeps=True)
    def read_line() -> Response:
        line = request.form.get("line", "").strip()[:200]
        try:
            notice = read(line, _known(parts), parts.today(), lambda of, first, last: _meets(parts, of, first, last))
        except Several as several:
            choices = tuple((_choice(one), _address(one)) for one in several.notices)
            return _today_page(parts, line, str(several), choices)
        except InputWrong as wrong:
            return _today_page(parts, line, str(wrong))
        return redirect(_address(notice), 303)

    @views.get("/today/change")
    @door.require("staff")
    def change_form() -> Response:
        return _form(parts, request.args)

    @views.post("/today/change")
    @door.require("staff", keeps=True)
    def save_change() -> Response:
        sent = request.form
        try:
            change = checked(_change(sent), parts.today())
        except InputWrong as wrong:
            return _form(parts, sent, str(wrong))
        with writing(parts.engine) as session:
            place, listing = sent.get("venue", ""), sent.get("listing", "")
            change_day(session, change, actor=signing.name_of(door), service_id=listing, location_id=place)
            count = len(held_at(session, place)) if place else 1
        many = f"{count}件の会に" if place else ""
        flash(f"{many}出しました。一覧・暦・印刷にも、もう出ています。", "done")
        return redirect(url_for("staff.today"), 303)

    @views.post("/today/<change_id>/undo")
    @door.require("staff")
    def undo_change(change_id: str) -> Response:
        with writing(parts.engine) as session:
            take_back(session, change_id, actor=signing.name_of(door))
        flash("取り消しました。ふだんどおりの表示にもどっています。", "done")
        return redirect(url_for("staff.today"), 303)


def _address(notice: Notice) -> str:
    """The form of the change, filled with what was understood."""
    said = {"venue" if notice.of.is_venue else "listing": notice.of.id}
    said |= notice.change.model_dump(mode="json", exclude_none=True)
    return f"{url_for('staff.change_form')}?{urlencode(said)}"


def _choice(notice: Notice) -> str:
    kind = "会場" if notice.of.is_venue else "会"
    return f"{notice.of.name}（{kind}{f'、{notice.of.where}' if notice.of.where else ''}）"


def _meets(parts: Parts, of: Named, first: date, last: date) -> Iterator[date]:
    with reading(parts.engine) as session:
        meetings = listing_of(session, of.id).meetings
    for meeting in meetings:
        yield from (day for day in parts.next_dates(meeting, first, DAYS_AHEAD + 1) if day <= last)


def _today_page(
    parts: Parts, line: str = "", error: str | None = None, choices: tuple[tuple[str, str], ...] = ()
) -> Response:
    words = request.args.get("q", "").strip()[:80]
    with reading(parts.engine) as session:
        made = standing(session, parts.today())
    days = tuple(_coming(parts.listings(), parts.today(), words))
    shown, hidden = _cut(days)
    page = TodayPage(
        standing=tuple((one, _said(one)) for one in made),
        days=shown,
        hidden=hidden,
        words=words,
        line=line,
        error=error,
        choices=choices,
    )
    return page_answer("staff/today.html", page, status=422 if error else 200)


def _said(one: Standing) -> str:
    """The change in words, its venue by its own name."""
    place = PublicListing(id="", source_id=None, name=one.of_name, reading="")
    if not one.at_venue:
        return change_words(place, one.change)
    return change_words(place, one.change).replace("会場が", "")


def _coming(listings: Sequence[PublicListing], today: date, words: str) -> Iterator[Day]:
    """By day from today on, who meets; those whose name or place holds the words."""
    wanted = fold(words)
    named = [one for one in listings if not wanted or wanted in fold(one.name + one.place)]
    found: dict[date, list[Row]] = {}
    for listing in named:
        for meeting in held(listing):
            for day in next_dates(meeting, today, DAYS_AHEAD):
                if day < today + timedelta(days=DAYS_AHEAD):
                    found.setdefault(day, []).append(Row(listing, _start(meeting)))
    for day, rows in sorted(found.items()):
        yield Day(day, tuple(sorted(rows, key=lambda row: (row.start or "99", row.listing.reading))))


def _start(meeting: Meeting) -> str | None:
    starts = {series.start for series in meeting.series}
    return starts.pop() if len(starts) == 1 else None


def _cut(days: Sequence[Day]) -> tuple[tuple[Day, ...], int]:
    """Whole days up to `MOST_SHOWN` rows (the first day always), and how many rows were left out."""
    shown: list[Day] = []
    count = 0
    for day in days:
        if shown and count + len(day.rows) > MOST_SHOWN:
            break
        shown.append(day)
        count += len(day.rows)
    return tuple(shown), sum(len(day.rows) for day in days) - count


def _form(parts: Parts, said: MultiDict[str, str], error: str | None = None) -> Response:
    typed = {name: said.get(name, "") for name in FIELDS}
    with reading(parts.engine) as session:
        if "venue" in said:
            page = _venue_form(parts, said.get("venue", ""), typed, error, tuple(venues(session)))
        else:
            listing = listing_of(session, said.get("listing", ""))
            dates = tuple(sorted({d for m in listing.meetings for d in parts.next_dates(m, parts.today(), 4)}))
            page = ChangePage(
                target=listing.id,
                name=listing.name,
                at_venue=False,
                typed={"kind": "cancelled", **{k: v for k, v in typed.items() if v}},
                dates=dates[:DATES_OFFERED],
                error=error,
            )
    return page_answer("staff/change.html", page, status=422 if error else 200)


def _venue_form(
    parts: Parts, venue_id: str, typed: dict[str, str], error: str | None, known: Sequence[Venue]
) -> ChangePage:
    """Without a venue yet, it is chosen in the form: those where somebody meets, by name."""
    with reading(parts.engine) as session:
        found = venue_of(session, venue_id) if venue_id else None
        ids = held_at(session, venue_id) if venue_id else ()
        names = tuple(listing_of(session, one).name for one in ids[:MOST_SHOWN])
    used = sorted((venue.name, venue.id) for venue in known if venue.name and venue.privacy == "open")
    return ChangePage(
        target=venue_id,
        name=found.name or "名のない会場" if found else "",
        at_venue=True,
        typed={**typed, "kind": "closed", "first_day": typed["first_day"] or parts.today().isoformat()},
        dates=(),
        held=names,
        places=() if found else tuple((id, name) for name, id in used),
        error=error,
    )


def _change(sent: MultiDict[str, str]) -> DayChange:
    values = {name: text for name in FIELDS if (text := sent.get(name, "").strip())}
    # A day may be one of those offered, or another one typed beside them.
    values["first_day"] = sent.get("other_day", "").strip() or values.get("first_day", "")
    values.setdefault("last_day", values["first_day"])
    if values.get("kind") != "changed":
        values = {name: text for name, text in values.items() if name not in ("to_day", "start", "end", "place")}
    if sent.get("venue") == "":
        raise InputWrong("会場を選んでください。")
    try:
        return DayChange.model_validate(values)
    except ValidationError as error:
        raise InputWrong("日付を入れてください。") from error


def _known(parts: Parts) -> Iterator[Named]:
    for listing in parts.listings():
        yield Named(
            listing.id, listing.name, False, (listing.name, listing.reading, *listing.alternate_names), listing.place
        )
    with reading(parts.engine) as session:
        for venue in venues(session):
            if venue.name and venue.privacy == "open":
                yield Named(
                    venue.id,
                    venue.name,
                    True,
                    (venue.name, *venue.alternate_names),
                    venue.address_text or venue.town or "",
                )
