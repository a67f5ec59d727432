"""`/find`: three questions (なにを, いつ, どのあたり) lead to at most three places to print. Nothing is kept.

The order comes from the matcher, which this package does not know: `find_places` is passed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.call_list import ToCall
from directory.public_view import PublicListing
from directory.summary import Summaries, Summary
from directory.views.display import say, speech
from directory.views.filters import DAYS
from directory.views.pages import page_answer
from directory.vocabulary import Vocabulary

MOST_PLACES = 3
LONGEST_PLACE = 200
DATES_SHOWN = 3
HALVES = {"am": "午前", "pm": "午後"}
TIMES = {"am": ("09:00", "12:00"), "pm": ("12:00", "17:00"), "": ("09:00", "17:00")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked. Empty: anything, any time, anywhere. `contents` are vocabulary ids, `days` MO … SU.

    `begins` and `ends` are "HH:MM"; `place` is what somebody typed: a town, 地区, venue or address.
    """

    contents: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    half: str = ""
    place: str = ""

    @property
    def begins(self) -> str:
        return TIMES[self.half][0]

    @property
    def ends(self) -> str:
        return TIMES[self.half][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One place: why it fits, and what to ask by telephone. `minutes` is the way there in words, None: not known."""

    listing_id: str
    reasons: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    minutes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The best first. `place_note` says how the place was understood, or that it was not."""

    places: tuple[Suggestion, ...] = ()
    place_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    find_places: Callable[[Question], Suggestions]
    listings: Callable[[list[str]], tuple[PublicListing, ...]]
    summaries: Summaries
    vocabulary: Vocabulary
    whom_to_call: Callable[[PublicListing], ToCall]
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    summary: Summary
    suggestion: Suggestion
    call: ToCall


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPage:
    """`share` is an address of the places found: it names the places, and nothing of what was asked or where from.
    `are_examples`: no question was answered.
    """

    question: Question
    contents: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str], ...]
    halves: tuple[tuple[str, str], ...]
    asked: bool = False
    places: tuple[FoundPlace, ...] = ()
    place_note: str | None = None
    are_examples: bool = False
    printed_on: str = ""
    share: str = ""


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("find", __name__)

    @views.get("/find")
    def ask() -> Response:
        return page_answer("public/find.html", _page(parts, Question()))

    @views.post("/find")
    def find() -> Response:
        question = _question(parts.vocabulary)
        found = parts.find_places(question)
        places = _places(parts, found.places[:MOST_PLACES])
        page = _page(parts, question, asked=True, places=places, place_note=found.place_note)
        page = replace(page, are_examples=question == Question())
        return page_answer("public/find.html", page)

    @views.get("/find/places")
    def shared() -> AnyResponse:
        chosen = tuple(Suggestion(listing_id=id) for id in dict.fromkeys(request.args.getlist("id")[:MOST_PLACES]))
        places = _places(parts, chosen)
        if not places:
            return redirect("/find")
        return page_answer("public/find.html", _page(parts, Question(), asked=True, places=places))

    return views


def _question(vocabulary: Vocabulary) -> Question:
    form = request.form
    half = form.get("half", "")
    return Question(
        contents=tuple(dict.fromkeys(c for c in form.getlist("what") if vocabulary.term("content", c))),
        days=tuple(day for day in DAYS if day in form.getlist("day")),
        half=half if half in HALVES else "",
        place=form.get("place", "").strip()[:LONGEST_PLACE],
    )


def _places(parts: Parts, suggestions: tuple[Suggestion, ...]) -> tuple[FoundPlace, ...]:
    listings = {found.id: found for found in parts.listings([one.listing_id for one in suggestions])}
    return tuple(
        FoundPlace(
            parts.summaries.of(listings[one.listing_id], parts.today(), DATES_SHOWN, speech()),
            one,
            parts.whom_to_call(listings[one.listing_id]),
        )
        for one in suggestions
        if one.listing_id in listings
    )


def _page(
    parts: Parts,
    question: Question,
    asked: bool = False,
    places: tuple[FoundPlace, ...] = (),
    place_note: str | None = None,
) -> FindPage:
    return FindPage(
        question=question,
        contents=tuple(
            (term.id, parts.vocabulary.label("content", term.id, speech().language))
            for term in parts.vocabulary.terms("content")
        ),
        days=tuple((code, say(f"{name}曜")) for code, name in DAYS.items()),
        halves=(("", say("いつでも")), *((half, say(name)) for half, name in HALVES.items())),
        asked=asked,
        places=places,
        place_note=place_note,
        share=f"/find/places?{urlencode([('id', place.summary.id) for place in places])}" if places else "",
        printed_on=speech().date(parts.today()),
    )
