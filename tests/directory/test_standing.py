"""How far a listing stands by its last confirmation: by what a municipality says counts."""

from datetime import date
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.profile import Profile
from directory.settings import PROFILES
from directory.standing import USUAL, Freshness
from directory.summary import Summaries
from directory.vocabulary import Vocabulary
from tests.factories import a_public_listing

TODAY = date(2026, 11, 26)
LONG_AGO = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("within", "today", "since"),
    [
        ("fiscal_year", date(2026, 4, 1), date(2026, 4, 1)),
        ("fiscal_year", date(2027, 3, 31), date(2026, 4, 1)),
        ("6 months", date(2026, 11, 22), date(2026, 5, 1)),
        ("12 months", date(2026, 1, 5), date(2025, 1, 1)),
    ],
)
def test_a_confirmation_counts_as_long_as_the_municipality_says(within: str, today: date, since: date) -> None:
    assert Freshness(confirmed_within=within).due_since(today) == since


@pytest.mark.parametrize(
    ("assured", "standing"),
    [
        (None, "never"),
        (date(2026, 4, 1), "confirmed"),
        (date(2026, 3, 31), "due"),
        (date(2024, 4, 1), "due"),
        (LONG_AGO, "faded"),
    ],
)
def test_a_listing_is_due_again_after_april_and_fades_two_years_later(assured: date | None, standing: str) -> None:
    assert USUAL.standing(assured, TODAY) == standing


def test_a_municipality_says_when_a_listing_fades() -> None:
    quick = Freshness(confirmed_within="6 months", fades_after_years=1)
    assert (quick.standing(date(2025, 4, 30), TODAY), quick.standing(date(2025, 5, 1), TODAY)) == ("faded", "due")


def test_a_span_that_is_not_understood_is_refused_at_the_start(tmp_path: Path) -> None:
    text = (PROFILES / "fictional" / "profile.toml").read_text(encoding="utf-8")
    said = text.replace('confirmed_within = "fiscal_year"', 'confirmed_within = "半年"')
    (tmp_path / "profile.toml").write_text(said, encoding="utf-8")
    with pytest.raises(InputWrong, match="半年"):
        Profile.load(tmp_path)


def test_a_faded_listing_says_so_in_a_word() -> None:
    def doubt(assured: date | None) -> str | None:
        listing = a_public_listing(assured_date=assured)
        return Summaries(Vocabulary.load(), {}).of(listing, TODAY).doubt

    assert [doubt(day) for day in (None, LONG_AGO, date(2025, 5, 1))] == ["要確認", "長く未確認", None]
