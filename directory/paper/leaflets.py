"""A leaflet for one person: up to three chosen places, each on a page in large print, and nothing of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from directory.call_list import ToCall
from directory.japanese_days import date_words, day_words
from directory.paper.listings import NO_NUMBER, qr
from directory.paper.visits import LARGE_PT, Line, Paper, visit_pdf
from directory.public_view import PublicListing
from directory.summary import Summary, venue_lines

MOST_PLACES = 3
DATES_SHOWN = 3
HOLDS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A place of the leaflet. `address` is its page's, for the QR."""

    listing: PublicListing
    summary: Summary
    call: ToCall
    address: str


def leaflet_pdf(places: Sequence[Chosen], issued: date, font_folder: Path) -> bytes:
    """A page a place; the same places on the same day give the same bytes."""
    return visit_pdf([_page(place, issued) for place in places], issued, font_folder)


def _page(place: Chosen, issued: date) -> Paper:
    said, call = place.summary, place.call
    who = "" if call.who == said.name else f"（{call.who}）"
    when = [meeting.words for meeting in said.when] or ["日時は、電話で聞いてください"]
    when += [f"次は {day_words(said.next_dates[0])}"] if said.next_dates else []
    when += [f"その次は {day_words(day)}" for day in said.next_dates[1:2]]
    where = "\n".join(venue_lines(venue) for venue in place.listing.venues) or said.place or "電話で聞いてください"
    ways = [venue.transportation for venue in place.listing.venues if venue.transportation and not venue.coarse]
    lines = [
        Line("電話", f"{call.number or NO_NUMBER}{who}"),
        Line("いつ", "\n".join(when)),
        Line("どこ", where),
        Line("行き方", "\n".join(ways) or None, write=True),
    ]
    stated = (("だれが", said.target), ("費用", said.cost), ("予約", said.application))
    lines += [Line(label, text) for label, text in stated if text]
    return Paper(
        whom="行ってみる方へ",
        title=said.name,
        lead="\n".join(filter(None, (said.status, *said.notices))),
        size_pt=LARGE_PT,
        lines=(*lines, Line("メモ", None), Line("聞いた人・日", None)),
        notes=(
            "行く前に、電話で確かめてください。",
            f"この紙は {date_words(issued + HOLDS_FOR)} まで。過ぎたら新しい紙をもらってください。",
        ),
        qr=qr(place.address),
    )
