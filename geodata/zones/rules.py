"""What a 担当地域 text says, as values: the land that a rule takes in and leaves out, and the same in plain words."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from geodata.characters import key

Level = Literal["chome", "block", "number"]
LEVELS: tuple[Level, ...] = ("chome", "block", "number")
UNIT_WORDS: dict[Level, str] = {"chome": "丁目", "block": "番", "number": "号"}
NameKind = Literal["community", "aza", "estate", "other"]
COMMUNITY = re.compile(
    "(?:地区|地域|圏域|えりあ|自治会?|町内会|町会|区会|連合会?|自治連|学区|校区|小学校区?域?|中学校区?域?|小区|中区|組|班"
    "|[0-9]区|支部|の?通学区域?)+(?:の?区域)?$"
)
_ESTATES = (
    "団地|住宅|ハイツ|ハイム|マンション|アパート|コーポ|荘|ビル|タウン|ヒル|ヒルズ|ハウス|レジデンス|パーク|ガーデン|シティ"
    "|タワー|メゾン|コート|プラザ|ヴィラ|ホーム|マリーナ|寮|苑|棟|病院"
)
ESTATE = re.compile(f"(?:{key(_ESTATES)})[0-9]*$")
ESTATE_ENDS = tuple(key(_ESTATES).split("|"))
# 県営住宅, 第2団地: many towns have one.
_GENERIC_ESTATE = re.compile(f"(?:[都道府県市区町村]営|公[営社団]|改良|第?[0-9]+)*(?:{key(_ESTATES)})[0-9]*$")


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

    def holds(self, other: "Span") -> bool:
        same_parity = self.parity is None or self.parity == other.parity
        return self.low <= other.low and other.high <= self.high and same_parity


EVERY = Span(0, 10**9)
# Of a town that has 丁目: what lies in none of them.
NO_CHOME = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of land as a rule names it, from large to small; None: not narrowed at that level.

    `towns`: folded names of 大字 or 町 without 丁目, several where the text counts them off (北1〜3条西); none: the
    whole municipality. `named`: an estate, building, 小字, 自治会 or 学区 within it; `is_aza`: called 字. `is_lot`: the
    rule says 番地, not 番. `buildings`: only these of an estate (1〜3号棟). `partial`: only a part of it, and no
    address tells which. `remaining`: what of it no other zone takes in (その他の区域).
    """

    towns: tuple[str, ...] = ()
    town_words: str = ""
    chome: Span | None = None
    block: Span | None = None
    number: Span | None = None
    named: str | None = None
    named_words: str = ""
    is_aza: bool = False
    is_lot: bool = False
    buildings: tuple[Span, ...] = ()
    partial: bool = False
    remaining: bool = False

    @property
    def name_kind(self) -> NameKind | None:
        """What kind of name `named` is: an address says 字 and estates, but not communities and other names."""
        if self.named is None:
            return None
        if COMMUNITY.search(self.named):
            return "community"
        if self.is_aza:
            return "aza"
        return "estate" if ESTATE.search(self.named) else "other"

    @property
    def is_one_estate(self) -> bool:
        """Whether it is named by an estate's own name, which lies in one place."""
        return self.name_kind == "estate" and _GENERIC_ESTATE.match(self.named or "") is None

    @property
    def fineness(self) -> int:
        """How narrow it is: of two that speak of one address, the finer counts."""
        levels = (self.chome, self.block, self.number)
        return (
            bool(self.towns)
            + sum(level is not None for level in levels)
            + (5 if self.named else 0)
            + bool(self.buildings)
        )

    def span(self, level: Level) -> Span | None:
        return {"chome": self.chome, "block": self.block, "number": self.number}[level]

    def with_span(self, level: Level, span: Span | None) -> "Ground":
        if level == "chome":
            return replace(self, chome=span)
        if level == "block":
            return replace(self, block=span)
        return replace(self, number=span)

    def holds(self, other: "Ground") -> bool:
        """Whether the other lies wholly within this one, as far as their words tell."""
        if self.named is not None and self.named != other.named:
            return False
        if self.buildings and self.buildings != other.buildings:
            return False
        if self.towns and not (other.towns and set(other.towns) <= set(self.towns)):
            return False
        for level in LEVELS:
            own, its = self.span(level), other.span(level)
            if own is not None and (its is None or not own.holds(its)):
                return False
        return True

    def in_words(self) -> str:
        parts = [self.town_words]
        for level in LEVELS:
            if (span := self.span(level)) is not None:
                parts.append(_span_words(span, "番地" if level == "block" and self.is_lot else UNIT_WORDS[level]))
        text = "".join(parts)
        if self.named:
            text = f"{text}の{self.named_words}" if text else self.named_words
        if self.remaining:
            return f"{text}のうち、ほかの圏域が担当しない所" if text else "ほかの圏域が担当しない所すべて"
        return (text or "全域") + ("の一部" if self.partial else "")


def _span_words(span: Span, unit: str) -> str:
    """1〜3番, 12号以上, 1〜30番（奇数）, 奇数番."""
    if span == NO_CHOME:
        return "（丁目のない所）"
    if span.high == EVERY.high:
        if span.parity is not None:
            return ("奇数" if span.parity else "偶数") + unit
        return f"{span.low}{unit}以上"
    numbers = str(span.low) if span.low == span.high else f"{span.low}〜{span.high}"
    return numbers + unit + ("" if span.parity is None else "（奇数）" if span.parity else "（偶数）")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a text takes in, what it leaves out; `unread`: words that were not understood; `skipped`: words that say
    nothing about land (telephone numbers, readings of names).
    """

    includes: tuple[Ground, ...]
    excludes: tuple[Ground, ...]
    unread: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

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

    def __contains__(self, name: object) -> bool:
        return name in self.names or name in self.with_chome

    def ends_at(self, text: str, start: int, end: int) -> list[int]:
        """Where the town names that begin at this place end, longest first."""
        return [stop for stop in range(min(end, start + 20), start, -1) if text[start:stop] in self]


def names_of(by_key: Collection[str], with_chome: Collection[str], municipality: str) -> TownNames:
    """The names that rules of a municipality may use, out of its gazetteer's keys."""
    return TownNames(frozenset(by_key), frozenset(with_chome), municipality)
