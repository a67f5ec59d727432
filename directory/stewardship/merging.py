"""Two listings made one, and the one made two again: one step each, nothing lost on either way."""

from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlmodel import Session

from directory import store
from directory.database import TABLES
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.history import revision_of
from directory.listing import Listing
from directory.models import utc_now
from directory.stewardship import departures, hanging, judgements, merge_fields
from directory.stewardship.consent import disclosures_of
from directory.stewardship.merge_fields import Side
from directory.stewardship.taking_back import without

ADDED, RESTRICTED = "judged_pair", "disclosure"
DISCLOSURE = TABLES["disclosure"]
STRICTER = ("public", "supporter", "office")


def merge(
    session: Session,
    kept_id: str,
    other_id: str,
    chosen: Mapping[str, Side],
    *,
    actor: str,
    expected: Mapping[str, int] | None = None,
) -> str:
    """Make one of two: `kept_id` stays, with what was chosen; what hung on the other goes over to it. Returns the
    departure's id. `expected`: the versions that the choice was made from, by id. Raises NotFound, InputWrong or
    EditedMeanwhile.
    """
    kept, other = store.listing_of(session, kept_id), store.listing_of(session, other_id)
    if kept.id == other.id:
        raise InputWrong("同じ登録どうしは、まとめられません。")
    for listing_id, version in (expected or {}).items():
        if store.version_of(session, listing_id) != version:
            raise EditedMeanwhile("見ているあいだに、どちらかが保存されました。いまの内容で、選び直してください。")
    result = merge_fields.merge(kept, other, chosen)
    moved, taken = hanging.hand_over(session, other.id, kept.id)
    moved[RESTRICTED] = _restrictions_taken_over(session, kept.id, other.id, actor)
    moved[ADDED] = _judgements_taken_over(session, kept.id, other.id, actor)
    before = departures.last_revision(session, kept.id)
    store.remove_listing(session, other.id, actor=actor, action="merge", note=f"「{kept.name}」にまとめた")
    store.save_listing(session, result, actor=actor, action="merge", note=f"「{other.name}」をまとめた")
    after = departures.last_revision(session, kept.id)
    return departures.record(
        session,
        other,
        actor=actor,
        reason=None,
        kept_id=kept.id,
        change=after if after != before else None,
        taken=taken,
        moved=moved,
    )


def undo(session: Session, departure_id: str, *, actor: str) -> tuple[Listing, tuple[str, ...]]:
    """Make two again of what was merged. What was edited in the kept one since stays there; returns the listing that
    is back, and the names of those fields. Raises NotFound or InputWrong.
    """
    departure = departures.departure_of(session, departure_id)
    if departure.kept_id is None or departure.ended_at is not None:
        raise InputWrong("これは、もう取り消してあります。")
    left = _undo_change(session, departure, actor)
    listing = departures.restore(session, departure, actor=actor, action="unmerge")
    taken, moved = departures.rows_of(session, departure)
    added = moved.pop(ADDED, [])
    restricted = [row["id"] for row in moved.pop(RESTRICTED, [])]
    session.execute(delete(DISCLOSURE).where(DISCLOSURE.c.id.in_(restricted), DISCLOSURE.c.withdrawn_on.is_(None)))
    hanging.hand_back(session, listing.id, moved, taken)
    for pair in added:
        judgements.withdraw(session, pair["a"], pair["b"])
    departures.end(session, departure, actor=actor)
    return listing, left


def _undo_change(session: Session, departure: departures.Departure, actor: str) -> tuple[str, ...]:
    """The kept listing without what the merge gave it."""
    try:
        now = store.listing_of(session, departure.kept_id or "")
    except NotFound as error:
        raise InputWrong("まとめた先の登録が、いま名簿にありません。先に、そちらを元に戻してください。") from error
    if departure.change is None:
        return ()
    change = revision_of(session, departure.change)
    result, left = without(change, now)
    note = f"「{departure.name}」をまとめたのを取り消した"
    store.save_listing(session, result, actor=actor, action="unmerge", note=note)
    return left


def _judgements_taken_over(session: Session, kept: str, other: str, actor: str) -> list[dict[str, str]]:
    """What was 「別のもの」 from the other is so from the kept one; returns the pairs that this added."""
    mine = judgements.judgements(session, kept)
    added = []
    for (a, b), judgement in judgements.judgements(session, other).items():
        third = b if a == other else a
        pair = tuple(sorted((kept, third)))
        if third == kept or pair in mine or judgement.verdict != "distinct":
            continue
        judgements.judge(session, kept, third, "distinct", actor=actor, known=judgement.known)
        added.append({"a": pair[0], "b": pair[1]})
    return added


def _restrictions_taken_over(session: Session, kept: str, other: str, actor: str) -> list[dict[str, int]]:
    """What the public or supporters might not know of the other one, they may not know of the kept one either; returns
    the rows that this added.
    """
    said = disclosures_of(session, [kept, other])
    added = []
    for item, disclosure in said.get(other, {}).items():
        layer = "office" if disclosure.withdrawn_on else disclosure.layer
        mine = said.get(kept, {}).get(item)
        now = "public" if mine is None else "office" if mine.withdrawn_on else mine.layer
        if STRICTER.index(layer) > STRICTER.index(now):
            row = {"service_id": kept, "item": item, "layer": layer, "by": "まとめた登録から", "actor": actor}
            new = insert(DISCLOSURE).values(**row, at=utc_now()).returning(DISCLOSURE.c.id)
            added.append({"id": session.scalars(new).one()})
    return added
