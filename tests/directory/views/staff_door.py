"""The staff door on a catalogue of a test's own: accounts without a password database, real store, real schedules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint
from sqlalchemy import Engine

from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.listing import Meeting, Venue
from directory.public_view import PublicListing
from directory.schedules import next_dates, read
from directory.search.request import SearchAnswer, SearchRequest
from directory.views import confirm, signing, staff
from directory.views.staff_parts import Parts
from directory.vocabulary import Vocabulary

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Person:
    name: str
    display_name: str
    role: str
    session_epoch: int = 0


PEOPLE = {
    role: Person(role, f"{name}の人", role)
    for role, name in (("reader", "閲覧"), ("worker", "推進"), ("staff", "職員"), ("admin", "管理"))
}


@dataclass
class Around:
    """What a test may turn: who may sign in, how often, and what was recorded."""

    people: dict[str, Person]
    recorded: list[tuple[str, str]]
    tries: int = 1000

    def allows(self, deed: str, caller: str) -> bool:
        self.tries -= 1
        return self.tries >= 0


def around() -> Around:
    return Around(dict(PEOPLE), [])


def schedule(text: str, code: str | None) -> Meeting:
    return read(text, code).meeting()


def doors(
    engine: Engine,
    known: Around,
    published: Callable[[str], PublicListing | None] = lambda _: None,
    locate: Callable[[Venue], Venue] = lambda venue: venue,
) -> tuple[Blueprint, ...]:
    """The blueprints of the staff door and the confirm door. Everybody's password is 「ひみつ」."""
    parts = signing.Parts(
        sign_in=lambda name, password: known.people.get(name) if password == "ひみつ" else None,
        recall=known.people.get,
        allows=known.allows,
        record=lambda actor, action: known.recorded.append((actor, action)),
    )
    door = signing.Door(parts)
    staff_parts = Parts(
        engine=engine,
        vocabulary=Vocabulary.load(),
        today=lambda: TODAY,
        read_schedule=schedule,
        next_dates=lambda meeting, start, count: next_dates(meeting, start, count),
        locate=locate,
        search=lambda asked: no_index(asked),
    )
    confirming = confirm.Parts(
        engine=engine, published=published, allows=known.allows, today=lambda: TODAY, telephone="046-000-0000"
    )
    problems = Blueprint("problems", __name__)
    for error, status in ((NotFound, 404), (InputWrong, 422), (EditedMeanwhile, 409)):
        problems.app_errorhandler(error)(lambda problem, status=status: (str(problem), status))
    return signing.blueprint(parts, door), staff.blueprint(staff_parts, door), confirm.blueprint(confirming), problems


def no_index(asked: SearchRequest) -> SearchAnswer:
    return SearchAnswer(total=0, hits=())
