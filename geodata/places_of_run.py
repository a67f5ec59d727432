"""Where a run keeps its places, and whose they are: TSUNAGI_INSTANCE, and TSUNAGI_PROFILE or what was set up there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import Problem

PROFILES = Path(__file__).parents[1] / "directory" / "profiles"
DEFAULT_PROFILE = "zushi"
_NAME_KEPT = "profile"


@dataclass(frozen=True, slots=True)
class PlacesOfRun:
    """`instance`: the folder that a run keeps. `profile`: the municipality's files (zones.toml, perhaps towns.csv)."""

    instance: Path
    profile: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "PlacesOfRun":
        """Raises Problem where TSUNAGI_PROFILE is another municipality than the one the folder was set up for."""
        instance = Path(environment.get("TSUNAGI_INSTANCE") or "instance").absolute()
        asked, kept = environment.get("TSUNAGI_PROFILE"), _kept(instance)
        profile = _folder(asked or kept or DEFAULT_PROFILE)
        if kept and profile.resolve() != _folder(kept).resolve():
            raise Problem(
                f"この置き場所（{instance}）の名簿は「{_folder(kept).name}」のもので、「{profile.name}」ではありません。"
                "TSUNAGI_PROFILE を外すか、TSUNAGI_INSTANCE で別の置き場所を指定してください。"
            )
        return cls(instance, profile)

    @property
    def gazetteer(self) -> Path:
        return self.instance / "gazetteer.sqlite"

    @property
    def zones(self) -> Path:
        return self.profile / "zones.toml"

    @property
    def zone_editions(self) -> Path:
        """圏域 polygons that staff have loaded, a file an edition."""
        return self.instance / "zones"

    @property
    def ways(self) -> Path:
        """Heights of the ground and bus stops that staff have loaded."""
        return self.instance / "ways"

    @property
    def extra_towns(self) -> list[Path]:
        """A profile's own towns (towns.csv): a fictional municipality, or towns newer than the table."""
        own = self.profile / "towns.csv"
        return [own] if own.is_file() else []


def keep_profile(instance: Path, profile: Path) -> None:
    """Write down whose municipality's `instance` is, so that later commands need not be told: a name of the profiles
    that come along, or the path of a folder.
    """
    name = profile.name if profile.parent.resolve() == PROFILES.resolve() else str(profile)
    (instance / _NAME_KEPT).write_text(f"{name}\n", "utf-8")


def _kept(instance: Path) -> str | None:
    try:
        return (instance / _NAME_KEPT).read_text("utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _folder(name: str) -> Path:
    return Path(name).absolute() if "/" in name else PROFILES / name
