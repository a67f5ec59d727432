"""The catalogue as columns: patched like rebuilt, small, and one whole version at a time."""

from datetime import date

import numpy as np

from directory.public_catalogue import Changes
from directory.public_view import PublicListing
from matching.current import CurrentTable
from matching.table import Table
from tests.matching.listings import a_place, chance_of, held
from tests.matching.places import VOCABULARY
from tests.matching.test_properties import some_listing


def facts(table: Table, listing_id: str) -> tuple[object, ...]:
    """Everything the table knows of one listing, whatever its row."""
    row = table.ids.tolist().index(listing_id)
    columns = {name: np.asarray(getattr(table.columns, name))[row].item() for name in ("status", "fee_yen", "capacity")}
    region = next((name for name, number in table.regions.items() if number == table.columns.region[row]), None)
    words = tuple(int(words[scheme][row]) for words in (table.held, table.named, table.denied) for scheme in words)
    series = table.series.values[table.series.row == row].tolist()
    extents = [
        next(name for name, number in table.extent_names.items() if number == extent)
        for extent in table.extents.values[table.extents.row == row][:, 0]
    ]
    return columns, region, words, series, extents, table.names[row], table.texts[row]


def test_a_patched_table_says_what_a_rebuilt_one_says() -> None:
    chance = chance_of(7)
    listings = [some_listing(chance) for _ in range(50)]
    changed = [
        a_place("content:music", id=listings[3].id, residents_of=("新しい丘",), meetings=held("FREQ=DAILY")),
        some_listing(chance),
    ]
    gone = [listings[10].id, listings[49].id, "never there"]
    patched = Table.build(listings, VOCABULARY, 1).after(2, changed, gone)
    now = {one.id: one for one in [*listings, *changed] if one.id not in gone}
    rebuilt = Table.build(now.values(), VOCABULARY, 2)
    assert set(patched.ids) == set(rebuilt.ids)
    assert patched.version == 2
    assert all(facts(patched, one) == facts(rebuilt, one) for one in now)


def test_a_word_stated_named_denied_and_unknown_stay_apart() -> None:
    table = Table.build(
        [a_place("access:pickup"), a_place("~access:pickup"), a_place("!access:pickup"), a_place()], VOCABULARY
    )
    assert table.holds("access", ["pickup"]).tolist() == [True, True, False, False]
    assert table.only_named("access", ["pickup"]).tolist() == [False, True, False, False]
    assert table.denies("access", ["pickup"]).tolist() == [False, False, True, False]


def test_words_are_found_in_names_and_in_texts_whatever_their_spelling() -> None:
    table = Table.build(
        [a_place(name="ヒヤシンスの会"), a_place(description="ひやしんすを育てる"), a_place()], VOCABULARY
    )
    assert table.rows_saying("ひやしんす", in_names=True).tolist() == [True, False, False]
    assert table.rows_saying("ひやしんす", in_names=False).tolist() == [False, True, False]
    assert not table.rows_saying("", in_names=True).any()


def test_an_empty_catalogue_has_an_empty_table() -> None:
    table = Table.build([], VOCABULARY)
    assert len(table) == 0
    assert not table.rows_saying("何か", in_names=True).any()


class Catalogue:
    def __init__(self, *listings: PublicListing) -> None:
        self.version, self.kept, self.built = 1, list(listings), 0
        self.today = date(2026, 11, 22)

    def day(self) -> date:
        return self.today

    def all(self) -> list[PublicListing]:
        self.built += 1
        return self.kept

    def changed_since(self, number: int) -> Changes:
        return Changes(self.version, (self.kept[-1],), (self.kept[0].id,))


def test_the_running_table_follows_the_catalogue_without_being_rebuilt() -> None:
    catalogue = Catalogue(a_place(), a_place())
    current = CurrentTable(catalogue, VOCABULARY)
    first = current.get()
    assert current.get() is first
    catalogue.kept.append(a_place())
    catalogue.version = 5
    second = current.get()
    assert (second.version, catalogue.built) == (5, 1)
    assert catalogue.kept[2].id in second.ids
    assert catalogue.kept[0].id not in second.ids
    assert len(first) == 2


def test_a_new_day_makes_a_new_table() -> None:
    catalogue = Catalogue(a_place())
    current = CurrentTable(catalogue, VOCABULARY)
    first = current.get()
    catalogue.today = date(2026, 11, 23)
    assert current.get() is not first
    assert catalogue.built == 2
