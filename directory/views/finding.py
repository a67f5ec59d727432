"""Finding listings by words and filters, as the list, the map and 「近い順」 all do it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from werkzeug.datastructures import MultiDict

from directory.public_view import PublicListing
from directory.search.request import SearchAnswer, SearchRequest
from directory.views import filters

MOST = 10_000


class Catalogue(Protocol):
    """What `directory.public_catalogue.PublicCatalogue` offers here."""

    def listings(self, ids: Sequence[str]) -> Sequence[PublicListing]: ...
    def all(self) -> Sequence[PublicListing]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`search` answers in step with the catalogue; `held` says what is held when (`directory.calendar.opening`)."""

    catalogue: Catalogue
    search: Callable[[SearchRequest], SearchAnswer]
    names: filters.Names
    held: Callable[[], Mapping[str, frozenset[str]]]

    towns: "TownsHeld" = field(default_factory=lambda: TownsHeld())

    def asked(self, args: MultiDict[str, str], size: int) -> SearchRequest:
        """The request that stands in an address's query or in a form."""
        towns = self.towns.of(self.catalogue.all()) if args else frozenset()
        return replace(filters.read(args, self.names, towns, size), held=self.held())

    def every(self, asked: SearchRequest) -> Sequence[PublicListing]:
        """Every listing that is found, not only one page's; the best first."""
        if not is_filtered(asked):
            return self.catalogue.all()
        found = self.search(replace(asked, page=1, size=MOST))
        return self.catalogue.listings([hit.id for hit in found.hits])


class TownsHeld:
    """The 町丁目 in which listings are held, gone through once for the same sequence of them."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[PublicListing], frozenset[str]] = ((), frozenset())

    def of(self, listings: Sequence[PublicListing]) -> frozenset[str]:
        known, towns = self._last
        if known is not listings:
            towns = frozenset(venue.town for listing in listings for venue in listing.venues if venue.town)
            self._last = (listings, towns)
        return towns


def is_filtered(asked: SearchRequest) -> bool:
    return bool(filters.query_of(replace(asked, page=1)))
