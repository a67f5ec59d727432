"""CSV in UTF-8 with a byte order mark, by which Excel knows it: the list's own form, one listing a row."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from directory.exporters.exported import Exported
from directory.intake.form import HEADINGS, cells_of
from directory.intake.safe_cells import safe
from directory.profile import Profile
from directory.public_view import PublicListing


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    return Exported(as_csv(form_rows(listings, profile)).encode("utf-8-sig"))


def form_rows(listings: Iterable[PublicListing], profile: Profile) -> Iterable[Sequence[str]]:
    """The heading row, then a row a listing, every cell safe to open."""
    yield HEADINGS
    for listing in listings:
        yield [safe(text) for text in cells_of(listing, profile.vocabulary.label).values()]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180: CRLF between rows, quotes where needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
