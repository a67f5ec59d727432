"""What was lacking, in words of the vocabulary: what a worker may have counted as an unmet need. Never free text."""

from dataclasses import dataclass

from directory.vocabulary import Vocabulary
from matching.answer import Matches
from matching.person import Sheet

Word = tuple[str, str]
SCHEMES = ("need", "access", "preference", "stage")
# A need that tells too much of one person, however few words stand beside it.
NEVER_COUNTED = frozenset({("need", "reentry")})


@dataclass(frozen=True, slots=True)
class Lacking:
    """One word that may be counted; `chosen`: nothing that is suggested is for it."""

    scheme: str
    term: str
    label: str
    chosen: bool

    @property
    def value(self) -> str:
        return f"{self.scheme}:{self.term}"


def lacking(sheet: Sheet, found: Matches, vocabulary: Vocabulary) -> tuple[Lacking, ...]:
    """Words that were asked for, unmet ones first; none where something clearly fits and every need is met."""
    unmet = [("access" if need == "home_visit" else "need", need) for need in found.unmet_needs]
    if not unmet and not found.no_confident_match:
        return ()
    person = sheet.main
    asked = [("need", need) for need in person.needs]
    asked += [("access", term) for term in person.access_needs if vocabulary.term("access", term)]
    asked += [pair for wish in person.wishes for pair in wish.terms if pair[0] in SCHEMES]
    asked += [("stage", person.stage)] if person.stage else []
    chosen = unmet or asked[:1]
    words = (word for word in dict.fromkeys((*unmet, *asked)) if word not in NEVER_COUNTED)
    return tuple(Lacking(*word, vocabulary.label(*word), word in chosen) for word in words)


def counted(sent: list[str], offered: tuple[Lacking, ...]) -> list[Word]:
    """The words that were ticked, of those that were offered."""
    return [(one.scheme, one.term) for one in offered if one.value in sent]
