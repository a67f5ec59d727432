"""Words of the vocabulary that a row says of its listing: kinds, whom it is for, access."""

import re

from directory.intake import first_days
from directory.intake.problems import Note, note
from directory.intake.values import ACCESS, Values
from directory.listing import Word
from directory.vocabulary import Vocabulary

_AGES = re.compile(r"(?<!おおむね)(?<!概ね)(?<!\d)(\d{1,3})(?:歳|才)?\s*[~〜-]\s*(\d{1,3})(?:歳|才)")
_FROM_AGE = re.compile(r"(?<!おおむね)(?<!概ね)(?<!\d)(\d{1,3})(?:歳|才)以上")
_TO_AGE = re.compile(r"(?<!おおむね)(?<!概ね)(?<!\d)(\d{1,3})(?:歳|才)(?:以下|まで)")
_FROM_TO_AGE = re.compile(r"(\d{1,3})(?:歳|才)以上\s*[~〜・、]?\s*(\d{1,3})(?:歳|才)(未満|以下|まで)")
_ANY_AGE = re.compile(r"\d{1,3}(?:歳|才)")
_PARTS = re.compile(r"と(?=\S)|及び|および|又は|または|[・、,/\s]")
_OTHERS = re.compile(
    r"家族|保護者|親子|子ど?も|こども|お子さ|児童|小学生|中学生|学生|妊婦|障が?い|障害|認知症|介護者|支援者|ボランティア|関係者|関心|興味|の方も"
)
_ANYONE = re.compile(r"(?:どなた|誰|だれ)(?:でも|もが)")


def words_of(values: Values, vocabulary: Vocabulary, notes: list[Note]) -> tuple[Word, ...]:
    """Types by kind, else by name; targets and access only where they are stated."""
    kind = str(values.get("kind") or "")
    types = vocabulary.resolve(kind, ("type",)) if kind else ()
    if kind and not types:
        types = vocabulary.mentioned(kind, ("type",))[:1]
        notes += [] if types else [note("kind_unknown", value=kind)]
    words = [Word(scheme="type", term=term.id) for term in types]
    if not any(word.scheme == "type" for word in words):
        named = vocabulary.mentioned(str(values.get("name") or ""), ("type",))[:1]
        words += [Word(scheme="type", term=term.id, basis="name") for term in named]
    words += [Word(scheme="target", term=term) for term in _targets(str(values.get("target_text") or ""), vocabulary)]
    for fact in ACCESS:
        answer = values.get(fact)
        if isinstance(answer, bool) and vocabulary.term("access", fact):
            words.append(Word(scheme="access", term=fact, value=answer))
    words += [word for word in first_days.words_of(values) if vocabulary.term(word.scheme, word.term)]
    return tuple({(word.scheme, word.term): word for word in reversed(words)}.values())[::-1]


def _targets(text: str, vocabulary: Vocabulary) -> list[str]:
    """Target terms that the text names as a whole, part by part; 誰でも where it says so."""
    if any(_ANYONE.search(part) and not _ANY_AGE.search(part) for part in _PARTS.split(text)):
        return ["anyone"]
    parts = [part for part in re.split(r"[・、,/\s]|及び|または|と(?=\S)", text) if part]
    found = [vocabulary.resolve(part, ("target",)) for part in parts]
    return [terms[0].id for terms in found] if found and all(found) else []


def ages_of(text: str) -> tuple[int | None, int | None]:
    """(youngest, oldest) in years where the text is certain, and of all who may come: 「おおむね65歳以上」 is not, nor
    「65歳以上の方とその家族」.

    >>> ages_of("65歳以上の方")
    (65, None)
    """
    ageless = [part for part in _PARTS.split(text) if not _ANY_AGE.search(part)]
    if any(_OTHERS.search(part) or _ANYONE.search(part) for part in ageless):
        return None, None
    if pair := _FROM_TO_AGE.search(text):
        return int(pair[1]), int(pair[2]) - (pair[3] == "未満")
    if len(_ANY_AGE.findall(_AGES.sub("0歳", text))) > 1:
        return None, None
    between, youngest, oldest = _AGES.search(text), _FROM_AGE.search(text), _TO_AGE.search(text)
    if between:
        return int(between[1]), int(between[2])
    return (int(youngest[1]) if youngest else None), (int(oldest[1]) if oldest else None)
