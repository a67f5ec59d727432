"""The staff doors, put together from one directory: sign-in, the day's work, editing, the leaders' confirm links."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from flask import Flask, Response, request
from sqlmodel import Session

from directory import blank_form, exporters
from directory.accounts.second_factor import SecondFactor
from directory.assembly import Directory
from directory.clock import today
from directory.database import reading, writing
from directory.errors import TooOften
from directory.listing import Meeting, Venue
from directory.paper.cards import Sender
from directory.rate_limits import caller_of
from directory.safekeeping.attempts import Attempts
from directory.schedules import next_dates, read
from directory.secret import secret_of
from directory.stewardship import consent, own_list_book, own_lists, proposals
from directory.stewardship.changes import Wording, named
from directory.stewardship.kept_forms import KeptForms
from directory.stewardship.uploads import Uploads
from directory.store import venues
from directory.surroundings import exported_cells, surroundings_of
from directory.views import confirm, paper_parts, signing, staff, staff_accounts, staff_cards
from directory.views.limits import TOO_OFTEN, Allows
from directory.views.staff_parts import Give, Parts
from geodata.archives import font_folder
from geodata.geocoding import Geocoder


def register(app: Flask, directory: Directory, allows: Allows, asking: Collection[str] = ()) -> signing.Door:
    """Open the staff doors on `app`. Raises NotReady in a public process, which has no private side.

    `asking`: endpoints that are posted to and change nothing: after them there is nothing to publish.
    """
    engine, profile = directory.private().engine, directory.profile
    second_factor = SecondFactor(secret_of(directory.settings.secret_key_file), f"つなぎ帖（{profile.name}）")
    signing_parts = signing.Parts(
        engine=engine,
        allows=allows,
        second_factor=second_factor,
        kept=KeptForms(directory.settings.kept_forms),
        openid=directory.settings.openid,
    )
    door = signing.Door(signing_parts)
    app.register_blueprint(signing.blueprint(signing_parts, door))
    app.register_blueprint(
        staff.blueprint(
            Parts(
                engine=engine,
                vocabulary=profile.vocabulary,
                zones={zone.id: zone.name for zone in directory.zones.zones},
                today=today,
                freshness=profile.freshness,
                read_schedule=_read_schedule,
                next_dates=next_dates,
                locate=lambda venue: _located(directory.geocoder, venue),
                search=directory.search,
                listings=directory.catalogue.all,
                calls=lambda due: directory.calls.calls(due),
                surroundings=lambda report: surroundings_of(
                    report, profile, directory.catalogue, directory.geocoder.geocode
                ),
                export_past=lambda day, format_name: _export_past(directory, day, format_name),
                give=_giving(directory),
                uploads=Uploads(directory.settings.uploads),
                attempts=Attempts(directory.settings.imports),
            ),
            door,
            staff_cards.CardParts(
                sender=Sender(
                    name=profile.council.volunteer_centre or profile.council.name,
                    phone=profile.council.phone,
                    fax=profile.council.fax,
                    address=profile.council.address,
                ),
                font_folder=lambda: font_folder(directory.settings.fonts),
            ),
            paper_parts.of(directory),
        )
    )
    app.register_blueprint(
        staff_accounts.blueprint(
            staff_accounts.Parts(
                engine=engine,
                zones={zone.id: zone.name for zone in directory.zones.zones},
                second_factor=second_factor,
                allows=allows,
            ),
            door,
        )
    )
    app.register_blueprint(
        confirm.blueprint(
            confirm.Parts(
                engine=engine,
                published=directory.catalogue.listing,
                allows=allows,
                today=today,
                telephone=profile.council.phone,
            )
        )
    )

    published_on = today()

    @app.before_request
    def turn_of_the_day() -> None:
        """The first request of a day takes over what was announced for it."""
        nonlocal published_on
        if published_on != (day := today()):
            directory.catch_up()
            published_on = day

    @app.after_request
    def publish(response: Response) -> Response:
        """What staff have just changed is public before they see the next page."""
        if request.method == "POST" and response.status_code < 400 and request.endpoint not in asking:
            directory.catch_up()
        return response

    return door


def name_at(door: signing.Door) -> Callable[[], str | None]:
    """Who is signed in, by name."""
    return lambda: person.name if (person := door.person()) else None


def supporter_facts(
    directory: Directory, door: signing.Door
) -> Callable[[Sequence[str]], Mapping[str, tuple[tuple[str, str], ...]]]:
    """What signed-in supporters may know of listings beyond the public; nothing for anybody else."""

    def facts(listing_ids: Sequence[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
        person = door.person()
        if person is None or not signing.may(person, "worker") or not listing_ids:
            return {}
        with reading(directory.private().engine) as session:
            wording = Wording(directory.profile.vocabulary, named(tuple(venues(session))))
            return consent.supporter_facts(session, listing_ids, wording)

    return facts


def reports(directory: Directory, allows: Allows) -> Callable[[str, str], None]:
    """Keeps what a resident says is wrong, for staff to look at. Nothing is kept of who said it."""

    def keep(listing_id: str, text: str) -> None:
        if not allows("report", caller_of(request.remote_addr)):
            raise TooOften(TOO_OFTEN)
        with writing(directory.private().engine) as session:
            proposals.propose(session, listing_id, "report", text, said_by=None)

    return keep


def unlisted(directory: Directory, allows: Allows) -> Callable[[str, str | None], None]:
    """Keeps what a resident tells of a group that is not listed, for staff; how to reach them until it is decided."""

    def keep(text: str, contact: str | None) -> None:
        if not allows("report", caller_of(request.remote_addr)):
            raise TooOften(TOO_OFTEN)
        with writing(directory.private().engine) as session:
            proposals.propose(session, None, "unlisted", text, said_by=contact)

    return keep


def _giving(directory: Directory) -> Give:
    profile, catalogue = directory.profile, directory.catalogue

    def public(format_name: str) -> exporters.Exported:
        return exporters.exporter(format_name).export(catalogue.all(), profile, today())

    def own_list(session: Session, name: str) -> bytes:
        sheets = own_lists.given_back(session, name, exported_cells(catalogue, profile))
        return own_list_book.workbook(name, sheets, today(), profile.council.name)

    return Give(public=public, own_list=own_list, blank_form=lambda: blank_form.workbook(profile, today()))


def _export_past(directory: Directory, day: date, format_name: str) -> tuple[exporters.Exported, int]:
    past = directory.past(day)
    return exporters.exporter(format_name).export(past.listings, directory.profile, day), past.left_out


def _read_schedule(text: str, frequency_code: str | None) -> Meeting:
    return read(text, frequency_code).meeting()


def _located(geocoder: Geocoder, venue: Venue) -> Venue:
    """The venue with the point and town of its address; as it is where the address cannot be placed."""
    if not venue.address_text:
        return venue
    found = geocoder.geocode(venue.address_text)
    if found.status != "matched" or found.latitude is None:
        return venue
    return venue.model_copy(
        update={
            "city_code": found.city_code,
            "town": found.town,
            "latitude": found.latitude,
            "longitude": found.longitude,
            "point_level": found.level,
            "point_method": found.method,
        }
    )
