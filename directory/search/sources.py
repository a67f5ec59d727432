"""What the search needs of its neighbours, so that it can be tried without them."""

from collections.abc import Iterable
from typing import Protocol

from directory.public_view import PublicListing


class Changes(Protocol):
    """What happened to the public view since a change number: listings made or changed, and ids taken out."""

    @property
    def number(self) -> int: ...
    @property
    def listings(self) -> Iterable[PublicListing]: ...
    @property
    def gone(self) -> Iterable[str]: ...


class Catalogue(Protocol):
    """`directory.public_catalogue.PublicCatalogue`."""

    @property
    def version(self) -> int: ...
    def all(self) -> Iterable[PublicListing]: ...
    def changed_since(self, number: int) -> Changes: ...


class Term(Protocol):
    @property
    def scheme(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def synonyms(self) -> tuple[str, ...]: ...


class Terms(Protocol):
    """`directory.vocabulary.Vocabulary`."""

    def terms(self, scheme: str) -> Iterable[Term]: ...
    def resolve(self, text: str, schemes: tuple[str, ...]) -> Iterable[Term]: ...
