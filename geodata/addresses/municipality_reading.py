"""Where in folded text the municipality stands: its name, with or without 都道府県 and 郡, at the start or later."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from geodata.addresses.parts import within_a_number
from geodata.characters import key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality

# 逗子市外 is not 逗子市.
_OUTSIDE = re.compile(r"外(?:$|[ (),、・])")
_AS_KNOWN = re.compile(r"同[市区町村]|[市区町村]内 *(?=[^ ])")
# Where an address may begin after a venue's name or a note, or after は (自宅は桜山5-36-1).
_MARKS = re.compile(r"[ ()「」\[\]<>:;、,・/~←→]+|(?<=\w)は")
# Later places in one text that are tried: enough for a venue's name in front, few enough to stay quick.
_MAX_LATER_STARTS = 5
# Names of municipalities further on that are looked at; a line has a few, a made-up one hundreds.
_MAX_LATER_NAMES = 20


@dataclass(frozen=True, slots=True)
class Start:
    """Where the municipality was read: which ones it may be, and where its name ends. `said`: it stands in the text.

    `amid`: words that were not read stand before, so a town's name alone is not enough.
    """

    municipalities: tuple[Municipality, ...]
    begin: int
    end: int
    prefecture: str | None = None
    said: bool = True
    amid: bool = False


class MunicipalityReader:
    """Reads municipalities' names by the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # Of the names that begin with the same two letters, longest first: most places in a text begin none.
        self._lengths: dict[str, list[int]] = {}
        for name in sorted(gazetteer.by_name, key=len, reverse=True):
            lengths = self._lengths.setdefault(name[:2], [])
            if len(name) not in lengths:
                lengths.append(len(name))
        self._beginnings = {name[:2] for name in gazetteer.prefectures} | self._lengths.keys()

    def at(self, text: str, begin: int) -> Start | None:
        """A prefecture, a municipality or both at this place. No municipality: only the prefecture was read."""
        prefecture: str | None = None
        end = begin
        for length in self._gazetteer.prefecture_lengths:
            name = self._gazetteer.prefectures.get(text[begin : begin + length])
            if name:
                prefecture, end = name, begin + length
                break
        while text.startswith(" ", end):
            end += 1
        for stop, found in self._names_at(text, end):
            here = tuple([m for m in found if prefecture is None or m.prefecture == prefecture])
            if here and not _OUTSIDE.match(text, stop):
                return Start(here, begin, stop, prefecture)
        return Start((), begin, end, prefecture) if prefecture else None

    def _names_at(self, text: str, start: int) -> Iterator[tuple[int, list[Municipality]]]:
        """Where names of municipalities end that begin here, longest first. Spaces may stand within a name."""
        by_name = self._gazetteer.by_name
        window = text[start : start + self._gazetteer.longest_name]
        if " " in window:
            for end in range(len(window), 1, -1):
                if (found := by_name.get(window[:end].replace(" ", ""))) is not None:
                    yield start + end, found
            return
        for length in self._lengths.get(window[:2], ()):
            if length <= len(window) and (found := by_name.get(window[:length])) is not None:
                yield start + length, found

    def after_short_prefecture(self, text: str, begin: int) -> Start | None:
        """千葉市川市: the prefecture without 県, and a municipality of it right after."""
        for length in (2, 3, 5):
            prefecture = self._gazetteer.short_prefectures.get(text[begin : begin + length])
            if prefecture is None:
                continue
            start = self.at(text, begin + length)
            if start is not None and start.prefecture is None:
                here = tuple(m for m in start.municipalities if m.prefecture == prefecture)
                if here:
                    return Start(here, begin, start.end, prefecture)
        return None

    def in_another_prefecture(self, text: str, said: Start) -> Start | None:
        """東京都逗子市: right after a prefecture, the name of a municipality that other prefectures have."""
        for stop, found in self._names_at(text, said.end):
            return Start(tuple(found), said.begin, stop)
        return None

    def bare_name_at(self, text: str, begin: int, municipalities: tuple[Municipality, ...]) -> Iterable[Start]:
        """逗子 桜山5-36-1, 同市桜山5-36-1: one of these by its name without 市, or as known, before a town's name."""
        if known := _AS_KNOWN.match(text, begin):
            yield Start(municipalities, begin, known.end(), said=False)
        for municipality in municipalities:
            name = key(municipality.short_name)[:-1]
            if len(name) > 1 and text.startswith(name, begin):
                end = begin + len(name)
                if text[end:].lstrip(" ")[:1].isalpha():
                    yield Start((municipality,), begin, end, said=False)

    def later_in(self, text: str, begin: int, before: Start | None) -> Iterable[Start]:
        """A municipality further on, after a venue or a note; never against a prefecture that was said.

        After another municipality (`before`) only where a mark stands between.
        """
        if not any(mark in text for mark in "市区町村都道府県"):
            return
        prefecture = before.prefecture if before else None
        named = set(before.municipalities) if before else set()
        found = seen = 0
        for position in range(begin + 1, len(text) - 1):
            pair = text[position : position + 2]
            if pair not in self._beginnings and (pair[0] == " " or pair[1] != " "):
                continue
            if within_a_number(text, position):
                continue
            start = self.at(text, position)
            if start is None:
                continue
            if (seen := seen + 1) > _MAX_LATER_NAMES:
                return
            if not any(prefecture in (None, m.prefecture) for m in start.municipalities):
                continue
            name = text[start.begin : start.end].replace(" ", "")
            if name in self._gazetteer.in_kana and _is_kana(text[position - 1]):
                # きようと市 is not 宇土市.
                continue
            if text[position - 1] == "市" and _is_mere_ward(name):
                # A ward of a city that was not read: 中区 of 広嶌市 is not 横浜市's.
                continue
            if named and not named & set(start.municipalities) and text[position - 1] not in " ()「」[]<>:;、,・/":
                continue
            yield start
            found += 1
            if found == _MAX_LATER_STARTS:
                return


def _is_kana(letter: str) -> bool:
    return "ぁ" <= letter <= "ゖ" or letter == "ー"


def _is_mere_ward(name: str) -> bool:
    return name.endswith("区") and "市" not in name


def places_after_marks(text: str, begin: int) -> list[int]:
    ends = (found.end() for found in _MARKS.finditer(text, begin) if found.end() < len(text))
    return list(islice(ends, _MAX_LATER_STARTS))
