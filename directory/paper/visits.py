"""The first visit on paper: for the person in large print, for the host, for whoever comes along; A4 pages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from directory.japanese_days import date_words
from directory.paper.typesetting import typeset

SHEET = Path(__file__).with_name("visit.typ")
LARGE_PT, PLAIN_PT = 18, 13


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what is known; `text` None: a line to write on. `write`: a line to write on beside the text."""

    label: str
    text: str | None
    write: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A part to tear off: what can be ticked, and whom it goes to."""

    title: str
    about: str
    choices: tuple[str, ...]
    back_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One page. `whom` stands small above the title; `checks` are ticked by hand, `notes` are read. `qr`: a picture
    (SVG) that leads to the place's page.
    """

    whom: str
    title: str
    lead: str = ""
    size_pt: int = PLAIN_PT
    lines: tuple[Line, ...] = ()
    checks_title: str = ""
    checks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    slip: Slip | None = None
    qr: str | None = None


def visit_pdf(papers: Sequence[Paper], issued: date, font_folder: Path) -> bytes:
    """Each paper on a page of its own, in its letters' size; the same papers give the same bytes."""
    data = {"issued": date_words(issued), "papers": [asdict(paper) for paper in papers]}
    return typeset(SHEET, data, issued, font_folder)
