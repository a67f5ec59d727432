"""An age is the listing's only where it is of all who may come; a municipality alone is no venue."""

from pathlib import Path

import pytest

from directory.intake import Surroundings
from directory.intake.reading import listing_from
from directory.intake.said_words import ages_of, words_of
from tests.directory.intake.sheets import VOCABULARY, csv_file, records


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("市内在住の65歳以上の方", (65, None)),
        ("市内在住、65歳以上", (65, None)),
        ("65歳以上で要支援の方", (65, None)),
        ("40歳以上65歳未満", (40, 64)),
        ("0歳～2歳の親子".replace("～", "~"), (0, 2)),
        ("18歳まで", (None, 18)),
        ("65歳以上の方とその家族", (None, None)),
        ("・子ども ・65歳以上の高齢者", (None, None)),
        ("65歳以上の方、障がいのある方", (None, None)),
        ("認知症の方、65歳以上の方", (None, None)),
        ("0~2歳と65歳以上", (None, None)),
        ("65歳以上、どなたでも", (None, None)),
        ("60歳以上の方ならどなたでも", (60, None)),
        ("おおむね65歳以上", (None, None)),
    ],
)
def test_an_age_of_one_of_several_groups_is_not_of_all(said: str, ages: tuple[int | None, int | None]) -> None:
    assert ages_of(said) == ages


@pytest.mark.parametrize(
    ("said", "anyone"),
    [("どなたでも", True), ("市内在住の方、どなたでも", True), ("60歳以上の方ならどなたでも", False)],
)
def test_anyone_of_an_age_is_not_anyone(said: str, *, anyone: bool) -> None:
    found = words_of({"target_text": said}, VOCABULARY, [])
    assert ("anyone" in [word.term for word in found]) == anyone


@pytest.mark.parametrize(
    ("address", "places"), [("逗子市", 0), ("神奈川県逗子市", 0), ("逗子市桜山", 1), ("逗子市桜山1-2", 1)]
)
def test_a_municipality_alone_is_no_venue(tmp_path: Path, address: str, places: int) -> None:
    row = {"名称": "つくし", "都道府県": "神奈川県", "市町村": "逗子市", "住所": address}
    (record,) = records(csv_file(tmp_path, [list(row), list(row.values())]))
    read = listing_from(record.values, record.cells, Surroundings(VOCABULARY, "14208", "一覧"))
    assert len(read.venues) == places
