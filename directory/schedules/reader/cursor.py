"""A cursor over tokens, looking ahead and back."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from directory.schedules.reader.tokens import Token
from directory.schedules.reader.written_dates import WrittenDate

LIST_MARKS = frozenset({"separator", "particle", "space"})


@dataclass(slots=True)
class Cursor:
    """`at`: the next token; `year` and `fiscal`: a year that stands by itself before dates (令和7年度).

    `dated`: the last of the dates that have a year; dates after it borrow it.
    """

    tokens: list[Token]
    at: int = 0
    year: int | None = None
    fiscal: bool = False
    dated: WrittenDate | None = None

    def kind(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else "end"

    def text(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def past(self, kinds: AbstractSet[str], ahead: int = 0) -> int:
        """How far ahead the first token is that is none of `kinds`."""
        while self.kind(ahead) in kinds:
            ahead += 1
        return ahead

    def take(self, count: int) -> str:
        taken = "".join(token.text for token in self.tokens[self.at : self.at + count])
        self.at += count
        return taken

    def since(self, begin: int) -> str:
        return "".join(token.text for token in self.tokens[begin : self.at])
