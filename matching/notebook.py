"""The notebook: what is heard by telephone becomes a proposed fact of a listing, never of a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

# Which field of the listing an answer to a rule's question states, word for word.
TEXTS = {
    "booking": "application_text",
    "cost": "fees_text",
    "target": "eligibility_text",
    "usual_target": "eligibility_text",
    "schedule": "schedule_text",
}
# Which word of the listing a plain yes or no states.
YES_NO = {
    "wheelchair": "word:access:wheelchair",
    "accessible_toilet": "word:access:accessible_toilet",
    "stairs": "word:access:stairs",
    "at_home": "word:access:home_visit",
}
ASKED_PLAINLY = frozenset({"status", *YES_NO})
YES, NO = "はい", "いいえ"


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing to propose; `field` None: words to read and act on."""

    field: str | None
    value: str


class Pending(Protocol):
    """What was heard already and is not yet decided: its words, who wrote it down, and when (「11月26日 14:05」)."""

    @property
    def words(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def on(self) -> str: ...


class Notebook(Protocol):
    """What keeps what is heard, for the signed-in worker. Behind it stands the private catalogue."""

    def keep(self, listing_id: str, heard: Sequence[Heard]) -> str:
        """Propose them, and return the listing's name. Raises NotFound, or InputWrong where there is nothing."""

    def pending(self, listing_ids: Collection[str]) -> Mapping[str, tuple[Pending, ...]]: ...

    def count_gap(self, words: Collection[tuple[str, str]], zone_id: str | None) -> None: ...


def heard(rule: str, question: str, choice: str, words: str) -> tuple[Heard, ...]:
    """What was heard, as facts to propose: the choice of a plain question, and the words beside it."""
    said = words.strip()
    found = []
    if rule == "status" and choice == YES:
        found.append(Heard("status", "active"))
    elif rule in YES_NO and choice in (YES, NO):
        found.append(Heard(YES_NO[rule], choice))
    elif choice == NO:
        found.append(Heard(None, f"{question} → {NO}"))
    if said and rule in TEXTS:
        found.append(Heard(TEXTS[rule], said))
    elif said:
        found.append(Heard(None, f"{question} → {said}"))
    return tuple(found)
