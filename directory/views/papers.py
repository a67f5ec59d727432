"""`/paper` 「印刷する・紙で配る」: lists with maps, the month's calendar, the booklet, a leaflet with chosen places.

What is asked for stands in the address, as it is of the list and of nobody; the places of a leaflet are posted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, make_response, request

from directory.calendar.month import Month, month_of
from directory.call_list import ToCall
from directory.errors import InputWrong
from directory.japanese_days import month_of_year
from directory.paper.areas import AreaSheet, Section, area_pdf
from directory.paper.booklets import AreaDesk, Booklet, Chapter, booklet_pdf
from directory.paper.leaflets import DATES_SHOWN, MOST_PLACES, Chosen, leaflet_pdf
from directory.paper.listings import Desk, Entry
from directory.paper.months import MonthSheet, month_pdf, on_days, title_of
from directory.public_view import PublicListing
from directory.summary import Summary
from directory.views import days
from directory.views.areas import UNDECIDED, zone_of
from directory.views.pages import page_answer
from directory.views.paper_choice import (
    AREA,
    CHAPTERS,
    Choice,
    Parts,
    bounded,
    choice_of,
    desk_of,
    months_of,
    paper_page,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    title: str
    month: Month
    desk: Desk
    undated: tuple[tuple[Summary, ToCall], ...]
    every_day: tuple[tuple[Summary, ToCall], ...]
    phones: tuple[tuple[PublicListing, ToCall], ...]
    months: tuple[tuple[str, str], ...]
    query: str
    printed_on: date
    near: int


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("papers", __name__)
    days.install(views)

    @views.get("/paper")
    def papers() -> Response:
        return page_answer("public/papers.html", paper_page(parts))

    @views.get("/areas/<id>.pdf")
    def area(id: str) -> Response:
        zone = zone_of(parts.zones, id)
        return _list(parts, choice_of(parts, AREA + zone.id, ""), f"areas/{zone.id}")

    @views.get("/paper/list.pdf")
    def listings() -> Response:
        choice = _asked(parts)
        return _list(parts, choice, f"paper?{choice.query}")

    @views.get("/paper/calendar")
    def calendar() -> Response:
        return page_answer("public/month.html", _month_page(parts, _asked(parts), _month(parts)))

    @views.get("/paper/calendar.pdf")
    def calendar_paper() -> Response:
        choice, first = _asked(parts), _month(parts)
        sheet = MonthSheet(
            municipality=parts.municipality,
            area=choice.title,
            desk=desk_of(parts, choice),
            month=_held(parts, choice, first),
            address=f"{request.url_root}paper/calendar?{_query(choice, first)}",
            issued=parts.today(),
            notes=_notes(choice),
        )
        printed = month_pdf(sheet, lambda one: _entry(parts, one), parts.whom_to_call, parts.font_folder())
        return _pdf(printed, f"calendar-{first:%Y%m}")

    @views.get("/paper/booklet.pdf")
    def booklet() -> Response:
        return _pdf(
            booklet_pdf(_booklet(parts, request.args.get("by", "area")), parts.font_folder()), _dated(parts, "booklet")
        )

    @views.post("/paper/leaflet.pdf")
    def leaflet() -> Response:
        chosen = list(dict.fromkeys(request.form.getlist("place")))
        found = parts.catalogue.listings(chosen) if 1 <= len(chosen) <= MOST_PLACES else ()
        if not found:
            raise InputWrong(f"紙にする会を、1つから{MOST_PLACES}つまで選んでください。")
        places = [
            Chosen(
                listing=one,
                summary=parts.summaries.of(one, parts.today(), DATES_SHOWN),
                call=parts.whom_to_call(one),
                address=f"{request.url_root}resources/{one.id}",
            )
            for one in found
        ]
        return _pdf(leaflet_pdf(places, parts.today(), parts.font_folder()), "leaflet")

    return views


def _asked(parts: Parts) -> Choice:
    return choice_of(parts, request.args.get("place", ""), request.args.get("type", ""))


def _list(parts: Parts, choice: Choice, address: str) -> Response:
    every = (*choice.listings, *choice.near)
    drawn = None
    if parts.maps and every:
        title = f"{choice.title}の地図"
        drawn = parts.maps.of_area(choice.zone.id, every) if choice.zone else parts.maps.of_all(title, every)
    numbers = drawn.numbers() if drawn else {}
    sections = [Section(f"{choice.title}の会・窓口", _entries(parts, choice.listings, numbers))]
    if choice.near:
        sections.append(Section(UNDECIDED, _entries(parts, choice.near, numbers), choice.near_note))
    sheet = AreaSheet(
        municipality=parts.municipality,
        title=f"{choice.title}の居場所",
        desk=desk_of(parts, choice),
        rule_text=choice.zone.rule_text if choice.zone else "",
        layers=tuple(parts.layers_within(choice.zone.id)) if choice.zone else (),
        sections=tuple(sections),
        address=f"{request.url_root}{address}",
        issued=parts.today(),
        map=drawn,
    )
    return _pdf(area_pdf(sheet, parts.font_folder()), _dated(parts, "list"))


def _booklet(parts: Parts, by: str) -> Booklet:
    if by not in CHAPTERS:
        raise InputWrong("冊子の分け方は、圏域・地区・種類のどれかを選んでください。")
    every = parts.catalogue.all()
    bounded(len(every))
    maps = parts.maps.of_areas(every) if parts.maps else ()
    numbers: dict[str, tuple[int, ...]] = {}
    for one in maps:
        for id, found in one.numbers().items():
            numbers[id] = (*numbers.get(id, ()), *found)
    return Booklet(
        municipality=parts.municipality,
        council=parts.council,
        emergency=parts.emergency,
        desks=[AreaDesk(Desk(z.desk.name, z.desk.address, z.desk.phone), z.rule_text) for z in parts.zones],
        chapters=[
            Chapter(title, _entries(parts, listings, numbers))
            for title, listings in _chapters(parts, by, every)
            if listings
        ],
        maps=maps,
        address=request.url_root,
        issued=parts.today(),
        subtitle=f"{CHAPTERS[by]}の一覧と地図",
        notice=parts.notice,
    )


def _chapters(parts: Parts, by: str, every: Sequence[PublicListing]) -> list[tuple[str, list[PublicListing]]]:
    """By title; what belongs nowhere comes last."""
    asked: list[tuple[str, str, Callable[[PublicListing], Sequence[str | None]]]] = []
    if by == "area":
        asked = [(f"{zone.name}圏域", zone.id, lambda one: one.zone_ids) for zone in parts.zones]
    elif by == "district":
        asked = [(f"{name}地区", name, lambda one: (one.district,)) for name in parts.districts]
    else:
        asked = [(term.label, term.id, lambda one: one.types) for term in parts.vocabulary.terms("type")]
    found = [(title, [one for one in every if value in of(one)]) for title, value, of in asked]
    placed = {one.id for _, listings in found for one in listings}
    rest = {"area": "圏域がまだ決まっていない会", "district": "地区の分からない会", "type": "そのほか"}[by]
    return [*found, (rest, [one for one in every if one.id not in placed])]


def _month_page(parts: Parts, choice: Choice, first: date) -> MonthPage:
    month = _held(parts, choice, first)

    def told(listings: Sequence[PublicListing]) -> tuple[tuple[Summary, ToCall], ...]:
        return tuple((parts.summaries.of(one, parts.today()), parts.whom_to_call(one)) for one in listings)

    return MonthPage(
        title=title_of(choice.title, first),
        month=month,
        desk=desk_of(parts, choice),
        undated=told(month.undated),
        every_day=told(month.every_day),
        phones=tuple((one, parts.whom_to_call(one)) for one in on_days(month)),
        months=tuple((_query(choice, one), month_of_year(one)) for one in months_of(parts) if one != first),
        query=_query(choice, first),
        printed_on=parts.today(),
        near=len(choice.near),
    )


def _held(parts: Parts, choice: Choice, first: date) -> Month:
    return month_of((*choice.listings, *choice.near), first, parts.today())


def _month(parts: Parts) -> date:
    """The first day of the month asked for; this month where none is. Raises InputWrong for one that is not offered."""
    asked = request.args.get("month", "")
    found = [first for first in months_of(parts) if asked in ("", f"{first:%Y-%m}")]
    if not found:
        raise InputWrong("カレンダーは、今月から2か月先まで選べます。")
    return found[0]


def _query(choice: Choice, first: date) -> str:
    return "&".join(filter(None, (choice.query, f"month={first:%Y-%m}")))


def _notes(choice: Choice) -> tuple[str, ...]:
    return (f"圏域がまだ決まっていない近くの会も、{len(choice.near)}件のっています。",) if choice.near else ()


def _entry(parts: Parts, listing: PublicListing, numbers: tuple[int, ...] = ()) -> Entry:
    return Entry(parts.summaries.of(listing, parts.today()), parts.whom_to_call(listing), numbers)


def _entries(
    parts: Parts, listings: Sequence[PublicListing], numbers: Mapping[str, tuple[int, ...]]
) -> tuple[Entry, ...]:
    return tuple(_entry(parts, one, numbers.get(one.id, ())) for one in listings)


def _dated(parts: Parts, name: str) -> str:
    return f"{name}-{parts.today():%Y%m%d}"


def _pdf(printed: bytes, name: str) -> Response:
    response = make_response(printed)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
