"""A group's name taken apart: what is its own, what kind it is, what tells it from its sisters."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from directory.sameness.lexicon import any_of, canonical, canonical_words, in_brackets, loose, plain, table
from directory.search.words import fold, is_kana, sound

_ASIDE = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:令和|平成|(?<![a-z])[rh])[0-9元]{1,2}(?: ?年度?)?|20[0-9]{2} ?年度?|[0-9]{2} ?年度")
_LEGAL = re.compile(
    r"^(?:(?:認定)?npo法人|(?:認定)?特定非営利活動法人|社会福祉法人|(?:一般|公益)(?:社団|財団)法人|医療法人|株式会社|合同会社)"
    r"[^ ]* +(?=[^ ]{2})"
)
_COUNCIL = re.compile(r"^(?:[市区町村県]社協|社協) *(?=[^ ]{3})")
_NUMBER = re.compile(
    r"第?([0-9]+(?!階|f(?![a-z])|号室|[0-9])|[一二三四五六七八九十]+(?=丁目|番|号|区|班|部|組|支部|回|期|月|歳|地区|会館)|(?<=第)[一二三四五六七八九十]+)"
)
_LETTER = re.compile(r"(?<=[^a-z0-9 ]) ?([a-z]|ii|iii|iv)(?=$| |\))")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DIGITS = {kanji: str(n) for n, kanji in enumerate("一二三四五六七八九十", 1)}
_LETTERS = re.compile("[ぁ-ゖ一-龠々ーa-z]")
_PART = re.compile("(?:こーす|くらす|の部|班|組|ぐるーぷ)(?= |$)")
_PARTICLES = re.compile("^の+|の+$")
_END = re.compile("(?<=..)会$")


@dataclass(frozen=True, slots=True)
class Name:
    """All are canonical, but for `typed`: the name with brackets and all, only folded.

    `any_order`: its words, whichever way round. `parts`: what is left without kinds and padding, in the order written.

    `sound`: the loose reading of the parts. `numbers` and `marks` (days, ages, levels) tell sisters apart; `is_part`:
    the name says that it is one of several. `asides`: what stands in brackets and is not about how things stand.
    """

    typed: str
    whole: str
    any_order: str
    parts: tuple[str, ...]
    sound: str
    kinds: frozenset[str]
    numbers: tuple[str, ...]
    marks: frozenset[str]
    is_part: bool
    asides: tuple[str, ...]

    @property
    def core(self) -> str:
        return "".join(self.parts)


def name_of(text: str, reading: str | None = None, cities: Sequence[str] = (), owner: str = "") -> Name:
    """`cities` and `owner`: canonical names of the municipality and the organisation, which some write before it."""
    said = _YEAR.sub(" ", without_status(text))
    written = canonical(said)
    asides = tuple(aside.replace(" ", "") for aside in _ASIDE.findall(written) if aside.strip())
    bare = " ".join(_ASIDE.sub(" ", written).replace("(", " ").replace(")", " ").split())
    main = _without_owner(bare, cities, owner)
    if not main:
        main, asides = " ".join(asides) or unicodedata.normalize("NFKC", text), ()
    words, parts = _taken_apart(main)
    kinds = {_kinds()[0][word] for aside in ("", *asides) for word in (*words, *_taken_apart(aside)[0])} - {""}
    read = loose(plain(reading)) if reading else ""
    return Name(
        typed=_typed(said),
        whole=main.replace(" ", ""),
        any_order="".join(sorted([*words, *parts])),
        parts=parts,
        sound=read or sound_of("".join(parts)),
        kinds=frozenset(kinds),
        numbers=numbers_in(main),
        marks=marks_in(main),
        is_part=bool(_PART.search(main)),
        asides=asides,
    )


def without_status(text: str) -> str:
    """The name, folded, without what is said beside it of how things stand: 「(休止中)」, 「※当面お休み」."""
    return _ASIDE.sub(lambda aside: " " if _status().search(aside[0]) else aside[0], fold(in_brackets(text)))


def _typed(text: str) -> str:
    return "".join(piece for piece in fold(text) if piece.isalnum() or piece in "々ー")


def is_popular(part: str) -> bool:
    """Whether groups everywhere like to call themselves so."""
    return len(part) < 2 or _popular().fullmatch(part) is not None


def _without_owner(main: str, cities: Sequence[str], owner: str) -> str:
    main = _without_cities(main, cities)
    rest = _after(main, owner)
    if _says_enough(rest) and not rest.startswith(("会館", "の会", "第")):
        main = _without_cities(rest, cities)
    return _COUNCIL.sub("", _LEGAL.sub("", main))


def _without_cities(main: str, cities: Sequence[str]) -> str:
    """Without the municipality where it stands before a word, or as one."""
    for city in cities:
        if city in main:
            words = [word for word in main.split() if word != city] or [main]
            rests = [word.removeprefix(city) for word in words]
            main = " ".join(rest if _says_enough(rest) else word for rest, word in zip(rests, words, strict=True))
    return main


def _says_enough(rest: str) -> bool:
    return len(_LETTERS.findall(rest)) >= (3 if rest.isascii() else 2)


def _after(main: str, owner: str) -> str:
    """What stands after `owner`, wherever spaces were put; "" where it does not begin so."""
    if not owner or not main.startswith(owner[0]):
        return ""
    at = 0
    for letter in owner:
        while main[at : at + 1] == " ":
            at += 1
        if main[at : at + 1] != letter:
            return ""
        at += 1
    return main[at:].strip()


def parts_of(text: str) -> tuple[str, ...]:
    """What canonical text says beside kinds and padding."""
    return _taken_apart(text)[1]


def _taken_apart(main: str) -> tuple[list[str], tuple[str, ...]]:
    """The words for kinds and the padding in a name, and what else it says."""
    words, parts = list[str](), list[str]()
    _, pattern = _kinds()
    for piece in main.split():
        end = 0
        for found in pattern.finditer(piece):
            parts.append(piece[end : found.start()])
            words.append(found[0])
            end = found.end()
        parts.append(piece[end:])
    kept = (_PARTICLES.sub("", _END.sub("", _PARTICLES.sub("", part))) for part in parts)
    return words, tuple(part for part in kept if part)


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers and letters of canonical text that number something, in order of size; floors are none."""
    numbers = ["".join(_DIGITS.get(c, c) for c in found) for found in _NUMBER.findall(text)]
    return tuple(sorted([*numbers, *(_ROMAN.get(letter, letter) for letter in _LETTER.findall(text))]))


def marks_in(text: str) -> frozenset[str]:
    """Days, ages, levels in canonical text."""
    return frozenset(_telling().findall(text))


@lru_cache(maxsize=1 << 17)
def sound_of(text: str) -> str:
    """The loose reading of a folded text by the dictionary."""
    return loose(text if not text or is_kana(text) else sound(text))


@cache
def _kinds() -> tuple[dict[str, str], re.Pattern[str]]:
    words = {plain(word): kind for kind, said in table()["kinds"].items() for word in said}
    words = {plain(word): "" for word in table()["padding"]} | words
    return words, any_of(words)


@cache
def _telling() -> re.Pattern[str]:
    return any_of({plain(word) for group in table()["telling"] for word in group})


@cache
def _status() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, map(fold, table()["status"]))))


@cache
def _popular() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(canonical_words('popular')).pattern}|[のでとにはもをなお])+")
