"""小字 that the table lacks: where one ends in the text. It names land within a town that is known, nothing more."""

import re

from geodata.addresses.parts import is_boundary
from geodata.characters import Folded

_NUMBER = re.compile(r"[0-9]+")
_KANJI_NUMERALS = "〇零一二三四五六七八九十百千壱弐参"
# 東9線, 西2線北25号, 91部: lines and parts by number, as land is divided in 北海道 and 石川.
_GRID = re.compile(
    r"(?:[東西南北]?(?:基線|第?[0-9]+(?:号線|地割|線|条|部|号(?=[東西南北]))))+(?:[東西南北](?:[0-9]+(?:号|丁目))?)?(?![^\W0-9番号])"
)
# What may be a 小字 without the word 字 (as given): kanji and hiragana right up to a number.
_PLAIN = re.compile(r"[\u4e00-\u9fff々ぁ-んノヶケツ之]{1,8}")
_BEFORE_AZA = re.compile(r"((?:(?!大字)[^\W0-9０-９一二三四五六七八九十字]){2,8})大?字(?=[^\W0-9０-９])")
_NOT_LAND = re.compile(
    r"団地|会館|[荘寮館棟階園校駅院寺社店号室前横裏内外側他]$|[荘寮棟階]|学|病院|公園|住宅|会$|^(?:町|村|区|地区)$|[番丁条第約全]|人|年|月|日|時|円"
)


def unlisted_koaza(folded: Folded, begin: int) -> int | None:
    """Where a 小字 at `begin` ends; only where the text says 字. Its name may hold numerals (字家六2094).

    元東若山村大字火宮壱部: what stands before the 字 belongs to it.
    """
    end = begin
    if not says_aza(folded, begin):
        before = _BEFORE_AZA.match(folded.original(begin))
        if before is None:
            return None
        end = begin + len(before[1])
    while end < len(folded.text):
        number = _NUMBER.match(folded.text, end)
        if number and not folded.original(end, number.end()).strip(_KANJI_NUMERALS):
            following = folded.text[number.end() : number.end() + 1]
            # A dash that folding put between a kanji numeral and a digit has no original.
            is_own = following == "-" and bool(folded.original(number.end(), number.end() + 1))
            if not folded.text.endswith("その", begin, end) and (is_own or following in ("", "番", "号", "の", " ")):
                break
            end = number.end()
        elif grid := _GRID.match(folded.text, end):
            end = grid.end()
        elif is_boundary(folded.text, end) and not _within_name(folded.text, end):
            break
        else:
            end += 1
    return end if end > begin else None


def _within_name(text: str, position: int) -> bool:
    """城の内, その2: this の does not lead to a number of its own."""
    return text[position] == "の" and (
        not text[position + 1 : position + 2].isdecimal() or text.startswith("そ", position - 1)
    )


def grid_koaza(folded: Folded, begin: int) -> int | None:
    """Where 東9線 or 91部 right after a town ends."""
    found = _GRID.match(folded.counted, begin)
    return found.end() if found is not None else None


def numbered_koaza(folded: Folded, begin: int) -> int | None:
    """志比49字熊ケ谷: a number that 字 follows belongs to the name of the 小字."""
    number = _NUMBER.match(folded.text, begin)
    return unlisted_koaza(folded, number.end()) if number is not None else None


def plain_koaza(folded: Folded, begin: int) -> int | None:
    """山玉町脇川2: a 小字 without the word 字, between its town and a number. Not what sounds like a building."""
    number = _NUMBER.search(folded.counted, begin)
    if number is None or number.start() == begin:
        return None
    if folded.counted.startswith("丁目", number.end()):
        # 中野5中央3丁目: a second town runs on.
        return None
    end = number.start()
    words = folded.original(begin, end)
    if not folded.original(end, number.end()).strip(_KANJI_NUMERALS):
        # 座八1 is folded to 座8-1: a kanji numeral is a part of the name, or there is none.
        if not folded.text.startswith("-", number.end()) or folded.original(number.end(), number.end() + 1):
            return None
        end = number.end() + 1
    return end if _PLAIN.fullmatch(words) and not _NOT_LAND.search(words) else None


def says_aza(folded: Folded, begin: int) -> bool:
    return folded.original(begin, begin + 1).startswith(("字", "大字"))
