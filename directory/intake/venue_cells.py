"""Cells that say where: a venue's name and its address told apart, also where one cell holds both."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.intake import wording

_POSTAL = re.compile(r"〒?\s*(\d{3}-?\d{4})(?!\d|-\d)")
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"
_ADDRESS = re.compile(
    r"[^\s()\d][^\s()]*?"
    rf"(?:{_NUMBER}条\S{{0,3}}?)?(?:{_NUMBER}丁目)?"
    rf"{_NUMBER}(?:丁目|番地?|号|組|条|線|地割)?(?:[のノ\-‐−ー~・]?\d+(?:番地?|号|組)?)*(?:番地?|号|地先|付近|内|他|外)?"
)
_BUILDING = re.compile(
    r"会館|公民館|館[0-9\-]|センター|号室|[0-9]階|号棟|神社|ビル|ホーム|プラザ|会場|公園|集会所|病院|クラブ|ひろば|広場|"
    r"サロン|カフェ|"
    r"憩い?の家|集会室|公会堂|協議会|コミセン|コミュニティ|支所|出張所|営業所|事務所|自治館|倶楽部|(?:寺|院|家|店|荘|苑|園|庁舎)$|"
    r"(?<=[\d号地])[ァ-ヺ][ァ-ヺー]+|"
    r"団地|施設|マンション|ハイツ|コーポ|アパート|メゾン|学校|幼稚園|保育園|教会|食堂|スクエア"
)
_SURE = re.compile(r"[都道府県市郡区町村]\S|丁目|番|号|条|\d[-‐−ー]\d|\dの\d")
_CITY_ONLY = re.compile(r"(?:\S{2,3}[都道府県])?(?:\S{1,5}郡)?\S{1,6}[市区町村]\S{0,10}(?<![館室所院校園寺])")
_TAIL = r"[\s\-]*((?:\d+[F階]|[^\d\s\-‐−ー番号地先のノ組、,・]).*)"
_AFTER_NUMBER = re.compile(rf"(.*?\d+(?:[-‐−ー]\d+(?![\dF階]))+(?:番地?|号)?){_TAIL}")
_AFTER_WORD = re.compile(rf"(.*?\d+(?:番地(?:の\d+)?|号|番\d+号)){_TAIL}")
_CUT_NUMBER = re.compile(r"(?<=[\d丁目番地][-‐−ー])\s*\n\s*(?=\d)|(?<=丁目)\s*\n\s*(?=\d)")
_LAST_BRACKET = re.compile(r"(.+?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_FIRST_BRACKET = re.compile(r"\S+\s*\(")
_KANJI = re.compile(r"[一-龥]{2}|[一-龥].*\d")
_ROOM = re.compile(
    r".*(?:室|ホール|ロビー|広間|コーナー|内|前|横|隣|沿い|停留所|駐車場|[0-9]階|[0-9]F|和室|別館|分館|本館)"
)
_STARTS_AS_ADDRESS = re.compile(r"(?:\S{2,3}[都道府県])?(?:\S{1,5}郡)?[^\s\d]{1,6}[市区町村][^\s\d]{0,12}\d")
_NUMBERED = re.compile(r"丁目|番地|番\d|\d[-‐−ー]\d|\d条")
_LABEL = re.compile(r"^(?:住所|所在地|会場|場所)\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where: `venue` (with its 方書), `address`, `postal`; each None where it is not said."""

    venue: str | None = None
    address: str | None = None
    postal: str | None = None


def place_of(venue_cells: Iterable[str], address_cells: Iterable[str], *, both: bool = False) -> Place:
    """The place that a row's venue and address cells say. Undecided text stays on the side of its own column.

    `both`: the heading says that one cell holds both (会場（住所）): what stands in brackets or below is the address.
    """
    venues: list[str] = []
    addresses: list[str] = []
    postal = None
    cells = [*((cell, False) for cell in venue_cells), *((cell, not both) for cell in address_cells)]
    for cell, default_is_address in cells:
        found, postal = _postal(cell, postal)
        told = _told_apart(found) if both else None
        if told:
            venues.append(told[0])
            found, default_is_address = [told[1]], True
        elif both and len(found) == 1 and _is_all_address(found[0]):
            default_is_address = True
        _split(found, venues, addresses, default_is_address=default_is_address)
    return Place(_joined(venues), _joined(addresses), postal)


def _is_all_address(line: str) -> bool:
    """Whether a line that may say a venue and an address begins with the address, or is just a town's name."""
    if _FIRST_BRACKET.match(line):
        return False
    begins = _STARTS_AS_ADDRESS.match(line.replace(" ", ""))
    if begins and not names_a_building(begins[0][:-1]):
        return True
    return bool(_CITY_ONLY.fullmatch(line) and not names_a_building(line))


def _told_apart(lines: Sequence[str]) -> tuple[str, str] | None:
    """(venue, address) of a cell that says both, by its brackets or its two lines; None where it does not."""
    bracket = _LAST_BRACKET.fullmatch(" ".join(lines))
    parts = (bracket[1], bracket[2]) if bracket else tuple(lines)
    if len(parts) != 2 or is_address(parts[0].replace(" ", "")) or not _may_be_address(parts[1]):
        return None
    return parts[0], parts[1]


def _may_be_address(text: str) -> bool:
    """Whether a text that stands where an address is expected is one: numbered, or no building and no room."""
    named = names_a_building(text) or _ROOM.fullmatch(text) or _KANJI.search(text) is None
    return bool(_NUMBERED.search(text)) or not named


def is_address(text: str) -> bool:
    """Whether the whole text reads as an address: a place's name, then 丁目, 番地 or numbers, and no building."""
    return bool(_ADDRESS.fullmatch(text) and _SURE.search(text)) and not _BUILDING.search(text)


def names_a_building(text: str) -> bool:
    """Whether the text has a word for a building or a place where people meet."""
    return _BUILDING.search(text) is not None


def _postal(cell: str, known: str | None) -> tuple[list[str], str | None]:
    lines = []
    for line in wording.lines(_CUT_NUMBER.sub("", wording.fold(cell))):
        found = _POSTAL.search(line) if "〒" in line or _POSTAL.fullmatch(line) or _POSTAL.match(line) else None
        if found:
            known = known or found[1]
            line = (line[: found.start()] + line[found.end() :]).strip()
        if line and not wording.says_nothing(line):
            lines.append(_LABEL.sub("", line))
    return lines, known


def _split(lines: Sequence[str], venues: list[str], addresses: list[str], *, default_is_address: bool) -> None:
    has_address = False
    for position, line in enumerate(lines):
        inner = line[1:-1].strip() if line[0] == "(" and line[-1] == ")" else None
        if inner and (is_address(inner) or (position and not default_is_address and _CITY_ONLY.fullmatch(inner))):
            addresses.append(inner)
            has_address = True
            continue
        if inner and default_is_address and has_address:
            venues.append(inner)
            continue
        if inner and venues and not default_is_address:
            venues[-1] += line
            continue
        venue, address = _split_line(line, default_is_address and not has_address)
        venues += [venue] if venue else []
        addresses += [address] if address else []
        has_address = has_address or address is not None


def _split_line(line: str, default_is_address: bool) -> tuple[str | None, str | None]:
    """(venue, address) of one line."""
    if is_address(line):
        return None, line
    bracket = _LAST_BRACKET.fullmatch(line)
    if bracket and is_address(bracket[2]):
        return bracket[1], bracket[2]
    if bracket and is_address(bracket[1]):
        return bracket[2], bracket[1]
    words = line.split(" ")
    for cut in range(1, len(words)):
        first, rest = " ".join(words[:cut]), " ".join(words[cut:])
        if is_address(first.replace(" ", "")) and not is_address(f"{first}{rest}".replace(" ", "")):
            return rest, first
        if is_address(rest.replace(" ", "")) and _BUILDING.search(first):
            return first, rest
    if default_is_address:
        tail = _AFTER_NUMBER.fullmatch(line) or _AFTER_WORD.fullmatch(line)
        if tail and is_address(tail[1].replace(" ", "")):
            return tail[2].strip(" ()、,"), tail[1]
        return None, line
    return line, None


def _joined(texts: Iterable[str]) -> str | None:
    """Distinct texts, leaving out what another already says."""
    distinct = list(dict.fromkeys(texts))
    kept = [t for t in distinct if not any(t != other and wording.key(t) in wording.key(other) for other in distinct)]
    return " ".join(kept or distinct) or None
