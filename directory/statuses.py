"""Whether a listing is running (休止・準備中・終了, also announced): in words, and as days on which it is not held."""

from collections.abc import Iterator
from datetime import date, timedelta

from directory.japanese_days import near_words
from directory.listing import Status
from directory.public_view import PublicListing

CLOSED_WORDS: dict[Status, str] = {"paused": "休止中", "ended": "終了", "preparing": "準備中"}
_DAY = timedelta(days=1)


def is_closed(status: str) -> bool:
    return status in CLOSED_WORDS


def closed_word(status: str) -> str | None:
    """「休止中」; None while it runs."""
    return next((word for closed, word in CLOSED_WORDS.items() if closed == status), None)


def status_words(listing: PublicListing, today: date) -> str | None:
    """「休止中（8月1日から、会場の工事のため、9月5日に再開の予定）」; None while it runs."""
    if (word := closed_word(listing.status)) is None:
        return None
    details = [_since(listing, today), listing.status_reason, _reopens(listing, today)]
    said = "、".join(text for text in details if text)
    return f"{word}（{said}）" if said else word


def announced(listing: PublicListing, today: date) -> tuple[str, ...]:
    """What a running listing has announced: 「8月1日から休止します（会場の工事のため）」."""
    if is_closed(listing.status):
        return ()
    return tuple(_announcement(one.status, one.since, one.reason, today) for one in listing.coming_statuses)


def closed_spans(listing: PublicListing) -> tuple[str, ...]:
    """The days on which the listing is not held, as intervals that `Meeting.exceptions` holds."""
    return tuple(_spans(listing))


def _spans(listing: PublicListing) -> Iterator[str]:
    closed, since = is_closed(listing.status), None
    for one in listing.coming_statuses:
        if closed and not is_closed(one.status):
            yield f"/{one.since}" if since is None else f"{since}/{one.since - _DAY}"
            closed = False
        elif not closed and is_closed(one.status):
            closed, since = True, one.since
    if closed:
        yield f"{date.min}/" if since is None else f"{since - _DAY}/"


def _since(listing: PublicListing, today: date) -> str | None:
    since = listing.status_since
    if since is None or listing.status == "preparing":
        return None
    return f"{near_words(since - _DAY, today)}まで" if listing.status == "ended" else f"{near_words(since, today)}から"


def _reopens(listing: PublicListing, today: date) -> str | None:
    next_one = next((one for one in listing.coming_statuses if not is_closed(one.status)), None)
    if next_one is None:
        return None
    begins = "開始" if listing.status == "preparing" else "再開"
    return f"{near_words(next_one.since, today)}に{begins}の予定"


def _announcement(status: Status, since: date, reason: str | None, today: date) -> str:
    if status == "ended":
        words = f"{near_words(since - _DAY, today)}で終わります"
    elif status == "paused":
        words = f"{near_words(since, today)}から休止します"
    else:
        words = f"{near_words(since, today)}に再開します"
    return f"{words}（{reason}）" if reason else words
