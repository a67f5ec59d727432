"""さくらやま5-36, ヒサギ8丁目: a town written by its reading, where its municipality has one town that is read so."""

import re
import unicodedata
from dataclasses import replace

from geodata.addresses.answers import Text, asked, of_town
from geodata.addresses.municipality_reading import Start
from geodata.addresses.town_reading import read_town
from geodata.characters import key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality
from geodata.geocoded import Geocoded

_KANA = re.compile("[ぁ-ゖー]{2,}(?=$|[ 0-9(、,-])")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_CHOME = re.compile("[一二三四五六七八九十]+(?:丁目|丁|番丁)$")


def of_town_by_reading(text: Text, start: Start, municipality: Municipality, gazetteer: Gazetteer) -> Geocoded | None:
    """Several towns of one reading are asked about."""
    folded = text.folded
    begin = start.end + len(folded.text[start.end :]) - len(folded.text[start.end :].lstrip(" "))
    found = _KANA.match(folded.text, begin)
    if found is None or read_town(gazetteer.lookup(municipality), folded, begin) is not None:
        return None
    written = folded.original(begin, found.end()).strip()
    towns = gazetteer.towns_read(municipality, unicodedata.normalize("NFKC", written).translate(_TO_KATAKANA))
    names = list(dict.fromkeys(key(_CHOME.sub("", town)) for town in towns))
    if len(names) != 1:
        return asked(text, start, municipality, names, found.end(), gazetteer)
    spelt = folded.spelt(names[0], begin, found.end())
    reading = read_town(gazetteer.lookup(municipality), spelt, begin)
    if reading is None:
        return None
    as_spelt = Text(spelt, text.postcode, text.begin, text.written)
    answer = replace(of_town(as_spelt, start, municipality, reading, gazetteer), place=written)
    # Without its municipality a bare word may be anything.
    is_sure = start.said or answer.block is not None or (answer.town or "").endswith("丁目")
    return answer if is_sure else None
