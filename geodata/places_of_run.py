"""Where a run keeps its places: read from TSUNAGI_INSTANCE and TSUNAGI_PROFILE, the two settings geodata needs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROFILES = Path(__file__).parents[1] / "directory" / "profiles"


@dataclass(frozen=True, slots=True)
class PlacesOfRun:
    """`instance`: the folder that a run keeps. `profile`: the municipality's files (zones.toml, perhaps towns.csv)."""

    instance: Path
    profile: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "PlacesOfRun":
        profile = environment.get("TSUNAGI_PROFILE") or "zushi"
        return cls(
            Path(environment.get("TSUNAGI_INSTANCE") or "instance").absolute(),
            Path(profile).absolute() if "/" in profile else _PROFILES / profile,
        )

    @property
    def gazetteer(self) -> Path:
        return self.instance / "gazetteer.sqlite"

    @property
    def zones(self) -> Path:
        return self.profile / "zones.toml"

    @property
    def zone_editions(self) -> Path:
        return self.instance / "zones"

    @property
    def extra_towns(self) -> list[Path]:
        """A profile's own towns (towns.csv): a fictional municipality, or towns newer than the table."""
        own = self.profile / "towns.csv"
        return [own] if own.is_file() else []
