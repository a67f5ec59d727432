"""What the pages of /match are made from, and the answer's page: the sheet, and beside it what was found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from secrets import token_urlsafe

from directory.call_list import ToCall
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from geodata.travel import with_notes
from matching.answer import Match, Matches, Question
from matching.current import CurrentTable
from matching.in_words import FITS, QUESTIONS_OPEN, ROUTES_OPEN, Near, grouped, open_everywhere, said
from matching.judging import Fetch
from matching.lacking import Lacking, lacking
from matching.matcher import Matcher
from matching.notebook import ASKED_PLAINLY, Notebook, Pending
from matching.person import Sheet, read
from matching.sheet_form import Choices, Filled

SupporterFacts = Callable[[Sequence[str]], Mapping[str, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`notebook` None: nothing heard is taken.

    `supporter_facts`: by listing what only signed-in supporters may know, as label and text.
    """

    matcher: Matcher
    table: CurrentTable
    fetch: Fetch
    vocabulary: Vocabulary
    emergency: tuple[EmergencyNumber, ...]
    whom_to_call: Callable[[PublicListing], ToCall]
    today: Callable[[], date]
    notebook: Notebook | None = None
    supporter_facts: SupporterFacts = lambda ids: {}
    first_time: Callable[[str], bool] = lambda token: True
    """Whether a form with this token is sent for the first time; counted across workers."""

    def sheet(self, stated: object) -> Sheet:
        return read(stated, self.vocabulary)

    def matches(self, sheet: Sheet) -> Matches:
        return self.matcher.rank(sheet, self.table.get(), self.fetch, self.today())


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPage:
    """`lacking`: the words that may be counted as an unmet need, none once they have been. `once`: told by a reload."""

    choices: Choices
    filled: Filled
    emergency: tuple[EmergencyNumber, ...]
    answer: Matches | None = None
    calls: Mapping[str, ToCall] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    takes_answers: bool = False
    pending: Mapping[str, tuple[Pending, ...]] = field(default_factory=dict)
    supporters: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    lacking: tuple[Lacking, ...] = ()
    near: tuple[Near, ...] = ()
    once: str = field(default_factory=token_urlsafe)
    fits = FITS
    plain = ASKED_PLAINLY
    routes_open = ROUTES_OPEN
    questions_open = QUESTIONS_OPEN

    def said(self, match: Match, verdict: str) -> list[str]:
        return said(match, verdict)

    @property
    def shared_notes(self) -> tuple[str, ...]:
        """What the minutes of all places rest on alike (the person's speed): said once."""
        each = [match.way_notes for match in self.answer.matches if match.way_notes] if self.answer else []
        return tuple(note for note in each[0] if all(note in notes for notes in each)) if len(each) > 1 else ()

    @property
    def asked_everywhere(self) -> tuple[str, ...]:
        """The questions that every place leaves open: said once, and with each place behind its own."""
        matches = self.answer.matches if self.answer else ()
        asked = {question.text for match in matches for question in match.questions}
        return tuple(text for text in open_everywhere(matches) if text in asked)

    def questions(self, match: Match) -> tuple[Sequence[Question], Sequence[Question], Sequence[Question]]:
        """A place's own questions: those that stand open on its card, and more; then those asked everywhere."""
        everywhere = self.asked_everywhere
        own = [one for one in match.questions if one.text not in everywhere]
        shared = [one for one in match.questions if one.text in everywhere]
        return own[: self.questions_open], own[self.questions_open :], shared

    def way(self, match: Match) -> str:
        return with_notes(match.way or "", [note for note in match.way_notes if note not in self.shared_notes])


def match_page(parts: Parts, choices: Choices, filled: Filled, *, asks_gap: bool = True) -> MatchPage:
    """The answer to a filled sheet. `asks_gap`: whether an unmet need may still be counted."""
    sheet = parts.sheet(filled.as_person())
    answer = parts.matches(sheet)
    listings = [match.listing for match in answer.matches]
    listings += [route.listing for route in answer.other_routes if route.listing]
    ids = [listing.id for listing in listings]
    labels = {f"need.{term.id}": term.label for term in parts.vocabulary.terms("need")}
    labels["need.home_visit"] = parts.vocabulary.label("access", "home_visit")
    notebook = parts.notebook
    return MatchPage(
        choices=choices,
        filled=filled,
        emergency=parts.emergency,
        answer=answer,
        calls={listing.id: parts.whom_to_call(listing) for listing in listings},
        labels=labels,
        takes_answers=notebook is not None,
        pending=notebook.pending(ids) if notebook else {},
        supporters=parts.supporter_facts(ids),
        lacking=lacking(sheet, answer, parts.vocabulary) if notebook and asks_gap else (),
        near=grouped(answer.near_misses),
    )
