"""The items of a 担当地域 text while it is read: what is taken in so far, what is left out, where numbers belong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from geodata.zones.rule_scopes import alike, parent_of, shared
from geodata.zones.rules import NO_CHOME, Ground, TownNames


@dataclass(slots=True)
class Items:
    """`path`: where numbers that follow belong. `clause`, `sentence`, `list_begins`: the first item since the last
    comma, since the last full stop, of the last list (1・2・5丁目).
    """

    path: Ground = field(default_factory=Ground)
    taken: list[Ground] = field(default_factory=list)
    left_out: list[Ground] = field(default_factory=list)
    clause: int = 0
    sentence: int = 0
    list_begins: int = 0
    # Of 「3丁目は1〜10番のみ」: 3丁目, of whose land only what is said of it belongs.
    said_anew: list[Ground] = field(default_factory=list)
    # Of 「霞台、1丁目」: 霞台 and 霞台1丁目. Whether the whole or just the part is meant, nobody knows.
    _doubted: list[tuple[Ground, Ground]] = field(default_factory=list)
    # Of 「新崎、新崎1〜3丁目」: the former, which is what of the town has no 丁目.
    _bare: list[Ground] = field(default_factory=list)

    @property
    def last(self) -> Ground:
        return self.taken[-1] if self.taken else self.path

    def add(self, *grounds: Ground) -> None:
        """A list of items."""
        self.list_begins = len(self.taken)
        self.taken += grounds
        self.path = grounds[-1]

    def add_town(self, town: Ground) -> None:
        if town in self.taken:
            self._bare.append(town)
        self.add(town)

    def replace_last(self, *grounds: Ground) -> None:
        """Nothing where there is no item yet."""
        if self.taken:
            self.taken[-1:] = grounds
            self.path = grounds[-1]

    def limit_list(self, limited: Callable[[Ground], Ground], *, whole_sentence: bool = False) -> None:
        """千駄木3・5丁目の一部, 1・3・5番の奇数号: each of the list."""
        begin = self.sentence if whole_sentence else self.list_begins
        self.taken[begin:] = [limited(ground) for ground in self.taken[begin:]]
        self.path = self.last

    def list_of_one_town(self) -> int:
        """Where the list begins that ends with the last item: 1・2丁目, or 1丁目・2丁目 of one town."""
        begin = len(self.taken) - 1
        while begin > self.clause and self.taken[begin - 1].towns == self.last.towns:
            begin -= 1
        return min(begin, self.list_begins)

    def take_bare_towns(self, with_chome: bool, towns: TownNames) -> list[Ground]:
        """The whole towns with which the sentence ends so far, taken away: of each of them something is to be said.
        `with_chome`: only of those that have 丁目.
        """

        def counts(ground: Ground) -> bool:
            whole = ground == Ground(towns=ground.towns, town_words=ground.town_words)
            return whole and not (with_chome and towns.with_chome.isdisjoint(ground.towns))

        bare = list(takewhile(counts, reversed(self.taken[self.sentence :])))[::-1]
        del self.taken[len(self.taken) - len(bare) :]
        return bare

    def put(self, made: Sequence[Ground], base: Ground, *, joined: bool, narrows: bool) -> None:
        """Numbers within `base`: narrowing the last item, or items of their own."""
        path = self.path
        follows_path = bool(self.taken) and self.taken[-1] == path
        continues = replace(path, partial=False, remaining=False) == base
        if follows_path and (narrows or (joined and continues)):
            made = shared(self.taken.pop(), made)
            if continues:
                # 国道以北の三崎町1〜3丁目: what limits the town limits its parts.
                made = [replace(g, partial=g.partial or path.partial, remaining=path.remaining) for g in made]
        elif follows_path and path == base:
            self._doubted.append((base, made[0]))
        self.add(*made)

    def end_clause(self, *, sentence: bool = False) -> None:
        self.clause = len(self.taken)
        if sentence:
            self.sentence = self.clause

    def move_out(self, *, bounded: bool) -> list[Ground]:
        """What stands before 「を除く」: since the last full stop where that bounds it, else since the last comma."""
        begin = self.sentence if bounded else self.clause
        moved = self.taken[begin:]
        del self.taken[begin:]
        while not bounded and self.taken and moved and alike(self.taken[-1], moved[0]):
            moved.insert(0, self.taken.pop())
        return moved

    def say_anew(self, others: "Items") -> None:
        """What a bracket says of a part (3丁目は1〜10番のみ) counts instead of what was said of it before."""
        self.taken = [ground for ground in self.taken if ground not in others.said_anew] + others.taken
        self.said_anew += others.said_anew

    def finished(self) -> tuple[list[Ground], list[Ground]]:
        """What is taken in and left out once all is read."""
        doubts = [whole for whole, part in self._doubted if part in self.taken]
        taken = []
        for ground in dict.fromkeys(self.taken):
            if ground in doubts:
                ground = replace(ground, partial=True)
            elif ground in self._bare and any(g.towns == ground.towns and g.chome for g in self.taken):
                ground = replace(ground, chome=NO_CHOME)
            taken.append(ground)
        left_out = [*self.left_out, *(g for g in self.said_anew if any(t.holds(g) for t in taken))]
        if not taken and left_out:
            # 「霞台5丁目を除く」 alone: everything else. With 番 or a name, who knows whether only of its town.
            return [Ground(partial=any(g.block or g.number or g.named for g in left_out))], left_out
        if any(not ground.towns for ground in taken):
            return taken, left_out
        for ground in left_out:
            # 「緑町、本町12番地を除く」: 本町 seems to be meant as well.
            parent = parent_of(ground)
            if parent is not None and not any(t.holds(ground) or t.holds(parent) for t in taken):
                taken.append(replace(parent, partial=True))
        return taken, left_out
