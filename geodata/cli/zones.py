"""`tsunagi zones`: what the 担当地域 texts say, and editions of boundaries."""

import re
from pathlib import Path

import click

from geodata.cli.run import run_to_change, run_to_read
from geodata.errors import Problem
from geodata.gazetteer import ensure
from geodata.places_of_run import PlacesOfRun
from geodata.zones import ZoneSet
from geodata.zones.polygons import editions_in, remove_edition, save_edition

_LAYER = click.option("--layer", metavar="ID", help="圏域のほかの区分（プロファイルの layers/ID.toml）の境界。")


def _zones(run: PlacesOfRun, layer: str | None = None) -> ZoneSet:
    """The 圏域, or a further layer by its id. Raises Problem naming the layers that there are."""
    zones = ZoneSet.load(run.zones, run.zone_editions, ensure(run.gazetteer, run.extra_towns))
    if layer is None:
        return zones
    layers = {each.layer_id: each for each in zones.layers}
    if layer not in layers:
        raise Problem(f"区分「{layer}」がありません。あるのは: {'、'.join(layers) or 'なし'}")
    return layers[layer]


@click.group(help="圏域の担当地域を調べる・境界を読み込む")
def zones_command() -> None:
    pass


@zones_command.command(help="担当地域の文の読み取りと、町ごとの重なり・抜けを示す")
def check() -> None:
    from geodata.zones.check import report

    zones = _zones(run_to_read())
    for line in report(zones):
        click.echo(line)
    for layer in zones.layers:
        click.echo(f"\n■ {layer.layer_name}")
        for line in report(layer):
            click.echo(line)


@zones_command.command(
    "import", help="境界のファイル（GeoJSON・GeoPackage・Shapefile、その zip）を、圏域の境界の版として取り込む"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help="版の名（たとえば 2026-04）。名の順で最後の版を使う。")
@click.option("--source", default="", help="境界の出典（ページに表示する）。")
@click.option("--crs", metavar="EPSG:N", help="座標系の記載がないファイルの座標系（たとえば EPSG:6668、EPSG:2451）。")
@_LAYER
def import_polygons(file: Path, edition: str, source: str, crs: str | None, layer: str | None) -> None:
    from geodata.zones.importing import read_polygons

    if not re.fullmatch(r"[0-9A-Za-z-]+", edition):
        raise Problem("版の名は、半角の英数字と - で付けてください（たとえば 2026-04）。")
    run = run_to_change()
    zones = _zones(run, layer)
    folder = zones.editions or run.zone_editions
    replaces = edition in editions_in(folder)
    imported = read_polygons(file, zones, edition, edition, source or file.name, crs)
    save_edition(folder, imported.edition)
    for line in imported.in_words():
        click.echo(line)
    if replaces:
        click.echo(f"前の版 {edition} と入れかわりました。")
    _tell_which_counts(folder, edition)


@zones_command.command(help="取り込んだ境界の版を示す")
@_LAYER
def editions(layer: str | None) -> None:
    run = run_to_change()
    known = editions_in(_zones(run, layer).editions or run.zone_editions)
    for name in known:
        click.echo(name + ("（いま使う版）" if name == known[-1] else ""))
    if not known:
        click.echo("境界の版はありません。担当地域の文だけで決めています。")


@zones_command.command(help="取り込んだ境界の版を取り除く。担当地域の文は変わらない。")
@click.argument("edition")
@_LAYER
def remove(edition: str, layer: str | None) -> None:
    run = run_to_change()
    folder = _zones(run, layer).editions or run.zone_editions
    remove_edition(folder, edition)
    click.echo(f"境界の版 {edition} を取り除きました。")
    _tell_which_counts(folder)


def _tell_which_counts(folder: Path, edition: str | None = None) -> None:
    known = editions_in(folder)
    if not known:
        click.echo("境界の版はもうありません。担当地域の文だけで決めます。")
    elif known[-1] != edition:
        click.echo(f"いま使う境界の版は {known[-1]} です（名の順で最後の版）。")
