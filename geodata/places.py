"""Names of places that are not addresses: venues, 団地, 地区. geodata learns them through this protocol only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

PlaceKind = Literal["facility", "district"]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place known by name. Only places that may be shown to anyone; points are JGD2011 degrees.

    `level` is the fineness of the point, as in the geocode line (3 town, 7 block, 8 house).
    """

    name: str
    kind: PlaceKind
    city_code: str
    town: str | None = None
    block: str | None = None
    number: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    level: int = 3


class PlaceNames(Protocol):
    """Filled by the catalogue with its public venues, their aliases and readings."""

    def named(self, key: str) -> Sequence[NamedPlace]:
        """Places whose name, alias or reading folds (`geodata.characters.key`) to exactly this key."""


class NamesInTurn:
    """The places of the first that knows a name."""

    def __init__(self, *names: PlaceNames) -> None:
        self._names = names

    def named(self, key: str) -> Sequence[NamedPlace]:
        return next((found for names in self._names if (found := names.named(key))), ())


class PlaceNamesWhenAsked:
    """Names that are opened by the first text that is no address: addresses alone never wait for them."""

    def __init__(self, open_names: Callable[[], PlaceNames]) -> None:
        self._open = open_names

    @cached_property
    def _names(self) -> PlaceNames:
        return self._open()

    def named(self, key: str) -> Sequence[NamedPlace]:
        return self._names.named(key)
