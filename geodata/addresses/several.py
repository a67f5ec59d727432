"""More than one address in a cell: 霞台1-2-3、本町4-5, 霞台1-2→本町4-5, 霞台1・2丁目, 霞台4〜6丁目.

All of them are candidates: which one holds is for people to say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from geodata.addresses.answers import EDGES, Text, ambiguous
from geodata.addresses.municipality_reading import MunicipalityReader, Start
from geodata.characters import fold, kanji_number
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality
from geodata.geocoded import Geocoded

# What may stand between two addresses in one cell.
_OTHER = re.compile(
    r"[、,，/／;；:：・〜～~&＆→⇒➡←⇐()（）「」【】\[\]]|及び|および|または|又は|並びに|もしくは|あるいは|\s"
    r"|(?:^|(?<=[0-9０-９目番号地]))(?:と|から|より|へ|か)"
)
# What a further address is announced by, if no town begins so: 転居前は, 旧住所, 旧.
_ANNOUNCED = re.compile(
    "[^0-9０-９]{1,8}は|(?:転居|転出|転入|転院|移転|引越し?|引っ越し|入居|以前|現在|今|旧|新|元|現|前|後|先|地|住所|住居|居所|実家|自宅|宅|本籍|連絡"
    "|もと|もとの|の|は)+"
)
_JOINED = "及び|および|と|がら"
# The 三 of ・三重県 is no 丁目.
_MORE_CHOME = re.compile(
    rf"(?: ?(?:^|・|、|,|~|{_JOINED}) ?[0-9]{{1,2}}(?:丁目|(?!(?!{_JOINED})[ぁ-ん\u4e00-\u9fff])))+(?! ?[0-9番号階f-])",
    re.I,
)
_ONE_CHOME = re.compile(r"(~|がら)? ?([0-9]+)")
_LAST_CHOME = re.compile(r"([0-9]+)丁目$")
_CHOME = re.compile(r"[0-9]{1,2}丁目")
_EMPTY_BRACKETS = re.compile(r"[（(「【\[]\s*[）)」】\]]")
_FURTHEST = 30
# Pieces of one cell that are looked at: more than any list has, few enough to stay quick.
_MOST = 30
Read = Callable[[Text, Start], Geocoded]


class SeveralAddresses:
    """`read`: how one text is read in given municipalities."""

    def __init__(self, gazetteer: Gazetteer, municipalities: MunicipalityReader, read: Read) -> None:
        self._gazetteer = gazetteer
        self._municipalities = municipalities
        self._read = read

    def with_others(self, first: Geocoded) -> Geocoded:
        """`first`, or an ambiguous answer where the rest of its cell holds others."""
        municipality = self._gazetteer.by_code.get(first.city_code or "")
        if first.status != "matched" or not first.rest or municipality is None:
            return first
        if (chome := self._other_chome(first, municipality)) is not None:
            return chome
        for piece, found in self._others(first, municipality):
            if found.status != "matched":
                continue
            if first.place is not None and (address := _address_of_a_place(first, piece, found)) is not None:
                return address
            if found.level >= first.level and not _is_the_same(first, found):
                both = [first, replace(found, input=first.input, postcode=first.postcode)]
                return replace(ambiguous(both, first.input), rest=first.rest)
        return first

    def _other_chome(self, first: Geocoded, municipality: Municipality) -> Geocoded | None:
        """霞台4・5・6丁目, 霞台4〜6丁目: each 丁目 that is named or lies between two that are."""
        if first.block is not None or first.number is not None or first.koaza:
            return None
        after, town = fold(first.after.strip(EDGES)), fold(first.town or "").text
        own, found = _LAST_CHOME.search(town), _MORE_CHOME.match(after.text)
        if own is None or found is None:
            return None
        if after.text[0].isdecimal() and "丁目" not in found[0] and first.after[0] not in EDGES:
            # 富士見台4丁目41・1: right after a 丁目 stands a house.
            return None
        said = _ONE_CHOME.findall(found[0])
        if any(number.startswith("0") for _, number in said):
            return None
        numbers, written = [int(own[1])], {int(number) for _, number in said}
        for ranged, number in said:
            last, upto = numbers[-1], int(number)
            if ranged and not last < upto <= last + _FURTHEST:
                return None
            numbers += range(last + 1, upto + 1) if ranged else [upto]
        start = Start((municipality,), 0, 0)
        read = {}
        for number in numbers:
            one = self._read(Text(fold(f"{town[: own.start()]}{kanji_number(number)}丁目"), None, 0), start)
            if one.level >= 3:
                read[number] = replace(one, input=first.input, postcode=first.postcode, street=first.street)
        if len(read) < 2:
            return None
        # A number that is written and is no 丁目 of the town was not read.
        unread = first.rest
        if read.keys() >= written:
            unread = f"{_before(first)} {after.original(found.end())}".strip(EDGES)
        return replace(ambiguous(list(read.values()), first.input), rest=unread)

    def _others(self, first: Geocoded, municipality: Municipality) -> Iterator[tuple[str, Geocoded]]:
        """Further addresses of the cell, each with its piece; in the same municipality where it names none."""
        if first.level >= 3 and first.block is not None and not _has_number(first.rest):
            return
        # 佐倉河字中半入 川原1 without the space is one name: what is joined to an address is not another one.
        pieces = (*_OTHER.split(_before(first)), *_OTHER.split(first.after)[1:])
        for piece in list(filter(None, pieces))[:_MOST]:
            announced = _ANNOUNCED.match(piece)
            for begin in (0, announced.end()) if announced else (0,):
                found = self._other(piece[begin:], first, municipality)
                if found is not None and found.level >= 3:
                    yield piece[begin:], found
                    break

    def _other(self, piece: str, first: Geocoded, municipality: Municipality) -> Geocoded | None:
        other = Text(fold(piece), None, 0)
        said = self._municipalities.at(other.folded.text, 0)
        if said is not None and said.municipalities:
            return self._read(other, said)
        if _CHOME.match(other.folded.text):
            # 桜山1丁目2番、2丁目3番: the town is the one before.
            town = _LAST_CHOME.sub("", fold(first.town or "").text)
            return self._read(Text(fold(town + piece), None, 0), Start((municipality,), 0, 0))
        found = self._read(other, Start((municipality,), 0, 0, said=False))
        is_bare = found.block is None and first.block is None and not found.koaza and not found.rest
        return found if found.block is not None or is_bare else None


def _has_number(text: str) -> bool:
    return any(map(str.isdecimal, text)) or any(map(str.isdecimal, fold(text).text))


def _before(first: Geocoded) -> str:
    """What stands before the address and was not read."""
    return first.rest.removesuffix(first.after.strip(EDGES)).strip(EDGES)


def _address_of_a_place(first: Geocoded, piece: str, found: Geocoded) -> Geocoded | None:
    """福祉会館（桜山5-32-1）: the address beside a venue's name, where it says no other place than the venue's own."""
    agrees = first.city_code == found.city_code and first.town in (None, found.town)
    agrees = agrees and first.block in (None, found.block) and first.number in (None, found.number)
    if not agrees or found.block is None or first.block is not None or first.rest not in first.input:
        return None
    name = first.input.replace(first.rest, "", 1).strip(EDGES)
    beside = _EMPTY_BRACKETS.sub(" ", first.rest.replace(piece, "", 1)).strip(EDGES)
    rest = " ".join(filter(None, (name, beside, found.rest)))
    finest = max(first, found, key=lambda one: one.level)
    level, latitude, longitude = finest.level, finest.latitude, finest.longitude
    return replace(
        found,
        input=first.input,
        postcode=first.postcode,
        rest=rest,
        after="",
        level=level,
        latitude=latitude,
        longitude=longitude,
    )


def _is_the_same(one: Geocoded, found: Geocoded) -> bool:
    """The same place once more, perhaps less finely."""
    if one.city_code != found.city_code:
        return False
    if found.block is None:
        return (one.town or "").startswith(found.town or "")
    return (one.town, one.block) == (found.town, found.block)
