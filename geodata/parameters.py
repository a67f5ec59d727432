"""Stated values: each with its unit, where it comes from and since when it holds, read from TOML.

`[group]` / `name = { label, value, unit, source, valid_from }`. A municipality's own file goes over ours by entry.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.errors import Problem


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value. `label`, `unit` and `source` are Japanese, as users read them."""

    name: str
    value: float
    unit: str
    source: str
    valid_from: date
    label: str = ""

    @property
    def title(self) -> str:
        """The label; the identifier where a municipality's own value came without one."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every value by "group.name". `version`: the file's own number and the digest of what it says."""

    version: str
    by_name: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> float:
        return self.by_name[name].value

    def of_group(self, group: str) -> Iterator[Parameter]:
        return (p for name, p in self.by_name.items() if name.startswith(f"{group}."))

    @classmethod
    def load(cls, ours: Path, own: Path | None = None) -> "Parameters":
        """Read `ours`, then a municipality's `own` over it, where there is one. Raises Problem for what is no value."""
        text = ours.read_text(encoding="utf-8")
        stated = tomllib.loads(text)
        changes = own.read_text(encoding="utf-8") if own is not None and own.is_file() else ""
        try:
            for group, entries in tomllib.loads(changes).items():
                known = stated.setdefault(group, {})
                for name, entry in entries.items():
                    label = {"label": known[name]["label"]} if "label" in known.get(name, {}) else {}
                    known[name] = label | entry
            by_name = {
                f"{group}.{name}": Parameter(f"{group}.{name}", **entry)
                for group, entries in stated.items()
                if isinstance(entries, dict)
                for name, entry in entries.items()
            }
        except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
            raise Problem(
                f"{own} を読めません（{error}）。名前 = {{ value, unit, source, valid_from }} の形で書いてください。"
            ) from error
        digest = hashlib.sha256((text + changes).encode()).hexdigest()[:8]
        return cls(f"{stated['version']}-{digest}", by_name)
