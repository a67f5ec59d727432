"""The staff door on a catalogue of a test's own: real accounts, real store, real schedules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Blueprint
from sqlalchemy import Engine

from directory.accounts import Role, User, add_account
from directory.accounts.openid import Provider
from directory.accounts.second_factor import SecondFactor
from directory.call_list import Calls
from directory.database import writing
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.exporters import Exported
from directory.intake import Surroundings
from directory.listing import Meeting, Venue
from directory.paper.cards import Sender
from directory.public_view import PublicListing
from directory.safekeeping.attempts import Attempts
from directory.schedules import next_dates, read
from directory.search.request import SearchAnswer, SearchRequest
from directory.standing import USUAL
from directory.stewardship import own_list_book, own_lists
from directory.stewardship.kept_forms import KeptForms
from directory.stewardship.uploads import Uploads
from directory.views import confirm, signing, staff, staff_accounts, staff_cards
from directory.views.staff_parts import Give, Parts
from directory.vocabulary import Vocabulary
from geodata.archives import font_folder
from tests.directory.views.standing import paper_parts

TODAY = date(2026, 11, 22)


PASSWORD = "さくら並木の坂道を下る"
NAMES = {"reader": "閲覧の人", "worker": "推進員の人", "staff": "職員の人", "admin": "管理の人"}


@dataclass
class Around:
    """How often anybody may still try."""

    tries: int = 1000

    def allows(self, deed: str, caller: str) -> bool:
        self.tries -= 1
        return self.tries >= 0


def an_account(engine: Engine, role: Role) -> User:
    """An account named after its role; its password is `PASSWORD`."""
    with writing(engine) as session:
        return add_account(session, role, PASSWORD, role=role, display_name=NAMES[role], actor="test")


def recorded(engine: Engine) -> list[tuple[str, str]]:
    """(actor, action) of every audit event since the accounts were made."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT actor, action FROM audit_event ORDER BY id").fetchall()
    return [(row.actor, row.action) for row in rows if row.action != "account.add"]


def schedule(text: str, code: str | None) -> Meeting:
    return read(text, code).meeting()


def doors(
    engine: Engine,
    known: Around,
    uploads: Path = Path("/nonexistent"),
    published: Callable[[str], PublicListing | None] = lambda _: None,
    locate: Callable[[Venue], Venue] = lambda venue: venue,
    listings: Callable[[], Sequence[PublicListing]] = lambda: (),
    openid: Provider | None = None,
) -> tuple[Blueprint, ...]:
    """The blueprints of the staff door and the confirm door."""
    second_factor = SecondFactor(b"k" * 32, "見本")
    kept = KeptForms(Path(str(engine.url.database)).with_name("kept_forms"))
    parts = signing.Parts(engine=engine, allows=known.allows, second_factor=second_factor, kept=kept, openid=openid)
    door = signing.Door(parts)
    account_parts = staff_accounts.Parts(
        engine=engine, zones={"north": "北部"}, second_factor=second_factor, allows=known.allows
    )
    staff_parts = Parts(
        engine=engine,
        vocabulary=Vocabulary.load(),
        zones={"north": "北部"},
        today=lambda: TODAY,
        freshness=USUAL,
        read_schedule=schedule,
        next_dates=lambda meeting, start, count: next_dates(meeting, start, count),
        locate=locate,
        search=lambda asked: no_index(asked),
        listings=listings,
        calls=lambda due: tuple(Calls(one.name, one.telephone, ((one, "お尋ねします"),)) for one in due),
        surroundings=lambda report: Surroundings(
            vocabulary=Vocabulary.load(), municipality_code="14208", source=report.file
        ),
        export_past=lambda day, name: (Exported(f"{day} {name}".encode()), 0),
        give=Give(
            public=lambda name: Exported(f"today {name}".encode(), ("書けないものがあります。",)),
            own_list=lambda session, name: own_list_book.workbook(
                name, own_lists.given_back(session, name, lambda _: None), TODAY, "社協"
            ),
            blank_form=lambda: b"form",
        ),
        uploads=Uploads(uploads),
        attempts=Attempts(uploads.parent / "imports"),
    )
    cards = staff_cards.CardParts(sender=Sender(name="見本市社協"), font_folder=lambda: font_folder(uploads))
    confirming = confirm.Parts(
        engine=engine, published=published, allows=known.allows, today=lambda: TODAY, telephone="046-000-0000"
    )
    problems = Blueprint("problems", __name__)
    for error, status in ((NotFound, 404), (InputWrong, 422), (EditedMeanwhile, 409)):
        problems.app_errorhandler(error)(lambda problem, status=status: (str(problem), status))
    return (
        signing.blueprint(parts, door),
        staff.blueprint(staff_parts, door, cards, paper_parts(uploads)),
        staff_accounts.blueprint(account_parts, door),
        confirm.blueprint(confirming),
        problems,
    )


def no_index(asked: SearchRequest) -> SearchAnswer:
    return SearchAnswer(total=0, hits=())
