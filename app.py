"""つなぎ帖: the one place where parts are put together. `create_app` for the web, `main` for the `tsunagi` command."""

import importlib
import sys

import click

from geodata.errors import Problem

COMMANDS = {
    "geocode": ("geodata.cli", "住所や場所の名前を、位置に"),
    "area": ("geodata.cli", "住所を、日常生活圏域と担当窓口に"),
    "gazetteer": ("geodata.cli", "町名表をつくる・調べる"),
    "zones": ("geodata.cli", "圏域の境界を読み込む・調べる"),
    "schedule": ("directory.cli.schedule", "開催日の文を、次の日付に"),
    "import": ("directory.cli.lists", "表計算ファイルを名簿へ"),
    "export": ("directory.cli.lists", "名簿をファイルへ"),
    "search": ("directory.cli.search", "ことばで探す"),
    "duplicates": ("directory.cli.search", "重なっていそうな登録"),
    "check": ("directory.cli.reports", "名簿の点検（古い・足りない・場所が決まらない）"),
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
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, help="つなぎ帖: 地域の居場所を、ひとりに合わせて。")
def tsunagi() -> None:
    pass


def main() -> None:
    """The `tsunagi` command: exit 0 when all was read, 1 when the job failed, 2 when the call was wrong."""
    try:
        tsunagi(standalone_mode=True)
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
