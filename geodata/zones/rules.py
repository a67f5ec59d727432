"""What a 担当地域 text says, as values: the land that a rule takes in and leaves out, and the same in plain words."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Level = Literal["chome", "block", "number"]
LEVELS: tuple[Level, ...] = ("chome", "block", "number")
UNIT_WORDS: dict[Level, str] = {"chome": "丁目", "block": "番", "number": "号"}
_COMMUNITY = re.compile(
    r"(?:地区|自治会|町内会|町会|区会|連合会?|学区|小学校区?域?|中学校区?域?|小区|中区|組|班|[0-9]区)$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both included; `parity` 1 odd only, 0 even only, None both."""

    low: int
    high: int
    parity: int | None = None

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, int)
            and self.low <= number <= self.high
            and (self.parity is None or number % 2 == self.parity)
        )


EVERY = Span(0, 10**9)


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of land as a rule names it, from large to small; None: not narrowed at that level.

    `town` is the folded name of a 大字 or 町 without 丁目 (None: the whole municipality); `named` an estate, building,
    小字, 自治会 or 学区 within it. `is_lot`: the rule says 番地, not 番. `partial`: a part of it (の一部).
    """

    town: str | None = None
    town_words: str = ""
    chome: Span | None = None
    block: Span | None = None
    number: Span | None = None
    named: str | None = None
    named_words: str = ""
    is_lot: bool = False
    partial: bool = False
    printed: str = ""

    @property
    def is_community(self) -> bool:
        """Named by a 自治会 or 学区: no address tells whether it belongs."""
        return self.named is not None and _COMMUNITY.search(self.named) is not None

    def in_words(self) -> str:
        parts = [self.town_words]
        for level in LEVELS:
            span: Span | None = getattr(self, level)
            if span is not None:
                unit = "番地" if level == "block" and self.is_lot else UNIT_WORDS[level]
                parts.append(_span_words(span, unit))
        text = "".join(parts) or ("" if self.named else "全域")
        if self.named:
            text = f"{text}の{self.named_words}" if text else self.named_words
        return text + ("の一部" if self.partial else "")


def _span_words(span: Span, unit: str) -> str:
    """1〜3番, 12号以上, 1〜30番（奇数）, 奇数番."""
    if span.high == EVERY.high:
        if span.parity is not None:
            return ("奇数" if span.parity else "偶数") + unit
        return f"{span.low}{unit}以上"
    numbers = str(span.low) if span.low == span.high else f"{span.low}〜{span.high}"
    return numbers + unit + ("" if span.parity is None else "（奇数）" if span.parity else "（偶数）")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a text takes in, what it leaves out, and words that were not understood."""

    includes: tuple[Ground, ...]
    excludes: tuple[Ground, ...]
    unread: tuple[str, ...] = ()

    def in_words(self) -> str:
        """The reading in plain Japanese, for staff to approve."""
        text = "、".join(ground.in_words() for ground in self.includes)
        if self.excludes:
            text += "。ただし " + "、".join(ground.in_words() for ground in self.excludes) + " を除く"
        if self.unread:
            text += "。読めなかった語: " + "、".join(self.unread)
        return text + "。"


@dataclass(frozen=True, slots=True)
class TownNames:
    """The folded names that a municipality's rules may use; `with_chome` are those that have 丁目."""

    names: frozenset[str]
    with_chome: frozenset[str]
    municipality: str = ""

    def longest_at(self, text: str, start: int) -> int | None:
        """Where the longest town name at this place ends."""
        for end in range(min(len(text), start + 16), start, -1):
            name = text[start:end]
            if name in self.names or name in self.with_chome:
                return end
        return None


def names_of(by_key: Collection[str], with_chome: Collection[str], municipality: str) -> TownNames:
    """The names that rules of a municipality may use, out of its gazetteer's keys."""
    return TownNames(frozenset(by_key), frozenset(with_chome), municipality)
