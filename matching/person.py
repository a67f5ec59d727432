"""The condition sheet (条件シート): one anonymous person, or a household of several, read from the contract's JSON.

Every field is optional and read for what it is worth: a word nobody knows becomes a warning, never an error.
Nothing here can hold a name: what looks like one is dropped, and words that must not describe a person change nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.errors import InputWrong
from directory.vocabulary import Vocabulary
from matching.sheet_values import Window, read_ages, read_minutes, read_point, read_windows, split_budget
from matching.sheet_words import Reading, WordReader

FIELDS = (
    "age", "age_band", "needs", "interests", "roles", "place", "mobility", "access_needs", "availability",
    "abilities", "preferences", "avoid", "stage", "household",
)  # fmt: skip
WISH_SCHEMES = ("content", "preference", "access", "type", "target", "first_visit", "language", "need")
AVOID_SCHEMES = ("content", "preference", "access", "type", "target")
MOST_IN_A_HOUSEHOLD = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """One word of what somebody hopes for or avoids: its terms as (scheme, id), none where it is a free word."""

    text: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """JGD2011 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One anonymous person. Ages in years, an inclusive band; `minutes` is how long the person goes one way;
    `budget_yen` what may be paid for one time."""

    youngest: int | None = None
    oldest: int | None = None
    needs: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    avoid: tuple[Wish, ...] = ()
    roles: tuple[str, ...] = ()
    abilities: tuple[str, ...] = ()
    access_needs: tuple[str, ...] = ()
    place: str | Point | None = None
    mode: str | None = None
    minutes: int | None = None
    aids: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    stage: str | None = None
    budget_yen: int | None = None

    def wished(self, scheme: str) -> tuple[str, ...]:
        """Terms of one scheme among the wishes, in the order written."""
        return tuple(dict.fromkeys(term for wish in self.wishes for s, term in wish.terms if s == scheme))

    def prefers(self, *preferences: str) -> bool:
        return not set(preferences).isdisjoint(self.wished("preference"))

    @property
    def free_words(self) -> tuple[str, ...]:
        """Wishes of no known term, two characters and more: one character stands in too many names."""
        return tuple(wish.text for wish in self.wishes if not wish.terms and len(wish.text) > 1)

    @property
    def stays_home(self) -> bool:
        """The person cannot go out, or asks to be visited."""
        return self.mode == "homebound" or "home_visit" in self.access_needs

    @property
    def wants_to_help(self) -> bool:
        return bool(set(self.roles) - {"participant"})

    @property
    def age_words(self) -> str:
        """The age band in Japanese, 「年齢は書かれていません」 without one."""
        if self.youngest is None and self.oldest is None:
            return "年齢は書かれていません"
        if self.youngest == self.oldest:
            return f"{self.youngest}歳"
        if self.oldest is None:
            return f"{self.youngest}歳以上"
        return f"{self.youngest}〜{self.oldest}歳"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The people of one query, the one it is about first, and what was not understood."""

    people: tuple[Person, ...]
    warnings: tuple[str, ...]

    @property
    def main(self) -> Person:
        return self.people[0]


def read(stated: object, vocabulary: Vocabulary) -> Sheet:
    """Read the contract's JSON. Raises InputWrong where it is no object at all."""
    if not isinstance(stated, Mapping):
        raise InputWrong('条件は JSON のオブジェクトで書いてください（例: {"age": 78, "needs": ["孤立"]}）')
    words = WordReader(vocabulary)
    main = _person(stated, words)
    others = stated.get("household") or []
    if not isinstance(others, list):
        words.warn("household（家族）は人の並び [ {…}, {…} ] で書いてください。読みませんでした")
        others = []
    if len(others) > MOST_IN_A_HOUSEHOLD:
        words.warn(f"household（家族）は {MOST_IN_A_HOUSEHOLD} 人までを読みました")
    people = [main]
    for other in others[:MOST_IN_A_HOUSEHOLD]:
        if isinstance(other, Mapping):
            person = _person(other, words)
            people.append(person if person.place is not None else replace(person, place=main.place))
        else:
            words.warn("household（家族）に人でないものがあり、読みませんでした")
    return Sheet(tuple(people), tuple(dict.fromkeys(words.warnings)))


def _person(stated: Mapping[object, object], words: WordReader) -> Person:
    for name in stated:
        if name not in FIELDS:
            words.warn(f"「{str(name)[:30]}」という項目はありません。読みませんでした")
    youngest, oldest = read_ages(stated.get("age"), stated.get("age_band"), words.warn)
    needs, hoped = words.needs(stated.get("needs"))
    wishes = [*hoped, *words.wishes("interests", stated.get("interests"), WISH_SCHEMES)]
    budget, preferences = split_budget(stated.get("preferences"))
    wishes += words.wishes("preferences", preferences, WISH_SCHEMES)
    avoid = words.wishes("avoid", stated.get("avoid"), AVOID_SCHEMES)
    for text in _both(wishes, avoid):
        words.warn(f"「{text}」は希望にも避けたいことにも書かれています。避けたいこととして読みました")
    mode, minutes, aids = _mobility(stated.get("mobility"), words)
    access_needs, more_aids = words.access_needs(stated.get("access_needs"))
    stages = words.known("stage", [stated["stage"]] if stated.get("stage") is not None else None, ("stage",))
    return Person(
        youngest=youngest,
        oldest=oldest,
        needs=needs,
        wishes=tuple(Wish(text, terms) for text, terms in dict(wishes).items()),
        avoid=tuple(Wish(text, terms) for text, terms in dict(avoid).items()),
        roles=words.known("roles", stated.get("roles"), ("role",)),
        abilities=words.known("abilities", stated.get("abilities"), ("ability",)),
        access_needs=access_needs,
        place=_place(stated.get("place"), words),
        mode=mode,
        minutes=minutes,
        aids=tuple(dict.fromkeys((*aids, *more_aids))),
        windows=read_windows(stated.get("availability"), words.warn),
        stage=stages[0] if stages else None,
        budget_yen=budget,
    )


def _both(wishes: list[Reading], avoid: list[Reading]) -> list[str]:
    """The wishes that the person also wants to avoid, by word or by term."""
    words, terms = {text for text, _ in avoid}, {term for _, found in avoid for term in found}
    return [text for text, found in wishes if text in words or not terms.isdisjoint(found)]


def _mobility(stated: object, words: WordReader) -> tuple[str | None, int | None, tuple[str, ...]]:
    if stated is None:
        return None, None, ()
    if isinstance(stated, str):
        stated = {"mode": stated}
    if not isinstance(stated, Mapping):
        words.warn('mobility（移動）は {"mode": "walk", "minutes": 10} のように書いてください。読みませんでした')
        return None, None, ()
    mode = stated.get("mode")
    modes = words.known("mobility.mode", [mode] if mode is not None else None, ("mode",))
    minutes = read_minutes(stated.get("minutes"), words.warn)
    return (modes[0] if modes else None), minutes, words.known("mobility.aids", stated.get("aids"), ("aid",))


def _place(stated: object, words: WordReader) -> str | Point | None:
    if isinstance(stated, Mapping):
        point = read_point(stated, words.warn)
        return Point(*point) if point else None
    if stated is None or stated == "":
        return None
    if not isinstance(stated, str):
        words.warn("place（場所）は住所の文か {lat, lon} で書いてください。読みませんでした")
        return None
    return words.place(stated)
