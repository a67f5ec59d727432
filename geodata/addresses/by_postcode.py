"""Places by their postcode, and places that stand beside the postcode of another."""

from collections.abc import Callable
from dataclasses import replace

from geodata.addresses.answers import Text, ambiguous
from geodata.addresses.municipality_reading import Start
from geodata.addresses.near_towns import stem_at
from geodata.addresses.town_reading import TownReading, read_town
from geodata.characters import fold, key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality
from geodata.geocoded import Geocoded

Read = Callable[[Text, Start], Geocoded]


class ByPostcode:
    """`read`: how one text is read in given municipalities. `scoped`: whether it may leave its municipality out."""

    def __init__(self, gazetteer: Gazetteer, read: Read, scoped: bool) -> None:
        self._gazetteer = gazetteer
        self._read = read
        self._scoped = scoped

    def geocode(self, text: Text, best: Geocoded | None, posted: list[tuple[Municipality, str]]) -> Geocoded | None:
        """Where the words give no town. A postcode of another municipality than the one said is no answer."""
        rest, after = text.unread(text.begin, text.begin)
        if best is not None and best.level:
            rest, after = best.rest, best.after
        answers = []
        for municipality, town in posted:
            if best is not None and best.city_code not in (None, municipality.code):
                continue
            if best is not None and best.prefecture not in (None, municipality.prefecture):
                continue
            reading = self._of_post(municipality, town)
            if reading is None and best is not None and best.level == 2:
                continue
            point = reading.town if reading else municipality
            answers.append(
                Geocoded(
                    input=text.folded.source,
                    status="matched",
                    prefecture=municipality.prefecture,
                    city=municipality.city,
                    city_code=municipality.code,
                    town=reading.town.town if reading else None,
                    rest=rest,
                    after=after,
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
        if len(answers) == 1 and not any(map(_names_a_town, fold(rest).text.split())):
            return answers[0]
        return replace(ambiguous(answers, text.folded.source), town=None)

    def _of_post(self, municipality: Municipality, town: str) -> TownReading | None:
        return read_town(self._gazetteer.lookup(municipality), fold(town), 0) if town else None

    def beside(self, found: Geocoded, start: Start, text: Text, posted: list[tuple[Municipality, str]]) -> Geocoded:
        """A postcode of another place: the words count and the postcode is left unread; both where it alone told the
        municipality.
        """
        if found.status != "matched" or not posted or self._is_of_post(found, posted):
            return found
        if not start.said and not self._scoped:
            by_post = self.geocode(text, None, posted)
            if by_post is not None:
                return ambiguous([replace(found, postcode=None), *(by_post.candidates or [by_post])], found.input)
        return self._read(replace(text, postcode=None), start)

    def _is_of_post(self, found: Geocoded, posted: list[tuple[Municipality, str]]) -> bool:
        """Whether the place may have this postcode; a postcode without a town is of all its municipality."""
        for municipality, town in posted:
            if municipality.code != found.city_code and not self._gazetteer.whole_city(
                municipality.code, found.city_code
            ):
                continue
            reading = self._of_post(municipality, town)
            if reading is None or key((found.town or "") + (found.koaza or "")).startswith(key(reading.town.town)):
                return True
        return False


def _names_a_town(unread: str) -> bool:
    stem = stem_at(unread, 0)
    return stem is not None and unread[stem[1] : stem[1] + 1].isdecimal()
