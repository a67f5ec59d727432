"""`tsunagi as-of`: the catalogue as it was when a day ended."""

import json

import click

from directory.assembly import Directory
from directory.clock import past_day, today
from directory.database import reading
from directory.listing import Listing
from directory.past import Past, as_of
from directory.stewardship.changes import named


@click.command("as-of")
@click.argument("day", metavar="DATE")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def as_of_command(day: str, as_json: bool) -> None:
    """DATE（2026-04-01 の形）の終わりの名簿。社協だけの欄も含むので、外へ渡すときは気をつけてください。"""
    with reading(Directory.from_environment().private().engine) as session:
        past = as_of(session, past_day(day, today()))
    if as_json:
        found = {
            "date": past.day.isoformat(),
            "recorded_since": past.since.isoformat() if past.since else None,
            "listings": [one.model_dump(mode="json") for one in _in_order(past)],
            "venues": [one.model_dump(mode="json") for one in past.venues.values()],
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(f"{past.day:%Y-%m-%d} の名簿: {len(past.listings)}件")
    if past.since and past.day < past.since:
        click.echo(f"記録は {past.since:%Y-%m-%d} からです。その前のことは分かりません。")
    name = named(past.venues.values())
    for one in _in_order(past):
        places = "・".join(name(use.location_id) for use in one.venues)
        times = "・".join(meeting.text for meeting in one.meetings)
        click.echo("・" + "　".join(part for part in (one.source_id, one.name, places, times) if part))


def _in_order(past: Past) -> list[Listing]:
    return sorted(past.listings.values(), key=lambda one: (one.reading or one.name, one.id))
