"""An independent reading of the hard rules: plain Python over public listings, no arrays, nothing of matching.rules."""

import math
from collections.abc import Iterator

from directory.public_view import PublicListing
from directory.vocabulary import Vocabulary
from matching.person import Person

COME_TO = {"gathering", "work"}
AT_HOME = {"visit", "remote"}


def forms_of(listing: PublicListing, vocabulary: Vocabulary) -> set[str | None]:
    return {term.form for kind in listing.types if (term := vocabulary.term("type", kind))}


def broken(
    person: Person, listing: PublicListing, vocabulary: Vocabulary, here: tuple[float, float] | None
) -> Iterator[str]:
    """Ids of hard rules that the listing surely breaks for the person; `here`: the person's town point."""
    forms = forms_of(listing, vocabulary)
    if listing.status in ("paused", "ended", "preparing"):
        yield "status"
    if person.youngest is not None or person.oldest is not None:
        low, high = person.youngest or 0, person.oldest if person.oldest is not None else 999
        if (listing.minimum_age or 0) > high or (listing.maximum_age is not None and listing.maximum_age < low):
            yield "age"
    comes = any(listing.has("access", way) for way in ("home_visit", "phone", "online", "mail")) or forms & AT_HOME
    if person.stays_home and not comes and forms & COME_TO:
        yield "at_home"
    for need in ("wheelchair", "accessible_toilet"):
        wants = need in person.access_needs or (need == "wheelchair" and person.mode == "wheelchair")
        if wants and not person.stays_home and listing.has("access", need) is False and (forms & COME_TO or not forms):
            yield need
    avoided = {term for wish in person.avoid for scheme, term in wish.terms if scheme == "content"}
    if any(listing.has("content", term) for term in avoided):
        yield "avoid"
    if here and person.minutes is not None and person.mode == "walk" and forms & COME_TO and not comes:
        point = next(((v.latitude, v.longitude) for v in listing.venues if v.latitude is not None), None)
        pickup = listing.has("access", "pickup")
        # 80 m a minute is faster than any walker of the table; two towns' slack on top.
        if point and not pickup and _metres(here, point) - 700 > 80 * person.minutes:
            yield "reach"


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians(a[0]))
    return 6_371_000 * math.hypot(x, math.radians(b[0] - a[0]))
