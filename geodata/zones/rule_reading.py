"""担当地域 texts as municipalities print them → what they take in and what they leave out.

「桜山3・4・5丁目(35~37番、葉桜団地を除)、沼間」 → 桜山3丁目, 桜山4丁目, 桜山5丁目, 沼間; without 桜山5丁目35〜37番
and 葉桜団地.
A bracket belongs to the item before it; a number without its own unit takes the unit of its list; a smaller unit that
follows without a mark narrows the item before it; after a mark it continues in the same town (丁目, 番). What may be
meant in two ways is `partial`: asked about, never taken for one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from geodata.zones import rule_words as words
from geodata.zones.rule_items import Items
from geodata.zones.rule_numbers import of_chain, of_houses, of_numbers
from geodata.zones.rule_scopes import in_outer_town, joined_name, limited, narrowed, shared
from geodata.zones.rule_tokenizer import tokens_of
from geodata.zones.rule_tokens import (
    Bracket,
    Branch,
    Chain,
    Houses,
    Mark,
    Name,
    Numbers,
    Parity,
    Token,
    Towns,
    Word,
    WordKind,
)
from geodata.zones.rules import EVERY, Ground, Level, Rule, Span, TownNames


def read_rule(text: str, towns: TownNames) -> Rule:
    """Total: what cannot be understood stands in `unread`."""
    tokens, skipped = tokens_of(text, towns)
    reader = _Reader(tokens, towns)
    reader.read()
    taken, left_out = reader.items.finished()
    return Rule(tuple(taken), tuple(left_out), tuple(reader.unread), (*skipped, *reader.skipped))


@dataclass(slots=True)
class _Reader:
    """Reads tokens one by one. `joined`: nothing but a space stands between the last item and what follows."""

    tokens: Sequence[Token]
    towns: TownNames
    items: Items = field(default_factory=Items)
    in_bracket: bool = False
    joined: bool = False
    unread: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    said: set[WordKind] = field(default_factory=set)
    # 4丁目のうち: what follows narrows it; names that follow lie within it.
    subject: Ground | None = None
    narrows: bool = False
    however: bool = False
    next_is: WordKind | None = None
    # 霞台・西原の各1丁目: numbers that follow are of each.
    of_each: bool = False
    # Items before this one have had their (それぞれ1番~10番).
    each_from: int = 0
    _at: int = 0

    def read(self) -> None:
        while self._at < len(self.tokens):
            self._at += 1
            self._read(self.tokens[self._at - 1])

    def _follows(self) -> Token | None:
        return self.tokens[self._at] if self._at < len(self.tokens) else None

    def _read(self, token: Token) -> None:
        match token:
            case Mark():
                self._mark(token)
            case Towns():
                self._town(token)
            case Numbers():
                self._numbers(token)
            case Chain():
                self._chain(token)
            case Houses():
                self._put(*of_houses(token, self.items.path))
            case Branch():
                if self.items.path.block and not self.items.path.number:
                    self.items.replace_last(replace(self.items.path, number=Span(token.number, token.number)))
            case Parity():
                self._parity(token)
            case Name():
                self._name(token)
            case Bracket():
                self._bracket(token)
            case Word():
                self._word(token)

    def _mark(self, mark: Mark) -> None:
        self.joined = self.joined and mark.kind == "space"
        if mark.kind == "stop":
            self.items.end_clause(sentence=True)
            self.however, self.subject = False, None
        elif mark.kind == "comma" and not self.however:
            self.items.end_clause()

    def _word(self, word: Word) -> None:
        self.said.add(word.kind)
        match word.kind:
            case "however":
                self._begin_exception()
            case "except":
                self._leave_out(word)
            case "whole":
                if not self.joined and not self.items.taken and not self.in_bracket:
                    self._add(Ground())
                if word.words.rstrip("、").endswith("から"):
                    self._begin_exception()
            case "part":
                # 本町・緑町の各一部: each of all that stands before.
                self.items.limit_list(
                    lambda ground: replace(ground, partial=True), whole_sentence=bool(words.OF_EACH.search(word.words))
                )
            case "differs":
                # Of a list, nobody knows for which.
                self.items.taken[:] = [replace(ground, partial=True) for ground in self.items.taken]
            case "subject" | "within":
                self._subject(word.kind)
            case "remaining" | "direction":
                self._limit(word)
            case "elsewhere":
                self._elsewhere(word)
            case "lax":
                self.skipped.append(word.words)
            case "each":
                self.of_each = True
            case "including" | "only" | "communities":
                pass

    # -- items ---------------------------------------------------------------------------------------------------

    def _add(self, ground: Ground) -> None:
        self.items.add(ground)
        self.joined = True

    def _town(self, town: Towns) -> None:
        ground = Ground(towns=town.names, town_words=town.words)
        if self.narrows and self.items.taken and self.items.last.named:
            # 西原学区のうち霞台3丁目: what both have in common.
            self.items.taken.pop()
            self.next_is = "direction"
        if self.next_is is not None:
            ground = limited(ground, self.next_is)
        self.next_is = self.subject = None
        self.narrows = False
        self.items.add_town(ground)
        self.joined = True

    def _name(self, name: Name) -> None:
        """An estate, a 小字, a 自治会: within the item that it directly follows; otherwise in the same town."""
        path, taken = self.items.path, self.items.taken

        def named(ground: Ground) -> Ground:
            return replace(
                ground,
                named=name.text,
                named_words=name.words,
                is_aza=name.is_aza,
                buildings=name.buildings,
                partial=name.partial,
            )

        whole_town = replace(path, block=None, number=None, is_lot=False)
        if self.in_bracket and path.named and not taken:
            taken.append(joined_name(path, named(path), self.towns))
        elif (self.joined or self.narrows) and taken and taken[-1].named is None:
            taken[-1] = named(taken[-1])
        elif self.subject is not None:
            taken.append(named(self.subject))
        elif self.in_bracket and not taken:
            taken.append(named(path))
        elif (sibling := in_outer_town(path, name.text, name.words, self.towns)) and not self.in_bracket:
            self._add(sibling)
        elif path.chome or path.block or self.in_bracket:
            taken.append(named(whole_town))
        else:
            taken.append(named(Ground()))
        self.narrows = False
        self.joined = True

    # -- numbers -------------------------------------------------------------------------------------------------

    def _numbers(self, numbers: Numbers) -> None:
        of_each, self.of_each = self.of_each and not self.in_bracket, False
        bare = self.items.take_bare_towns(numbers.unit == "丁目", self.towns) if of_each else []
        for town in bare:
            self.items.add(*of_numbers(numbers, town, True, self.towns)[0])
        if not bare:
            self._put(*of_numbers(numbers, self.items.path, self.joined, self.towns))

    def _chain(self, chain: Chain) -> None:
        made = of_chain(chain, self.items.path, self.towns)
        if made is not None:
            self._put(*made)
        else:
            self.unread.append("-".join(map(str, chain.parts)))
            self.items.replace_last(replace(self.items.last, partial=True))

    def _put(self, made: Sequence[Ground], base: Ground) -> None:
        if base.towns:
            self.items.put(made, base, joined=self.joined, narrows=self.narrows)
        else:
            # Numbers of no town (中央地区の1〜3丁目) say nothing for sure.
            self.unread.append("、".join(ground.in_words() for ground in made))
            self.items.replace_last(replace(self.items.last, partial=True))
        self.narrows = False
        self.joined = True

    def _parity(self, parity: Parity) -> None:
        last = self.items.last
        level: Level = words.UNITS[parity.unit] if parity.unit else "number" if last.number else "block"
        is_lot = parity.unit == "番地"

        def halved(ground: Ground) -> Ground:
            halves = ground.with_span(level, replace(ground.span(level) or EVERY, parity=parity.parity))
            return replace(halves, is_lot=halves.is_lot or is_lot)

        if self.items.taken:
            self.items.limit_list(halved)
        elif self.in_bracket:
            self._add(halved(last))

    # -- what limits an item -------------------------------------------------------------------------------------

    def _subject(self, kind: WordKind) -> None:
        """4丁目は1〜10番, 4丁目のうち1〜10番."""
        if not self.items.taken:
            return
        self.subject, self.narrows = self.items.last, True
        if kind == "subject" and (self.in_bracket or any(g.holds(self.subject) for g in self.items.taken[:-1])):
            self.items.said_anew.append(self.subject)
        if kind == "within":
            # Of several, nobody knows which.
            begin = self.items.list_of_one_town()
            self.items.taken[begin:-1] = [replace(ground, partial=True) for ground in self.items.taken[begin:-1]]

    def _limit(self, word: Word) -> None:
        """国道より北側, その他の区域: of the item before, of the one that follows, of the bracket's, or by itself."""
        if word.kind == "direction":
            self.unread.append(word.words)
        if self.joined and self.items.taken:
            last = self.items.last
            if word.words.startswith("以") and last.chome and not last.block:
                # 北1条西5丁目以西: other 丁目 than the one that is named.
                self.items.replace_last(replace(last, chome=None, partial=True))
            elif word.words.startswith("の"):
                # 中央1丁目・2丁目の国道北側: perhaps of both.
                self.items.list_begins = self.items.list_of_one_town()
                self.items.limit_list(lambda ground: limited(ground, word.kind))
            else:
                self.items.replace_last(limited(self.items.last, word.kind))
            self.joined = False
        elif isinstance(self._follows(), Towns):
            self.next_is = word.kind
        else:
            self._add(limited(self.items.path if self.in_bracket else Ground(), word.kind))

    def _elsewhere(self, word: Word) -> None:
        """35〜37番は西部: another's. Where no desk or zone is named, it is asked about."""
        sure = words.ANOTHERS.search(word.words) is not None
        moved = self.items.move_out(bounded=self.in_bracket)
        self.items.left_out += [replace(ground, partial=not sure) for ground in moved]
        if not sure:
            self.unread.append(word.words)
        self.joined = False

    def _begin_exception(self) -> None:
        self.items.end_clause(sentence=True)
        self.joined, self.however = False, True

    def _leave_out(self, word: Word) -> None:
        """In a bracket, and after ただし, everything; elsewhere what came since the last comma."""
        items, bounded = self.items, self.in_bracket or self.however
        moved = items.move_out(bounded=bounded)
        if self.subject is not None and moved and self.subject.holds(moved[0]):
            # 霞台のうち3丁目を除いた地域: 霞台 stays.
            items.taken.append(self.subject)
        elif len(moved) > 1 and all(moved[0].holds(ground) and ground != moved[0] for ground in moved[1:]):
            # 全域のうち霞台・本町以外: so does all that they are left out of.
            items.taken.append(moved.pop(0))
        follows = self._follows()
        attributive = isinstance(follows, Towns) or (isinstance(follows, Word) and follows.kind == "whole")
        unclear = bool(moved and items.taken) and not any(ground.holds(moved[0]) for ground in items.taken)
        if unclear and not bounded and not attributive and not moved[0].fineness > 1:
            # 「緑町、本町を除く」: all but both, or 緑町?
            self.unread.append("、".join(ground.in_words() for ground in moved) + word.words)
            items.taken = [*(replace(ground, partial=True) for ground in items.taken), Ground(partial=True)]
        items.left_out += moved
        items.end_clause(sentence=True)
        self.joined = False

    # -- brackets ------------------------------------------------------------------------------------------------

    def _bracket(self, bracket: Bracket) -> None:
        items, last = self.items, self.items.last
        if self.joined and words.READING.fullmatch(bracket.words):
            self.skipped.append(bracket.words)
            return
        first = bracket.tokens[0] if bracket.tokens else None
        begin = max(items.sentence, self.each_from)
        if isinstance(first, Word) and first.kind == "each" and items.taken[begin:] and not self.in_bracket:
            self._bracket_of_each(replace(bracket, tokens=bracket.tokens[1:], words=""), begin)
            return
        reader = _Reader(bracket.tokens, self.towns, Items(path=last), in_bracket=True, joined=True)
        reader.read()
        inner = reader.items
        follows = self._follows()
        if isinstance(follows, Word) and follows.kind == "except":
            self._at += 1
            inner.left_out, inner.taken = inner.left_out + inner.taken, []
        self.unread += reader.unread
        self.skipped += reader.skipped
        items.left_out += shared(last, inner.left_out, leaving_out=True)
        if inner.said_anew:
            items.say_anew(inner)
        elif "including" in reader.said:
            items.taken += [replace(g, block=None, number=None) if g.named else g for g in inner.taken]
        elif inner.taken:
            self._narrow(reader, bracket)
        elif not inner.left_out and (reader.unread or reader.said & {"part", "differs"}):
            items.replace_last(replace(last, partial=True))
        self.joined = True

    def _bracket_of_each(self, bracket: Bracket, begin: int) -> None:
        """霞台1・2丁目(それぞれ1番~10番): said of each item of the sentence, but for those that had theirs."""
        each, self.items.taken[begin:] = self.items.taken[begin:], []
        for ground in each:
            one = _Reader((bracket,), self.towns, Items(path=ground, taken=[ground]), joined=True)
            one.read()
            self.items.taken += one.items.taken
            self.items.left_out += one.items.left_out
            self.unread += one.unread
            self.skipped += one.skipped
        self.items.path = self.items.last
        self.each_from = len(self.items.taken)
        self.joined = True

    def _narrow(self, reader: "_Reader", bracket: Bracket) -> None:
        """What a bracket takes in is all that is meant of the item before it, so far as that is clear."""
        if not self.items.taken:
            self.items.add(*reader.items.taken)
            return
        found = narrowed(self.items.last, reader.items.taken, "only" in reader.said, self.towns)
        if found is None:
            self.unread.append(bracket.words)
            found = [replace(self.items.last, partial=True)]
        self.items.replace_last(*found)
