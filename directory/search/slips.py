"""What the hand writes for another thing that sounds or looks the same: たいそお for たいそう, 体繰 for 体操."""

from collections.abc import Iterator
from itertools import islice, product

from directory.search import words

MOST = 24
_ROWS = {
    "あ": "あかさたなはまやらわがざだばぱゃ",
    "い": "いきしちにひみりぎじぢびぴ",
    "う": "うくすつぬふむゆるぐずづぶぷゅ",
    "え": "えけせてねへめれげぜでべぺ",
    "お": "おこそとのほもよろをごぞどぼぽょ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_DRAWN = {"あ": "ーあぁ", "い": "ーいぃ", "う": "ーうぅ", "え": "ーいえぇ", "お": "ーうおぉ"}
"""How the sound of a kana is drawn out in writing, after each vowel."""
_SMALL = "ぁぃぅぇぉ"
SHORTEST = 4  # こうら would find コーラス: shorter ones are only offered


def same_sound(piece: str) -> list[str]:
    """A folded piece with its long vowels written otherwise; none of one that has no long vowel."""
    choices = [
        _DRAWN[vowel].rstrip(_SMALL) if (vowel := _drawn_out(piece, at)) else character
        for at, character in enumerate(piece)
    ]
    if all(len(choice) == 1 for choice in choices):
        return []
    written = ("".join(characters) for characters in product(*choices))
    return [other for other in islice(written, MOST) if other != piece]


def _drawn_out(piece: str, at: int) -> str | None:
    """The vowel that the character at `at` draws out."""
    vowel = _VOWEL.get(piece[at - 1]) if at else None
    return vowel if vowel and piece[at] in _DRAWN[vowel] else None


def might_be(piece: str) -> Iterator[str]:
    """What a piece that stands nowhere may stand for: what sounds like it, then what looks like it."""
    yield from same_sound(words.fold(piece))
    yield from look_alikes(piece)


def look_alikes(piece: str) -> Iterator[str]:
    """The piece with one kanji as another one that looks like it."""
    for at, character in enumerate(piece):
        for group in words.alike():
            if character in group:
                yield from (piece[:at] + other + piece[at + 1 :] for other in group if other != character)
