"""Cases that staff can read (a profile's cases/*.toml): who asks, what a seasoned worker expects, and why.

They are written before the program's answer is looked at. A municipality adds its own; `make eval` and the tests put
them to the matcher. How to write one: docs/matching.md.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from directory.errors import InputWrong
from directory.public_view import PublicListing
from matching.answer import Matches

GAIN_BEST, GAIN_GOOD = 3, 1
TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Listings are named by source id, desks by name. `person` is the contract's PERSON.json.

    `best`: any of them must be among the first three; `at_least` more than one. `good`: may well be suggested.
    `never`: neither a suggestion nor another route; `not_suggested`: no suggestion; `not_top3`: not among the first.
    `routes`: must be a suggestion or another route. `ask`: words that must stand in the answer. `near_misses`: rules
    of which there must be a near miss. `confident`: None where either is right.
    """

    id: str
    title: str
    why: str
    person: Mapping[str, object]
    best: tuple[str, ...] = ()
    at_least: int = 1
    good: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    not_suggested: tuple[str, ...] = ()
    not_top3: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    confident: bool | None = None

    def gain(self, source_id: str | None) -> int:
        """What a suggestion is worth: most where it was asked for by name, none where nobody thought of it."""
        return GAIN_BEST if source_id in self.best else GAIN_GOOD if source_id in self.good else 0

    def unwanted(self, shown: Sequence[str]) -> list[str]:
        """Those of the suggestions, best first, that must not stand where they stand."""
        barred = {*self.never, *self.not_suggested}
        first = [one for one in shown[:TOP] if one in self.not_top3]
        return first + [one for one in shown if one in barred]

    def faults(self, found: Matches) -> tuple[str, ...]:
        """What an answer lacks or has too much of, in Japanese; empty: as expected."""
        shown = suggested(found)
        routes = {name for route in found.other_routes if route.listing for name in _names(route.listing)}
        routes |= {route.desk.name for route in found.other_routes if route.desk}
        faults = [f"{one} が候補にある" for one in self.unwanted(shown)]
        faults += [f"{one} がほかの道にある" for one in self.never if one in routes]
        if self.best and len(set(self.best) & set(shown[:TOP])) < self.at_least:
            faults.append(f"{'・'.join(self.best)} が上位{TOP}つにない（あるのは {'・'.join(shown[:TOP])}）")
        faults += [f"{one} が候補にもほかの道にもない" for one in self.routes if one not in {*shown, *routes}]
        said = json.dumps(found.as_json(), ensure_ascii=False)
        faults += [f"「{words}」と言っていない" for words in self.ask if words not in said]
        near = {one.rule for one in found.near_misses}
        faults += [f"惜しい候補に {rule} がない" for rule in self.near_misses if rule not in near]
        if self.confident is not None and found.no_confident_match is self.confident:
            faults.append("はっきり合うと言いすぎ" if not self.confident else "合う場があるのに適合なしと言った")
        return tuple(faults)


def suggested(found: Matches) -> list[str]:
    """Source ids of the suggestions, best first; the id where there is none."""
    return [match.listing.source_id or match.listing.id for match in found.matches]


def load(folder: Path) -> tuple[Case, ...]:
    """All cases of a profile's cases/ folder, by file name. Raises InputWrong naming the file and the mistake."""
    return tuple(case for path in sorted((folder / "cases").glob("*.toml")) for case in _read(path))


def _read(path: Path) -> list[Case]:
    known = {field.name for field in fields(Case)}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        for table in tables:
            if unknown := sorted(set(table) - known):
                raise InputWrong(f"{path.name} の {table.get('id')} に知らない項目があります: {'、'.join(unknown)}")
        return [_case(table) for table in tables]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise InputWrong(f"事例 {path} を読めません（{error}）") from error


def _case(table: dict[str, Any]) -> Case:
    values: dict[str, Any] = {name: tuple(said) if isinstance(said, list) else said for name, said in table.items()}
    return Case(**values)


def _names(listing: PublicListing) -> set[str]:
    return {listing.name, listing.source_id or listing.id}
