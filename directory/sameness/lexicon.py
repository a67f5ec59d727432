"""The words of `words.toml`, and texts made comparable by them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from directory.search.words import one_spelling

_BRACKETS = str.maketrans("【】［］〔〕〈〉《》[]{}<>", "()()()()()()()()")
_QUOTES = re.compile("[「」『』“”\"']")
_REMARK = re.compile("※.*", re.DOTALL)
_APART = re.compile(r"[^\w々〆ー()]+|_+")
_TELLING = frozenset("一二三四五六七八九十東西南北上下中前後左右新旧元本男女親子朝昼夜春夏秋冬月火水木金土日0123456789")
_NO_MARKS = str.maketrans("", "", " ()")
_LOOSE = str.maketrans("ぁぃぅぇぉっゃゅょゎぢづを", "あいうえおつやゆよわじずお", "ー")


@cache
def table() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 16)
def canonical(text: str) -> str:
    """One width, one form of each character, hiragana, one spelling of each word. Brackets stay; other marks part."""
    words, pattern = _spellings()
    spelled = one_spelling(in_brackets(text))
    for _ in range(2):  # 「こそだて支援センター」 is first 「子育て支援センター」, then 「子育てセンター」
        spelled = pattern.sub(lambda found: words[found[0]], spelled)
    return _APART.sub(" ", spelled).strip()


def in_brackets(text: str) -> str:
    """The text with one kind of brackets, also around what follows ※, and without quotation marks."""
    return _REMARK.sub(lambda remark: f"({remark[0][1:]})", _QUOTES.sub(" ", text.translate(_BRACKETS)))


def plain(text: str | None) -> str:
    """`canonical` without spaces and brackets; "" for None."""
    return canonical(text).translate(_NO_MARKS) if text else ""


def loose(kana: str) -> str:
    """A reading without what people write now so, now so: long vowels, small kana, づ and を."""
    return kana.translate(_LOOSE)


def canonical_words(name: str) -> set[str]:
    """A list of the table, canonical."""
    return {plain(word) for word in table()[name]}


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds the words, which are canonical, the longest first."""
    found = sorted(words, key=len, reverse=True)
    return re.compile(f"(?=[{''.join(sorted({word[0] for word in found}))}])(?:{'|'.join(map(re.escape, found))})")


def told_apart(first: str, second: str) -> bool:
    """「東」 and 「西」, 「桜」 and 「東桜」: nearly one text, but the letter that differs tells two apart."""
    edits = [edit for edit in Levenshtein.opcodes(first, second) if edit.tag != "equal"]
    changed = [(first[e.src_start : e.src_end], second[e.dest_start : e.dest_end]) for e in edits]
    doubled = all(not a or not b for a, b in changed) and len(set(first)) == len(set(second))
    return bool(changed) and not doubled and all(set(a + b) <= _TELLING for a, b in changed)


@cache
def _spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    groups = [[one_spelling(word) for word in group] for group in table()["spellings"]]
    words = {word: group[0] for group in groups for word in group}
    return words, any_of(words)
