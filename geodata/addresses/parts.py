"""Japanese address text → parts: what stands before the town and after it. Pure and total; works on folded text.

The names between (prefecture, municipality, town) are looked up in a gazetteer by `geodata.addresses.town_reading`.
"""

import re
from dataclasses import dataclass

_BULLETS = " 、,。・:;※*>●○◎■□◆◇★☆▲△▼▽→⇒①-⓿"
# What an address is announced by: 住所：, 現住所は.
_ANNOUNCED = (
    "(?:[ごお御]?(?:(?:現在?|旧|新|元|以?前)の?)?"
    "(?:住所|所在地?|居所|住居|自宅|開催場所|実施場所|活動場所|開催地|場所|会場|転居[前先後])(?:は ?|[ :]+))"
)
_LEAD = re.compile(
    rf"[{_BULLETS}]*(?:[0-9]{{1,2}}[.)] ?)?{_ANNOUNCED}?"
    r"(?P<mark>[(\[「<]? ?(?:〒|郵便番号)?[ :]*(?P<postcode>[0-9]{3} ?- ?[0-9]{4}|[0-9]{7})"
    # 〒276-0001八千代市 is folded to 276-0001-8000代市.
    rf"(?:(?=-[0-9]+[^\W0-9番号丁の])|(?![0-9-])) ?[)\]」>]?)?"
    rf"-?[{_BULLETS}]*{_ANNOUNCED}?"
)
_MARKS = re.compile(r"[ 、,・:/(]+")
_AFTER_CHOME = re.compile(r" *([0-9]+) ?(丁目|丁め|丁(?!目)|番丁|番町|ちょうめ)?")
# What follows a bare number that is then neither a 丁目 nor a block: floors, counts, dates, lines.
_NOT_A_PLACE_NUMBER = re.compile(
    r" ?(?:[:/][0-9]|号[室館棟線車]|番[街館]|階|[fF](?![a-z])|人|名|歳|才|年|月|日|時|円|組|線|条|地割|周年|期|室|棟"
    r"|丁目|ちょうめ|区|番町|番丁|㎡|m)"
)
_LOT_LETTER = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥いろはにほへとちりぬるを"
_BLOCK = re.compile(
    rf" ?(?P<letter>[{_LOT_LETTER}] ?-?の? ?(?=[0-9]))?(?P<block>[0-9]+)"
    r"(?: ?(?P<unit>番地|番(?![町丁目館街])|番街区|街区))?"
    r"(?:(?: ?[-の] ?|(?<=番地)の? ?|(?<=番) ?|(?<=街区) ?)(?P<number>[甲乙丙丁いろはに]?[0-9]+)"
    r"(?: ?(?P<suffix>号(?![室館棟線車])))?)?"
)
# 35~37番, 35・36番: more than one number.
_GOES_ON = re.compile(r" ?[~・] ?(?P<next>[0-9]+)")
_CHIWARI = re.compile("第[0-9]+地割")
_HOUSE_ONLY = re.compile(r" ?(?P<number>[0-9]+)号(?![室館棟線車])")
_ROOM = re.compile(r" ?(?:階|f(?![a-z])|F(?![a-z])|室|号室|号館|号棟|棟|人|名|歳|年|月|日|時|円|丁目|周年)")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before an address: a postcode (7 digits; `written` from, to) or None; where the address begins."""

    postcode: str | None
    end: int
    written: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Numbers:
    """番・番地 and 号. `is_lot`: True where the text says 番地, False where it says 番, None for mere dashes."""

    block: str | None
    number: str | None
    is_lot: bool | None
    end: int


def skip_marks(text: str, start: int) -> int:
    found = _MARKS.match(text, start)
    return found.end() if found else start


def read_lead(text: str) -> Lead:
    found = _LEAD.match(text)
    if found is None:
        return Lead(None, 0)
    if found["postcode"] is None:
        return Lead(None, found.end())
    digits = found["postcode"].replace("-", "").replace(" ", "")
    return Lead(digits, found.end(), found.span("mark"))


def read_chome(text: str, start: int) -> tuple[int, str, int] | None:
    """A 丁目 number at `start`: its number, its unit ("" when only implied, as in 5-36), and where it ends."""
    found = _AFTER_CHOME.match(text, start)
    if found is None or len(found[1]) > 3:
        return None
    end = found.end()
    if found[2]:
        return int(found[1]), found[2], end
    end = found.end(1)
    if found[1].startswith("0") or text.startswith(("番", "号"), end) or _NOT_A_PLACE_NUMBER.match(text, end):
        return None
    return int(found[1]), "", end


def read_numbers(text: str, start: int) -> Numbers:
    """番・番地 and 号 at `start`. What is not understood stays: `end` says where. Of several numbers none is taken."""
    begin = start
    while text.startswith(("-", " ", "の"), begin):
        begin += 1
    if lone := _HOUSE_ONLY.match(text, begin):
        return Numbers(None, lone["number"], None, lone.end())
    found = _BLOCK.match(text, begin)
    if found is None:
        return Numbers(None, None, None, start)
    if (more := _GOES_ON.match(text, found.end())) and not _NOT_A_PLACE_NUMBER.match(text, more.end()):
        if found["number"] is None:
            return Numbers(None, None, None, start)
        return Numbers(_block(found), None, _is_lot(found), found.end("unit") if found["unit"] else found.end("block"))
    if found["number"] is not None and (_ROOM.match(text, found.end()) and not found["suffix"]):
        # 36番3階, 12-405号室: the second number is a floor or a room.
        end = found.end("unit") if found["unit"] else found.end("block")
        return Numbers(_block(found), None, _is_lot(found), end)
    if found["number"] is None and not found["unit"] and _NOT_A_PLACE_NUMBER.match(text, found.end()):
        return Numbers(None, None, None, start)
    return Numbers(_block(found), _written(found["number"] or "") or None, _is_lot(found), found.end())


def _block(found: re.Match[str]) -> str:
    return _written((found["letter"] or "").strip(" -の")) + found["block"]


def _written(number: str) -> str:
    """イロハ were folded to hiragana; they are written in katakana."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in number)


def _is_lot(found: re.Match[str]) -> bool | None:
    if found["letter"]:
        return True
    return None if found["unit"] is None else found["unit"] == "番地"


def within_a_number(text: str, position: int) -> bool:
    """Whether a name that began here would tear a number apart: 三丁目 of 十三丁目, 八千代 of 八八千代 (folded)."""
    return position > 0 and text[position].isdecimal() and text[position - 1].isdecimal()


def is_boundary(text: str, position: int) -> bool:
    """Whether a name may end here: nothing more, a number, or a mark. After 新宿 comes 区 or 会館: not an end."""
    if position >= len(text):
        return True
    following = text[position]
    if following == "第" and _CHIWARI.match(text, position):
        return True
    return following.isdecimal() or following in " -の(),、・/[]「」〈<:;。~番甲乙丙"
