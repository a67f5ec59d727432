"""A venue (会場) for staff: address and point, what may be shown of it, its facts, and who meets there."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy import select
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory.database import TABLES
from directory.errors import EditedMeanwhile
from directory.listing import Venue
from directory.stewardship.changes import SCHEME_LABELS
from directory.stewardship.clashes import taking_theirs
from directory.stewardship.forms import CHOICES, Form, read_venue, venue_form
from directory.stewardship.pins import Astray, astray, point_of
from directory.stewardship.workday import Entry, entries_of
from directory.store import reading, save_venue, venue_of, version_of, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_conflicts import Conflict, chosen_theirs, overtaken
from directory.views.staff_parts import Parts
from directory.vocabulary import Term
from geodata.maps import MAP_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePage:
    """`start`: latitude and longitude that the map opens at while there is no pin."""

    venue: Venue
    form: Form
    version: int
    used_by: tuple[Entry, ...]
    facts: tuple[Term, ...]
    facts_label: str
    choices: dict[str, tuple[tuple[str, str], ...]]
    astray: Astray | None = None
    start: tuple[float, float] | None = None
    conflict: Conflict | None = None
    map_name: str = MAP_NAME


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/venues/<venue_id>")
    @door.require("staff")
    def venue(venue_id: str) -> Response:
        with reading(parts.engine) as session:
            found, version = venue_of(session, venue_id), version_of(session, venue_id)
        return _page(parts, found, venue_form(found), version)

    @views.post("/venues/<venue_id>")
    @door.require("staff", keeps=True)
    def save_place(venue_id: str) -> Response:
        form = Form(request.form.to_dict(flat=False))
        version = int(form.value("version")) if form.value("version").isdigit() else 0
        with reading(parts.engine) as session:
            old = venue_of(session, venue_id)
        read = read_venue(form, old, parts.vocabulary, parts.today())
        if read is None or form.value("deed") == "preview":
            return _page(parts, old, form, version, status=422 if form.errors else 200)
        if form.value("locate") == "yes":
            read = parts.locate(read)
        read = taking_theirs(read, old, chosen_theirs())
        try:
            with writing(parts.engine) as session:
                save_venue(session, read, actor=signing.name_of(door), action="edit", expected_version=version)
        except EditedMeanwhile:
            with reading(parts.engine) as session:
                theirs, current = venue_of(session, venue_id), version_of(session, venue_id)
                together, conflict = overtaken(parts, session, read, theirs, version)
            return _page(parts, theirs, venue_form(together), current, conflict=conflict, status=409)
        flash("会場を保存しました。", "done")
        return redirect(url_for("staff.venue", venue_id=read.id), 303)


def _page(
    parts: Parts, venue: Venue, form: Form, version: int, *, conflict: Conflict | None = None, status: int = 200
) -> Response:
    with reading(parts.engine) as session:
        used_by = entries_of(session, _users(session, venue.id))
    page = VenuePage(
        venue=venue,
        form=form,
        version=version,
        used_by=used_by,
        facts=parts.vocabulary.terms("access"),
        facts_label=SCHEME_LABELS["access"],
        choices=dict(CHOICES),
        astray=astray(venue, parts.locate),
        start=None if venue.latitude is not None else point_of(parts.locate(venue)),
        conflict=conflict,
    )
    return page_answer("staff/venue.html", page, status=status)


def _users(session: Session, venue_id: str) -> tuple[str, ...]:
    use = TABLES["service_at_location"]
    return tuple(session.scalars(select(use.c.service_id).where(use.c.location_id == venue_id).distinct()))
