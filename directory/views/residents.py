"""The residents' doors, put together from one directory. Everything they show comes from the public view."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Flask

from directory.assembly import Directory
from directory.clock import today
from directory.furigana import Piece, Readings
from directory.summary import Summaries
from directory.views import about, areas, assets, desk, filters, find, listings, maps, near, paper_parts, papers, tell
from directory.views.finding import Finding
from directory.views.site import Site
from geodata.characters import key


def site_of(directory: Directory, *, staff_doors: bool) -> Site:
    """What stands around every page."""
    profile = directory.profile
    return Site(
        title="つなぎ帖",
        subtitle=profile.name,
        telephone=profile.council.phone,
        telephone_of=profile.council.short_name,
        notice=paper_parts.FICTIONAL if profile.is_fictional else None,
        footer=f"{profile.name}の居場所の一覧",
        staff_doors=staff_doors,
    )


def readings_of(directory: Directory) -> Callable[[str], Iterable[Piece]]:
    """The readings of the municipality's places: towns, 地区, 圏域, 団地, and in step with the catalogue its venues."""
    profile, catalogue = directory.profile, directory.catalogue
    names = directory.gazetteer.readings(profile.municipality_code)
    names |= {zone.name: zone.reading for zone in directory.zones.zones}
    names |= {place.name: place.reading for place in profile.places if place.reading}
    names |= {district.name: district.reading for district in profile.districts}
    kept: tuple[int, Readings] | None = None

    def in_places(text: str) -> Iterable[Piece]:
        nonlocal kept
        version = catalogue.version
        if kept is None or kept[0] != version:
            venues = (venue for listing in catalogue.all() for venue in listing.venues)
            kept = version, Readings(names, {venue.place: venue.reading for venue in venues if venue.reading})
        return kept[1].pieces(text)

    return in_places


def register(
    app: Flask,
    directory: Directory,
    *,
    find_places: Callable[[find.Question], find.Suggestions],
    report: Callable[[str, str], None] | None,
    unlisted: Callable[[str, str | None], None] | None,
    tiles: bool,
) -> None:
    """Open the residents' doors on `app`.

    `find_places` answers the three questions; `report` keeps what a resident wrote of a listing, None where this
    process cannot write; `unlisted` what they told of a group that is not listed;
    `tiles`: whether pages may fetch the background of 国土地理院.
    """
    for views in _blueprints(directory, find_places, report, tiles):
        app.register_blueprint(views)
    app.register_blueprint(tell.blueprint(tell.Parts(keep=unlisted)))


def _blueprints(
    directory: Directory,
    find_places: Callable[[find.Question], find.Suggestions],
    report: Callable[[str, str], None] | None,
    tiles: bool,
) -> Iterable[Blueprint]:
    profile, zones, catalogue = directory.profile, directory.zones, directory.catalogue
    zone_names = {zone.id: zone.name for zone in zones.zones}
    summaries = Summaries(profile.vocabulary, zone_names, profile.freshness)
    drawn = maps.ListingMaps(profile.vocabulary, zones, tiles, profile.freshness)
    finding = Finding(
        catalogue=catalogue,
        search=directory.search,
        names=filters.Names(profile.vocabulary, zone_names, key, tuple(d.name for d in profile.districts)),
        held=directory.opening.held,
    )
    yield assets.blueprint()
    yield maps.blueprint(drawn, finding)
    yield listings.blueprint(
        listings.Parts(
            catalogue=catalogue,
            finding=finding,
            summaries=summaries,
            whom_to_call=directory.calls.whom,
            maps=drawn,
            report=report,
            today=today,
        )
    )
    yield areas.blueprint(
        areas.Parts(
            municipality=profile.name,
            zones=zones.zones,
            districts=paper_parts.districts(directory),
            catalogue=catalogue,
            summaries=summaries,
            maps=drawn,
            today=today,
            layers=zones.layers,
            layers_within=zones.layers_within,
        )
    )
    yield papers.blueprint(paper_parts.of(directory))
    yield near.blueprint(
        near.Parts(
            geocode=directory.geocoder.geocode,
            district_of=profile.district_of,
            finding=finding,
            summaries=summaries,
            municipality=profile.city,
            today=today,
        )
    )
    yield find.blueprint(
        find.Parts(
            find_places=find_places,
            listings=lambda ids: tuple(catalogue.listings(ids)),
            summaries=summaries,
            vocabulary=profile.vocabulary,
            whom_to_call=directory.calls.whom,
            today=today,
        )
    )
    yield desk.blueprint(
        desk.Parts(
            desk_of=directory.locate,
            zones=zones.zones,
            emergency=profile.emergency,
            municipality=profile.name,
            layers_at=lambda address: zones.layers_at(directory.geocoder.geocode(address)),
        )
    )
    yield about.blueprint(
        about.Parts(
            municipality=profile.name,
            catalogue=catalogue,
            sources=profile.sources,
            ways=lambda: directory.ways.current().sources,
            places=lambda: tuple(
                f"{source}、{source.rows:,}件。{source.credit}" for source in directory.gazetteer.sources()
            ),
            outlines=(
                f"担当地域の文：{zones.edition.source}",
                *(f"{zone.name}圏域の形：{zones.outline(zone.id).note}" for zone in zones.zones),
            ),
            is_fictional=profile.is_fictional,
        )
    )
