"""`tsunagi ways`: heights of the ground and bus stops for one instance."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from geodata.cli.run import run_to_change
from geodata.gazetteer import ensure
from geodata.places_of_run import PlacesOfRun
from geodata.ways import WaysFolder
from geodata.zones import ZoneSet


@click.group(help="標高と停留所を読み込む・調べる（読み込むと、坂とバスの時間を数えます）")
def ways_command() -> None:
    pass


@ways_command.command(
    "import",
    help="標高（国土地理院の標高タイルのフォルダか zip、GeoTIFF）と停留所（GTFS-JP の zip）を取り込む。"
    "標高は前の標高と、停留所は同じ名のものと入れかわる。読めなければ前のまま。",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="資料の名（書かなければファイルの記載から）。")
@click.option("--edition", help="版（たとえば 2026-04）。")
@click.option("--licence", help="ライセンス（出典のページに出す）。")
@click.option("--publisher", help="つくったところ。")
def import_ways(
    files: tuple[Path, ...], name: str | None, edition: str | None, licence: str | None, publisher: str | None
) -> None:
    # Reading pictures is paid for only here.
    from geodata.ways.importing import Told, import_files

    run = run_to_change()
    gazetteer = ensure(run.gazetteer, run.extra_towns)
    municipality = ZoneSet.load(run.zones, run.zone_editions, gazetteer).municipality
    told = Told(name, edition, licence, publisher)
    for line in import_files(WaysFolder(run.ways), files, gazetteer.towns(municipality).all(), told):
        click.echo(line)


@ways_command.command(help="読み込んである標高と停留所の出典と件数を示す")
@click.option("--json", "as_json", is_flag=True)
def info(as_json: bool) -> None:
    ways = WaysFolder(PlacesOfRun.from_environment().ways).current()
    stops = len(ways.stops.stops) if ways.stops else None
    if as_json:
        said = {"heights": ways.heights is not None, "stops": stops, "sources": [asdict(s) for s in ways.sources]}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    if ways.heights is None:
        click.echo("標高はありません（坂は未確認のまま）。tsunagi ways import で取り込めます。")
    if stops is None:
        click.echo("停留所はありません（バスは便と停留所が未確認のまま）。tsunagi ways import で取り込めます。")
    for source in ways.sources:
        parts = (source.publisher, source.edition, source.licence, f"{source.imported_on} に取り込み", source.used_for)
        click.echo(f"{source.name}  {'、'.join(part for part in parts if part)}")


@ways_command.command(help="読み込んである標高か停留所を取り除く")
@click.argument("kind", type=click.Choice(["heights", "stops"]))
def remove(kind: str) -> None:
    word = {"heights": "標高", "stops": "停留所"}[kind]
    gone = WaysFolder(PlacesOfRun.from_environment().ways).remove(kind)
    click.echo(f"{word}を取り除きました。" if gone else f"{word}は読み込まれていません。")
