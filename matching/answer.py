"""What the matcher answers: suggestions with their findings, near misses, what was left out, and other routes."""

from dataclasses import dataclass, field
from datetime import date

from directory.public_view import PublicListing
from geodata.travel import with_notes


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one listing. `verdict`: met | unmet | unknown."""

    rule: str
    verdict: str
    points: int
    reason: str

    def as_json(self) -> dict[str, object]:
        return {"rule": self.rule, "verdict": self.verdict, "points": self.points, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask by telephone, and the rule that it would decide."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """One suggestion. The findings' points sum to `points`; `confident` is (a), (b) and (c) of the contract.

    `way`: where the distance is from, and how long it takes; `way_notes`: what that rests on. `notices`: what is
    announced or different this time only, for people to read.
    """

    listing: PublicListing
    points: int
    fit: str
    confident: bool
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    distance_m: int | None
    travel_minutes: int | None
    way: str | None
    way_notes: tuple[str, ...] = ()
    next_dates: tuple[date, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def travel_basis(self) -> str | None:
        return None if self.way is None else with_notes(self.way, self.way_notes)

    @property
    def via_council(self) -> bool:
        """Whether the place is shown coarsely and reached through the 社協 only."""
        return any(venue.coarse for venue in self.listing.venues)

    def as_json(self, rank: int) -> dict[str, object]:
        return {
            "rank": rank,
            "resource": resource(self.listing),
            "points": self.points,
            "fit": self.fit,
            "findings": [finding.as_json() for finding in self.findings],
            "ask": [question.text for question in self.questions],
            "distance_m": self.distance_m,
            "travel_minutes": self.travel_minutes,
            "travel_basis": self.travel_basis,
            "next_dates": [day.isoformat() for day in self.next_dates],
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A listing that a hard rule keeps out; `would_fit_if` where only that rule does and a change would admit it."""

    listing: PublicListing
    rule: str
    reason: str
    would_fit_if: str | None = None

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"resource": resource(self.listing), "rule": self.rule, "reason": self.reason}
        return said if self.would_fit_if is None else said | {"would_fit_if": self.would_fit_if}


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """A desk in charge of a 圏域."""

    name: str
    address: str | None = None
    phone: str | None = None

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "address": self.address, "phone": self.phone}


@dataclass(frozen=True, slots=True)
class Route:
    """Another way than a suggestion: a listing or a desk, and why."""

    reason: str
    listing: PublicListing | None = None
    desk: DeskInfo | None = None

    def as_json(self) -> dict[str, object]:
        if self.listing is not None:
            return {"resource": resource(self.listing), "reason": self.reason}
        return {"desk": self.desk.as_json() if self.desk else None, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class SameTime:
    """A place for the person and one for a relative, on one day; minutes of the day that both share, or None."""

    listing: PublicListing
    relatives: PublicListing
    day: date
    start: int | None
    end: int | None

    @property
    def hours(self) -> str | None:
        """「10:00〜11:30」, None where no hours are stated."""
        if self.start is None or self.end is None:
            return None
        return f"{self.start // 60}:{self.start % 60:02}〜{self.end // 60}:{self.end % 60:02}"

    def as_json(self) -> dict[str, object]:
        both = {"resource": resource(self.listing), "relatives_resource": resource(self.relatives)}
        return both | {"date": self.day.isoformat(), "hours": self.hours}


@dataclass(frozen=True, slots=True)
class ForOne:
    """What suits one further person of the household alone, who could go along, and places at the same time."""

    who: str
    matches: tuple[Match, ...]
    accompany: str | None = None
    same_time: tuple[SameTime, ...] = ()

    def as_json(self) -> dict[str, object]:
        found = [match.as_json(rank) for rank, match in enumerate(self.matches, 1)]
        pairs = [pair.as_json() for pair in self.same_time]
        return {"who": self.who, "matches": found, "accompany": self.accompany, "same_time": pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The whole answer, in the contract's order. `reach`: how far the person gets, by what assumptions."""

    catalogue_version: int
    rules_version: str
    day: date
    warnings: tuple[str, ...]
    area: dict[str, object]
    no_confident_match: bool
    matches: tuple[Match, ...]
    near_misses: tuple[LeftOut, ...]
    excluded: tuple[LeftOut, ...]
    other_routes: tuple[Route, ...]
    unmet_needs: tuple[str, ...]
    desk: DeskInfo | None
    reach: str | None = None
    household: tuple[ForOne, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {
            "catalogue_version": self.catalogue_version,
            "rules_version": self.rules_version,
            "date": self.day.isoformat(),
            "warnings": list(self.warnings),
            "area": self.area,
            "no_confident_match": self.no_confident_match,
            "matches": [match.as_json(rank) for rank, match in enumerate(self.matches, 1)],
            "near_misses": [near.as_json() for near in self.near_misses],
            "excluded": [
                {"resource": resource(out.listing), "rule": out.rule, "reason": out.reason} for out in self.excluded
            ],
            "other_routes": [route.as_json() for route in self.other_routes],
            "unmet_needs": list(self.unmet_needs),
            "desk": self.desk.as_json() if self.desk else None,
        }
        return said | {"household": [one.as_json() for one in self.household]} if self.household else said


def resource(listing: PublicListing) -> dict[str, object]:
    """The contract's short form of a listing."""
    return {
        "id": listing.id,
        "source_id": listing.source_id,
        "name": listing.name,
        "type": listing.types[0] if listing.types else None,
        "district": listing.district,
        "public_place": listing.place or None,
    }
