"""A 担当地域 text → its tokens: towns, numbers, names, brackets, and the words that link and limit them."""

import re
from collections.abc import Iterator

from geodata.characters import Folded, fold
from geodata.zones import rule_words as words
from geodata.zones.rule_cleaning import cleaned
from geodata.zones.rule_tokens import (
    Bracket,
    Branch,
    Chain,
    Houses,
    Mark,
    MarkKind,
    Name,
    Numbers,
    Parity,
    Token,
    Towns,
    Word,
    WordKind,
    communities_named,
)
from geodata.zones.rules import Span, TownNames

_WORDS: tuple[tuple[re.Pattern[str], WordKind], ...] = (
    (words.HOWEVER, "however"),
    (words.REMAINING, "remaining"),
    (words.WITHIN, "within"),
    (words.SUBJECT, "subject"),
    (words.TAKING_IN, "including"),
    (words.EXCEPT, "except"),
    (words.WHOLE, "whole"),
    (words.ONLY, "only"),
    (words.DIFFERS, "differs"),
    (words.PART, "part"),
    (words.LAX_LIST, "lax"),
    (words.ELSEWHERE, "elsewhere"),
)


def tokens_of(text: str, towns: TownNames) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The tokens, and the words that say nothing of land. Total."""
    text, skipped = cleaned(text, towns)
    folded = fold(text)
    return _Tokenizer(folded, towns).run(0, len(folded.text)), skipped


# Brackets within brackets; deeper ones only part what stands in them.
_DEEPEST = 16


class _Tokenizer:
    def __init__(self, folded: Folded, towns: TownNames) -> None:
        self._folded, self._text, self._towns = folded, folded.text, towns
        self._depth = 0

    def run(self, start: int, end: int) -> tuple[Token, ...]:
        return communities_named(tuple(self._each(start, end)))

    def _each(self, at: int, end: int) -> Iterator[Token]:
        before: Token | None = None
        while at < end:
            token, stop = self._next(at, end, before)
            if token is not None:
                yield token
                before = token
            at = max(stop, at + 1)

    def _next(self, at: int, end: int, before: Token | None) -> tuple[Token | None, int]:
        text = self._text
        begins = before is None or isinstance(before, Mark)
        if text[at] == "の" and (town := self._town(at + 1, end)) is not None:
            return town
        if before is None and self._depth and (found := words.EACH_BEGINS.match(text, at, end)):
            return Word("each", found[0]), found.end()
        if found := words.MARK.match(text, at, end):
            return Mark(_mark_kind(found[0])), found.end()
        if found := words.SAME.match(text, at, end) or self._counter(at, end, before):
            return None, found.end()
        if isinstance(before, Towns) and (found := words.OF_NUMBERS.match(text, at, end)) and found[0]:
            return Word("each", found[0]) if found[1] else None, found.end()
        if text[at] == "(":
            if self._depth >= _DEEPEST:
                return None, at + 1
            close = _closing(text, at, end)
            self._depth += 1
            inside = self.run(at + 1, close)
            self._depth -= 1
            return Bracket(inside, self._folded.original(at + 1, close)), min(close + 1, end)
        if isinstance(before, Numbers | Chain | Houses) and (found := words.BRANCH.match(text, at, end)):
            return Branch(int(found[1])), found.end()
        if begins and (town := self._town(at, end)) is not None:
            return town
        if found := words.LABEL.match(text, at, end):
            community = words.COMMUNITY_LABEL.search(found[0])
            return (Word("communities", community[1]) if community else None), found.end()
        if found := words.PARITY.match(text, at, end):
            return Parity(1 if found[1] == "奇" else 0, found[2]), found.end()
        if (said := self._word(at, end, begins)) is not None:
            return said
        if not begins and (town := self._town(at, end)) is not None:
            return town
        if found := words.SIDE_WORD.match(text, at, end):
            return None, found.end()
        if found := words.UNKNOWN_TOWN.match(text, at, end):
            # The numbers are this town's, never the town's before it; the check says that the table lacks it.
            return Towns((found[0],), self._original(at, found.end()), known=False), found.end()
        if (text[at].isdecimal() or text[at] in "第~") and (numbers := self._numbers(at, end)) is not None:
            return numbers
        if text[at] == "~":
            # From a name to a name: what lies between, no text tells.
            return Word("direction", "～"), at + 1
        return self._name(at, end)

    def _word(self, at: int, end: int, begins: bool) -> tuple[Token, int] | None:
        for pattern, kind in _WORDS:
            # A name may begin with は: what is said of an item stands right after it.
            if begins and kind in ("subject", "elsewhere"):
                continue
            # ハイランド begins with no は.
            if kind in ("subject", "elsewhere") and self._folded.original(at, at + 1) in ("ハ", "ﾊ"):
                continue
            if found := pattern.match(self._text, at, end):
                return Word(kind, found[1] if kind == "elsewhere" else self._original(at, found.end())), found.end()
        return None

    def _counter(self, at: int, end: int, before: Token | None) -> re.Match[str] | None:
        """(1) before an item; right after one, only where a town follows."""
        found = words.COUNTER.match(self._text, at, end)
        if found is None or before is None or isinstance(before, Mark):
            return found
        after = found.end() + (self._text[found.end() : found.end() + 1] == " ")
        return found if self._towns.ends_at(self._text, after, end) else None

    # -- towns and names -----------------------------------------------------------------------------------------

    def _town(self, at: int, end: int) -> tuple[Token | None, int] | None:
        own = self._own_name(at)
        if (counted := self._counted_off(at, end)) is not None:
            return counted
        for stop in self._towns.ends_at(self._text, at, end):
            if own and stop < own:
                break
            stop = self._before_chome(at, stop)
            # 3丁目 is a number, 1番町 and 3崎町 are names.
            number = words.NUMBER.match(self._text, at, end)
            is_number = number is not None and stop <= number.end()
            if not is_number and self._ends_name(stop, end):
                return Towns((self._text[at:stop],), self._original(at, stop)), stop
        if own:
            return None, own
        return None

    def _own_name(self, at: int) -> int | None:
        """Where the municipality's own name ends (逗子市 of 逗子市逗子; 西区 of 横浜市西区)."""
        if prefecture := words.PREFECTURE.match(self._text, at):
            at = prefecture.end()
        name = self._towns.municipality
        for own in (name, name.partition("市")[2]):
            if own and self._text.startswith(own, at):
                return at + len(own)
        return None

    def _before_chome(self, at: int, stop: int) -> int:
        """霞台3丁目 is 霞台 and a number, where the table has all its 丁目."""
        numbered = re.match(r"^(.*[^0-9])([0-9]+)(?:丁目|丁|番丁)$", self._text[at:stop])
        return at + len(numbered[1]) if numbered and numbered[1] in self._towns.with_chome else stop

    def _counted_off(self, at: int, end: int) -> tuple[Token, int] | None:
        """北1~3条西: each of these towns."""
        found = words.COUNTED.match(self._text, at, end)
        if found is None:
            return None
        # What follows must not go on counting (北1~3条5丁目).
        more = words.NUMBER.match("1" + found[3])
        if more is not None and more.end() > 1:
            return None
        unit = next(iter(re.findall("条|地割|線|号", found[2])), "")
        wanted = [n for low, high in _ranges(found[2]) for n in range(low, min(high, low + 99) + 1)]
        for length in range(len(found[3]), -1, -1):
            names = [f"{found[1]}{n}{unit}{found[3][:length]}" for n in wanted]
            stop = found.start(3) + length
            if not wanted or not (unit or length) or not self._ends_name(stop, end):
                continue
            listed = [name if name in self._towns else name.replace("第", "") for name in names]
            if listed[0] in self._towns and listed[-1] in self._towns:
                return Towns(tuple(listed), self._original(at, stop)), stop
        return None

    def _name(self, at: int, end: int) -> tuple[Token | None, int]:
        if found := words.ESTATE_PART.match(self._text, at, end):
            buildings = words.buildings_of(found[0].removeprefix(found[1]))
            name = Name(found[1], self._original(at, found.end()), partial=not buildings, buildings=buildings)
            return name, found.end()
        if found := words.DIRECTION.match(self._text, at, end):
            return Word("direction", self._original(at, found.end())), found.end()
        numbers = words.NAME_NUMBERS.match(self._text, at, end)
        found = words.WORD.match(self._text, numbers.end() if numbers else at, end)
        if found is None or not found[0]:
            return None, at + 1
        printed, text = self._original(at, found.end()).removeprefix("の"), self._text[at : found.end()]
        if text in ("の", "各", "市内", "町内", "村内", "区内"):
            return None, found.end()
        is_aza = printed.startswith("字")
        return Name(text.removeprefix("の"), printed.removeprefix("字"), is_aza), found.end()

    # -- numbers -------------------------------------------------------------------------------------------------

    def _numbers(self, at: int, end: int) -> tuple[Token, int] | None:
        text = self._text
        if found := words.FROM_TO_CHOME.match(text, at, end):
            low, first, high, last = (int(number) if number else None for number in found.groups())
            return Houses((low or 0, first, high or 0, last), "番地" in found[0], "chome"), found.end()
        if found := words.FROM_TO_HOUSE.match(text, at, end):
            return Houses(words.corners_of(found), "番地" in found[0]), found.end()
        if found := words.CHAIN_TO_CHAIN.match(text, at, end):
            return _between(found), found.end()
        if (found := self._chain(at, end)) is not None:
            parts = tuple(int(part) for part in found[1].split("-"))
            return Chain(parts, int(found[2]) if found[2] else None, found[0].endswith("番地")), found.end()
        spans: list[Span] = []
        unit: str | None = None
        dashed = False
        while (found := words.NUMBER.match(text, at, end)) is not None and self._is_number(found, end):
            spans.append(words.span_of(found))
            dashed = dashed or "-" in found[0]
            at, unit = found.end(), words.unit_of(found)
            if unit:
                break
            mark = words.MARK.match(text, at, end)
            if mark is None or not self._goes_on(mark.end(), end):
                break
            at = mark.end()
        return (Numbers(tuple(spans), unit, dashed), at) if spans else None

    def _chain(self, at: int, end: int) -> re.Match[str] | None:
        """3-1~7, 4-2-29, 13-4: no mere range, as 3-5 may be."""
        found = words.CHAIN.match(self._text, at, end)
        if found is None:
            return None
        parts = [int(part) for part in found[1].split("-")]
        return found if len(parts) > 2 or found[2] or parts[0] >= parts[1] else None

    def _is_number(self, found: re.Match[str], end: int) -> bool:
        """6会地区 is a name that begins with a number."""
        if words.unit_of(found) or found.end() >= end:
            return True
        return words.AFTER_NUMBER.match(self._text, found.end(), end) is not None

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether the list's next number stands here: no town, no chain, no house."""
        found = words.NUMBER.match(self._text, at, end)
        if found is None or not self._is_number(found, end):
            return False
        ranges = (words.FROM_TO_CHOME, words.FROM_TO_HOUSE, words.CHAIN_TO_CHAIN)
        if any(pattern.match(self._text, at, end) for pattern in ranges) or self._chain(at, end):
            return False
        return not any(
            stop > found.end() and self._ends_name(stop, end) for stop in self._towns.ends_at(self._text, at, end)
        )

    def _ends_name(self, at: int, end: int) -> bool:
        """Whether a name may end here: before a mark, a number, a linking word, 国道より北側."""
        return (
            at >= end
            or self._folded.original(at, at + 1).startswith("字")
            or words.NAME_END.match(self._text, at, end) is not None
            or words.DIRECTION.match(self._text, at, end) is not None
        )

    def _original(self, start: int, stop: int) -> str:
        return self._folded.original(start, stop).removeprefix("大字")


def _between(found: re.Match[str]) -> Chain:
    """1-1~1-20 is 1-1~20; where more than the last number changes, all of them, which no address has."""
    first, last = ([int(part) for part in found[n].split("-")] for n in (1, 2))
    if first[:-1] == last[:-1] and first[-1] <= last[-1]:
        return Chain(tuple(first), last[-1], found[3] is not None)
    return Chain((*first, *last), None, found[3] is not None)


def _mark_kind(mark: str) -> MarkKind:
    if set(mark) & set("。|"):
        return "stop"
    if set(mark) & set("、,;"):
        return "comma"
    return "list" if mark.strip(" :") else "space"


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for low, high in re.findall(r"([0-9]+)[^0-9~・、]*(?:(?:~|-|がら)第?([0-9]+))?", text):
        yield int(low), int(high or low)


def _closing(text: str, start: int, end: int) -> int:
    depth = 0
    for position in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return end
