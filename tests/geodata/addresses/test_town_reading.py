"""Short and old ways of writing towns, on made-up rows."""

import pytest

from geodata.addresses.town_reading import TownReading, read_town
from geodata.characters import fold
from geodata.gazetteer.towns import Municipality, Town, Towns, row_of

HERE = Municipality(1, "99101", "架空県", "ふじみ市", "", 35.0, 139.0)


def towns(*names: str) -> Towns:
    """Towns by name; 「町|小字」 for one with a 小字."""
    rows = [(name.partition("|")[0], name.partition("|")[2]) for name in names]
    return Towns(HERE, [row_of(Town(town, koaza, None, 35.0, 139.0)) for town, koaza in rows])


def read(table: Towns, text: str) -> tuple[str, str, str] | None:
    """Town, 小字 and what follows."""
    folded = fold(text)
    found: TownReading | None = read_town(table, folded, 0)
    return None if found is None else (found.town.town, found.town.koaza, folded.original(found.end))


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["霞東三条十八丁目"], "霞東3-18-1-72", ("霞東三条十八丁目", "", "-1-72")),
        (["霞東三条十八丁目"], "霞東３条１８丁目1", ("霞東三条十八丁目", "", "1")),
        (["霞七一丁目", "霞七"], "霞七1丁目2", ("霞七一丁目", "", "2")),
        (["霞野甲", "霞野乙"], "霞野字谷尻甲2994", ("霞野甲", "", "2994")),
        (["南霞大字島守"], "南霞区大字島守6", ("南霞大字島守", "", "6")),
        (["霞温泉", "霞温泉|一区"], "霞温泉1", ("霞温泉", "一区", "")),
        (["霞温泉", "霞温泉|一区"], "霞温泉1番地", ("霞温泉", "", "1番地")),
        (["霞温泉", "霞温泉|一区"], "霞温泉1-2", ("霞温泉", "", "1-2")),
        (["霞橋町", "霞橋町|亥"], "霞橋町 亥 45-1", ("霞橋町", "亥", " 45-1")),
        (["六条通九丁目", "六条通十丁目"], "6条9丁目46", ("六条通九丁目", "", "46")),
        (["霞通一丁目南", "霞通一丁目北", "霞通"], "霞通1南8-1", ("霞通一丁目南", "", "8-1")),
        (["中", "中町"], "中央公園", None),
        (["中", "中町"], "中12", ("中", "", "12")),
        (["霞一番町", "霞二番町"], "霞2番町5", ("霞二番町", "", "5")),
    ],
)
def test_a_way_of_writing_leads_to_its_town(names: list[str], text: str, expected: tuple[str, str, str] | None) -> None:
    assert read(towns(*names), text) == expected


def test_a_chome_is_no_bancho() -> None:
    found = read_town(towns("霞園一番町", "霞園二番町"), fold("霞園2丁目1"), 0)
    assert found is not None
    assert (found.town.town, found.wrong_chome) == ("霞園", 2)


def test_a_bare_number_is_no_koaza_of_another_town() -> None:
    assert read(towns("霞谷|三十八"), "三十八") is None


def test_a_chome_without_its_side_names_both_sides() -> None:
    found = read_town(towns("霞通", "霞通一丁目南", "霞通一丁目北"), fold("霞通1丁目8"), 0)
    assert found is not None
    assert [found.town.town, *(t.town for t in found.same)] == ["霞通一丁目南", "霞通一丁目北"]


def test_in_kyoto_the_longest_town_after_the_streets_counts() -> None:
    here = Municipality(1, "26106", "京都府", "京都市下京区", "", 35.0, 135.7)
    table = Towns(here, [row_of(Town(name, "", None, 35.0, 135.7)) for name in ("門前町", "南門前町")])
    found = read_town(table, fold("五条通大宮南門前町480"), 0)
    assert found is not None
    assert (found.town.town, found.street) == ("南門前町", (0, 5))


def test_in_kyoto_another_address_is_no_street() -> None:
    here = Municipality(1, "26105", "京都府", "京都市東山区", "", 35.0, 135.7)
    table = Towns(here, [row_of(Town("霞本町", "", None, 35.0, 135.7))])
    assert read_town(table, fold("10-10/架空県東霞郡山霞町24番地 霞本町17"), 0) is None
    found = read_town(table, fold("五条通東霞本町17"), 0)
    assert found is not None
    assert found.street == (0, 4)


def test_a_town_does_not_begin_within_a_number() -> None:
    here = Municipality(1, "26104", "京都府", "京都市中京区", "", None, None)
    table = Towns(here, [row_of(Town("三丁目", "", None, 35.0, 135.7))])
    assert read_town(table, fold("宮の森三条十三丁目5番地"), 0) is None
    assert read_town(table, fold("御幸町通三条三丁目5番地"), 0) is not None
