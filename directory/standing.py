"""How far a listing stands by when it was last confirmed: confirmed, due again, or faded. No clock ever deletes one.

What counts is the profile's (`[freshness]` of profile.toml). A listing that nobody has confirmed yet is 要確認, however
long it waits: it lies in the call lists, and no day says since when it may have changed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["never", "confirmed", "due", "faded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """`confirmed_within`: "fiscal_year", since April changes everything, or 「6 months」. `fades_after_years`: how many
    years after it became due a listing fades, if nobody confirms it.
    """

    confirmed_within: str = "fiscal_year"
    fades_after_years: int = 2

    def __post_init__(self) -> None:
        months, _, unit = self.confirmed_within.partition(" ")
        if self.confirmed_within != "fiscal_year" and not (months.isdecimal() and unit == "months"):
            raise ValueError(f"confirmed_within は fiscal_year か「6 months」のように: {self.confirmed_within}")

    def due_since(self, today: date) -> date:
        """The day before which a confirmation no longer counts: 1 April of the 年度, or some months ago."""
        if self.confirmed_within == "fiscal_year":
            return date(today.year if today.month >= 4 else today.year - 1, 4, 1)
        total = today.year * 12 + today.month - 1 - int(self.confirmed_within.removesuffix(" months"))
        return date(total // 12, total % 12 + 1, 1)

    def faded_since(self, today: date) -> date:
        """The day before which the last confirmation must lie for a listing to fade; always the first of a month."""
        due = self.due_since(today)
        return due.replace(year=due.year - self.fades_after_years)

    def standing(self, assured: date | None, today: date) -> Standing:
        if assured is None:
            return "never"
        if assured < self.faded_since(today):
            return "faded"
        return "due" if assured < self.due_since(today) else "confirmed"


USUAL = Freshness()
"""What holds where a profile says nothing."""
