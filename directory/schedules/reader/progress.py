"""Where the walk over the phrases stands: what it has found, and what it still waits for."""

from dataclasses import dataclass, field

from directory.schedules.reader.draft import Count, DateGroup, Draft, Slot
from directory.schedules.reader.off import Off
from directory.schedules.reader.phrases import Mark, Phrase

BETWEEN = frozenset({"space", "separator", "particle"})


@dataclass(slots=True)
class Progress:
    """`pending`: slots that wait for hours; `attached`: those that got the last hours; `last_days`: the last named.

    `waiting`: slots whose hours stand behind the bracket that is open. `date_group`: the single dates last named.
    `months` limit the next days; `season` (months; () where not stated) the next hours.
    `changed`: from a stated day on, other days hold; which are those of the next days.
    """

    found: list[Phrase | Off]
    draft: Draft = field(default_factory=Draft)
    block: int = 0
    pending: list[Slot] = field(default_factory=list)
    attached: list[Slot] = field(default_factory=list)
    last_days: list[Slot] = field(default_factory=list)
    waiting: list[Slot] = field(default_factory=list)
    date_group: DateGroup | None = None
    months: tuple[int, ...] = ()
    season: tuple[int, ...] | None = None
    season_unknown: bool = False
    counting: Count | None = None
    changed: bool = False

    def part(self, index: int) -> Phrase | Off | None:
        return self.found[index] if 0 <= index < len(self.found) else None

    def kind(self, index: int) -> str:
        """The mark's kind or the phrase's class name; "end" outside the text."""
        part = self.part(index)
        if part is None:
            return "end"
        return part.kind if isinstance(part, Mark) else type(part).__name__

    def text(self, index: int) -> str:
        part = self.part(index)
        return "" if part is None else part.text

    def near(self, index: int, step: int, past: frozenset[str] = BETWEEN) -> int:
        """The place before (`step` -1) or after `index`, past spaces, separators and particles."""
        index += step
        while self.kind(index) in past:
            index += step
        return index

    def line_end(self, index: int) -> int:
        """The place where the line, bullet or note ends in which `index` stands."""
        while self.kind(index) not in ("newline", "bullet", "note", "end"):
            index += 1
        return index

    def in_bracket(self, index: int) -> bool:
        """Whether a bracket is open at `index`."""
        while self.kind(index) not in ("open", "close", "newline", "end"):
            index -= 1
        return self.kind(index) == "open"

    def is_choice(self, index: int) -> bool:
        """Whether または, か or the like stands on either side."""
        return "or" in (self.kind(self.near(index, 1)), self.kind(self.near(index, -1)))
