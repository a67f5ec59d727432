"""One listing as a page: its facts in the order in which people ask for them, its venues, whom to call."""

from dataclasses import dataclass

from directory.call_list import ToCall
from directory.public_view import PublicListing, PublicVenue
from directory.speech import Speech
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
        source=_source(listing, summary.speech),
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
        Fact("定員", summary.speech.say("{n}人", n=listing.capacity) if listing.capacity else None),
        Fact("はじめての日", joined(summary.first_visit, summary.speech)),
        Fact("活動する範囲", joined(listing.extents)),
        Fact("お知らせ", listing.note),
    )
    return (*always, *(fact for fact in where_stated if fact.text))


def _doing(listing: PublicListing, summary: Summary) -> str | None:
    return "\n".join(part for part in (joined(summary.contents, summary.speech), listing.description) if part) or None


def _when(summary: Summary) -> str | None:
    lines = [f"{m.place}：{m.words}" if m.place else m.words for m in summary.when]
    if summary.next_dates:
        days = summary.speech.and_so_on([summary.speech.day(day) for day in summary.next_dates])
        lines.append(summary.speech.say("次は {days}", days=days))
    return "\n".join(lines) or None


def _unsure(summary: Summary) -> str | None:
    """The text as printed, and where no date follows from it that none does."""
    printed = joined(meeting.printed for meeting in summary.when if meeting.printed)
    say = summary.speech.say
    lines = [say("もとの書き方：{text}", text=printed)] if printed else []
    if summary.when and summary.status is None and not summary.next_dates:
        lines.append(say("次の日付は、この書き方からは決められません。電話で確かめてください。"))
    return "\n".join(lines) or None


def _elsewhere(venue: PublicVenue) -> Link:
    point = GSI_MAP.format(latitude=venue.latitude, longitude=venue.longitude)
    return Link(point, venue.place)


def _has_fine_point(venue: PublicVenue) -> bool:
    return not venue.coarse and venue.latitude is not None and venue.point_level >= FINE_ENOUGH


def _source(listing: PublicListing, speech: Speech) -> str | None:
    as_of = speech.month(listing.source_as_of) if listing.source_as_of else None
    if as_of and listing.source_text:
        return speech.say("{as_of}の{source}", as_of=as_of, source=listing.source_text)
    return listing.source_text or as_of
