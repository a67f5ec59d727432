"""Listings coming in: a file's cells → tables → records → values → compared with the catalogue → one transaction."""

from directory.intake.applying import apply, plan, plan_from_nothing
from directory.intake.explained import remembered_headings
from directory.intake.files import read_file
from directory.intake.headings import Headings
from directory.intake.reading import Surroundings
from directory.intake.report import Report
from directory.intake.understanding import understand

__all__ = [
    "Headings",
    "Report",
    "Surroundings",
    "apply",
    "plan",
    "plan_from_nothing",
    "read_file",
    "remembered_headings",
    "understand",
]
