"""What is in the catalogue, in Open Referral HSDS's words (organization, service, location, schedule, …).

Columns ending in `_text` hold what was printed, as printed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from directory.models.columns import json_column, moment, text_column, utc_now


class Catalogue(SQLModel, table=True):
    """One row: which municipality this is, and the number of the last change to anything."""

    id: int = Field(default=1, primary_key=True)
    profile: str
    municipality_code: str
    is_sample: bool = False
    change_number: int = 0
    created_at: datetime = moment(default_factory=utc_now)


class Organization(SQLModel, table=True):
    """Who runs or answers for services (運営団体・連絡先)."""

    id: str = Field(primary_key=True)
    name: str
    reading: str | None = None
    description: str | None = text_column(default=None)
    phone: str | None = None
    website: str | None = None
    version: int = 0


class Location(SQLModel, table=True):
    """A place (会場). `privacy`: open | private_home | private_room | consent_pending; only `open` is shown finely.

    `latitude`/`longitude` are JGD2011 degrees; `point_level` is the geocoder's level of that point.
    """

    id: str = Field(primary_key=True)
    name: str | None = None
    name_text: str | None = text_column(default=None)
    reading: str | None = None
    alternate_names: list[str] = json_column(list)
    privacy: str = "open"
    setting: str | None = None
    address_text: str | None = text_column(default=None)
    city_code: str | None = None
    town: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    point_level: int = 0
    point_method: str | None = None
    transportation: str | None = text_column(default=None)
    note: str | None = text_column(default=None)
    version: int = 0


class Service(SQLModel, table=True):
    """One listing (資源): a salon, a こども食堂, a desk."""

    id: str = Field(primary_key=True)
    source_id: str | None = Field(default=None, unique=True)
    organization_id: str | None = Field(default=None, foreign_key="organization.id", index=True)
    name: str = Field(index=True)
    name_text: str | None = text_column(default=None)
    reading: str | None = None
    alternate_names: list[str] = json_column(list)
    description: str | None = text_column(default=None)
    status: str = "unknown"
    status_since: date | None = None
    status_reason: str | None = text_column(default=None)
    visible: bool = True
    municipality: str | None = None
    district: str | None = None
    district_text: str | None = text_column(default=None)
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_text: str | None = text_column(default=None)
    fees_text: str | None = text_column(default=None)
    fee_yen_min: int | None = None
    fee_yen_max: int | None = None
    application_text: str | None = text_column(default=None)
    capacity: int | None = None
    website: str | None = None
    assured_date: date | None = None
    assurer: str | None = None
    assured_how: str | None = None
    source_text: str | None = text_column(default=None)
    source_as_of: str | None = None
    publication_basis: str | None = text_column(default=None)
    note_public: str | None = text_column(default=None)
    note_supporter: str | None = text_column(default=None)
    note_office: str | None = text_column(default=None)
    first_days: list[dict[str, str]] = json_column(list, nullable=True)
    reach: dict[str, Any] = json_column(dict, nullable=True)
    version: int = 0
    change_number: int = Field(default=0, index=True)
    created_at: datetime = moment(default_factory=utc_now)


class ServiceStatus(SQLModel, table=True):
    """A status that a service will have from a day on (予定の休止・再開・終了); taken over when the day comes."""

    __tablename__ = "service_status"

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    status: str
    since: date = Field(index=True)
    reason: str | None = text_column(default=None)
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
    description: str = text_column()
    frequency_code: str | None = None
    certainty: str = "unparsed"
    series: list[dict[str, Any]] = json_column(list)
    dates: list[str] = json_column(list)
    exceptions: list[str] = json_column(list)
    on_holiday: str | None = None
    position: int = 0


class Phone(SQLModel, table=True):
    """A telephone of a service. `audience`: public | supporter (支援者だけ) | office (社協だけ)."""

    id: str = Field(primary_key=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    number: str
    contact_text: str | None = text_column(default=None)
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
    place: str | None = text_column(default=None)
    reason: str | None = text_column(default=None)
    actor: str
    at: datetime = moment(default_factory=utc_now)
    undone_at: datetime | None = moment(default=None)
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
    by: str | None = text_column(default=None)
    given_on: date | None = None
    actor: str
    at: datetime = moment(default_factory=utc_now)
    withdrawn_on: date | None = None
    withdrawn_by: str | None = text_column(default=None)
    withdrawn_actor: str | None = None
