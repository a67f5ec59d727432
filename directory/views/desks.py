"""`/desks`: who takes what, by need; `/match/desks`: how to hand over as well, and what only 推進員 may know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint
from werkzeug.wrappers import Response

from directory.call_list import ToCall
from directory.desks import DeskDirectory, desk_directory
from directory.public_view import PublicListing
from directory.summary import Summaries, Summary
from directory.views.areas import Zone
from directory.views.desk import Emergency
from directory.views.display import speech
from directory.views.pages import page_answer
from directory.vocabulary import Vocabulary

Guard = Callable[[Callable[..., Response]], Callable[..., Response]]
Facts = Callable[[Sequence[str]], Mapping[str, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True, slots=True)
class ForWorkers:
    """`guard` lets only those in who may use /match; `facts`: what only they may know, by listing."""

    guard: Guard
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`workers` None in a public process, which has no page for them."""

    listings: Callable[[], Sequence[PublicListing]]
    vocabulary: Vocabulary
    zones: Sequence[Zone]
    whom_to_call: Callable[[PublicListing], ToCall]
    emergency: Sequence[Emergency]
    today: Callable[[], date]
    workers: ForWorkers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DesksPage:
    directory: DeskDirectory
    zones: Sequence[Zone]
    summaries: Mapping[str, Summary]
    calls: Mapping[str, ToCall]
    emergency: Sequence[Emergency]
    for_workers: bool = False
    facts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("desks", __name__)

    @views.get("/desks")
    def desks() -> Response:
        return page_answer("public/desks.html", _page(parts, None))

    if workers := parts.workers:

        @views.get("/match/desks")
        @workers.guard
        def desks_for_workers() -> Response:
            return page_answer("public/desks.html", _page(parts, workers))

    return views


def _page(parts: Parts, workers: ForWorkers | None) -> DesksPage:
    found = desk_directory(parts.listings(), parts.vocabulary, {zone.desk.name for zone in parts.zones})
    shown = {one.id: one for need in found.by_need for one in need.desks} | {one.id: one for one in found.general}
    summaries = Summaries(parts.vocabulary, {})
    return DesksPage(
        directory=found,
        zones=parts.zones,
        summaries={id: summaries.of(one, parts.today(), speech=speech()) for id, one in shown.items()},
        calls={id: parts.whom_to_call(one) for id, one in shown.items()},
        emergency=parts.emergency,
        for_workers=workers is not None,
        facts=workers.facts(list(shown)) if workers else {},
    )
