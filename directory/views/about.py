"""About the directory itself: where its data comes from, and the pieces its screens are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, Response

from directory.accessibility import Statement
from directory.japanese_days import month_words
from directory.public_view import PublicListing
from directory.views.pages import Chip, Fact, PageLinks, page_answer, page_links


class Source(Protocol):
    """What `directory.profile.Source` offers here."""

    @property
    def name(self) -> str: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def edition(self) -> str | None: ...
    @property
    def licence(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def used_for(self) -> str | None: ...


class Catalogue(Protocol):
    @property
    def version(self) -> int: ...
    def all(self) -> Sequence[PublicListing]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`places`: sentences on the tables of places in use (name, edition, rows). `outlines`: on the shapes of 圏域.
    `ways`: where loaded heights and bus stops come from.
    """

    municipality: str
    catalogue: Catalogue
    sources: tuple[Source, ...]
    ways: Callable[[], tuple[Source, ...]]
    places: Callable[[], tuple[str, ...]]
    outlines: tuple[str, ...] = ()
    is_fictional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    municipality: str
    is_fictional: bool
    listings: int
    confirmed: int
    version: int
    printed_sources: tuple[str, ...]
    sources: tuple[Source, ...]
    places: tuple[str, ...]
    outlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    statement: Statement


@dataclass(frozen=True, slots=True)
class ComponentsPage:
    chips: tuple[Chip, ...]
    facts: tuple[Fact, ...]
    pages: PageLinks


def blueprint(parts: Parts) -> Blueprint:
    about = Blueprint("about", __name__)

    @about.get("/about/data")
    def data() -> Response:
        listings = parts.catalogue.all()
        page = DataPage(
            municipality=parts.municipality,
            is_fictional=parts.is_fictional,
            listings=len(listings),
            confirmed=sum(listing.assured_date is not None for listing in listings),
            version=parts.catalogue.version,
            printed_sources=tuple(dict.fromkeys(_printed_in(listing) for listing in listings if listing.source_text)),
            sources=(*parts.sources, *parts.ways()),
            places=parts.places(),
            outlines=parts.outlines,
        )
        return page_answer("public/data.html", page)

    @about.get("/about/accessibility")
    def accessibility() -> Response:
        return page_answer("public/accessibility.html", AccessibilityPage(Statement.load()))

    @about.get("/about/components")
    def components() -> Response:
        page = ComponentsPage(
            chips=(Chip("サロン", "?type=salon", 48), Chip("居場所", "?", 3, chosen=True)),
            facts=(Fact("いつ", "第2・第4水曜 10:00〜12:00", "次は 12月9日（水）"), Fact("費用", None)),
            pages=page_links(4, 9, lambda n: f"?page={n}"),
        )
        return page_answer("public/components.html", page)

    return about


def _printed_in(listing: PublicListing) -> str:
    as_of = f"（{month_words(listing.source_as_of)}現在）" if listing.source_as_of else ""
    return f"{listing.source_text}{as_of}"
