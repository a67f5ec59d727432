"""Venues, 団地 and 地区 by their names: alone, after their municipality or other words, before a floor or a room."""

import re
from collections.abc import Iterator, Sequence

from geodata.addresses.answers import Text, ambiguous
from geodata.addresses.municipality_reading import Start, places_after_marks
from geodata.addresses.town_reading import read_town
from geodata.characters import Folded, fold
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality
from geodata.geocoded import Geocoded
from geodata.places import NamedPlace, PlaceNames

# 福祉会館 2階, 福祉会館（和室）, 福祉会館 大会議室: what a name may end before.
_ENDS = (re.compile(r"[()]"), re.compile(r" *(?:地下|b)?[0-9]+ *(?:階|f(?![a-z])|号室|号|室)", re.I), re.compile(r" "))
_SHORTEST = 2


class NamedPlaces:
    """`scope`: the municipalities in which a name counts where none is said; empty: all."""

    def __init__(self, gazetteer: Gazetteer, places: PlaceNames, scope: tuple[Municipality, ...]) -> None:
        self._gazetteer = gazetteer
        self._places = places
        self._scope = {municipality.code for municipality in scope}

    def geocode(self, text: Text, best: Geocoded | None, starts: Sequence[Start]) -> Geocoded | None:
        """`best`: what was read of the text as an address, at most its municipality; `starts`: the ways to read it."""
        said = [(start.begin, start.end) for start in starts if start.said and start.municipalities]
        amid = [(begin, begin) for begin in places_after_marks(text.folded.text, text.begin)]
        for first, begin in dict.fromkeys(((0, 0), (text.begin, text.begin), *said, *amid)):
            for end in _ends_of(text.folded, begin):
                name = text.folded.text[begin:end].replace(" ", "")
                found = [place for place in self._places.named(name) if self._allowed(place, best)] if name else []
                if found:
                    answers = [self._placed(place, text, *text.unread(first, end)) for place in found]
                    return answers[0] if len(answers) == 1 else ambiguous(answers, text.folded.source)
        return None

    def _allowed(self, place: NamedPlace, best: Geocoded | None) -> bool:
        if best is not None and best.city_code is not None:
            return place.city_code == best.city_code
        return not self._scope or place.city_code in self._scope

    def _placed(self, place: NamedPlace, text: Text, rest: str, after: str) -> Geocoded:
        municipality = self._gazetteer.by_code.get(place.city_code)
        level, latitude, longitude = place.level, place.latitude, place.longitude
        if latitude is None and place.town and municipality is not None:
            level, latitude, longitude = self._point_of(municipality, place)
        return Geocoded(
            input=text.folded.source,
            status="matched",
            prefecture=municipality.prefecture if municipality else None,
            city=municipality.city if municipality else None,
            city_code=place.city_code,
            town=place.town,
            block=place.block,
            number=place.number,
            rest=rest,
            after=after,
            level=level,
            latitude=latitude,
            longitude=longitude,
            method=place.kind,
            place=place.name,
            postcode=text.postcode,
        )

    def _point_of(self, municipality: Municipality, place: NamedPlace) -> tuple[int, float | None, float | None]:
        """Where nobody gave the point: that of its block, as far as blocks are loaded, or else of its town."""
        reading = read_town(self._gazetteer.lookup(municipality), fold(place.town or ""), 0)
        if reading is None:
            return place.level, None, None
        if place.block:
            finer = self._gazetteer.block_point(municipality, reading.town, place.block, place.number)
            if finer is not None:
                return finer
        return 3, reading.town.latitude, reading.town.longitude


def _ends_of(folded: Folded, begin: int) -> Iterator[int]:
    yield len(folded.text)
    for pattern in _ENDS:
        found = pattern.search(folded.text, begin + _SHORTEST)
        if found is not None:
            yield found.start()
