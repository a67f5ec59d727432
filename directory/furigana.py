"""ふりがな: a name and its reading, cut into the pieces that stand over each other."""

import re
from collections.abc import Iterator, Mapping

from directory.readings import in_hiragana

Piece = tuple[str, str | None]
"""Characters as written, and how they are read where that is not plain to see."""

_KANJI = re.compile(r"[\u3400-\u9fff々〆ヶヵ]")
_RUN = re.compile(r"[ぁ-ゖー]+|[ァ-ヺー]+|[A-Za-z0-9０-９\u3400-\u9fff々〆ヶヵ]+|[^\w]+|.")
_MARKS = re.compile(r"[^\wー]+")
_KANA_ONLY = re.compile(r"[ぁ-ゖー]+")
_PARTS = re.compile(r"([、，\n（）()：・／])")
LONGEST_WHOLE = 12


def pieces(text: str, reading: str | None) -> tuple[Piece, ...]:
    """`text` with its reading over its kanji: 「お休み処」 read おやすみどころ → お, 休(やす), み, 処(どころ).

    Where kanji and kana cannot be told apart in one way only, a short name is read as a whole and a long one not at
    all. The pieces joined are `text`.
    """
    if not reading or not _KANJI.search(text):
        return ((text, None),)
    runs, sound = _RUN.findall(text), in_hiragana(reading)
    for marks in (r"\W+", r"\W*"):
        lazy, greedy = (_aligned(runs, sound, marks, how) for how in ("+?", "+"))
        if lazy is not None and lazy == greedy:
            return tuple(zip(runs, lazy, strict=True))
    return ((text, sound if len(text) <= LONGEST_WHOLE else None),)


def _aligned(runs: list[str], sound: str, marks: str, how: str) -> list[str | None] | None:
    """For each run its reading, None for one that is kana or a mark; None where they do not fit together."""
    plain = [in_hiragana(run) for run in runs]
    match = re.fullmatch("".join(_pattern(run, marks, how) for run in plain), sound)
    if match is None:
        return None
    heard = zip(plain, match.groups(), strict=True)
    return [None if _is_plain(run) or said == run else said for run, said in heard]


def _pattern(run: str, marks: str, how: str) -> str:
    if _MARKS.fullmatch(run):
        return f"({marks})"
    return f"({re.escape(run)})" if _KANA_ONLY.fullmatch(run) else rf"([\wー]{how})"


def _is_plain(run: str) -> bool:
    return bool(_MARKS.fullmatch(run) or _KANA_ONLY.fullmatch(run))


class Readings:
    """The readings of a municipality's names, for texts in which they stand; of two names the longer one.

    `names` are found anywhere in a text (逗子 in 「逗子市…」), `wholes` only where nothing else stands beside them.
    """

    def __init__(self, names: Mapping[str, str], wholes: Mapping[str, str] | None = None) -> None:
        self._read = {**(wholes or {}), **names}
        longest_first = sorted((name for name in names if _KANJI.search(name)), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def pieces(self, text: str) -> tuple[Piece, ...]:
        return tuple(piece for part in _PARTS.split(text) if part for piece in self._pieces(part))

    def _pieces(self, text: str) -> Iterator[Piece]:
        if text in self._read:
            yield from pieces(text, self._read[text])
            return
        end = 0
        for found in self._names.finditer(text):
            if found.start() > end:
                yield text[end : found.start()], None
            yield from pieces(found[0], self._read[found[0]])
            end = found.end()
        if end < len(text):
            yield text[end:], None
