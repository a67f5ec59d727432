import json
import re
from typing import Any

import shapely

from geodata.maps import LabelledOutline, MapParts, Pin, bare_map_script, listing_map
from geodata.zones.outlines import Outline

SQUARE = Outline("kita", shapely.box(139.1, 35.1, 139.2, 35.2), True, "概略です。")
HOSTILE = "</script><script>alert(1)</script>${alert(2)}"


def a_map(name: str = "さくら会", tiles: bool = False, nonce: str | None = "n0nce", url: str | None = None) -> MapParts:
    pin = Pin("1", name, "霞台一丁目", 35.1, 139.1, "サロン", "/resources/1")
    return listing_map([pin], [LabelledOutline("北部", SQUARE)], (35.1, 139.1), tiles, nonce=nonce, script_url=url)


def whole(parts: MapParts) -> str:
    return parts.head + parts.body + parts.script


def data_of(parts: MapParts) -> dict[str, list[Any]]:
    found = re.search(r'<script type="application/json"[^>]*>(.*)</script>', parts.body)
    assert found
    return json.loads(found[1])


def test_nothing_is_loaded_from_outside_without_tiles() -> None:
    assert "http" not in whole(a_map())


def test_with_tiles_only_the_geographical_survey_is_asked_and_credited() -> None:
    addresses = re.findall(r"https?://([^/\"]+)", whole(a_map(tiles=True)))
    assert set(addresses) <= {"cyberjapandata.gsi.go.jp", "maps.gsi.go.jp"}
    assert "\\u56fd\\u571f\\u5730\\u7406\\u9662" in a_map(tiles=True).script


def test_a_listings_text_cannot_leave_its_data_block() -> None:
    parts = a_map(name=HOSTILE)
    assert "alert(1)" not in parts.script + parts.head
    assert parts.body.count("<script") == 1
    assert "<script>alert" not in parts.body
    assert data_of(parts)["pins"][0][2] == HOSTILE


def test_the_only_script_in_the_page_carries_the_nonce() -> None:
    inline = [tag for tag in re.findall(r"<script[^>]*>", whole(a_map())) if "src=" not in tag and "json" not in tag]
    assert inline == ['<script nonce="n0nce">']


def test_with_an_address_for_foliums_script_no_script_stands_in_the_page() -> None:
    tags = re.findall(r"<script[^>]*>", whole(a_map(nonce=None, url="/map.js")))
    assert all("src=" in tag or "application/json" in tag for tag in tags)


def test_foliums_script_is_the_same_for_every_page() -> None:
    assert bare_map_script((35.1, 139.1), False) == bare_map_script((35.1, 139.1), False)


def test_zooming_by_hand_is_never_forbidden() -> None:
    assert "user-scalable" not in whole(a_map())


def test_a_computed_outline_is_called_approximate() -> None:
    outline = data_of(a_map())["outlines"][0]
    assert outline["label"] == "北部（概略）"


def two_areas_sharing_a_town() -> list[LabelledOutline]:
    shared = {"境町": shapely.box(139.15, 35.1, 139.2, 35.2)}
    west = Outline("nishi", shapely.box(139.1, 35.1, 139.2, 35.2), False, "境界です。", shared)
    east = Outline("higashi", shapely.box(139.15, 35.1, 139.3, 35.2), False, "境界です。", shared)
    return [LabelledOutline("西部", west), LabelledOutline("<東部>", east)]


def test_a_town_that_a_rule_divides_is_hatched_once_with_its_areas_and_explained() -> None:
    parts = listing_map([], two_areas_sharing_a_town(), (35.1, 139.1), False, explained=True)
    data = data_of(parts)
    assert [town["label"] for town in data["split"]] == ["境町（西部・<東部>）"]
    assert [outline["label"] for outline in data["outlines"]] == ["西部", "<東部>"]
    for words in ("西部", "&lt;東部&gt;", "担当が番・号などで分かれる町"):
        assert words in parts.legend
    assert "style=" not in parts.legend


def test_without_a_legend_nothing_is_hatched() -> None:
    parts = listing_map([], two_areas_sharing_a_town(), (35.1, 139.1), False)
    assert (parts.legend, data_of(parts)["split"]) == ("", [])


def test_an_areas_name_stands_clear_of_the_towns_that_it_shares() -> None:
    west, east = data_of(listing_map([], two_areas_sharing_a_town(), (35.1, 139.1), False))["outlines"]
    assert west["middle"][1] < 139.15
    assert east["middle"][1] > 139.2
