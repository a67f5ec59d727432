"""Text → place. Reads addresses, postcodes and known names; says how it found them and what it did not read."""

from collections.abc import Iterable
from dataclasses import replace

from geodata.addresses.answers import (
    EDGES,
    Text,
    ambiguous,
    is_venue_name,
    of_city,
    of_near_towns,
    of_prefecture,
    of_town,
)
from geodata.addresses.by_postcode import ByPostcode
from geodata.addresses.by_reading import of_town_by_reading
from geodata.addresses.koaza_reading import plain_koaza, says_aza
from geodata.addresses.municipality_left_out import LeftOut
from geodata.addresses.municipality_reading import MunicipalityReader, Start, places_after_marks
from geodata.addresses.particles_left_out import of_town_with_particles
from geodata.addresses.parts import read_lead, read_numbers, skip_marks
from geodata.addresses.several import SeveralAddresses
from geodata.addresses.town_reading import TownReading, ends_well, read_town
from geodata.characters import Folded, fold
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality, TownLookup
from geodata.geocoded import Geocoded
from geodata.named_places import NamedPlaces
from geodata.places import PlaceNames

MAX_LENGTH = 1000


class Geocoder:
    """Reads one text at a time. Never raises on any text.

    `scope`: a municipality's code (5 digits; 14100 for all of 横浜市), whose name may then be left out. `places`: names
    of venues and districts.
    """

    def __init__(self, gazetteer: Gazetteer, scope: str | None = None, places: PlaceNames | None = None) -> None:
        self._gazetteer = gazetteer
        self._municipalities = MunicipalityReader(gazetteer)
        self._scope = tuple(gazetteer.within(scope)) if scope else ()
        self._named = NamedPlaces(gazetteer, places, self._scope) if places is not None else None
        self._several = SeveralAddresses(gazetteer, self._municipalities, self._read)
        self._left_out = LeftOut(gazetteer, self._read)
        self._by_postcode = ByPostcode(gazetteer, self._read, scoped=bool(self._scope))

    def geocode(self, text: str) -> Geocoded:
        if len(text) > MAX_LENGTH:
            return Geocoded(input=text, rest=text, error=f"長すぎます（{MAX_LENGTH} 字まで）")
        folded = fold(text).without_brackets_of_chome()
        lead = read_lead(folded.text)
        said = Text(folded, lead.postcode, lead.end, lead.written)
        posted = self._gazetteer.postcode(lead.postcode) if lead.postcode else []
        best: Geocoded | None = None
        starts = []
        for start in self._starts(folded, lead.end, tuple(dict.fromkeys(m for m, _ in posted))):
            found = self._read(said, start)
            if found.level >= 3 or any(candidate.level >= 3 for candidate in found.candidates):
                return self._several.with_others(self._by_postcode.beside(found, start, said, posted))
            starts.append(start)
            if best is None or found.level > best.level:
                best = found
        found = (
            (self._named.geocode(said, best, starts) if self._named else None)
            or self._near(said, best, starts)
            or self._by_postcode.geocode(said, best, posted)
            or self._without_municipality(said, best, starts)
            or self._contradicting(said, starts)
            or best
            or Geocoded(input=text, rest=text.strip(EDGES))
        )
        return self._several.with_others(found)

    # -- where the municipality is -------------------------------------------------------------------------------

    def _starts(self, folded: Folded, begin: int, posted: tuple[Municipality, ...]) -> Iterable[Start]:
        """Ways to read the municipality, best first."""
        text = folded.text
        first = begin + text.startswith(("(", "「", "[", "<"), begin)
        start = self._municipalities.at(text, first)
        if start is not None and start.municipalities:
            yield start
        if (short := self._municipalities.after_short_prefecture(text, first)) is not None:
            yield short
        scope = self._scope
        if start is not None and start.prefecture is not None:
            # 石川県… is not in 京都市, though a street of it might run so far.
            scope, posted = (tuple(m for m in ms if m.prefecture == start.prefecture) for ms in (scope, posted))
        for municipalities in (scope, posted):
            if municipalities:
                yield from self._municipalities.bare_name_at(text, begin, municipalities)
                yield Start(municipalities, begin, begin, said=False)
        yield from self._municipalities.later_in(text, first, start)
        if start is not None and not start.municipalities:
            yield start
        implied = scope or posted or (start.municipalities if start is not None else ())
        if implied:
            for position in places_after_marks(folded.counted, begin):
                yield Start(implied, position, position, said=False, amid=True)

    # -- reading -------------------------------------------------------------------------------------------------

    def _read(self, text: Text, start: Start) -> Geocoded:
        folded = text.folded
        readings: list[tuple[Municipality, TownReading]] = []
        named_after = None
        for municipality in start.municipalities:
            reading = self._town_at(municipality, folded, start)
            if reading is None:
                continue
            if is_venue_name(text, reading):
                named_after = (municipality, reading) if folded.text[reading.end - 1] == "目" else named_after
            else:
                readings.append((municipality, reading))
        if len(readings) == 1:
            return of_town(text, start, *readings[0], self._gazetteer)
        if any(m.current for m, _ in readings):
            readings = [(m, r) for m, r in readings if m.current]
        if readings:
            furthest = max(reading.end for _, reading in readings)
            best = [(m, r) for m, r in readings if r.end == furthest]
            answers = [of_town(text, start, m, r, self._gazetteer) for m, r in best]
            return answers[0] if len(answers) == 1 else self._in_one_of(answers, folded.source)
        if named_after is not None:
            # 沼間1丁目会館 stands perhaps in 沼間1丁目.
            city = of_city(text, start, named_after[0])
            town = of_town(text, start, *named_after, self._gazetteer)
            return replace(city, status="ambiguous", candidates=(town,))
        if not start.said:
            return Geocoded(input=folded.source, rest=folded.source)
        if not start.municipalities:
            return of_prefecture(text, start)
        first, *others = start.municipalities
        whole = self._gazetteer.whole_city(*(m.code for m in start.municipalities)) if others else first
        if whole is not None:
            return of_city(text, start, whole)
        return ambiguous([of_city(text, start, m) for m in start.municipalities], folded.source)

    def _town_at(self, municipality: Municipality, folded: Folded, start: Start) -> TownReading | None:
        towns = self._gazetteer.lookup(municipality)
        reading = read_town(towns, folded, start.end)
        if reading is None and start.said:
            # 逗子市（桜山5丁目）, 逗子市・桜山5丁目
            marked = skip_marks(folded.text, start.end)
            reading = read_town(towns, folded, marked) if marked > start.end else None
            return reading if reading is not None and ends_well(folded, reading.end) else None
        if reading is None or start.said:
            return reading
        if start.amid:
            return reading if _is_an_address(folded, start, reading) else None
        if ends_well(folded, reading.end) or says_aza(folded, reading.end):
            return reading if _is_no_pair(towns, folded, reading) else None
        return reading if plain_koaza(folded, reading.end) is not None else None

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
        """A town without its ノ, by its reading, or a misspelt one, where its municipality is certain."""
        if best is not None and best.level == 1:
            return None
        said = best is not None and best.level == 2
        for start in starts:
            if len(start.municipalities) == 1 and start.said == said and not start.amid:
                for way in (of_town_with_particles, of_town_by_reading, of_near_towns):
                    found = way(text, start, start.municipalities[0], self._gazetteer)
                    if found is not None:
                        return found
        return None

    # -- other ways ----------------------------------------------------------------------------------------------

    def _without_municipality(self, text: Text, best: Geocoded | None, starts: list[Start]) -> Geocoded | None:
        """A town without its municipality, or one that has the name of a municipality (栄町1-1)."""
        if best is not None and best.level == 1 and best.status == "matched":
            return self._left_out.geocode(text, next(s for s in starts if s.prefecture and not s.municipalities))
        if best is None or (best.level == 0 and not best.candidates):
            return self._left_out.geocode(text, None, only_named=bool(self._scope))
        first = next((s for s in starts if any(m.code == best.city_code for m in s.municipalities)), starts[0])
        bare = {m.short_name for m in first.municipalities} == {
            text.folded.original(first.begin, first.end).strip(EDGES)
        }
        if first.prefecture or not bare or not first.said or best.city is None or not best.city.endswith(("町", "村")):
            return None
        if first.begin > text.begin and (named := self._left_out.geocode(text, None, only_named=True)) is not None:
            # 小田原 栄町1-1
            return named
        town = self._left_out.geocode(replace(text, begin=first.begin), None)
        if town is None:
            return None
        towns = town.candidates or (town,)
        return replace(ambiguous([best, *towns], best.input), prefecture=None, city=None, city_code=None, level=0)

    def _contradicting(self, text: Text, starts: list[Start]) -> Geocoded | None:
        """東京都逗子市: one of the two is wrong, so neither is taken."""
        said = next((start for start in starts if start.prefecture and not start.municipalities), None)
        other = self._municipalities.in_another_prefecture(text.folded.text, said) if said is not None else None
        if said is None or other is None:
            return None
        found = self._read(text, other)
        name = text.folded.original(said.end, other.end)
        return Geocoded(
            input=text.folded.source,
            status="ambiguous",
            rest=text.unread(said.begin, said.begin)[0],
            method="address",
            candidates=found.candidates or (found,),
            error=f"{said.prefecture}に{name}は見当たりません",
            postcode=text.postcode,
        )


def _is_no_pair(towns: TownLookup, folded: Folded, reading: TownReading) -> bool:
    """逗子・葉山: a town and something else that is none is one name, not the town."""
    if not folded.text.startswith("・", reading.end) or folded.text[reading.end - 1] in "目0123456789":
        return True
    other = read_town(towns, folded, reading.end + 1)
    return other is not None and ends_well(folded, other.end)


def _is_an_address(folded: Folded, start: Start, reading: TownReading) -> bool:
    """After words that were not read: a town with its 丁目 or two numbers, or alone in brackets."""
    if not ends_well(folded, reading.end):
        return False
    numbers = read_numbers(folded.counted, reading.end)
    if "丁目" in folded.counted[start.end : reading.end] or numbers.number:
        return True
    end = max(reading.end, numbers.end)
    return folded.text.startswith("(", start.begin - 1) and folded.text.startswith(")", end)
