"""`tsunagi user add`, `list` and `disable`: accounts of staff."""

import sys

import click

from directory import accounts
from directory.accounts import ROLE_LABELS, ROLES
from directory.assembly import Directory
from directory.database import reading, writing
from directory.errors import NotFound

ACTOR = "tsunagi user"


@click.group("user")
def user_command() -> None:
    """職員の利用者を、加える・見る・止める。"""


@user_command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="役割: 管理者・職員・推進員・閲覧。")
@click.option("--zone", metavar="ID", help="受け持つ圏域（なければ市全域）。")
@click.option("--display-name", help="画面に出る名前。")
@click.option("--password-stdin", is_flag=True, help="合言葉を標準入力の 1 行目から読みます。")
def add_command(
    name: str, role: accounts.Role, zone: str | None, display_name: str | None, password_stdin: bool
) -> None:
    """利用者 NAME を加えます。"""
    # Whether there is a catalogue at all, before anybody thinks of a password.
    engine = Directory.from_environment().private().engine
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("合言葉", hide_input=True, confirmation_prompt="もう一度")
    with writing(engine) as session:
        user = accounts.add_account(
            session, name, password, role=role, display_name=display_name, zone_id=zone, actor=ACTOR
        )
    click.echo(f"利用者「{user.name}」（{ROLE_LABELS[user.role]}）を加えました。")


@user_command.command("list")
def list_command() -> None:
    """利用者を並べます。"""
    with reading(Directory.from_environment().private().engine) as session:
        for user in accounts.users(session):
            state = "" if user.active else "　止めてあります"
            click.echo(f"{user.name}\t{ROLE_LABELS[user.role]}\t{user.zone_id or '全域'}\t{user.display_name}{state}")


@user_command.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """利用者 NAME を止めます。開いている画面も、すぐに使えなくなります。"""
    with writing(Directory.from_environment().private().engine) as session:
        user = accounts.recall(session, name)
        if user is None:
            raise NotFound(f"働いている利用者「{name}」はいません。")
        accounts.set_active(session, user.id, False, actor=ACTOR)
    click.echo(f"利用者「{name}」を止めました。")
