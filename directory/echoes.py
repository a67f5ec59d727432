"""Our own exports in forms that are read like any list (open data, GeoJSON), known again when they come back.

The export of today is made again and read in the same way as the file; what a row says otherwise than its echo was
retyped. So nothing that such a form holds only in part counts as changed.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from directory.exporters import exporter
from directory.exporters.open_data import COLUMNS
from directory.exporters.open_data_old import COLUMNS as OLD_COLUMNS
from directory.intake.files import read_file
from directory.intake.grid import Sheets
from directory.intake.reading import Echo
from directory.intake.report import Report, RowReport
from directory.intake.wording import one_line
from directory.profile import Profile
from directory.public_view import PublicListing

_FORMS = (
    ("ods", "list.csv", "ID", frozenset(map(one_line, COLUMNS))),
    ("ods-old", "list.csv", "NO", frozenset(map(one_line, OLD_COLUMNS))),
    ("geojson", "list.geojson", "id", frozenset({"id", "source_id", "name", "reading", "point_level", "schedule"})),
)
"""Format, file name, the heading of the identifier, headings that only our own export has together."""


def echoes(
    report: Report,
    listings: Sequence[PublicListing],
    profile: Profile,
    day: date,
    understood: Callable[[Sheets], Report],
) -> Mapping[int, Echo]:
    """By the row's place in the report; none where the file is no such export."""
    headings = {heading for sheet in report.sheets for heading in sheet.columns}
    form = next((form for form in _FORMS if form[3] <= headings), None)
    if form is None:
        return {}
    name, file_name, heading, _ = form
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file_name
        path.write_bytes(exporter(name).export(listings, profile, day).data)
        now = _keyed(understood(read_file(path)).rows, heading)
    owners = iter([listing.id for listing in listings for _ in listing.venues or (None,)])
    places = {key: (owner, row.values) for (key, row), owner in zip(now.items(), owners, strict=True)}
    first: set[str] = set()
    found = {}
    at = {id(row): position for position, row in enumerate(report.rows)}
    for key, row in _keyed(report.rows, heading).items():
        if key in places:
            listing_id, values = places[key]
            found[at[id(row)]] = Echo(listing_id, values, listing_id in first)
            first.add(listing_id)
    return found


def _keyed(rows: Sequence[RowReport], heading: str) -> dict[tuple[str, int], RowReport]:
    """The records by identifier and how often that has come before."""
    seen: dict[str, count[int]] = {}
    return {
        (row.cells[heading], next(seen.setdefault(row.cells[heading], count()))): row
        for row in rows
        if row.cells.get(heading)
    }
