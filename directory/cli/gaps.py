"""`tsunagi gaps`: what nothing in the catalogue fitted, counted by word and 圏域."""

import json

import click

from directory.assembly import Directory
from directory.clock import today
from directory.database import reading
from directory.stewardship import gaps
from directory.stewardship.gap_report import report


@click.command("gaps")
@click.option("--year", type=click.IntRange(2000, 2999), help="年度（4月から）。書かなければ今年度。")
@click.option("--json", "as_json", is_flag=True, help="JSON で出します。")
def gaps_command(year: int | None, as_json: bool) -> None:
    """足りなかったこと: 合う場がなかった困りごとを、圏域ごとに数えたもの。少ない数は出しません。"""
    directory = Directory.from_environment()
    zones = {zone.id: zone.name for zone in directory.zones.zones}
    with reading(directory.private().engine) as session:
        found = report(session, year or gaps.fiscal_year(today()), directory.profile.vocabulary, zones)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{directory.profile.name}　{found.year}年度に足りなかったこと（{gaps.FEWEST}回未満は数を出しません）")
    for line in found.lines:
        click.echo(f"  {line.lacking}　{line.area}　{line.count}")
    if not found.lines:
        click.echo("  まだ数えられていません。/match の結果で「足りなかったことに数える」を押すと、ここに入ります。")
