"""`tsunagi check`: what the catalogue lacks, and the calls that would make it fit to open."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from directory.assembly import Directory
from directory.call_list import Calls
from directory.clock import today
from directory.freshness import Health, health, is_due, unknown_facts
from directory.japanese_days import date_words
from directory.profile import Profile
from directory.public_view import PublicListing

NAMED = 12  # so many listings are named in a section; the rest are counted (all of them stand in --json)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="報告を JSON で出します。")
def check_command(as_json: bool) -> None:
    """名簿の点検: 計画の数とのちがい、未確認、足りないこと、場所や圏域が決まらないもの、電話のリスト。"""
    directory = Directory.from_environment()
    profile = directory.profile
    notes = _in_step(directory)
    listings = directory.catalogue.all()
    day = today()
    since = profile.freshness.due_since(day)
    found = health(listings, profile.claims, profile.vocabulary, since)
    open_questions = [
        listing
        for listing in listings
        if is_due(listing, since) or (listing.status != "ended" and unknown_facts(listing, profile.vocabulary))
    ]
    calls = directory.calls.calls(open_questions)
    if as_json:
        report = _as_json(profile, listings, found, calls, notes) | {"date": day.isoformat()}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    click.echo(f"{profile.name}の名簿の点検（{date_words(day)}）")
    for line in _in_words(profile, listings, found, calls, notes):
        click.echo(line)


def _in_step(directory: Directory) -> dict[str, str]:
    """Bring the public view up to the catalogue, and return what only 社協 notes of each listing, by id.

    On the residents' side, which has no private database, there are no notes and the view is as it is.
    """
    if directory.instance is None:
        return {}
    from directory import store
    from directory.database import reading

    directory.publish()
    with reading(directory.instance.engine) as session:
        return {one.id: one.note_office for one in store.listings(session) if one.note_office}


def _in_words(
    profile: Profile,
    listings: Sequence[PublicListing],
    found: Health,
    calls: Sequence[Calls],
    notes: Mapping[str, str],
) -> Iterator[str]:
    kinds = "、".join(f"{label} {count}" for label, count in _by_type(profile, listings).items())
    yield f"登録 {found.total}件（{kinds}）"
    if found.claims:
        yield "\n■ 計画の数と、名簿の件数（計画の数は公開しません）"
    for check in found.claims:
        claim = check.claim
        sign = "同じ" if check.agrees else "ちがう"
        yield f"  {sign}: {claim.subject}  計画 {claim.figure}{claim.unit}／名簿 {check.listed}件"
        yield f"      計画「{claim.quotation}」（{claim.place}）"
    yield "\n■ 確認"
    yield from _named(f"{date_words(found.since)}より前に確認したまま", found.confirmed_long_ago)
    yield from _named("一度も確認していない", found.never_confirmed)
    yield "\n■ 足りないこと（分からない件数／尋ねる件数）"
    for lack in found.incomplete:
        yield f"  {lack.fact.label}  {lack.unknown}／{lack.asked}"
    yield "\n■ 場所と圏域"
    yield from _named("場所が町丁目まで決まらない", found.unplaced)
    yield from _named("圏域が決まらない", found.without_area)
    yield from _named("2つ以上の圏域にわたる", found.several_areas)
    yield f"\n■ 電話のリスト（{sum(len(group.listings) for group in calls)}件。上から順にかけると早く開けます）"
    for group in calls:
        yield f"\n  ▼ {group.who}  {group.number or '電話番号を確かめてください'}（{len(group.listings)}件）"
        for listing, sentence in group.listings:
            yield f"    {listing.source_id or ''} {listing.name}（{listing.place}）"
            yield f"      {sentence}"
            if listing.id in notes:
                yield f"      社協メモ: {notes[listing.id]}"


def _named(heading: str, listings: Sequence[PublicListing]) -> Iterator[str]:
    yield f"  {heading}: {len(listings)}件"
    if listings:
        more = f" ほか{len(listings) - NAMED}件" if len(listings) > NAMED else ""
        yield f"      {'、'.join(listing.name for listing in listings[:NAMED])}{more}"


def _by_type(profile: Profile, listings: Sequence[PublicListing]) -> dict[str, int]:
    counted = Counter(listing.types[0] if listing.types else "" for listing in listings)
    return {profile.vocabulary.label("type", kind) or "種類なし": count for kind, count in counted.most_common()}


def _as_json(
    profile: Profile,
    listings: Sequence[PublicListing],
    found: Health,
    calls: Sequence[Calls],
    notes: Mapping[str, str],
) -> dict[str, Any]:
    def short(some: Sequence[PublicListing]) -> list[dict[str, str | None]]:
        return [{"id": one.id, "source_id": one.source_id, "name": one.name, "place": one.place} for one in some]

    return {
        "municipality": profile.name,
        "is_fictional": profile.is_fictional,
        "total": found.total,
        "types": _by_type(profile, listings),
        "claims": [
            {
                "subject": check.claim.subject,
                "claimed": check.claim.figure,
                "listed": check.listed,
                "agrees": check.agrees,
                "quotation": check.claim.quotation,
                "place": check.claim.place,
            }
            for check in found.claims
        ],
        "due_since": found.since.isoformat(),
        "never_confirmed": short(found.never_confirmed),
        "stale": short(found.confirmed_long_ago),
        "incomplete": {lack.fact.id: {"unknown": lack.unknown, "asked": lack.asked} for lack in found.incomplete},
        "unplaced": short(found.unplaced),
        "no_area": short(found.without_area),
        "several_areas": short(found.several_areas),
        "calls": [
            {
                "who": group.who,
                "phone": group.number,
                "listings": [
                    {"source_id": one.source_id, "name": one.name, "say": sentence, "note": notes.get(one.id)}
                    for one, sentence in group.listings
                ],
            }
            for group in calls
        ],
    }
