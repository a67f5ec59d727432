"""Weights and thresholds of the rules, read from rules.toml: what /about/matching shows is what is used."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RULES_FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One weight or threshold. `unit` and `source` are Japanese, as users read them."""

    name: str
    value: int
    unit: str
    source: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter by "rule.name". `version`: the file's own number and the digest of what it says."""

    version: str
    by_name: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> int:
        return self.by_name[name].value

    def of_rule(self, rule: str) -> Iterator[Parameter]:
        return (p for name, p in self.by_name.items() if name.startswith(f"{rule}."))

    @classmethod
    def load(cls, own: Path | None = None) -> "Parameters":
        """Read rules.toml, then a municipality's own values over it ([rule] name = {value, …}), where it has any."""
        text = RULES_FILE.read_text(encoding="utf-8")
        stated = tomllib.loads(text)
        changes = own.read_text(encoding="utf-8") if own is not None and own.is_file() else ""
        for rule, entries in tomllib.loads(changes).items():
            stated[rule] = stated.get(rule, {}) | entries
        by_name = {
            f"{rule}.{name}": Parameter(f"{rule}.{name}", **entry)
            for rule, entries in stated.items()
            if isinstance(entries, dict)
            for name, entry in entries.items()
        }
        digest = hashlib.sha256((text + changes).encode()).hexdigest()[:8]
        return cls(f"{stated['version']}-{digest}", by_name)
