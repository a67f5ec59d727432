"""One listing as a page: its facts in the order in which people ask for them, its venues, whom to call."""

from dataclasses import dataclass

from directory.call_list import ToCall
from directory.japanese_days import day_words, month_words
from directory.public_view import PublicListing, PublicVenue
from directory.summary import Summary, joined, venue_lines
from directory.views.pages import Fact, MapPieces

GSI_MAP = "https://maps.gsi.go.jp/#17/{latitude:.5f}/{longitude:.5f}"
FINE_ENOUGH = 7  # the geocoder's level of a point that is worth opening in another map


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """What `public/listing.html` prints."""

    id: str
    name: str
    summary: Summary
    facts: tuple[Fact, ...]
    call: ToCall
    zones: tuple[Link, ...]
    maps_elsewhere: tuple[Link, ...]
    website: str | None
    map: MapPieces | None
    source: str | None
    organization: str | None


def listing_page(
    listing: PublicListing, summary: Summary, call: ToCall, zones: tuple[Link, ...], map: MapPieces | None
) -> ListingPage:
    return ListingPage(
        id=listing.id,
        name=listing.name,
        summary=summary,
        facts=facts(listing, summary),
        call=call,
        zones=zones,
        maps_elsewhere=tuple(_elsewhere(venue) for venue in listing.venues if _has_fine_point(venue)),
        website=listing.website if (listing.website or "").startswith(("https://", "http://")) else None,
        map=map,
        source=_source(listing),
        organization=listing.organization,
    )


def facts(listing: PublicListing, summary: Summary) -> tuple[Fact, ...]:
    """What, for whom, when, where, how to get there, cost, booking; then what was stated beyond these."""
    always = (
        Fact("なにをする", _doing(listing, summary)),
        Fact("だれが行ける", summary.target),
        Fact("いつ", _when(summary), _unsure(summary)),
        Fact("どこ", "\n".join(venue_lines(venue) for venue in listing.venues) or listing.place or None),
        Fact("行き方", "\n".join(v.transportation for v in listing.venues if v.transportation) or None),
        Fact("費用", summary.cost),
        Fact("予約", summary.application),
    )
    where_stated = (
        Fact("定員", f"{listing.capacity}人" if listing.capacity else None),
        Fact("はじめての日", joined(summary.first_visit)),
        Fact("活動する範囲", joined(listing.extents)),
        Fact("お知らせ", listing.note),
    )
    return (*always, *(fact for fact in where_stated if fact.text))


def _doing(listing: PublicListing, summary: Summary) -> str | None:
    return "\n".join(part for part in (joined(summary.contents), listing.description) if part) or None


def _when(summary: Summary) -> str | None:
    lines = [f"{m.place}：{m.words}" if m.place else m.words for m in summary.when]
    if summary.next_dates:
        lines.append("次は " + "、".join(day_words(day) for day in summary.next_dates))
    return "\n".join(lines) or None


def _unsure(summary: Summary) -> str | None:
    """The text as printed, and where no date follows from it that none does."""
    printed = joined(meeting.printed for meeting in summary.when if meeting.printed)
    lines = [f"もとの書き方：{printed}"] if printed else []
    if summary.when and summary.status is None and not summary.next_dates:
        lines.append("次の日付は、この書き方からは決められません。電話で確かめてください。")
    return "　".join(lines) or None


def _elsewhere(venue: PublicVenue) -> Link:
    point = GSI_MAP.format(latitude=venue.latitude, longitude=venue.longitude)
    return Link(point, f"{venue.place}を地理院地図でひらく")


def _has_fine_point(venue: PublicVenue) -> bool:
    return not venue.coarse and venue.latitude is not None and venue.point_level >= FINE_ENOUGH


def _source(listing: PublicListing) -> str | None:
    as_of = month_words(listing.source_as_of) if listing.source_as_of else None
    return "、".join(part for part in (listing.source_text, as_of and f"{as_of}現在") if part) or None
