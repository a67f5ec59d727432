"""The two-week call list: whom to call on which working day, what to say; printed for the telephone."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from directory.call_days import CallDay, split
from directory.database import reading
from directory.freshness import is_due
from directory.loading import listings
from directory.stewardship.changes import CHANNELS
from directory.stewardship.queues import ORDER, asks_otherwise
from directory.views.listing_page import Link
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts


@dataclass(frozen=True, slots=True)
class CallsPage:
    """`others`: the ways that groups have asked for instead of the telephone, each with how many are due."""

    days: tuple[CallDay, ...]
    total: int
    others: tuple[Link, ...] = ()


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/calls")
    @door.require("staff")
    def calls() -> Response:
        since = parts.due_since()
        due = [listing for listing in parts.listings() if is_due(listing, since)]
        with reading(parts.engine) as session:
            wishes = {one.id: asks_otherwise(one) for one in listings(session, ids=[one.id for one in due])}
        called = [listing for listing in due if not wishes.get(listing.id)]
        counted = Counter(way for way in wishes.values() if way)
        others = tuple(
            Link(url_for("staff.cards", by=way), f"{CHANNELS[way]} {counted[way]}件") for way in ORDER if counted[way]
        )
        return page_answer(
            "staff/calls.html", CallsPage(split(parts.calls(called), parts.today()), len(called), others)
        )
