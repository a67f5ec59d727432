"""What an import stands in: the municipality's words and places, and what an export says of each listing now."""

from collections.abc import Callable, Mapping

from directory import intake
from directory.clock import today
from directory.echoes import echoes
from directory.errors import NotReady
from directory.intake.form import cells_of
from directory.intake.grid import Sheets
from directory.intake.reading import Echo
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from geodata.geocoded import Geocoded

_PUBLISHED = {"municipality_code", "id"}


def surroundings_of(
    report: intake.Report, profile: Profile, catalogue: PublicCatalogue, geocode: Callable[[str], Geocoded] | None
) -> intake.Surroundings:
    """The same for every door by which a list comes in. `geocode`: None where places cannot be looked up."""
    return intake.Surroundings(
        vocabulary=profile.vocabulary,
        municipality_code=profile.municipality_code,
        source=report.file,
        geocode=geocode,
        # The municipality itself publishes the standard open-data columns and our own form, telephones included.
        published=any(_PUBLISHED & set(sheet.columns.values()) for sheet in report.sheets),
        exported=exported_cells(catalogue, profile),
        echoes=_echoes(report, catalogue, profile),
    )


def exported_cells(catalogue: PublicCatalogue, profile: Profile) -> Callable[[str], dict[str, str] | None]:
    """What our own form says of a listing now, by id; None where the public does not know of it."""

    def cells(listing_id: str) -> dict[str, str] | None:
        try:
            listing = catalogue.listing(listing_id)
        except NotReady:
            return None
        return cells_of(listing, profile.vocabulary.label) if listing else None

    return cells


def _echoes(report: intake.Report, catalogue: PublicCatalogue, profile: Profile) -> Mapping[int, Echo]:
    def understood(sheets: Sheets) -> intake.Report:
        vocabulary = profile.vocabulary
        return intake.understand(sheets, intake.Headings(), lambda text: bool(vocabulary.resolve(text, ("type",))), {})

    try:
        return echoes(report, catalogue.all(), profile, today(), understood)
    except NotReady:
        return {}
