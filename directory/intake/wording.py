"""How Japanese typing habits are evened out, so that texts can be compared. What was printed stays in the raw cells."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

_WIDE: dict[int, int | str | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)}
_WIDE |= {0x3000: " ", 0x00A0: " ", 0x200B: None, 0xFEFF: None, 0xFF5E: "〜", 0x00AD: None}
_HALF_KANA = re.compile("[\uff61-\uff9f]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FOLDED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\uff01-\uff9f\u3000\u00a0\u200b\ufeff\u00ad]")
"""What `fold` changes: most texts hold none of it."""
_BETWEEN_TIMES = re.compile(r"(?<=[\d時分半午])(\s*)[〜～]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\W+(?=\d)")
_DAY = re.compile(r"(?:(\d{4})|(?:令和|R\.?)(\d{1,2}|元))[年/.-](\d{1,2})[月/.-](\d{1,2})")
_REST_OF_DAY = re.compile(r"日?(?:\([^)]*\))?(?: 0?0:00(?::00)?)?")
_DAY_AND_HOUR = re.compile(r"(?P<day>\d{4}[/-]\d{1,2}[/-]\d{1,2})[ T](?P<hour>\d{1,2}:\d{2})(?::00(?:\.0+)?)?")
_BOX, _TICKS = re.compile(r"(?:^|(?<=[\s、,・/(（:：\]】」]))[□☐☑]"), re.compile("([□☐☑☒■✓✔])")
_OPTION = re.compile(r"^ ?[^\s(（]*(?: [^\s(（]+)*(?:\s*[(（][^)）]*[)）])?")
_NO_DAYS = {"1899/12/30", "1899-12-30", "1899/12/31", "1900/1/0", "1900/01/00", "1900-01-00"}
_NOTHING = re.compile(r"[-‐‑–—―─ーｰ−/.・…*\s]+")

_DISAGREES = re.compile(r"ない|不可|非公開|非公表|非掲載|否|NG|不同意|拒否|しません|できません", re.IGNORECASE)
_AGREES = re.compile(r"可|公開|公表|掲載|同意|希望|承諾|許可|OK|良い|よい", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\s(（、,。:]+(?=\s*[(（、,。:]|\s)")
_CARS = re.compile(r"(?:約|乗用車|普通車)*\s*(\d{1,4})\s*台(?:程度|分|ほど|まで)?")

DITTO = frozenset({"〃", "々", "同上", "″", "”", "“", '"', "〟", "仝", "''", "//", "同 上"})
DITTO_LEFT = frozenset({"同左", "左に同じ", "左記と同じ", "左と同じ", "←"})
MARKS = frozenset("○〇◯●◎✓✔☑レ⚪⭕")
CROSSES = frozenset("×✕✗✖☒✘❌")
_YES = {"有", "あり", "有り", "可", "はい", "要", "必要", "TRUE", "1", "-1", "yes", "Y"}
_NO = {"無", "なし", "無し", "不可", "いいえ", "不要", "FALSE", "0", "no", "N"}


def fold(text: str) -> str:
    """Full-width letters, digits and marks to half-width, half-width kana to full-width; nothing else changes.

    Not NFKC: that also rewrites a compatibility 神 and ㈱, which may be how somebody writes a name.
    """
    if text.isascii():
        return _CONTROL.sub("", text)
    if not _FOLDED.search(text):
        return text
    folded = _HALF_KANA.sub(lambda kana: unicodedata.normalize("NFKC", kana[0]), text.translate(_WIDE))
    return _CONTROL.sub("", folded)


def across(text: str) -> str:
    """A text written downwards, a letter a line, on one line without spaces; other texts unchanged."""
    letters = text.split("\n")
    return "".join(letters) if len(letters) > 1 and all(len(letter.strip()) <= 1 for letter in letters) else text


@lru_cache(maxsize=65536)
def one_line(text: str) -> str:
    """The folded text on one line, single spaces."""
    return " ".join(fold(text).split())


def lines(text: str) -> list[str]:
    """The folded lines of a cell that hold anything."""
    return [line for line in (" ".join(part.split()) for part in fold(text).splitlines()) if line]


def times_marked(text: str) -> str:
    """The text with 「~」 between its times, whichever of the three wave dashes was typed."""
    return _BETWEEN_TIMES.sub(r"\1~", text)


def of_one_kind(text: str) -> str:
    """What a database writes of a day or an hour alone, without the half that it makes up: midnight, 30 December 1899.

    >>> of_one_kind("2026/05/12 0:00:00"), of_one_kind("1899/12/30 9:30:00")
    ('2026/05/12', '9:30')
    """
    found = _DAY_AND_HOUR.fullmatch(text.strip())
    if found is None:
        return text
    if found["day"] in _NO_DAYS:
        return found["hour"]
    return found["day"] if not found["hour"].strip("0:") else text


def ticked(text: str) -> str:
    """Of boxes to tick, what is ticked; "" where nothing is. Other texts, and marks before every line, unchanged.

    >>> ticked("□なし　☑あり（1回100円）"), ticked("☑毎月 □毎週　第2水曜"), ticked("■体操 ■お茶")
    ('あり（1回100円）', '毎月・第2水曜', '■体操 ■お茶')
    """
    if not _BOX.search(text):
        return text
    before, *boxes = _TICKS.split(text)
    kept = [before]
    for mark, said in zip(boxes[::2], boxes[1::2], strict=True):
        # What stands apart behind a box that is not ticked is not its own: 「☑毎月 □毎週　第2水曜」.
        kept.append(_OPTION.sub("", said) if mark in "□☐" else said)
    return "・".join(filter(None, (piece.strip(" 　、,・\n") for piece in kept)))


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or holds only a dash."""
    return not text.strip() or _NOTHING.fullmatch(fold(text)) is not None


def yes_or_no(text: str) -> bool | None:
    """What ○, ×, 有, 無 … answer; None where the text is no plain answer."""
    plain = one_line(text)
    if plain in MARKS or plain in _YES:
        return True
    return False if plain in CROSSES or plain in _NO else None


def answered_first(text: str) -> bool | None:
    """What a text answers before it says more, 「あり（3台）」, or by a number of them, 「3台」; else None.

    >>> answered_first("なし(近くに有料駐車場)"), answered_first("0台"), answered_first("要相談")
    (False, False, None)
    """
    plain = one_line(text)
    counted = _CARS.fullmatch(plain)
    if counted:
        return int(counted[1]) > 0
    first = _FIRST_WORD.match(plain)
    return yes_or_no(first[0]) if first else None


def agrees(text: str) -> bool | None:
    """Whether somebody agrees that something is shown: 可, 公開, 同意する; None where the text does not tell."""
    plain = one_line(text)
    answer = yes_or_no(plain)
    if answer is not None:
        return answer
    if _DISAGREES.search(plain):
        return False
    return True if _AGREES.search(plain) else None


def day(text: str) -> date | None:
    """The first day with its year that the text names; None where it names none."""
    found = _DAY.search(text)
    return _date_of(found) if found else None


def whole_day(text: str) -> date | None:
    """The day that is all that the cell says: 2026-04-01, 2026/4/1, 令和8年4月1日（水）.

    >>> whole_day("R8.4.1"), whole_day("4月1日")
    (datetime.date(2026, 4, 1), None)
    """
    plain = one_line(text)
    found = _DAY.match(plain)
    return _date_of(found) if found and _REST_OF_DAY.fullmatch(plain[found.end() :]) else None


def _date_of(found: re.Match[str]) -> date | None:
    year = int(found[1]) if found[1] else 2018 + (1 if found[2] == "元" else int(found[2]))
    try:
        return date(year, int(found[3]), int(found[4]))
    except ValueError:
        return None


def key(text: str) -> str:
    """A text reduced to what makes two the same: no spaces, marks or width; 髙 as 高, ヶ as ケ, kana as katakana.

    Numbers stay apart: 1-23 is not 12-3.
    """
    plain = _BETWEEN_DIGITS.sub("\0", unicodedata.normalize("NFKC", text).casefold())
    return "".join(_SAME.get(letter, letter) for letter in plain if letter.isalnum() or letter in "ー\0")


_SAME = {chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)}
_SAME |= dict(zip("髙﨑邊邉齋齊斉ヶヵ濵濱嶋嶌藪槗廣澤國", "高崎辺辺斎斎斎ケカ浜浜島島薮橋広沢国", strict=True))
