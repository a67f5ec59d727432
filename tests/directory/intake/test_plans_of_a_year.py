"""A fiscal year's plan, a row a date: the year that its title says is the year of its dates."""

from pathlib import Path

from directory.intake import Surroundings
from directory.intake.reading import Understood, listing_from
from tests.directory.intake.sheets import VOCABULARY, records, workbook

HEADINGS = ["つどい名", "回", "月日", "曜", "時間", "場所"]


def plan(folder: Path, title: str, *rows: list[object], merge: str = "") -> list[Understood]:
    path = workbook(folder, [[title], HEADINGS, *rows], merge=merge.split())
    around = Surroundings(VOCABULARY, "14208", "一覧")
    return [listing_from(record.values, record.cells, around) for record in records(path)]


def test_dates_of_a_fiscal_years_plan_have_its_year_and_each_place_its_own(tmp_path: Path) -> None:
    (read,) = plan(
        tmp_path, "令和8年度　家族のつどい　年間計画",
        ["東のつどい", 1, "4月25日", "土", "13:30～15:30", "東会館"],
        ["", 2, "9月26日", "土", "〃", "西会館"],
        ["", 3, "2月27日", "土", "〃", "東会館"],
        merge="A3:A5",
    )  # fmt: skip
    assert read.listing.name == "東のつどい"
    assert [venue.name for venue in read.venues] == ["東会館", "西会館"]
    assert [(one.venue, one.dates) for one in read.listing.meetings] == [
        (0, ("2026-04-25", "2027-02-27")),
        (1, ("2026-09-26",)),
    ]


def test_a_date_that_is_another_weekday_in_that_year_is_not_taken(tmp_path: Path) -> None:
    (read,) = plan(tmp_path, "令和8年度　年間計画", ["東のつどい", 1, "4月26日", "土", "13:30～", "東会館"])
    (meeting,) = read.listing.meetings
    assert (meeting.certainty, meeting.dates) == ("partial", ())


def test_dates_without_any_year_stay_without(tmp_path: Path) -> None:
    (read,) = plan(tmp_path, "家族のつどい", ["東のつどい", 1, "4月25日", "土", "13:30～", "東会館"])
    (meeting,) = read.listing.meetings
    assert (meeting.text, meeting.dates) == ("4月25日(土) 13:30-", ())
