"""`tsunagi geocode`, `area` and `gazetteer`.

The catalogue's venue names reach the geocoder through the click context: app.py may set `ctx.obj` to a callable
`(instance: Path) -> PlaceNames | None`; without one, only addresses are read.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from geodata.cli.lines import answer_lines, lines_argument
from geodata.cli.run import run_to_change, run_to_read
from geodata.errors import PlaceDataMissing, Problem
from geodata.gazetteer import Gazetteer, ensure
from geodata.gazetteer.schema import bring_up_to_date
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.places import PlaceNames
from geodata.places_of_run import PlacesOfRun
from geodata.progress import on_terminal

if TYPE_CHECKING:
    from geodata.gazetteer.fetch import Publisher

PlaceNamesOf = Callable[[Path], PlaceNames | None]


def _place_names(run: PlacesOfRun) -> PlaceNames | None:
    hook = click.get_current_context().find_root().obj
    return hook(run.instance) if callable(hook) else None


@click.command(help="住所や場所の名前（1 行に 1 つ）を、位置にします。FILE の代わりに - で標準入力。")
@lines_argument
@click.option(
    "--scope", metavar="CODE", help="この市区町村（5 桁の全国地方公共団体コード）の中で読む。市の名は省ける。"
)
def geocode_command(source: IO[bytes], scope: str | None) -> None:
    run = run_to_read()
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
    # `geocode` needs no zones, and its first answer does not wait for them.
    from geodata.zones import ZoneSet

    run = run_to_read()
    zones = ZoneSet.load(run.zones, run.zone_editions, ensure(run.gazetteer, run.extra_towns))
    geocoder = Geocoder(zones.gazetteer, zones.municipality.code, _place_names(run))

    def answer(line: str, problem: str | None) -> dict[str, object]:
        found = Geocoded(input=line, rest=line, error=problem) if problem else geocoder.geocode(line)
        more = {"layers": [layer.layer_line(found) for layer in zones.layers]} if zones.layers else {}
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
@click.option("--older", is_flag=True, help="新しい版が入っていても、古い版で置きかえる。")
@click.option("--new", is_flag=True, help="自前の CSV で、町名表にない市区町村を足す。")
def build(source: str, edition: str, older: bool, new: bool) -> None:
    if source == "default":
        run = run_to_read()
        # Building is not needed for reading: its imports are paid for only here.
        from geodata.gazetteer.default import build_default

        with on_terminal() as progress:
            build_default(run.gazetteer, progress)
    else:
        from geodata.gazetteer.merge import merge

        if not Path(source).exists():
            raise Problem(f"{source} が見つかりません。default か、ファイルまたはフォルダを指定してください。")
        run = run_to_change()
        ensure(run.gazetteer)
        with on_terminal() as progress:
            merged = merge(run.gazetteer, Path(source), edition, progress, older=older, new=new)
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
    from geodata.gazetteer.fetch import fetch_tables, tables_of
    from geodata.gazetteer.merge import merge

    run = run_to_change()
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
    bring_up_to_date(run.gazetteer)
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
