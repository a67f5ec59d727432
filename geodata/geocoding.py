"""Text → place. Reads addresses, postcodes and known names; says how it found them and what it did not read."""

import re
from collections.abc import Iterable
from dataclasses import replace

from geodata.address_answers import MAX_CANDIDATES, Text, ambiguous, is_venue_name, of_city, of_near_towns, of_town
from geodata.addresses import is_boundary, read_lead
from geodata.characters import Folded, fold
from geodata.gazetteer import Gazetteer
from geodata.geocoded import Geocoded
from geodata.koaza_reading import says_aza
from geodata.municipality_reading import MunicipalityReader, Start
from geodata.near_towns import stem_at
from geodata.places import NamedPlace, PlaceNames
from geodata.town_reading import TownReading, ends_well, read_town
from geodata.towns import Municipality

MAX_LENGTH = 1000
# What may stand between two addresses in one cell.
_OTHER = re.compile(r"[、,，/／;；・〜～~]|及び|および|または|又は|並びに|\s")
_CHOME = re.compile(r"[0-9]{1,2}丁目")
_LAST_CHOME = re.compile(r"[一二三四五六七八九十]+丁目$")
_EDGES = " 　\t\r\n、,。"


class Geocoder:
    """Reads one text at a time. Never raises on any text.

    `scope`: a municipality's code (5 digits; 14100 for all of 横浜市), whose name may then be left out. `places`: names
    of venues and districts.
    """

    def __init__(self, gazetteer: Gazetteer, scope: str | None = None, places: PlaceNames | None = None) -> None:
        self._gazetteer = gazetteer
        self._municipalities = MunicipalityReader(gazetteer)
        self._places = places
        self._scope = tuple(gazetteer.within(scope)) if scope else ()

    def geocode(self, text: str) -> Geocoded:
        if len(text) > MAX_LENGTH:
            return Geocoded(input=text, rest=text, error=f"長すぎます（{MAX_LENGTH} 字まで）")
        folded = fold(text)
        lead = read_lead(folded.text)
        said = Text(folded, lead.postcode, lead.end)
        best: Geocoded | None = None
        starts = []
        for start in self._starts(folded.text, lead.end):
            found = self._read(said, start)
            if found.level >= 3 or any(candidate.level >= 3 for candidate in found.candidates):
                return self._with_second(said, found)
            starts.append(start)
            if best is None or found.level > best.level:
                best = found
        return (
            self._by_name(folded, best)
            or self._near(said, best, starts)
            or self._by_postcode(said, best)
            or best
            or self._by_town_alone(said)
        )

    def _with_second(self, text: Text, first: Geocoded) -> Geocoded:
        """Two addresses in one cell are both candidates."""
        second = self._second(text, first) if first.status == "matched" and first.rest else None
        if second is None:
            return first
        both = [first, replace(second, input=first.input, postcode=first.postcode)]
        return replace(ambiguous(both, first.input), rest=first.rest)

    # -- where the municipality is -------------------------------------------------------------------------------

    def _starts(self, text: str, begin: int) -> Iterable[Start]:
        """Ways to read the municipality, best first."""
        start = self._municipalities.at(text, begin)
        if start is not None and start.municipalities:
            yield start
        if (short := self._municipalities.after_short_prefecture(text, begin)) is not None:
            yield short
        if self._scope:
            yield Start(self._scope, begin, begin, said=False)
        if start is None or not start.municipalities:
            yield from self._municipalities.later_in(text, begin, start.prefecture if start else None)
        if start is not None and not start.municipalities:
            yield start

    # -- reading -------------------------------------------------------------------------------------------------

    def _read(self, text: Text, start: Start) -> Geocoded:
        folded = text.folded
        readings: list[tuple[Municipality, TownReading]] = []
        for municipality in start.municipalities:
            reading = read_town(self._gazetteer.towns(municipality), folded.text, start.end)
            if reading is None or is_venue_name(text, reading):
                continue
            if start.said or ends_well(folded.text, reading.end) or says_aza(folded, reading.end):
                readings.append((municipality, reading))
        if readings:
            furthest = max(reading.end for _, reading in readings)
            best = [(m, r) for m, r in readings if r.end == furthest]
            answers = [of_town(text, start, m, r, self._gazetteer) for m, r in best]
            return answers[0] if len(answers) == 1 else self._in_one_of(answers, folded.source)
        if not start.said:
            return Geocoded(input=folded.source, rest=folded.source)
        cities = [of_city(text, start, m) for m in start.municipalities]
        if len(cities) > 1:
            whole = self._gazetteer.whole_city(cities[0].city_code, cities[-1].city_code)
            return of_city(text, start, whole) if whole is not None else ambiguous(cities, folded.source)
        if cities:
            return cities[0]
        return Geocoded(
            input=folded.source,
            status="matched",
            prefecture=start.prefecture,
            rest=text.rest(start.begin, start.end),
            level=1,
            method="address",
            postcode=text.postcode,
        )

    def _in_one_of(self, answers: list[Geocoded], source: str) -> Geocoded:
        """One town in several municipalities; wards of one city leave the city certain."""
        found = ambiguous(answers, source)
        whole = self._gazetteer.whole_city(answers[0].city_code, answers[-1].city_code)
        if whole is None or found.city_code is not None:
            return found
        return replace(
            found, city=whole.city, city_code=whole.code, level=2, latitude=whole.latitude, longitude=whole.longitude
        )

    def _near(self, text: Text, best: Geocoded | None, starts: list[Start]) -> Geocoded | None:
        """A misspelt town, where its municipality is certain."""
        if best is not None and best.level == 1:
            return None
        said = best is not None and best.level == 2
        for start in starts:
            if len(start.municipalities) == 1 and start.said == said:
                found = of_near_towns(text, start, start.municipalities[0], self._gazetteer)
                if found is not None:
                    return found
        return None

    def _second(self, text: Text, first: Geocoded) -> Geocoded | None:
        """Another address in the rest of the cell, in the same municipality where it names none."""
        municipality = self._gazetteer.by_code.get(first.city_code or "")
        if municipality is None or not any(character.isdecimal() for character in fold(first.rest).text):
            return None
        for piece in _OTHER.split(first.rest):
            other = Text(fold(piece), None, 0)
            said = self._municipalities.at(other.folded.text, 0)
            if said is not None and said.municipalities:
                found = self._read(other, said)
            elif _CHOME.match(other.folded.text):
                # 桜山1丁目・2丁目: the town is the one before.
                found = self._read(
                    Text(fold(_LAST_CHOME.sub("", first.town or "") + piece), None, 0), Start((municipality,), 0, 0)
                )
            else:
                found = self._read(other, Start((municipality,), 0, 0, said=False))
                if found.block is None:
                    continue
            if (
                found.status == "matched"
                and found.level >= 3
                and (found.town, found.block) != (first.town, first.block)
            ):
                return found
        return None

    # -- other ways ----------------------------------------------------------------------------------------------

    def _by_name(self, folded: Folded, best: Geocoded | None) -> Geocoded | None:
        """A venue or district by its name, perhaps after its municipality's name."""
        if self._places is None:
            return None
        text = folded.text.replace(" ", "")
        names = [text]
        if best is not None and best.city is not None:
            names.append(fold(best.rest).text.replace(" ", ""))
        bare = text.split("(")[0]
        if bare != text:
            names.append(bare)
        for name in dict.fromkeys(n for n in names if n):
            found = [p for p in self._places.named(name) if self._allowed(p, best)]
            if found:
                rest = folded.source.partition("(")[1] + folded.source.partition("(")[2] if name == bare != text else ""
                answers = [self._placed(p, folded.source, rest) for p in found]
                return answers[0] if len(answers) == 1 else ambiguous(answers, folded.source)
        return None

    def _allowed(self, place: NamedPlace, best: Geocoded | None) -> bool:
        if best is not None and best.city_code is not None:
            return place.city_code == best.city_code
        return not self._scope or any(m.code == place.city_code for m in self._scope)

    def _placed(self, place: NamedPlace, source: str, rest: str) -> Geocoded:
        municipality = self._gazetteer.by_code.get(place.city_code)
        return Geocoded(
            input=source,
            status="matched",
            prefecture=municipality.prefecture if municipality else None,
            city=municipality.city if municipality else None,
            city_code=place.city_code,
            town=place.town,
            block=place.block,
            number=place.number,
            rest=rest,
            level=place.level,
            latitude=place.latitude,
            longitude=place.longitude,
            method=place.kind,
            place=place.name,
        )

    def _by_postcode(self, text: Text, best: Geocoded | None) -> Geocoded | None:
        """Where the words give no town. A postcode of another municipality than the one said is no answer."""
        if text.postcode is None:
            return None
        answers = []
        for municipality, town in self._gazetteer.postcode(text.postcode):
            if best is not None and best.city_code not in (None, municipality.code):
                continue
            reading = read_town(self._gazetteer.towns(municipality), fold(town).text, 0) if town else None
            point = reading.town if reading else municipality
            answers.append(
                Geocoded(
                    input=text.folded.source,
                    status="matched",
                    prefecture=municipality.prefecture,
                    city=municipality.city,
                    city_code=municipality.code,
                    town=reading.town.town if reading else None,
                    rest=best.rest if best is not None else text.rest(text.begin, text.begin),
                    level=3 if reading else 2,
                    latitude=point.latitude,
                    longitude=point.longitude,
                    method="postcode",
                    postcode=text.postcode,
                    town_is_whole=reading is not None and reading.chome is not None,
                )
            )
        if not answers:
            return None
        # 「〒249-0003 逗子市霧台1-2」: the words name a town, and it is not known to be the postcode's.
        unread = fold(answers[0].rest).text
        stem = stem_at(unread, 0)
        names_another = stem is not None and unread[stem[1] : stem[1] + 1].isdecimal()
        if len(answers) == 1 and not names_another:
            return answers[0]
        return replace(ambiguous(answers, text.folded.source), town=None)

    def _by_town_alone(self, text: Text) -> Geocoded:
        """A town without its municipality: certain only where the whole country has one such town."""
        folded, begin = text.folded, text.begin
        for end in range(min(len(folded.text), begin + 14), begin + 1, -1):
            if not is_boundary(folded.text, end):
                continue
            municipalities = self._gazetteer.municipalities_with_town(folded.text[begin:end], MAX_CANDIDATES + 1)
            answers = []
            for municipality in municipalities:
                found = self._read(text, Start((municipality,), begin, begin, said=False))
                if found.level >= 3:
                    answers.append(found)
            if len(answers) == 1 and len(municipalities) <= MAX_CANDIDATES:
                return answers[0]
            if answers:
                return ambiguous(answers, folded.source)
        return Geocoded(input=folded.source, rest=folded.source.strip(_EDGES))
