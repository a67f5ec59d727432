"""What a column heading means: by what staff once said, by synonym, by likeness."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from directory.intake import wording

_BRACKETS = re.compile(r"[(（\[［【<＜〈].*?[)）\]］】>＞〉]")
_MARKS = re.compile(r"[※*＊★☆●■◆◇□▼▲＊]|必須|任意")
_ALIKE = 86.0  # rapidfuzz ratio: 「開催日時間」 is 「開催日・時間」, 「会場」 is not 「会費」
_LONGEST = 24
_SAYS_PUBLIC = re.compile(r"公開|公表|掲載|問い?合わ?せ|申込|予約")
_SAYS_PERSON = re.compile(r"代表|担当|世話|会長|責任者|携帯|個人|自宅|非公開|非公表|掲載不可|内部")


class Headings:
    """Reads headings. `remembered`: heading as printed → field, from staff; a field of "" means: leave it out."""

    def __init__(self, remembered: Mapping[str, str] | None = None) -> None:
        self._remembered = {heading_key(heading): field for heading, field in (remembered or {}).items()}
        self._found: dict[str, str | None] = {}

    def field(self, heading: str, *, likeness: bool = True) -> str | None:
        """The field that a heading names, None where it names none."""
        found = self._exact(heading)
        if found is not None or not likeness:
            return found or None
        if heading not in self._found:
            self._found[heading] = _by_likeness(heading_key(heading))
        return self._found[heading]

    def _exact(self, heading: str) -> str | None:
        if not heading.strip() or len(heading) > 3 * _LONGEST:
            return None
        if heading in _table():
            return heading
        whole = heading_key(heading)
        if whole in self._remembered:
            return self._remembered[whole]
        return _synonyms().get(whole) or _synonyms().get(heading_key(_BRACKETS.sub("", wording.fold(heading))))


def heading_key(heading: str) -> str:
    """A heading without width, spaces and marks: 「開　催\\n場所 ※」 is 「開催場所」."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", heading)).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter in "#〒ー()")


def fields() -> tuple[str, ...]:
    """All fields that a column can mean."""
    return tuple(_table())


def is_for_publication(heading: str) -> bool:
    """Whether a heading over telephone numbers says that they may be shown."""
    return bool(_SAYS_PUBLIC.search(heading)) and not _SAYS_PERSON.search(heading)


def _by_likeness(wanted: str) -> str | None:
    if not 2 <= len(wanted) <= _LONGEST:
        return None
    best = process.extractOne(wanted, _synonyms().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if best:
        return _synonyms()[best[0]]
    # A heading that ends in a known one of three characters and more says more about it: 「令和8年度参加費用」.
    endings = [known for known in _synonyms() if len(known) >= 3 and wanted.endswith(known)]
    return _synonyms()[max(endings, key=len)] if endings else None


@cache
def _table() -> dict[str, list[str]]:
    text = Path(__file__).with_name("headings.toml").read_text("utf-8")
    return {field: list(names) for field, names in tomllib.loads(text).items()}


@cache
def _synonyms() -> dict[str, str]:
    return {heading_key(name): field for field, names in _table().items() for name in names}
