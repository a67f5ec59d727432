"""Private changes → the public file. The only writer of the public view, in step with the catalogue's change number.

Any process may call `catch_up` at any time (after its own transaction has ended): they take turns by the public file's
own lock, and each does only what is left to do.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, RowMapping, or_, select
from sqlmodel import Session

from directory import store
from directory.clock import today
from directory.database import CATALOGUE, TABLES, reading, writing
from directory.disclosure import seen_by
from directory.errors import NotReady
from directory.profile import Profile
from directory.public_catalogue import documents
from directory.public_view import PublicListing
from directory.publishing.coarsening import Geocoder, PublicView, Zones
from directory.publishing.file import PublicFile, open_to_write
from directory.publishing.privacy import NameTable, folded, is_private, stands_in, telling_names
from directory.stewardship.consent import disclosures_of
from directory.stewardship.day_changes import changes_of
from directory.stewardship.departures import leads_to

# Raised whenever the same listing would be published differently: every file is then written anew by itself.
PUBLIC_FORMAT = 8
_CHUNK = 1000
_LOCATION, _REVISION, _SERVICE = TABLES["location"], TABLES["revision"], TABLES["service"]


class Publisher:
    """Writes the public file at `public_path`. `edition` names what else it is made from (town table, boundaries):
    where it differs from the file's, everything is published anew.
    """

    def __init__(
        self,
        engine: Engine,
        public_path: Path,
        profile: Profile,
        zones: Zones,
        geocoder: Geocoder,
        *,
        edition: str = "",
    ) -> None:
        self._engine = engine
        self._path = public_path
        self._profile = profile
        self._zones = zones
        self._geocoder = geocoder
        self._edition = edition

    def catch_up(self) -> int:
        """Publish what changed since the last time; returns the change number reached. Idempotent.

        Raises NotReady where the catalogue has not been set up or the public file is held for too long.
        """
        with open_to_write(self._path) as public:
            catalogue = self._catalogue()
            if public.meta.get("made_from") == self._made_from(catalogue) and public.number == _number(catalogue):
                return public.number
            with public.locked():
                return self._publish(public)

    def publish_all(self) -> int:
        """Publish everything anew; returns the change number reached."""
        with open_to_write(self._path) as public, public.locked():
            public.set_meta({"made_from": ""})
            return self._publish(public)

    def _publish(self, public: PublicFile) -> int:
        reached, catalogue = public.number, self._catalogue()
        everything = public.meta.get("made_from") != self._made_from(catalogue) or reached > _number(catalogue)
        if everything and reached >= 0:
            # Readers ask for what is newer than the number they know: it must move on.
            with writing(self._engine) as session:
                store.touch_all(session, reached)
        with reading(self._engine) as session:
            catalogue = session.execute(select(CATALOGUE)).mappings().one()
            number = _number(catalogue)
            elsewhere = telling_elsewhere(session)
            view = PublicView(self._profile, self._zones, self._geocoder, elsewhere)
            after = -1 if everything else reached
            before = public.ids() if everything else set()
            written = _write(public, _views(session, view, number, after=after), number)
            if not everything and (names := _newly_telling(session, after)):
                telling = {listing_id: text for listing_id, text in public.documents() if names.find(folded(text))}
                mention = _views(session, view, number, ids=sorted(telling.keys() - written))
                _write(public, _changed(mention, telling), number)
            public.bury(before - written if everything else _removed(session, after), number)
            public.set_moved(leads_to(session, public=True))
        public.set_meta(self._description(catalogue))
        return number

    def _catalogue(self) -> RowMapping:
        with reading(self._engine) as session:
            catalogue = session.execute(select(CATALOGUE)).mappings().first()
        if catalogue is None:
            raise NotReady("名簿がまだ用意されていません。「tsunagi init」か「tsunagi demo」を実行してください。")
        return catalogue

    def _made_from(self, catalogue: RowMapping) -> str:
        created = catalogue["created_at"]
        # SQLite gives UTC back without its zone, PostgreSQL with the server's.
        created = (created.astimezone(UTC) if created.tzinfo else created).strftime("%Y-%m-%dT%H:%M:%S.%f")
        return f"{PUBLIC_FORMAT} {catalogue['profile']} {created} {self._edition}"

    def _description(self, catalogue: RowMapping) -> dict[str, str]:
        return {
            "change_number": str(_number(catalogue)),
            "profile": catalogue["profile"],
            "municipality": self._profile.name,
            "municipality_code": catalogue["municipality_code"],
            "is_sample": "1" if catalogue["is_sample"] else "0",
            "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "made_from": self._made_from(catalogue),
        }


def _number(catalogue: Mapping[str, object] | RowMapping) -> int:
    return int(str(catalogue["change_number"]))


def _views(
    session: Session, view: PublicView, number: int, *, ids: list[str] | None = None, after: int = -1
) -> Iterator[PublicListing | str]:
    """The public views of listings; for one that is not to be seen, its id."""
    changed = store.listings(session, ids=ids, after=after)
    while chunk := list(islice(changed, _CHUNK)):
        wanted = {use.location_id for listing in chunk for use in listing.venues}
        venues = {venue.id: venue for venue in store.venues(session, ids=sorted(wanted))}
        changes = changes_of(session, chunk, today())
        said = disclosures_of(session, [listing.id for listing in chunk])
        for listing in chunk:
            shown = seen_by("public", listing, said.get(listing.id, {})) if listing.visible else None
            if shown is None:
                yield listing.id
            else:
                private = tuple(phone for phone in listing.phones if phone not in shown.phones)
                yield view.of(shown, venues, number, changes.get(listing.id, ()), unsaid=private)


def _changed(views: Iterator[PublicListing | str], before: Mapping[str, str]) -> Iterator[PublicListing | str]:
    """Those that are published otherwise than `before` (JSON by id): a new number alone would tell of the change."""
    for view in views:
        if isinstance(view, str) or view != replace(
            documents().validate_json(before[view.id]), change_number=view.change_number
        ):
            yield view


def _write(public: PublicFile, views: Iterator[PublicListing | str], number: int) -> set[str]:
    """Write each; returns their ids, also of those that are not to be seen."""
    written: set[str] = set()
    while chunk := list(islice(views, _CHUNK)):
        hidden = {view for view in chunk if isinstance(view, str)}
        shown = [view for view in chunk if isinstance(view, PublicListing)]
        public.bury(hidden, number)
        public.write(shown)
        written |= hidden | {view.id for view in shown}
    return written


def telling_elsewhere(session: Session, further: Collection[str] = ()) -> NameTable:
    """Telling names of every private venue, and `further` ones, as far as they do not also stand in what a public
    place says of itself: a hall's address is shown whoever lives beside it.
    """
    words = [
        column.like(f"%{word}%")
        for word in ("宅", "方", "家", "邸", "うち", "ウチ", "ｳﾁ")
        for column in (_LOCATION.c.name, _LOCATION.c.name_text, _LOCATION.c.address_text)
    ]
    perhaps = session.scalars(select(_LOCATION.c.id).where(or_(_LOCATION.c.privacy != "open", *words))).all()
    private = {venue.id: venue for venue in store.venues(session, ids=perhaps) if is_private(venue)}
    names = {name for venue in private.values() for name in telling_names(venue, elsewhere=True)} | set(further)
    if not names:
        return NameTable(())
    said = [_LOCATION.c[name] for name in ("name", "reading", "address_text", "alternate_names")]
    rows = session.execute(select(_LOCATION.c.id, *said))
    public = {text for id, *texts, others in rows if id not in private for text in (*texts, *others) if text}
    everyday = folded("/".join(sorted(public)))
    return NameTable(name for name in names if not stands_in(name, everyday))


def _newly_telling(session: Session, after: int) -> NameTable | None:
    """Names of venues that were changed and are private: what was published before may mention them."""
    changed = select(_REVISION.c.entity_id).where(_REVISION.c.change_number > after, _REVISION.c.entity == "location")
    venues = store.venues(session, ids=set(session.scalars(changed)))
    names = {name for venue in venues if is_private(venue) for name in telling_names(venue, elsewhere=True)}
    return NameTable(names) if names else None


def _removed(session: Session, after: int) -> set[str]:
    gone = select(_REVISION.c.entity_id).where(
        _REVISION.c.change_number > after,
        _REVISION.c.entity == "service",
        _REVISION.c.entity_id.not_in(select(_SERVICE.c.id)),
    )
    return set(session.scalars(gone))
