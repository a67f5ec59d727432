"""Shapes that several page objects share: chips with counts, rows of a facts table, page links."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Response, make_response, render_template, request
from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a filter; `href` turns it on, or off where it is `chosen`."""

    text: str
    href: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a facts table. `text` None: nobody stated it, shown as 不明."""

    label: str
    text: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number; `href` None stands for a gap or, with `current`, for the page shown."""

    number: int
    href: str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class PageLinks:
    links: tuple[PageLink, ...]
    previous: str | None = None
    next: str | None = None


def page_links(current: int, last: int, href: Callable[[int], str]) -> PageLinks:
    """First, last and the neighbours of `current`; pages are counted from 1."""
    shown = sorted({n for n in (1, current - 1, current, current + 1, last) if 1 <= n <= last})
    links: list[PageLink] = []
    for number in shown:
        if links and number - links[-1].number > 1:
            links.append(PageLink(number - 1))
        links.append(PageLink(number, None if number == current else href(number), number == current))
    return PageLinks(
        tuple(links),
        href(current - 1) if current > 1 else None,
        href(current + 1) if current < last else None,
    )


@dataclass(frozen=True, slots=True)
class MapPieces:
    """A map as `geodata.maps` makes it, safe to print: what goes into the head, the body and after it.

    `legend` explains its outlines; `note` says where they are from, `approximate` that they are no boundaries.
    """

    head: Markup
    body: Markup
    script: Markup
    legend: Markup = field(default_factory=Markup)
    note: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class SplitTown:
    """A town whose 番 or 号 decides which of these 圏域 is in charge."""

    name: str
    zones: tuple[str, ...]


def page_answer(template: str, page: object, status: int = 200) -> Response:
    """The page as an answer that a browser may keep and ask about: unchanged, it is not sent again."""
    response = make_response(render_template(template, page=page), status)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
