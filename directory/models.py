"""Tables of the private catalogue, in Open Referral HSDS's words (organization, service, location, schedule, …).

Tables only: input is validated by `directory.listing`. Ids are UUID text. Days are `date`; moments are UTC with zone.
Columns ending in `_text` hold what was printed, as printed.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def utc_now() -> datetime:
    return datetime.now(UTC)


def _text(**options: Any) -> Any:
    return Field(sa_type=Text, **options)


def _json(default: type[list[Any]] | type[dict[str, Any]]) -> Any:
    return Field(default_factory=default, sa_column=Column(JSON, nullable=False))


def _moment(**options: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **options)


class Catalogue(SQLModel, table=True):
    """One row: which municipality this is, and the number of the last change to anything."""

    id: int = Field(default=1, primary_key=True)
    profile: str
    municipality_code: str
    is_sample: bool = False
    change_number: int = 0
    created_at: datetime = _moment(default_factory=utc_now)


class Organization(SQLModel, table=True):
    """Who runs or answers for services (運営団体・連絡先)."""

    id: str = Field(primary_key=True)
    name: str
    reading: str | None = None
    description: str | None = _text(default=None)
    phone: str | None = None
    website: str | None = None
    version: int = 0


class Location(SQLModel, table=True):
    """A place (会場). `privacy`: open | private_home | private_room | consent_pending; only `open` is shown finely.

    `latitude`/`longitude` are JGD2011 degrees; `point_level` is the geocoder's level of that point.
    """

    id: str = Field(primary_key=True)
    name: str | None = None
    name_text: str | None = _text(default=None)
    reading: str | None = None
    alternate_names: list[str] = _json(list)
    privacy: str = "open"
    setting: str | None = None
    address_text: str | None = _text(default=None)
    city_code: str | None = None
    town: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    point_level: int = 0
    point_method: str | None = None
    transportation: str | None = _text(default=None)
    note: str | None = _text(default=None)
    version: int = 0


class Service(SQLModel, table=True):
    """One listing (資源): a salon, a こども食堂, a desk."""

    id: str = Field(primary_key=True)
    source_id: str | None = Field(default=None, unique=True)
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    name: str = Field(index=True)
    name_text: str | None = _text(default=None)
    reading: str | None = None
    alternate_names: list[str] = _json(list)
    description: str | None = _text(default=None)
    status: str = "unknown"
    status_since: date | None = None
    status_reason: str | None = _text(default=None)
    visible: bool = True
    municipality: str | None = None
    district: str | None = None
    district_text: str | None = _text(default=None)
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_text: str | None = _text(default=None)
    fees_text: str | None = _text(default=None)
    fee_yen_min: int | None = None
    fee_yen_max: int | None = None
    application_text: str | None = _text(default=None)
    capacity: int | None = None
    website: str | None = None
    assured_date: date | None = None
    assurer: str | None = None
    assured_how: str | None = None
    source_text: str | None = _text(default=None)
    source_as_of: str | None = None
    publication_basis: str | None = _text(default=None)
    note_public: str | None = _text(default=None)
    note_supporter: str | None = _text(default=None)
    note_office: str | None = _text(default=None)
    version: int = 0
    change_number: int = Field(default=0, index=True)
    created_at: datetime = _moment(default_factory=utc_now)


class ServiceStatus(SQLModel, table=True):
    """A status that a service will have from a day on (予定の休止・再開・終了); taken over when the day comes."""

    __tablename__ = "service_status"

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    status: str
    since: date = Field(index=True)
    reason: str | None = _text(default=None)
    position: int = 0


class ServiceAtLocation(SQLModel, table=True):
    """A service held at a location; several where the venue differs by series or weather. `label` says which when."""

    __tablename__ = "service_at_location"

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    location_id: str = Field(foreign_key="location.id", index=True)
    label: str | None = None
    position: int = 0


class Schedule(SQLModel, table=True):
    """When a service is held: the text as printed, and what was read from it (RFC 5545)."""

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    service_at_location_id: str | None = Field(
        default=None, foreign_key="service_at_location.id", index=True, ondelete="CASCADE"
    )
    description: str = _text()
    frequency_code: str | None = None
    certainty: str = "unparsed"
    series: list[dict[str, Any]] = _json(list)
    dates: list[str] = _json(list)
    exceptions: list[str] = _json(list)
    on_holiday: str | None = None
    position: int = 0


class Phone(SQLModel, table=True):
    """A telephone of a service. `audience`: public | supporter (支援者だけ) | office (社協だけ)."""

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    number: str
    contact_text: str | None = _text(default=None)
    audience: str = "office"
    position: int = 0


class ServiceArea(SQLModel, table=True):
    """Where a service works, or (`residents_only`) whose residents it is for: a town, 地区, 圏域 or estate by name."""

    __tablename__ = "service_area"

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    extent: str
    residents_only: bool = False
    position: int = 0


class Attribute(SQLModel, table=True):
    """A word of the municipality's vocabulary said of a service or a location.

    `scheme` is the vocabulary's group (type, need, target, content, role, access, first_visit, ability, language);
    `value` False means 「ない」 was stated; what nobody stated has no row. `basis`: stated | name (inferred from the
    name) | telephone | visit | confirmed.
    """

    __table_args__ = (
        UniqueConstraint("link_id", "scheme", "term"),
        Index("ix_attribute_scheme_term", "scheme", "term"),
    )
    id: str = Field(primary_key=True)
    link_entity: str
    link_id: str = Field(index=True)
    scheme: str
    term: str
    value: bool = True
    basis: str = "stated"
    as_of: date | None = None
    position: int = 0


class DayChange(SQLModel, table=True):
    """What is different on some days only, of one service, or (`closed`) of all that are held at a location (休館).

    `kind`: cancelled | closed | changed. Shown until its last day has passed; taken back by `undone_at`. No part of a
    listing's revisions: going back to an older state must not bring a cancelled day back.
    """

    __tablename__ = "day_change"

    id: str = Field(primary_key=True)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True, ondelete="CASCADE")
    location_id: str | None = Field(default=None, foreign_key="location.id", index=True, ondelete="CASCADE")
    kind: str
    first_day: date
    last_day: date = Field(index=True)
    to_day: date | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = _text(default=None)
    reason: str | None = _text(default=None)
    actor: str
    at: datetime = _moment(default_factory=utc_now)
    undone_at: datetime | None = _moment(default=None)
    undone_by: str | None = None


class Disclosure(SQLModel, table=True):
    """Who may know one item of a service, and why (掲載同意). `layer`: public | supporter | office; `ground`: published
    or agreed; `by`: where, or who agreed. The newest row of an item holds; nothing is overwritten but the withdrawal.

    Without a foreign key, and no part of revisions: a withdrawal must outlive undone imports, going back in a history,
    and the service's being taken out and coming back.
    """

    id: int | None = Field(default=None, primary_key=True)
    service_id: str = Field(index=True)
    item: str
    layer: str
    ground: str | None = None
    by: str | None = _text(default=None)
    given_on: date | None = None
    actor: str
    at: datetime = _moment(default_factory=utc_now)
    withdrawn_on: date | None = None
    withdrawn_by: str | None = _text(default=None)
    withdrawn_actor: str | None = None


class Revision(SQLModel, table=True):
    """Who changed what, when, before and after. Never updated, except by 墨消し, which leaves its own trace."""

    id: int | None = Field(default=None, primary_key=True)
    change_number: int = Field(index=True)
    at: datetime = _moment(default_factory=utc_now)
    actor: str
    action: str
    entity: str
    entity_id: str = Field(index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    note: str | None = _text(default=None)
    batch_id: str | None = Field(default=None, foreign_key="import_batch.id", index=True)


class ImportBatch(SQLModel, table=True):
    """One applied import of a list; undone as one step."""

    __tablename__ = "import_batch"

    id: str = Field(primary_key=True)
    list_name: str = Field(index=True)
    file_name: str
    at: datetime = _moment(default_factory=utc_now)
    actor: str
    undone_at: datetime | None = _moment(default=None)


class SourceRow(SQLModel, table=True):
    """The raw cells of one record of an import, beside the listing that was read from them."""

    __tablename__ = "source_row"

    id: str = Field(primary_key=True)
    batch_id: str = Field(foreign_key="import_batch.id", index=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    sheet: str
    row: int
    col: int | None = None
    cells: dict[str, Any] = _json(dict)


class HeaderName(SQLModel, table=True):
    """What staff once said a column heading means; asked only once."""

    __tablename__ = "header_name"

    heading: str = Field(primary_key=True)
    field: str


class Proposal(SQLModel, table=True):
    """A fact of a listing that somebody proposes: learnt by telephone, from the group leader, or a resident's report.

    Never a fact about a person. `status`: open | accepted | declined.
    """

    id: str = Field(primary_key=True)
    service_id: str | None = Field(default=None, foreign_key="service.id", index=True, ondelete="SET NULL")
    kind: str
    field: str | None = None
    value: str = _text()
    said_by: str | None = None
    proposed_at: datetime = _moment(default_factory=utc_now)
    status: str = Field(default="open", index=True)
    decided_by: str | None = None
    decided_at: datetime | None = _moment(default=None)


class JudgedPair(SQLModel, table=True):
    """What staff said of two services (`a` < `b`) that look like one. `verdict`: distinct (別のもの) | later (あとで).

    `known`: the codes of the reasons that they had before them; NULL where none were recorded.
    """

    __tablename__ = "judged_pair"

    a: str = Field(primary_key=True)
    b: str = Field(primary_key=True)
    verdict: str = "distinct"
    known: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    actor: str
    at: datetime = _moment(default_factory=utc_now)


class Departure(SQLModel, table=True):
    """A service that was taken out of the catalogue, with all that hung on it: deleted, or merged into `kept_id`.

    `removal` and `change` are the revisions that took it out and that changed the kept one. `taken`: the rows of other
    tables that went away with it, by table; `moved`: the keys of those that went over to the kept one. `was_visible`:
    the public knew it. `ended_at`: it came back.
    """

    id: str = Field(primary_key=True)
    service_id: str = Field(index=True)
    source_id: str | None = None
    name: str
    kept_id: str | None = Field(default=None, index=True)
    was_visible: bool = False
    reason: str | None = _text(default=None)
    removal: int
    change: int | None = None
    taken: dict[str, Any] = _json(dict)
    moved: dict[str, Any] = _json(dict)
    at: datetime = _moment(default_factory=utc_now)
    actor: str
    ended_at: datetime | None = _moment(default=None)
    ended_by: str | None = None


class Gap(SQLModel, table=True):
    """How often a word of need was left unmet in a month (YYYY-MM) and 圏域; `zone_id` "" where it was not known.

    Counts, not cases: no row, order or time tells of one person, and no two words can be brought together.
    """

    month: str = Field(primary_key=True)
    zone_id: str = Field(default="", primary_key=True)
    scheme: str = Field(primary_key=True)
    term: str = Field(primary_key=True)
    count: int = 0


class ConfirmLink(SQLModel, table=True):
    """A signed, expiring link for a group's leader. Only the digest of the token is kept."""

    __tablename__ = "confirm_link"

    token_digest: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    expires_at: datetime = _moment()
    used_at: datetime | None = _moment(default=None)


class Account(SQLModel, table=True):
    """Somebody who signs in. `role`: admin | staff | worker (推進員・CSW) | reader. `zone_id` None: the whole city.

    `password_hash` is "" until an invitation is answered. `totp_secret` is encrypted; `totp_step` the last step used.
    `openid_subject`: issuer and subject by which a city's own sign-in knows the person, once they have come in by it.
    """

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    display_name: str
    password_hash: str
    role: str
    zone_id: str | None = None
    active: bool = True
    session_epoch: int = 0
    created_at: datetime = _moment(default_factory=utc_now)
    totp_secret: str | None = None
    totp_step: int | None = None
    openid_subject: str | None = Field(default=None, unique=True)


class EndedSession(SQLModel, table=True):
    """A session that was signed out, as the digest of its id, until its cookie would have ended anyway."""

    __tablename__ = "ended_session"

    digest: str = Field(primary_key=True)
    ended_at: datetime = _moment()


class AccountInvitation(SQLModel, table=True):
    """A link by which somebody chooses the password of a new account, or a new one. Only the token's digest is kept."""

    __tablename__ = "account_invitation"

    token_digest: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    expires_at: datetime = _moment()
    used_at: datetime | None = _moment(default=None)


class AuditEvent(SQLModel, table=True):
    """Sign-ins, exports and other deeds that change no listing."""

    __tablename__ = "audit_event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = _moment(default_factory=utc_now)
    actor: str
    action: str
    target: str | None = None
    detail: str | None = _text(default=None)


class Redaction(SQLModel, table=True):
    """A name that was blacked out (墨消し), as a keyed digest: a restored old backup is blacked out again by it.

    `length` counts the characters of the folded name. The name itself stands nowhere.
    """

    digest: str = Field(primary_key=True)
    salt: str
    length: int
    at: datetime = _moment(default_factory=utc_now)
    actor: str
