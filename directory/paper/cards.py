"""返信カード: an A4 page a group, large print, sent back by FAX or post. Its QR is for the staff who receive it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno

from directory.japanese_days import date_words
from directory.paper.typesetting import typeset

SHEET = Path(__file__).with_name("card.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whom the card comes from and goes back to; None where it is not known."""

    name: str
    phone: str | None = None
    fax: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One group's card. `facts`: label and what is listed now, "" where nobody stated it. `address`: the QR's.

    `post`: where the card goes in a window envelope (長形3号); `fax`: the number that it is sent to.
    """

    name: str
    facts: tuple[tuple[str, str], ...]
    address: str
    post: str | None = None
    fax: str | None = None


def cards_pdf(cards: Sequence[Card], sender: Sender, issued: date, font_folder: Path) -> bytes:
    """Each card on a page of its own; the same cards give the same bytes. Words go in as JSON, never as markup."""
    data = {
        "sender": {"name": sender.name, "phone": sender.phone, "fax": sender.fax, "address": sender.address},
        "issued": date_words(issued),
        "cards": [
            {
                "name": card.name,
                "facts": [list(fact) for fact in card.facts],
                "qr": _qr(card.address),
                "post": card.post,
                "fax": card.fax,
            }
            for card in cards
        ],
    }
    return typeset(SHEET, data, issued, font_folder)


def _qr(address: str) -> str:
    return str(segno.make(address, error="q", micro=False).svg_inline(scale=4, border=2, omitsize=True))
