"""Public listings for matching, by what is said of them: "scheme:term", with "!" denied, with "~" by name."""

import random
from collections.abc import Iterable

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from tests.factories import a_public_listing
from tests.matching.places import TOWNS


def chance_of(seed: int) -> random.Random:
    """The same seed gives the same catalogues and people."""
    return random.Random(seed)  # noqa: S311 nothing here is secret


def words_of(said: Iterable[str]) -> tuple[Word, ...]:
    words = []
    for text in said:
        scheme, _, term = text.lstrip("!~").partition(":")
        basis = "name" if text.startswith("~") else "stated"
        words.append(Word(scheme=scheme, term=term, value=not text.startswith("!"), basis=basis))
    return tuple(words)


def a_place(*said: str, kind: str | None = "salon", town: str | None = "北一丁目", **values: object) -> PublicListing:
    """A salon in 北一丁目 unless told otherwise; `said` are its own words."""
    words = words_of([*([f"type:{kind}"] if kind else []), *said])
    point = TOWNS.get(town or "", (None, None))
    venue = PublicVenue(
        place=f"{town or 'どこか'}会館", town=town, latitude=point[0], longitude=point[1], point_level=3 if town else 0
    )
    default = {"types": (kind,) if kind else (), "words": words, "venues": (venue,), "place": venue.place}
    return a_public_listing(**default | values)


def held(rrule: str, start: str | None = "10:00", end: str | None = "12:00", **values: object) -> tuple[Meeting, ...]:
    series = (Series(rrule=rrule, start=start, end=end),)
    return (Meeting(**{"text": "第2火曜 10時から12時", "certainty": "parsed", "series": series} | values),)
