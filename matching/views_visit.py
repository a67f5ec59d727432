"""`/match/visit`: one to three places of an answer side by side, and the papers for a first visit, to print or as PDF.

The sheet and the choice travel in the form: they stand in no address, no log and no file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, flash, make_response, render_template, request

from directory.paper.visits import Paper, visit_pdf
from matching.answer import Match
from matching.comparing import Comparison, compare
from matching.match_page import Parts, match_page
from matching.sessions import Calendar, calendar
from matching.sheet_form import Choices, Filled
from matching.views import Guard, anybody
from matching.visit import MOST_PLACES, STAR, Around, entry_day, entry_words, papers

CHOOSE = f"行ってみる場所を、1つから{MOST_PLACES}つまで選んでください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """`comparison` None where one place was chosen."""

    filled: Filled
    matches: tuple[Match, ...]
    comparison: Comparison | None
    calendar: Calendar
    papers: tuple[Paper, ...]
    star: str = STAR
    entry_day = staticmethod(entry_day)
    entry_words = staticmethod(entry_words)


def blueprint(parts: Parts, council: str, font_folder: Callable[[], Path], guard: Guard = anybody) -> Blueprint:
    """`council`: who is asked where no desk is in charge, with the telephone."""
    views = Blueprint("visit", __name__)
    choices = Choices.of(parts.vocabulary)

    @views.post("/match/visit")
    @guard
    def page() -> Response:
        filled = Filled.from_text(request.form.get("sheet", ""))
        visit = _visit(parts, council, filled)
        if visit is None:
            flash(CHOOSE, "care")
            return make_response(render_template("matching/match.html", page=match_page(parts, choices, filled)), 422)
        return make_response(render_template("matching/visit.html", page=visit))

    @views.post("/match/visit.pdf")
    @guard
    def paper() -> Response:
        visit = _visit(parts, council, Filled.from_text(request.form.get("sheet", "")))
        if visit is None:
            return make_response(CHOOSE, 422)
        response = make_response(visit_pdf(visit.papers, parts.today(), font_folder()))
        response.mimetype = "application/pdf"
        response.headers["Content-Disposition"] = 'inline; filename="first-visit.pdf"'
        return response

    return views


def _visit(parts: Parts, council: str, filled: Filled) -> VisitPage | None:
    """The chosen places of the answer, in its order; None where none or too many were chosen."""
    sheet = parts.sheet(filled.as_person())
    found = parts.matches(sheet)
    wanted = set(request.form.getlist("place"))
    matches = tuple(match for match in found.matches if match.listing.id in wanted)
    if not 1 <= len(matches) <= MOST_PLACES:
        return None
    weeks = calendar([match.listing for match in matches], parts.today())
    around = Around(
        vocabulary=parts.vocabulary,
        call=parts.whom_to_call,
        desk=found.desk,
        council=council,
        emergency=parts.emergency,
        today=parts.today(),
    )
    return VisitPage(
        filled=filled,
        matches=matches,
        comparison=compare(matches, parts.vocabulary, parts.today()) if len(matches) > 1 else None,
        calendar=weeks,
        papers=papers(matches, sheet.main, weeks, around),
    )
