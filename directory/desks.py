"""Desks by need (他の機関の機能がわかる): who takes what, out of the public listings and their types."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary

FORMS = ("desk", "service")
"""Where one talks first: a desk, and a service that is used after a talk."""
CLOSED = ("ended", "paused")


@dataclass(frozen=True, slots=True)
class NeedDesks:
    """Who takes a need besides the desks in charge of areas, desks before services, by reading. `need` is its id.

    `area_desks`: whether those take it too.
    """

    need: str
    label: str
    desks: tuple[PublicListing, ...]
    area_desks: bool


@dataclass(frozen=True, slots=True)
class DeskDirectory:
    """`general`: desks that take anything, or of which nobody stated what they take."""

    by_need: tuple[NeedDesks, ...]
    general: tuple[PublicListing, ...]


def desk_directory(
    listings: Iterable[PublicListing], vocabulary: Vocabulary, area_desks: Collection[str] = ()
) -> DeskDirectory:
    """In the order of the vocabulary's needs; a desk stands under each that it takes.

    `area_desks`: names of the desks in charge of areas, which take nearly everything and are said once.
    """
    desks = sorted(_desks(listings, vocabulary), key=lambda one: (_form(one, vocabulary), one.reading, one.id))
    taken = {desk.id: needs_of(desk, vocabulary) for desk in desks}
    special = [desk for desk in desks if desk.name not in area_desks]
    by_area = {need for desk in desks if desk.name in area_desks for need in taken[desk.id]}
    by_need = (
        NeedDesks(term.id, term.label, tuple(d for d in special if term.id in taken[d.id]), term.id in by_area)
        for term in vocabulary.terms("need")
    )
    general = tuple(desk for desk in special if not taken[desk.id])
    return DeskDirectory(tuple(one for one in by_need if one.desks or one.area_desks), general)


def needs_of(listing: PublicListing, vocabulary: Vocabulary) -> frozenset[str]:
    """Needs that it is there for: stated of it, or of its type or what it does; less what it is stated not to take."""
    stated = {word.term for word in listing.words if word.scheme == "need" and word.value}
    denied = {word.term for word in listing.words if word.scheme == "need" and not word.value}
    kinds = [("type", kind) for kind in listing.types]
    kinds += [("content", w.term) for w in listing.words if w.scheme == "content" and w.value and w.basis != "name"]
    by_kind = {need for kind in kinds if (term := vocabulary.term(*kind)) for need in term.meets}
    return frozenset((stated | by_kind) - denied)


def _desks(listings: Iterable[PublicListing], vocabulary: Vocabulary) -> Sequence[PublicListing]:
    return [one for one in listings if one.status not in CLOSED and _form(one, vocabulary) < len(FORMS)]


def _form(listing: PublicListing, vocabulary: Vocabulary) -> int:
    """Its place among FORMS; their number where it is neither."""
    forms = {term.form for kind in listing.types if (term := vocabulary.term("type", kind))}
    return next((place for place, form in enumerate(FORMS) if form in forms), len(FORMS))
