"""What of a row's texts and telephones may be public, and what is for the office: persons, mobiles, mail, homes."""

import re
from collections.abc import Mapping

from directory.intake import personal, persons, wording
from directory.intake.headings import is_for_publication
from directory.intake.problems import Note, note
from directory.intake.values import Values
from directory.listing import Telephone

_SHOWN = re.compile(r"公開|公表|掲載")
_DESK = re.compile(
    r"社協|社会福祉協議会|[課係]|センター|包括|役所|役場|支所|法人|会館|公民館|事務所|病院|医院|クリニック|施設|学校|学園|ホーム|会社|"
    r"店|教会|寺|神社|生協|農協"
)
_TAIL = 3  # a number's last digits, however its marks were printed
_WHERE = ("municipality", "district", "address_text", "venue_text")


class Discretion:
    """Sorts the texts of one row. `office`: lines for the office's notes; `notes`: what to tell of the row."""

    def __init__(self, values: Values, office: list[str], notes: list[Note]) -> None:
        self._places = " ".join(str(values[name]) for name in _WHERE if values.get(name))
        self._with_person: dict[str, str] = {}
        self.office = office
        self.notes = notes

    def public(self, text: str | None, column: str, *, contact: bool = False) -> str | None:
        """The text without persons, mobile telephones and mail addresses, which go to the office's notes.

        `contact`: the text says whom to ask or who runs it, where a name may stand all alone.
        """
        if text is None:
            return None
        if (contact and self._is_person(text)) or (column == "連絡先" and persons.is_surname(text, self._places)):
            taken, codes = [text], ["personal_name"]
        else:
            mobiles = [number for number in personal.PHONE.findall(wording.fold(text)) if personal.is_mobile(number)]
            found = {
                "personal_name": persons.names(text, self._places, alone=contact),
                "personal_phone": mobiles,
                "personal_mail": personal.MAIL.findall(text),
            }  # fmt: skip
            taken = [one for many in found.values() for one in many]
            codes = [code for code, many in found.items() if many]
        if not taken:
            return text
        if "personal_name" in codes:
            self._with_person[column] = text
        self.notes += [note(code, column) for code in codes]
        self.office.append(f"{column}: {text}")
        return personal.without(text, taken)

    def telephones(
        self, values: Values, cells: Mapping[str, str], contact: str | None, *, published: bool
    ) -> tuple[Telephone, ...]:
        """Office-only unless the heading says that they are for publication, or the list is open data; and where they
        stand beside a person. To be asked after `public` has seen the contact."""
        found: dict[str, Telephone] = {}
        for number in [one for word in str(values.get("phone") or "").split() for one in personal.apart(word)[0]]:
            told = _told_under(number, cells)
            heading = told[0] if told else None
            # What the page told, it told to its readers.
            offered = told is None or published or is_for_publication(told[0])
            theirs = self._is_theirs(told, values)
            if personal.is_mobile(number):
                self.notes.append(note("personal_phone", heading))
            elif theirs and (offered or self._stands_with_a_person(told)):
                self.notes.append(note("home_phone", heading))
            kept = theirs or personal.is_mobile(number) or values.get("phone_public") is False
            found.setdefault(
                number,
                Telephone(number=number, contact_text=contact, audience="public" if offered and not kept else "office"),
            )
        return tuple(found.values())

    def _is_theirs(self, told: tuple[str, str] | None, values: Values) -> bool:
        """Whether a number is rather a person's than a desk's: beside a name in its cell, or of a row whose contact
        is a person and nobody else."""
        if told and (self._stands_with_a_person(told) or (values.get("contact_person") and "代表" in told[0])):
            return True
        if told and _SHOWN.search(told[0]):
            return False
        beside = self._with_person.get("連絡先") or self._with_person.get("主催")
        return beside is not None and not _DESK.search(beside)

    def _stands_with_a_person(self, told: tuple[str, str] | None) -> bool:
        rest = told[1] if told else ""
        named = self._is_person(rest) or persons.is_surname(rest, self._places)
        return bool(rest) and not _DESK.search(rest) and bool(named or persons.names(rest, self._places))

    def _is_person(self, text: str) -> bool:
        return persons.is_person(text, self._places)


def _told_under(number: str, cells: Mapping[str, str]) -> tuple[str, str] | None:
    """The heading over the cell that holds the number, and what else the cell says; None where no cell does."""
    for heading, cell in cells.items():
        if number[-_TAIL:] not in wording.fold(cell):
            continue
        line = wording.one_line(cell)
        numbers, rest = personal.apart(line)
        if number not in numbers:
            numbers, rest = personal.apart(personal.with_zero(line))
        if number in numbers:
            return heading, rest or ""
    return None
