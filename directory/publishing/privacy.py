"""What must not be said in public of a place that is somebody's home or has not agreed, and taking it out of texts.

A venue is private by its `privacy`, and also where its own words say that it is a home: an import may not know better.
Texts are compared folded (NFKC, hiragana, lower case, no spaces), so that no way of writing a name slips through.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from directory.listing import Venue
from directory.publishing.homes import OWNER, OWNER_BEFORE_A_WORD, says_home, whose
from directory.readings import in_hiragana

SHORTEST = 3  # folded characters of a name's part that may be taken for the place
SHORTEST_ELSEWHERE = 4  # … in the text of a listing that is not held there
LONG_READING = 8
_PREFIX = 3

_DASHES = re.compile("[‐‑‒–—―−－]")
_DASH_IN_NUMBER = re.compile(r"(?<=\d)ー(?=\d)")
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_HOME = re.compile("個人(?:宅|の家|のお宅|の自宅|邸)")
# In the texts of a listing that is held in a private place, these tell too.
_TELLS_OF_HOME = re.compile("自宅|お宅|民家|おうち|さん宅|様宅|様方|さん方")
_FINE_ADDRESS = re.compile(
    r"丁目\d|\d番(?!目)|\d番地|\d号(?![室線車棟])|(?<![\d-])[1-9]\d{0,2}-\d{1,4}-\d{1,4}(?![\d-])"
)
_HOUSE_NUMBER = re.compile(r"\d+(?:丁目|番地?|号|-)[\d丁目番地号の-]*\d*号?")
_WHOLE_TOWN = re.compile(r"\D*[\d一二三四五六七八九十]+丁目")
_FLOOR = re.compile(r"(?:地下)?\d+(?:階|f|号室?)?$")
_TOWN_FIRST = re.compile(r"^.*?[\d一二三四五六七八九十]丁目")
_PARTS = re.compile(r"[()「」『』【】\[\]/・、,~〜→:]+")
_BRACKETED = re.compile(r"([（(「『【][^（(「『【）)」』】]*[）)」』】])")
_CLAUSES = re.compile(r"(?<=[。．！？!?\n、，,;；」）)】』])|(?=[（(「『【])")
_EDGES = " 　、，,・／/:：-–~〜　"
_EMPTY_BRACKETS = re.compile(r"[（(「『【]\s*[）)」』】]")


def folded(text: str) -> str:
    """`text` as it is compared."""
    plain = _DASH_IN_NUMBER.sub("-", _DASHES.sub("-", in_hiragana(text)))
    return _SPACES.sub("", plain)


def is_private(venue: Venue) -> bool:
    """Whether the venue may be shown only by its 町丁目."""
    if venue.privacy != "open":
        return True
    own = (venue.name, venue.name_text, venue.address_text, *venue.alternate_names)
    return any(says_home(folded(text)) for text in own if text)


def telling_names(venue: Venue, towns: Collection[str] = (), *, elsewhere: bool = False) -> frozenset[str]:
    """Folded strings that would tell where a private venue is: its names, their parts, whose home, what the address
    says beyond the 町丁目. `towns`: what may be said. `elsewhere`: only what tells in any text: in that of a listing
    held somewhere else, a short name or reading is an everyday word.
    """
    allowed = {folded(town) for town in (*towns, venue.town) if town}
    names = (venue.name, venue.name_text, *venue.alternate_names)
    if venue.reading and (not elsewhere or len(venue.reading) >= LONG_READING):
        names = (*names, venue.reading)
    found: set[str] = set()
    for name in filter(None, map(folded, filter(None, names))):
        found.add(name)
        for part in (name, *_PARTS.split(name)):
            found |= _parts_of(part, elsewhere=elsewhere)
    if venue.address_text:
        address = folded(venue.address_text)
        # A number without its town is many houses' and, in the texts of other listings, mostly another's.
        found |= set() if elsewhere and address[:1].isdecimal() else {address}
        found |= set() if elsewhere else {_TOWN_FIRST.sub("", address)}
    if venue.town and _FINE_ADDRESS.search(folded(venue.town)):
        found.add(folded(venue.town))
        allowed.discard(folded(venue.town))
    shortest = SHORTEST_ELSEWHERE if elsewhere else SHORTEST
    return frozenset(s for s in found if len(s) >= shortest and s not in allowed and not _only_a_place_word(s))


def _parts_of(name: str, *, elsewhere: bool) -> set[str]:
    """A name without floor, without town, and the person in 「〜さん宅」.

    `elsewhere`: without the word before 「の家」 (ひだまりの家), which may well be in other listings' names.
    """
    bare = _FLOOR.sub("", _HOME.sub("", _TOWN_FIRST.sub("", name)))
    found = {bare, _FLOOR.sub("", name)}
    if person := whose(bare):
        whom, titled, house = person
        found |= {whom + title for title in ("さん", "様", "氏", "宅", "邸", "方", "家") if len(whom) > 1}
        found |= set() if elsewhere and house and not titled else {whom}
    return found


def _only_a_place_word(text: str) -> bool:
    if text in {"集会室", "集会所", "会議室", "和室", "自宅", "交流室", "さん宅", "の自宅"} or text.isdecimal():
        return True
    return bool(_WHOLE_TOWN.fullmatch(text))  # the 町丁目 is what may be said


def spans(name: str, plain: str) -> Iterator[tuple[int, int]]:
    """Where a folded name stands in a folded text: 「2番1」 not in 「12番15号」, nor 「7丁目2番」 in 「7丁目2番1号」.

    A public address must not vanish for being near a private one: that would tell where the private one is.
    """
    start = plain.find(name)
    while start >= 0:
        end = start + len(name)
        goes_on = plain[end : end + 1].isdecimal() and (name[-1].isdecimal() or name.endswith(("丁目", "番", "番地")))
        begins_before = name[0].isdecimal() and plain[start - 1 : start].isdecimal()
        if not goes_on and not begins_before:
            yield start, end
        start = plain.find(name, start + 1)


def stands_in(name: str, plain: str) -> bool:
    return any(True for _ in spans(name, plain))


class Discretion:
    """Takes telling words out of the public texts of one listing.

    `own`: telling names of the listing's private venues and of numbers that are not public; `elsewhere`: those of
    every other private venue; `private`: whether any of its venues is private.
    """

    def __init__(self, own: Iterable[str], elsewhere: "NameTable", *, private: bool) -> None:
        self._own = tuple(sorted(set(own), key=len, reverse=True))
        self._elsewhere = elsewhere
        self._private = private

    def spare(self, everything: str) -> "Discretion":
        """One that need not look, where nothing telling stands in all that it will be asked about; else itself."""
        return self if self.tells(everything) else _NOTHING_TOLD

    def tells(self, text: str) -> bool:
        """Whether any telling word occurs in `text`."""
        plain = folded(text)
        if _HOME.search(plain) or self._elsewhere.find(plain) or any(stands_in(name, plain) for name in self._own):
            return True
        told = _TELLS_OF_HOME.search(plain) or _FINE_ADDRESS.search(plain)
        return self._private and (bool(told) or says_home(plain) or bool(OWNER_BEFORE_A_WORD.search(plain)))

    def keep(self, text: str | None) -> str | None:
        """`text` as it is, or None when it tells."""
        return None if text is None or self.tells(text) else text

    def text(self, text: str | None) -> str | None:
        """`text` without the clauses that tell; None when nothing is left."""
        if text is None or not self.tells(text):
            return text
        if not self._private:
            text = _without_word(text)
        kept = "".join(clause for clause in _CLAUSES.split(text) if not self.tells(clause))
        kept = _EMPTY_BRACKETS.sub("", kept).strip(_EDGES)
        return kept if kept and not self.tells(kept) else None

    def name(self, name: str) -> str | None:
        """`name` without just the words that tell; None when no name is left."""
        if not self.tells(name):
            return name
        if not self._private:
            name = _without_word(name)
        name = "".join(part for part in _BRACKETED.split(name) if not (_BRACKETED.match(part) and self.tells(part)))
        plain, where = folded_with_positions(name)
        gone: set[int] = set()
        for start, end in self._telling_spans(plain):
            gone.update(range(where[start], where[end - 1] + 1))
        kept = "".join(mark for position, mark in enumerate(name) if position not in gone)
        kept = _EMPTY_BRACKETS.sub("", kept).strip(_EDGES)
        return kept if sum(mark.isalnum() for mark in kept) > 1 and not self.tells(kept) else None

    def _telling_spans(self, plain: str) -> Iterator[tuple[int, int]]:
        for telling in (*self._own, *self._elsewhere.find(plain)):
            yield from spans(telling, plain)
        of_home = (_HOME, _TELLS_OF_HOME, _HOUSE_NUMBER, OWNER, OWNER_BEFORE_A_WORD)
        for pattern in of_home if self._private else (_HOME,):
            yield from (match.span() for match in pattern.finditer(plain))


class NameTable:
    """Many folded names, found in a text in time that does not depend on how many they are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_prefix: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            if len(name) >= _PREFIX:
                self._by_prefix.setdefault(name[:_PREFIX], []).append(name)

    def find(self, plain: str) -> list[str]:
        """The names that occur in `plain`, a folded text."""
        if not self._by_prefix:
            return []
        pieces = {plain[start : start + _PREFIX] for start in range(len(plain) - _PREFIX + 1)}
        begun = sorted(self._by_prefix.keys() & pieces)
        return [name for prefix in begun for name in self._by_prefix[prefix] if stands_in(name, plain)]


class _Silent(Discretion):
    def tells(self, text: str) -> bool:
        return False


_NOTHING_TOLD = _Silent((), NameTable(()), private=False)


def _without_word(text: str) -> str:
    """Where no venue of the listing is private, 「個人宅へ伺います」 says whom it helps: another word will do."""
    return re.sub(r"個\s*人\s*宅", "ご家庭", text)


def folded_with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the (last) position in `text` that it came from."""
    plain, where = "", list[int]()
    for position, mark in enumerate(text):
        if mark in "ﾞﾟ" and plain:
            joined = unicodedata.normalize("NFKC", plain[-1] + ("\u3099" if mark == "ﾞ" else "\u309a"))
            if len(joined) == 1:
                plain, where[-1] = plain[:-1] + joined, position
                continue
        piece = "-" if mark == "ー" and plain[-1:].isdecimal() else folded(mark)
        plain += piece
        where.extend([position] * len(piece))
    return plain, where
