"""One spelling for many: widths, circled marks, dashes and kanji numerals, before a text is cut into tokens."""

import re
import unicodedata
from calendar import monthrange

from directory.schedules.reader.latin import weekdays_in_japanese

# NFKC would make ① a bare 1 and glue it to what follows; a circled number is a label, so it keeps brackets.
_CIRCLED = {ord(mark): f"({number})" for number, mark in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}
_CIRCLED |= {ord(mark): f"({number})" for number, mark in enumerate("❶❷❸❹❺❻❼❽❾❿", 1)}
# 「第①③木曜」「第Ⅰ・Ⅲ水曜」, and 「①③木」: two labels side by side label nothing, they are ordinals.
_ROMAN = {"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}
_ORNATE = r"(?:[Ⅰ-Ⅴ①-⑤❶-❺⑴-⑸]|(?<![A-Z])(?:IV|V|I{1,3})(?![A-Z]))"
_JOINED = r"\s*(?:[・･、,，.．と/／~〜～&＆]|および|及び)?\s*第?\s*"
_ORNATE_ORDINALS = re.compile(
    rf"第\s*{_ORNATE}(?:{_JOINED}{_ORNATE})*(?=\s*[週月火水木金土日㈪-㈰(（])"
    rf"|(?<![第\w]){_ORNATE}(?:[・･、,，]?{_ORNATE})+"
    r"(?=\s*(?:週?目?の?\s*[月火水木金土日]曜|週|[火水木金土](?:$|[\s　・、,(（\d])))"
)
_MARKS = str.maketrans(
    {
        "〜": "~",
        "∼": "~",
        "〰": "~",
        "⁓": "~",
        "∿": "~",
        "˜": "~",
        "–": "-",
        "—": "-",
        "―": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "─": "-",
        "･": "・",
        "•": "・",
        "·": "・",
        "，": "、",
        "､": "、",
        "｡": "。",
        "曰": "日",
        "\u200b": None,
        "\ufeff": None,
    }
)
_KANJI_DIGITS = "〇一二三四五六七八九"
_ORDINALS = re.compile(
    r"第\s*[一二三四五](?:\s*(?:[・、,.と~/]|及び|および|か|又は|または)?\s*第?\s*[一二三四五](?![ヶか]月))*"
)
_COUNTED = re.compile(
    r"(?<!第)[一二三四五六七八九十]+(?=\s*(?:回|度(?!と)|時(?!期)|分(?!の)|[ヶケかカヵ]月|週間|月(?!曜)|年に|日(?![曜本中])))"
)
_WRITTEN_YEAR = re.compile(
    r"(?<=令和|平成|昭和)[一二三四五六七八九十]+(?=年)|(?<!\d)[一二〇]{1,2}[〇一二三四五六七八九]{2,3}(?=年)"
)
# 「3月末まで」; the 28th of February, lest a day more be promised.
_MONTH_END = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月末日?(?=\s*(?:まで|で|を?もって|をもち))")
_FIRST = re.compile(r"(?:最初|初め|はじめ)の(?=[月火水木金土日]曜)")
# Words that are another way of writing what has a lexeme.
_SAME = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        ("毎朝", "毎日朝"),
        ("午后", "午後"),
        (r"(?<![A-Za-z])R(\d{1,2})[./](\d{1,2})(?=月)", r"令和\1年\2"),
        (r"(?<=[\d日)])\s*→\s*(?=\d{1,2}(?:/\d|月\d))", "を変更"),
        (r"臨時(?=[休閉](?!\S*(?:あり|有|場合|こと|時)))", ""),
        # Why it is not as always: 「12月10日は会場の都合により中止」「3月は彼岸のため第2日曜」.
        (
            r"(?<=[月日\d])は[、\s]*[^\s、。()※\d第曜休]{1,12}(?:のため|により|につき)[、\s]*(?=お?休|中止|第\d|[月火水木金土日]曜)",
            "は",
        ),
        (
            r"(?<![月火水木金土日\w])([月火水木金土日])曜?\s*([1-5](?:[・,、][1-5])+)(?![\d時:月日名人回階])",
            r"第\2\1曜",
        ),
        (r"(?<=\d|時|分|半)\s*(?:集合|開始)\s*[~〜～](?=\s*(?:\d|午))", "~"),
        (r"\(\s*除く?[:\s]*((?:第|[月火水木金土日]曜?|祝|年末|お?盆|\d)[^()]*)\)", r"(\1を除く)"),
        (r"祝日?\s*[→:⇒]\s*(?=翌|前|第|次|お?休|中止)", "祝日の場合は"),
        (r"週末(?=[にと](?:あた|当た|重な)|の場合|なら)", "土日"),
        (r"(?:閉庁|休庁|閉所|休業)日(?=[にと](?:あた|当た|重な)|の場合|なら)", "土日祝日"),
        (r"(?<![月火水木金土日])([日曜時])\s+([時日程間])(?=\s|[\])】:]|$)", r"\1\2"),
        (r"(?<=[週曜日月])は?(?:どちら|いずれ|両方|全て|すべて)も(?=お?休|中止|な)", "は"),
        ("毎夕", "毎日夕方"),
        ("毎晩", "毎日夜"),
        (r"月(?:イチ|いち)(?![一-龥ァ-ヶぁ-ん])|月一(?=\s|$|[・、。)])", "月1回"),
        ("元日|元旦", "1月1日"),
        ("大晦日|大みそか", "12月31日"),
        ("(?:お?正月)?[三3]が日", "1月1日~3日"),
        (r"(?<=\d|時|分|半)\s*→\s*(?=\d|午)", "~"),
        (r"(?:(?<=:\d\d)|(?<=時))\s*[\^⌒ˆ]\s*(?=\d{1,2}[:時])", "~"),
        (r"(?<=\d時)([0-5]\d)(?=\s*[~\-])(?!\s*[~\-]\s*\d+\s*[人名])", r"\1分"),
        (r"(?<=[\d時分半])\s*~?\s*(?:終了|解散)(?:時[間刻])?:?\s*(?=\d{1,2}[:時])", "~"),
        (r"\(([月火水木金土日])\)\s*(?:~|-|から)\s*\(([月火水木金土日])\)", r"\1~\2"),
        ("→", ":"),
    )
)
# 「館内整理日(毎月第4木曜)」, where it is among what is closed: the day that it is.
_HOUSEKEEPING = re.compile(
    r"(?:館内|施設|設備|図書|書庫|特別|月末)?(?:整理|清掃|点検)日?\s*\(([^()]*(?:[月火水木金土日]曜日?|\d日|末日))\)"
)
_SHUT_BEFORE, _SHUT_AFTER = (
    re.compile(r"(?:休[館業所]日|定休日|休み)[^。\n]*$"),
    re.compile(r"\s*[はがを]?\s*(?:お?休(?![館業]日)|閉|除)"),
)
# A spreadsheet's date with a time of day that nobody wrote, and seconds.
_MIDNIGHT = re.compile(r"(?<=\d)(?:\s+|T)00?:00:00(?:\.0+)?(?!\d)")
_SECONDS = re.compile(r"(?<![\d:])(\d{1,2}:\d{2}):\d{2}(?:\.0+)?(?![\d:])")
_DOTTED = re.compile(r"(?<![\d.:/第])[1-5](?:\.[1-5])+(?=\s*(?:週|[月火水木金土日]曜))")
# 「毎週木 10-12」: hours of the day, where nothing says what else the figures could be.
_BARE_HOURS = re.compile(
    r"(?<=[月火水木金土日)曜])(\s*)([89]|1\d|2[01])\s*[~\-]\s*(9|1\d|2[0-2])(?=$|[\s)、。※])(?!\s*[月日回名人年歳才組])"
)
# 「13 30~15 00」: the colons of hours, lost in copying.
_LOST_COLONS = re.compile(r"(?<![\d:])([01]?\d|2[0-3]) ([0-5]\d)(\s*[~\-]\s*)([01]?\d|2[0-3]) ([0-5]\d)(?![\d:])")
_LONG_BAR = re.compile(r"(?<=[\d時分半曜月火水木金土日\s])ー(?=[\d午\s月火水木金土日])")
_BROKEN_LINE = re.compile(r"\\n|\r\n?|\n")


def _number(kanji: str) -> str:
    tens, mark, ones = kanji.rpartition("十")
    if not mark:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in kanji)
    if len(tens) > 1 or len(ones) > 1:
        return kanji
    return str((_KANJI_DIGITS.index(tens) if tens else 1) * 10 + (_KANJI_DIGITS.index(ones) if ones else 0))


def _plain_ordinals(found: re.Match[str]) -> str:
    plain = re.sub(r"IV|V|I{1,3}", lambda roman: str(("I", "II", "III", "IV", "V").index(roman[0]) + 1), found[0])
    numbers = re.sub(_ORNATE, lambda mark: _ROMAN.get(mark[0]) or unicodedata.normalize("NFKC", _bare(mark[0])), plain)
    return ("" if numbers.startswith("第") else "第") + re.sub(r"(?<=\d)(?=\d)", "・", numbers)


def _bare(mark: str) -> str:
    """The figure of a circled or bracketed number."""
    for row in ("①②③④⑤", "❶❷❸❹❺", "⑴⑵⑶⑷⑸"):
        if mark in row:
            return str(row.index(mark) + 1)
    return mark


def _marked_hours(found: re.Match[str]) -> str:
    if int(found[2]) >= int(found[3]):
        return found[0]
    return f"{found[1]}{found[2]}時~{found[3]}時"


def _housekeeping(found: re.Match[str]) -> str:
    text = found.string
    shut = _SHUT_BEFORE.search(text[: found.start()]) or _SHUT_AFTER.match(text[found.end() :])
    return found[1] if shut else found[0]


def fold(text: str) -> str:
    """Return `text` with half-width figures and marks; newlines (also a written-out backslash n) as "\\n"."""
    text = _ORNATE_ORDINALS.sub(_plain_ordinals, text)
    folded = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_MARKS)
    folded = _BROKEN_LINE.sub("\n", folded).replace("　", " ").replace("\t", " ")
    for pattern, same in _SAME:
        folded = pattern.sub(same, folded)
    folded = _HOUSEKEEPING.sub(_housekeeping, folded)
    folded = _MONTH_END.sub(lambda found: f"{found[1]}月{monthrange(2001, int(found[1]))[1]}日", folded)
    folded = _WRITTEN_YEAR.sub(lambda found: _number(found[0]), folded)
    folded = _ORDINALS.sub(lambda found: re.sub("[一二三四五]", lambda k: _number(k[0]), found[0]), folded)
    folded = _COUNTED.sub(lambda found: _number(found[0]), folded)
    folded = _FIRST.sub("第1", folded)
    folded = _SECONDS.sub(r"\1", _MIDNIGHT.sub("", folded))
    folded = _DOTTED.sub(lambda found: "第" + found[0].replace(".", "・"), folded)
    folded = _LOST_COLONS.sub(r"\1:\2\3\4:\5", folded)
    folded = _BARE_HOURS.sub(_marked_hours, folded)
    return weekdays_in_japanese(_LONG_BAR.sub("~", folded)).strip()
