"""圏域 as values: a zone with its desk, a 通称, which edition the rules are from, and the answer for an address."""

from dataclasses import dataclass, field
from typing import Literal

from geodata.gazetteer.towns import Town
from geodata.geocoded import Geocoded
from geodata.zones.rules import Rule

AreaStatus = Literal["assigned", "ambiguous", "outside", "unknown"]
AreaMethod = Literal["rule", "polygon", "town"]


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk in charge of a 圏域 (地域包括支援センター). `address` is as printed."""

    name: str
    address: str
    phone: str
    hours: str | None = None

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "address": self.address, "phone": self.phone}


@dataclass(frozen=True, slots=True)
class Zone:
    """One 圏域, or an area of another layer. `rule_text` is its 担当地域 word for word; `rule` is our reading of it.

    `own_desk` may be None only in a further layer (小学校区, 自治会連合).
    """

    id: str
    name: str
    reading: str
    own_desk: Desk | None
    rule_text: str
    rule: Rule

    @property
    def desk(self) -> Desk:
        """The desk in charge; every 圏域 has one. Raises LookupError for an area of a further layer without a desk."""
        if self.own_desk is None:
            raise LookupError(f"{self.name} has no desk")
        return self.own_desk

    def as_json(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True)
class Alias:
    """A 通称 or estate name. Alone it never decides an area; `ask` is what to ask instead."""

    name: str
    keys: tuple[str, ...]
    means: str
    ask: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text the rules are from."""

    id: str
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class TownZones:
    """A town and the ids of the zones that it may belong to. `is_split`: a rule divides it (番, 号, 一部)."""

    town: Town
    zone_ids: tuple[str, ...]
    is_split: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The contract's `area` object as a value."""

    input: str
    status: AreaStatus
    because: str
    zone: Zone | None = None
    method: AreaMethod | None = None
    candidates: tuple[Zone, ...] = ()
    ask: str | None = None
    geocoded: Geocoded
    desk: Desk | None = field(default=None)

    def as_line(self) -> dict[str, object]:
        return {
            "input": self.input,
            "status": self.status,
            "area": self.zone.as_json() if self.zone else None,
            "method": self.method,
            "because": self.because,
            "candidates": [zone.as_json() for zone in self.candidates],
            "ask": self.ask,
            "desk": self.desk.as_json() if self.desk else None,
            "geocode": self.geocoded.as_line(),
            "error": self.geocoded.error,
        }
