"""What a group was called before: another name of it, under which it is still looked for."""

from pathlib import Path

import pytest

from directory.intake import Surroundings
from directory.intake.reading import listing_from
from tests.directory.intake.sheets import VOCABULARY, csv_file, records


@pytest.mark.parametrize(
    ("cell", "name", "others"),
    [
        ("ひまわりサロン（旧 みどり会）", "ひまわりサロン", ("みどり会",)),
        ("ひまわりサロン(旧・みどり会)", "ひまわりサロン", ("みどり会",)),
        ("ひまわりサロン【旧名称：みどり会】", "ひまわりサロン", ("みどり会",)),
        ("ひまわりサロン\n（旧みどり会）", "ひまわりサロン", ("みどり会",)),
        ("ひまわりサロン　旧みどり会", "ひまわりサロン", ("みどり会",)),
        ("ひまわりサロン（旧みどり会、旧あおば会）", "ひまわりサロン", ("みどり会", "あおば会")),
        ("ひまわりサロン（旧みどり会）休止中", "ひまわりサロン休止中", ("みどり会",)),
        ("交流センター（旧ボランティアセンター）", "交流センター", ("ボランティアセンター",)),
        ("ひまわりサロン（旧東小学校）", "ひまわりサロン(旧東小学校)", ()),
        ("ひまわりサロン（旧鈴木邸）", "ひまわりサロン(旧鈴木邸)", ()),
        ("みどり会→ひまわりサロン", "ひまわりサロン", ("みどり会",)),
        ("みどり会 ⇒ ひまわりサロン（名称変更）", "ひまわりサロン", ("みどり会",)),
        ("みどり会→ひまわりサロンに改称", "ひまわりサロン", ("みどり会",)),
        ("東口→西口→南口を歩く会", "東口→西口→南口を歩く会", ()),
        ("旧みどり会", "旧みどり会", ()),
        ("（旧みどり会）", "(旧みどり会)", ()),
        ("旧暦を楽しむ会", "旧暦を楽しむ会", ()),
    ],
)
def test_what_a_group_was_called_before_is_another_name_of_it(
    tmp_path: Path, cell: str, name: str, others: tuple[str, ...]
) -> None:
    (row,) = records(csv_file(tmp_path, [["名称", "会場"], [cell, "東会館"]]))
    read = listing_from(row.values, row.cells, Surroundings(VOCABULARY, "14208", "一覧"))
    assert (read.listing.name, read.listing.alternate_names) == (name, others)
