"""The catalogue as it was on a day, for staff: a list, and a file of what may be given out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from directory import accounts
from directory.clock import past_day
from directory.database import writing
from directory.errors import InputWrong
from directory.past import as_of
from directory.stewardship.changes import STATUSES, named
from directory.store import reading
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_exports import FORMATS, Format
from directory.views.staff_parts import Parts


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing of that day."""

    id: str
    source_id: str | None
    name: str
    status: str
    visible: bool
    places: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPage:
    """`since`: the day of the first record; None where there is none."""

    day: date
    latest: date
    since: date | None
    entries: tuple[Entry, ...]
    formats: Mapping[str, Format]
    error: str | None = None


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/past")
    @door.require("staff")
    def past() -> Response:
        error = None
        try:
            day = past_day(request.args.get("day") or parts.today().isoformat(), parts.today())
        except InputWrong as wrong:
            day, error = parts.today(), str(wrong)
        with reading(parts.engine) as session:
            found = as_of(session, day)
        name = named(found.venues.values())
        entries = tuple(
            Entry(
                one.id,
                one.source_id,
                one.name,
                STATUSES[one.status],
                one.visible,
                "、".join(name(use.location_id) for use in one.venues),
                "\n".join(meeting.text for meeting in one.meetings),
            )
            for one in sorted(found.listings.values(), key=lambda one: (one.reading or one.name, one.id))
        )
        page = PastPage(day=day, latest=parts.today(), since=found.since, entries=entries, formats=FORMATS, error=error)
        return page_answer("staff/past.html", page, status=422 if error else 200)

    @views.post("/past/export")
    @door.require("staff")
    def export_past() -> Response:
        day, name = past_day(request.form.get("day", ""), parts.today()), request.form.get("format", "")
        if name not in FORMATS:
            raise InputWrong("書き出す形を選んでください。")
        exported, _ = parts.export_past(day, name)
        with writing(parts.engine) as session:
            accounts.record(session, signing.name_of(door), "export_past", target=day.isoformat(), detail=name)
        answer = make_response(exported.data)
        answer.headers["Content-Type"] = FORMATS[name].mimetype
        answer.headers["Content-Disposition"] = f"attachment; filename=tsunagi-{day.isoformat()}.{FORMATS[name].suffix}"
        return answer
