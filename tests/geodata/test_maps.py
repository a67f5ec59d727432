import json
import re

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


def data_of(parts: MapParts) -> dict[str, list[list[object]]]:
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
    assert isinstance(outline, dict)
    assert outline["label"] == "北部（概略）"
