"""What papers are made from and what can be chosen: a 圏域, a 地区 or the whole, one type or all, a month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from directory.calendar.month import next_month
from directory.call_list import ToCall
from directory.errors import InputWrong
from directory.japanese_days import month_of_year
from directory.paper.listings import Desk
from directory.paper.maps import SheetMap
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing
from directory.summary import Summaries
from directory.views.areas import UNDECIDED_NOTE, LayerAreas, Zone, listings_of_area, zone_of
from directory.vocabulary import Vocabulary

MONTHS_AHEAD = 2
MOST_LISTINGS = 3000
CHAPTERS = {"area": "圏域ごと", "district": "地区ごと", "type": "種類ごと"}
AREA, DISTRICT = "area-", "district-"


class Maps(Protocol):
    """What `directory.paper.area_maps.AreaMaps` offers here."""

    def of_area(self, zone_id: str, listings: Sequence[PublicListing]) -> SheetMap | None: ...
    def of_all(self, title: str, listings: Sequence[PublicListing]) -> SheetMap | None: ...
    def of_areas(self, listings: Sequence[PublicListing]) -> tuple[SheetMap, ...]: ...


class Catalogue(Protocol):
    def all(self) -> Sequence[PublicListing]: ...
    def listings(self, ids: Sequence[str]) -> Sequence[PublicListing]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What papers are made from. `council` is called where no 圏域's desk is; `zone_districts`: by 圏域 id, the 地区
    that lie in it. `maps` is None where no map can be drawn; `notice` stands on a booklet's cover (架空の見本).
    """

    municipality: str
    council: Desk
    zones: Sequence[Zone]
    districts: tuple[str, ...]
    zone_districts: Mapping[str, tuple[str, ...]]
    vocabulary: Vocabulary
    catalogue: Catalogue
    summaries: Summaries
    whom_to_call: Callable[[PublicListing], ToCall]
    maps: Maps | None
    emergency: Sequence[EmergencyNumber]
    font_folder: Callable[[], Path]
    today: Callable[[], date]
    layers_within: Callable[[str], Sequence[LayerAreas]] = lambda zone_id: ()
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which listings a paper is of. `near`: of no 圏域 yet, in a 地区 of the chosen one; `query` asks for it again."""

    title: str
    listings: tuple[PublicListing, ...]
    near: tuple[PublicListing, ...] = ()
    near_note: str = ""
    zone: Zone | None = None
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """What can be chosen: values and words."""

    places: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[str, str], ...]


def paper_page(parts: Parts) -> PaperPage:
    return PaperPage(
        places=(
            ("", f"{parts.municipality}全体"),
            *((AREA + zone.id, f"{zone.name}圏域") for zone in parts.zones),
            *((DISTRICT + name, f"{name}地区") for name in parts.districts),
        ),
        types=(("", "すべての種類"), *((term.id, term.label) for term in parts.vocabulary.terms("type"))),
        months=tuple((f"{first:%Y-%m}", month_of_year(first)) for first in months_of(parts)),
        chapters=tuple(CHAPTERS.items()),
    )


def choice_of(parts: Parts, place: str, type: str) -> Choice:
    """Raises InputWrong where there is no such place or type, or where they are more than paper can hold."""
    listings, title, zone = list(parts.catalogue.all()), parts.municipality, None
    near: list[PublicListing] = []
    if place.startswith(AREA):
        zone = zone_of(parts.zones, place.removeprefix(AREA))
        listings, near = listings_of_area(zone.id, parts.zone_districts.get(zone.id, ()), listings)
        title = f"{zone.name}圏域"
    elif place:
        name = place.removeprefix(DISTRICT)
        if name not in parts.districts:
            raise InputWrong("この地区はありません。「印刷する」のページで選び直してください。")
        listings, title = [one for one in listings if one.district == name], f"{name}地区"
    if type:
        if parts.vocabulary.term("type", type) is None:
            raise InputWrong("この種類はありません。「印刷する」のページで選び直してください。")
        listings, near = ([one for one in some if type in one.types] for some in (listings, near))
        title = f"{title}・{parts.vocabulary.label('type', type)}"
    bounded(len(listings) + len(near))
    names = "・".join(parts.zone_districts.get(zone.id, ())) if zone else ""
    return Choice(
        title=title,
        listings=tuple(listings),
        near=tuple(near),
        near_note=UNDECIDED_NOTE.format(names=names),
        zone=zone,
        query=urlencode([pair for pair in (("place", place), ("type", type)) if pair[1]]),
    )


def bounded(count: int) -> None:
    if count > MOST_LISTINGS:
        raise InputWrong(
            f"{count:,}件は1つの紙になりません（{MOST_LISTINGS:,}件まで）。圏域・地区・種類でしぼってください。"
        )


def months_of(parts: Parts) -> tuple[date, ...]:
    months = [parts.today().replace(day=1)]
    for _ in range(MONTHS_AHEAD):
        months.append(next_month(months[-1]))
    return tuple(months)


def desk_of(parts: Parts, choice: Choice) -> Desk:
    desk = choice.zone.desk if choice.zone else None
    return Desk(desk.name, desk.address, desk.phone) if desk else parts.council
