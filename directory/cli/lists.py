"""`tsunagi import` and `tsunagi export`: lists in, lists out."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from directory import accounts, exporters, intake
from directory.assembly import Directory
from directory.clock import past_day, today
from directory.database import reading, writing
from directory.errors import InputWrong, NotReady
from directory.intake.headings import fields
from directory.intake.summary import in_words
from directory.safekeeping.attempts import Attempts
from directory.surroundings import exported_cells, surroundings_of
from geodata.geocoding import Geocoder

ACTOR = "tsunagi import"


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="どう読めたかを見るだけで、名簿は変えません。")
@click.option("--defaults", multiple=True, metavar="項目=値", help="表に書かれていない項目の値（例: kind=サロン）。")
@click.option("--json", "as_json", is_flag=True, help="報告を JSON で出します。")
def import_command(file: Path, dry_run: bool, defaults: tuple[str, ...], as_json: bool) -> None:
    """表計算ファイル（xlsx・csv・tsv・json）を名簿へ。まず --dry-run で下見ができます。"""
    given = _defaults(defaults)
    directory = Directory.from_environment()
    if dry_run:
        report = _previewed(directory, _reader(directory, file, given))
    else:
        attempts, broken = Attempts(directory.settings.imports), directory.broken_imports()
        for attempt in broken:
            click.echo(attempt.in_words, err=True)
        with attempts.under_way(file.name, ACTOR) as batch_id:
            read = _reader(directory, file, given)
            with writing(directory.private().engine) as session:
                report = read(intake.remembered_headings(session))
                if not any(row.values for row in report.rows):
                    raise InputWrong(f"{file.name} に名簿として読める行がありません。--dry-run で読み方を見られます。")
                around = _surroundings(directory, report)
                intake.apply(session, report, around, actor=ACTOR, batch_id=batch_id)
        for attempt in broken:
            if attempt.file_name == file.name:
                attempts.forget(attempt.id)
        if directory.settings.gazetteer.is_file():
            _progress("公開用の写しと検索の索引を合わせています…")
            directory.catch_up()
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(in_words(report, applied=not dry_run)))


def _reader(directory: Directory, file: Path, given: Mapping[str, str]) -> Callable[[Mapping[str, str]], intake.Report]:
    """The file's cells, ready to be understood with the headings that staff have explained."""
    _progress("読み込んでいます…")
    sheets = intake.read_file(file)
    _progress("読み取って、名簿とくらべています…")
    vocabulary = directory.profile.vocabulary

    def understood(remembered: Mapping[str, str]) -> intake.Report:
        headings = intake.Headings(remembered)
        return intake.understand(sheets, headings, lambda text: bool(vocabulary.resolve(text, ("type",))), given)

    return understood


def _previewed(directory: Directory, understood: Callable[[Mapping[str, str]], intake.Report]) -> intake.Report:
    """What an import would do; compared with an empty catalogue where none has been set up yet."""
    try:
        private = directory.private()
    except NotReady:
        report = understood({})
        intake.plan_from_nothing(report, _surroundings(directory, report))
        return report
    with reading(private.engine) as session:
        report = understood(intake.remembered_headings(session))
        intake.plan(session, report, _surroundings(directory, report))
    return report


@click.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(list(exporters.MODULES)))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, allow_dash=True), help="書き出すファイル。"
)
@click.option("--on", "day", metavar="DATE", help="その日の終わりの名簿を書き出します（2026-04-01 の形）。")
@click.option(
    "--list",
    "list_name",
    metavar="一覧",
    help="取り込んだ一覧を、その列と順のまま書き出します（xlsx。社協の職員だけの内容が入ります）。",
)
def export_command(format_name: str, output: Path, day: str | None, list_name: str | None) -> None:
    """名簿の公開してよい部分をファイルへ（csv・csv-cp932・xlsx・geojson・ics・ods・ods-old）。"""
    directory = Directory.from_environment()
    if list_name is not None:
        if format_name != "xlsx" or day is not None:
            raise click.UsageError("--list は xlsx だけで、--on とは一緒に使えません。")
        _write(output, _own_list(directory, list_name))
        click.echo("社協の職員だけの内容が入っています。外へ出さないでください。", err=True)
        return
    if day is None:
        directory.publish()
        listings, on = directory.catalogue.all(), today()
    else:
        on = past_day(day, today())
        past = directory.past(on)
        listings = past.listings
        if past.left_out:
            click.echo(f"いまは公開できないか、あとで消した {past.left_out} 件は入れていません。", err=True)
    exported = exporters.exporter(format_name).export(listings, directory.profile, on)
    _write(output, exported.data)
    for line in exported.notes:
        click.echo(line, err=True)


@click.command("form")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, allow_dash=True), help="書き出すファイル。"
)
def form_command(output: Path) -> None:
    """団体に配る、記入用の Excel。書けたものは import で取り込めます。"""
    from directory import blank_form

    _write(output, blank_form.workbook(Directory.from_environment().profile, today()))


def _own_list(directory: Directory, name: str) -> bytes:
    """An imported list in its own shape; that somebody took it out is recorded."""
    from directory.stewardship import own_list_book, own_lists  # openpyxl, only here

    directory.publish()
    with writing(directory.private().engine) as session:
        sheets = own_lists.given_back(session, name, exported_cells(directory.catalogue, directory.profile))
        accounts.record(session, "tsunagi export", "export_list", target=name, detail="xlsx")
    return own_list_book.workbook(name, sheets, today(), directory.profile.council.name)


def _write(output: Path, data: bytes) -> None:
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise InputWrong(f"{output} に書けません（{error.strerror}）。書き出す場所を確かめてください。") from error


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(text, err=True)


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


def _surroundings(directory: Directory, report: intake.Report) -> intake.Surroundings:
    """Places are looked up only where the town table is there: an import must not wait for its download."""
    geocode = None
    if directory.settings.gazetteer.is_file():
        geocode = Geocoder(directory.gazetteer, scope=directory.profile.municipality_code).geocode
    return surroundings_of(report, directory.profile, directory.catalogue, geocode)
