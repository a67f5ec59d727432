"""Weights and thresholds of the rules, read from rules.toml: what /about/matching shows is what is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata import parameters
from geodata.parameters import Parameter

RULES_FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every weight by "rule.name": whole points, years, metres."""

    stated: parameters.Parameters

    def __getitem__(self, name: str) -> int:
        return int(self.stated[name])

    @property
    def version(self) -> str:
        return self.stated.version

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.stated.by_name.values())

    def of_rule(self, rule: str) -> Iterator[Parameter]:
        return self.stated.of_group(rule)

    @classmethod
    def load(cls, own: Path | None = None) -> "Parameters":
        """rules.toml, and a municipality's own values over it, where it has any."""
        return cls(parameters.Parameters.load(RULES_FILE, own))


__all__ = ["RULES_FILE", "Parameter", "Parameters"]
