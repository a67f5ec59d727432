"""Identifiers of listings and venues: UUID text, stable where the source numbers its records."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

_NAMESPACE = uuid5(NAMESPACE_URL, "tsunagi-cho:catalogue")


def stable_id(municipality_code: str, source_id: str) -> str:
    """The same UUID for the same record of the same municipality, on every machine.

    >>> stable_id("14208", "S13") == stable_id("14208", "S13")
    True
    """
    return str(uuid5(_NAMESPACE, f"{municipality_code}/{source_id}"))


def new_id() -> str:
    """A UUID for what staff add by hand."""
    return str(uuid4())


def part_id(whole_id: str, part: str, position: int) -> str:
    """The id of one telephone, schedule … of a listing: stays the same while it keeps its place."""
    return str(uuid5(UUID(whole_id), f"{part}/{position}"))
