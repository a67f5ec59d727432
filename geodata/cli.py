"""`tsunagi geocode`, `area`, `gazetteer` and `zones`.

The catalogue's venue names reach the geocoder through the click context: app.py may set `ctx.obj` to a callable
`(instance: Path) -> PlaceNames | None`; without one, only addresses are read.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from geodata.cli_lines import answer_lines, lines_argument
from geodata.errors import PlaceDataMissing, Problem
from geodata.gazetteer import Gazetteer, ensure
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.places import PlaceNames
from geodata.places_of_run import PlacesOfRun
from geodata.progress import on_terminal

if TYPE_CHECKING:
    from geodata.gazetteer_fetch import Publisher
    from geodata.zones import ZoneSet

PlaceNamesOf = Callable[[Path], PlaceNames | None]


def _place_names(run: PlacesOfRun) -> PlaceNames | None:
    hook = click.get_current_context().find_root().obj
    return hook(run.instance) if callable(hook) else None


def _zones(run: PlacesOfRun) -> "ZoneSet":
    # `geocode` needs no zones, and its first answer does not wait for them.
    from geodata.zones import ZoneSet

    return ZoneSet.load(run.zones, run.zone_editions, ensure(run.gazetteer, run.extra_towns))


def _layers(run: PlacesOfRun, zones: "ZoneSet") -> "tuple[ZoneSet, ...]":
    """小学校区, 自治会連合: what a profile has besides its 圏域."""
    return zones.load_layers(run.profile, run.zone_editions, zones.gazetteer)


@click.command(help="住所や場所の名前（1 行に 1 つ）を、位置にします。FILE の代わりに - で標準入力。")
@lines_argument
@click.option(
    "--scope", metavar="CODE", help="この市区町村（5 桁の全国地方公共団体コード）の中で読む。市の名は省ける。"
)
def geocode_command(source: IO[bytes], scope: str | None) -> None:
    run = PlacesOfRun.from_environment()
    gazetteer = ensure(run.gazetteer, run.extra_towns)
    try:
        geocoder = Geocoder(gazetteer, scope, _place_names(run))
    except PlaceDataMissing as error:
        raise click.BadParameter(str(error), param_hint="--scope") from error

    def answer(line: str, problem: str | None) -> dict[str, object]:
        found = Geocoded(input=line, rest=line, error=problem) if problem else geocoder.geocode(line)
        return found.as_line()

    answer_lines(source, answer)


@click.command(help="住所（1 行に 1 つ）を、日常生活圏域と担当窓口にします。FILE の代わりに - で標準入力。")
@lines_argument
def area_command(source: IO[bytes]) -> None:
    run = PlacesOfRun.from_environment()
    zones = _zones(run)
    layers = _layers(run, zones)
    geocoder = Geocoder(zones.gazetteer, zones.municipality.code, _place_names(run))

    def answer(line: str, problem: str | None) -> dict[str, object]:
        found = Geocoded(input=line, rest=line, error=problem) if problem else geocoder.geocode(line)
        more = {"layers": [layer.layer_line(found) for layer in layers]} if layers else {}
        return zones.locate(found).as_line() | more

    answer_lines(source, answer)


@click.group(help="町名表をつくる・調べる")
def gazetteer_command() -> None:
    pass


@gazetteer_command.command(
    help="町名表をつくる。SOURCE は default（全国の町丁目）か、ABR・位置参照情報・自前の CSV の置き場所。"
)
@click.argument("source")
@click.option("--edition", default="", help="出典の版（たとえば 2026-06）。")
def build(source: str, edition: str) -> None:
    run = PlacesOfRun.from_environment()
    if source == "default":
        # Building is not needed for reading: its imports are paid for only here.
        from geodata.gazetteer_default import build_default

        with on_terminal() as progress:
            build_default(run.gazetteer, progress)
    else:
        from geodata.gazetteer_merge import merge

        if not Path(source).exists():
            raise Problem(f"{source} が見つかりません。default か、ファイルまたはフォルダを指定してください。")
        ensure(run.gazetteer)
        with on_terminal() as progress:
            merged = merge(run.gazetteer, Path(source), edition or "版の記載なし", progress)
        click.echo(merged.in_words())
    _describe(Gazetteer.open(run.gazetteer, run.extra_towns))


@gazetteer_command.command(
    help="市区町村 1 つの公式の表（町字・住居表示・地番・位置）を取得して、町名表に取り込む。途中で切れたら続きから。"
)
@click.argument("code")
@click.option(
    "--from",
    "publisher",
    type=click.Choice(["abr", "isj"]),
    default="abr",
    show_default=True,
    help="abr: アドレス・ベース・レジストリ（デジタル庁）、isj: 位置参照情報（国土交通省）",
)
@click.option("--edition", default="", help="出典の版（たとえば 2026-06）。省くと取得した日。")
@click.option("--base", metavar="URL", help="公式の置き場所の代わりに使う、同じ並びの置き場所。")
def fetch(code: str, publisher: "Publisher", edition: str, base: str | None) -> None:
    from geodata.gazetteer_fetch import fetch_tables, tables_of
    from geodata.gazetteer_merge import merge

    run = PlacesOfRun.from_environment()
    ensure(run.gazetteer).within(code)
    folder = run.instance / "downloads" / f"{publisher}-{code}"
    with on_terminal() as progress:
        fetch_tables(tables_of(code, publisher, base), folder, progress)
        merged = merge(run.gazetteer, folder, edition or date.today().isoformat(), progress, only=code)
    click.echo(merged.in_words())
    _describe(Gazetteer.open(run.gazetteer, run.extra_towns))


@gazetteer_command.command(help="町名表の出典と件数を示す")
@click.option("--json", "as_json", is_flag=True)
def info(as_json: bool) -> None:
    run = PlacesOfRun.from_environment()
    _describe(Gazetteer.open(run.gazetteer, run.extra_towns), as_json)


def _describe(gazetteer: Gazetteer, as_json: bool = False) -> None:
    sources = [
        {"name": s.name, "edition": s.edition, "licence": s.licence, "credit": s.credit, "rows": s.rows}
        for s in gazetteer.sources()
    ]
    if as_json:
        click.echo(
            json.dumps({"municipalities": len(gazetteer.municipalities), "sources": sources}, ensure_ascii=False)
        )
        return
    click.echo(f"市区町村 {len(gazetteer.municipalities):,}")
    for source in sources:
        click.echo(
            f"{source['name']}（{source['edition']}）{source['rows']:,} 行  {source['licence']}  {source['credit']}"
        )


@click.group(help="圏域の担当地域を調べる・境界を読み込む")
def zones_command() -> None:
    pass


@zones_command.command(help="担当地域の文の読み取りと、町ごとの重なり・抜けを示す")
def check() -> None:
    from geodata.zones.check import report

    run = PlacesOfRun.from_environment()
    zones = _zones(run)
    for line in report(zones):
        click.echo(line)
    for layer in _layers(run, zones):
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
@click.option("--layer", metavar="ID", help="圏域のほかの区分（プロファイルの layers/ID.toml）の境界として取り込む。")
def import_polygons(file: Path, edition: str, source: str, crs: str | None, layer: str | None) -> None:
    from geodata.zones.importing import read_polygons
    from geodata.zones.polygons import save_edition

    if not re.fullmatch(r"[0-9A-Za-z-]+", edition):
        raise Problem("版の名は、半角の英数字と - で付けてください（たとえば 2026-04）。")
    run = PlacesOfRun.from_environment()
    zones = _zones(run)
    if layer is not None:
        layers = {each.layer_id: each for each in _layers(run, zones)}
        if layer not in layers:
            raise Problem(f"区分「{layer}」がありません。あるのは: {'、'.join(layers) or 'なし'}")
        zones = layers[layer]
    imported = read_polygons(file, zones, edition, edition, source or file.name, crs)
    save_edition(zones.editions or run.zone_editions, imported.edition)
    for line in imported.in_words():
        click.echo(line)
