"""The words of the condition sheet, resolved by the vocabulary; what is unknown, personal or improper warns."""

import re
from collections.abc import Iterable

from directory.vocabulary import Term, Vocabulary
from matching.discretion import looks_personal

Reading = tuple[str, tuple[tuple[str, str], ...]]
LONGEST = 100
MOST_WORDS = 50
_TITLES = {
    "needs": "困りごと", "interests": "興味", "preferences": "希望", "avoid": "避けたいこと", "roles": "役割",
    "abilities": "できること", "access_needs": "要る配慮", "stage": "段階", "mobility.mode": "移動の手段",
    "mobility.aids": "補助具",
}  # fmt: skip
_MARKS = re.compile(r"[、,，・/／;；\n]+")
_JOINTS = re.compile(r"[\s　の、,・/／]+")


class WordReader:
    """Reads one sheet's lists of words and gathers the warnings, in the order met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.warnings: list[str] = []

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)

    def known(self, field: str, stated: object, schemes: tuple[str, ...]) -> tuple[str, ...]:
        """Identifiers of the terms that a list names; unknown words are warned about and dropped."""
        found: dict[str, None] = {}
        for text in self._words(field, stated, schemes):
            terms = self._vocabulary.resolve(text, schemes)
            found.update(dict.fromkeys(term.id for term in terms))
            if not terms:
                self._unknown(field, text, schemes)
        return tuple(found)

    def needs(self, stated: object) -> tuple[tuple[str, ...], list[Reading]]:
        """Needs, and what was written among them but is a wish (「体操」)."""
        needs: dict[str, None] = {}
        wishes: list[Reading] = []
        for text in self._words("needs", stated, ("need",)):
            if terms := self._vocabulary.resolve(text, ("need",)):
                needs.update(dict.fromkeys(term.id for term in terms if term.id != "reentry"))
            elif terms := self._vocabulary.resolve(text, ("content", "preference", "type")):
                wishes.append((text, _pairs(terms)))
                self.warn(f"「{text}」は困りごとではなく希望として読みました")
            else:
                self._unknown("needs", text, ("need",))
        return tuple(needs), wishes

    def wishes(self, field: str, stated: object, schemes: tuple[str, ...]) -> list[Reading]:
        """What is hoped for or avoided. Unknown words stay, to be looked for in the listing's own words."""
        readings: list[Reading] = []
        for text in self._proper(field, stated):
            terms = self._vocabulary.resolve(text, schemes) or self._in_parts(text, schemes)
            readings.append((text, _pairs(terms)))
            if not terms:
                self._unknown(field, text, schemes, kept=True)
        return readings

    def access_needs(self, stated: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the person needs to be able to come, and the aids named among it (「杖」 is an aid)."""
        schemes = ("access", "first_visit", "aid")
        found: dict[str, None] = {}
        aids: dict[str, None] = {}
        for text in self._words("access_needs", stated, schemes):
            terms = self._vocabulary.resolve(text, schemes)
            for term in terms:
                (aids if term.scheme == "aid" else found)[term.id] = None
            if not terms:
                self._unknown("access_needs", text, schemes)
        return tuple(found), tuple(aids)

    def place(self, stated: str) -> str | None:
        text = stated.strip()[:LONGEST]
        if looks_personal(text) in ("電話番号", "メールアドレス"):
            self.warn("place（場所）に電話番号かメールアドレスのようなものがあり、読みませんでした")
            return None
        return text or None

    def _words(self, field: str, stated: object, schemes: tuple[str, ...]) -> Iterable[str]:
        """The texts of a list; one that nobody knows as a whole comes in the parts that its marks set off, so that one
        unknown word takes no known one with it (「車いす・ほじょ犬」)."""
        for text in self._proper(field, stated):
            parts = [part.strip() for part in _MARKS.split(text) if part.strip()]
            yield from [text] if self._vocabulary.resolve(text, schemes) else parts or [text]

    def _proper(self, field: str, stated: object) -> Iterable[str]:
        """The texts of a list that may be used: personal or improper ones are warned about and left out."""
        for text in self._texts(field, stated):
            forbidden = self._vocabulary.forbidden_for_person(text)
            if forbidden is not None:
                self.warn(f"「{forbidden.label}」は人について書かないでください（使いません）。{forbidden.instead}")
            elif (kind := looks_personal(text)) and not self._is_known(text):
                self.warn(
                    f"{_TITLES[field]}に{kind}のようなものがあり、読みませんでした。人が分かることは書かないでください"
                )
            else:
                yield text

    def _texts(self, field: str, stated: object) -> Iterable[str]:
        if stated is None:
            return
        entries = [stated] if isinstance(stated, str) else stated
        if not isinstance(entries, list):
            self.warn(f"{field}（{_TITLES[field]}）はことばの並び […] で書いてください。読みませんでした")
            return
        if len(entries) > MOST_WORDS:
            self.warn(f"{field}（{_TITLES[field]}）は {MOST_WORDS} 個までを読みました")
        for entry in entries[:MOST_WORDS]:
            if isinstance(entry, str) and entry.strip():
                if len(entry) > LONGEST:
                    self.warn(f"{_TITLES[field]}に長い文があります。短いことばで書いてください")
                else:
                    yield entry.strip()
            elif not isinstance(entry, str):
                self.warn(f"{field}（{_TITLES[field]}）にことばでないものがあり、読みませんでした")

    def _is_known(self, text: str) -> bool:
        everything = tuple(self._vocabulary.schemes)
        return any(self._vocabulary.resolve(part, everything) for part in (text, *_JOINTS.split(text)) if part)

    def _in_parts(self, text: str, schemes: tuple[str, ...]) -> tuple[Term, ...]:
        """Terms of a phrase whose every part is known (「こどもの食」: こども and 食), else those it mentions."""
        parts = [part for part in _JOINTS.split(text) if part]
        by_part = [self._vocabulary.resolve(part, schemes) for part in parts]
        if len(parts) > 1 and all(by_part):
            return tuple(dict.fromkeys(term for terms in by_part for term in terms))
        return self._vocabulary.mentioned(text, schemes)

    def _unknown(self, field: str, text: str, schemes: tuple[str, ...], kept: bool = False) -> None:
        nearest = self._vocabulary.nearest(text, schemes, 3)
        known = nearest or [term for scheme in schemes for term in self._vocabulary.terms(scheme)][:3]
        near = f"。{'近いことば' if nearest else 'たとえば'}: " + "、".join(term.label for term in known)
        use = "。名簿の文の中を探します" if kept else ""
        self.warn(f"{_TITLES[field]}の「{text}」は知らないことばです{use}{near}")


def _pairs(terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((term.scheme, term.id) for term in terms))
