"""Two people saved the same listing or venue: my edit laid over theirs, and what both changed, to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from directory.listing import Listing, Venue
from directory.stewardship.changes import LABELS, NOTHING, Wording
from directory.stewardship.taking_back import groups_of

Kept = TypeVar("Kept", Listing, Venue)


@dataclass(frozen=True, slots=True)
class Clash:
    """What both changed differently, as people read it. `name` stands for fields that only make sense together."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str


def merged(base: Kept, mine: Kept, theirs: Kept) -> tuple[Kept, tuple[str, ...]]:
    """My edit of `base` laid over theirs, and the fields that both changed differently (mine stands there)."""
    values: dict[str, Any] = {}
    both: list[str] = []
    for name in type(base).model_fields:
        old, own, other = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        values[name] = other if own == old else own
        if own not in (old, other) and other != old:
            both.append(name)
    return type(base).model_validate(values), tuple(both)


def clashes(base: Kept, mine: Kept, theirs: Kept, wording: Wording) -> tuple[Clash, ...]:
    """What both changed differently."""
    _, both = merged(base, mine, theirs)
    found = []
    for names in groups_of(type(base)):
        if set(names) & set(both):
            labels = "・".join(dict.fromkeys(LABELS.get(name, "分類") for name in names if name in both))
            found.append(Clash(names[0], labels, *(_text(one, names, wording) for one in (base, theirs, mine))))
    return tuple(found)


def taking_theirs(mine: Kept, theirs: Kept, names: Iterable[str]) -> Kept:
    """Mine, with theirs for those clashes (`Clash.name`). Names that no clash can have are passed over."""
    wanted = set(names)
    chosen = [name for group in groups_of(type(mine)) if group[0] in wanted for name in group]
    kind: type[Kept] = type(mine)
    return kind.model_validate(mine.model_dump() | {name: theirs.model_dump()[name] for name in chosen})


def _text(one: Listing | Venue, names: tuple[str, ...], wording: Wording) -> str:
    """What one state says of fields that belong together; alone, without their labels."""
    nothing = Listing(id=one.id, name="x", visible=False) if isinstance(one, Listing) else Venue(id=one.id)
    only = nothing.model_copy(update={name: getattr(one, name) for name in names})
    bare, lines = wording.lines(nothing), wording.lines(only)
    said = {label: text for label, text in lines.items() if bare.get(label) != text}
    if len(said) == 1 and "words" not in names:
        return next(iter(said.values()))
    return "\n".join(f"{label}：{text}" for label, text in said.items()) or NOTHING
