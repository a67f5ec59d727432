"""Where in folded text the municipality stands: its name, with or without 都道府県 and 郡, at the start or later."""

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.gazetteer import Gazetteer
from geodata.towns import Municipality

# Later places in one text that are tried: enough for a venue's name in front, few enough to stay quick.
_MAX_LATER_STARTS = 5


@dataclass(frozen=True, slots=True)
class Start:
    """Where the municipality was read: which ones it may be, and where its name ends. `said`: it stands in the text."""

    municipalities: tuple[Municipality, ...]
    begin: int
    end: int
    prefecture: str | None = None
    said: bool = True


class MunicipalityReader:
    """Reads municipalities' names by the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

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
        for stop in range(min(len(text), end + self._gazetteer.longest_name), end + 1, -1):
            found = self._gazetteer.by_name.get(text[end:stop].replace(" ", ""))
            if found is None:
                continue
            here = tuple(m for m in found if prefecture is None or m.prefecture == prefecture)
            if here:
                return Start(here, begin, stop, prefecture)
        return Start((), begin, end, prefecture) if prefecture else None

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

    def later_in(self, text: str, begin: int, prefecture: str | None) -> Iterable[Start]:
        """A municipality further on, after a venue or a note; never against a prefecture that was said."""
        if not any(mark in text for mark in "市区町村都道府県"):
            return
        found = 0
        for position in range(begin + 1, len(text) - 1):
            start = self.at(text, position)
            if start is not None and any(prefecture in (None, m.prefecture) for m in start.municipalities):
                yield start
                found += 1
                if found == _MAX_LATER_STARTS:
                    return
