"""`/match`: condition sheet and answer for 推進員, and the notebook beside it. Nothing of a person is kept."""

import json
from collections.abc import Callable

from flask import Blueprint, Response, flash, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geodata.errors import Problem
from matching.answer import Matches
from matching.lacking import counted, lacking
from matching.match_page import MatchPage, Parts, match_page
from matching.notebook import Notebook, heard
from matching.sheet_form import Choices, Filled

Guard = Callable[[Callable[..., AnyResponse]], Callable[..., AnyResponse]]


def anybody(view: Callable[..., AnyResponse]) -> Callable[..., AnyResponse]:
    """The guard of a sample, which lets everyone in."""
    return view


def blueprint(parts: Parts, guard: Guard = anybody) -> Blueprint:
    """`guard` lets only those in who may use /match."""
    views = Blueprint("match", __name__)
    choices = Choices.of(parts.vocabulary)

    @views.get("/match")
    @guard
    def sheet() -> Response:
        return _page(
            MatchPage(choices=choices, filled=Filled(), emergency=parts.emergency, takes_answers=bool(parts.notebook))
        )

    @views.post("/match")
    @guard
    def answer() -> Response:
        if request.is_json:
            return _as_json(parts.matches(parts.sheet(request.get_json(silent=True))))
        return _page(match_page(parts, choices, Filled.of(request.form.to_dict(flat=False))))

    if parts.notebook:
        _add_notebook(views, parts, parts.notebook, choices, guard)
    return views


def _add_notebook(views: Blueprint, parts: Parts, notebook: Notebook, choices: Choices, guard: Guard) -> None:
    @views.post("/match/answer")
    @guard
    def learnt() -> Response:
        sent = request.form
        facts = heard(sent.get("rule", ""), sent.get("question", ""), sent.get("choice", ""), sent.get("answer", ""))
        try:
            name = notebook.keep(sent.get("listing", ""), facts)
            flash(f"「{name}」について聞いたことを控えました。社協が確かめてから名簿に反映します。", "done")
        except Problem as problem:
            flash(str(problem), "care")
        return _page(match_page(parts, choices, _sheet_sent()))

    @views.post("/match/gap")
    @guard
    def gap() -> Response:
        filled = _sheet_sent()
        sheet = parts.sheet(filled.as_person())
        found = parts.matches(sheet)
        words = counted(request.form.getlist("lacking"), lacking(sheet, found, parts.vocabulary))
        if words and (once := request.form.get("once")) and not parts.first_time(once):
            flash("これは、もう数えてあります。", "care")
            return _page(match_page(parts, choices, filled, asks_gap=False))
        try:
            notebook.count_gap(words, _zone_of(found))
            flash("足りなかったことに数えました。残るのは、ことば・圏域・月の数だけです。", "done")
        except Problem as problem:
            flash(str(problem), "care")
            words = []
        return _page(match_page(parts, choices, filled, asks_gap=not words))


def _sheet_sent() -> Filled:
    """The sheet that travels in a hidden field: it stands in no address and no log."""
    return Filled.from_text(request.form.get("sheet", ""))


def _zone_of(found: Matches) -> str | None:
    area = found.area.get("area")
    return str(area["id"]) if isinstance(area, dict) else None


def _page(page: MatchPage) -> Response:
    return make_response(render_template("matching/match.html", page=page))


def _as_json(matches: Matches) -> Response:
    response = make_response(json.dumps(matches.as_json(), ensure_ascii=False, indent=2) + "\n")
    response.mimetype = "application/json"
    return response
