"""Listings going out, from the public view: one module a format, each `export(listings, profile, today) -> Exported`.

What is private cannot leave here: it is not in a `PublicListing`.
"""

import importlib
from collections.abc import Sequence
from datetime import date
from typing import Protocol, cast

from directory.exporters.exported import Exported
from directory.profile import Profile
from directory.public_view import PublicListing

MODULES = {
    "csv": "directory.exporters.csv_utf8",
    "csv-cp932": "directory.exporters.csv_cp932",
    "xlsx": "directory.exporters.xlsx_book",
    "geojson": "directory.exporters.geojson",
    "ics": "directory.exporters.ics",
    "ods": "directory.exporters.open_data",
    "ods-old": "directory.exporters.open_data_old",
}


class Exporter(Protocol):
    """A format's module."""

    def export(self, listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported: ...


def exporter(name: str) -> Exporter:
    """The module of a format; only it is imported."""
    return cast(Exporter, importlib.import_module(MODULES[name]))


__all__ = ["MODULES", "Exported", "Exporter", "exporter"]
