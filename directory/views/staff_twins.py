"""Likely duplicates for staff: pairs side by side, 同じ / 別のもの / あとで, merging after a look at it, undoing."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory.duplicates import Pair
from directory.errors import InputWrong
from directory.listing import Listing
from directory.stewardship import departures, judgements, merge_fields, merging
from directory.stewardship.changes import LABELS, NOTHING, Wording
from directory.stewardship.departures import Departure
from directory.stewardship.judgements import Judgement
from directory.stewardship.merge_fields import Choice, Side
from directory.stewardship.twins import Twins
from directory.store import listing_of, listings, reading, venues, version_of, writing
from directory.views import signing
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import Parts

SHOWN = 30
SIDES: tuple[tuple[Side, str], ...] = (("kept", "残す方"), ("other", "もう一方"), ("both", "両方"))


@dataclass(frozen=True, slots=True)
class Twin:
    """A pair side by side: label, text of the one, text of the other. `before`: what staff said of it once."""

    pair: Pair
    one: Listing
    other: Listing
    lines: tuple[tuple[str, str, str], ...]
    before: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinsPage:
    asked: tuple[Twin, ...]
    more: int
    later: tuple[Twin, ...]
    merged: tuple[Departure, ...]
    kept_names: Mapping[str, str]
    distinct: tuple[tuple[Judgement, str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One group that differs: its two texts, and the side that is chosen."""

    choice: Choice
    kept: str
    other: str
    chosen: Side

    @property
    def sides(self) -> tuple[tuple[Side, str], ...]:
        """What can be chosen: 両方 only where both say something."""
        joins = self.choice.group.joins and NOTHING not in (self.kept, self.other)
        return SIDES if joins else SIDES[:2]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePage:
    kept: Listing
    other: Listing
    versions: tuple[int, int]
    rows: tuple[Row, ...]
    same: tuple[tuple[str, str], ...]
    result: tuple[tuple[str, str], ...] | None


def add(views: Blueprint, parts: Parts, door: Door, twins: Twins) -> None:
    @views.get("/duplicates")
    @door.require("staff")
    def duplicates() -> Response:
        with reading(parts.engine) as session:
            return page_answer("staff/duplicates.html", _twins_page(parts, session, twins))

    @views.post("/duplicates")
    @door.require("staff")
    def judge() -> Response:
        one, other = request.form.get("a", ""), request.form.get("b", "")
        verdict = request.form.get("verdict")
        with reading(parts.engine) as session:
            a, b = sorted((listing_of(session, one).id, listing_of(session, other).id))
            pair = next((pair for pair in twins.pairs(session) if (pair.a, pair.b) == (a, b)), None)
        known = [reason.code for reason in pair.why] if pair else None
        with writing(parts.engine) as session:
            actor = signing.name_of(door)
            if verdict == "distinct":
                judgements.judge(session, a, b, "distinct", actor=actor, known=known)
                flash("「別のもの」として覚えました。", "done")
            elif verdict == "later":
                judgements.judge(session, a, b, "later", actor=actor, known=known)
                flash("あとで見るものに移しました。", "done")
            elif verdict == "withdraw":
                judgements.withdraw(session, a, b)
                flash("取り消しました。似ていれば、もう一度おたずねします。", "done")
            else:
                raise InputWrong("「別のもの」「あとで」のどれかを選んでください。")
        return redirect(url_for("staff.duplicates"), 303)

    @views.get("/duplicates/<kept_id>/<other_id>")
    @door.require("staff")
    def merge(kept_id: str, other_id: str) -> Response:
        return _merge_page(parts, kept_id, other_id, {}, look=False)

    @views.post("/duplicates/<kept_id>/<other_id>")
    @door.require("staff")
    def do_merge(kept_id: str, other_id: str) -> Response:
        chosen = {group.name: side for group in merge_fields.GROUPS if (side := _side(group.name))}
        if request.form.get("deed") != "merge":
            return _merge_page(parts, kept_id, other_id, chosen, look=True)
        given = {id: request.form.get(f"version-{n}", "") for n, id in enumerate((kept_id, other_id))}
        expected = {id: int(text) for id, text in given.items() if text.isdigit()}
        with writing(parts.engine) as session:
            merging.merge(session, kept_id, other_id, chosen, actor=signing.name_of(door), expected=expected)
        flash("1つにまとめました。「重なり」のページから、いつでも取り消せます。", "done")
        return redirect(url_for("staff.listing", listing_id=kept_id), 303)

    @views.post("/merges/<departure_id>/undo")
    @door.require("staff")
    def undo_merge(departure_id: str) -> Response:
        with writing(parts.engine) as session:
            listing, left = merging.undo(session, departure_id, actor=signing.name_of(door))
        flash(f"まとめたのを取り消しました。「{listing.name}」が名簿に戻りました。", "done")
        if left:
            names = "、".join(dict.fromkeys(LABELS.get(name, "分類") for name in left))
            flash(f"まとめたあとに直されていたので、そのまま残したところ：{names}", "care")
        return redirect(url_for("staff.listing", listing_id=listing.id), 303)


def _side(name: str) -> Side | None:
    said = request.form.get(f"take-{name}")
    return next((side for side, _ in SIDES if side == said), None)


def _twins_page(parts: Parts, session: Session, twins: Twins) -> TwinsPage:
    said = judgements.judgements(session)
    found = judgements.sort_out(twins.pairs(session), said)
    asked, later = found.open[:SHOWN], found.later[:SHOWN]
    distinct = [one for one in said.values() if one.verdict == "distinct"][:SHOWN]
    wanted = {id for pair in (*asked, *later) for id in (pair.a, pair.b)}
    wanted |= {id for one in distinct for id in (one.a, one.b)}
    merged = departures.departures(session, merged=True, limit=SHOWN)
    wanted |= {one.kept_id for one in merged if one.kept_id}
    known = {listing.id: listing for listing in listings(session, ids=sorted(wanted))}
    used = sorted({use.location_id for listing in known.values() for use in listing.venues})
    wording = parts.wording(tuple(venues(session, ids=used)))
    return TwinsPage(
        asked=tuple(_twin(pair, known, wording, found.again.get((pair.a, pair.b))) for pair in asked),
        more=len(found.open) - len(asked),
        later=tuple(_twin(pair, known, wording, None) for pair in later),
        merged=merged,
        kept_names={id: listing.name for id, listing in known.items()},
        distinct=tuple(
            (one, known[one.a].name, known[one.b].name) for one in distinct if one.a in known and one.b in known
        ),
    )


def _twin(pair: Pair, known: Mapping[str, Listing], wording: Wording, before: Judgement | None) -> Twin:
    one, other = known[pair.a], known[pair.b]
    mine, theirs = wording.lines(one), wording.lines(other)
    labels = [label for label in dict.fromkeys((*mine, *theirs)) if label in _TELLING]
    return Twin(pair, one, other, tuple((x, mine.get(x, NOTHING), theirs.get(x, NOTHING)) for x in labels), before)


_TELLING = frozenset(
    LABELS[name]
    for name in (
        *("reading", "alternate_names", "organization", "status", "municipality", "district", "venues", "meetings"),
        *("phones", "eligibility_text", "fees_text", "visible", "assured_date"),
    )
)


def _merge_page(parts: Parts, kept_id: str, other_id: str, chosen: Mapping[str, Side], *, look: bool) -> Response:
    with reading(parts.engine) as session:
        kept, other = listing_of(session, kept_id), listing_of(session, other_id)
        versions = version_of(session, kept.id), version_of(session, other.id)
        used = sorted({use.location_id for listing in (kept, other) for use in listing.venues})
        wording = parts.wording(tuple(venues(session, ids=used)))
    if kept.id == other.id:
        raise InputWrong("同じ登録どうしは、まとめられません。")
    differing = merge_fields.choices(kept, other)
    names = {name for choice in differing for name in choice.group.fields}
    rows = tuple(
        Row(
            choice,
            _text(wording, kept, choice),
            _text(wording, other, choice),
            chosen.get(choice.group.name, choice.proposed),
        )
        for choice in differing
    )
    nothing = Listing(id=kept.id, name=kept.name)
    alike = kept.model_copy(update={name: getattr(nothing, name) for name in names})
    page = MergePage(
        kept=kept,
        other=other,
        versions=versions,
        rows=rows,
        same=tuple(_lines(wording, alike)) if not look else (),
        result=tuple(_lines(wording, merge_fields.merge(kept, other, chosen))) if look else None,
    )
    return page_answer("staff/merge.html", page)


def _lines(wording: Wording, listing: Listing) -> list[tuple[str, str]]:
    return [(label, text) for label, text in wording.lines(listing).items()]


def _text(wording: Wording, listing: Listing, choice: Choice) -> str:
    """What one listing says of a group."""
    group = choice.group
    if group.name == "words":
        lines = wording.lines(Listing(id=listing.id, name="x", words=listing.words))
        drop = wording.lines(Listing(id=listing.id, name="x"))
        return "\n".join(f"{label}：{text}" for label, text in lines.items() if label not in drop) or NOTHING
    only = {name: getattr(listing, name) for name in group.fields}
    empty = Listing(id=listing.id, name="x", visible=listing.visible)
    lines = wording.lines(empty.model_copy(update=only))
    labels = [LABELS[name] for name in group.fields if name in LABELS and LABELS[name] in lines]
    said = [lines[label] if label == labels[0] else f"{label}：{lines[label]}" for label in labels]
    if group.name == "source_id":
        return listing.source_id or NOTHING
    return "\n".join(said) or NOTHING
