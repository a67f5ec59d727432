"""Telephones and mail addresses in cells that anyone may read: found, and taken out. Persons: `persons`."""

import re

from directory.intake import wording

PHONE = re.compile(r"(?<![\d-])(?:\(?0\d{1,4}\)?[-\s(]?\d{1,4}[-)\s]\d{3,4}|0\d{9,10})(?![\d-])")
_LOCAL = re.compile(r"\d{2,4}-\d{4}")
_LOCAL_INSIDE = re.compile(r"(?<![\d〒-])(?<!〒 )\d{2,4}-\d{4}(?![\d-])(?!\s*\S{0,6}[都道府県市区町村郡])")
_EDGES = " 、,/・:："
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MOBILE = re.compile(r"0[5789]0")


_LOST_ZERO = re.compile(
    r"(?<![\d+-])(?:\+81[-\s]?)?(?P<number>[1-9]\d{0,3}[-(]\d{1,4}[-)]\d{3,4}|[1-9]\d{8,9})(?![\d-])(?!年|円)"
)
_OF_MOBILES = re.compile(r"[5789]0")


def with_zero(text: str) -> str:
    """The text of a telephone's cell with the leading 0 that a spreadsheet took for nothing, or that +81 stands for.

    >>> with_zero("468738011"), with_zero("46-873-8011"), with_zero("873-8011")
    ('0468738011', '046-873-8011', '873-8011')
    """
    return _LOST_ZERO.sub(_zero_before, wording.fold(text))


def _zero_before(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found["number"])
    whole = len(digits) == 9 or (len(digits) == 10 and _OF_MOBILES.match(digits))
    return f"0{found['number']}" if whole else found[0]


def phones(text: str) -> list[str]:
    """The telephone numbers of a text, in the form 046-873-8011 where they were printed with marks."""
    return [re.sub(r"[\s()]+", "-", number.strip()).strip("-") for number in PHONE.findall(wording.fold(text))]


def apart(text: str) -> tuple[list[str], str | None]:
    """The telephone numbers of a text, and the rest of it; 873-8011 is a number without its area's code."""
    if _LOCAL.fullmatch(text):
        return [text], None
    plain = wording.fold(text)
    printed = PHONE.findall(plain)
    found = phones(plain)
    if not found:
        found = printed = _LOCAL_INSIDE.findall(plain)
    return found, without(plain, printed) if found else text


def is_mobile(number: str) -> bool:
    """Whether a number belongs to a mobile telephone (050 too: an IP telephone tells as little of a place)."""
    digits = re.sub(r"\D", "", number)
    return len(digits) == 11 and bool(_MOBILE.match(digits))


def without(text: str, stretches: list[str]) -> str | None:
    """The text without the stretches and the empty marks that they leave; None when nothing is left."""
    plain = wording.one_line(text)
    for stretch in stretches:
        plain = plain.replace(wording.one_line(stretch), " ")
    plain = re.sub(r"\(\s*\)|(?:電話|TEL|℡|メール|連絡先|担当|代表|携帯)\s*[:：]?\s*(?=$|[\s、。)])", " ", plain)
    plain = re.sub(r"\s+", " ", plain).strip(_EDGES)
    if plain.count("(") != plain.count(")"):  # its partner went with a number: (046-873-8011)
        plain = plain.strip("()" + _EDGES)
    inside = _IN_BRACKETS.fullmatch(plain)
    return (inside[1] if inside else plain) or None
