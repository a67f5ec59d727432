"""What is asked of the search, and what it answers. Knows nothing of the index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["relevance", "reading", "confirmed"]

FACETS = ("types", "areas", "targets", "days", "status")
OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """Words and filters. Within a filter any value may hold, between filters all must.

    `types` and `targets` are vocabulary ids, `areas` 圏域 ids, `days` weekdays MO … SU; `page` counts from 1.
    `open` names spans of days (today, week), and `held` says which listings meet in each
    (`directory.calendar.opening`): the index knows no dates.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    town: str | None = None
    district: str | None = None
    page: int = 1
    size: int = 20
    sort: Sort = "relevance"
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Every filter by the index's field, also the empty ones."""
        return {
            "types": self.types,
            "areas": self.areas,
            "targets": self.targets,
            "days": self.days,
            "status": self.status,
            "towns": (self.town,) if self.town else (),
            "district": (self.district,) if self.district else (),
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """One listing found. `score` is 0.0 where nothing was ranked (no words were given)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """One page of hits out of `total`.

    `facets[name][value]` counts the listings that `value` would leave, with every other filter held: a filter already
    chosen does not empty its own list. `did_you_mean` is offered, never applied.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    did_you_mean: str | None = None
