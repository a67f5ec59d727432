"""滝上市街地 for 滝ノ上市街地, 茅崎町 for 茅ヶ崎町: ノ and ヶ between kanji written or left out, and 通り for 通.

Only for words that are no town as they are written: 山手 and 山の手 stay two towns where both exist.
"""

import re

from geodata.addresses.answers import Text, asked, is_venue_name, of_town
from geodata.addresses.municipality_reading import Start
from geodata.addresses.parts import is_boundary
from geodata.addresses.town_reading import read_town
from geodata.characters import Folded
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality, TownLookup
from geodata.geocoded import Geocoded

_KANJI = "[\u4e00-\u9fff々]"
# As folded: の is ノ, の, 之; が is ヶ, ケ, が.
_LEFT_OUT = re.compile(f"(?<={_KANJI})[のが](?={_KANJI})|(?<=通)り")
_LONGEST = 30


def of_town_with_particles(
    text: Text, start: Start, municipality: Municipality, gazetteer: Gazetteer
) -> Geocoded | None:
    """The only town that is written so but for what may be left out; several are asked about."""
    folded = text.folded
    begin = start.end + len(folded.text[start.end :]) - len(folded.text[start.end :].lstrip(" "))
    towns = gazetteer.lookup(municipality)
    if read_town(towns, folded, begin) is not None:
        return None
    names, end = _written_so(towns, folded, begin)
    if len(names) > 1:
        return asked(text, start, municipality, names, end, gazetteer)
    if not names:
        return None
    spelt = folded.spelt(names[0], begin, end)
    reading = read_town(towns, spelt, begin)
    if reading is None or reading.end < begin + len(names[0]):
        return None
    as_spelt = Text(spelt, text.postcode, text.begin, text.written)
    if is_venue_name(as_spelt, reading):
        return None
    found = of_town(as_spelt, start, municipality, reading, gazetteer)
    # Without its municipality a bare name may be anything.
    return found if start.said or found.block is not None else None


def _written_so(towns: TownLookup, folded: Folded, begin: int) -> tuple[list[str], int]:
    """The longest names that stand here but for what may be left out, and where they end."""
    ends = _ends_of_what_stays(folded.text, begin)
    said = "".join(folded.text[end - 1] for end in ends)
    names: list[str] = []
    longest = 0
    for name in (name for name in towns.names if said.startswith(name[0])):
        bare = _LEFT_OUT.sub("", name)
        if len(bare) < max(longest, 2) or not said.startswith(bare):
            continue
        end = _past_left_out(folded.text, ends[len(bare) - 1])
        if is_boundary(folded.counted, end):
            names = [*names, name] if len(bare) == longest else [name]
            longest = len(bare)
    return names, _past_left_out(folded.text, ends[longest - 1]) if longest else begin


def _ends_of_what_stays(text: str, begin: int) -> list[int]:
    gone = {found.start() for found in _LEFT_OUT.finditer(text, begin, begin + _LONGEST)}
    return [at + 1 for at in range(begin, min(len(text), begin + _LONGEST)) if at not in gone]


def _past_left_out(text: str, end: int) -> int:
    return end + 1 if text.startswith("通り", end - 1) else end
