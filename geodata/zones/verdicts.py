"""Whether an address lies on a ground that a rule names: yes, no, or not said finely enough."""

import re
from dataclasses import dataclass

from geodata.characters import key
from geodata.gazetteer.towns import Town
from geodata.geocoded import Geocoded
from geodata.zones.communities import bare, called
from geodata.zones.doubts import mentions
from geodata.zones.rules import LEVELS, NO_CHOME, Ground, Rule

_CHOME = re.compile(r"^(.*[^0-9])([0-9]+)(?:丁目|丁|番丁)$")
_DIGITS = re.compile(r"[0-9]+")
# A number this large, written with dashes only, is rather a 番地 (lot) than a 番 (block of 住居表示).
LARGEST_BLOCK = 99

# What is missing, from large to small; a question for each.
QUESTIONS = {
    "town": "町名と番地を確認してください",
    "chome": "丁目を確認してください",
    "block": "番を確認してください",
    "lot": "番地だけでは決められません。住居表示の番を確認してください",
    "number": "号を確認してください",
    "branch": "番地の枝番まで確認してください",
    "community": "自治会（または小学校区）を確認してください",
    "name": "小字・地区・団地などの呼び名を確認してください",
    "building": "団地・建物の棟（何号棟か）を確認してください",
    "estate": "団地・建物の名と、丁目・番のどちらが正しいか確認してください",
    "part": "担当地域は町の一部です。番地を確認し、窓口に問い合わせてください",
    "other": "担当地域は、ほかの圏域が担当しない所です。番地を確認し、窓口に問い合わせてください",
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
    "branch": "{place}は、枝番によって{zones}に分かれます。",
    "community": "{place}は、自治会や学区によって{zones}に分かれます。",
    "name": "{place}は、小字や地区の呼び名によって{zones}に分かれます。",
    "building": "{place}は、団地・建物の棟によって{zones}に分かれます。",
    "estate": "{place}は、団地・建物の名と丁目・番が、{zones}に分かれています。",
    "part": "{place}は、場所によって{zones}に分かれます。",
    "other": "{place}は、場所によって{zones}に分かれます。",
    "overlap": "{place}は、{zones}の両方の担当地域の文に書かれています。",
}


@dataclass(frozen=True, slots=True)
class AddressPath:
    """An address as rules see it. `town` is the folded name without 丁目; None: not said. `words`: all other words.

    `is_row`: a row of the table as a whole; one without 丁目 stands for the land that has none. `within`, `outside`:
    communities (as `communities.called` names them) that it lies in and does not lie in, by the further layers.
    """

    town: str | None
    chome: int | None
    block: int | None
    number: int | None
    is_lot: bool
    words: str
    is_row: bool = False
    within: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()

    @classmethod
    def of_town(cls, town: Town) -> "AddressPath":
        """A row of the table as a whole."""
        numbered = _CHOME.match(folded := key(town.town))
        name, chome = (numbered[1], int(numbered[2])) if numbered else (folded, None)
        return cls(name or None, chome, None, None, False, key(town.koaza), is_row=True)

    @classmethod
    def of(cls, geocoded: Geocoded, words: str) -> "AddressPath":
        folded = key(geocoded.town or "")
        numbered = _CHOME.match(folded)
        block = _number(geocoded.block)
        is_lot = geocoded.is_lot
        if is_lot is None:
            is_lot = block is not None and block > LARGEST_BLOCK
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

    @property
    def is_faint(self) -> bool:
        """Undecided by a name or a direction that is said of no town: it stands against no rule that names one."""
        ground = self.ground
        return self.inside is None and ground is not None and not ground.towns and not ground.remaining


NO = Verdict(False)


def judge(rule: Rule, address: AddressPath) -> Verdict:
    """Inside when taken in and not left out; undecided when either is."""
    taken = [verdict for ground in rule.includes if (verdict := on_ground(ground, address)).inside is not False]
    sure = [verdict for verdict in taken if verdict.inside]
    if not taken:
        return NO
    best = max(sure or taken, key=_fineness)
    left = [verdict for ground in rule.excludes if (verdict := on_ground(ground, address)).inside is not False]
    # A finer ground taken in stands against a coarser one left out.
    left = [verdict for verdict in left if _fineness(verdict) >= _fineness(best)]
    against = next((verdict for verdict in left if verdict.inside), None)
    if against is not None:
        # Unless a still finer one takes it in, if only one knew (1番を除く。ただし1番5号は含む).
        finer = [v for v in taken if v.inside is None and _fineness(v) > _fineness(against)]
        return finer[0] if finer else Verdict(False, ground=against.ground)
    if sure and left:
        return Verdict(None, min((verdict.missing or "part" for verdict in left), key=ORDER.index), best.ground)
    return best


def _fineness(verdict: Verdict) -> int:
    return verdict.ground.fineness if verdict.ground else 0


def on_ground(ground: Ground, address: AddressPath) -> Verdict:
    named = ground.named is not None and _says(address, ground.named)
    if ground.towns and address.town is not None and not any(_same_town(town, address) for town in ground.towns):
        # An estate that is said to lie in another town: one of the two is wrong.
        return Verdict(None, "estate", ground) if named and ground.is_one_estate else NO
    community = community_of(ground)
    if community in address.outside or (not named and ground.name_kind in ("estate", "aza")):
        return NO
    if ground.towns and address.town is None:
        return Verdict(True, ground=ground) if named else Verdict(None, "town", ground)
    missing, differs = _numbers(ground, address)
    if differs:
        # An estate that is said to lie elsewhere in the town: one of the two is wrong.
        return Verdict(None, "estate", ground) if named else NO
    if named and ground.buildings:
        building = _building(address, ground.named or "")
        if building is None:
            return Verdict(None, "building", ground)
        return _limited(ground) if any(building in span for span in ground.buildings) else NO
    if named:
        return _limited(ground)
    if missing:
        return Verdict(None, missing, ground)
    if ground.named is not None and community not in address.within:
        return Verdict(None, "community" if ground.name_kind == "community" else "name", ground)
    return _limited(ground)


def community_of(ground: Ground) -> str | None:
    """The 学区, 自治会連合 or 地区 that a ground names, in the form by which the further layers know it."""
    if ground.named is None or ground.name_kind not in ("community", "other"):
        return None
    return called(ground.named) if ground.name_kind == "community" else bare(ground.named)


def _limited(ground: Ground) -> Verdict:
    """Within, so far as numbers and names tell."""
    if ground.remaining:
        return Verdict(None, "other", ground)
    return Verdict(None, "part", ground) if ground.partial else Verdict(True, ground=ground)


def _numbers(ground: Ground, address: AddressPath) -> tuple[str | None, bool]:
    """What is missing to decide by 丁目, 番 and 号, and whether one of them differs."""
    if ground.chome == NO_CHOME:
        if address.chome is not None:
            return None, True
        return (None, False) if address.block is not None or address.is_row else ("chome", False)
    missing: str | None = None
    values = {"chome": address.chome, "block": address.block, "number": address.number}
    for level in LEVELS:
        span, value = ground.span(level), values[level]
        if span is None:
            continue
        if level == "block" and address.is_lot and not ground.is_lot:
            return missing or "lot", False
        if value is None:
            return missing or ("branch" if level == "number" and ground.is_lot else level), False
        if value not in span:
            return None, True
    return missing, False


def _building(address: AddressPath, estate: str) -> int | None:
    """葉桜団地3号棟201, 葉桜団地3-201: the number of the building; None where none is written."""
    found = re.search(rf"{re.escape(estate)} ?第?([0-9]+)(?:号?棟|号館|-[0-9])", address.words)
    return int(found[1]) if found else None


def _says(address: AddressPath, name: str) -> bool:
    """Whether an address says a name; one of two letters or less must stand by itself (原 is not in 原田ビル)."""
    if len(name) > 2:
        return mentions(address.words, name) or (
            name not in address.words and name in (address.town or "") + address.words
        )
    return re.search(rf"(?<![^\W\d]){re.escape(name)}(?![^\W\d])", address.words) is not None


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
