"""Two or three suggestions side by side: what nobody knows of any, what differs, what is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.summary import FIRST_VISIT, Summaries, YesNo, joined
from directory.vocabulary import Vocabulary
from matching.answer import Match


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of each place in their order; None: nobody stated it."""

    label: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`unknown`: labels of what nobody stated of any of the places."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    differing: tuple[Row, ...]
    same: tuple[Row, ...]


def compare(matches: Sequence[Match], vocabulary: Vocabulary, day: date) -> Comparison:
    """The places in their order, as columns."""
    summaries = Summaries(vocabulary, {})
    columns = [_facts(match, summaries, day) for match in matches]
    rows = [Row(label, tuple(column.get(label) for column in columns)) for label in columns[0]]
    known = [row for row in rows if any(row.values)]
    return Comparison(
        names=tuple(match.listing.name for match in matches),
        unknown=tuple(row.label for row in rows if not any(row.values)),
        differing=tuple(row for row in known if len(set(row.values)) > 1),
        same=tuple(row for row in known if len(set(row.values)) == 1),
    )


def _facts(match: Match, summaries: Summaries, day: date) -> Mapping[str, str | None]:
    """Every label stands in every column, so that rows can be laid side by side."""
    listing = match.listing
    said = summaries.of(listing, day)
    facts = {
        "いつ": "\n".join(meeting.words for meeting in said.when) or None,
        "次の日": said.next_text,
        "どこ": said.place or None,
        "遠さ": None if match.distance_m is None else f"およそ{match.distance_m:,}m",
        "片道": None if match.travel_minutes is None else f"約{match.travel_minutes}分",
        "内容": joined(said.contents),
        "だれ": said.target,
        "費用": said.cost,
        "予約": said.application,
        "人数": None if listing.capacity is None else f"{listing.capacity}人まで",
    }
    first = (YesNo.of(label, listing.has("first_visit", term)) for term, label in FIRST_VISIT.items())
    facts |= {fact.label: fact.said for fact in (*said.access[:4], *first)}
    return facts | {"最後の確認": said.confirmed}
