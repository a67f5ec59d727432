"""`tsunagi duplicates`: listings that may be one, each pair with what speaks for it and against it."""

import json
from typing import Any

import click

from directory import duplicates
from directory.assembly import Directory
from directory.database import reading
from directory.sameness.catalogue import described_all
from directory.sameness.facts import Described
from directory.stewardship.judgements import judgements, sort_out


@click.command("duplicates")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def duplicates_command(as_json: bool) -> None:
    """重なっていそうな登録を、理由つきで。まとめるのは、職員の画面で。"""
    with reading(Directory.from_environment().private().engine) as session:
        listings = {one.id: one for one in described_all(session)}
        found = sort_out(duplicates.find(listings.values()), judgements(session))
    pairs = (*found.open, *found.later)
    if as_json:
        shown = [
            {
                "a": _as_json(listings[pair.a]),
                "b": _as_json(listings[pair.b]),
                "points": pair.points,
                "reasons": list(pair.reasons),
            }
            for pair in pairs
        ]
        click.echo(json.dumps({"total": len(shown), "pairs": shown}, ensure_ascii=False, indent=1))
        return
    click.echo(f"重なっていそうな登録: {len(pairs)}組（全{len(listings)}件）")
    for pair in pairs:
        lines = (_in_words(listings[pair.a]), _in_words(listings[pair.b]), f"{'。'.join(pair.reasons)}。")
        click.echo("\n・" + "\n　".join(lines))


def _as_json(one: Described) -> dict[str, Any]:
    return {
        "id": one.id,
        "source_id": one.source_id,
        "name": one.name,
        "district": one.district,
        "venues": [place.name or place.address for place in one.places],
        "schedules": [held.text for held in one.held],
    }


def _in_words(one: Described) -> str:
    places = "・".join(place.name or place.address or "" for place in one.places)
    times = "・".join(held.text for held in one.held)
    return "　".join(part for part in (one.source_id, one.name, one.district, places, times) if part)
