"""What any 推進員 knows beyond catalogue and vocabulary, read from knowledge.toml and a municipality's own file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KNOWLEDGE_FILE = Path(__file__).parent / "knowledge.toml"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables of knowledge.toml; each field's meaning stands there."""

    exertion: Mapping[str, frozenset[str]]
    abilities: Mapping[str, tuple[str, ...]]
    near_roles: Mapping[str, tuple[str, ...]]
    helping_roles: frozenset[str]
    needs_of_a_role: frozenset[str]
    quiet_needs: frozenset[str]
    spared_needs: frozenset[str]
    circle_types: frozenset[str]
    young_needs: frozenset[str]
    young_targets: frozenset[str]
    young_eased_by: frozenset[str]
    only_women: tuple[str, ...]
    only_men: tuple[str, ...]
    members_venues: tuple[str, ...]
    everywhere: tuple[str, ...]
    route_forms: frozenset[str]
    come_to_forms: frozenset[str]
    home_forms: frozenset[str]
    forms_not_offered: frozenset[str]
    work_types: frozenset[str]

    @classmethod
    def load(cls, own: Path | None = None) -> "Knowledge":
        tables = tomllib.loads(KNOWLEDGE_FILE.read_text(encoding="utf-8"))
        if own is not None and own.is_file():
            for name, table in tomllib.loads(own.read_text(encoding="utf-8")).items():
                tables[name] = tables.get(name, {}) | table
        forms = tables["forms"]
        return cls(
            exertion={name: frozenset(contents) for name, contents in tables["exertion"].items()},
            abilities={name: tuple(contents) for name, contents in tables["ability"].items()},
            near_roles={name: tuple(roles) for name, roles in tables["near_role"].items()},
            helping_roles=frozenset(tables["helping"]["roles"]),
            needs_of_a_role=frozenset(tables["helping"]["meets"]),
            quiet_needs=frozenset(tables["quiet"]["needs"]),
            spared_needs=frozenset(tables["spared"]["needs"]),
            circle_types=frozenset(tables["circle"]["types"]),
            young_needs=frozenset(tables["young"]["needs"]),
            young_targets=frozenset(tables["young"]["targets"]),
            young_eased_by=frozenset(tables["young"]["eased_by"]),
            only_women=tuple(tables["only"]["women"]),
            only_men=tuple(tables["only"]["men"]),
            members_venues=tuple(tables["members_only"]["venues"]),
            everywhere=tuple(tables["everywhere"]["words"]),
            route_forms=frozenset(forms["route"]),
            come_to_forms=frozenset(forms["come_to"]),
            home_forms=frozenset(forms["at_home"]),
            forms_not_offered=frozenset(forms["not_offered"]),
            work_types=frozenset(forms["work_types"]),
        )
