"""What an import stands in: the municipality's words and places, and what an export says of each listing now."""

from collections.abc import Callable

from directory import intake
from directory.errors import NotReady
from directory.intake.form import cells_of
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
        exported=_exported(catalogue, profile),
    )


def _exported(catalogue: PublicCatalogue, profile: Profile) -> Callable[[str], dict[str, str] | None]:
    def cells(listing_id: str) -> dict[str, str] | None:
        try:
            listing = catalogue.listing(listing_id)
        except NotReady:
            return None
        return cells_of(listing, profile.vocabulary.label) if listing else None

    return cells
