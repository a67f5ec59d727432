"""`/gaps`: unmet needs for the meeting on 地域資源開発, and the same as CSV. Counts only, small ones kept back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, make_response, request
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from directory.database import reading
from directory.japanese_days import date_words
from directory.stewardship import gaps
from directory.stewardship.gap_report import GapReport, report
from directory.views.pages import page_answer
from directory.vocabulary import Vocabulary

Guard = Callable[[Callable[..., Response]], Callable[..., Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`zones`: names of 圏域 by id. `guard` lets only those in who may use /match."""

    engine: Engine
    vocabulary: Vocabulary
    zones: Mapping[str, str]
    today: Callable[[], date]
    guard: Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage:
    report: GapReport
    years: tuple[int, ...]
    fewest: int
    until: str


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("gaps", __name__)

    @views.get("/gaps")
    @parts.guard
    def page() -> Response:
        found, years = _report(parts)
        return page_answer(
            "staff/gaps.html", GapsPage(report=found, years=years, fewest=gaps.FEWEST, until=date_words(parts.today()))
        )

    @views.get("/gaps.csv")
    @parts.guard
    def table() -> Response:
        found, _ = _report(parts)
        response = make_response(found.as_csv())
        response.mimetype = "text/csv"
        response.headers["Content-Disposition"] = f'attachment; filename="gaps-{found.year}.csv"'
        return response

    return views


def _report(parts: Parts) -> tuple[GapReport, tuple[int, ...]]:
    """Of the 年度 asked for, else this one; and those that there are."""
    this_year = gaps.fiscal_year(parts.today())
    with reading(parts.engine) as session:
        known = tuple(sorted({this_year, *gaps.years(session)}, reverse=True))
        asked = request.args.get("year", type=int)
        found = report(session, asked if asked in known else this_year, parts.vocabulary, parts.zones)
    return found, known
