"""「もしかして」: the nearest word that stands in the index, offered and never applied."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 3


def nearest_spelling(piece: str, spelled: Sequence[tuple[str, str]]) -> str | None:
    """The word as written whose folded form is nearest to `piece`; `spelled` holds (folded, as written) pairs.

    One slip (a letter wrong, missing, added or swapped) in words of 3 or 4 characters, two in longer ones.
    """
    if len(piece) < SHORTEST:
        return None
    slips = 1 if len(piece) < 5 else 2
    near = process.extract(
        piece, [folded for folded, _ in spelled], scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    fits = [(distance, abs(len(folded) - len(piece)), spelled[at][1]) for folded, distance, at in near if distance]
    return min(fits)[2] if fits else None
