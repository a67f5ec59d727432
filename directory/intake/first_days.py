"""What a row says of はじめての日 (who greets, what to bring …), and of how the office reaches the group."""

import re
from collections.abc import Callable, Mapping

from directory.intake import wording
from directory.listing import Channel, FirstDay, Reach, Word

FACTS = ("greeter", "visit_ok", "leave_early_ok", "men_share", "bring", "chairs", "hearing")
"""Fields of a row that are terms of the vocabulary's `first_visit`."""

_DENIED = re.compile(
    r"(?:は|が)?(?:特に)?(?:なし|無し?|ない|ありません|いません|不要|不可|否|できません|できない|[要い]りません)[。.]?"
)
_AFFIRMED = re.compile(
    r"(?:あり|有り?|可能?|はい|いる|います|○|◯)(?![^\s、。（(・:：])|"
    r"でき(?:ます|る)|よ[いろ]|大丈夫|どうぞ|(?:いつでも|出入り)?(?:歓迎|自由)"
)
_TELL = ("greeter", "bring", "chairs", "hearing")
"""Facts that are so where anything is told of them that does not deny them: 「室内履き」 is something to bring."""
_CHANNELS: Mapping[Channel, str] = {
    "telephone": "電話|TEL|でんわ|携帯",
    "fax": "FAX|ファックス|ファクス",
    "post": "郵便|郵送|手紙|はがき|ハガキ|封書",
    "mail": "メール|MAIL|LINE",
    "visit": "訪問|対面|面談|直接|会って|来所",
}


def answer(field: str, text: str) -> bool | None:
    """Whether the text says that the fact holds; None where it does not tell.

    >>> answer("bring", "上履き"), answer("bring", "特になし"), answer("men_share", "2割くらい")
    (True, False, None)
    """
    plain = wording.one_line(text)
    said = wording.yes_or_no(plain)
    if said is not None:
        return said
    if _DENIED.fullmatch(plain):
        return False
    if re.search("ない|なし|ません|不可|不要", plain):
        return None
    return True if field in _TELL or _AFFIRMED.match(plain) else None


def words_of(values: Mapping[str, object]) -> tuple[Word, ...]:
    said = {field: answer(field, str(values[field])) for field in FACTS if values.get(field)}
    return tuple(
        Word(scheme="first_visit", term=field, value=value) for field, value in said.items() if value is not None
    )


def first_days_of(
    values: Mapping[str, object], public: Callable[[str | None, str], str | None]
) -> tuple[FirstDay, ...]:
    """What is said in words, beyond yes and no. `public` leaves out persons, by the text and its heading."""
    texts = {field: wording.one_line(str(values[field])) for field in FACTS if values.get(field)}
    told = {
        field: public(text, "はじめての日")
        for field, text in texts.items()
        if wording.yes_or_no(text) is None and not _DENIED.fullmatch(text)
    }
    return tuple(FirstDay(term=field, text=text) for field, text in told.items() if text)


def reach_of(values: Mapping[str, object]) -> Reach:
    def text(name: str) -> str | None:
        return str(values[name]) if values.get(name) else None

    return Reach(
        prefers=channel(text("contact_by") or ""),
        hours=text("contact_hours"),
        fax=text("fax"),
        post=text("contact_address"),
        mail=text("email"),
    )


def channel(text: str) -> Channel | None:
    """The way that a text names first.

    >>> channel("FAX（急ぎは電話）")
    'fax'
    """
    plain = wording.one_line(text)
    found = [(at.start(), way) for way, names in _CHANNELS.items() if (at := re.search(names, plain, re.I))]
    return min(found)[1] if found else None
