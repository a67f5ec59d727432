"""Words after an address that take back a part of it: 34番か35番, 36番ではない, 5-3?6. What they doubt is not read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from geodata.characters import fold
from geodata.geocoded import Geocoded
from geodata.zones.rules import Level

_OR = "から|か|または|又は|もしくは|若しくは|あるいは|或いは|と|および|及び|or"
_ANOTHER = re.compile(
    rf"[ (]*(?:{fold(_OR).text}|[~,、，・/;&]) ?(?P<next>[1-9][0-9]*)(?![0-9])"
    r"(?! ?(?:階|[fF]|室|棟|号[室棟館]))(?P<unit> ?丁目| ?番| ?号)?(?P<more>-[0-9])?"
)
_UNITS: dict[str, Level] = {"丁目": "chome", "番": "block", "号": "number"}
# Beside a place, or not there: of a number (36番ではない) as of an estate (葉桜団地の隣). Folded.
NOT_THERE = fold(
    "(?:の|と|から|より)?(?:すぐ|真|まん)?"
    "(?:隣|となり|向かい|向い|むかい|向こう|裏(?!門)|うら|横|よこ|脇|わき|傍|そば|近く|ちかく|近所|付近|周辺|辺り|あたり"
    "|手前|まえ|前(?=$|[^\\u4e00-\\u9fff]|ばす|バス|停)|奥|[東西南北上下]?側|入口|入り口|いりぐち|ばすてい|ばす停|バス停|停留所"
    "|方面|行き|以外|いがい|では?(?:な|あり)|でわな|じゃ(?:な|あり)|とは?違|とはちが|を?除|跡|だった|にいた|から)"
).text
_UNSURE = fold("か(?:な|も|$)|くらい|ぐらい|ごろ|頃|多分|たぶん").text
_NOT_THERE = re.compile(rf"[ (]*(?:{NOT_THERE}|{_UNSURE})")
_FORMER = "(?<![元旧])(?<!もと)(?<!元の)(?<!もとの)"
_CHOME = re.compile(r"[一二三四五六七八九十0-9]+丁目$")
_BETWEEN = re.compile(
    rf"[→⇒➡←⇐、,，/／;；・〜～~&＆()（）「」\[\]\s]|もしくは|または|(?:^|(?<=[0-9０-９目番号地]))(?:{_OR}|へ)"
)
_MOST = 20


def without_doubted(geocoded: Geocoded, largest_number: int) -> Geocoded:
    """The address as far as its words leave it certain."""
    level = _doubted(geocoded, largest_number)
    if level is None:
        return geocoded
    sure = replace(geocoded, number=None, level=min(geocoded.level, 3))
    if level == "number":
        return sure
    sure = replace(sure, block=None, is_lot=None)
    return sure if level == "block" else replace(sure, town=_CHOME.sub("", geocoded.town or "") or None)


def mentions(words: str, name: str) -> bool:
    """Whether folded words say that one is at this place; beside it, or no longer there, is not at it."""
    return re.search(rf"{_FORMER}{re.escape(name)}(?![0-9]*(?:号?棟)?[ )」]*{NOT_THERE})", words) is not None


def other_pieces(rest: str) -> Iterator[str]:
    """Pieces of what was not read that may be a further address."""
    pieces = [piece for piece in _BETWEEN.split(rest) if any(character.isdecimal() for character in fold(piece).text)]
    yield from pieces[:_MOST]


def _doubted(geocoded: Geocoded, largest_number: int) -> Level | None:
    finest: Level = "number" if geocoded.number else "block" if geocoded.block else "chome"
    tail = fold(geocoded.after).text
    if geocoded.block and tail.startswith("番"):
        # 3〇番, 34-35番
        return "block"
    if (another := _ANOTHER.match(tail)) is not None:
        if another["unit"]:
            return _UNITS[another["unit"].strip()]
        if another["more"]:
            return "block" if finest == "number" else "chome"
        return finest
    if _NOT_THERE.match(tail):
        return finest
    if _is_damaged(tail) and not (finest == "chome" and "番" in tail[:4]):
        return finest
    if finest == "block" and re.match(r" [0-9]{1,2}(?![0-9]| ?(?:階|[fF]|室|棟|号))", tail):
        return "block"
    too_large = finest == "number" and not geocoded.is_lot and _number(geocoded.number) > largest_number
    return "number" if too_large else None


def _is_damaged(tail: str) -> bool:
    """5-3?6, 5-3□6: a mark in the place of a digit."""
    first = tail.lstrip("(")[:1]
    return first != "" and (first in "?*_=#×✕〇○" or unicodedata.category(first) in ("So", "Cn", "Co"))


def _number(text: str | None) -> int:
    found = re.search("[0-9]+", text or "")
    return int(found[0][:9]) if found else 0
