"""The reading of a name (よみ) where nobody stated one, for sorting and for search by kana."""

import unicodedata
from functools import cache
from typing import Any

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_UNREAD = ("補助記号", "空白")


def in_hiragana(text: str) -> str:
    """Half-width to full-width kana, katakana to hiragana; everything else as it is, in lower case."""
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA).lower()


def reading_of(name: str) -> str:
    """A likely reading in hiragana by SudachiPy; Latin letters and digits stay, marks go."""
    read = []
    for word in _tokenizer().tokenize(unicodedata.normalize("NFKC", name)):
        if word.part_of_speech()[0] in _UNREAD:
            continue
        surface = word.surface()
        read.append(surface if surface.isascii() else word.reading_form() or surface)
    return in_hiragana("".join(read)) or in_hiragana(name)


@cache
def _tokenizer() -> Any:
    # The dictionary takes a third of a second to open: only where a reading is missing.
    from sudachipy import Dictionary, SplitMode

    return Dictionary().tokenizer(SplitMode.C)
