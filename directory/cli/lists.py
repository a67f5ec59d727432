"""`tsunagi import` and `tsunagi export`: lists in, lists out."""

import json
from collections.abc import Callable
from pathlib import Path

import click
from sqlmodel import Session

from directory import intake
from directory.database import open_database, reading, writing
from directory.errors import NotReady
from directory.intake.headings import fields
from directory.intake.summary import in_words
from directory.profile import Profile
from directory.settings import Settings
from geodata.gazetteer import Gazetteer
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder

ACTOR = "tsunagi import"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="どう読めたかを見るだけで、名簿は変えません。")
@click.option(
    "--defaults", "defaults", multiple=True, metavar="項目=値", help="表に書かれていない項目の値（例: kind=サロン）。"
)
@click.option("--json", "as_json", is_flag=True, help="報告を JSON で出します。")
def import_command(file: Path, dry_run: bool, defaults: tuple[str, ...], as_json: bool) -> None:
    """表計算ファイル（xlsx・csv・tsv・json）を名簿へ。まず --dry-run で下見ができます。"""
    given = _defaults(defaults)
    sheets = intake.read_file(file)
    settings = Settings.from_environment()
    profile = Profile.load(settings.profile)
    if settings.database_url is None:
        raise NotReady("名簿のデータベースが指定されていません。TSUNAGI_DATABASE_URL を確かめてください。")
    engine = open_database(settings.database_url)
    around = _surroundings(settings, profile, file.name)

    def understood(session: Session | None) -> intake.Report:
        remembered = intake.remembered_headings(session) if session else {}
        return intake.understand(sheets, intake.Headings(remembered), _is_kind(profile), given)

    if dry_run:
        with reading(engine) as session:
            report = understood(session)
            intake.plan(session, report, around(report))
    else:
        with writing(engine) as session:
            report = understood(session)
            intake.apply(session, report, around(report), actor=ACTOR)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(in_words(report, applied=not dry_run)))


def _defaults(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    headings = intake.Headings()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        field = name if name in fields() else headings.field(name, likeness=False)
        if not equals or not field:
            raise click.UsageError(f"--defaults は「項目=値」の形で書いてください（例: municipality=逗子市）: {pair}")
        found[field] = value
    return found


def _is_kind(profile: Profile) -> Callable[[str], bool]:
    return lambda text: bool(profile.vocabulary.resolve(text, ("type",)))


def _surroundings(settings: Settings, profile: Profile, source: str) -> Callable[[intake.Report], intake.Surroundings]:
    geocode: Callable[[str], Geocoded] | None = None
    if settings.gazetteer.is_file():
        geocode = Geocoder(Gazetteer.open(settings.gazetteer), scope=profile.municipality_code).geocode

    def around(report: intake.Report) -> intake.Surroundings:
        return intake.Surroundings(
            vocabulary=profile.vocabulary,
            municipality_code=profile.municipality_code,
            source=source,
            geocode=geocode,
            published=_is_open_data(report),
        )

    return around


def _is_open_data(report: intake.Report) -> bool:
    """Whether the list has the columns of 自治体標準オープンデータセット, which are published as they are."""
    return any("municipality_code" in sheet.columns.values() for sheet in report.sheets)
