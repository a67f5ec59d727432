"""The two-week call list: whom to call on which working day, what to say; printed for the telephone."""

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from directory.call_days import CallDay, split
from directory.freshness import is_due
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts


@dataclass(frozen=True, slots=True)
class CallsPage:
    days: tuple[CallDay, ...]
    total: int


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/calls")
    @door.require("staff")
    def calls() -> Response:
        since = parts.due_since()
        due = [listing for listing in parts.listings() if is_due(listing, since)]
        return page_answer("staff/calls.html", CallsPage(split(parts.calls(due), parts.today()), len(due)))
