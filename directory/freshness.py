"""What a catalogue still lacks before it can be relied on: confirmations, facts, places, areas, agreeing counts.

Works on the public view, so that it says what a resident would miss. A listing that has ended is not asked about.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directory.listing import Means, Word
from directory.profile import Claim
from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary

PLACED_LEVEL = 3  # the geocoder's level of a 町丁目: coarser is no place to send anyone to
AT_HOME = frozenset({"visit", "remote"})
NOT_ENTERED = AT_HOME | {"donation"}
ADVICE = frozenset({"desk"})
MEANS: dict[Means, str] = {
    "telephone": "電話",
    "fax": "FAX",
    "post": "郵便",
    "visit": "訪問・対面",
    "link": "確認のページ",
    "subsidy": "補助金申請",
}
"""How a listing was confirmed (`Listing.assured_how`)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know of a listing. `ask`: as in 「…を教えてください」; `not_of`: forms not asked about it."""

    id: str
    label: str
    ask: str
    known: Callable[[PublicListing], bool]
    not_of: frozenset[str] = frozenset()


FACTS = (
    Fact("status", "いまも続いているか", "いまも続いているか", lambda listing: listing.status != "unknown"),
    Fact("schedule", "日時", "日時", lambda listing: any(m.certainty == "parsed" for m in listing.meetings)),
    Fact("venue", "会場", "会場", lambda listing: bool(listing.venues), AT_HOME),
    Fact("address", "会場の場所", "会場の場所", lambda listing: not listing.venues or is_placed(listing), AT_HOME),
    Fact("target", "対象", "どんな方が参加できるか", lambda listing: _says_target(listing)),
    Fact("fees", "費用", "費用", lambda listing: _says_fees(listing), ADVICE),
    Fact("application", "申し込み", "申し込みが要るか", lambda listing: listing.application_text is not None),
    Fact("access", "段差・車いす・トイレ", "段差やトイレのこと", lambda listing: _says_access(listing), NOT_ENTERED),
    Fact("telephone", "連絡先の電話", "連絡先", lambda listing: listing.telephone is not None),
)


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A number that a plan prints beside how many are listed."""

    claim: Claim
    listed: int

    @property
    def agrees(self) -> bool:
        return self.claim.figure == self.listed


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Of how many listings a fact is unknown, and how many it is asked of."""

    fact: Fact
    unknown: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of a catalogue. Listings stand in the order given; `due` since `since` (a day)."""

    since: date
    total: int
    claims: tuple[ClaimCheck, ...]
    never_confirmed: tuple[PublicListing, ...]
    confirmed_long_ago: tuple[PublicListing, ...]
    incomplete: tuple[Incomplete, ...]
    unplaced: tuple[PublicListing, ...]
    without_area: tuple[PublicListing, ...]
    several_areas: tuple[PublicListing, ...]


def is_due(listing: PublicListing, since: date) -> bool:
    """Whether the listing must be confirmed (again). What has ended need not."""
    return listing.status != "ended" and (listing.assured_date is None or listing.assured_date < since)


def is_placed(listing: PublicListing) -> bool:
    """Whether every venue has a point at least as fine as its 町丁目 (a private one: exactly that)."""
    return bool(listing.venues) and all(venue.point_level >= PLACED_LEVEL for venue in listing.venues)


def unknown_facts(listing: PublicListing, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """What nobody has stated of the listing, among what one asks of its kind, in the order to ask."""
    return tuple(fact for fact in _asked(listing, vocabulary) if not fact.known(listing))


def health(listings: Sequence[PublicListing], claims: Iterable[Claim], vocabulary: Vocabulary, since: date) -> Health:
    running = [listing for listing in listings if listing.status != "ended"]
    asked = [(listing, _asked(listing, vocabulary)) for listing in running]
    held_somewhere = [listing for listing in running if listing.venues]
    return Health(
        since=since,
        total=len(listings),
        claims=tuple(ClaimCheck(claim, _listed(listings, claim, vocabulary)) for claim in claims),
        never_confirmed=tuple(listing for listing in running if listing.assured_date is None),
        confirmed_long_ago=tuple(
            listing for listing in running if listing.assured_date is not None and listing.assured_date < since
        ),
        incomplete=tuple(
            Incomplete(
                fact,
                sum(fact in facts and not fact.known(listing) for listing, facts in asked),
                sum(fact in facts for _, facts in asked),
            )
            for fact in FACTS
        ),
        unplaced=tuple(
            listing
            for listing in running
            if not is_placed(listing) and (listing.venues or _gathers(listing, vocabulary))
        ),
        without_area=tuple(listing for listing in held_somewhere if not listing.zone_ids),
        several_areas=tuple(listing for listing in held_somewhere if len(listing.zone_ids) > 1),
    )


def _forms(listing: PublicListing, vocabulary: Vocabulary) -> set[str | None]:
    terms = (vocabulary.term("type", type_id) for type_id in listing.types)
    return {term.form for term in terms if term}


def _asked(listing: PublicListing, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """A fact is asked where any of the listing's types calls for it."""
    forms = _forms(listing, vocabulary) or {None}
    return tuple(fact for fact in FACTS if not forms <= fact.not_of)


def _gathers(listing: PublicListing, vocabulary: Vocabulary) -> bool:
    return not _forms(listing, vocabulary).isdisjoint({"gathering", "service", "work"})


def _listed(listings: Iterable[PublicListing], claim: Claim, vocabulary: Vocabulary) -> int:
    kinds = {term.id for term in vocabulary.narrower("type", claim.type)}
    return sum(listing.source_id not in claim.umbrella and not kinds.isdisjoint(listing.types) for listing in listings)


def _says_target(listing: PublicListing) -> bool:
    stated = (listing.eligibility_text, listing.minimum_age, listing.maximum_age)
    return any(value is not None for value in stated) or any(word.scheme == "target" for word in listing.words)


def _says_fees(listing: PublicListing) -> bool:
    return listing.fees_text is not None or listing.fee_yen_min is not None or listing.fee_yen_max is not None


def _says_access(listing: PublicListing) -> bool:
    steps = any(_stated(listing, term) for term in ("stairs", "no_stairs", "wheelchair"))
    return steps and _stated(listing, "accessible_toilet")


def _stated(listing: PublicListing, term: str) -> bool:
    """Whether the listing, or else every one of its venues, says yes or no; they may differ."""

    def says(words: Iterable[Word]) -> bool:
        return any(word.scheme == "access" and word.term == term for word in words)

    return says(listing.words) or (bool(listing.venues) and all(says(venue.words) for venue in listing.venues))
