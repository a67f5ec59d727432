"""Cells under one heading of several things (日時・場所): what each of them says, told by how it reads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from directory.intake import wording
from directory.intake.columns import Column
from directory.intake.personal import PHONE
from directory.intake.venue_cells import is_address, names_a_building

_LOOKS: Mapping[str, re.Pattern[str]] = {
    "schedule_text": re.compile(
        r"曜|第[0-9一二三四五]|毎[週月日]|[0-9]{1,2}[:時][0-9]{0,2}|[0-9]月[0-9]+日|随時|不定期|午前|午後|平日"
    ),
    "fee_text": re.compile(r"[0-9]円|無料|実費|有料"),
    "target_text": re.compile(
        r"[0-9]歳|才以上|方$|どなた|誰でも|高齢|子ど?も|こども|親子|乳幼児|住民|在住|小学生|中学生"
    ),
    "reservation_text": re.compile(r"予約|申し?込"),
    "capacity": re.compile(r"定員|[0-9]+(?:名|人|組)"),
    "organization": re.compile(r"会$|法人|社協|委員会|協議会|クラブ$|自治会|センター$|包括"),
}
_LOOKS = {**_LOOKS, "days_text": _LOOKS["schedule_text"], "time_text": _LOOKS["schedule_text"],
          "contact_org": _LOOKS["organization"]}  # fmt: skip
_BETWEEN = re.compile(r"\n|\s*[/／|｜]\s*|[\s　]{2,}|　")
_BRACKET = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]\s*$", re.DOTALL)
_LABEL = re.compile(r"^([^\s:：]{1,6})[:：]\s*")


def split(column: Column, text: str) -> list[tuple[Column, str]]:
    """The cell as cells of one field each. Nothing of the text is lost; what cannot be told goes by its place."""
    fields = (column.field, *column.also)
    if set(fields) <= {"venue_text", "address_text"}:  # place_of knows these better
        return [(column, text)]
    said: dict[str | None, list[str]] = {}
    last = 0
    for piece in _pieces(fields, wording.fold(text)):
        field = _field_of(piece, fields, said, last)
        last = fields.index(field)
        said.setdefault(field, []).append(piece)
    return [(replace(column, field=field, also=()), "\n".join(said[field])) for field in fields if field in said]


def _pieces(fields: Sequence[str | None], text: str) -> list[str]:
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    if len(pieces) > 1:
        return pieces
    bracket = _BRACKET.match(text)
    if bracket and len(fields) == 2 and _looks(bracket[2], fields[1]) is not False:
        return [bracket[1].strip(), bracket[2].strip()]
    words = text.split()
    recognised = [word for word in words if any(_looks(word, field) for field in fields)]
    return _regrouped(words, fields) if recognised else pieces


def _regrouped(words: Sequence[str], fields: Sequence[str | None]) -> list[str]:
    """Neighbouring words of one field put together again: 「毎週火曜 13:30~」 is one piece."""
    pieces: list[tuple[str | None, str]] = []
    for word in words:
        field = next((field for field in fields if _looks(word, field)), None)
        if pieces and pieces[-1][0] == field:
            pieces[-1] = (field, f"{pieces[-1][1]} {word}")
        else:
            pieces.append((field, word))
    return [piece for _, piece in pieces]


def _field_of(piece: str, fields: Sequence[str | None], said: Mapping[str | None, list[str]], last: int) -> str | None:
    alike = [field for field in fields if _looks(piece, field)]
    if len(alike) == 1:
        return alike[0]
    unsaid = [field for field in fields if field not in said and (field in alike or not alike)]
    fitting = [field for field in unsaid if _looks(piece, field) is not False]
    return fitting[0] if fitting else (alike or [fields[last]])[0]


def _looks(text: str, field: str | None) -> bool | None:
    """Whether a text reads as the field's; None where the field has no look of its own."""
    plain = wording.one_line(text)
    if field == "phone" or field == "fax":
        return bool(PHONE.search(plain))
    if field == "address_text":
        return is_address(plain.replace(" ", ""))
    if field == "venue_text":
        return True if names_a_building(plain) and not _LOOKS["schedule_text"].search(plain) else None
    pattern = _LOOKS.get(field or "")
    return bool(pattern.search(plain)) if pattern else None
