"""Which way each listing that is due is asked: by telephone, FAX and post first, then by link or visit.

What a group asked for comes first, as far as the office knows its number or address.
"""

from collections.abc import Iterable

from directory.listing import Channel, Listing

ORDER: tuple[Channel, ...] = ("telephone", "fax", "post", "mail", "visit")


def can_reach(listing: Listing, channel: Channel) -> bool:
    """Whether the office knows how to use that way. A visit needs nothing but the way there."""
    if channel == "telephone":
        return bool(listing.phones)
    if channel == "visit":
        return bool(listing.reach.visit or listing.venues)
    return bool(getattr(listing.reach, channel))


def channel_of(listing: Listing) -> Channel | None:
    """The way to ask; None where no way is known."""
    prefers = listing.reach.prefers
    if prefers and can_reach(listing, prefers):
        return prefers
    return next((channel for channel in ORDER if can_reach(listing, channel)), None)


def asks_otherwise(listing: Listing) -> Channel | None:
    """The way other than the telephone that a group has asked for, where the office knows how to use it."""
    wish = listing.reach.prefers
    return wish if wish not in (None, "telephone") and can_reach(listing, wish) else None


def queues(listings: Iterable[Listing]) -> dict[Channel | None, tuple[Listing, ...]]:
    """The listings by the way to ask, in their order; every way is there, None last."""
    found: dict[Channel | None, list[Listing]] = {channel: [] for channel in (*ORDER, None)}
    for listing in listings:
        found[channel_of(listing)].append(listing)
    return {channel: tuple(those) for channel, those in found.items()}
