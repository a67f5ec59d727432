"""What a list says its marks mean: 「○＝あり　×＝なし　△＝要相談」, in a line beside the table or in a heading."""

import re
from collections.abc import Mapping
from functools import lru_cache

from directory.intake import wording
from directory.intake.columns import Column

BLANK = ""
_MARK = "○〇◯●◎△▲▽▼×✕✖□■☆★◇◆"
_SAME = str.maketrans("〇◯✕✖", "○○××")
_PAIR = re.compile(
    rf"([{_MARK}])\s*((?:=|:|は|→|…+|・・+|\.\.+)?)\s*([^\s、,。;/()（）「」{_MARK}=:]{{1,12}})(?=$|[\s、,。;/()（）「」{_MARK}])"
)
_BLANK = re.compile(
    r"(?:空欄|空白|無印|無記入|記入の?ない(?:もの|ところ|欄))\s*(?:=|:|は|→|…+|・・+)\s*([^\s、,。;/()（）「」]{1,12}?)(?:です|とする)?"
    r"(?=$|[\s、,。;/()（）「」])"
)
_YES = re.compile(
    r"(?:有り?|あり|可能?|対応(?:可能?)?|実施|開催(?:日)?|該当|必要|要|はい|OK|いる|できる|利用可能?)(?:です|します|しています)?"
)
_NO = re.compile(
    r"(?:無し?|なし|不可|非対応|未対応|未実施|実施なし|お?休み|休会|不要|いいえ|いない|できない|ありません)(?:です)?"
)
_OPEN = re.compile(r"不明|未確認|未定|未記入|未調査|調査中|確認中|わからない")
_ASK = re.compile(r"要?相談|応相談|要確認|要問合せ?|要問い合わせ|一部\S{0,6}|条件\S{0,6}|部分\S{0,6}")
_WHEN = re.compile(r"午前|午後|夜|終日|第[1-5一二三四五]|[1-5]週|隔週|毎週|\d時|\d:\d")
_OF_DAYS = ("weekdays", "weeks", "months", "days_text")


@lru_cache(maxsize=1024)
def marks_in(line: str) -> Mapping[str, str]:
    """Mark → what the line says it means; empty where it explains none. BLANK is no mark at all, where it means no.

    Marks with nothing between them and their words, or 「は」, are explained by plain answers alone: 「●日時　●場所」
    and 「○はじめての方も」 are no legends.
    """
    found = _PAIR.findall(wording.one_line(line).translate(_SAME))
    joined = all(between not in ("", "は") for _, between, _ in found)
    plainly = all(_is_plain(meaning) for _, _, meaning in found) and (len(found) > 1 or any(b for _, b, _ in found))
    marks = {mark: meaning for mark, _, meaning in found} if found and (joined or plainly) else {}
    blank = _BLANK.search(wording.one_line(line))
    return marks | {BLANK: blank[1]} if blank is not None and _NO.fullmatch(blank[1]) else marks


def meant(column: Column, text: str, marks: Mapping[str, str]) -> str:
    """The cell, or what the mark that it consists of means there: ○ and × where that answers yes or no, the words where
    the mark alone tells nothing, or where they say when."""
    mark = wording.one_line(text).translate(_SAME)
    meaning = marks_in(column.heading).get(mark) or marks.get(mark)
    if not meaning:
        return text
    if _OPEN.fullmatch(meaning):
        return ""
    if _NO.fullmatch(meaning):
        return "×"
    if _YES.fullmatch(meaning):
        return "○"
    if column.field in _OF_DAYS:
        return meaning if _WHEN.search(meaning) else text
    return text if wording.yes_or_no(mark) is not None else meaning


def blank_means_no(column: Column, marks: Mapping[str, str]) -> bool:
    """Whether the list says that a cell of this column without a mark says no."""
    return BLANK in marks_in(column.heading) or BLANK in marks


def _is_plain(meaning: str) -> bool:
    return any(pattern.fullmatch(meaning) for pattern in (_YES, _NO, _OPEN, _ASK)) or bool(_WHEN.search(meaning))
