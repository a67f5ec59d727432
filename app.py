"""つなぎ帖: the one place where parts are put together. `create_app` for the web, `main` for the `tsunagi` command."""

import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodata.cli.words import speak_japanese
from geodata.errors import Problem

if TYPE_CHECKING:
    from flask import Flask

    from directory.assembly import Directory
    from directory.settings import Settings
    from directory.views.desks import ForWorkers
    from directory.views.find import Question, Suggestions
    from directory.views.signing import Door
    from geodata.places import PlaceNames

COMMANDS = {
    "geocode": ("geodata.cli.places", "住所や場所の名前を、位置に"),
    "area": ("geodata.cli.places", "住所を、日常生活圏域と担当窓口に"),
    "gazetteer": ("geodata.cli.places", "町名表をつくる・調べる"),
    "zones": ("geodata.cli.zones", "圏域の境界を読み込む・調べる"),
    "ways": ("geodata.cli.ways", "標高と停留所を読み込む・調べる"),
    "schedule": ("directory.cli.schedule", "開催日の文を、次の日付に"),
    "import": ("directory.cli.lists", "表計算ファイルを名簿へ"),
    "export": ("directory.cli.lists", "名簿をファイルへ"),
    "form": ("directory.cli.lists", "団体に配る記入用の Excel"),
    "search": ("directory.cli.search", "ことばで探す"),
    "duplicates": ("directory.cli.duplicates", "重なっていそうな登録"),
    "as-of": ("directory.cli.past", "その日の名簿（過去の名簿を見る）"),
    "check": ("directory.cli.reports", "名簿の点検（古い・足りない・場所が決まらない）"),
    "gaps": ("directory.cli.gaps", "合う場がなかった困りごとの数（圏域ごと）"),
    "match": ("matching.cli", "条件から、合いそうな場所を理由つきで"),
    "init": ("directory.cli.operations", "自治体の名簿を用意する"),
    "demo": ("directory.cli.operations", "見本の自治体を用意して開く"),
    "serve": ("directory.cli.serving", "画面を開く"),
    "user": ("directory.cli.users", "職員の利用者"),
    "migrate": ("directory.cli.operations", "表の形を新しくする"),
    "publish": ("directory.cli.operations", "公開用の写しを作り直す"),
    "reindex": ("directory.cli.operations", "検索の索引を作り直す"),
    "backup": ("directory.cli.safekeeping", "控えをとる"),
    "restore": ("directory.cli.safekeeping", "控えから戻す"),
    "audit-log": ("directory.cli.audit", "操作の記録（サインイン・変更・書き出し）"),
    "redact": ("directory.cli.safekeeping", "個人名などを墨消しする"),
}


class LazyGroup(click.Group):
    """Imports a subcommand's module only when it is asked for: `--help` must not pay for pandas."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("コマンド"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


WARM_UP = "tsunagi.warm_up"

# How often one caller may do a thing in ten minutes. A whole office may stand behind one address.
TRIES = {"sign_in": 100, "sign_in_name": 10, "confirm": 60, "report": 30, "upload": 200, "export": 300}
TRIES |= {"gap": 1, "place": 1500, "match": 1500, "search": 3000, "api": 3000}
# They keep and change nothing here: a visitor without a cookie may ask. `display` looks where a request is from.
ASKING = (
    "find.find",
    "near.find",
    "desk.find",
    "match.answer",
    "visit.page",
    "visit.paper",
    "papers.leaflet",
    "display.change",
)


def create_app(settings: "Settings") -> "Flask":
    """The web application of one instance; `settings.door` says which doors it opens."""
    from flask import Flask
    from flask_wtf.csrf import CSRFProtect

    from directory import errors
    from directory.assembly import Directory
    from directory.secret import secret_of
    from directory.views import find, health, kept_pages, limits, office, problems, residents, security, site

    directory = Directory(settings)
    directory.catch_up()
    app = Flask("tsunagi", root_path=str(Path(__file__).parent), static_folder=None)
    app.config.update(SECRET_KEY=secret_of(settings.secret_key_file), WTF_CSRF_TIME_LIMIT=None)
    security.secure(app, tiles=settings.tiles)
    allows = _limits(settings, app.config["SECRET_KEY"])
    kept_pages.install(app, directory.catalogue, allows)
    security.stand_behind(app, proxies=settings.proxies, hosts=settings.hosts, public_url=settings.public_url)
    around = residents.site_of(directory, staff_doors=settings.door != "public")
    site.install(app, around, residents.readings_of(directory))
    statuses = {errors.NotFound: 404, errors.EditedMeanwhile: 409, errors.NotReady: 503, errors.TooOften: 429}
    problems.register(app, statuses)
    limits.install(app, allows)
    door = office.register(app, directory, allows, ASKING) if directory.instance else None
    find_places = _open_matching(app, directory, door, allows)
    report = office.reports(directory, allows) if directory.instance else None
    unlisted = office.unlisted(directory, allows) if directory.instance else None
    residents.register(app, directory, find_places=find_places, report=report, unlisted=unlisted, tiles=settings.tiles)
    app.register_blueprint(health.blueprint(directory))
    csrf = CSRFProtect(app)
    for name in ASKING:
        csrf.exempt(app.view_functions[name])
    app.extensions[WARM_UP] = lambda: (directory.opening.held(), find_places(find.Question()))
    return app


def served() -> "Flask":
    """What the server calls in each of its processes. A public one first gives up the private side for good.

    It takes no visitor before all listings are parsed and the days and the matching table reckoned, so nobody waits for
    that: 4 s for 10,000 listings.
    """
    from directory.cli.serving import leave_interrupts_to_the_server
    from directory.publishing.process import renounce_private
    from directory.settings import Settings

    leave_interrupts_to_the_server()
    settings = Settings.from_environment()
    if settings.door == "public":
        renounce_private(settings, os.environ.get("TSUNAGI_DATABASE_URL"))
    app = create_app(settings)
    app.extensions[WARM_UP]()
    return app


def _limits(settings: "Settings", secret: bytes) -> "Callable[[str, str], bool]":
    from directory.rate_limits import RateLimiter

    if not settings.rate_limits:
        return lambda deed, caller: True
    limiter = RateLimiter(settings.limits, secret)
    return lambda deed, caller: limiter.allows(deed, caller, times=TRIES[deed])


def _open_matching(
    app: "Flask", directory: "Directory", door: "Door | None", allows: "Callable[[str, str], bool]"
) -> "Callable[[Question], Suggestions]":
    """Open /match and /about/matching, and return the answerer of the residents' three questions."""
    from directory.clock import today
    from directory.views import desks, office, staff_gaps
    from directory.views.staff_notebook import Notebook
    from geodata.archives import font_folder
    from matching import views, views_about, views_find, views_visit
    from matching.assembly import matcher_of, parameters_of
    from matching.current import CurrentTable
    from matching.match_page import Parts

    profile = directory.profile
    matcher = matcher_of(profile, directory.zones, directory.geocoder, parameters_of(profile), directory.ways)
    table = CurrentTable(directory.catalogue, profile.vocabulary)
    parts = Parts(
        matcher=matcher,
        table=table,
        fetch=directory.catalogue.listings,
        vocabulary=profile.vocabulary,
        emergency=profile.emergency,
        whom_to_call=directory.calls.whom,
        today=today,
    )
    guard: views.Guard = views.anybody
    if door and directory.instance:
        engine, vocabulary = directory.instance.engine, profile.vocabulary
        guard = door.require("worker") if directory.asks_sign_in() else guard
        who = office.name_at(door)
        parts = replace(
            parts,
            notebook=Notebook(engine, vocabulary, who, today),
            supporter_facts=office.supporter_facts(directory, door),
            first_time=lambda token: allows("gap", token),
        )
        zones = {zone.id: zone.name for zone in directory.zones.zones}
        gap_parts = staff_gaps.Parts(engine=engine, vocabulary=vocabulary, zones=zones, today=today, guard=guard)
        app.register_blueprint(staff_gaps.blueprint(gap_parts))
    _open_desks(app, directory, desks.ForWorkers(guard, parts.supporter_facts) if parts.notebook else None)
    app.register_blueprint(views.blueprint(parts, guard))
    app.register_blueprint(views_about.blueprint(matcher))
    fonts = directory.settings.fonts
    app.register_blueprint(
        views_visit.blueprint(parts, directory.calls.council_words, lambda: font_folder(fonts), guard)
    )
    return views_find.find_places(matcher, table, parts.fetch, profile.vocabulary, today, profile.freshness)


def _open_desks(app: "Flask", directory: "Directory", workers: "ForWorkers | None") -> None:
    """Open /desks, and for workers /match/desks."""
    from directory.clock import today
    from directory.views import desks

    parts = desks.Parts(
        listings=directory.catalogue.all,
        vocabulary=directory.profile.vocabulary,
        zones=directory.zones.zones,
        whom_to_call=directory.calls.whom,
        emergency=directory.profile.emergency,
        today=today,
        workers=workers,
    )
    app.register_blueprint(desks.blueprint(parts))


@click.group(cls=LazyGroup, help="つなぎ帖: 地域の居場所を、ひとりに合わせて。")
def tsunagi() -> None:
    pass


def _venue_names(instance: Path) -> "PlaceNames | None":
    """The names that the profile, its desks and the catalogue kept in `instance` give to places; None without a
    profile.
    """
    from geodata.places import PlaceNamesWhenAsked
    from geodata.places_of_run import PlacesOfRun

    has_names = (PlacesOfRun.from_environment().profile / "profile.toml").is_file()
    return PlaceNamesWhenAsked(_open_names) if has_names else None


def _open_names() -> "PlaceNames":
    from directory.profile import Profile
    from directory.public_catalogue import PublicCatalogue
    from directory.settings import Settings
    from directory.venue_names import place_names
    from geodata.gazetteer import ensure
    from geodata.zones import ZoneSet

    settings = Settings.from_environment()
    profile = Profile.load(settings.profile)
    gazetteer = ensure(settings.gazetteer, [profile.towns_file] if profile.towns_file else [])
    zones = ZoneSet.load(profile.zones_file, settings.zone_editions, gazetteer)
    return place_names(PublicCatalogue(settings.public_database), profile, zones)


def main() -> None:
    """The `tsunagi` command: exit 0 when all was read, 1 when the job failed, 2 when the call was wrong."""
    speak_japanese()
    try:
        tsunagi(obj=_venue_names)
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
