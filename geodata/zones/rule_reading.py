"""担当地域 texts as municipalities print them → what they take in and what they leave out.

「桜山3・4・5丁目(35~37番、葉桜団地を除)、沼間」 → 桜山3丁目, 桜山4丁目, 桜山5丁目, 沼間; without 桜山5丁目35〜37番
and 葉桜団地.
A bracket belongs to the item before it; a number without its own unit takes the unit of its list; a smaller unit that
follows without a mark narrows the item before it; after a mark it continues in the same town (丁目, 番).
"""

import re
from dataclasses import dataclass, field, replace

from geodata.characters import Folded, fold
from geodata.zones.rule_words import (
    AFTER_NUMBER,
    BRANCH,
    COUNTER,
    EXCEPT,
    FROM_TO_HOUSE,
    HOWEVER,
    LABEL,
    MARK,
    NAME_END,
    NUMBER,
    ONLY,
    PARITY,
    PART,
    SIDE_WORD,
    TAKING_IN,
    UNITS,
    UNKNOWN_TOWN,
    WHOLE,
    WITHIN,
    WORD,
    corners_of,
    plain,
    span_of,
)
from geodata.zones.rules import EVERY, LEVELS, Ground, Level, Rule, Span, TownNames


def read_rule(text: str, towns: TownNames) -> Rule:
    """Total: what cannot be understood stands in `unread`."""
    reader = _Reader(fold(plain(text)), towns)
    reader.run()
    if reader.excludes and not reader.items:
        # 「霞台5丁目を除く」 alone: everything else.
        reader.items.append(Ground())
    return Rule(tuple(reader.items), tuple(reader.excludes), tuple(reader.unread))


@dataclass(slots=True)
class _Reader:
    folded: Folded
    towns: TownNames
    path: Ground = field(default_factory=Ground)
    items: list[Ground] = field(default_factory=list)
    excludes: list[Ground] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    group: int = 0
    at: int = 0
    joined: bool = False
    within: bool = False
    in_bracket: bool = False

    def run(self, stop: int | None = None) -> None:
        text = self.folded.text
        end = len(text) if stop is None else stop
        while self.at < end:
            before = self.at
            self._step(end)
            if self.at == before:
                self.at += 1

    def _step(self, end: int) -> None:
        text = self.folded.text
        if mark := MARK.match(text, self.at, end):
            self.at = mark.end()
            self.joined = self.joined and not mark[0].strip(" ")
            if set(mark[0]) & set("、,。;"):
                self.group = len(self.items)
        elif however := HOWEVER.match(text, self.at, end):
            self.at, self.group, self.joined = however.end(), len(self.items), False
        elif found := LABEL.match(text, self.at, end) or self._counter(end):
            self.at = found.end()
        elif text[self.at] == "(":
            self._bracket(end)
        elif found := WITHIN.match(text, self.at, end):
            self.at, self.within = found.end(), bool(self.items)
        elif self.joined and self.path.block and not self.path.number and (found := BRANCH.match(text, self.at, end)):
            self.at = found.end()
            self.items[-1] = self.path = replace(self.path, number=Span(int(found[1]), int(found[1])))
        elif found := TAKING_IN.match(text, self.at, end):
            self.at = found.end()
        elif found := EXCEPT.match(text, self.at, end):
            self.at = found.end()
            self._leave_out()
        elif found := WHOLE.match(text, self.at, end) or ONLY.match(text, self.at, end):
            if not self.joined and found.re is WHOLE and not self.excludes:
                self._add(Ground(printed=found[0]))
            self.at = found.end()
        elif found := PART.match(text, self.at, end):
            self.at = found.end()
            if self.items:
                self.items[-1] = replace(self.items[-1], partial=True)
        elif found := PARITY.match(text, self.at, end):
            self.at = found.end()
            self._parity(1 if found[1] == "奇" else 0, found[2])
        elif text[self.at].isdecimal() or (text[self.at] == "第" and text[self.at + 1 : self.at + 2].isdecimal()):
            if self._is_town_here(end):
                self._town(end)
            elif self._is_name_here(end):
                self._name(end)
            elif found := FROM_TO_HOUSE.match(text, self.at, end):
                self._houses(found)
            else:
                self._numbers(end)
        elif found := SIDE_WORD.match(text, self.at, end):
            self.at = found.end()
        else:
            self._town(end)

    def _counter(self, end: int) -> re.Match[str] | None:
        """(1) before an item; after one, only where a town follows."""
        found = COUNTER.match(self.folded.text, self.at, end)
        if found is None or not self.joined:
            return found
        after = found.end() + (self.folded.text[found.end() : found.end() + 1] == " ")
        return found if self.towns.longest_at(self.folded.text[:end], after) else None

    # -- towns and names -----------------------------------------------------------------------------------------

    def _is_town_here(self, end: int) -> bool:
        """3丁目 is a number, 1番町 and 3崎町 are names."""
        found = self.towns.longest_at(self.folded.text[:end], self.at)
        number = NUMBER.match(self.folded.text, self.at, end)
        return found is not None and (number is None or found > number.end())

    def _is_name_here(self, end: int) -> bool:
        """6会地区 is a name that begins with a number."""
        number = NUMBER.match(self.folded.text, self.at, end)
        if number is None or number[2] or number[4]:
            return False
        return number.end() < end and not AFTER_NUMBER.match(self.folded.text, number.end(), end)

    def _town(self, end: int) -> None:
        text = self.folded.text
        stop = self.towns.longest_at(text[:end], self.at)
        if stop is not None:
            numbered = re.match(r"^(.*[^0-9])([0-9]+)(?:丁目|丁|番丁)$", text[self.at : stop])
            if numbered and numbered[1] in self.towns.with_chome:
                stop = self.at + len(numbered[1])
        if stop is not None and _ends_name(text, stop, end):
            start, self.at = self.at, stop
            words = self.folded.original(start, stop).lstrip("字")
            self._add(Ground(town=text[start:stop], town_words=words, printed=words))
            return
        self._name(end)

    def _name(self, end: int) -> None:
        """A word that is no town: an estate, a building, a 小字, a 自治会; within the item that it directly follows."""
        text = self.folded.text
        if unknown := UNKNOWN_TOWN.match(text, self.at, end):
            # The numbers are this town's, never the town's before it; the check says that the table lacks it.
            start, self.at = self.at, unknown.end()
            words = self.folded.original(start, self.at).removeprefix("字")
            self._add(Ground(town=unknown[0], town_words=words, printed=words))
            return
        word = WORD.match(text, self.at, end)
        if word is None or not word[0]:
            self.at += 1
            return
        start, self.at = self.at, word.end()
        printed = self.folded.original(start, self.at)
        if word[0] in ("の", "各", "等", "など", "ほが", "他", "市内", "町内", "村内", "区内", self.towns.municipality):
            return
        name = word[0].removeprefix("の")
        ground = replace(
            self.path, named=name, named_words=printed.removeprefix("の").removeprefix("字"), printed=printed
        )
        if self.joined and self.items and self.items[-1].named is None:
            base = self.items.pop()
            ground = replace(base, named=name, named_words=ground.named_words, printed=base.printed + printed)
            self.items.append(ground)
        elif self.path.chome is None and self.path.block is None and not self.in_bracket:
            self.items.append(Ground(named=name, named_words=ground.named_words, printed=printed))
        else:
            self.items.append(replace(ground, block=None, number=None, is_lot=False))
        self.joined = True

    def _add(self, ground: Ground) -> None:
        self.items.append(ground)
        self.path = ground
        self.joined = True

    # -- numbers -------------------------------------------------------------------------------------------------

    def _numbers(self, end: int) -> None:
        """A list like 1・2・5丁目 or 2番29~59号: numbers without a unit take that of the list's next one."""
        text = self.folded.text
        pending: list[tuple[Span, int, int]] = []
        unit: str | None = None
        while (found := NUMBER.match(text, self.at, end)) is not None:
            pending.append((span_of(found), found.start(), found.end()))
            self.at = found.end()
            unit = found[4] or found[2]
            if unit:
                break
            mark = MARK.match(text, self.at, end)
            if mark is None or not NUMBER.match(text, mark.end(), end) or self._town_at(mark.end(), end):
                break
            self.at = mark.end()
        level = UNITS[unit] if unit else self._usual_level()
        base = self._above(level)
        last = bool(self.items) and self.items[-1] == self.path
        replaced = last and ((self.joined and self.path == base) or self.within)
        self.within = False
        if replaced:
            self.items.pop()
        for span, start, stop in pending:
            printed = (base.printed if replaced else "") + self.folded.original(start, stop)
            ground = replace(base, printed=printed, is_lot=unit == "番地" or base.is_lot)
            self._add(_narrowed(ground, level, span))

    def _houses(self, printed: re.Match[str]) -> None:
        """1番3号から5番10号まで: the first block from a house on, the last up to one, those between whole."""
        low, first, high, last = corners_of(printed)
        self.at = printed.end()
        base = replace(self._above("block"), printed=printed[0], is_lot="番地" in printed[0])
        if self.joined and self.items and self.items[-1] == self.path:
            self.items.pop()
        if low == high:
            parts = [replace(base, block=Span(low, low), number=Span(first or 1, last or EVERY.high))]
        else:
            parts = [replace(base, block=Span(low, low), number=Span(first, EVERY.high))] if first else []
            whole = Span(low + 1 if first else low, high - 1 if last else high)
            if whole.low <= whole.high:
                parts.append(replace(base, block=whole))
            if last:
                parts.append(replace(base, block=Span(high, high), number=Span(1, last)))
        for part in parts:
            self._add(part)

    def _town_at(self, position: int, end: int) -> bool:
        kept, self.at = self.at, position
        try:
            return self._is_town_here(end)
        finally:
            self.at = kept

    def _usual_level(self) -> Level:
        if self.path.block is not None:
            return "block" if not self.joined else "number"
        if self.path.chome is not None:
            return "chome" if not self.joined else "block"
        return "chome" if self.path.town in self.towns.with_chome else "block"

    def _above(self, level: Level) -> Ground:
        """The item before, widened to what is above this level."""
        base = replace(self.path, named=None, named_words="", partial=False)
        for lower in LEVELS[LEVELS.index(level) :]:
            base = _narrowed(base, lower, None)
        return base if level == "number" else replace(base, is_lot=False)

    def _parity(self, parity: int, unit: str | None) -> None:
        if not self.items:
            return
        last = self.items[-1]
        level: Level = UNITS[unit] if unit else "number" if last.number else "block"
        span: Span | None = getattr(last, level)
        self.items[-1] = _narrowed(last, level, replace(span or EVERY, parity=parity))

    # -- brackets and exceptions ---------------------------------------------------------------------------------

    def _bracket(self, end: int) -> None:
        text = self.folded.text
        close = _closing(text, self.at, end)
        inner = _Reader(
            self.folded, self.towns, path=self.items[-1] if self.items else Ground(), at=self.at + 1, in_bracket=True
        )
        inner.run(close)
        content = text[self.at + 1 : close]
        self.at = min(close + 1, end)
        outside = EXCEPT.match(text, self.at, end)
        if outside:
            self.at = outside.end()
        self.unread += inner.unread
        inner.items = [self._of_outer(ground) for ground in inner.items]
        if parity := PARITY.fullmatch(content):
            self._parity(1 if parity[1] == "奇" else 0, parity[2])
            return
        if outside or EXCEPT.search(content):
            self.excludes += inner.items + inner.excludes
        elif (
            inner.items
            and self.items
            and any(g.named is None for g in inner.items)
            and _all_within(inner, self.items[-1])
        ):
            self.items[-1:] = inner.items
            self.path = inner.items[-1]
        elif inner.items and TAKING_IN.search(content):
            self.items += inner.items
        elif inner.items and self.items and ONLY.search(content):
            self.items[-1:] = inner.items
        elif PART.search(content) and self.items:
            self.items[-1] = replace(self.items[-1], partial=True)
        elif content and not WHOLE.match(content):
            # 「国道より北側」: the item is narrowed in a way that no address tells, so it is asked about.
            self.unread.append(self.folded.original(close - len(content), close))
            if self.items:
                self.items[-1] = replace(self.items[-1], partial=True)
        self.joined = True

    def _of_outer(self, ground: Ground) -> Ground:
        """大麻(宮町、園町): names in a bracket may leave out the name before it."""
        outer = self.items[-1].town if self.items else None
        if (
            outer is None
            or ground.named is None
            or outer + ground.named not in self.towns.names | self.towns.with_chome
        ):
            return ground
        words = self.items[-1].town_words + ground.named_words
        return Ground(town=outer + ground.named, town_words=words, printed=ground.printed)

    def _leave_out(self) -> None:
        """What stands before 「を除く」: in a bracket everything, outside it what came since the last 、."""
        self.excludes += self.items[self.group :]
        del self.items[self.group :]
        self.joined = False


def _all_within(inner: _Reader, outer: Ground) -> bool:
    return all((ground.town or "").startswith(outer.town or "") for ground in inner.items)


def _narrowed(ground: Ground, level: Level, span: Span | None) -> Ground:
    if level == "chome":
        return replace(ground, chome=span)
    if level == "block":
        return replace(ground, block=span)
    return replace(ground, number=span)


def _closing(text: str, start: int, end: int) -> int:
    depth = 0
    for position in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return end


def _ends_name(text: str, position: int, end: int) -> bool:
    return position >= end or NAME_END.match(text, position, end) is not None
