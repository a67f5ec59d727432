"""One listing for staff: the whole of it in one form, kept apart from what others saved meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts import User
from directory.disclosure import seen_by
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.identifiers import new_id
from directory.listing import Listing, Meeting, Venue
from directory.schedules import in_words
from directory.search.words import fold
from directory.stewardship.changes import SCHEME_LABELS
from directory.stewardship.clashes import taking_theirs
from directory.stewardship.confirming import confirm, how_of
from directory.stewardship.consent import disclosures_of
from directory.stewardship.forms import CHECKED, CHOICES, THREE_VALUED, Form, listing_form, read_listing
from directory.store import listing_of, reading, save_listing, save_venue, venues, version_of, writing
from directory.views import signing, staff_picking
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_conflicts import Conflict, chosen_theirs, overtaken
from directory.views.staff_parts import Parts
from directory.views.staff_picking import Picked
from directory.vocabulary import Term

DATES_SHOWN = 6
FREQUENCIES = (
    ("", "（なし）"),
    ("1", "1 毎日"),
    ("2", "2 平日"),
    ("3", "3 毎週"),
    ("4", "4 月に2〜3回"),
    ("5", "5 月に1回"),
    ("9", "9 その他"),
)

LONGEST_NAME = 200
PICKS = {
    "weekdays": staff_picking.WEEKDAYS,
    "nth": staff_picking.NTH,
    "months": staff_picking.MONTHS,
    "left_out": staff_picking.LEFT_OUT,
    "on_holiday": staff_picking.ON_HOLIDAY,
}
# Deeds of the form that only show what would be saved.
_SHOWING = ("preview", "compose")


@dataclass(frozen=True, slots=True)
class Read:
    """A schedule text as it was understood, with its next dates. `words`: that said in full; "" where nothing was."""

    meeting: Meeting
    dates: tuple[date, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    listing: Listing
    is_new: bool
    form: Form
    version: int
    venues: dict[str, Venue]
    read: tuple[Read, ...]
    checked: tuple[tuple[str, str, tuple[Term, ...]], ...]
    three_valued: tuple[tuple[str, str, tuple[Term, ...]], ...]
    choices: dict[str, tuple[tuple[str, str], ...]]
    frequencies: tuple[tuple[str, str], ...]
    picked: Picked | None
    conflict: Conflict | None = None

    @property
    def picks(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return PICKS

    @property
    def place_choices(self) -> tuple[tuple[str, str], ...]:
        used = [self.form.value(f"venue-{n}-id") for n in self.form.rows("venue")]
        return (("", "どの会場でも"), *((i, self.venues[i].name or "名のない会場") for i in used if i in self.venues))

    @property
    def venue_names(self) -> tuple[str, ...]:
        used = [self.form.value(f"venue-{n}-id") for n in self.form.rows("venue")]
        return tuple(self.venues[i].name or "名のない会場" for i in used if i in self.venues)

    def rows_of(self, part: str) -> tuple[int, ...]:
        """The rows typed and one empty one below."""
        rows = self.form.rows(part)
        return (*rows, (max(rows) if rows else -1) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage:
    listing: Listing
    lines: dict[str, str]
    read: tuple[Read, ...]


def add(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/resources/new")
    @door.require("staff")
    def new_listing() -> Response:
        listing = Listing(id=new_id(), name="（新しい登録）")
        form = listing_form(listing.model_copy(update={"name": request.args.get("name", "").strip()[:LONGEST_NAME]}))
        return _form_page(parts, listing, form, 0)

    @views.post("/resources/new")
    @door.require("staff", keeps=True)
    def create_listing() -> Response:
        return _save(parts, door, Listing(id=new_id(), name="（新しい登録）"), Form(request.form.to_dict(flat=False)))

    @views.get("/resources/<listing_id>")
    @door.require("reader")
    def listing(listing_id: str) -> Response:
        with reading(parts.engine) as session:
            found, version = listing_of(session, listing_id).on(parts.today()), version_of(session, listing_id)
        person = door.person()
        if person is None or not signing.may(person, "staff"):
            return _look(parts, _as_seen_by(parts, found, person), person)
        return _form_page(parts, found, listing_form(found), version)

    @views.post("/resources/<listing_id>")
    @door.require("staff", keeps=True)
    def save(listing_id: str) -> Response:
        with reading(parts.engine) as session:
            found = listing_of(session, listing_id).on(parts.today())
        return _save(parts, door, found, Form(request.form.to_dict(flat=False)))

    @views.post("/resources/<listing_id>/confirmed")
    @door.require("staff")
    def confirmed(listing_id: str) -> Response:
        person = door.person()
        with writing(parts.engine) as session:
            found = listing_of(session, listing_id)
            by = person.display_name if person else None
            confirm(session, found, how_of(request.form), on=parts.today(), by=by, actor=signing.name_of(door))
        flash("きょうの日付で「確認した」にしました。", "done")
        return redirect(url_for("staff.listing", listing_id=found.id), 303)


def _save(parts: Parts, door: Door, old: Listing, form: Form) -> Response:
    is_new = form.value("version") == "0"
    if is_new:
        # The id was given with the empty form: sent twice, the second finds the first and makes no twin.
        old = old.model_copy(update={"id": _id_of(form) or old.id})
    version = int(form.value("version")) if form.value("version").isdigit() else 0
    form, added = _with_added_venue(parts, form)
    if form.value("deed") == "compose":
        form = staff_picking.with_sentence(form, parts.today())
    read = read_listing(form, old, parts.vocabulary, parts.read_schedule, parts.today())
    if read is None or form.value("deed") in _SHOWING:
        return _form_page(parts, old, form, version, added=added, status=422 if form.errors else 200)
    read = taking_theirs(read, old, chosen_theirs())
    try:
        with writing(parts.engine) as session:
            if added:
                save_venue(session, added, actor=signing.name_of(door), action="create")
            saved = save_listing(
                session,
                read,
                actor=signing.name_of(door),
                action="create" if is_new else "edit",
                expected_version=version,
                note=form.value("reason") or None,
            )
    except EditedMeanwhile:
        return _conflict_page(parts, read, version)
    except InputWrong as wrong:
        form.errors["name"] = str(wrong)
        return _form_page(parts, old, form, version, added=added, status=422)
    flash("保存しました。" if saved.changed else "変わったところはありませんでした。", "done")
    return redirect(url_for("staff.listing", listing_id=read.id), 303)


def _id_of(form: Form) -> str | None:
    try:
        return str(UUID(form.value("id")))
    except ValueError:
        return None


def _with_added_venue(parts: Parts, form: Form) -> tuple[Form, Venue | None]:
    """The form with a row for the venue named in `add_venue`; a new Venue where staff ticked that it is one."""
    name = form.value("add_venue")
    if not name:
        return form, None
    with reading(parts.engine) as session:
        known = next(
            (v for v in venues(session) if fold(name) in {fold(n) for n in (v.name or "", *v.alternate_names)}), None
        )
    venue = known
    if known is None and form.value("make_venue") == "yes":
        # Until somebody says that it may be shown, a new place is shown by its 町丁目 only.
        venue = Venue(id=new_id(), name=name, privacy="consent_pending")
    if venue is None:
        form.errors["add_venue"] = "この名前の会場はまだありません。新しい会場なら、下のしるしを付けてください。"
        return form, None
    if form.value("deed") in _SHOWING and known is None:
        return form, None
    row = max(form.rows("venue"), default=-1) + 1
    typed = {name: values for name, values in form.typed.items() if name not in ("add_venue", "make_venue")}
    typed |= {f"venue-{row}-id": [venue.id], f"venue-{row}-keep": ["yes"], f"venue-{row}-label": [""]}
    return Form(typed, form.errors), None if known else venue


def _conflict_page(parts: Parts, mine: Listing, version: int) -> Response:
    with reading(parts.engine) as session:
        theirs, current = listing_of(session, mine.id), version_of(session, mine.id)
        together, conflict = overtaken(parts, session, mine, theirs, version)
    return _form_page(parts, theirs, listing_form(together), current, conflict=conflict, status=409)


def _form_page(
    parts: Parts,
    listing: Listing,
    form: Form,
    version: int,
    *,
    added: Venue | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> Response:
    with reading(parts.engine) as session:
        known = {venue.id: venue for venue in (*venues(session), *([added] if added else []))}
    typed = [
        parts.read_schedule(text, form.value(f"meeting-{n}-code") or None)
        for n in form.rows("meeting")
        if (text := form.value(f"meeting-{n}-text"))
    ]
    page = EditPage(
        listing=listing,
        is_new=version == 0,
        form=form,
        version=version,
        venues=known,
        read=_read(parts, typed),
        checked=_groups(parts, CHECKED),
        three_valued=_groups(parts, THREE_VALUED),
        choices=dict(CHOICES),
        frequencies=FREQUENCIES,
        picked=staff_picking.picked(form, parts.today()),
        conflict=conflict,
    )
    return page_answer("staff/edit.html", page, status=status)


def _groups(parts: Parts, schemes: Sequence[str]) -> tuple[tuple[str, str, tuple[Term, ...]], ...]:
    return tuple((scheme, SCHEME_LABELS[scheme], parts.vocabulary.terms(scheme)) for scheme in schemes)


def _read(parts: Parts, meetings: Sequence[Meeting]) -> tuple[Read, ...]:
    return tuple(
        Read(
            m, tuple(parts.next_dates(m, parts.today(), DATES_SHOWN)), words if (words := in_words(m)) != m.text else ""
        )
        for m in meetings
    )


def _as_seen_by(parts: Parts, listing: Listing, person: User | None) -> Listing:
    """With just what the person's layer may know. Raises NotFound where that is nothing at all."""
    with reading(parts.engine) as session:
        said = disclosures_of(session, [listing.id]).get(listing.id, {})
    is_supporter = person is not None and signing.may(person, "worker")
    seen = seen_by("supporter" if is_supporter else "public", listing, said)
    if seen is None:
        raise NotFound("この会は、いまは社協だけが見られます。")
    return seen


def _look(parts: Parts, listing: Listing, person: User | None) -> Response:
    with reading(parts.engine) as session:
        used = tuple(venues(session, ids=[use.location_id for use in listing.venues]))
    if person is None or not signing.may(person, "worker"):
        used = tuple(v if v.privacy == "open" else Venue(id=v.id, name=f"{v.town or ''}（社協に連絡）") for v in used)
    page = LookPage(listing=listing, lines=parts.wording(used).lines(listing), read=_read(parts, listing.meetings))
    return page_answer("staff/look.html", page)
