"""`tsunagi init`, `demo`, `migrate`, `publish` and `reindex`: setting up, and making anew what is derived."""

import os
import secrets
import shutil

import click

from directory import accounts
from directory.assembly import Directory
from directory.database import writing
from directory.errors import NotReady
from directory.instance import Instance
from directory.migrations import migrate
from directory.settings import Settings

DEMO_USER = "demo"


@click.command("init")
@click.option("--profile", "profile_name", metavar="NAME", help="自治体の設定（profiles/ の名前か、フォルダの道筋）。")
@click.option("--count", type=click.IntRange(1), help="架空の町の件数（負荷試験のため。既定は 200）。")
def init_command(profile_name: str | None, count: int | None) -> None:
    """自治体の名簿を用意します。もう用意してあれば、何も変えません。"""
    settings = _settings(profile_name)
    directory = Directory.set_up(settings)
    loaded = directory.private().load_seed(count)
    number = directory.catch_up()
    click.echo(f"{directory.profile.name}の名簿を用意しました（置き場所: {settings.instance}、変更番号 {number}）。")
    if loaded:
        click.echo(f"はじめの名簿 {loaded} 件を入れました。")
    click.echo("次は「tsunagi user add 名前 --role admin」で管理者を加え、「tsunagi serve」で開きます。")


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="用意だけして、画面は開きません。")
def demo_command(no_serve: bool) -> None:
    """見本の自治体を用意して開きます。二度目からは、すぐに開きます。"""
    settings = Settings.from_environment()
    if not settings.gazetteer.is_file():
        click.echo("町名表をつくります（初回だけ、1分ほど）…")
    directory = Directory.set_up(settings, is_sample=True)
    instance = directory.private()
    click.echo(f"見本の名簿: {directory.profile.name}（置き場所: {settings.instance}）")
    if loaded := instance.load_seed():
        click.echo(f"名簿に {loaded} 件を入れました。")
    number = directory.catch_up()
    click.echo(f"公開用の写しと索引がそろいました（変更番号 {number}、{len(directory.catalogue.all())} 件）。")
    if instance.is_sample():
        password = _demo_password(instance)
        click.echo(f"職員の画面 /staff の見本の利用者: {DEMO_USER}　合言葉: {password}（この表示だけ。毎回変わります）")
    if no_serve:
        click.echo("「tsunagi serve」で開きます。")
        return
    from directory.cli.serving import serve

    serve(settings, host="127.0.0.1", workers=1)


@click.command("migrate")
def migrate_command() -> None:
    """表の形を新しくします（新しい版を入れたあとに一度）。"""
    from directory.database import open_database

    settings = Settings.from_environment()
    if settings.database_url is None:
        raise NotReady("公開用の入口からは、職員用の名簿を開けません（TSUNAGI_DOOR=public）。")
    changed = migrate(open_database(settings.database_url))
    click.echo("表の形を新しくしました。" if changed else "表の形は、もう新しいものです。")


@click.command("publish")
@click.option("--all", "everything", is_flag=True, help="変わっていないものも、すべて作り直します。")
def publish_command(everything: bool) -> None:
    """公開用の写しを、いまの名簿に合わせます。"""
    directory = Directory.from_environment()
    publisher = directory.publisher()
    number = publisher.publish_all() if everything else publisher.catch_up()
    directory.index.catch_up(directory.catalogue)
    click.echo(f"公開用の写しは、変更番号 {number} の名簿と同じです（{len(directory.catalogue.all())} 件）。")


@click.command("reindex")
def reindex_command() -> None:
    """検索の索引を、はじめから作り直します。"""
    directory = Directory.from_environment()
    directory.publisher().catch_up()
    shutil.rmtree(directory.settings.search_index, ignore_errors=True)
    number = directory.index.catch_up(directory.catalogue)
    click.echo(f"検索の索引を作り直しました（変更番号 {number}）。")


def _settings(profile_name: str | None) -> Settings:
    if profile_name is None:
        return Settings.from_environment()
    return Settings.from_environment({**os.environ, "TSUNAGI_PROFILE": profile_name})


def _demo_password(instance: Instance) -> str:
    """A fresh one each time: it is shown once and kept nowhere but as its hash."""
    password = f"mihon-{secrets.token_urlsafe(9)}"
    with writing(instance.engine) as session:
        known = accounts.recall(session, DEMO_USER)
        if known:
            accounts.set_password(session, known.id, password, actor="tsunagi demo")
        else:
            accounts.add_account(
                session, DEMO_USER, password, role="admin", display_name="見本の職員", actor="tsunagi demo"
            )
    return password
