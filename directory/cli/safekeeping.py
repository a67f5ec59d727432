"""`tsunagi backup`, `restore` and `redact`."""

import shutil
from pathlib import Path

import click

from directory.accounts import ROLE_LABELS, record, users
from directory.assembly import Directory
from directory.database import reading, writing
from directory.errors import InputWrong
from directory.safekeeping import backup, redaction
from directory.settings import Settings

ACTOR = "tsunagi"


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="同じ名前のファイルがあれば、上書きします。")
def backup_command(file: Path, yes: bool) -> None:
    """名簿の控えを FILE（zip）にとり、読み返して確かめます。開いたままで、とれます。"""
    if file.exists() and not yes:
        raise InputWrong(f"{file} は、もうあります。別の名前にするか、--yes を付けてください。")
    instance = Directory.from_environment().private()
    made = backup.make_backup(instance.engine, instance.settings.zone_editions, file)
    with writing(instance.engine) as session:
        record(session, ACTOR, "backup", detail=f"変更番号 {made.change_number}")
    click.echo(
        f"控えをとりました: {file}（資源 {made.counts['service']} 件、変更番号 {made.change_number}、確かめずみ）"
    )
    click.echo("個人の情報が入っています。人に見られない場所に置いてください。")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="いまの名簿を、控えの内容で置きかえます。")
def restore_command(file: Path, yes: bool) -> None:
    """控え FILE から名簿を戻し、公開用の写しと索引も合わせます。"""
    with backup.opened(file) as (manifest, _):
        pass
    directory = Directory.set_up(Settings.from_environment())
    instance = directory.private()
    if backup.holds_anything(instance.engine) and not yes:
        raise InputWrong(
            f"いまの名簿が、{manifest.made_at} の控え（資源 {manifest.counts['service']} 件）で置きかわります。"
            "よければ --yes を付けてください。先に「tsunagi backup」でいまの控えをとることをお勧めします。"
        )
    backup.restore_backup(
        instance.engine,
        file,
        instance.settings.zone_editions,
        profile=instance.profile.folder.name,
        actor=ACTOR,
    )
    number = directory.catch_up()
    click.echo(f"{manifest.made_at} の控えから戻しました（資源 {manifest.counts['service']} 件、変更番号 {number}）。")
    with reading(instance.engine) as session:
        people = users(session)
    if people:
        click.echo("入れる人を確かめてください（止める・役割を変えるのは /staff/accounts で）:")
    for person in people:
        click.echo(f"  {person.name}　{ROLE_LABELS[person.role]}{'' if person.active else '　停止中'}")


@click.command("redact")
@click.argument("name", required=False)
@click.option("--yes", is_flag=True, help="たずねずに墨消しします。")
def redact_command(name: str | None, yes: bool) -> None:
    """個人名などを、名簿・履歴・取り込んだ元の行・公開用の写し・索引のすべてから墨消しします。戻せません。

    NAME を書かなければ、たずねます（書いた名前は、端末の履歴に残ることがあります）。
    """
    name = name or click.prompt("墨消しする名前", hide_input=True, confirmation_prompt="もう一度")
    directory = Directory.from_environment()
    instance = directory.private()
    if not yes:
        click.confirm("墨消しは戻せません。進めますか", abort=True)
    with writing(instance.engine) as session:
        found = redaction.redact(session, name, actor=ACTOR)
    redaction.forget_deleted(instance.engine)
    directory.publish()
    # Old segments of the index still hold the name.
    shutil.rmtree(directory.settings.search_index, ignore_errors=True)
    directory.index.catch_up(directory.catalogue)
    places = "、".join(f"{label} {count} 件" for label, count in found.items())
    nowhere = "その名前は、どこにもありませんでした。これから戻す控えの中にあれば、墨消しします。"
    click.echo(f"墨消ししました: {places}。" if found else nowhere)
    click.echo("前にとった控えの中には残っています。戻せば墨消ししますが、要らない控えは消してください。")
