"""Addresses that leave their municipality out, or its 市: 桜山五丁目, 小田原 荻窪300, 神奈川県桜山5-36.

Certain only where the whole country (or the prefecture that was said) has one such place.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from geodata.addresses.answers import MAX_CANDIDATES, Text, ambiguous, of_city, of_prefecture
from geodata.addresses.municipality_reading import Start
from geodata.addresses.parts import is_boundary
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality
from geodata.geocoded import Geocoded

_LONGEST_TOWN = 14
_ONLY_KANA = re.compile(r"[ぁ-んー]+$")
Read = Callable[[Text, Start], Geocoded]


class LeftOut:
    """`read`: how one text is read in given municipalities."""

    def __init__(self, gazetteer: Gazetteer, read: Read) -> None:
        self._gazetteer = gazetteer
        self._read = read

    def geocode(self, text: Text, after: Start | None, only_named: bool = False) -> Geocoded | None:
        """`after`: a prefecture that was read. None where nothing of the kind stands in the text.

        `only_named`: only a municipality without its 市, and a town of it.
        """
        begin = after.end if after is not None else text.begin
        begin += len(text.folded.text[begin:]) - len(text.folded.text[begin:].lstrip(" "))
        first = after.begin if after is not None else begin
        prefecture = after.prefecture if after is not None else None
        named, said_whole = self._by_short_name(text, first, begin, prefecture)
        if after is None and (short := self._gazetteer.short_prefectures.get(text.folded.text[begin:])) is not None:
            said_whole.append(of_prefecture(text, Start((), begin, len(text.folded.text), short)))
        towns, are_all = self._by_town(text, first, begin, prefecture)
        if named and (not towns or len(named[0].rest) < len(towns[0].rest)):
            return named[0] if len(named) == 1 else ambiguous(named, text.folded.source)
        answers = [*said_whole, *towns]
        if only_named or not answers:
            return None
        bare = _ONLY_KANA.match(text.folded.text, begin) is not None
        if len(answers) == 1 and towns and are_all and not bare:
            return answers[0]
        found = ambiguous(answers, text.folded.source)
        if are_all:
            return found
        # Others than these exist: what these agree on says nothing.
        return replace(found, prefecture=prefecture, city=None, city_code=None, level=1 if prefecture else 0)

    def _by_short_name(
        self, text: Text, first: int, begin: int, prefecture: str | None
    ) -> tuple[list[Geocoded], list[Geocoded]]:
        """Towns after a municipality's name without its 市; the municipalities where nothing but the name stands."""
        folded = text.folded
        for end in range(min(len(folded.text), begin + self._gazetteer.longest_name), begin + 1, -1):
            municipalities = [
                m
                for m in self._gazetteer.by_bare_name.get(folded.text[begin:end], ())
                if prefecture in (None, m.prefecture)
            ]
            if not municipalities:
                continue
            if end == len(folded.text):
                codes = [m.code for m in municipalities]
                whole = self._gazetteer.whole_city(*codes) if len(codes) > 1 else None
                cities = [whole] if whole is not None else municipalities
                return [], [of_city(text, Start((m,), first, end), m) for m in cities]
            start = Start(tuple(municipalities), first, end, said=False)
            found = self._read(text, start)
            if found.level >= 3:
                return [found], []
            if found.candidates:
                return list(found.candidates), []
        return [], []

    def _by_town(self, text: Text, first: int, begin: int, prefecture: str | None) -> tuple[list[Geocoded], bool]:
        """At most MAX_CANDIDATES readings of the longest name that is a town somewhere; whether these are all."""
        folded = text.folded
        for end in range(min(len(folded.text), begin + _LONGEST_TOWN), begin + 1, -1):
            splits_number = folded.text[end - 1].isdecimal() and folded.text[end : end + 1].isdecimal()
            if splits_number or not is_boundary(folded.counted, end):
                continue
            municipalities = self._having(folded.text[begin:end], prefecture)
            answers = []
            for municipality in municipalities[: MAX_CANDIDATES + 1]:
                found = self._read(text, Start((municipality,), first, begin, said=False))
                if found.level >= 3:
                    answers.append(found)
            if answers:
                return answers[:MAX_CANDIDATES], len(municipalities) <= MAX_CANDIDATES
        return [], True

    def _having(self, town: str, prefecture: str | None) -> list[Municipality]:
        limit = MAX_CANDIDATES + 1 if prefecture is None else 10_000
        found = self._gazetteer.municipalities_with_town(town, limit)
        return [m for m in found if prefecture in (None, m.prefecture)]
