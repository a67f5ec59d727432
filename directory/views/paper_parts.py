"""What papers are made from, put together from one directory; residents and staff choose among the same."""

from directory.assembly import Directory
from directory.clock import today
from directory.paper.area_maps import AreaMaps
from directory.paper.listings import Desk
from directory.paper.maps import Label
from directory.summary import Summaries
from directory.views.paper_choice import Parts
from geodata.archives import font_folder

FICTIONAL = "架空の町です。実在の場所・団体・電話番号ではありません。"


def of(directory: Directory) -> Parts:
    profile, zones, council = directory.profile, directory.zones, directory.profile.council
    return Parts(
        municipality=profile.name,
        council=Desk(council.volunteer_centre or council.name, council.address, council.phone),
        zones=zones.zones,
        districts=tuple(district.name for district in profile.districts),
        zone_districts=districts(directory),
        vocabulary=profile.vocabulary,
        catalogue=directory.catalogue,
        summaries=Summaries(profile.vocabulary, {zone.id: zone.name for zone in zones.zones}, profile.freshness),
        whom_to_call=directory.calls.whom,
        maps=AreaMaps(zones, lambda: _landmarks(directory)),
        emergency=profile.emergency,
        font_folder=lambda: font_folder(directory.settings.fonts),
        today=today,
        layers_within=zones.layers_within,
        notice=FICTIONAL if profile.is_fictional else "",
    )


def _landmarks(directory: Directory) -> tuple[Label, ...]:
    """駅, 市役所 and the like as names on a paper map, where their point is known."""
    found = ((one.name, directory.geocoder.geocode(one.name)) for one in directory.profile.landmarks)
    return tuple(
        Label(f"■{name}", place.latitude, place.longitude, strong=True)
        for name, place in found
        if place.status == "matched" and place.latitude is not None and place.longitude is not None
    )


def districts(directory: Directory) -> dict[str, tuple[str, ...]]:
    """By 圏域, the 地区 that lie in it wholly or in part, by the zones of their towns."""
    zones = directory.zones
    lying: dict[str, dict[str, None]] = {zone.id: {} for zone in zones.zones}
    for shared in zones.towns:
        district = directory.profile.district_of(shared.town.town)
        for zone_id in shared.zone_ids if district else ():
            lying[zone_id][str(district)] = None
    return {zone_id: tuple(names) for zone_id, names in lying.items()}
