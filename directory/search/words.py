"""Japanese text as the index knows it: folded characters, clean grams, dictionary words, spelling variants.

A *gram* is one to three folded characters. Bare grams find too much: 「茶会」 stands in 「喫茶会館」 and 「京都」 in
「東京都」. A *clean* gram does not straddle two words: it begins where a word begins, or lies inside one.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path

from sudachipy import Dictionary, SplitMode, Tokenizer

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WAVE = re.compile("(?<=[ぁ-ゖァ-ヶー])[~〜](?=[ぁ-ゖァ-ヶー]|\\b)")
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}(?=丁目)|(?<=第)[一二三四五六七八九十]{1,3}(?![一-龠])")
_ONES = {kanji: number for number, kanji in enumerate("一二三四五六七八九", 1)}
_POLITE = re.compile("[おご](?=[一-龠].)")
_PARTICLES = "のとやをで"
_SAYS_NOTHING = frozenset(
    (*"がをはにでてのもとか", "近く", "近場", "教える", "教え", "下さる", "探す", "たい", "為る", "遣る")
)
"""Normal forms of what people say around the words that they look for: 近くで…がしたい, …を教えてください."""
_KANJI = re.compile("[一-龠々]")
_KE_BETWEEN_KANJI = re.compile("(?<=[一-龠])[ヶケ](?=[一-龠])")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_APART = re.compile(r"[^\w々〆ー]+|_+")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_KATAKANA = re.compile("[ァ-ヺー]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LATIN = re.compile("[a-z0-9]")
MOST_SPELLINGS = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A dictionary word at [start, end) of a stretch. `known`: it stands in the dictionary. All text is folded."""

    start: int
    end: int
    normal: str
    reading: str
    known: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text without spaces or marks: as prepared, folded (equally long), and its words."""

    prepared: str
    folded: str
    tokens: tuple[Token, ...]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = (Path(__file__).parent / "variants.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return table


@cache
def _characters() -> dict[int, str]:
    return {ord(old): new for new, olds in _table()["characters"].items() for old in olds}


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(map(fold, group))) for group in _table()["words"]["groups"])


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary().tokenizer(mode=SplitMode.A)


@cache
def alike() -> tuple[str, ...]:
    """Kanji that are taken for one another."""
    return tuple(_table()["alike"]["groups"])


def prepare(text: str) -> str:
    """One width, one case, one form of each character; kana as written, for the dictionary needs it."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_characters())
    plain = _NUMBERED.sub(lambda found: _digits(found[0]), plain)
    return _KE_BETWEEN_KANJI.sub("が", _WAVE.sub("ー", plain))


def _digits(kanji: str) -> str:
    """十二 is 12, 二十 is 20."""
    tens, ten, ones = kanji.rpartition("十")
    return str((_ONES.get(tens, 1) * 10 if ten else 0) + _ONES.get(ones[:1], 0))


def fold(text: str) -> str:
    """`prepare`, then katakana as hiragana; as long as `prepare(text)`."""
    return prepare(text).translate(_TO_HIRAGANA)


def pieces(text: str) -> list[str]:
    """Text cut at spaces and marks, prepared and not yet folded: of what was typed, each piece must be found."""
    return list(dict.fromkeys(piece for piece in _APART.split(prepare(text)) if piece))


def stretches(text: str) -> Iterator[Stretch]:
    for prepared in _APART.split(prepare(text)):
        if prepared:
            tokens = tuple(
                Token(m.begin(), m.end(), fold(m.normalized_form()), fold(m.reading_form()), not m.is_oov())
                for m in _tokenizer().tokenize(prepared)
            )
            yield Stretch(prepared, prepared.translate(_TO_HIRAGANA), tokens)


def clean_grams(stretch: Stretch) -> Iterator[str]:
    """The 1-, 2- and 3-grams by which the stretch may be found."""
    for token in stretch.tokens:
        for at in range(token.start, token.end):
            for length in (1, 2, 3):
                if at + length <= len(stretch.folded) and _is_clean(stretch, token, at, length):
                    yield stretch.folded[at : at + length]


def _is_clean(stretch: Stretch, token: Token, at: int, length: int) -> bool:
    begins, character = at == token.start, stretch.prepared[at]
    if _LATIN.match(character):
        return at == 0 or not _LATIN.match(stretch.prepared[at - 1])
    if _KATAKANA.match(character):
        # 「パン」 is not in 「パントリー」 nor 「ラン」 in 「ボランティア」; but 「ママサロン」, which no dictionary
        # knows, holds a 「サロン」.
        if length == 2 and token.known:
            return begins and token.end == at + 2
        return begins or length == 1 or (length == 3 and not token.known)
    if _HIRAGANA.match(character):
        return True
    return begins or length == 1 or at + 2 <= token.end


def sounding_grams(stretch: Stretch) -> Iterator[str]:
    """Grams of the reading, from where a word begins; two kana only where they are all of it: いご is not かいご."""
    sound = ""
    starts = []
    for token in stretch.tokens:
        starts.append(len(sound))
        if _POLITE.match(stretch.prepared, token.start):
            starts.append(len(sound) + 1)
        sound += token.reading
    yield from (token.reading for token in stretch.tokens if len(token.reading) == 2)
    yield from (sound[start : start + 3] for start in starts if len(sound) - start >= 3)


def reading_grams(reading: str) -> Iterator[str]:
    """Grams of a reading that people wrote, whose words are not marked."""
    for piece in map(fold, pieces(reading)):
        if len(piece) == 2:
            yield piece
        for at in range(len(piece) - 2):
            yield piece[at : at + 3]


def kana_grams(stretch: Stretch) -> Iterator[str]:
    """3-grams of what is written in kana, and its words of two kana: いばしょ, to be found by 居場所 and not by 衣場所.

    Only what is written so: 「公園」 sounds like 「講演」 and is none.
    """
    for run in _KANA.finditer(stretch.prepared):
        for at in range(run.start(), run.end() - 2):
            yield stretch.folded[at : at + 3]
        if run.end() - run.start() == 3 and run[0][2] in _PARTICLES:
            yield stretch.folded[run.start() : run.start() + 2]
    for token in stretch.tokens:
        if token.end - token.start == 2 and is_kana(stretch.prepared[token.start : token.end]):
            yield stretch.folded[token.start : token.end]


def in_kana(piece: str) -> str | None:
    """How a piece with kanji is read: what may be written in kana instead. None for any other piece."""
    if not _KANJI.search(piece) or _LATIN.search(piece):
        return None
    reading = sound(piece)
    return reading if len(reading) > 1 and is_kana(reading) else None


def inner_grams(folded: str) -> list[str]:
    """Every 3-gram after the first: with a clean beginning they are the whole word, wherever its words are cut."""
    return [folded[at : at + 3] for at in range(1, len(folded) - 2)]


def pairs(normal: Sequence[str]) -> list[str]:
    """Neighbouring dictionary words, as one term each: a phrase without positions."""
    return [f"{first} {second}" for first, second in pairwise(normal)]


def normal_words(piece: str) -> list[str]:
    """The dictionary's normal forms of a piece, in order: 虹, 色 of にじいろ."""
    return [token.normal for stretch in stretches(piece) for token in stretch.tokens]


def content_words(stretch: Stretch) -> list[tuple[int, int]]:
    """[start, end) of the words that mean something: 体操, 教室 of 体操の教室; a single one joins its neighbour."""
    spans: list[tuple[int, int]] = []
    for token in stretch.tokens:
        start, end = token.start, token.end
        if end - start < 3 and is_kana(stretch.prepared[start:end]) and not _KATAKANA.match(stretch.prepared[start]):
            continue
        if spans and spans[-1][1] == start and 1 in (end - start, start - spans[-1][0]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def apart(piece: str) -> list[str]:
    """The content words of a piece as typed; the piece itself where it has none."""
    parts = [s.prepared[start:end] for s in stretches(piece) for start, end in content_words(s)]
    return list(dict.fromkeys(parts)) or [piece]


def telling(typed: Sequence[str]) -> list[str]:
    """The content words of the pieces typed, without those that say nothing of a listing; all where none is left."""
    parts = [part for piece in typed for part in apart(piece)]
    return [part for part in parts if not _SAYS_NOTHING.issuperset(normal_words(part))] or parts


def is_kana(text: str) -> bool:
    return _KANA.fullmatch(text) is not None


def spellings(text: str) -> list[str]:
    """The piece itself, folded, first; then its other spellings: by the table, without お or ご in front, by its
    sound where that is long and of several words or kana (茶のみ, お茶飲み), and with the last ー left out."""
    piece = fold(text)
    found = {piece: None}
    if _POLITE.match(piece):
        found |= dict.fromkeys(spellings(piece[1:]))
    several = len(normal_words(text)) > 1 or _HIRAGANA.search(piece)
    if several and len(reading := in_kana(text) or "") > 3:
        found[reading] = None
    groups = [(group, member) for group in _groups() if (member := _longest_in(piece, group))]
    groups = [(group, member) for group, member in groups if not any(member in m and member != m for _, m in groups)]
    for others in product(*(group for group, _ in groups)):
        spelling = piece
        for (_, member), other in zip(groups, others, strict=True):
            spelling = spelling.replace(member, other)
        found[spelling] = None
        if len(found) >= MOST_SPELLINGS:
            break
    if len(piece) > 3 and piece.endswith("ー"):
        found[piece[:-1]] = None
    return list(found)


def one_spelling(text: str) -> str:
    """The text folded, each word of the table in its first spelling: for comparing, not for showing."""
    words, pattern = _first_spellings()
    return pattern.sub(lambda found: words[found[0]], fold(text))


@cache
def _first_spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    """Each word of the table with its first spelling, and what finds them, the longest first."""
    words = {member: group[0] for group in _groups() for member in group}
    found = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    # 「Upcafe」 holds no PC.
    whole = (f"(?<![a-z0-9]){word}(?![a-z0-9])" if word.isascii() else word for word in found)
    begin = "".join(sorted({word[0] for word in words}))
    return words, re.compile(f"(?=[{begin}])(?:{'|'.join(whole)})")


def sound(text: str) -> str:
    """The dictionary's reading of a text, folded, without spaces and marks."""
    pieces_of_text = filter(None, _APART.split(prepare(text)))
    return fold("".join(m.reading_form() for piece in pieces_of_text for m in _tokenizer().tokenize(piece)))


def _longest_in(piece: str, group: tuple[str, ...]) -> str | None:
    return max((member for member in group if member in piece), key=len, default=None)
