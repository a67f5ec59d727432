"""The condition sheet as an HTML form: its choices out of the vocabulary, and what was sent as the contract's JSON."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.vocabulary import Vocabulary

Options = tuple[tuple[str, str], ...]
AGE_BANDS = (
    "0-5", "6-12", "13-17", "18-29", "30-39", "40-49", "50-54", "55-59", "60-64",
    "65-69", "70-74", "75-79", "80-84", "85-89", "90+",
)  # fmt: skip
MINUTES = ("5", "10", "15", "20", "30", "45")
DAYS = (("MO", "月"), ("TU", "火"), ("WE", "水"), ("TH", "木"), ("FR", "金"), ("SA", "土"), ("SU", "日"))
HOURS = (("am", "午前", "09:00", "12:00"), ("pm", "午後", "12:00", "17:00"), ("eve", "夕方", "17:00", "20:00"))
ACCESS = (
    "wheelchair", "accessible_toilet", "no_stairs", "home_visit", "accompanied", "hearing_vision", "plain_japanese",
    "stroller",
)  # fmt: skip
PREFERENCES = ("nearby", "casual", "small_group", "one_to_one", "quiet", "short", "couple", "free", "women")
OTHER_WISHES = (("access", "outdoor"), ("access", "indoor"), ("target", "men_welcome"), ("target", "with_carer"))
NOT_ABOUT_PEOPLE = ("reentry",)
_WORDS = re.compile(r"[、,，\n]+")
FAMILY = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be ticked, as (value, text)."""

    ages: Options
    needs: Options
    interests: Options
    roles: Options
    modes: Options
    minutes: Options
    aids: Options
    access: Options
    preferences: Options
    abilities: Options
    stages: Options
    days: Options
    hours: Options

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Choices":
        def terms(scheme: str, only: Sequence[str] | None = None, but: Sequence[str] = ()) -> Options:
            found = [t for t in vocabulary.terms(scheme) if (only is None or t.id in only) and t.id not in but]
            return tuple((t.id, t.label) for t in found)

        wishes = tuple((term, vocabulary.label(scheme, term)) for scheme, term in OTHER_WISHES)
        return cls(
            ages=(("", "書かない"), *((band, _age_words(band)) for band in AGE_BANDS)),
            needs=terms("need", but=NOT_ABOUT_PEOPLE),
            interests=terms("content"),
            roles=terms("role", but=("host", "organiser")),
            modes=(("", "書かない"), *terms("mode")),
            minutes=(("", "書かない"), *((m, f"片道{m}分まで") for m in MINUTES)),
            aids=terms("aid", but=("stroller",)),
            access=terms("access", ACCESS),
            preferences=(*terms("preference", PREFERENCES), *wishes),
            abilities=terms("ability"),
            stages=(("", "書かない"), *terms("stage")),
            days=DAYS,
            hours=tuple((part, label) for part, label, *_ in HOURS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was ticked and typed, to be shown again beside the result."""

    values: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: Mapping[str, Sequence[str]]) -> "Filled":
        """`sent`: every value of each field."""
        return cls(
            values={name: sent[name][0].strip() for name in _TEXTS if sent.get(name)},
            ticked={name: frozenset(sent.get(name, ())) for name in _LISTS},
        )

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def chosen(self, name: str) -> frozenset[str]:
        return self.ticked.get(name, frozenset())

    def says_any(self, names: Sequence[str]) -> bool:
        return any(self.text(name) or self.chosen(name) for name in names)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Every field of the form with each of its values, as a browser would send it."""
        ticked = ((name, value) for name, values in self.ticked.items() for value in sorted(values))
        return (*((name, value) for name, value in self.values.items() if value), *ticked)

    def as_text(self) -> str:
        """The form in one hidden field: an answer about a listing must not lose the sheet, and no one may keep it."""
        ticked = {name: sorted(values) for name, values in self.ticked.items() if values}
        return json.dumps({"values": {k: v for k, v in self.values.items() if v}, "ticked": ticked}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Filled":
        """What `as_text` wrote; an empty form where it is anything else."""
        try:
            stated = json.loads(text)
            values = {name: str(stated["values"][name]) for name in _TEXTS if name in stated["values"]}
            ticked = {name: frozenset(map(str, stated["ticked"].get(name, ()))) for name in _LISTS}
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return cls(values=values, ticked=ticked)

    def as_person(self) -> dict[str, object]:
        """The contract's PERSON.json."""
        first = self.text("need")
        others = [need for need in sorted(self.chosen("needs")) if need != first]
        mobility = {
            "mode": self.text("mode") or None,
            "minutes": int(self.text("minutes")) if self.text("minutes").isdecimal() else None,
            "aids": sorted(self.chosen("aids")),
        }
        return {
            "age_band": self.text("age_band") or None,
            "needs": [*([first] if first else []), *others],
            "interests": [*sorted(self.chosen("interests")), *_words(self.text("interest_words"))],
            "roles": sorted(self.chosen("roles")),
            "place": self.text("place") or None,
            "mobility": mobility,
            "access_needs": sorted(self.chosen("access")),
            "availability": _availability(self.chosen("when")),
            "abilities": sorted(self.chosen("abilities")),
            "preferences": sorted(self.chosen("preferences")),
            "avoid": _words(self.text("avoid_words")),
            "stage": self.text("stage") or None,
            "household": [person for number in FAMILY if (person := self._relative(number))],
        }

    def _relative(self, number: int) -> dict[str, object] | None:
        names = ("age_band", "need", "mode", "minutes")
        age, need, mode, minutes = (self.text(f"family{number}_{name}") for name in names)
        if not (age or need):
            return None
        walk = int(minutes) if minutes.isdecimal() else None
        return {
            "age_band": age or None,
            "needs": [need] if need else [],
            "mobility": {"mode": mode or None, "minutes": walk} if mode or walk else None,
        }


_TEXTS = (
    "age_band", "need", "interest_words", "place", "mode", "minutes", "avoid_words", "stage",
    *(f"family{number}_{name}" for number in FAMILY for name in ("age_band", "need", "mode", "minutes")),
)  # fmt: skip
_LISTS = ("needs", "interests", "roles", "aids", "access", "when", "abilities", "preferences")


def _availability(ticked: frozenset[str]) -> list[dict[str, object]]:
    """「MO-am」… → windows, one a part of the day."""
    windows: list[dict[str, object]] = []
    for part, _, start, end in HOURS:
        days = [day for day, _ in DAYS if f"{day}-{part}" in ticked]
        if days:
            windows.append({"days": days, "from": start, "to": end})
    return windows


def _words(text: str) -> list[str]:
    return [word.strip() for word in _WORDS.split(text) if word.strip()]


def _age_words(band: str) -> str:
    return "90歳以上" if band == "90+" else band.replace("-", "〜") + "歳"
