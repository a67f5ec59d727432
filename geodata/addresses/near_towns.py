"""Towns whose names are near to one that the table lacks: candidates to ask about, never an answer."""

import re

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from geodata.gazetteer.towns import TownLookup

MAX_NEAR = 5
_STEM = re.compile(r"[0-9]{0,2}[^0-9 ()「」\[\]、,・/;:。~-]{2,12}")
# Names that end so are venues, not misspelt towns, unless a number follows.
_VENUE_END = re.compile(r"(?:[館所校園駅院寺社店会場課係部局室棟荘]|せんたー|ほーる|ぷらざ|広場|さろん|内|前|口)$")


def stem_at(text: str, start: int) -> tuple[int, int] | None:
    """From, to of the word at this place of folded text that may be a town's name."""
    while text.startswith(" ", start):
        start += 1
    found = _STEM.match(text, start)
    if found is None:
        return None
    if not text[found.end() : found.end() + 1].isdecimal() and _VENUE_END.search(found[0]):
        return None
    return start, found.end()


def near_towns(towns: TownLookup, stem: str) -> list[str]:
    """Folded names, nearest first: one letter differs (two in longer names), or the name has the word within it.

    None where the word is a town itself: what follows it was not understood, not the town.
    """
    if stem in towns.names:
        return []
    furthest = 1 if len(stem) < 6 else 2
    found = process.extract(stem, towns.names, scorer=Levenshtein.distance, score_cutoff=furthest, limit=MAX_NEAR)
    within = [name for name in towns.names if len(stem) > 2 and stem in name]
    names = dict.fromkeys((*(name for name, distance, _ in found if distance), *within))
    return [name for name in names if name != stem][:MAX_NEAR]
