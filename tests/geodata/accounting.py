"""The strict form of "nothing of the input is lost": each character stands in `rest`, or a part was read from it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from geodata.characters import key
from geodata.geocoded import Geocoded

# Words that an answer says by its keys: what counts a part, joins two, or is the mark of a postcode.
_SAID_BY_KEYS = re.compile(
    r"丁目|丁め|町目|番地|番街区|街区|番丁|番町|[番号丁の字]|大字|ちょうめ|郵便番号"
    # 市内 says the municipality that is known.
    r"|[市区町村]内"
    # 01丁目 is 一丁目.
    r"|(?<![0-9])0+(?=[1-9][0-9]?丁)"
    # 第十一地割 and 十一地割 are one.
    r"|第(?=[0-9]+地割)"
    # ヶ, which like ノ is written or not between kanji.
    r"|(?<=[\u4e00-\u9fff々])が(?=[\u4e00-\u9fff々])"
)
# Spaces from either end of a rest between which it may be joined: more would take long where a line has hundreds.
_FEW = 8
_LISTING = "※●○◎■□◆◇★☆▲△▼▽→⇒"


def unaccounted(found: Geocoded) -> str:
    """The characters of the input that no part and no rest accounts for; "" where nothing is lost.

    Of several candidates one must account for all, where each is a reading of the whole line, or all together.
    """
    together = _said(found) + "".join(map(_said, found.candidates))
    return min(
        _lost(found.input, together, found.rest),
        *(_lost(found.input, _said(answer), answer.rest) for answer in (found, *found.candidates)),
        key=len,
    )


def _said(answer: Geocoded) -> str:
    place = (answer.prefecture, answer.city, answer.town, answer.koaza, answer.street)
    as_written = (answer.place, answer.city_in_kana)
    return key(" ".join(filter(None, (*place, answer.block, answer.number, answer.postcode, *as_written))))


def _lost(given: str, said: str, rest: str) -> str:
    parts = Counter(_bare(said))
    readings = [Counter(_bare(_SAID_BY_KEYS.sub(" ", key(taken)))) - parts for taken in _without(given, rest)]
    if not readings:
        return f"rest is not of the input: {rest}"
    lost = min(("".join(lost.elements()) for lost in readings), key=len)
    # 南郷区大字島守 is the town 南郷大字島守: the 区 of a former municipality is gone from the official name.
    return "" if lost == "区" else lost


def _without(given: str, rest: str) -> Iterator[str]:
    """The input without `rest`, which is up to three pieces of it joined by spaces; brackets stand for nothing."""
    given, rest = _without_brackets(given), _without_brackets(rest)
    if rest in given:
        yield given.replace(rest, "\n", 1)
        yield "\n".join(given.rsplit(rest, 1)) if rest else given
    spaces = [found.start() for found in re.finditer(" ", rest)]
    for at in spaces:
        yield from _without_pieces(given, (rest[:at], rest[at + 1 :]))
    for first, second in combinations(dict.fromkeys((*spaces[:_FEW], *spaces[-_FEW:])), 2):
        yield from _without_pieces(given, (rest[:first], rest[first + 1 : second], rest[second + 1 :]))


def _without_pieces(given: str, pieces: Sequence[str]) -> Iterator[str]:
    """The pieces in their order, the last as far back as it stands."""
    left, kept = given, []
    for number, piece in enumerate(pieces, start=1):
        start = left.rfind(piece) if number == len(pieces) else left.find(piece)
        if start < 0:
            return
        kept.append(left[:start])
        left = left[start + len(piece) :]
    yield "\n".join((*kept, left))


def _without_brackets(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) not in ("Ps", "Pe", "Sm"))


def _bare(text: str) -> str:
    """Without marks but those of a list (●, ※, ①); 通り is 通."""
    return "".join(c for c in text.replace("通り", "通") if c.isalnum() or c in _LISTING)
