"""The tokens of a 担当地域 text, and the communities among them (学区, 自治会) named in full."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geodata.zones.rules import COMMUNITY, ESTATE, Level, Span

# 足柄の各連合自治会: each of a list.
_EACH = re.compile("の?各(?=[^ ]*(?:自治|町内会|町会|学区|校区|地区|連合))")

MarkKind = Literal["space", "list", "comma", "stop"]
WordKind = Literal[
    "except", "however", "only", "whole", "part", "subject", "within", "including", "remaining", "elsewhere",
    "direction", "communities", "lax", "differs", "each",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Towns:
    """One town, or several that the text counts off. `known`: the table has them."""

    names: tuple[str, ...]
    words: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that share a unit; None: the text gives none.

    `dashed`: 3-5 may be a range or 3番5号, and 3-5番地 in a town with 丁目 3丁目5番地."""

    spans: tuple[Span, ...]
    unit: str | None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Numbers of several levels, 3-1~7: the last of `parts` goes up to `upto`."""

    parts: tuple[int, ...]
    upto: int | None
    is_lot: bool


@dataclass(frozen=True, slots=True)
class Houses:
    """From a block (and house) to a block (and house), or from a 丁目 (and block) to another, as `level` says."""

    corners: tuple[int, int | None, int, int | None]
    is_lot: bool
    level: Level = "block"


@dataclass(frozen=True, slots=True)
class Branch:
    number: int


@dataclass(frozen=True, slots=True)
class Parity:
    parity: int
    unit: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """What is no town: an estate, a building, a 小字, a 自治会, a 学区."""

    text: str
    words: str
    is_aza: bool = False
    partial: bool = False
    buildings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Word:
    kind: WordKind
    words: str


@dataclass(frozen=True, slots=True)
class Bracket:
    tokens: "tuple[Token, ...]"
    words: str


Token = Towns | Numbers | Chain | Houses | Branch | Parity | Name | Mark | Word | Bracket


def communities_named(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """西陣・翔鸞学区, 新玉、足柄の各学区: what ends a list names all of it; a label (学区：西陣) all up to a stop."""
    named: list[Token] = []
    label = ""
    for number, token in enumerate(tokens):
        if isinstance(token, Word) and token.kind == "communities":
            label = token.words
            continue
        if token == Mark("stop"):
            label = ""
        if _is_lone_suffix(tokens, number):
            continue
        if isinstance(token, Towns | Name) and (suffix := label or _suffix_after(tokens, number)):
            token = _with_suffix(token, suffix)
        elif isinstance(token, Name) and _EACH.search(token.text):
            token = replace(token, text=_EACH.sub("", token.text), words=_EACH.sub("", token.words))
        named.append(token)
    return tuple(named)


def _with_suffix(token: Towns | Name, suffix: str) -> Name:
    text = token.text if isinstance(token, Name) else token.names[0]
    if COMMUNITY.search(text):
        return Name(text, token.words)
    # 木町通小・立町小学校区: of 小 and 小学校区 one 小.
    twice = next(length for length in range(len(suffix), -1, -1) if text.endswith(suffix[:length]))
    return Name(text + suffix[twice:], token.words + suffix[twice:])


def _is_lone_suffix(tokens: Sequence[Token], number: int) -> bool:
    """学区 by itself, after a list and a space: 西陣・翔鸞 学区."""
    token = tokens[number]
    if number < 2 or tokens[number - 1] != Mark("space") or not isinstance(tokens[number - 2], Towns | Name):
        return False
    return isinstance(token, Name) and COMMUNITY.fullmatch(token.text) is not None


def _suffix_after(tokens: Sequence[Token], number: int) -> str:
    """The community word that ends the bare list in which this token stands; "" where there is none."""
    commas = False
    for position in range(number + 2, len(tokens), 2):
        mark, token = tokens[position - 1], tokens[position]
        if mark not in (Mark("list"), Mark("space"), Mark("comma")) or not isinstance(token, Name | Towns):
            return ""
        commas = commas or mark == Mark("comma")
        if _is_lone_suffix(tokens, position) and isinstance(token, Name):
            return "" if commas else token.text
        if mark == Mark("space"):
            return ""
        found = COMMUNITY.search(token.text) if isinstance(token, Name) else None
        if found is not None and isinstance(token, Name):
            return found[0] if not commas or _names_all(tokens[number], token, found[0]) else ""
    return ""


def _names_all(first: Token, last: Name, suffix: str) -> bool:
    """Over commas only by a 各, or, where the first is no town or estate, by 連合: 本町、桜会 are two things."""
    if _EACH.search(last.text):
        return True
    return "連合" in suffix and isinstance(first, Name) and not ESTATE.search(first.text)
