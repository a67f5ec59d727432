"""A small public catalogue that stands still, with the real search index and vocabulary around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.listing import Meeting
from directory.public_view import PublicListing
from directory.search import SearchIndex
from directory.summary import Summaries
from directory.views.filters import Names
from directory.views.listings import Parts
from directory.views.pages import Call
from directory.vocabulary import Vocabulary, fold

TODAY = date(2026, 11, 22)
ZONES = {"north": "北部", "south": "南部"}


@dataclass(frozen=True)
class Standing:
    """What PublicCatalogue offers, out of a tuple."""

    kept: tuple[PublicListing, ...]
    version: int = 1

    def all(self) -> Sequence[PublicListing]:
        return self.kept

    def listing(self, id: str) -> PublicListing | None:
        return next((listing for listing in self.kept if listing.id == id), None)

    def listings(self, ids: Sequence[str]) -> Sequence[PublicListing]:
        return [listing for id in ids if (listing := self.listing(id))]


def first_of_the_month(meeting: Meeting, start: date, count: int) -> Sequence[date]:
    return [date(2026, 12, 2)][:count] if meeting.series else []


def summaries(vocabulary: Vocabulary) -> Summaries:
    return Summaries(vocabulary, ZONES, lambda meeting: meeting.text, first_of_the_month)


def parts(folder: Path, *listings: PublicListing, report: Callable[[str, str], None] | None = None) -> Parts:
    vocabulary = Vocabulary.load()
    catalogue = Standing(listings)
    index = SearchIndex(folder / "search", vocabulary)
    index.catch_up(catalogue)
    return Parts(
        catalogue=catalogue,
        search=index.search,
        summaries=summaries(vocabulary),
        names=Names(vocabulary, ZONES, fold),
        whom_to_call=lambda listing: Call(
            "北部の窓口", "046-000-0001", f"「{listing.name}」のことを聞きたいのですが。"
        ),
        map_of=None,
        report=report,
        today=lambda: TODAY,
    )
