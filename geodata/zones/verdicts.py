"""Whether an address lies on a ground that a rule names: yes, no, or not said finely enough."""

import re
from dataclasses import dataclass

from geodata.characters import key
from geodata.geocoded import Geocoded
from geodata.towns import Town
from geodata.zones.rules import Ground, Rule

_CHOME = re.compile(r"^(.*[^0-9])([0-9]+)(?:丁目|丁|番丁)$")
_DIGITS = re.compile(r"[0-9]+")
# A number this large, written with dashes only, is rather a 番地 (lot) than a 番 (block of 住居表示).
_LARGEST_BLOCK = 99

# What is missing, from large to small; a question for each.
QUESTIONS = {
    "town": "町名と番地を確認してください",
    "chome": "丁目を確認してください",
    "block": "番を確認してください",
    "lot": "番地だけでは決められません。住居表示の番を確認してください",
    "number": "号を確認してください",
    "community": "自治会（または小学校区）を確認してください",
    "part": "担当地域は町の一部です。番地を確認し、窓口に問い合わせてください",
    "overlap": "担当地域の文が重なっています。窓口に問い合わせてください",
}
ORDER = tuple(QUESTIONS)
# Why an address is not decided, by what is missing; one sentence each.
DIVIDED = {
    "town": "{place}だけでは、{zones}のどれか決まりません。",
    "chome": "{place}は、丁目によって{zones}に分かれます。",
    "block": "{place}は、番によって{zones}に分かれます。",
    "lot": "{place}は、住居表示の番によって{zones}に分かれます（番地では決まりません）。",
    "number": "{place}は、号によって{zones}に分かれます。",
    "community": "{place}は、自治会や学区によって{zones}に分かれます。",
    "part": "{place}は、場所によって{zones}に分かれます。",
    "overlap": "{place}は、{zones}の両方の担当地域の文に書かれています。",
}


@dataclass(frozen=True, slots=True)
class AddressPath:
    """An address as rules see it. `town` is the folded name without 丁目; None: not said. `words`: all other words."""

    town: str | None
    chome: int | None
    block: int | None
    number: int | None
    is_lot: bool
    words: str

    @classmethod
    def of_town(cls, town: Town) -> "AddressPath":
        """A row of the table as a whole."""
        numbered = _CHOME.match(folded := key(town.town))
        name, chome = (numbered[1], int(numbered[2])) if numbered else (folded, None)
        return cls(name or None, chome, None, None, False, key(town.koaza))

    @classmethod
    def of(cls, geocoded: Geocoded, words: str) -> "AddressPath":
        folded = key(geocoded.town or "")
        numbered = _CHOME.match(folded)
        block = _number(geocoded.block)
        is_lot = geocoded.is_lot
        if is_lot is None:
            is_lot = block is not None and block > _LARGEST_BLOCK
        return cls(
            town=(numbered[1] if numbered else folded) or None,
            chome=int(numbered[2]) if numbered else None,
            block=block,
            number=_number(geocoded.number),
            is_lot=is_lot,
            words=words,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """`inside` None: undecided, and `missing` (a key of QUESTIONS) would decide. `ground`: what spoke."""

    inside: bool | None
    missing: str | None = None
    ground: Ground | None = None


NO = Verdict(False)


def judge(rule: Rule, address: AddressPath) -> Verdict:
    """Inside when taken in and not left out; undecided when either is."""
    taken = [verdict for ground in rule.includes if (verdict := on_ground(ground, address)).inside is not False]
    sure = [verdict for verdict in taken if verdict.inside]
    if not taken:
        return NO
    best = max(sure or taken, key=lambda verdict: _fineness(verdict.ground))
    left = [verdict for ground in rule.excludes if (verdict := on_ground(ground, address)).inside is not False]
    # A finer ground taken in stands against a coarser one left out.
    against = [v for v in left if v.inside and _fineness(v.ground) >= _fineness(best.ground)]
    if against:
        return Verdict(False, ground=against[0].ground)
    undecided = [v for v in left if v.inside is None and _fineness(v.ground) >= _fineness(best.ground)]
    if sure and undecided:
        return Verdict(None, min((v.missing or "part" for v in undecided), key=ORDER.index), best.ground)
    return best


def _fineness(ground: Ground | None) -> int:
    if ground is None:
        return 0
    levels = (ground.town, ground.chome, ground.block, ground.number)
    return sum(level is not None for level in levels) + (5 if ground.named else 0)


def on_ground(ground: Ground, address: AddressPath) -> Verdict:
    if ground.town is not None and address.town is not None and not _same_town(ground.town, address):
        return NO
    named = ground.named is not None and ground.named in address.words
    if ground.named is not None and not named and not ground.is_community:
        return NO
    if ground.town is not None and address.town is None:
        return Verdict(True, ground=ground) if named else Verdict(None, "town", ground)
    missing: str | None = None
    levels = (("chome", ground.chome, address.chome), ("block", ground.block, address.block))
    for name, span, value in (*levels, ("number", ground.number, address.number)):
        if span is None:
            continue
        if name == "block" and address.is_lot and not ground.is_lot:
            missing = missing or "lot"
            break
        if value is None:
            missing = missing or name
            break
        if value not in span:
            return NO
    if missing and not named:
        return Verdict(None, missing, ground)
    if ground.is_community and not named:
        return Verdict(None, "community", ground)
    return Verdict(None, "part", ground) if ground.partial and not named else Verdict(True, ground=ground)


def _same_town(town: str, address: AddressPath) -> bool:
    if town == address.town:
        return True
    # A rule may name one 丁目 as a town of its own, or a town whose rows carry the 大字's name in front.
    return address.chome is not None and town in (
        f"{address.town}{address.chome}丁目",
        f"{address.town}{address.chome}丁",
    )


def _number(text: str | None) -> int | None:
    found = _DIGITS.search(text or "")
    return int(found[0]) if found else None
