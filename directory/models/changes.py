"""What happened to the catalogue: revisions, imports, proposals, merges, what left, what was missed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from directory.models.columns import json_column, moment, text_column, utc_now


class Revision(SQLModel, table=True):
    """Who changed what, when, before and after. Never updated, except by 墨消し, which leaves its own trace."""

    id: int | None = Field(default=None, primary_key=True)
    change_number: int = Field(index=True)
    at: datetime = moment(default_factory=utc_now)
    actor: str
    action: str
    entity: str
    entity_id: str = Field(index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    note: str | None = text_column(default=None)
    batch_id: str | None = Field(default=None, foreign_key="import_batch.id", index=True)


class ImportBatch(SQLModel, table=True):
    """One applied import of a list; undone as one step."""

    __tablename__ = "import_batch"

    id: str = Field(primary_key=True)
    list_name: str = Field(index=True)
    file_name: str
    at: datetime = moment(default_factory=utc_now)
    actor: str
    undone_at: datetime | None = moment(default=None)


class SourceRow(SQLModel, table=True):
    """The raw cells of one record of an import, beside the listing that was read from them."""

    __tablename__ = "source_row"

    id: str = Field(primary_key=True)
    batch_id: str = Field(foreign_key="import_batch.id", index=True)
    service_id: str = Field(foreign_key="service.id", index=True, ondelete="CASCADE")
    sheet: str
    row: int
    col: int | None = None
    cells: dict[str, Any] = json_column(dict)


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
    value: str = text_column()
    said_by: str | None = None
    proposed_at: datetime = moment(default_factory=utc_now)
    status: str = Field(default="open", index=True)
    decided_by: str | None = None
    decided_at: datetime | None = moment(default=None)


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
    at: datetime = moment(default_factory=utc_now)


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
    reason: str | None = text_column(default=None)
    removal: int
    change: int | None = None
    taken: dict[str, Any] = json_column(dict)
    moved: dict[str, Any] = json_column(dict)
    at: datetime = moment(default_factory=utc_now)
    actor: str
    ended_at: datetime | None = moment(default=None)
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


class Redaction(SQLModel, table=True):
    """A name that was blacked out (墨消し), as a keyed digest: a restored old backup is blacked out again by it.

    `length` counts the characters of the folded name. The name itself stands nowhere.
    """

    digest: str = Field(primary_key=True)
    salt: str
    length: int
    at: datetime = moment(default_factory=utc_now)
    actor: str
