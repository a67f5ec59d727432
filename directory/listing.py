"""The whole of one listing as staff know it: what every reader makes, every writer saves, every revision holds.

`Listing` is validated (pydantic); the tables of `directory.models` are not. `Venue` is shared: many listings use one.
None means that nobody stated it, never 0, "" or False.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Status = Literal["active", "paused", "ended", "preparing", "unknown"]
Privacy = Literal["open", "private_home", "private_room", "consent_pending"]
Setting = Literal["indoor", "outdoor", "both"]
Basis = Literal["stated", "name", "telephone", "visit", "confirmed"]
Scheme = Literal["type", "need", "target", "content", "role", "access", "first_visit", "ability", "language"]
Audience = Literal["public", "supporter", "office"]
Means = Literal["telephone", "fax", "post", "link", "visit", "subsidy"]
Channel = Literal["telephone", "fax", "post", "mail", "visit"]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Word(_Value):
    """A vocabulary term said of a listing or venue. `value` False: stated that it is not so."""

    scheme: Scheme
    term: str
    value: bool = True
    basis: Basis = "stated"
    as_of: date | None = None


def _said_once(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """One word a term: what stands first holds."""
    return tuple({(word.scheme, word.term): word for word in reversed(words)}.values())[::-1]


Words = Annotated[tuple[Word, ...], AfterValidator(_said_once)]


class Series(_Value):
    """One recurrence, or hours without one (`rrule` ""). `rrule` is RFC 5545 without DTSTART.

    Times are "HH:MM" in Asia/Tokyo. `first` (ISO): the stated date that 隔週 counts from. `dates` (ISO):
    those of the meeting's single dates that these hours are for, where hours differ; empty: all of them.
    """

    rrule: str
    start: str | None = None
    end: str | None = None
    first: str | None = None
    dates: tuple[str, ...] = ()


class Meeting(_Value):
    """One schedule: its printed text and what was read from it. `venue` indexes `Listing.venues`, None: any of them."""

    text: str
    frequency_code: str | None = None
    certainty: Literal["parsed", "partial", "unparsed"] = "unparsed"
    series: tuple[Series, ...] = ()
    dates: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    on_holiday: Literal["skip", "next_day", "held", "unknown"] | None = None
    venue: int | None = None


class Venue(_Value):
    """A place (会場). Its id is stable; facts (wheelchair, stairs …) said of it hold for every listing held there."""

    id: str
    name: str | None = None
    name_text: str | None = None
    reading: str | None = None
    alternate_names: tuple[str, ...] = ()
    privacy: Privacy = "open"
    setting: Setting | None = None
    address_text: str | None = None
    city_code: str | None = None
    town: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    point_level: int = 0
    point_method: str | None = None
    transportation: str | None = None
    note: str | None = None
    words: Words = ()


class VenueUse(_Value):
    """That a listing is held at a venue; `label` says when, where there are several (「気候の良い時」)."""

    location_id: str
    label: str | None = None


class Telephone(_Value):
    number: str
    contact_text: str | None = None
    audience: Audience = "office"


class Reach(_Value):
    """How the office reaches a group; for the office alone. `prefers`: what the group asked for; `hours`: when to call;
    `post`: where letters go; `visit`: where and when to meet somebody. Telephones are the listing's own.
    """

    prefers: Channel | None = None
    hours: str | None = None
    fax: str | None = None
    post: str | None = None
    mail: str | None = None
    visit: str | None = None


class FirstDay(_Value):
    """What is said in words of a fact of はじめての日 (`term` of the vocabulary): what to bring, who greets."""

    term: str
    text: str = Field(min_length=1)


class Extent(_Value):
    """Where a listing works or, `residents_only`, whose residents may come: a town, 地区, 圏域 or estate name."""

    extent: str
    residents_only: bool = False


class DatedStatus(_Value):
    """That a status begins on a day (休止, 再開, 終了); the day itself counts."""

    status: Status
    since: date
    reason: str | None = None


class DayChange(_Value):
    """What is different on some days only. `closed`: the venue is shut (`venue` indexes the listing's venues);
    `changed`: held on another day, at other hours or at another place instead. Both days count.
    """

    kind: Literal["cancelled", "closed", "changed"]
    first_day: date
    last_day: date
    to_day: date | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    reason: str | None = None
    venue: int | None = None

    @property
    def over(self) -> date:
        """The last day that it is worth knowing."""
        return max(self.last_day, self.to_day or self.last_day)


def _in_order(statuses: tuple[DatedStatus, ...]) -> tuple[DatedStatus, ...]:
    """By day, one a day: what stands last holds."""
    return tuple({one.since: one for one in sorted(statuses, key=lambda one: one.since)}.values())


def _one_a_term(said: tuple[FirstDay, ...]) -> tuple[FirstDay, ...]:
    """What stands first holds."""
    return tuple({one.term: one for one in reversed(said)}.values())[::-1]


class Listing(_Value):
    """One service (資源) with everything staff know of it. `*_text` is as printed.

    `status` holds since `status_since` (None: nobody stated the day) until the first of `coming_statuses`.
    """

    id: str
    source_id: str | None = None
    name: str = Field(min_length=1)
    name_text: str | None = None
    reading: str | None = None
    alternate_names: tuple[str, ...] = ()
    description: str | None = None
    organization: str | None = None
    status: Status = "unknown"
    status_since: date | None = None
    status_reason: str | None = None
    coming_statuses: Annotated[tuple[DatedStatus, ...], AfterValidator(_in_order)] = ()
    visible: bool = True
    municipality: str | None = None
    district: str | None = None
    district_text: str | None = None
    minimum_age: int | None = Field(default=None, ge=0, le=130)
    maximum_age: int | None = Field(default=None, ge=0, le=130)
    eligibility_text: str | None = None
    fees_text: str | None = None
    fee_yen_min: int | None = Field(default=None, ge=0)
    fee_yen_max: int | None = Field(default=None, ge=0)
    application_text: str | None = None
    capacity: int | None = Field(default=None, ge=1)
    website: str | None = None
    assured_date: date | None = None
    assurer: str | None = None
    assured_how: Means | None = None
    source_text: str | None = None
    source_as_of: str | None = None
    publication_basis: str | None = None
    note_public: str | None = None
    note_supporter: str | None = None
    note_office: str | None = None
    words: Words = ()
    venues: tuple[VenueUse, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    phones: tuple[Telephone, ...] = ()
    extents: tuple[Extent, ...] = ()
    first_days: Annotated[tuple[FirstDay, ...], AfterValidator(_one_a_term)] = ()
    reach: Reach = Reach()

    @model_validator(mode="after")
    def _meetings_name_a_venue_of_this_listing(self) -> "Listing":
        if any(meeting.venue is not None and not 0 <= meeting.venue < len(self.venues) for meeting in self.meetings):
            raise ValueError("日程の会場が、この資源の会場の中にありません。")
        return self

    def on(self, day: date) -> "Listing":
        """With the status of that day: what has come to pass by then is no longer coming."""
        come = [one for one in self.coming_statuses if one.since <= day]
        if not come:
            return self
        return self.with_status(come[-1]).model_copy(update={"coming_statuses": self.coming_statuses[len(come) :]})

    def with_status(self, status: DatedStatus) -> "Listing":
        """With that status, its day and its reason: what was said of the old one does not hold of the new."""
        said = {"status": status.status, "status_since": status.since, "status_reason": status.reason}
        return self.model_copy(update=said)
