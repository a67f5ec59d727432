"""`tsunagi match`: one person or household → suggestions with reasons."""

import json
from datetime import date
from typing import TextIO

import click

from directory.clock import today
from directory.errors import InputWrong
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from directory.settings import Settings
from directory.venue_names import place_names
from geodata.cli.words import ReadableFile
from geodata.gazetteer import ensure
from geodata.geocoding import Geocoder
from geodata.ways import WaysFolder
from geodata.zones import ZoneSet
from matching.assembly import matcher_of, parameters_of
from matching.current import CurrentTable
from matching.in_words import in_words
from matching.matcher import LIMIT, Matcher
from matching.person import read


@click.command(help="条件（PERSON.json か -）から、合いそうな場所を理由つきで。条件は保存しません。")
@click.argument("person", type=ReadableFile("r", encoding="utf-8-sig"), metavar="PERSON.json")
@click.option("--json", "as_json", is_flag=True, help="JSON で出す。")
@click.option("--date", "day", metavar="DATE", help="この日から先の開催日をみる（2026-04-01）。書かなければ今日。")
@click.option("--limit", type=click.IntRange(1, LIMIT), default=LIMIT, show_default=True, help="候補の数の上限。")
def match_command(person: TextIO, as_json: bool, day: str | None, limit: int) -> None:
    settings = Settings.from_environment()
    profile = Profile.load(settings.profile)
    asked_of = _day(day)
    catalogue = PublicCatalogue(settings.public_database, lambda: asked_of)
    vocabulary = profile.vocabulary
    sheet = read(_parsed(person), vocabulary)
    table = CurrentTable(catalogue, vocabulary).get()
    matches = _matcher(settings, profile, catalogue).rank(sheet, table, catalogue.listings, asked_of, limit)
    if as_json:
        click.echo(json.dumps(matches.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(in_words(matches, vocabulary, profile.emergency))


def _matcher(settings: Settings, profile: Profile, catalogue: PublicCatalogue) -> Matcher:
    gazetteer = ensure(settings.gazetteer, [profile.towns_file] if profile.towns_file else [])
    zones = ZoneSet.load(profile.zones_file, settings.zone_editions, gazetteer)
    names = place_names(catalogue, profile, zones)
    geocoder = Geocoder(gazetteer, scope=profile.municipality_code, places=names)
    return matcher_of(profile, zones, geocoder, parameters_of(profile), WaysFolder(settings.ways))


def _parsed(person: TextIO) -> object:
    try:
        parsed: object = json.loads(person.read())
    except UnicodeDecodeError as error:
        raise InputWrong("条件が UTF-8 ではありません。UTF-8 の JSON で保存し直してください") from error
    except json.JSONDecodeError as error:
        where = f"{error.lineno}行目の{error.colno}文字目"
        raise InputWrong(f"条件を JSON として読めません（{where}）。括弧や引用符、「,」を確かめてください") from error
    except (ValueError, RecursionError) as error:
        raise InputWrong("条件を JSON として読めません（数が長すぎるか、入れ子が深すぎます）") from error
    return parsed


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("2026-04-01 のように書いてください", param_hint="--date") from error
