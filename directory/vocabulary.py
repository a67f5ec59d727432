"""The municipality's own words: what kinds of places there are, what people need, what they do and can do there.

The base is `vocabulary.toml`; a profile's file of the same form adds to it. Search, import and matching resolve text
through the same labels and synonyms. Words that must not describe a person are kept apart, in `forbidden`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from directory.errors import InputWrong

BASE = Path(__file__).with_name("vocabulary.toml")
_FORBIDDEN = "forbidden"
_PARTS = re.compile(r"[・／/、,，;；]")
_SEPARATORS = re.compile(r"[\s・,、。()（）「」『』〈〉\[\]~〜～\-‐－]")
_NOT_KANJI = re.compile(r"[^\u3400-\u9fff々]")
_ENGLISH_PARTS = re.compile(r" and | or |, |[()]")
_BRACKET_AT_END = re.compile(r"[（(][^（()）]*[）)]$")
_NEAR_ENOUGH = 40.0  # rapidfuzz's score, 0 to 100: below it two Japanese words share hardly a character
_REFERENCES = {
    "usual_targets": "target",
    "usual_roles": "role",
    "usual_access": "access",
    "meets": "need",
    "helps": "need",
    "for_needs": "need",
}
_INHERITED = ("form", "usual_targets", "usual_roles", "usual_access", "meets", "helps", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of the vocabulary. The fields after `note` are explained at the head of vocabulary.toml.

    `usual_*` say what holds of a type where a listing itself says nothing; they are never a fact of a listing.
    """

    scheme: str
    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    en: str | None = None
    easy: str | None = None
    broader: str | None = None
    note: str | None = None
    form: str | None = None
    usual_targets: tuple[str, ...] = ()
    usual_roles: tuple[str, ...] = ()
    usual_access: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    reason: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    for_needs: tuple[str, ...] = ()

    def includes(self, youngest: int | None, oldest: int | None, needs: Iterable[str]) -> bool | None:
        """Whether a target includes a person of that age (years, an inclusive band) with those needs.

        None: the age would decide and is not known, or the band crosses the limit.
        """
        has_ages = self.minimum_age is not None or self.maximum_age is not None
        if not has_ages and not self.for_needs:
            return True
        if not set(self.for_needs).isdisjoint(needs):
            return True
        if not has_ages:
            return False
        if youngest is None and oldest is None:
            return None
        low, high = self.minimum_age or 0, 999 if self.maximum_age is None else self.maximum_age
        first, last = youngest or 0, 999 if oldest is None else oldest
        if last < low or first > high:
            return False
        return True if low <= first and last <= high else None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A kind of words that must not describe a person, and what to write instead."""

    id: str
    label: str
    words: tuple[str, ...]
    exact: tuple[str, ...]
    instead: str


@dataclass(frozen=True)
class Vocabulary:
    """All terms by scheme, in the files' order."""

    schemes: Mapping[str, Mapping[str, Term]]
    forbidden: tuple[Forbidden, ...] = ()

    @classmethod
    def load(cls, *additions: Path) -> "Vocabulary":
        """The base with a profile's files laid over it. Raises InputWrong naming the file, the term and the mistake."""
        tables: dict[str, dict[str, dict[str, object]]] = {}
        for path in (BASE, *additions):
            _lay_over(tables, path)
        forbidden = tuple(_forbidden(name, table) for name, table in tables.pop(_FORBIDDEN, {}).items())
        schemes = {
            scheme: {name: _inherit(_term(scheme, name, table), terms) for name, table in terms.items()}
            for scheme, terms in tables.items()
        }
        _check_references(schemes)
        return cls(schemes, forbidden)

    def terms(self, scheme: str) -> tuple[Term, ...]:
        return tuple(self.schemes.get(scheme, {}).values())

    def term(self, scheme: str, id: str) -> Term | None:
        return self.schemes.get(scheme, {}).get(id)

    def label(self, scheme: str, id: str, language: str = "ja") -> str:
        """What people see; the identifier itself where the vocabulary has no such term.

        `language` "en" or "easy": in that language where the term has words there.
        """
        term = self.term(scheme, id)
        if term is None:
            return id
        if language == "ja":
            return term.label
        return {"en": term.en, "easy": term.easy}.get(language) or term.label

    def choices(self, scheme: str, language: str = "ja") -> tuple[tuple[str, str], ...]:
        """Every term of a scheme as (id, label in that language)."""
        return tuple((term.id, self.label(scheme, term.id, language)) for term in self.terms(scheme))

    def narrower(self, scheme: str, id: str) -> tuple[Term, ...]:
        """The term and all kinds of it (engawa → engawa.basic …)."""
        return tuple(t for t in self.terms(scheme) if t.id == id or t.broader == id)

    def resolve(self, text: str, schemes: Iterable[str]) -> tuple[Term, ...]:
        """Terms that the whole text names: identifier, label or part of one (in English too), synonym.

        Text that is no known word as a whole is tried part by part (「体操・手芸」), and counts only where every part
        is known. Empty: unknown.
        """
        wanted = tuple(schemes)
        found = self._lookup(text, wanted) or self._lookup(_BRACKET_AT_END.sub("", text), wanted)
        if found:
            return found
        parts = [part for part in _PARTS.split(text) if part.strip()]
        by_part = [self._lookup(part, wanted) for part in parts] if len(parts) > 1 else []
        if not by_part or not all(by_part):
            return ()
        return tuple(dict.fromkeys(term for terms in by_part for term in terms))

    def mentioned(self, text: str, schemes: Iterable[str]) -> tuple[Term, ...]:
        """Terms whose label or synonym (two characters and more) stands inside a longer text, the longest words first.

        For reading what lists print (「お茶と月1回の体操」). What one word covers, no shorter word reads again; a
        number is not read out of a longer one (0円 out of 300円).
        """
        rest = fold(text)
        found: dict[Term, None] = {}
        index = [(key, terms) for scheme in schemes for key, terms in self._by_key.get(scheme, {}).items()]
        for key, terms in sorted(index, key=lambda entry: -len(entry[0])):
            if len(key) > 1 and key in rest and not (key[0].isdigit() and re.search(rf"\d{re.escape(key)}", rest)):
                rest = rest.replace(key, " ")
                found.update(dict.fromkeys(terms))
        return tuple(found)

    def nearest(self, text: str, schemes: Iterable[str], count: int = 3) -> tuple[Term, ...]:
        """The known terms that read most like the text, best first; none where nothing is alike."""
        from rapidfuzz import fuzz, process  # 20 ms that only a misspelt word should cost

        entries = [(key, term) for scheme in schemes for key, ts in self._by_key.get(scheme, {}).items() for term in ts]
        scored = process.extract(
            fold(text), [key for key, _ in entries], scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR_ENOUGH
        )
        ranked = sorted(scored, key=lambda hit: (-hit[1], hit[2]))
        return tuple(dict.fromkeys(entries[position][1] for _, _, position in ranked))[:count]

    def forbidden_for_person(self, text: str) -> Forbidden | None:
        """Which kind of words that must not describe a person stands in the text, if any."""
        folded = fold(text)
        for kind, exact, words in self._forbidden_words:
            if folded in exact or any(_stands_in(word, folded) for word in words):
                return kind
        return None

    def variants(self, scheme: str) -> Iterable[tuple[Term, tuple[str, ...]]]:
        """Each term of a scheme with all the ways it is written: label, its parts, synonyms. For search and import."""
        return ((term, _writings(term)) for term in self.terms(scheme))

    def _lookup(self, text: str, schemes: tuple[str, ...]) -> tuple[Term, ...]:
        identifier, key = text.strip(), fold(text)
        found: dict[Term, None] = {}
        for scheme in schemes:
            term = self.term(scheme, identifier)
            terms = (term,) if term else self._by_key.get(scheme, {}).get(key, ())
            terms = terms or self._by_okurigana(scheme, key) or self._by_english.get(scheme, {}).get(key, ())
            found.update(dict.fromkeys(terms))
        return tuple(found)

    def _by_okurigana(self, scheme: str, key: str) -> tuple[Term, ...]:
        """Terms written like the key but with more okurigana: 見守 is 見守り, 買物 is 買い物."""
        bare = _kanji_of(key)
        candidates = self._by_kanji.get(scheme, {}).get(bare, ()) if len(bare) > 1 else ()
        return tuple(dict.fromkeys(term for writing, term in candidates if _is_within(key, writing)))

    @cached_property
    def _forbidden_words(self) -> tuple[tuple[Forbidden, frozenset[str], tuple[str, ...]], ...]:
        """Each kind with its words folded: those that must be all of a text, and those that may stand inside one."""
        return tuple((one, frozenset(map(fold, one.exact)), tuple(map(fold, one.words))) for one in self.forbidden)

    @cached_property
    def _by_key(self) -> dict[str, dict[str, tuple[Term, ...]]]:
        """scheme → folded writing → terms."""
        index: dict[str, dict[str, tuple[Term, ...]]] = {}
        for scheme, terms in self.schemes.items():
            keys = index.setdefault(scheme, {})
            for term in terms.values():
                for key in dict.fromkeys(fold(writing) for writing in _writings(term)):
                    keys[key] = (*keys.get(key, ()), term)
        return index

    @cached_property
    def _by_english(self) -> dict[str, dict[str, tuple[Term, ...]]]:
        """scheme → the English label or a part of it (Games and mahjong: mahjong), folded → terms."""
        index: dict[str, dict[str, tuple[Term, ...]]] = {}
        for scheme, terms in self.schemes.items():
            keys = index.setdefault(scheme, {})
            for term in terms.values():
                for writing in dict.fromkeys((term.en or "", *_ENGLISH_PARTS.split(term.en or ""))):
                    if writing:
                        keys[fold(writing)] = (*keys.get(fold(writing), ()), term)
        return index

    @cached_property
    def _by_kanji(self) -> dict[str, dict[str, list[tuple[str, Term]]]]:
        """scheme → the kanji of a writing → that writing folded, and its term."""
        index: dict[str, dict[str, list[tuple[str, Term]]]] = {}
        for scheme, keys in self._by_key.items():
            for key, terms in keys.items():
                index.setdefault(scheme, {}).setdefault(_kanji_of(key), []).extend((key, term) for term in terms)
        return index


def fold(text: str) -> str:
    """Make width, case, kana, a long-vowel mark at the end, spaces and separators one: ｻﾛﾝ, さろん and サロン."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)
    return hiragana.rstrip("ー") or plain


def _kanji_of(folded: str) -> str:
    return _NOT_KANJI.sub("", folded)


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _stands_in(word: str, text: str) -> bool:
    """Whether a forbidden word stands in the text; one of Latin letters only by itself (DV, not DVD)."""
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _writings(term: Term) -> tuple[str, ...]:
    # 「地域の縁側（基本型）」 is not all that 「地域の縁側」 means.
    label = term.label if term.broader else _BRACKET_AT_END.sub("", term.label)
    parts = label.split("・") if "・" in label else []
    return tuple(dict.fromkeys((term.label, label, *parts, *term.synonyms)))


def _lay_over(tables: dict[str, dict[str, dict[str, object]]], path: Path) -> None:
    """Lay a file's tables over those read before: synonyms are added, every other field replaces."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputWrong(f"{path.name} を読めません（{error}）。TOML の書き方を確かめてください") from error
    for scheme, terms in content.items():
        for name, table in terms.items():
            known = tables.setdefault(scheme, {}).setdefault(name, {})
            for key in ("synonyms", "words", "exact"):
                if key in known and key in table:
                    table[key] = list(dict.fromkeys((*_strings(known[key]), *_strings(table[key]))))
            known.update(table)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _forbidden(name: str, table: dict[str, object]) -> Forbidden:
    words, exact = _strings(table.get("words")), _strings(table.get("exact"))
    return Forbidden(name, str(table.get("label", name)), words, exact, str(table.get("instead", "")))


def _term(scheme: str, name: str, table: dict[str, object]) -> Term:
    values = {key: _strings(value) if isinstance(value, list) else value for key, value in table.items()}
    if "label" not in values:
        raise InputWrong(f"ことばの表の [{scheme}.{name}] に label がありません")
    try:
        return Term(scheme=scheme, id=name, **values)  # type: ignore[arg-type]  # checked just below
    except TypeError as error:
        known = "、".join(Term.__slots__)
        raise InputWrong(f"ことばの表の [{scheme}.{name}] に知らない項目があります（使えるもの: {known}）") from error


def _inherit(term: Term, terms: Mapping[str, Mapping[str, object]]) -> Term:
    """A kind of something (engawa.core) has what its broader term has, where it says nothing itself."""
    if term.broader is None or term.broader not in terms:
        return term
    broader = _term(term.scheme, term.broader, dict(terms[term.broader]))
    return replace(term, **{name: getattr(term, name) or getattr(broader, name) for name in _INHERITED})


def _check_references(schemes: Mapping[str, Mapping[str, Term]]) -> None:
    wrong = [
        f"[{term.scheme}.{term.id}] の {name} にある「{other}」"
        for terms in schemes.values()
        for term in terms.values()
        for name, scheme in _REFERENCES.items()
        for other in getattr(term, name)
        if other not in schemes.get(scheme, {})
    ]
    if wrong:
        raise InputWrong("ことばの表に、指す先のないことばがあります: " + "、".join(wrong))
