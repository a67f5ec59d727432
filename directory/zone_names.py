"""The names of a profile's 圏域 without their rules and points: for lists and filters, read in a millisecond."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ZoneName:
    id: str
    name: str
    reading: str


def zone_names(zones_file: Path) -> tuple[ZoneName, ...]:
    """In the file's order; none where the profile draws no 圏域."""
    if not zones_file.is_file():
        return ()
    zones = tomllib.loads(zones_file.read_text(encoding="utf-8")).get("zone", [])
    return tuple(ZoneName(zone["id"], zone["name"], zone.get("reading", zone["name"])) for zone in zones)
