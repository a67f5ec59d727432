"""Text → place. Reads addresses, postcodes and known names; says how it found them and what it did not read."""

import re
from collections.abc import Iterable
from dataclasses import replace

from geodata.addresses import is_boundary, read_lead, read_numbers
from geodata.characters import Folded, fold
from geodata.gazetteer import Gazetteer, Municipality
from geodata.geocoded import Geocoded
from geodata.municipality_reading import MunicipalityReader, Start
from geodata.places import NamedPlace, PlaceNames
from geodata.town_reading import TownReading, ends_well, read_town, unlisted_koaza

MAX_CANDIDATES = 10
MAX_LENGTH = 1000
# After a town: more of a name that ends in 町 before a number.
_RUNS_ON = re.compile(r"[^ 0-9()、,・/の-]{1,4}町[0-9]")
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
        best: Geocoded | None = None
        for start in self._starts(folded.text, lead.end):
            found = self._read(folded, start, lead.postcode, lead.end)
            if found.level >= 3 or any(candidate.level >= 3 for candidate in found.candidates):
                return found
            if best is None or found.level > best.level:
                best = found
        named = self._by_name(folded, best, lead.end)
        if named is not None:
            return named
        if lead.postcode and (best is None or best.level < 3):
            by_postcode = self._by_postcode(folded, lead.postcode, lead.end)
            if by_postcode is not None:
                return by_postcode
        if best is not None:
            return best
        return self._by_town_alone(folded, lead.end, lead.postcode)

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

    def _read(self, folded: Folded, start: Start, postcode: str | None, lead_end: int) -> Geocoded:
        text = folded.text
        readings: list[tuple[Municipality, TownReading]] = []
        for municipality in start.municipalities:
            reading = read_town(self._gazetteer.towns(municipality), text, start.end)
            if reading is None or not (start.said or ends_well(text, reading.end)):
                continue
            readings.append((municipality, reading))
        if readings:
            furthest = max(reading.end for _, reading in readings)
            best = [(m, r) for m, r in readings if r.end == furthest]
            answers = [self._answer(folded, start, m, r, postcode, lead_end) for m, r in best]
            return answers[0] if len(answers) == 1 else _ambiguous(answers, folded.source)
        if not start.said:
            return Geocoded(input=folded.source, rest=folded.source)
        rest = _rest(folded, lead_end, start.begin, start.end)
        cities = [
            Geocoded(
                input=folded.source,
                status="matched",
                prefecture=m.prefecture,
                city=m.city,
                city_code=m.code,
                rest=rest,
                level=2,
                latitude=m.latitude,
                longitude=m.longitude,
                method="address",
                postcode=postcode,
            )
            for m in start.municipalities
        ]
        if len(cities) > 1:
            return _ambiguous(cities, folded.source)
        if cities:
            return cities[0]
        return Geocoded(
            input=folded.source,
            status="matched",
            prefecture=start.prefecture,
            rest=rest,
            level=1,
            method="address",
            postcode=postcode,
        )

    def _answer(
        self,
        folded: Folded,
        start: Start,
        municipality: Municipality,
        reading: TownReading,
        postcode: str | None,
        lead_end: int,
    ) -> Geocoded:
        """One reading of the whole text. A 丁目 that the town has not is asked about, never taken for the town."""
        if reading.wrong_chome is not None and reading.chome is not None:
            return self._wrong_chome(folded, start, municipality, reading, lead_end)
        if _RUNS_ON.match(folded.text, reading.end):
            return self._unsure_of_town(folded, start, municipality, reading, lead_end)
        numbers = read_numbers(folded.text, reading.end)
        town = reading.town
        koaza, number_start = town.koaza or None, numbers
        if numbers.block is None and numbers.number is None and not koaza:
            named = unlisted_koaza(folded, reading.end)
            if named is not None:
                koaza = folded.original(reading.end, named).strip(_EDGES).removeprefix("字")
                number_start = read_numbers(folded.text, named)
                if number_start.end < named:
                    number_start = replace(number_start, end=named)
        level, latitude, longitude = 3, town.latitude, town.longitude
        finer = self._finer(municipality, reading, number_start.block, number_start.number)
        if finer is not None:
            level, latitude, longitude = finer
        answer = Geocoded(
            input=folded.source,
            status="matched",
            prefecture=municipality.prefecture,
            city=municipality.city,
            city_code=municipality.code,
            town=town.town or None,
            koaza=koaza,
            street=folded.original(*reading.street).strip(_EDGES) if reading.street else None,
            town_id=town.town_id,
            block=number_start.block,
            number=number_start.number,
            rest=_rest(folded, lead_end, start.begin, number_start.end),
            level=level,
            latitude=latitude,
            longitude=longitude,
            method="address",
            postcode=postcode,
            is_lot=number_start.is_lot,
            town_is_whole=reading.chome is not None,
        )
        if not reading.same:
            return answer
        others = [
            replace(answer, town=t.town, koaza=t.koaza or koaza, latitude=t.latitude, longitude=t.longitude)
            for t in reading.same
        ]
        return _ambiguous([answer, *others], folded.source)

    def _finer(
        self, municipality: Municipality, reading: TownReading, block: str | None, number: str | None
    ) -> tuple[int, float, float] | None:
        if block is None:
            return None
        return self._gazetteer.block_point(municipality, reading.town, block, number)

    def _unsure_of_town(
        self, folded: Folded, start: Start, municipality: Municipality, reading: TownReading, lead_end: int
    ) -> Geocoded:
        """七瀬中町161 where the table has 七瀬 only: perhaps another town, so it is asked about."""
        base = Geocoded(
            input=folded.source,
            status="ambiguous",
            prefecture=municipality.prefecture,
            city=municipality.city,
            city_code=municipality.code,
            rest=_rest(folded, lead_end, start.begin, start.end),
            level=2,
            latitude=municipality.latitude,
            longitude=municipality.longitude,
            method="address",
        )
        town = reading.town
        nearest = replace(base, town=town.town, latitude=town.latitude, longitude=town.longitude, level=3)
        return replace(base, candidates=(nearest,))

    def _wrong_chome(
        self, folded: Folded, start: Start, municipality: Municipality, reading: TownReading, lead_end: int
    ) -> Geocoded:
        rows = list(reading.chome.numbers.values()) if reading.chome else []
        base = Geocoded(
            input=folded.source,
            status="ambiguous",
            prefecture=municipality.prefecture,
            city=municipality.city,
            city_code=municipality.code,
            rest=_rest(folded, lead_end, start.begin, start.end),
            level=2,
            latitude=municipality.latitude,
            longitude=municipality.longitude,
            method="address",
            error=f"{reading.town.town}に{reading.wrong_chome}丁目は見当たりません",
        )
        nearby = tuple(
            replace(base, town=t.town, latitude=t.latitude, longitude=t.longitude, level=3, error=None) for t in rows
        )
        return replace(base, candidates=nearby[:MAX_CANDIDATES])

    # -- other ways ----------------------------------------------------------------------------------------------

    def _by_name(self, folded: Folded, best: Geocoded | None, begin: int) -> Geocoded | None:
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
                return answers[0] if len(answers) == 1 else _ambiguous(answers, folded.source)
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

    def _by_postcode(self, folded: Folded, postcode: str, lead_end: int) -> Geocoded | None:
        answers = []
        rest = _rest(folded, lead_end, lead_end, lead_end)
        for municipality, town in self._gazetteer.postcode(postcode):
            reading = read_town(self._gazetteer.towns(municipality), fold(town).text, 0) if town else None
            point = reading.town if reading else municipality
            answers.append(
                Geocoded(
                    input=folded.source,
                    status="matched",
                    prefecture=municipality.prefecture,
                    city=municipality.city,
                    city_code=municipality.code,
                    town=reading.town.town if reading else None,
                    rest=rest,
                    level=3 if reading else 2,
                    latitude=point.latitude,
                    longitude=point.longitude,
                    method="postcode",
                    postcode=postcode,
                    town_is_whole=reading is not None and reading.chome is not None,
                )
            )
        if not answers:
            return None
        return answers[0] if len(answers) == 1 else _ambiguous(answers, folded.source)

    def _by_town_alone(self, folded: Folded, begin: int, postcode: str | None) -> Geocoded:
        """A town without its municipality: certain only where the whole country has one such town."""
        nothing = Geocoded(input=folded.source, rest=folded.source.strip(_EDGES))
        text = folded.text
        for end in range(min(len(text), begin + 14), begin + 1, -1):
            if not is_boundary(text, end):
                continue
            municipalities = self._gazetteer.municipalities_with_town(text[begin:end], MAX_CANDIDATES + 1)
            answers = []
            for municipality in municipalities:
                start = Start((municipality,), begin, begin, said=False)
                found = self._read(folded, start, postcode, begin)
                if found.level >= 3:
                    answers.append(found)
            if len(answers) == 1 and len(municipalities) <= MAX_CANDIDATES:
                return answers[0]
            if answers:
                return _ambiguous(answers, folded.source)
        return nothing


def _rest(folded: Folded, lead_end: int, begin: int, end: int) -> str:
    """What stands between the lead and the address, and after it."""
    before = folded.original(lead_end, begin).strip(_EDGES)
    after = folded.original(end).strip(_EDGES)
    return f"{before} {after}" if before and after else before or after


def _ambiguous(answers: list[Geocoded], source: str) -> Geocoded:
    """What the answers agree on, and the answers as candidates."""
    first = answers[0]

    def common(name: str) -> str | None:
        values = {getattr(answer, name) for answer in answers}
        return values.pop() if len(values) == 1 else None

    city = common("city_code")
    return Geocoded(
        input=source,
        status="ambiguous",
        prefecture=common("prefecture"),
        city=common("city"),
        city_code=city,
        town=common("town") if city else None,
        block=common("block"),
        number=common("number"),
        rest=first.rest,
        level=2 if city else 1 if common("prefecture") else 0,
        method=first.method,
        candidates=tuple(answers[:MAX_CANDIDATES]),
        postcode=first.postcode,
        is_lot=first.is_lot,
    )
