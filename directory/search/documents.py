"""What the index holds of one listing, made from its public view only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from directory.listing import Meeting
from directory.public_view import PublicListing
from directory.search import words

REMEMBERED = 8_192  # halls, organisations and labels come again and again

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Labels = Mapping[tuple[str, str], tuple[str, ...]]
"""(scheme, id) of the vocabulary → its label, then its synonyms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`grams`, `title_grams`: clean grams; `inner`: all 3-grams; `kana`: grams of what is written in kana; `normal`:
    dictionary words, and their neighbours in `pairs`; `terms`: "scheme:id"; `spelled`: words as written, to suggest
    from; `order`: the reading to sort by; `statuses`: (day it begins, status) in order, "" where it holds from the
    first.
    """

    id: str
    grams: frozenset[str]
    title_grams: frozenset[str]
    inner: frozenset[str]
    kana: frozenset[str]
    normal: tuple[str, ...]
    pairs: frozenset[str]
    exact: frozenset[str]
    spelled: frozenset[str]
    terms: frozenset[str]
    facets: Mapping[str, tuple[str, ...]]
    order: str
    confirmed: str
    statuses: tuple[tuple[str, str], ...]


def document(listing: PublicListing, labels: Labels) -> Document:
    terms = _terms(listing)
    said = [name for term in sorted(terms) for name in labels.get(term, ())[:1]]
    titles = [listing.name, *listing.alternate_names]
    title, sounds = _Text(), _Text()
    for text in titles:
        title.add(text, sounding=True)
    title.add_reading(listing.reading)
    for text in (*_names(listing), *said):
        sounds.add(text, sounding=True)
    for venue in listing.venues:
        sounds.add_reading(venue.reading or "")
    for text in _sentences(listing):
        sounds.add(text)
    return Document(
        id=listing.id,
        grams=frozenset(title.grams | sounds.grams),
        title_grams=frozenset(title.grams),
        inner=frozenset(title.inner | sounds.inner),
        kana=frozenset(title.kana | sounds.kana),
        normal=(*title.normal, *sounds.normal),
        pairs=frozenset(title.pairs | sounds.pairs),
        exact=frozenset(words.fold("".join(words.pieces(text))) for text in (*titles, listing.reading)),
        spelled=frozenset(_spelled([*titles, *_names(listing)])),
        terms=frozenset(f"{scheme}:{term}" for scheme, term in terms),
        facets=_facets(listing, terms),
        order=words.fold(listing.reading or listing.name),
        confirmed=listing.assured_date.isoformat() if listing.assured_date else "",
        statuses=(
            ("", listing.status),
            *((one.since.isoformat(), one.status) for one in listing.coming_statuses),
        ),
    )


@lru_cache(REMEMBERED)
def _stretches(text: str) -> tuple[words.Stretch, ...]:
    """`words.stretches` of a public text; what people type is never remembered."""
    return tuple(words.stretches(text))


class _Text:
    """Gathers the grams and words of several texts of one listing; none reaches from one stretch into the next."""

    def __init__(self) -> None:
        self.grams: set[str] = set()
        self.inner: set[str] = set()
        self.kana: set[str] = set()
        self.normal: list[str] = []
        self.pairs: set[str] = set()

    def add(self, text: str, sounding: bool = False) -> None:
        for stretch in _stretches(text):
            self.grams.update(words.clean_grams(stretch))
            self.inner.update(words.inner_grams(stretch.folded))
            normal = [token.normal for token in stretch.tokens]
            self.normal += normal
            self.pairs.update(words.pairs(normal))
            if sounding:
                self.kana.update(words.kana_grams(stretch))
                self.grams.update(words.sounding_grams(stretch))
                self.inner.update(words.inner_grams("".join(token.reading for token in stretch.tokens)))

    def add_reading(self, reading: str) -> None:
        self.grams.update(words.reading_grams(reading))
        for piece in map(words.fold, words.pieces(reading)):
            self.inner.update(words.inner_grams(piece))


def _terms(listing: PublicListing) -> set[tuple[str, str]]:
    said = {(word.scheme, word.term): word.value for venue in listing.venues for word in venue.words}
    said |= {(word.scheme, word.term): word.value for word in listing.words}
    held = {term for term, value in said.items() if value}
    return held | {("type", kind) for kind in listing.types}


def _names(listing: PublicListing) -> Iterator[str]:
    """Short texts whose readings are worth knowing: places and people behind the listing."""
    texts = [listing.organization, listing.district, listing.place, *listing.extents, *listing.residents_of]
    for venue in listing.venues:
        texts += [venue.place, *venue.alternate_names, venue.town]
    yield from dict.fromkeys(text for text in texts if text)


def _sentences(listing: PublicListing) -> Iterator[str]:
    texts = [listing.description, listing.eligibility_text, listing.fees_text, listing.application_text, listing.note]
    texts += [listing.telephone, listing.source_id, *(meeting.text for meeting in listing.meetings)]
    for venue in listing.venues:
        texts += [venue.label, venue.address, venue.transportation]
    yield from dict.fromkeys(text for text in texts if text)


def _spelled(texts: Iterable[str]) -> Iterator[str]:
    """Whole names and their words, as written: what a slip of the hand is compared with."""
    for text in texts:
        for stretch in _stretches(text):
            yield stretch.prepared
            yield from (stretch.prepared[start:end] for start, end in words.content_words(stretch))


def _facets(listing: PublicListing, terms: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    return {
        "types": _with_broader(term for scheme, term in terms if scheme == "type"),
        "areas": listing.zone_ids,
        "targets": _with_broader(term for scheme, term in terms if scheme == "target"),
        "days": weekdays(listing.meetings),
        "towns": tuple({venue.town for venue in listing.venues if venue.town}),
        "district": (listing.district,) if listing.district else (),
    }


def _with_broader(terms: Iterable[str]) -> tuple[str, ...]:
    """「地域の縁側（基幹型）」 (engawa.core) is also found as 「地域の縁側」 (engawa)."""
    return tuple({term[:end] for term in terms for end in (*_dots(term), len(term))})


def _dots(term: str) -> list[int]:
    return [at for at, character in enumerate(term) if character == "."]


def weekdays(meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """The weekdays on which a listing meets, as far as its schedules are understood."""
    found: set[str] = set()
    for meeting in meetings:
        for series in meeting.series:
            rule = dict(part.split("=", 1) for part in series.rrule.split(";") if "=" in part)
            found.update(day[-2:] for day in rule.get("BYDAY", "").split(",") if day)
            if rule.get("FREQ") == "DAILY" and "BYDAY" not in rule:
                found.update(WEEKDAYS)
        found.update(WEEKDAYS[date.fromisoformat(day).weekday()] for day in meeting.dates)
    return tuple(day for day in WEEKDAYS if day in found)
