"""Telephones, mail addresses and personal names in cells that anyone may read: found, and taken out."""

import re
from functools import cache
from typing import Any

from directory.intake import wording

PHONE = re.compile(r"(?<![\d-])(?:\(?0\d{1,4}\)?[-\s(]?\d{1,4}[-)\s]\d{3,4}|0\d{9,10})(?![\d-])")
_LOCAL = re.compile(r"\d{2,4}-\d{4}")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MOBILE = re.compile(r"0[5789]0")
_ROLE = (
    r"(?:代表者?|担当者?|世話人|世話役|会長|副会長|連絡先|連絡者|責任者|主宰者?|リーダー|"
    r"民生委員|講師|問い?合わ?せ先?|窓口|申込先?)"
)
_SURNAME = r"[一-龥々﨑髙〆ヶ]{1,4}"
_GIVEN = r"[一-龥々﨑髙ぁ-んァ-ヶー]{1,5}"
_NAMED = re.compile(
    rf"{_ROLE}\s*[:：は]?\s*({_SURNAME}[ 　]{_GIVEN}|{_SURNAME})\s*(?:さん|様|氏)?(?=$|[\s、,。()（）・/0-9℡])"
)
_TITLED = re.compile(
    rf"({_SURNAME}(?:[ 　]?{_GIVEN}?)?)\s*(?:さん|(?<![多同模仕異一王神殿有])様(?![々子式相])|氏)"
    r"(?!方|宅|の?お宅|のお?家)"
)
_BARE = re.compile(rf"{_SURNAME}[ 　]{_GIVEN}")
_NOT_A_PERSON = re.compile(
    r"[会課係局部室館園校院所社店班組区市町村県府都道]|センター|クラブ|サロン|カフェ|法人|事務|窓口|包括|福祉|保険|保健|支援|要|予約|電話|"
    r"無料|有料|相談|開催|毎|曜|時|日|年|月|受付|皆|みな|お客|子ど?も|こども|大人|地域|住民|利用|参加|公開|不明|未定|随時|母|父|親|様々"
)


def phones(text: str) -> list[str]:
    """The telephone numbers of a text, in the form 046-873-8011 where they were printed with marks."""
    return [re.sub(r"[\s()]+", "-", number.strip()).strip("-") for number in PHONE.findall(wording.fold(text))]


def apart(text: str) -> tuple[list[str], str | None]:
    """The telephone numbers of a text, and the rest of it; a bare 873-8011 is a number without its area's code."""
    if _LOCAL.fullmatch(text):
        return [text], None
    plain = wording.fold(text)
    found = phones(plain)
    return found, without(plain, PHONE.findall(plain)) if found else text


def is_mobile(number: str) -> bool:
    """Whether a number belongs to a mobile telephone (050 too: an IP telephone tells as little of a place)."""
    digits = re.sub(r"\D", "", number)
    return len(digits) == 11 and bool(_MOBILE.match(digits))


def is_person(text: str) -> bool:
    """Whether the whole text is most likely somebody's name."""
    bare = re.sub(r"\s*(?:さん|様|氏)$", "", wording.one_line(text))
    titled = bare != wording.one_line(text)
    return not _NOT_A_PERSON.search(bare) and bool(_BARE.fullmatch(bare) or (titled and re.fullmatch(_SURNAME, bare)))


def names(text: str) -> list[str]:
    """The stretches of a text that name a person, with the word that tells so."""
    plain = wording.fold(text)
    found = [m[0] for m in _NAMED.finditer(plain) if not _NOT_A_PERSON.search(m[1])]
    titled = [m for m in _TITLED.finditer(plain) if not any(m[0] in stretch for stretch in found)]
    return found + [m[0] for m in titled if not _NOT_A_PERSON.search(m[1]) and _has_a_surname(m[1])]


def _has_a_surname(text: str) -> bool:
    """Whether the dictionary knows a surname in the text: 山田さん, but not 寿司屋さん or 多様."""
    return any(word.part_of_speech()[2] == "人名" for word in _tokenizer().tokenize(text))


@cache
def _tokenizer() -> Any:
    # A third of a second to open: only where a title (さん, 様) stands in a text.
    from sudachipy import Dictionary, SplitMode

    return Dictionary().create(SplitMode.C)


def without(text: str, stretches: list[str]) -> str | None:
    """The text without the stretches and the empty marks that they leave; None when nothing is left."""
    plain = wording.one_line(text)
    for stretch in stretches:
        plain = plain.replace(wording.one_line(stretch), " ")
    plain = re.sub(r"\(\s*\)|(?:電話|TEL|℡|メール|連絡先|担当|代表|携帯)\s*[:：]?\s*(?=$|[\s、。)])", " ", plain)
    return re.sub(r"\s+", " ", plain).strip(" 、,/・:：()") or None
