"""What a column heading means: by what staff once said, by synonym, by likeness."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from directory.intake import wording
from directory.readings import in_hiragana

_BRACKETS = re.compile(r"[(（\[［【<＜〈].*?[)）\]］】>＞〉]")
_IN_BRACKETS = re.compile(r"[(（\[［【<＜〈]([^()（）]*)[)）\]］】>＞〉]")
_MARKS = re.compile(r"[※*＊★☆●■◆◇□▼▲＊]|必須|任意")
_ALIKE = 86.0  # rapidfuzz ratio: 「開催日時間」 is 「開催日・時間」, 「会場」 is not 「会費」
_LONGEST = 24
_SAYS_PUBLIC = re.compile(r"公開|公表|掲載|問い?合わ?せ|申込|予約")
_SAYS_PERSON = re.compile(r"代表|担当|世話|会長|責任者|携帯|個人|自宅|非公開|非公表|掲載不可|内部|緊急")

# A questionnaire asks whole sentences: 「1. 活動場所の住所を教えてください」.
_NUMBERED = re.compile(r"^(?:Q?\d{1,2}\s*[.．、:：)）]|[①-⑳]|Q\d{1,2})\s*")
_ASKED = re.compile(
    r"(?:を|は|が|について|に関して|等)*[\s、]*(?:お?(?:教え|書き|答え|聞かせ|選び|知らせ)|ご?(?:記入|入力|回答|記載|選択))[^。?]*$|"
    r"は(?:あり|かかり|必要|どこ|何|なん|いつ|どなた|どちら|いくら|おいくら)[^。?]*[?？]?$|"
    r"(?:に(?:ついて)?同意|を希望|しても(?:よ|良|い)い|を許可)[^。?]*[?？]?$|[?？]$"
)
_WHICH = re.compile(
    r"^(?:くわしい|詳しい|詳細な|主な|主たる|おもな|現在の|普段の|通常の|貴?団体の|貴会の|"
    r"(?:ホームページに|HPに|広報に|一般に)?(?:公開|公表|掲載)(?:して(?:も)?(?:よ|良|い)い|用の?|可能な|できる|する))"
)
_FOR_WHOM = re.compile(r"(?:となる|になる|できる)?(?:方|人|もの)$|(?:など|等)$")
_OF_A_PERSON = re.compile(r"代表|担当|世話人|世話役|会長|責任者|記入者|申請者|連絡者|回答者|提出者|講師|役員")
_THEIRS = {"name": "contact_person", "address_text": "contact_address", "reading": ""}
# 参加者数, 助成金額, 設立年月日 end in other words than the columns that they count.
_COUNTED = re.compile(r"(?:数|額|率|実績|年月日|可否|有無|順|こーど)$|^(?:年間|延べ|のべ)")
_ONLY_WHOLE = {"capacity", "frequency", "start_date", "end_date", "minimum_age", "maximum_age", "status", "weeks"}
_JOINED = re.compile(r"[・/／,、&＆\n]|及び|および|(?<=.)[とや](?=.)")
_WHEN = {"schedule_text", "days_text", "time_text", "weekdays", "weeks", "frequency", "start_time", "end_time"}
_WHERE = {"venue_text", "address_text", "building", "postal", "town"}


class Headings:
    """Reads headings. `remembered`: heading as printed → field, from staff; a field of "" means: leave it out."""

    def __init__(self, remembered: Mapping[str, str] | None = None) -> None:
        self._remembered = {heading_key(heading): field for heading, field in (remembered or {}).items()}
        self._exactly: dict[str, str | None] = {}
        self._found: dict[str, str | None] = {}

    def field(self, heading: str, *, likeness: bool = True) -> str | None:
        """The field that a heading names, None where it names none."""
        found = self._exact(heading)
        if found is not None or not likeness:
            return found or None
        if heading not in self._found:
            self._found[heading] = _by_likeness(heading_key(heading))
        return self._found[heading]

    def fields_of(self, heading: str) -> tuple[str, ...]:
        """The fields of a heading that names several, in order: 「日時・場所」; empty where it names one or none."""
        whole = heading_key(heading)
        if whole in self._remembered or (whole in _synonyms() and _joined(heading) != "venue_text"):
            return ()
        named = [self._exact(part) for part in _JOINED.split(wording.fold(_BRACKETS.sub("", heading)))]
        named += [self._exact(part) for part in _IN_BRACKETS.findall(wording.fold(heading))]
        found = tuple(dict.fromkeys(field for field in named if field))
        return found if len(found) > 1 and not set(found) <= _WHEN else ()

    def is_remembered(self, heading: str) -> bool:
        """Whether staff have said what the heading means."""
        return heading_key(heading) in self._remembered

    def _exact(self, heading: str) -> str | None:
        if heading not in self._exactly:
            self._exactly[heading] = self._looked_up(heading)
        return self._exactly[heading]

    def _looked_up(self, heading: str) -> str | None:
        if not heading.strip() or len(heading) > 4 * _LONGEST:
            return None
        if heading in _table():
            return heading
        whole = heading_key(heading)
        if whole in self._remembered:
            return self._remembered[whole]
        if joined := _joined(heading):
            return joined
        for said in _ways_to_say(heading):
            field = _synonyms().get(heading_key(said))
            if field:
                theirs = heading_key(said) != whole and _OF_A_PERSON.search(_BRACKETS.sub("", heading))
                return _THEIRS.get(field, field) if theirs else field
        return None


def heading_key(heading: str) -> str:
    """A heading without width, spaces and marks, in hiragana: 「開　催\\n場所 ※」 is 「開催場所」, ｶｲｼﾞｮｳ かいじょう."""
    plain = in_hiragana(_MARKS.sub("", heading)).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter in "#〒ー()")


def fields() -> tuple[str, ...]:
    """All fields that a column can mean."""
    return tuple(_table())


def is_for_publication(heading: str) -> bool:
    """Whether a heading over telephone numbers says that they may be shown."""
    return bool(_SAYS_PUBLIC.search(heading)) and not _SAYS_PERSON.search(heading)


def _joined(heading: str) -> str | None:
    """The field of a heading whose parts are known one by one and belong together: 「曜日／時間」, 「会場・住所」."""
    parts = _JOINED.split(wording.fold(heading))
    known = {_synonyms().get(heading_key(part)) for part in parts}
    if len(parts) < 2 or (heading_key(heading) in _synonyms() and not known <= _WHERE):
        return None
    if known <= _WHEN:
        return "schedule_text"
    return "venue_text" if known <= _WHERE else None


def _ways_to_say(heading: str) -> Iterator[str]:
    """The heading, then shorter forms of it that mean the same."""
    yield heading
    bare = _BRACKETS.sub("", wording.fold(heading)).strip()
    yield bare if bare else wording.fold(heading).strip("()[]【】<>〈〉 ")
    asked = _ASKED.sub("", _NUMBERED.sub("", " ".join(bare.split()))).strip(" 、:。")
    yield asked
    which = _WHICH.sub("", asked)
    yield which
    yield _FOR_WHOM.sub("", which)
    if "の" in which:
        yield which.rpartition("の")[2].removeprefix("お").removeprefix("ご")
    if which.endswith("名"):
        yield which.removesuffix("名")
    known = [part for part in _JOINED.split(asked) if heading_key(part) in _synonyms()]
    if len(known) == 1:
        yield known[0]


def _by_likeness(wanted: str) -> str | None:
    if not 2 <= len(wanted) <= _LONGEST or _COUNTED.search(wanted):
        return None
    best = process.extractOne(wanted, _synonyms().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best:
        return _synonyms()[best[0]]
    # A heading that ends in a known one of three characters and more says more about it: 「令和8年度参加費用」.
    endings = [known for known, field in _synonyms().items() if len(known) >= 3 and field not in _ONLY_WHOLE]
    longest = max((known for known in endings if wanted.endswith(known)), key=len, default=None)
    if longest is None:
        return None
    field = _synonyms()[longest]
    return (_THEIRS.get(field, field) if _OF_A_PERSON.search(wanted) else field) or None


@cache
def _table() -> dict[str, list[str]]:
    text = Path(__file__).with_name("headings.toml").read_text("utf-8")
    return {field: list(names) for field, names in tomllib.loads(text).items()}


@cache
def _synonyms() -> dict[str, str]:
    return {heading_key(name): field for field, names in _table().items() for name in names}
